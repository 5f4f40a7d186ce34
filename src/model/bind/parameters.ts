/** Parameters of the document, a population and an entry: who hides whom, in which order they are computed, what they are worth. */
import { LapicqueError, type Span } from "../../base/index.ts";
import {
  builtinMeasure,
  evaluate,
  type Measure,
  namesIn,
  number,
  quantity,
  type Scope,
  sortByNeed,
  type Tree,
  written,
} from "../../language/index.ts";
import type { Unit } from "../../units/index.ts";
import { child, type Entry, entriesOf, type Node, optionalText } from "../document/node.ts";
import type { Value } from "../experiment.ts";
import type { Context } from "./context.ts";
import { defineName } from "./define-name.ts";
import { checkMagnitude, checkSign } from "./plausible.ts";
import { showValue } from "./unit-text.ts";
import { type ConstantScope, constantOf, namesOf, parseScalar, readValue, treesOf, typicalValue } from "./value.ts";

/** Where a parameter was given; inner levels hide outer ones. */
export type Level = "document" | "population" | "entry";

/** A parameter with its unit and value. */
export interface BoundParameter {
  readonly name: string;
  readonly level: Level;
  readonly unit: Unit;
  readonly value: Value;
  /** Internal value, unless it differs between neurons. */
  readonly constant?: number;
  /** Some value that it may have, for checks. */
  readonly typical: number;
  readonly meaning?: string;
  readonly range?: readonly [number, number];
  readonly source?: string;
  readonly span: Span;
}

/** Parameters in an order in which each uses only those before it. */
export interface ParameterTable extends ConstantScope {
  readonly list: readonly BoundParameter[];
  get(name: string): BoundParameter | undefined;
  has(name: string): boolean;
}

/** One level of `parameters:`. Innermost level first. */
export interface ParameterSource {
  readonly level: Level;
  readonly node: Node | undefined;
}

interface Given {
  readonly name: string;
  readonly level: Level;
  readonly entry: Entry;
  readonly tree: Tree;
}

/**
 * Binds `parameters:` mappings, inner ones first, on top of an outer table (which is already bound and cannot see these).
 * Errors are kept in the context and the parameter is left out; whoever reads it gets the same error again, which counts once.
 * `changing` are the names that the entry's equations give values during the run: no parameter may read them.
 */
export function bindParameters(
  context: Context,
  sources: readonly ParameterSource[],
  outer?: ParameterTable,
  changing: ReadonlySet<string> = new Set(),
): ParameterTable {
  const given = new Map<string, Given>();
  const failed = new Map<string, LapicqueError>();
  const attempt = (name: string, body: () => void) => {
    try {
      body();
    } catch (error) {
      if (!(error instanceof LapicqueError)) throw error;
      context.errors.add(error);
      failed.set(name, error);
    }
  };
  for (const { level, node } of sources) {
    for (const [name, entry] of entriesOf(node)) {
      if (given.has(name)) continue;
      attempt(name, () => {
        defineName(name, entry.key);
        given.set(name, { name, level, entry, tree: parseScalar(context, entry.value) });
      });
    }
  }
  const sorted = sortByNeed(
    [...given.values()],
    (parameter) => parameter.name,
    (parameter) => namesIn(parameter.tree),
    (cycle, first) => new LapicqueError("parameter-cycle", { cycle }, first.entry.key),
  );
  for (const error of sorted.errors) {
    context.errors.add(error);
    for (const name of error.data.cycle as readonly string[]) failed.set(name, error);
  }
  const bound = new Map<string, BoundParameter>();
  const table = makeTable(bound, failed, outer, context.units, changing);
  for (const parameter of sorted.order) {
    if (!failed.has(parameter.name)) attempt(parameter.name, () => bound.set(parameter.name, bindOne(context, parameter, table)));
  }
  return table;
}

function makeTable(
  bound: ReadonlyMap<string, BoundParameter>,
  failed: ReadonlyMap<string, LapicqueError>,
  outer: ParameterTable | undefined,
  units: "physical" | "none",
  changing: ReadonlySet<string>,
): ParameterTable {
  const get = (name: string) => bound.get(name) ?? (failed.has(name) ? undefined : outer?.get(name));
  const measure = (name: string): Measure | undefined => {
    const error = failed.get(name);
    if (error) throw error;
    const own = bound.get(name);
    if (own) return quantity(own.unit);
    if (changing.has(name) && !outer?.has(name)) throw new LapicqueError("changing-name", { name });
    return outer ? outer.scope.measure(name) : parameterBuiltin(name, units);
  };
  return {
    get list() {
      return [...(outer?.list ?? []).filter((parameter) => !bound.has(parameter.name) && !failed.has(parameter.name)), ...bound.values()];
    },
    get,
    has: (name) => bound.has(name) || failed.has(name) || (outer?.has(name) ?? false),
    scope: { measure, names: () => [...bound.keys(), ...(outer?.scope.names() ?? [])] },
    constant: (name) => get(name)?.constant,
  };
}

/** The builtin names that a parameter may read: constants and the neuron's number, not time and noise. */
function parameterBuiltin(name: string, units: "physical" | "none"): Measure | undefined {
  if (name === "pi" || name === "infinity" || name === "index" || name === "size") return builtinMeasure(name, units);
  if (builtinMeasure(name, units)) throw new LapicqueError("changing-name", { name });
  return undefined;
}

function bindOne(context: Context, given: Given, table: ParameterTable): BoundParameter {
  const { name, level, entry, tree } = given;
  const { value, unit } = readValue(tree, table.scope);
  if (level === "document") refuseOwnerless(value, tree);
  const varies =
    value.kind === "draw" || [...namesOf(value)].some((used) => used !== "pi" && used !== "infinity" && table.constant(used) === undefined);
  const lookUp = (used: string) => (used === "index" ? 0 : used === "size" ? 1 : (table.get(used)?.typical ?? Number.NaN));
  const typical = typicalValue(value, lookUp);
  const constant = varies ? undefined : typical;
  if (constant !== undefined && !Number.isFinite(constant)) {
    throw new LapicqueError("not-a-number", { written: written(tree.span) }, tree.span);
  }
  if (constant !== undefined) {
    checkSign(name, unit, constant, tree.span);
    checkMagnitude(context, name, unit, constant, tree.span);
  }
  return {
    name,
    level,
    unit,
    value: constant === undefined ? value : { kind: "expression", tree: number(constant) },
    ...(constant === undefined ? {} : { constant }),
    typical,
    ...description(context, entry.value, unit, table, name, constant, tree.span),
    span: entry.key,
  };
}

/** A random value, or one that differs between neurons, needs neurons to belong to. */
function refuseOwnerless(value: Value, tree: Tree): void {
  if (value.kind === "draw") throw new LapicqueError("random-without-owner", { part: written(tree.span) }, tree.span);
  for (const used of treesOf(value).flatMap((part) => [...namesIn(part)])) {
    if (used === "index" || used === "size") throw new LapicqueError("index-without-owner", { name: used }, tree.span);
  }
}

/** `meaning`, `range` and `source` of a described value; a value outside its range is said. */
function description(
  context: Context,
  node: Node,
  unit: Unit,
  table: ParameterTable,
  name: string,
  constant: number | undefined,
  span: Span | undefined,
): { meaning?: string; range?: readonly [number, number]; source?: string } {
  const meaning = optionalText(child(node, "meaning"));
  const source = optionalText(child(node, "source"));
  const rangeNode = child(node, "range");
  const [low, high] =
    rangeNode?.kind === "list"
      ? rangeNode.items.map((end) => context.attempt(() => constantOf(context, end, unit, `the range of \`${name}\``, table)))
      : [];
  const range = low !== undefined && high !== undefined ? ([low, high] as const) : undefined;
  if (range && constant !== undefined && (constant < range[0] || constant > range[1])) {
    const show = (value: number) => showValue(value, unit);
    context.warn("outside-range", { name, value: show(constant), low: show(range[0]), high: show(range[1]) }, span);
  }
  return { ...(meaning === undefined ? {} : { meaning }), ...(range ? { range } : {}), ...(source === undefined ? {} : { source }) };
}

/** The value of a tree whose names are all constants. undefined if one is not. */
export function constantTree(tree: Tree, constants: ConstantScope): number | undefined {
  for (const name of namesIn(tree)) if (name !== "pi" && name !== "infinity" && constants.constant(name) === undefined) return undefined;
  return evaluate(tree, (name) => constants.constant(name) ?? Number.NaN);
}

/** A scope that adds names to another one. */
export function extendScope(inner: ReadonlyMap<string, Measure>, outer: Scope): Scope {
  return {
    ...outer,
    measure: (name) => inner.get(name) ?? outer.measure(name),
    names: () => [...inner.keys(), ...outer.names()],
  };
}

/** A table with further parameters, which hide those of the outer one. */
export function withGiven(outer: ParameterTable, given: readonly BoundParameter[]): ParameterTable {
  if (given.length === 0) return outer;
  const byName = new Map(given.map((parameter) => [parameter.name, parameter]));
  const measures = new Map(given.map(({ name, unit }) => [name, quantity(unit)]));
  return {
    list: [...outer.list.filter(({ name }) => !byName.has(name)), ...given],
    get: (name) => byName.get(name) ?? outer.get(name),
    has: (name) => byName.has(name) || outer.has(name),
    scope: extendScope(measures, outer.scope),
    constant: (name) => (byName.has(name) ? byName.get(name)?.constant : outer.constant(name)),
  };
}

/** The parameters with one value, as trees to put in the place of their names. */
export function constantsOf(parameters: ParameterTable): Map<string, Tree> {
  return new Map(parameters.list.flatMap(({ name, constant }) => (constant === undefined ? [] : [[name, number(constant)] as const])));
}
