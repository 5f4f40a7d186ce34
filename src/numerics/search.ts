/** Places in ascending numbers, by bisection. */

/** Index of the first of ascending numbers that is at least `limit`; their count if there is none. */
export function firstAtLeast(ascending: ArrayLike<number>, limit: number): number {
  let [low, high] = [0, ascending.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (ascending[middle]! < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Index of the first of ascending numbers that is greater than `limit`; their count if there is none. */
export function firstAfter(ascending: ArrayLike<number>, limit: number): number {
  let [low, high] = [0, ascending.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (ascending[middle]! <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
