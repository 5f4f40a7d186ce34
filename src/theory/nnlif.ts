import { exp, expm1 } from "../base/index.ts";
import { integrateToInfinity } from "../numerics/index.ts";

/** A leaky integrate-and-fire neuron with white noise, dV = (drift - V) dt + sqrt(2 diffusion) dW, time in units of the membrane's. */
export interface NoisyLif {
  readonly drift: number;
  readonly diffusion: number;
  readonly threshold: number;
  readonly reset: number;
  readonly refractory: number;
}

/**
 * Stationary firing rate N, exact:
 *
 *   1/N = refractory + integral_0^inf e^(-s^2/2) (e^(s w_F) - e^(s w_R))/s ds,   w = (v - drift)/sqrt(diffusion)
 *
 * In units of one over the membrane time constant. The integrand is written so that its limit w_F - w_R at s = 0 is kept.
 *
 * @see Caceres, Carrillo, Perthame 2011, J. Math. Neurosci. 1:7, doi:10.1186/2190-8567-1-7
 */
export function nnlifRate({ drift, diffusion, threshold, reset, refractory }: NoisyLif): number {
  const scale = Math.sqrt(diffusion);
  const [wF, wR] = [(threshold - drift) / scale, (reset - drift) / scale];
  const interval = integrateToInfinity((s) => (exp(s * wR - 0.5 * s * s) * expm1(s * (wF - wR))) / s, 0);
  return 1 / (refractory + interval);
}
