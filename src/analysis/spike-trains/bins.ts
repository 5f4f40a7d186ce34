/** Time cut into bins of equal width, and what falls into each. */

/**
 * Bins k = 0 .. count - 1 of the times after from + k width up to from + (k + 1) width, that end included: on a grid a spike belongs to the
 * step that ends with it. The very beginning belongs to the first bin.
 */
export interface Bins {
  readonly from: number;
  readonly width: number;
  readonly count: number;
}

/** Times within this part of a bin after its end still belong to it: a spike on a grid of 0.1 ms may stand at 0.30000000000000004. */
const SLACK = 1e-6;

/** The whole bins between two times; what is left of the last is not counted. */
export function binsBetween(from: number, to: number, width: number): Bins {
  const count = width > 0 && to > from ? Math.floor((to - from) / width + SLACK) : 0;
  return { from, width, count };
}

/**
 * A width near the wanted one: as it is where there is no step, else a positive multiple of the step, because bins that are not hold now
 * one step more and now one less.
 */
export function wholeSteps(width: number, step: number | null): number {
  if (step === null || !(step > 0) || !(width > 0)) return width;
  // Through decimal text: 3 * 0.1 is not 0.3.
  return Number((Math.max(1, Math.round(width / step)) * step).toPrecision(12));
}

/** The bin of a time; negative or at least `count` for times outside. */
export function binOf({ from, width }: Bins, time: number): number {
  const place = (time - from) / width;
  return Math.abs(place) <= SLACK ? 0 : Math.ceil(place - SLACK) - 1;
}

/** The centre of each bin. */
export function binCentres({ from, width, count }: Bins): Float64Array {
  return Float64Array.from({ length: count }, (_, k) => from + (k + 0.5) * width);
}

/** How many times fall into each bin. */
export function countsIn(times: Float64Array, bins: Bins): Uint32Array {
  const counts = new Uint32Array(bins.count);
  for (let k = 0; k < times.length; k++) {
    const bin = binOf(bins, times[k]!);
    if (bin >= 0 && bin < bins.count) counts[bin]!++;
  }
  return counts;
}

/** Calls `visit` with every bin that holds spikes and their number, in order. `times` ascending. */
export function eachCount(times: Float64Array, bins: Bins, visit: (bin: number, count: number) => void): void {
  let [current, count] = [-1, 0];
  for (let k = 0; k < times.length; k++) {
    const bin = binOf(bins, times[k]!);
    if (bin === current) count++;
    else {
      if (current >= 0 && current < bins.count) visit(current, count);
      [current, count] = [bin, 1];
    }
  }
  if (current >= 0 && current < bins.count) visit(current, count);
}
