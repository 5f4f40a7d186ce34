/** Variability and correlation of spike counts in windows. */
import type { Stream } from "../../base/index.ts";
import { type Bins, eachCount } from "./bins.ts";

/** Mean and variance (divisor: number of windows) of one train's counts. */
function momentsOf(train: Float64Array, windows: Bins): readonly [number, number] {
  let [sum, squares] = [0, 0];
  eachCount(train, windows, (_, count) => {
    sum += count;
    squares += count * count;
  });
  const mean = sum / windows.count;
  return [mean, squares / windows.count - mean * mean];
}

/**
 * Fano factor: variance (divisor n - 1) over mean of a train's counts in windows. 1 for a Poisson process; for a renewal process it goes to
 * CV^2 as the windows grow. Undefined for a silent train and for fewer than two windows.
 */
export function fanoFactor(train: Float64Array, windows: Bins): number | undefined {
  if (windows.count < 2) return undefined;
  const [mean, variance] = momentsOf(train, windows);
  return mean > 0 ? (variance * windows.count) / (windows.count - 1) / mean : undefined;
}

/** Pearson correlation of the counts of two trains; undefined where one of them does not vary. */
export function countCorrelation(a: Float64Array, b: Float64Array, windows: Bins): number | undefined {
  const [meanA, varianceA] = momentsOf(a, windows);
  const [meanB, varianceB] = momentsOf(b, windows);
  if (!(varianceA > 0 && varianceB > 0)) return undefined;
  const counts = new Map<number, number>();
  eachCount(a, windows, (window, count) => counts.set(window, count));
  let products = 0;
  eachCount(b, windows, (window, count) => {
    products += count * (counts.get(window) ?? 0);
  });
  return (products / windows.count - meanA * meanB) / Math.sqrt(varianceA * varianceB);
}

/**
 * Mean of `countCorrelation` over all pairs of trains whose counts vary; undefined for fewer than two such trains.
 *
 * The sum over all pairs needs none of them: with z_i the standardised counts of train i,
 *
 *   sum_{i != j} rho_ij = Var(sum_i z_i) - n
 *
 * so the cost is that of one pass over the spikes.
 */
export function meanCorrelation(trains: readonly Float64Array[], windows: Bins): number | undefined {
  const sums = new Float64Array(windows.count);
  let n = 0;
  for (const train of trains) {
    const [, variance] = windows.count > 0 ? momentsOf(train, windows) : [0, 0];
    if (!(variance > 0)) continue;
    const scale = 1 / Math.sqrt(variance);
    eachCount(train, windows, (window, count) => {
      sums[window]! += count * scale;
    });
    n++;
  }
  return n < 2 ? undefined : (varianceOf(sums) - n) / (n * (n - 1));
}

/**
 * Count correlations of `pairs` pairs drawn at random, each of two different trains among those whose counts vary; of all pairs where there
 * are no more. Empty for fewer than two such trains.
 */
export function sampledCorrelations(trains: readonly Float64Array[], windows: Bins, pairs: number, rng: Stream): Float64Array {
  const varying = windows.count > 0 ? trains.filter((train) => momentsOf(train, windows)[1] > 0) : [];
  const n = varying.length;
  const found: number[] = [];
  const add = (i: number, j: number) => {
    const correlation = countCorrelation(varying[i]!, varying[j]!, windows);
    if (correlation !== undefined) found.push(correlation);
  };
  if ((n * (n - 1)) / 2 <= pairs) for (let i = 0; i < n; i++) for (let j = 0; j < i; j++) add(i, j);
  else
    for (let k = 0; k < pairs; k++) {
      const i = Math.floor(rng.uniform() * n);
      const j = Math.floor(rng.uniform() * (n - 1));
      add(i, j < i ? j : j + 1);
    }
  return Float64Array.from(found);
}

/**
 * Synchrony chi of Golomb on spike counts: how much the mean of the population varies, against its single neurons.
 *
 *   chi^2 = Var_t(mean_i c_i(t)) / mean_i Var_t(c_i(t))
 *
 * 1 if all fire in the same windows, 1 / sqrt(size) if they are independent. Undefined for fewer than two trains and if no count varies.
 * Source: Golomb & Rinzel 1993, doi 10.1103/PhysRevE.48.4810 (there of the potential).
 */
export function synchrony(trains: readonly Float64Array[], windows: Bins): number | undefined {
  if (trains.length < 2 || windows.count === 0) return undefined;
  const sums = new Float64Array(windows.count);
  let single = 0;
  for (const train of trains) {
    single += momentsOf(train, windows)[1];
    eachCount(train, windows, (window, count) => {
      sums[window]! += count;
    });
  }
  if (!(single > 0)) return undefined;
  // Both means have the same divisor but for one.
  return Math.sqrt(varianceOf(sums) / (single * trains.length));
}

/** Sums of integers are exact, so the variance of equal counts is exactly 0. */
function varianceOf(values: Float64Array): number {
  let [sum, squares] = [0, 0];
  for (let k = 0; k < values.length; k++) sum += values[k]!;
  const mean = sum / values.length;
  for (let k = 0; k < values.length; k++) squares += (values[k]! - mean) * (values[k]! - mean);
  return squares / values.length;
}
