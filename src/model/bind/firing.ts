/** How a neuron fires: spike or hazard, reset, refractoriness. */
import { LapicqueError, type Span } from "../../base/index.ts";
import {
  checkCondition,
  checkDimension,
  isNoise,
  type Measure,
  namesIn,
  parseAssignments,
  quantity,
  type Tree,
  unitOf,
} from "../../language/index.ts";
import { divideUnits, noUnit, type Unit } from "../../units/index.ts";
import { child, entriesOf, type Node, textOf } from "../document/node.ts";
import type { Assignment, Flow, Value } from "../experiment.ts";
import { checkState, type Entity, varying } from "./entity.ts";
import { constantTree, extendScope } from "./parameters.ts";
import { prepareEveryStep, prepareTree } from "./prepare.ts";
import { mapValue, parseScalar, readValue, treesOf } from "./value.ts";

/** The parts of a flow that concern firing, and all trees in them. */
export interface Firing {
  readonly parts: Pick<Flow, "spike" | "hazard" | "reset" | "refractory">;
  readonly trees: readonly Tree[];
}

const comparisons: ReadonlySet<string> = new Set(["<", "<=", ">", ">=", "==", "!="]);

/** Binds `spike`, `hazard`, `reset` and `refractory` of an entry. */
export function bindFiring(entity: Entity): Firing {
  const { context, node } = entity;
  const nodes = {
    spike: child(node, "spike"),
    hazard: child(node, "hazard"),
    reset: child(node, "reset"),
    refractory: child(node, "refractory"),
  };
  if (nodes.spike && nodes.hazard) context.error("spike-and-hazard", { name: entity.name }, node.entries.get("hazard")?.key);
  for (const key of ["reset", "refractory"] as const) {
    if (nodes[key] && !nodes.spike && !nodes.hazard)
      context.error("reset-without-spike", { name: entity.name, key }, node.entries.get(key)?.key);
  }
  const spike = nodes.spike && context.attempt(() => bindSpike(entity, nodes.spike as Node));
  const hazard = nodes.hazard && context.attempt(() => bindHazard(entity, nodes.hazard as Node));
  const reset = nodes.reset && context.attempt(() => bindReset(entity, nodes.reset as Node));
  const refractory = nodes.refractory && context.attempt(() => bindRefractory(entity, nodes.refractory as Node, reset));
  const parts = { ...(spike && { spike }), ...(hazard && { hazard }), ...(reset && { reset }), ...(refractory && { refractory }) };
  const trees = [
    ...(spike ? [spike] : []),
    ...(hazard ? [hazard] : []),
    ...(reset?.assignments.flatMap((assignment) => treesOf(assignment.value)) ?? []),
    ...(refractory ? treesOf(refractory.time) : []),
  ];
  return { parts, trees };
}

function bindSpike(entity: Entity, node: Node): Tree {
  const tree = parseScalar(entity.context, node, entity.declared);
  checkCondition(tree, entity.scope);
  if (tree.kind !== "binary" || !comparisons.has(tree.op)) throw new LapicqueError("spike-not-comparison", {}, tree.span);
  refuseNoise(tree, "spike");
  return prepareEveryStep(tree, entity.functions, varying(entity));
}

function bindHazard(entity: Entity, node: Node): Tree {
  const tree = parseScalar(entity.context, node, entity.declared);
  checkDimension(tree, entity.scope, divideUnits(noUnit, entity.context.time), "`hazard`");
  refuseNoise(tree, "hazard");
  return prepareEveryStep(tree, entity.functions, varying(entity));
}

function refuseNoise(tree: Tree, where: string): void {
  const noise = [...namesIn(tree)].find(isNoise);
  if (noise) throw new LapicqueError("noise-elsewhere", { name: noise, where }, tree.span);
}

type Reset = NonNullable<Flow["reset"]>;

function bindReset(entity: Entity, node: Node): Reset {
  return node.kind === "map" ? bindMapping(entity, node) : bindText(entity, node);
}

function bindMapping(entity: Entity, node: Node): Reset {
  const assignments = entriesOf(node).map(([target, entry]): Assignment => {
    const unit = stateUnit(entity, target, entry.key);
    const tree = parseScalar(entity.context, entry.value, entity.declared);
    return { target, value: bindValue(entity, tree, unit, target) };
  });
  return { order: "simultaneous", assignments };
}

/** Lines run in order; a name that is no state is a local, known to the lines after it. */
function bindText(entity: Entity, node: Node): Reset {
  if (node.kind !== "scalar") throw new LapicqueError("value-expected", {}, node.span);
  const block = parseAssignments(node.source, entity.context.parsing(entity.declared));
  for (const error of block.errors) entity.context.errors.add(error);
  const locals = new Map<string, Measure>();
  const assignments: Assignment[] = [];
  for (const statement of block.statements) {
    const scope = extendScope(locals, entity.scope);
    const local = !entity.derivatives.some((derivative) => derivative.name === statement.name);
    if (local && entity.declared.has(statement.name)) stateUnit(entity, statement.name, statement.nameSpan);
    const unit = local ? unitOf(statement.value, { ...scope, random: true }) : stateUnit(entity, statement.name, statement.nameSpan);
    const value = bindValue({ ...entity, scope }, statement.value, unit, statement.name);
    if (local) locals.set(statement.name, quantity(unit));
    assignments.push({ target: statement.name, value });
  }
  return { order: "sequential", assignments };
}

function bindValue(entity: Entity, tree: Tree, unit: Unit, target: string): Value {
  checkDimension(tree, { ...entity.scope, random: true }, unit, `the reset of \`${target}\``);
  refuseNoise(tree, "reset");
  return mapValue(readValue(tree, entity.scope).value, (part) => prepareTree(part, entity.functions));
}

function stateUnit(entity: Entity, name: string, span: Span | undefined): Unit {
  checkState(entity, name, span);
  return unitOf({ kind: "name", name, ...(span ? { span } : {}) }, entity.scope);
}

function bindRefractory(entity: Entity, node: Node, reset: Reset | undefined): Flow["refractory"] {
  const time = node.kind === "map" && child(node, "time") ? child(node, "time")! : node;
  const tree = parseScalar(entity.context, time, entity.declared);
  checkDimension(tree, { ...entity.scope, random: true }, entity.context.time, "`refractory`");
  const { value } = readValue(tree, entity.scope);
  const constant = value.kind === "expression" ? constantTree(value.tree, entity.parameters) : undefined;
  if (constant !== undefined && !(constant >= 0 && Number.isFinite(constant)))
    throw new LapicqueError("negative-time", { what: "refractory" }, tree.span);
  const holdNode = child(node, "hold");
  const states = entity.derivatives.map((derivative) => derivative.name);
  const hold = holdNode?.kind === "list" ? holdNode.items.map((item) => ({ name: textOf(item), span: item.span })) : undefined;
  for (const { name, span } of hold ?? []) checkState(entity, name, span);
  return {
    time: mapValue(value, (part) => prepareTree(part, entity.functions)),
    hold: hold?.map(({ name }) => name) ?? statesThatAreSet(reset, states),
  };
}

/** States that a reset sets: their new value does not contain the old one. Locals of a text are followed. */
export function statesThatAreSet(reset: Reset | undefined, states: readonly string[]): string[] {
  const reads = new Map<string, ReadonlySet<string>>();
  for (const { target, value } of reset?.assignments ?? []) {
    const names = new Set<string>();
    for (const tree of treesOf(value)) {
      for (const name of namesIn(tree)) {
        const through = reset?.order === "sequential" ? reads.get(name) : undefined;
        for (const each of through ?? [name]) names.add(each);
      }
    }
    reads.set(target, names);
  }
  return states.filter((state) => reads.has(state) && !reads.get(state)?.has(state));
}
