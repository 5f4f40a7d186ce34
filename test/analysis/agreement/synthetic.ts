/** Activities of known law. Time in seconds, activity in Hz, in bins of a millisecond. */
import { type Portrayed, portrayActivity } from "../../../src/analysis/index.ts";
import { exp, pow, type Stream, stream } from "../../../src/base/index.ts";

/** First-order autoregressive series of correlation `phi` between neighbours and variance 1/(1 - phi^2), stationary from its first value. */
export function autoregressive(n: number, phi: number, rng: Stream): Float64Array {
  let value = rng.normal() / Math.sqrt(1 - phi * phi);
  return Float64Array.from({ length: n }, () => {
    const now = value;
    value = phi * value + rng.normal();
    return now;
  });
}

/** Second-order autoregressive series: an oscillation of angular frequency `w` a sample that decays by `r` a sample. */
export function oscillation(n: number, r: number, w: number, rng: Stream): Float64Array {
  const [a, b] = [2 * r * Math.cos(w), -r * r];
  let [p, q] = [0, 0];
  const next = () => {
    const value = a * p + b * q + rng.normal();
    [q, p] = [p, value];
    return value;
  };
  for (let k = 0; k < 20 / (1 - r); k++) next();
  return Float64Array.from({ length: n }, next);
}

export interface Law {
  readonly seconds?: number;
  readonly neurons?: number;
  readonly mean?: number;
  /** Frequency and width of the peak [Hz]; standard deviation of the oscillation [Hz]. */
  readonly peak?: number;
  readonly width?: number;
  readonly deviation?: number;
  /** Factor of all fluctuations. */
  readonly gain?: number;
}

/** Shot noise of `neurons` neurons and an oscillation. */
export function activity(
  { seconds = 100, neurons = 1000, mean = 17, peak = 20, width = 4, deviation = 3, gain = 1 }: Law,
  rng: Stream,
): Float64Array {
  const step = 1e-3;
  const [r, w] = [exp(-Math.PI * width * step), 2 * Math.PI * peak * step];
  const variance = (1 + r * r) / ((1 - r * r) * (1 + pow(r, 4) - 2 * r * r * Math.cos(2 * w)));
  const slow = oscillation(Math.round(seconds / step), r, w, rng);
  const shot = Math.sqrt(mean / (neurons * step));
  return slow.map((value) => mean + gain * ((deviation * value) / Math.sqrt(variance) + shot * rng.normal()));
}

/** What is computed of trials of an activity that goes on alike. */
export function portrayed(law: Law, seed: number, trials = 1): Portrayed {
  return portrayActivity({
    trials: Array.from({ length: trials }, (_, k) => activity(law, stream(seed, k, 1))),
    fine: 1e-3,
    group: 10,
    isDriven: false,
    isRandom: true,
    size: law.neurons ?? 1000,
  });
}

/**
 * Activity of a population of independent Poisson neurons with rates in time [Hz], in bins of a millisecond; counts are normal, which at 0.5 spikes a
 * bin and more has the right mean and variance.
 */
export function driven(rates: Float64Array, neurons: number, rng: Stream): Float64Array {
  return rates.map((rate) => rate + Math.sqrt(rate / (neurons * 1e-3)) * rng.normal());
}
