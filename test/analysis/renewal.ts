/** Spike trains whose statistics are known in closed form, drawn from keyed streams: the same on every machine. */
import { stream } from "../../src/base/index.ts";

/** A train with gamma-distributed intervals of integer shape k (k = 1: Poisson) and mean 1/rate, until `duration`; begun long before 0. */
export function gammaTrain(shape: number, rate: number, duration: number, entity: number): Float64Array {
  const rng = stream(11, "renewal", entity);
  const times: number[] = [];
  // Twenty intervals forget the begin: the train is in equilibrium.
  for (let time = -20 / rate; time < duration; ) {
    for (let stage = 0; stage < shape; stage++) time += rng.exponential() / (shape * rate);
    if (time >= 0 && time < duration) times.push(time);
  }
  return Float64Array.from(times);
}

/** Spikes k * interval + offset below the duration. */
export function regularTrain(interval: number, offset: number, duration: number): Float64Array {
  return Float64Array.from({ length: Math.ceil((duration - offset) / interval) }, (_, k) => offset + k * interval);
}

/** Each train keeps every spike of one Poisson process of `rate` with probability `share`: counts correlate by `share`. */
export function sharedTrains(n: number, share: number, rate: number, duration: number): readonly Float64Array[] {
  const mother = gammaTrain(1, rate, duration, 999);
  return Array.from({ length: n }, (_, k) => {
    const rng = stream(11, "thinning", k);
    return mother.filter(() => rng.uniform() < share);
  });
}

/** Five sigma less a bit: two-sided probability 1e-6. */
export const z = 4.89;
