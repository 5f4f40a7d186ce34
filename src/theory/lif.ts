/** The leaky integrate-and-fire neuron with constant input. */
import { log1p } from "../base/index.ts";

/** tau V' = target - V up to the threshold; then reset and hold. Potentials in one unit, times in one unit. */
export interface Leaky {
  /** Membrane time constant. */
  readonly tau: number;
  /** Where V would settle: E_L + I/g_L. */
  readonly target: number;
  readonly threshold: number;
  readonly reset: number;
  readonly refractory: number;
}

/**
 * Interval between spikes, infinite where the target does not lie above the threshold.
 *
 *   T = refractory + tau log((target - reset)/(target - threshold))      [unit of tau]
 *
 * The logarithm is taken of 1 + (threshold - reset)/(target - threshold), which keeps its digits for strong input. A reset that is
 * not below the threshold gives the refractory time alone.
 *
 * @see Lapicque 1907; Gerstner, Kistler, Naud, Paninski 2014, Neuronal Dynamics, section 1.3
 */
export function lifPeriod({ tau, target, threshold, reset, refractory }: Leaky): number {
  if (!(reset < threshold)) return refractory;
  return target > threshold ? refractory + tau * log1p((threshold - reset) / (target - threshold)) : Number.POSITIVE_INFINITY;
}

/** Firing rate 1/T [one over the unit of tau]; 0 below the rheobase. */
export function lifRate(neuron: Leaky): number {
  return 1 / lifPeriod(neuron);
}

/** Current above which the neuron fires, g_L (V_th - E_L) [pA for nS and mV]. At the rheobase itself V only approaches the threshold. */
export function lifRheobase(conductance: number, rest: number, threshold: number): number {
  return conductance * (threshold - rest);
}
