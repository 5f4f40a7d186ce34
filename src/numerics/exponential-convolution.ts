/** Convolutions of exponentials: what a chain of linear filters makes of a pulse, also where their rates (nearly) coincide. */
import { exp } from "../base/index.ts";

/** Up to this product of time and spread of the rates the series is used; beyond, the difference of two shorter chains, which loses a digit at most. */
const seriesLimit = 1;
/** Terms of the series: what is left out is below 1/20! = 4e-19 of the first. */
const most = 20;
/** For products below 1/8: below (1/8)^12/12! = 3e-20 of the first. */
const few = 12;

/** A chain by its rates. */
interface Chain {
  readonly rates: readonly number[];
  readonly spread: number;
  /** Coefficients of the series. */
  readonly series: Float64Array;
  /** Places of the same chain without its largest and without its smallest rate. */
  readonly withoutLargest: number;
  readonly withoutSmallest: number;
  /** Place of its smallest rate alone. */
  readonly smallest: number;
}

/**
 * F(t) = (e_0 * e_1 * ... * e_k)(t) with e_i(t) = exp(-r_i t) and * the convolution over [0, t], for several chains of rates at once. It is
 * t^k times the divided difference of the exponential function at the points -r_i t.
 *
 *   one rate:        exp(-r t)
 *   more, close:     t^k exp(-r t) sum_j h_j t^j/(j + k)!,  r the smallest rate, h_j the complete homogeneous symmetric polynomial of r - r_i
 *   more, apart:     (F without the largest - F without the smallest)/(largest - smallest)
 *
 * Relative error some units in the last place for up to four rates; rates may be equal, 0 or negative.
 *
 * @see McCurdy, Ng, Parlett 1984, Math. Comp. 43:501, doi:10.1090/S0025-5718-1984-0758198-0
 */
export class ExponentialConvolutions {
  /** Each after its parts. */
  readonly #chains: readonly Chain[];
  readonly #values: Float64Array;

  constructor(lists: readonly (readonly number[])[]) {
    const known = new Map<string, number>();
    const chains: Chain[] = [];
    const add = (rates: readonly number[]): number => {
      const key = rates.join(" ");
      const place = known.get(key);
      if (place !== undefined) return place;
      const isChain = rates.length > 1;
      const parts = isChain ? [add(rates.slice(0, -1)), add(rates.slice(1)), add(rates.slice(0, 1))] : [0, 0, 0];
      const spread = rates.at(-1)! - rates[0]!;
      chains.push({ rates, spread, series: seriesOf(rates), withoutLargest: parts[0]!, withoutSmallest: parts[1]!, smallest: parts[2]! });
      known.set(key, chains.length - 1);
      return chains.length - 1;
    };
    this.places = lists.map((rates) => add(rates.toSorted((a, b) => a - b)));
    this.#chains = chains;
    this.#values = new Float64Array(chains.length);
  }

  /** Where in what `at` returns each list stands. */
  readonly places: readonly number[];

  /** All F(t), t >= 0; overwritten by the next call. */
  at(t: number): Float64Array {
    const values = this.#values;
    for (let c = 0; c < values.length; c++) {
      const { rates, spread, series, withoutLargest, withoutSmallest, smallest } = this.#chains[c]!;
      if (rates.length === 1) values[c] = rates[0] === 0 ? 1 : exp(-rates[0]! * t);
      else if (spread * t > seriesLimit) values[c] = (values[withoutLargest]! - values[withoutSmallest]!) / spread;
      else {
        let sum = series[0]!;
        if (spread > 0) {
          sum = 0;
          for (let j = (8 * spread * t < 1 ? few : most) - 1; j >= 0; j--) sum = sum * t + series[j]!;
        }
        for (let k = 1; k < rates.length; k++) sum *= t;
        values[c] = sum * values[smallest]!;
      }
    }
    return values;
  }
}

/** h_j(r - r_i)/(j + k)! for the k + 1 ascending rates r = r_0, r_1, ... */
function seriesOf(rates: readonly number[]): Float64Array {
  const h = new Float64Array(most);
  h[0] = 1;
  // Each factor 1/(1 - d x) of the generating function of h adds d times the coefficient before.
  for (const rate of rates) for (let j = 1; j < most; j++) h[j]! += (rates[0]! - rate) * h[j - 1]!;
  let factorial = 1;
  for (let i = 2; i < rates.length; i++) factorial *= i;
  for (let j = 0; j < most; j++) {
    if (j > 0) factorial *= j + rates.length - 1;
    h[j]! /= factorial;
  }
  return h;
}
