/** How the intervals of the leaky integrate-and-fire neuron in white noise are distributed. */
import { inverseLaplace, inverseOnSpan } from "../renewal/inversion.ts";
import type { IntervalLaw } from "../renewal/process.ts";
import type { NoisyLeaky } from "./siegert.ts";
import { whiteNoiseLif } from "./white-noise-lif.ts";

/** Ages, in means, up to which the law is a Fourier series. */
const span = 2;

/**
 * Density and survivor of the first passage from reset to threshold, begun when refractoriness is over. Early ages by a Fourier series; where that takes
 * too many terms, because reset and threshold are close to one another, and at late ages by inversion around the poles, which are all real and negative. Absolute
 * error about 1e-10 of the largest density.
 */
export function whiteNoiseIntervals(neuron: NoisyLeaky): IntervalLaw {
  const passage = whiteNoiseLif({ ...neuron, refractory: 0 });
  let made: { readonly early: ReturnType<typeof inverseOnSpan> } | undefined;
  const earlyAt = (t: number) => {
    if (t > span * passage.mean) return undefined;
    made ??= { early: inverseOnSpan(passage.laplace, span * passage.mean) };
    return made.early;
  };
  const late = (age: number) => age - neuron.refractory;
  return {
    density: (age) => {
      const t = late(age);
      return t > 0 ? Math.max(0, earlyAt(t)?.density(t) ?? inverseLaplace(passage.laplace, t)) : 0;
    },
    survivor: (age) => {
      const t = late(age);
      if (!(t > 0)) return 1;
      const early = earlyAt(t);
      return Math.min(1, Math.max(0, early ? 1 - early.integral(t) : inverseLaplace(passage.survivorLaplace, t)));
    },
  };
}
