import { siegertRate } from "./white-noise/siegert.ts";

/** A noisy leaky integrate-and-fire neuron, dV = (drift - V) dt + sqrt(2 diffusion) dW, in units of the membrane's time constant. */
export interface NoisyLif {
  readonly drift: number;
  readonly diffusion: number;
  readonly threshold: number;
  readonly reset: number;
  readonly refractory: number;
}

/**
 * Stationary firing rate N of uncoupled neurons (b = 0), in units of one over the membrane time constant:
 *
 *   1/N = refractory + integral_0^inf e^(-s^2/2) (e^(s w_F) - e^(s w_R))/s ds,   w = (v - drift)/sqrt(diffusion)
 *
 * Coupled ones are stationary where N is the rate at the drift b N.
 *
 * @see Caceres, Carrillo, Perthame 2011, J. Math. Neurosci. 1:7, doi:10.1186/2190-8567-1-7
 */
export function nnlifRate({ drift, diffusion, threshold, reset, refractory }: NoisyLif): number {
  return siegertRate({ tau: 1, target: drift, threshold, reset, refractory, noise: Math.sqrt(2 * diffusion) });
}
