/** Counts of a Poisson distribution from one 32-bit word. */
import { exp } from "../../base/index.ts";

/** Largest mean of one table; a greater one is the sum of several counts. */
export const mostMean = 16;

const words = 4294967296;

/**
 * Thresholds for `poisson` of `compileDraws`: a word is above threshold k with the probability that the count exceeds k, rounded to
 * 2^-32. The last is 2^32 - 1, which no word exceeds.
 *
 * @param mean  from 0 to `mostMean`
 */
export function poissonTable(mean: number): Uint32Array {
  const thresholds: number[] = [];
  let [probability, below] = [exp(-mean), 0];
  for (let k = 0; ; k++) {
    below += probability;
    probability *= mean / (k + 1);
    const threshold = Math.round(below * words) - 1;
    if (threshold >= words - 1) break;
    // Beyond the mode the sum no longer grows: what is left is rounding.
    if (k > mean && thresholds.at(-1) === threshold) break;
    thresholds.push(threshold);
  }
  return Uint32Array.from([...thresholds, words - 1]);
}

/** A vector of four counts needs more thresholds than these with at most this probability. */
const seldom = 0.01;

/** How many thresholds of a table are compared without looking whether that is needed. */
export function sureThresholds(table: Uint32Array): number {
  const most = table.findIndex((threshold) => 4 * (words - 1 - threshold) < seldom * words);
  return Math.max(1, most < 0 ? table.length : most + 1);
}
