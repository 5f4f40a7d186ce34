/** How many neurons of a population fire in a step, of the number that is expected. */
import { normalQuantile, unreachable, type Xoshiro } from "../../base/index.ts";
import { binomial } from "../wiring/binomial.ts";

/** `none`: as many as are expected, the limit of many neurons. */
export type Noise = "binomial" | "poisson" | "gaussian" | "none";

const trials = 1099511627776;

/** A draw with mean `expected` out of `size` neurons; real for `gaussian`, where it may lie below 0, and `none`; NaN where that is expected. */
export function drawSpikes(noise: Noise, expected: number, size: number, rng: Xoshiro): number {
  if (Number.isNaN(expected)) return expected;
  switch (noise) {
    case "binomial":
      return binomial(size, expected / size, rng);
    case "poisson":
      // The law of many trials: it differs from the limit by at most the probability of one (Le Cam 1960).
      return binomial(trials, expected / trials, rng);
    case "gaussian":
      return expected <= 0 ? 0 : expected + Math.sqrt(expected) * normalQuantile(rng.uniform());
    case "none":
      return expected;
    default:
      return unreachable(noise);
  }
}
