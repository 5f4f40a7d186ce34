/** The rate of a leaky neuron in the noise of the others. */
import { siegertRate } from "../../../theory/index.ts";
import type { Inputs } from "./inputs.ts";
import type { LeakyUnit } from "./leaky.ts";
import type { Segment } from "./segments.ts";

/** A segment with its neuron and what it receives. */
export interface Member {
  readonly segment: Segment;
  readonly unit: LeakyUnit;
  readonly inputs: Inputs;
}

/** sqrt(2) |zeta(1/2)| */
const synapticShift = 2.06525315223122;

/** Part of a sum by which it is changed to find a slope: the cube root of the rounding error. */
const differenceStep = 6e-6;

/** What the rate depends on: drift of V, variance of V per time, and that variance times sqrt(tau_s), each linear in the rates. */
const sums = 3;

/**
 * The rate of a segment in the diffusion approximation, from the rates of all [1/ms]:
 *
 *   mu = rest + tau sum K J nu,   sigma^2 = tau sum K <J^2> nu,   nu_a = Siegert(mu_a, sigma_a)
 *
 * Where spikes pass an exponential filter of tau_s, threshold and reset are moved by sigma |zeta(1/2)|/sqrt(2) sqrt(tau_s/tau), with the mean
 * of sqrt(tau_s) over the variance where filters differ.
 *
 * @see Brunel 2000, J. Comput. Neurosci. 8:183, eqs. 4, 5, 21, doi:10.1023/A:1008925309027; Fourcaud, Brunel 2002, Neural Comput. 14:2057,
 *      doi:10.1162/089976602320264015
 */
export class Transfer {
  readonly tau: number;
  readonly #unit: LeakyUnit;
  /** Constant parts of the sums {3}, and their slopes by the rates {3, n}. */
  readonly #constant = new Float64Array(sums);
  readonly #slopes: Float64Array;
  readonly #count: number;
  readonly #at = new Float64Array(sums);

  /** @param count  number of rates */
  constructor({ unit, inputs }: Pick<Member, "unit" | "inputs">, count: number) {
    [this.#unit, this.tau, this.#count] = [unit, unit.tau, count];
    this.#slopes = new Float64Array(sums * count);
    this.#constant.set([inputs.drift, inputs.noise + unit.noise, 0]);
    for (const { source, rate, count: trains, jump, square, filter } of inputs.streams) {
      const parts = [jump, square, filter > 0 ? square * Math.sqrt(filter) : 0];
      for (const [k, part] of parts.entries()) {
        if (source === undefined) this.#constant[k]! += trains * part * rate;
        else this.#slopes[k * count + source]! += trains * part;
      }
    }
  }

  /** @param rates  of all segments, none below 0 [1/ms] {n} */
  rate(rates: ArrayLike<number>): number {
    this.#sumUp(rates);
    return this.#rateAt(this.#at);
  }

  /** Derivatives of the rate by all rates {n}. */
  gradient(rates: ArrayLike<number>, out: Float64Array): void {
    const count = this.#count;
    this.#sumUp(rates);
    const at = this.#at;
    // Drift and variance are compared as what they do to V within tau.
    const spread = Math.sqrt(at[1]! / this.tau);
    const sizes = [Math.abs(at[0]!) + spread, at[1]!, at[2]!];
    out.fill(0);
    for (let k = 0; k < sums; k++) {
      const step = differenceStep * sizes[k]!;
      if (step === 0) continue;
      const slope = this.#slopeBy(k, step);
      for (let j = 0; j < count; j++) out[j]! += slope * this.#slopes[k * count + j]!;
    }
  }

  #sumUp(rates: ArrayLike<number>): void {
    const count = this.#count;
    for (let k = 0; k < sums; k++) {
      let sum = this.#constant[k]!;
      for (let j = 0; j < count; j++) sum += this.#slopes[k * count + j]! * rates[j]!;
      this.#at[k] = sum;
    }
  }

  #slopeBy(k: number, step: number): number {
    const at = this.#at;
    const held = at[k]!;
    at[k] = held + step;
    const above = this.#rateAt(at);
    at[k] = held - step;
    const below = this.#rateAt(at);
    at[k] = held;
    return (above - below) / (2 * step);
  }

  #rateAt([drift, variance, filtered]: Float64Array): number {
    const { tau, rest, threshold, reset, refractory } = this.#unit;
    const noise = Math.sqrt(Math.max(0, tau * variance!));
    const shift = variance! > 0 ? (0.5 * synapticShift * noise * filtered!) / variance! / Math.sqrt(tau) : 0;
    return siegertRate({ tau, target: rest + tau * drift!, threshold: threshold + shift, reset: reset + shift, refractory, noise });
  }
}
