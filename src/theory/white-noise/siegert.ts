/** Rate of the leaky integrate-and-fire neuron in white noise, and its slopes. */
import { exp, expm1 } from "../../base/index.ts";
import { integrateToInfinity } from "../../numerics/index.ts";
import { type Leaky, lifRate } from "../lif.ts";

/** tau dV = (target - V) dt + noise sqrt(tau) dW up to the threshold. Far below it V has the standard deviation noise/sqrt(2). */
export interface NoisyLeaky extends Leaky {
  readonly noise: number;
}

/** The rate and how it changes with the mean and with the strength of the noise: what a mean-field theory linearises. */
export interface SiegertSlopes {
  readonly rate: number;
  /** d rate/d target. */
  readonly byTarget: number;
  /** d rate/d noise; never negative. */
  readonly byNoise: number;
}

/** Beyond this the rate is below the smallest positive double, e^-745. */
const vanished = 745;

/**
 * Firing rate, one over the mean first-passage time from reset to threshold:
 *
 *   1/rate = refractory + tau sqrt(pi) integral_{(reset - target)/noise}^{(threshold - target)/noise} e^(x^2) (1 + erf x) dx
 *          = refractory + tau integral_0^inf e^(-s^2/2) (e^(s b) - e^(s a))/s ds,   a, b = sqrt(2) times the limits
 *
 * The second form (integrate over x first) has neither a steep integrand nor a cancellation: it is written as
 * e^(s b - s^2/2 - m) (1 - e^(-s (b - a)))/s with m = b^2/2 for b > 0, its largest exponent, taken out. Relative error about 1e-13
 * for any arguments; 0 where the rate is below e^-745; without noise it is `lifRate`.
 *
 * @see Siegert 1951, Phys. Rev. 81:617, doi:10.1103/PhysRev.81.617; Brunel 2000, J. Comput. Neurosci. 8:183, eq. 21,
 *      doi:10.1023/A:1008925309027
 * False friend: sigma of the free membrane, sometimes written for noise/sqrt(2).
 */
export function siegertRate(neuron: NoisyLeaky): number {
  const limits = limitsOf(neuron);
  if (!limits) return neuron.reset < neuron.threshold ? lifRate(neuron) : 1 / neuron.refractory;
  const shrunk = exp(-limits.largest);
  return shrunk === 0 ? 0 : shrunk / (neuron.refractory * shrunk + neuron.tau * passageMoment(limits, 0));
}

/**
 * Siegert's rate with its derivatives, by the moments M_k = integral_0^inf s^(k-1) e^(-s^2/2) (e^(s b) - e^(s a)) ds, all positive:
 *
 *   1/rate = refractory + tau M_0,   d rate/d target = rate^2 tau sqrt(2)/noise M_1,   d rate/d noise = rate^2 tau/noise M_2
 *
 * (the last after an integration by parts, which removes the difference of b e^(s b) and a e^(s a)). Relative error about 1e-13.
 */
export function siegertSlopes(neuron: NoisyLeaky): SiegertSlopes {
  const rate = siegertRate(neuron);
  const limits = limitsOf(neuron);
  const { tau, noise, refractory, target, threshold, reset } = neuron;
  if (!limits) {
    const isFiring = reset < threshold && target > threshold;
    const byTarget = isFiring ? rate * rate * tau * ((threshold - reset) / ((target - threshold) * (target - reset))) : 0;
    return { rate, byTarget, byNoise: 0 };
  }
  const shrunk = exp(-limits.largest);
  if (shrunk === 0) return { rate: 0, byTarget: 0, byNoise: 0 };
  const scaled = refractory * shrunk + tau * passageMoment(limits, 0);
  const factor = ((shrunk / scaled) * (tau / scaled)) / noise;
  return { rate, byTarget: Math.SQRT2 * factor * passageMoment(limits, 1), byNoise: factor * passageMoment(limits, 2) };
}

/** The limits a < b of the passage in units of the standard deviation of the free membrane. */
export interface PassageLimits {
  readonly a: number;
  readonly b: number;
  /** b - a without its cancellation. */
  readonly width: number;
  /** The largest exponent of a mean passage time, b^2/2 above the mean, else 0. */
  readonly largest: number;
}

/** Undefined where there is no noise to speak of, or no way from reset to threshold. */
export function limitsOf({ target, threshold, reset, noise }: NoisyLeaky): PassageLimits | undefined {
  const scale = Math.SQRT2 / noise;
  const [a, b, width] = [(reset - target) * scale, (threshold - target) * scale, (threshold - reset) * scale];
  // Noise of less than 1e-150 of the distances acts in no digit.
  if (!(width > 0 && Math.abs(a) < 1e150 && Math.abs(b) < 1e150))
    return b > 0 && width > 0 ? { a, b, width, largest: 2 * vanished } : undefined;
  return { a, b, width, largest: b > 0 ? 0.5 * b * b : 0 };
}

/** M_k e^-largest. */
export function passageMoment({ b, width, largest }: PassageLimits, k: 0 | 1 | 2): number {
  // Above the threshold the integrand lives on the scale 1/|b|.
  const unit = b < -1 ? -1 / b : 1;
  const moment = integrateToInfinity((x) => {
    const s = x * unit;
    const power = k === 0 ? 1 / x : k === 1 ? 1 : x;
    return exp(s * b - 0.5 * s * s - largest) * -expm1(-s * width) * power;
  }, 0);
  return k === 0 ? moment : k === 1 ? moment * unit : moment * unit * unit;
}

/** Whether the passage is too rare for a double. */
export function isVanished({ largest }: PassageLimits): boolean {
  return largest > vanished;
}
