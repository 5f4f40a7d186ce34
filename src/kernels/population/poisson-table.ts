/** Counts of a Poisson distribution from one 32-bit word. */
import { exp } from "../../base/index.ts";
import { tableWords } from "../../compiler/index.ts";

/** Largest mean of one table; a greater one is the sum of several counts. */
export const mostMean = 16;

const words = 4294967296;

/**
 * Thresholds for `poisson` of `compileDraws`: a word is above threshold k with the probability that the count exceeds k, rounded to
 * 2^-32. The last is 2^32 - 1, which no word exceeds. All are less 2^31, as `poisson` wants them.
 *
 * @param mean  from 0 to `mostMean`
 */
export function poissonTable(mean: number): Int32Array {
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
  while (thresholds.length < tableWords) thresholds.push(words - 1);
  return Int32Array.from([...thresholds, words - 1], (threshold) => threshold - words / 2);
}
