/** How the hazard of a neuron with one state approaches its last value: as a power series in a decaying exponential. */
import { exp, log } from "../../base/index.ts";
import type { Complex } from "../../numerics/index.ts";
import { complexProduct, complexQuotient, legendreIntegral } from "../../numerics/index.ts";
import type { AgedNeuron } from "./aged-neuron.ts";
import { lookUp } from "./look-up.ts";
import { coefficientsOf, nodeCount, type Panel, panelRule, roughness, type Settling, type Tail } from "./panel.ts";

/**
 * The settling of a neuron with one state, from the earliest panel on after which 20 powers of z suffice; undefined with more states, or where the
 * approach is no such series.
 *
 * @param state  the fixed point
 */
export function settlingOf(
  neuron: AgedNeuron,
  panels: readonly Panel[],
  tail: Tail,
  state: Float64Array,
  tolerance: number,
): Settling | undefined {
  if (state.length !== 1) return undefined;
  const rate = approachRate(neuron, tail.age, state[0]!);
  if (!(rate > 0 && rate < Number.POSITIVE_INFINITY)) return undefined;
  const at = lookUp(panels, tail);
  const rule = panelRule();
  const last = Math.max(0, ...neuron.breaks.filter((age) => age < Number.POSITIVE_INFINITY));
  for (const { start, exposure } of panels) {
    if (start < last) continue;
    const ages = rule.nodes.map((x) => start - log(0.5 * (1 + x)) / rate);
    const hazard = ages.map((age) => at(age).hazard);
    // The survivors' exponent is the integral of (hazard - last)/(rate z) from z to 1: the difference of two exposures would lose the digits that count
    // most, those of small z.
    const excess = coefficientsOf(rule, (j) => (2 * (hazard[j]! - tail.hazard)) / (1 + rule.nodes[j]!));
    const all = legendreIntegral(excess, 1);
    const survivor = rule.nodes.map((x) => exp((0.5 * (legendreIntegral(excess, x) - all)) / rate));
    const density = hazard.map((value, j) => value * survivor[j]!);
    if (Math.max(roughness(rule, survivor), roughness(rule, density)) <= tolerance)
      return { age: start, exposure, rate, ages, hazard, survivor };
  }
  return undefined;
}

/** Minus the derivative of the flow at the fixed point, by central differences extrapolated twice. */
function approachRate(neuron: AgedNeuron, age: number, state: number): number {
  const flow = (value: number) => {
    const out = new Float64Array(1);
    neuron.flow(age, Float64Array.of(value), out);
    return out[0]!;
  };
  const reach = 1e-2 * Math.max(Math.abs(state - neuron.initial[0]!), 1e-3 * Math.abs(state));
  const quotients = [1, 0.5, 0.25].map((share) => (flow(state + share * reach) - flow(state - share * reach)) / (2 * share * reach));
  const [first, second] = [0, 1].map((k) => (4 * quotients[k + 1]! - quotients[k]!) / 3);
  return -(16 * second! - first!) / 15;
}

/**
 * Integrals over z of the shifted Legendre polynomials and their derivatives by a,
 *
 *   I_k = integral_0^1 z^(a-1) P_k(2z - 1) dz = (a - 1)..(a - k)/(a (a + 1)..(a + k)),
 *
 * continued to the left. There they grow with k, near the real axis like k^(-2 Re a): about Re a = -5 eight digits of the coefficients are
 * lost there, and four where Im a = 5.
 */
export function powerMoments(a: Complex): { readonly values: readonly Complex[]; readonly slopes: readonly Complex[] } {
  let value = complexQuotient([1, 0], a);
  let slope = complexProduct([-value[0], -value[1]], value);
  const [values, slopes] = [[value], [slope]];
  for (let k = 1; k < nodeCount; k++) {
    const above: Complex = [a[0] + k, a[1]];
    const ratio = complexQuotient([a[0] - k, a[1]], above);
    const inverse = complexQuotient([1, 0], above);
    const [turnRe, turnIm] = complexProduct(value, complexProduct([2 * k * inverse[0], 2 * k * inverse[1]], inverse));
    const [moved, kept] = [complexProduct(slope, ratio), complexProduct(value, ratio)];
    slope = [moved[0] + turnRe, moved[1] + turnIm];
    value = kept;
    values.push(value);
    slopes.push(slope);
  }
  return { values, slopes };
}

/** How far to the left of the last hazard transforms are known, in units of the rate of approach. */
export const continuedRates = 6;
