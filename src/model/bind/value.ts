/** Scalars of a document -> trees, draws and numbers. */
import { LapicqueError, type Span } from "../../base/index.ts";
import {
  callsIn,
  checkDimension,
  distributions,
  evaluate,
  inlineFunctions,
  namesIn,
  number,
  parseExpression,
  type Scope,
  type Tree,
  unitOf,
  withoutSpans,
  written,
} from "../../language/index.ts";
import type { Unit } from "../../units/index.ts";
import { child, type Node, type ScalarNode } from "../document/node.ts";
import type { Draw, Value } from "../experiment.ts";
import type { Context } from "./context.ts";

/** The scalar of a value node: the node itself, or `value` of { value, meaning, range, source }. */
export function scalarOf(node: Node): ScalarNode {
  const scalar = node.kind === "map" ? child(node, "value") : node;
  if (scalar?.kind !== "scalar") throw new LapicqueError("value-expected", {}, node.span);
  return scalar;
}

/** The tree of a scalar. Numbers are taken as YAML read them. Throws `not-a-number` for NaN and infinity, and what the parser throws. */
export function parseScalar(context: Context, node: Node, declared?: ReadonlySet<string>): Tree {
  const scalar = scalarOf(node);
  if (typeof scalar.value === "number") {
    if (!Number.isFinite(scalar.value)) throw new LapicqueError("not-a-number", { written: scalar.source.text }, scalar.span);
    return spanned(number(scalar.value), { source: scalar.source, start: 0, end: scalar.source.text.length });
  }
  if (/^\s*[+-]?\.?(nan|inf(inity)?)\s*$/i.test(scalar.source.text) && scalar.source.text.trim() !== "infinity") {
    throw new LapicqueError("not-a-number", { written: scalar.source.text.trim() }, scalar.span);
  }
  return parseExpression(scalar.source, context.parsing(declared));
}

function spanned(tree: Tree, span: Span): Tree {
  return tree.kind === "unary" ? { ...tree, arg: spanned(tree.arg, span), span } : { ...tree, span };
}

/**
 * A parsed value with the unit of the quantity. A random value stands alone (`normal(0 mV, 1 mV)`), or within `truncated` and
 * `clipped`. Throws `random-inside` where it is part of an expression; else as `unitOf`.
 */
export function readValue(tree: Tree, scope: Scope): { readonly value: Value; readonly unit: Unit } {
  const unit = unitOf(tree, { ...scope, random: true });
  if (tree.kind === "call" && distributions.has(tree.name)) return { value: { kind: "draw", draw: drawOf(tree, scope) }, unit };
  return { value: { kind: "expression", tree: plainTree(tree, scope) }, unit };
}

function drawOf(tree: Extract<Tree, { kind: "call" }>, scope: Scope): Draw {
  // The parser has checked the number of arguments.
  const [a, b, c] = tree.args as [Tree, Tree, Tree];
  switch (tree.name) {
    case "normal":
    case "lognormal":
    case "uniform":
      return { kind: tree.name, a: plainTree(a, scope), b: plainTree(b, scope) };
    case "exponential":
      return { kind: "exponential", mean: plainTree(a, scope) };
    default: {
      if (a.kind !== "call" || !distributions.has(a.name))
        throw new LapicqueError("random-expected", { name: tree.name, part: written(a.span) }, a.span);
      const kind = tree.name === "clipped" ? "clipped" : "truncated";
      return { kind, of: drawOf(a, scope), low: plainTree(b, scope), high: plainTree(c, scope) };
    }
  }
}

/** A tree without random values, with the document's functions put in, without spans. */
function plainTree(tree: Tree, scope: Scope): Tree {
  for (const called of callsIn(tree)) {
    if (distributions.has(called)) throw new LapicqueError("random-inside", { name: called }, tree.span);
  }
  return withoutSpans(inlineFunctions(tree, scope.functions ?? new Map()));
}

/** The trees within a value. */
export function treesOf(value: Value): readonly Tree[] {
  return value.kind === "expression" ? [value.tree] : treesOfDraw(value.draw);
}

function treesOfDraw(draw: Draw): readonly Tree[] {
  switch (draw.kind) {
    case "normal":
    case "lognormal":
    case "uniform":
      return [draw.a, draw.b];
    case "exponential":
      return [draw.mean];
    default:
      return [...treesOfDraw(draw.of), draw.low, draw.high];
  }
}

/** The same value with every tree changed. */
export function mapValue(value: Value, change: (tree: Tree) => Tree): Value {
  return value.kind === "expression"
    ? { kind: "expression", tree: change(value.tree) }
    : { kind: "draw", draw: mapDraw(value.draw, change) };
}

function mapDraw(draw: Draw, change: (tree: Tree) => Tree): Draw {
  switch (draw.kind) {
    case "normal":
    case "lognormal":
    case "uniform":
      return { kind: draw.kind, a: change(draw.a), b: change(draw.b) };
    case "exponential":
      return { kind: "exponential", mean: change(draw.mean) };
    default:
      return { kind: draw.kind, of: mapDraw(draw.of, change), low: change(draw.low), high: change(draw.high) };
  }
}

/** The names that a value reads. */
export function namesOf(value: Value): Set<string> {
  return new Set(treesOf(value).flatMap((tree) => [...namesIn(tree)]));
}

/** A value in the middle of a distribution, for checks that need some number. */
export function typicalValue(value: Value, lookUp: (name: string) => number): number {
  return value.kind === "expression" ? evaluate(value.tree, lookUp) : typicalDraw(value.draw, lookUp);
}

function typicalDraw(draw: Draw, lookUp: (name: string) => number): number {
  const at = (tree: Tree) => evaluate(tree, lookUp);
  switch (draw.kind) {
    case "normal":
    case "lognormal":
      return at(draw.a);
    case "uniform":
      return (at(draw.a) + at(draw.b)) / 2;
    case "exponential":
      return at(draw.mean);
    default:
      return Math.min(Math.max(typicalDraw(draw.of, lookUp), at(draw.low)), at(draw.high));
  }
}

/**
 * A constant of the document in internal units: `run.duration`, `start`, a size. `what` names it in sentences. Throws
 * `not-constant` if it reads a name without a constant value, `not-a-number` if it is not finite, and as `checkUnit`.
 */
export function constantOf(context: Context, node: Node, wanted: Unit, what: string, scope: ConstantScope): number {
  const tree = parseScalar(context, node);
  checkDimension(tree, scope.scope, wanted, what);
  const value = evaluate(inlineFunctions(tree, scope.scope.functions ?? new Map()), (name) => {
    const known = scope.constant(name);
    if (known === undefined) throw new LapicqueError("not-constant", { what, name }, tree.span);
    return known;
  });
  if (!Number.isFinite(value)) throw new LapicqueError("not-a-number", { written: written(tree.span) }, tree.span);
  return value;
}

/** Names with their units and constant values. */
export interface ConstantScope {
  readonly scope: Scope;
  constant(name: string): number | undefined;
}
