/** Round numbers. */
import { leadingExponent } from "./ticks.ts";

/** The largest of 1, 2 and 5 times a power of ten that is at most `value`, which is positive. */
export function roundDown(value: number): number {
  const exponent = leadingExponent(value);
  // Decimal text, because a product with a power of ten would round.
  const [five, two, one] = [5, 2, 1].map((digit) => Number(`${digit}e${exponent}`)) as [number, number, number];
  return value >= five ? five : value >= two ? two : one;
}
