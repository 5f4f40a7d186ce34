/** Bumps and fronts of fields that are on or off (Amari 1977). */
import { exp } from "../../../base/index.ts";
import type { Localised } from "../../../contract/index.ts";
import { evaluate, linearIn, substitute, type Tree } from "../../../language/index.ts";
import type { Field } from "../../../model/index.ts";
import { findRoot, integrate } from "../../../numerics/index.ts";

/** A field u' = -r (u - rest) + s w * H(u - theta), all positive but `rest` and theta. */
interface OnOff {
  readonly relaxation: number;
  readonly rest: number;
  readonly strength: number;
  readonly theta: number;
  /** The kernel over displacements. */
  readonly kernel: (d: number) => number;
  /** Half the length of the axis. */
  readonly reach: number;
}

/** Points at which integrals are compared in search of solutions. */
const searched = 4000;

/**
 * Bumps and fronts of a field with one state, one axis, one even kernel and a step as activation; undefined for another field.
 *
 * With W(x) = integral of w from 0 to x and T = r (theta - rest)/s a bump of width D has W(D) = T; it is stable where w(D) < 0. A front between
 * the states on and off moves into what is off with the speed c for which T = W(infinity) - integral of w(y) exp(-r y/c) over y > 0.
 *
 * @param values  of parameters and inputs
 */
export function localisedIn(field: Field, values: ReadonlyMap<string, number>): Localised | undefined {
  const model = onOffOf(field, values);
  if (!model) return undefined;
  const { relaxation, rest, strength, theta, kernel, reach } = model;
  const target = (relaxation * (theta - rest)) / strength;
  const samples = Float64Array.from({ length: searched + 1 }, (_, i) => kernel((reach * i) / searched));
  const sums = cumulative(samples, reach / searched);
  const crossings = Array.from({ length: searched }, (_, i) => i).filter((i) => i > 0 && sums[i]! > target !== sums[i + 1]! > target);
  const widths = crossings.map((i) => {
    const [a, b] = [(reach * i) / searched, (reach * (i + 1)) / searched];
    const before = integrate(kernel, 0, a);
    return findRoot((width) => before + integrate(kernel, a, width) - target, a, b).x;
  });
  const [{ unit, factor }] = field.axes as [Field["axes"][0]];
  const bumps = widths
    .filter((width) => isBump(sums, reach, width, target))
    .map((width) => ({ width: width / factor, stable: kernel(width) < 0 }));
  const speed = target > 0 && samples.every((one) => one >= 0) ? frontSpeed(model, target) : undefined;
  return { unit, bumps, ...(speed === undefined ? {} : { front: { speed: speed / factor } }) };
}

/** Integrals of samples from the first to each, by the trapezium rule: good enough to see where they cross a value. */
function cumulative(samples: Float64Array, step: number): Float64Array {
  const sums = new Float64Array(samples.length);
  for (let i = 1; i < samples.length; i++) sums[i] = sums[i - 1]! + 0.5 * step * (samples[i - 1]! + samples[i]!);
  return sums;
}

/** Whether the field is above its threshold within the width and nowhere else: W(x + D/2) - W(x - D/2) > T for |x| < D/2 alone. */
function isBump(sums: Float64Array, reach: number, width: number, target: number): boolean {
  const at = (x: number) => {
    const place = Math.min(searched, (Math.abs(x) / reach) * searched);
    const i = Math.min(searched - 1, Math.floor(place));
    return Math.sign(x) * (sums[i]! + (place - i) * (sums[i + 1]! - sums[i]!));
  };
  const air = reach / 200;
  for (let x = 0; x < reach - width; x += air / 4) {
    const isAbove = at(x + width / 2) - at(x - width / 2) > target;
    if (Math.abs(x - width / 2) > air && isAbove !== x < width / 2) return false;
  }
  return true;
}

/** The speed of a front; negative where what is off takes in what is on. undefined: one of the two states is none. */
function frontSpeed({ kernel, reach, relaxation }: OnOff, target: number): number | undefined {
  const half = integrate(kernel, 0, reach);
  if (!(target > 0) || !(target < 2 * half)) return undefined;
  const isForward = target < half;
  // By symmetry a front that retreats is one of what is off.
  const wanted = half - Math.abs(half - target);
  const lag = (speed: number) => half - integrate((y) => kernel(y) * exp((-relaxation * y) / speed), 0, reach) - wanted;
  let high = reach * relaxation;
  for (let k = 0; k < 60 && lag(high) > 0; k++) high *= 2;
  let low = high;
  for (let k = 0; k < 200 && lag(low) < 0; k++) low /= 2;
  const { x } = findRoot(lag, low, high);
  return Math.abs(half - target) < 1e-14 * half ? 0 : isForward ? x : -x;
}

/** Reads the equations; undefined where they are of another kind. */
function onOffOf(field: Field, values: ReadonlyMap<string, number>): OnOff | undefined {
  const { axes, operators, flow } = field;
  const [axis, other] = axes;
  const [operator] = operators;
  const [state] = flow.states;
  if (!axis || other || operators.length !== 1 || operator?.kind !== "conv" || flow.states.length !== 1 || !state) return undefined;
  const definitions = new Map<string, Tree>();
  for (const { name, tree } of flow.definitions) definitions.set(name, substitute(tree, definitions));
  const noises = new Map(flow.noises.map((noise) => [noise, { kind: "number", value: 0 } as Tree]));
  const rate = linearIn(substitute(substitute(state.rate, definitions), noises), new Set([state.name, operator.name]));
  const step = activation(substitute(operator.of, definitions), state.name);
  if (!rate || !step) return undefined;
  const at = (tree: Tree | undefined) => (tree ? evaluate(tree, (name) => values.get(name) ?? Number.NaN) : 0);
  const relaxation = -at(rate.coefficients.get(state.name));
  const strength = at(rate.coefficients.get(operator.name));
  const slope = at(step.coefficients.get(state.name));
  const theta = -at(step.constant) / slope;
  const kernel = (d: number) =>
    evaluate(operator.kernel, (name) => (name === operator.displacements[0] ? d : (values.get(name) ?? Number.NaN)));
  const reach = (axis.to - axis.from) / 2;
  const isEven = [0.1, 0.37, 0.8].every((part) => Math.abs(kernel(part * reach) - kernel(-part * reach)) <= 1e-12 * Math.abs(kernel(0)));
  if (!(relaxation > 0 && strength > 0 && slope > 0) || !Number.isFinite(theta) || !isEven) return undefined;
  return { relaxation, rest: at(rate.constant) / relaxation, strength, theta, kernel, reach };
}

/** The argument of a step, linear in the state: `heaviside(u - theta)`. */
function activation(tree: Tree, state: string) {
  if (tree.kind !== "call" || tree.name !== "heaviside") return undefined;
  return linearIn(tree.args[0]!, new Set([state]));
}
