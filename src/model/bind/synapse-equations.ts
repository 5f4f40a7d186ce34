/** Equations and rules of a synapse, checked for one use and with everything constant put in. */
import { LapicqueError } from "../../base/index.ts";
import {
  checkDimension,
  constantValue,
  linearIn,
  type Measure,
  measure,
  namesIn,
  parseAssignments,
  quantity,
  type Scope,
  type Statement,
  type Tree,
  unitOf,
  visitTree,
  written,
} from "../../language/index.ts";
import { divideUnits, multiplyUnits, noUnit, type Unit } from "../../units/index.ts";
import { child, entriesOf, type Node } from "../document/node.ts";
import type { Assignment, Definition, Rule, State, Synapse, SynapseSide } from "../experiment.ts";
import { quantityOf } from "./entity.ts";
import { extendScope } from "./parameters.ts";
import { prepareEveryStep, prepareRate, prepareTree } from "./prepare.ts";
import { checkCoefficient, putIn, readSide, type Side, type SynapseUse } from "./synapse-scope.ts";
import { mapValue, namesOf, parseScalar, readValue } from "./value.ts";

/** The graded synapse of an entry with `send:`, and the unit of its weight. */
export function bindGraded(use: SynapseUse, send: Node): { readonly synapse: Synapse; readonly weight: Unit } {
  const post = child(use.entry, "post");
  if (post) throw new LapicqueError("send-and-post", { kind: use.kind }, use.entry.entries.get("post")?.key ?? post.span);
  const side = readSide(use, "pre");
  const both = readSide(use, "post");
  const scope: Scope = {
    ...side.scope,
    measure: (name) => (name.startsWith("post.") ? both.scope.measure(name) : side.scope.measure(name)),
  };
  const written = parseScalar(use.context, send, declaredIn(use, side));
  const unit = unitOf(written, scope);
  const tree = putIn(use, prepareEveryStep(written, side.functions, changing(written, side)), side.own);
  const others = new Set([...namesIn(tree)].filter((name) => name.startsWith("post.")));
  if (!linearIn(tree, others)) throw new LapicqueError("send-not-linear", {}, written.span);
  const pre = bindSide(use, side, new Map()).side;
  return {
    synapse: { kind: "graded", name: use.kind, ...(hasContent(pre) ? { pre } : {}), send: tree },
    weight: divideUnits(use.input, unit),
  };
}

/** The synapse of an entry through whose equations spikes act. `weight`: the unit of the weight that its rules read. */
export function bindSpiking(use: SynapseUse, weight: Unit): Synapse {
  const preSide = readSide(use, "pre");
  const postSide = readSide(use, "post");
  if (!use.from && preSide.node) throw new LapicqueError("stimulus-without-pre", { kind: use.kind }, preSide.node.span);
  for (const statement of [...postSide.states, ...postSide.definitions, ...postSide.functions.values()]) {
    if (preSide.own.has(statement.name)) throw new LapicqueError("synapse-name-twice", { name: statement.name }, statement.nameSpan);
  }
  const pre = bindSide(use, preSide, new Map());
  const sent = new Map<string, Measure>(pre.locals);
  for (const [name, { unit }] of preSide.initial) sent.set(name, quantity(unit));
  const post = bindSide(use, postSide, new Map([...sent, ["weight", quantity(weight)]]));
  if (!post.side.atArrival) throw new LapicqueError("no-arrival", { kind: use.kind }, use.entry.span);
  const read = new Set(post.side.atArrival.assignments.flatMap(({ value }) => [...namesOf(value)]));
  return {
    kind: "spiking",
    name: use.kind,
    ...(hasContent(pre.side) ? { pre: pre.side } : {}),
    post: post.side,
    output: bindOutput(use, postSide),
    travels: [...sent.keys()].filter((name) => read.has(name)),
  };
}

function hasContent(side: SynapseSide): boolean {
  return side.states.length > 0 || side.definitions.length > 0 || side.atSpike !== undefined;
}

function bindOutput(use: SynapseUse, side: Side): Tree {
  const node = child(use.entry, "output");
  const [only, second] = side.states;
  if (!only) throw new LapicqueError("no-post-state", { kind: use.kind }, use.entry.span);
  if (!node && second)
    throw new LapicqueError("no-output", { kind: use.kind, states: side.states.map(({ name }) => name) }, use.entry.span);
  const written: Tree = node
    ? parseScalar(use.context, node, declaredIn(use, side))
    : { kind: "name", name: only.name, span: only.nameSpan };
  checkDimension(written, side.scope, use.input, `the output of \`${use.kind}\``);
  return putIn(use, prepareEveryStep(written, side.functions, changing(written, side)), side.own);
}

function declaredIn(use: SynapseUse, side: Side): ReadonlySet<string> {
  return new Set([...use.parameters.scope.names(), ...side.own, "weight"]);
}

/** Names of a tree that change while the run goes on: all but parameters. */
function changing(tree: Tree, side: Side): ReadonlySet<string> {
  return new Set([...namesIn(tree)].filter((name) => name === "t" || name.includes(".") || side.own.has(name)));
}

/** A side with its rules. `arriving`: what rules at an arrival read beside it. `locals`: names that its rule at a spike defines. */
function bindSide(
  use: SynapseUse,
  side: Side,
  arriving: ReadonlyMap<string, Measure>,
): { readonly side: SynapseSide; readonly locals: ReadonlyMap<string, Measure> } {
  const states = side.states.map((derivative): State => {
    const { name, coefficient } = derivative;
    const { value, unit } = side.initial.get(name)!;
    const before = coefficient ? unitOf(coefficient, side.scope) : noUnit;
    const wanted = divideUnits(multiplyUnits(before, unit), use.context.time);
    checkDimension(derivative.value, side.scope, wanted, `the right side of d${name}/dt`);
    refuseZeroDivisors(use, side, derivative.value);
    const varies = new Set([...changing(derivative.value, side), ...(coefficient ? changing(coefficient, side) : [])]);
    if (coefficient) checkCoefficient(putIn(use, prepareTree(coefficient, side.functions), side.own), name, coefficient.span);
    const rate = putIn(use, prepareRate(derivative.value, coefficient, side.functions, varies), side.own);
    return { ...quantityOf(name, unit), rate, initial: value };
  });
  const definitions = side.definitions.map(({ name, value }): Definition => {
    const tree = putIn(use, prepareEveryStep(value, side.functions, changing(value, side)), side.own);
    return { ...quantityOf(name, unitOf(value, side.scope)), tree };
  });
  const spike = bindRule(use, side, "at-spike", side.scope);
  const arrival = bindRule(use, side, "at-arrival", extendScope(arriving, side.scope));
  return {
    side: { states, definitions, ...(spike ? { atSpike: spike.rule } : {}), ...(arrival ? { atArrival: arrival.rule } : {}) },
    locals: spike?.locals ?? new Map(),
  };
}

/** A quotient whose divisor is 0 with the given parameters has no value at any time. Throws `division-by-zero`. */
function refuseZeroDivisors(use: SynapseUse, side: Side, tree: Tree): void {
  visitTree(tree, (node) => {
    if (node.kind !== "binary" || node.op !== "/") return;
    if (constantValue(putIn(use, prepareTree(node.right, side.functions), side.own)) === 0)
      throw new LapicqueError("division-by-zero", { part: written(node.right.span) }, node.right.span);
  });
}

interface BoundRule {
  readonly rule: Rule;
  readonly locals: ReadonlyMap<string, Measure>;
}

function bindRule(use: SynapseUse, side: Side, event: "at-spike" | "at-arrival", scope: Scope): BoundRule | undefined {
  const node = child(side.node, event);
  if (!node) return undefined;
  const declared = new Set([...declaredIn(use, side), ...scope.names()]);
  const locals = new Map<string, Measure>();
  const isText = node.kind !== "map";
  const assignments = linesOf(use, node, declared).map(({ name, value, nameSpan }): Assignment => {
    const seen = extendScope(locals, scope);
    const state = side.initial.get(name);
    if (!state && (!isText || declared.has(name))) {
      throw new LapicqueError("no-such-state", { name, states: side.states.map((one) => one.name) }, nameSpan);
    }
    if (state) checkDimension(value, { ...seen, random: true }, state.unit, `\`${name}\` of \`${event}\``);
    const found = state ? undefined : measure(value, { ...seen, random: true });
    const hidden = new Set([...side.own, ...locals.keys()]);
    const bound = mapValue(readValue(value, seen).value, (tree) => putIn(use, prepareTree(tree, side.functions), hidden));
    if (found) locals.set(name, found);
    return { target: name, value: bound };
  });
  return { rule: { order: isText ? "sequential" : "simultaneous", assignments }, locals };
}

type Line = Pick<Statement, "name" | "value" | "nameSpan">;

function linesOf(use: SynapseUse, node: Node, declared: ReadonlySet<string>): readonly Line[] {
  if (node.kind === "map")
    return entriesOf(node).map(([name, { key, value }]) => ({ name, value: parseScalar(use.context, value, declared), nameSpan: key }));
  if (node.kind !== "scalar") throw new LapicqueError("value-expected", {}, node.span);
  const block = parseAssignments(node.source, use.context.parsing(declared));
  const [error] = block.errors;
  if (error) throw error;
  return block.statements;
}
