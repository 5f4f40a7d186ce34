/** What a law of intervals is made of: polynomials over stretches of age, and a tail. */
import { type LegendreRule, legendreRule } from "../../numerics/index.ts";

/** A stretch of age over which everything is a polynomial to rounding, by its values at the Gauss-Legendre nodes. */
export interface Panel {
  readonly start: number;
  readonly width: number;
  /** Hazard integrated up to the start. */
  readonly exposure: number;
  /** {nodes} */
  readonly ages: Float64Array;
  /** {nodes} */
  readonly hazard: Float64Array;
  /** Hazard integrated from the start to each node. {nodes} */
  readonly exposures: Float64Array;
  /** States at the nodes. {nodes, n} */
  readonly states: Float64Array;
}

/** From this age on the states have settled and the hazard is constant: the interval's tail is exponential. */
export interface Tail {
  readonly age: number;
  /** Hazard integrated up to `age`. */
  readonly exposure: number;
  readonly hazard: number;
  /** The hazard has the same bits at all later ages: it does not approach its last value. */
  readonly isExact: boolean;
  /** How the hazard approaches its last value, where that is known. */
  readonly settling?: Settling;
  /** Stretches after `age` over which the hazard was seen to be constant while states still moved. */
  readonly constant: readonly Panel[];
}

/**
 * Beyond `age` all is smooth in z = e^(-rate (t - age)), 0 <= z <= 1: one state near its fixed point is an analytic function of z (Koenigs).
 * So transforms over the tail can be continued to the left of -hazard, past the poles at -hazard - k rate.
 */
export interface Settling {
  readonly age: number;
  /** Hazard integrated up to `age`. */
  readonly exposure: number;
  /** Rate of the approach: minus the derivative of the flow by the state at the fixed point. */
  readonly rate: number;
  /** Ages of the Gauss-Legendre nodes of z. {nodes} */
  readonly ages: Float64Array;
  /** {nodes} */
  readonly hazard: Float64Array;
  /** Survivors as fractions of those at `age`, times e^(last hazard (t - age)): constant where the hazard is the last one. {nodes} */
  readonly survivor: Float64Array;
}

/** Nodes of a panel: the highest degree is one less. */
export const nodeCount = 20;

/** A hazard below this is none. */
export const vanishing = 1e-300;

let rule: LegendreRule | undefined;
/** The rule of every panel, made at its first use. */
export function panelRule(): LegendreRule {
  rule ??= legendreRule(nodeCount);
  return rule;
}

/** Coefficients in Legendre polynomials of the values at the nodes of a rule. */
export function coefficientsOf({ size, coefficients }: LegendreRule, value: (j: number) => number): Float64Array {
  const values = Float64Array.from({ length: size }, (_, j) => value(j));
  return Float64Array.from({ length: size }, (_, k) => {
    let sum = 0;
    for (let j = 0; j < size; j++) sum += coefficients[k * size + j]! * values[j]!;
    return sum;
  });
}

/** The three highest coefficients of the polynomial through values at the nodes of a rule, beside the largest or what is at least to be compared with. */
export function roughness(rule: LegendreRule, values: Float64Array, least = 0): number {
  let [largest, highest] = [least, 0];
  for (const [k, coefficient] of coefficientsOf(rule, (j) => values[j]!).entries()) {
    largest = Math.max(largest, Math.abs(coefficient));
    if (k >= rule.size - 3) highest = Math.max(highest, Math.abs(coefficient));
  }
  return highest / Math.max(largest, vanishing / Number.EPSILON);
}
