/** Right-hand sides of a system: forwards or backwards, with held states, with the equations of variation behind. */
import type { System } from "../../contract/index.ts";
import type { Field } from "./stepper.ts";

/** What a flow is asked for besides its states. */
export interface Variation {
  /** Derivatives by the initial states: n columns. */
  readonly states: boolean;
  /** Derivative by one parameter (its index): one column more. */
  readonly parameter?: number;
}

/** Number of columns behind the states. */
export function columnsOf(system: System, variation: Variation | undefined): number {
  if (!variation) return 0;
  return (variation.states ? system.states.length : 0) + (variation.parameter === undefined ? 0 : 1);
}

/** Step of central differences, relative to a value and its unit: the cube root of the rounding error, where truncation is as large. */
const differenceStep = 6e-6;

/**
 * Derivative by parameter number k of what `evaluate` writes for parameters p: central difference, exact to rounding where the
 * dependence is linear or quadratic (inputs are).
 *
 * @param unit  size of the user's unit of the parameter
 * @param spare  an array like out
 */
export function differentiateBy(
  p: Float64Array,
  k: number,
  unit: number,
  evaluate: (out: Float64Array) => void,
  out: Float64Array,
  spare: Float64Array = new Float64Array(out.length),
): void {
  const held = p[k]!;
  const step = differenceStep * (unit + Math.abs(held));
  p[k] = held + step;
  const above = p[k]!;
  evaluate(out);
  p[k] = held - step;
  const span = above - p[k]!;
  evaluate(spare);
  p[k] = held;
  for (let i = 0; i < out.length; i++) out[i] = (out[i]! - spare[i]!) / span;
}

/** Rates f(y, p) and their derivatives: those of the system as its conditions stand, or with the conditions held. */
export type Rates = Pick<System, "rhs" | "jacobian">;

/**
 * The field of states y {n} and columns s: dy/dt = +-f(y), ds/dt = +-(J s + df/dp). States that are held do not move.
 *
 * @param sign  1 forwards, -1 backwards
 * @param held  indices of states at rest for the time being
 */
export function fieldOf(
  system: System,
  rates: Rates,
  p: Float64Array,
  sign: number,
  held: readonly number[],
  variation?: Variation,
): Field {
  const n = system.states.length;
  const still = (out: Float64Array) => {
    for (const i of held) out[i] = 0;
  };
  const columns = columnsOf(system, variation);
  if (columns === 0) {
    if (sign > 0 && held.length === 0) return (y, out) => rates.rhs(y, p, out);
    return (y, out) => {
      rates.rhs(y, p, out);
      still(out);
      if (sign < 0) for (let i = 0; i < n; i++) out[i] = -out[i]!;
    };
  }
  const jacobian = new Float64Array(n * n);
  const [y, rate, force, spare] = [0, 1, 2, 3].map(() => new Float64Array(n)) as [Float64Array, Float64Array, Float64Array, Float64Array];
  const forced = variation?.parameter;
  return (all, out) => {
    for (let i = 0; i < n; i++) y[i] = all[i]!;
    rates.rhs(y, p, rate);
    still(rate);
    rates.jacobian(y, p, jacobian);
    for (const i of held) jacobian.fill(0, i * n, (i + 1) * n);
    if (forced !== undefined) differentiateBy(p, forced, system.parameters[forced]!.factor, (into) => rates.rhs(y, p, into), force, spare);
    still(force);
    for (let i = 0; i < n; i++) out[i] = sign * rate[i]!;
    for (let c = 1; c <= columns; c++) {
      const isForced = forced !== undefined && c === columns;
      for (let i = 0; i < n; i++) {
        let sum = isForced ? force[i]! : 0;
        for (let j = 0; j < n; j++) sum += jacobian[i * n + j]! * all[c * n + j]!;
        out[c * n + i] = sign * sum;
      }
    }
  };
}
