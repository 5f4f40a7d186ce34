/** Neurons that fire when one state exceeds a constant, which then is set to another: what closed forms of firing rates are for. */
import { evaluate, isNoise, number, substitute, type Tree } from "../language/index.ts";
import type { Flow } from "../model/index.ts";

/** Threshold, reset and refractory time, in internal units. */
export interface ThresholdRule {
  /** The state that is compared, reset and held. */
  readonly state: string;
  readonly threshold: number;
  readonly reset: number;
  readonly refractory: number;
}

/**
 * The rule of a flow with `state > threshold`, a reset below it, and a refractory time in which the state is held. Undefined for any other.
 *
 * @param constant  value of an expression, NaN where it has no one value
 */
export function thresholdRule({ states, spike, reset, refractory, hazard, bounds }: Flow, constant: (tree: Tree) => number) {
  if (spike?.kind !== "binary" || (spike.op !== ">" && spike.op !== ">=") || spike.left.kind !== "name") return undefined;
  const state = spike.left.name;
  const [set, ...more] = reset?.assignments ?? [];
  if (!states.some(({ name }) => name === state) || hazard || Object.keys(bounds).length > 0) return undefined;
  if (!set || more.length > 0 || set.target !== state || set.value.kind !== "expression") return undefined;
  if (refractory && refractory.time.kind !== "expression") return undefined;
  const hold = refractory?.time.kind === "expression" ? constant(refractory.time.tree) : 0;
  // A neuron whose state goes on while it is refractory has another period.
  if (hold > 0 && !refractory?.hold.includes(state)) return undefined;
  const threshold = constant(spike.right);
  const after = constant(substitute(set.value.tree, new Map([[state, number(threshold)]])));
  const rule: ThresholdRule = { state, threshold, reset: after, refractory: hold };
  return [threshold, after, hold].every(Number.isFinite) && after < threshold ? rule : undefined;
}

/** A constant expression of a flow; NaN where a name in it has no one value for all neurons. @param known  values of other names */
export function constantIn(tree: Tree, flow: Flow, known: ReadonlyMap<string, number> | undefined): number {
  return evaluate(tree, (name) => {
    const value = known?.get(name);
    if (value !== undefined) return value;
    const parameter = isNoise(name) ? undefined : flow.parameters.find((one) => one.name === name);
    return parameter?.value.kind === "expression" ? constantIn(parameter.value.tree, flow, known) : Number.NaN;
  });
}
