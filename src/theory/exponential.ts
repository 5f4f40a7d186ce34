/** Where the exponential integrate-and-fire neuron, with or without adaptation, loses its resting state. */
import { exp, log1p } from "../base/index.ts";

/** C V' = -g_L (V - E_L) + g_L Delta_T exp((V - V_T)/Delta_T) - w + I;  tau_w w' = a (V - E_L) - w. In nS, pF, mV, ms: currents in pA. */
export interface Exponential {
  readonly capacitance: number;
  readonly leak: number;
  readonly rest: number;
  /** V_T. */
  readonly threshold: number;
  /** Delta_T. */
  readonly slope: number;
  /** a; 0 for the neuron without adaptation. */
  readonly adaptation: number;
  /** tau_w. */
  readonly adaptationTime: number;
}

/** A point where the resting state ends, when the current rises slowly. */
export interface Onset {
  readonly current: number;
  readonly potential: number;
  /** Angular frequency of the oscillation that grows there [rad/ms]; 0 at a saddle-node. */
  readonly frequency: number;
}

/**
 * Saddle-node of the resting state: the nullclines touch.
 *
 *   V = V_T + Delta_T log(1 + a/g_L),   I = (g_L + a) (V - E_L - Delta_T)
 *
 * For a = 0 (EIF) this is V_T and g_L (V_T - E_L - Delta_T). Undefined for a <= -g_L, where the nullclines cross at every current or
 * never.
 *
 * @see Touboul, Brette 2008, Biol. Cybern. 99:319, doi:10.1007/s00422-008-0267-4
 */
export function saddleNode({ leak, rest, threshold, slope, adaptation }: Exponential): Onset | undefined {
  if (!(adaptation > -leak)) return undefined;
  const potential = threshold + slope * log1p(adaptation / leak);
  return { current: (leak + adaptation) * (potential - rest - slope), potential, frequency: 0 };
}

/**
 * Andronov-Hopf bifurcation of the resting state. With tau_m = C/g_L it exists where a/g_L > tau_m/tau_w, below the saddle-node:
 *
 *   V = V_T + Delta_T log(1 + tau_m/tau_w),   I = (g_L + a) (V - E_L) - g_L Delta_T (1 + tau_m/tau_w)
 *   omega^2 = (a/g_L - tau_m/tau_w)/(tau_m tau_w)
 *
 * @see Touboul, Brette 2008, Biol. Cybern. 99:319, doi:10.1007/s00422-008-0267-4
 */
export function hopf({ capacitance, leak, rest, threshold, slope, adaptation, adaptationTime }: Exponential): Onset | undefined {
  const membraneTime = capacitance / leak;
  const [strength, ratio] = [adaptation / leak, membraneTime / adaptationTime];
  if (!(strength > ratio)) return undefined;
  const potential = threshold + slope * log1p(ratio);
  const current = (leak + adaptation) * (potential - rest) - leak * slope * (1 + ratio);
  return { current, potential, frequency: Math.sqrt((strength - ratio) / (membraneTime * adaptationTime)) };
}

/**
 * Largest current that, raised slowly, leaves the neuron at rest: the Hopf bifurcation where there is one, else the saddle-node. A step
 * of less may make it fire for a while.
 */
export function exponentialRheobase(neuron: Exponential): Onset | undefined {
  return hopf(neuron) ?? saddleNode(neuron);
}

/** Current at which V is a fixed point, (g_L + a) (V - E_L) - g_L Delta_T exp((V - V_T)/Delta_T) [pA]. */
export function currentAtRest({ leak, rest, threshold, slope, adaptation }: Exponential, potential: number): number {
  return (leak + adaptation) * (potential - rest) - leak * slope * exp((potential - threshold) / slope);
}
