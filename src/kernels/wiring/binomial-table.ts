/** Binomial numbers of few trials. */
import type { Xoshiro } from "../../base/index.ts";

/**
 * The binomial law of n trials of probability p, n <= 1,024, by inversion of its distribution function. Probabilities follow from their
 * ratios, P(k + 1)/P(k) = (n - k)/(k + 1) p/(1 - p), outwards from the mode, so that none under- or overflows before it is negligible; they
 * are normalised by their sum. A number is found from the uniform one with 52 bits.
 */
export class BinomialTable {
  /** The smallest number that is drawn. */
  readonly #first: number;
  /** P(K <= first + i). */
  readonly #cumulative: Float64Array;
  /** Where the search begins, by the upper bits of the uniform number. */
  readonly #guide: Uint16Array;

  constructor(n: number, p: number) {
    const mode = Math.min(n, Math.floor((n + 1) * p));
    const odds = p / (1 - p);
    const [below, above]: [number[], number[]] = [[], []];
    const negligible = 1e-20;
    for (let k = mode, weight = 1; k > 0 && p < 1; k--) {
      weight *= k / ((n - k + 1) * odds);
      if (weight < negligible) break;
      below.push(weight);
    }
    for (let k = mode, weight = 1; k < n && p > 0; k++) {
      weight *= ((n - k) / (k + 1)) * odds;
      if (weight < negligible) break;
      above.push(weight);
    }
    const weights = [...below.reverse(), 1, ...above];
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    this.#first = mode - below.length;
    this.#cumulative = new Float64Array(weights.length);
    let sum = 0;
    for (const [i, weight] of weights.entries()) {
      sum += weight;
      this.#cumulative[i] = sum / total;
    }
    this.#cumulative[weights.length - 1] = 1;
    this.#guide = new Uint16Array(256);
    for (let upper = 0, k = 0; upper < 256; upper++) {
      while (this.#cumulative[k]! <= upper / 256) k++;
      this.#guide[upper] = k;
    }
  }

  draw(generator: Xoshiro): number {
    const u = generator.uniform();
    let k = this.#guide[Math.floor(256 * u)]!;
    while (this.#cumulative[k]! <= u) k++;
    return this.#first + k;
  }
}
