/** The leaky integrate-and-fire neuron in white noise. */
import { exp, expm1 } from "../base/index.ts";
import { integrateToInfinity } from "../numerics/index.ts";
import { type Leaky, lifRate } from "./lif.ts";

/** tau dV = (target - V) dt + noise sqrt(tau) dW up to the threshold. Far below it V has the standard deviation noise/sqrt(2). */
export interface NoisyLeaky extends Leaky {
  readonly noise: number;
}

/** Beyond this the rate is below the smallest positive double, e^-745. */
const VANISHED = 745;

/**
 * Firing rate, one over the mean first-passage time from reset to threshold:
 *
 *   1/rate = refractory + tau sqrt(pi) integral_{(reset - target)/noise}^{(threshold - target)/noise} e^(x^2) (1 + erf x) dx
 *          = refractory + tau integral_0^inf e^(-s^2/2) (e^(s b) - e^(s a))/s ds,   a, b = sqrt(2) times the limits
 *
 * The second form (integrate over x first) has neither a steep integrand nor a cancellation: it is written as
 * e^(s b - s^2/2 - m) (1 - e^(-s (b - a)))/s with m = b^2/2 for b > 0, its largest exponent, taken out. Relative error about 1e-13
 * for any arguments; without noise it is `lifRate`.
 *
 * @see Siegert 1951, Phys. Rev. 81:617, doi:10.1103/PhysRev.81.617; Brunel 2000, J. Comput. Neurosci. 8:183, eq. 21,
 *      doi:10.1023/A:1008925309027
 * False friend: sigma of the free membrane, sometimes written for noise/sqrt(2).
 */
export function siegertRate(neuron: NoisyLeaky): number {
  const { tau, target, threshold, reset, refractory, noise } = neuron;
  if (noise === 0) return lifRate(neuron);
  if (!(reset < threshold)) return 1 / refractory;
  const scale = Math.SQRT2 / noise;
  const [a, b] = [(reset - target) * scale, (threshold - target) * scale];
  const largest = b > 0 ? 0.5 * b * b : 0;
  if (largest > VANISHED) return 0;
  const passage = integrateToInfinity((s) => (exp(s * b - 0.5 * s * s - largest) * -expm1(-s * (b - a))) / s, 0);
  const shrunk = exp(-largest);
  return shrunk / (refractory * shrunk + tau * passage);
}
