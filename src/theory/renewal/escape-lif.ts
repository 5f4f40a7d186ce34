/** The leaky integrate-and-fire neuron with escape noise. */
import { exp } from "../../base/index.ts";
import type { AgedNeuron } from "./aged-neuron.ts";

/** tau V' = drive - V after a reset and a time of refractoriness, with the hazard rate exp((V - threshold)/slope). */
export interface EscapeLif {
  /** Membrane time constant. */
  readonly tau: number;
  /** Where V settles: V_rest + R I, or the input potential h. */
  readonly drive: number;
  readonly reset: number;
  readonly refractory: number;
  readonly threshold: number;
  /** Width Delta_u of the soft threshold. */
  readonly slope: number;
  /** Hazard c at the threshold. */
  readonly rate: number;
}

/**
 * Its hazard since the last spike.
 *
 * @see Schwalger, Deger, Gerstner 2017, PLoS Comput. Biol. 13:e1005507, doi:10.1371/journal.pcbi.1005507
 */
export function escapeLif({ tau, drive, reset, refractory, threshold, slope, rate }: EscapeLif): AgedNeuron {
  return {
    initial: Float64Array.of(reset),
    flow: (age, states, out) => {
      out[0] = age < refractory ? 0 : (drive - states[0]!) / tau;
    },
    hazard: (age, states) => (age < refractory ? 0 : rate * exp((states[0]! - threshold) / slope)),
    breaks: [refractory],
  };
}
