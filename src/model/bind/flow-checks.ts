/** What is wrong with equations that parse and have the right dimensions: impossible numbers, noise that is not linear, endless resets. */
import { LapicqueError, type Span } from "../../base/index.ts";
import { callsIn, evaluate, linearIn, namesIn, type Statement, type Tree, visitTree, written } from "../../language/index.ts";
import { child, entriesOf } from "../document/node.ts";
import type { Flow } from "../experiment.ts";
import type { Entity } from "./entity.ts";
import { constantTree } from "./parameters.ts";
import { prepareTree } from "./prepare.ts";
import { showValue } from "./unit-text.ts";
import { typicalValue } from "./value.ts";

/** Refuses what the language knows and nothing runs yet. Kept in the context. */
export function refuseUnbuilt(entity: Entity): void {
  for (const key of ["compartments", "train"]) {
    const entry = entity.node.entries.get(key);
    if (entry) entity.context.error("not-built", { name: `${key}:` }, entry.key);
  }
}

function statementsOf(entity: Entity): readonly Statement[] {
  return [...entity.derivatives, ...entity.definitions, ...entity.functions.values()];
}

/** A quotient whose divisor is 0 with the given parameters has no value at any time. Kept in the context. */
export function refuseZeroDivisors(entity: Entity): void {
  for (const statement of statementsOf(entity)) {
    const hidden = new Set(statement.kind === "function" ? statement.parameters : []);
    visitTree(statement.value, (node) => {
      if (node.kind !== "binary" || node.op !== "/") return;
      // Functions may stand in a divisor: they are put in, unless they read arguments of this one.
      if (callsOwn(node.right, entity) && hidden.size > 0) return;
      const divisor = prepareTree(node.right, entity.functions);
      let local = false;
      visitTree(divisor, (part) => {
        if (part.kind === "name" && hidden.has(part.name)) local = true;
      });
      if (!local && constantTree(divisor, entity.parameters) === 0) {
        entity.context.error("division-by-zero", { part: written(node.right.span) }, node.right.span);
      }
    });
  }
}

function callsOwn(tree: Tree, entity: Entity): boolean {
  return [...callsIn(tree)].some((name) => entity.functions.has(name));
}

const aboutDimensions: ReadonlySet<string> = new Set([
  "dimension-mismatch",
  "dimension-mismatch-per-area",
  "wrong-dimension",
  "arguments-differ",
  "argument-not-plain",
  "call-does-not-fit",
  "per-area",
]);

/**
 * Where dimensions do not fit, the reason is often a number without its unit in `parameters` or `initial`, whose lines the errors do
 * not point at. Warns of each that the faulty equations read.
 */
export function warnPlainNumbers(entity: Entity, errors: readonly LapicqueError[]): void {
  if (entity.context.units === "none") return;
  const faulty = statementsOf(entity).filter((statement) =>
    errors.some((error) => aboutDimensions.has(error.code) && isWithin(error.span, statement.span)),
  );
  const read = new Set(faulty.flatMap((statement) => [statement.name, ...namesIn(statement.value)]));
  for (const state of [...read]) {
    const tree = entity.initial.get(state)?.tree;
    for (const name of tree ? namesIn(tree) : []) read.add(name);
  }
  for (const key of ["parameters", "initial"]) {
    for (const [name, { value }] of entriesOf(child(entity.node, key))) {
      const scalar = value.kind === "map" ? child(value, "value") : value;
      if (read.has(name) && scalar?.kind === "scalar" && typeof scalar.value === "number") {
        entity.context.warn("plain-number", { name, value: scalar.value }, scalar.span);
      }
    }
  }
}

function isWithin(inner: Span | undefined, outer: Span): boolean {
  return inner !== undefined && inner.source === outer.source && inner.start >= outer.start && inner.end <= outer.end;
}

/** Noise must enter a derivative linearly: anything else has no meaning for white noise. Kept in the context. */
export function refuseNonlinearNoise(entity: Entity, flow: Flow): void {
  const noises = new Set(flow.noises);
  for (const state of flow.states) {
    if (linearIn(state.rate, noises)) continue;
    const statement = entity.derivatives.find((derivative) => derivative.name === state.name);
    entity.context.error("noise-nonlinear", { name: state.name }, statement?.span);
  }
}

/** Relative distance beyond the threshold at which the reset is tried: far above rounding, far below any gap that is meant. */
const beyond = 1e-9;

/**
 * Refuses a reset after which the spike condition still holds. Judged after the whole reset: a state of the condition is put just
 * beyond the threshold, the others where the run begins, and the reset is applied. Where the threshold itself is a state that
 * the reset moves (Kobayashi et al. 2009), a refractory period gives the two time to part: such a neuron may burst at that period.
 */
export function refuseEndlessReset(entity: Entity, flow: Flow, start: ReadonlyMap<string, number>): void {
  const { spike, reset } = flow;
  if (!reset || spike?.kind !== "binary" || hasMovingThreshold(entity, flow, spike, start)) return;
  const before = new Map(start);
  const crossing = crossingOf(entity, flow, spike, before);
  if (crossing) before.set(crossing.state, crossing.value);
  if (evaluate(spike, lookUpIn(entity, flow, before)) !== 1) return;
  const after = new Map(before);
  for (const { target, value } of reset.assignments) {
    after.set(target, typicalValue(value, lookUpIn(entity, flow, reset.order === "sequential" ? after : before)));
  }
  const lookUp = lookUpIn(entity, flow, after);
  if (evaluate(spike, lookUp) !== 1) return;
  const node = child(entity.node, "spike");
  const unit = crossing && entity.initial.get(crossing.state)?.unit;
  const show = (tree: Tree) => (unit ? showValue(evaluate(tree, lookUp), unit) : `${evaluate(tree, lookUp)}`);
  const condition = node?.kind === "scalar" ? node.source.text.trim() : "";
  throw new LapicqueError(
    "reset-still-fires",
    { condition, left: show(spike.left), right: show(spike.right) },
    entity.node.entries.get("reset")?.value.span,
  );
}

/** Whether the spike condition compares states with one another, of which the reset moves one, and a refractory period follows. */
function hasMovingThreshold(entity: Entity, flow: Flow, spike: Tree, start: ReadonlyMap<string, number>): boolean {
  const { refractory, reset, states, definitions } = flow;
  if (!refractory || !(typicalValue(refractory.time, lookUpIn(entity, flow, start)) > 0)) return false;
  const read = new Set(namesIn(spike));
  for (const { name, tree } of definitions.toReversed()) if (read.has(name)) for (const each of namesIn(tree)) read.add(each);
  const compared = states.filter(({ name }) => read.has(name) && !refractory.hold.includes(name));
  return compared.length > 1 && compared.some(({ name }) => reset?.assignments.some(({ target }) => target === name));
}

type Comparison = Extract<Tree, { kind: "binary" }>;

/** The first state that reaches the threshold by itself, and its value just beyond. */
function crossingOf(entity: Entity, flow: Flow, spike: Comparison, start: ReadonlyMap<string, number>) {
  const difference: Tree = { kind: "binary", op: "-", left: spike.left, right: spike.right };
  const above = spike.op === ">" || spike.op === ">=" ? 1 : spike.op === "<" || spike.op === "<=" ? -1 : 0;
  if (above === 0) return undefined;
  const lookUp = lookUpIn(entity, flow, start);
  for (const { name } of flow.states) {
    const linear = linearIn(difference, new Set([name]));
    const slopeTree = linear?.coefficients.get(name);
    if (!linear || !slopeTree) continue;
    const slope = evaluate(slopeTree, lookUp);
    const threshold = -evaluate(linear.constant, lookUp) / slope;
    if (Number.isFinite(threshold) && slope !== 0) {
      return { state: name, value: threshold + above * Math.sign(slope) * beyond * (1 + Math.abs(threshold)) };
    }
  }
  return undefined;
}

/** Values of all names where the states have the given ones: inputs are 0, random parameters typical. */
function lookUpIn(entity: Entity, flow: Flow, states: ReadonlyMap<string, number>): (name: string) => number {
  const definitions = new Map(flow.definitions.map((definition) => [definition.name, definition.tree]));
  const lookUp = (name: string): number => {
    const state = states.get(name);
    if (state !== undefined) return state;
    const definition = definitions.get(name);
    if (definition) return evaluate(definition, lookUp);
    if (name === "size") return 1;
    return entity.parameters.get(name)?.typical ?? 0;
  };
  return lookUp;
}
