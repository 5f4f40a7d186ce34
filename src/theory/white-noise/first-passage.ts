/** How irregular the leaky integrate-and-fire neuron fires in white noise. */
import { erfc, exp } from "../../base/index.ts";
import { dawson, erfcx, integrate, integrateToInfinity } from "../../numerics/index.ts";
import { isVanished, limitsOf, type NoisyLeaky, type PassageLimits, passageMoment } from "./siegert.ts";

/** sqrt(pi/2). */
const rootHalfPi = 1.2533141373155003;

/**
 * Coefficient of variation of the interval between spikes. The variance of the first passage is
 *
 *   2 pi tau^2 integral_{y_r}^{y_th} e^(x^2) integral_{-inf}^x e^(u^2) (1 + erf u)^2 du dx,
 *
 * of which the integral over x is done first, so that one smooth integral of Mills' ratios and Dawson's integrals remains; nothing cancels
 * and the largest exponent is taken out. Relative error about 1e-12. Far below the threshold it tends to 1; without noise it is 0, or 1 where
 * the neuron is silent (the limit of little noise).
 *
 * @see Brunel 2000, J. Comput. Neurosci. 8:183, appendix A.1, doi:10.1023/A:1008925309027
 */
export function firstPassageCv(neuron: NoisyLeaky): number {
  const limits = limitsOf(neuron);
  if (!limits) return neuron.reset < neuron.threshold && !(neuron.target > neuron.threshold) ? 1 : 0;
  if (isVanished(limits)) return 1;
  const mean = neuron.refractory * exp(-limits.largest) + neuron.tau * passageMoment(limits, 0);
  return (neuron.tau * Math.sqrt(passageVariance(limits))) / mean;
}

/**
 * Variance of the passage in units of tau^2, times e^(-2 largest). With t = -sqrt(2) u and w(t) = e^(t^2/2) integral_t^inf e^(-s^2/2) ds,
 *
 *   2 integral_{-b}^inf w(t)^2 e^(-t^2/2) integral_{-b}^{min(t, -a)} e^(x^2/2) dx dt
 */
function passageVariance({ a, b, width, largest }: PassageLimits): number {
  const [low, high] = [-b, -a];
  /** w^2 e^(-exponent) with the exponent that is returned beside: t^2 for t < 0. */
  const square = (t: number) => {
    const q = rootHalfPi * (t < 0 ? erfc(t * Math.SQRT1_2) : erfcx(t * Math.SQRT1_2));
    return q * q;
  };
  const grown = (t: number) => (t < 0 ? t * t : 0) - 2 * largest;
  const below = dawson(low * Math.SQRT1_2);
  const inside = integrate(
    (t) => {
      const exponent = grown(t);
      const areas = exp(exponent) * dawson(t * Math.SQRT1_2) - exp(exponent + 0.5 * (low - t) * (low + t)) * below;
      return square(t) * Math.SQRT2 * areas;
    },
    low,
    low + width,
  );
  const top = 0.5 * Math.max(low * low, high * high);
  const area = areaBetween(low, high, width, top);
  const unit = 1 / Math.max(1, Math.abs(high));
  const outside = integrateToInfinity((x) => {
    const t = high + x * unit;
    return square(t) * exp(grown(t) + top - 0.5 * t * t);
  }, 0);
  return 2 * (inside + area * unit * outside);
}

/** e^-top integral_low^high e^(x^2/2) dx. */
function areaBetween(low: number, high: number, width: number, top: number): number {
  const steepest = Math.max(1, Math.abs(low), Math.abs(high));
  if (width * steepest < 1) return integrate((x) => exp(0.5 * (low + x) * (low + x) - top), 0, width);
  const part = (x: number) => exp(0.5 * x * x - top) * dawson(x * Math.SQRT1_2);
  return Math.SQRT2 * (part(high) - part(low));
}
