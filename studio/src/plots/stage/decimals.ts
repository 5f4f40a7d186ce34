/** Digits behind the point that a step needs: 0 for 2, 1 for 0.5, 2 for 0.03; at most 12. */
export function decimals(step: number): number {
  let count = 0;
  for (let unit = 1; unit > step && count < 12; unit /= 10) count++;
  return count;
}
