/** Histograms with bins that fit their values. */
import { pow } from "../../base/index.ts";
import { type Bins, binOf } from "./bins.ts";

/** Counts in bins of equal width. */
export interface Histogram {
  readonly bins: Bins;
  readonly counts: Float64Array;
  /** Counts / (all values * width): integrates to the part of the values that lies within the bins. */
  readonly density: Float64Array;
}

/** How many values fall into each bin; all zero without values. */
export function histogram(values: ArrayLike<number>, bins: Bins): Histogram {
  const counts = new Float64Array(bins.count);
  for (let k = 0; k < values.length; k++) {
    const bin = binOf(bins, values[k]!);
    if (bin >= 0 && bin < bins.count) counts[bin]!++;
  }
  const scale = values.length > 0 ? 1 / (values.length * bins.width) : 0;
  return { bins, counts, density: counts.map((count) => count * scale) };
}

/** The value below which a part p of the values lies, interpolated linearly between neighbours; undefined without values. `sorted` ascending. */
export function quantile(sorted: Float64Array, p: number): number | undefined {
  if (sorted.length === 0) return undefined;
  const place = p * (sorted.length - 1);
  const k = Math.min(Math.floor(place), sorted.length - 2);
  return k < 0 ? sorted[0]! : sorted[k]! + (place - k) * (sorted[k + 1]! - sorted[k]!);
}

/**
 * Width of bins by the rule of Freedman & Diaconis 1981, doi 10.1007/BF01025868: twice the distance of the quartiles over the cube root of
 * the number of values. Undefined where the quartiles coincide.
 */
export function binWidth(sorted: Float64Array): number | undefined {
  const [low, high] = [quantile(sorted, 0.25), quantile(sorted, 0.75)];
  if (low === undefined || high === undefined || !(high > low)) return undefined;
  return (2 * (high - low)) / pow(sorted.length, 1 / 3);
}
