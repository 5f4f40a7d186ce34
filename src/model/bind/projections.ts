/** `projections:`, checked in full; the scales that run them come with the network. */
import { LapicqueError } from "../../base/index.ts";
import {
  checkDimension,
  evaluate,
  inlineFunctions,
  type Measure,
  measure,
  namesIn,
  quantity,
  type Scope,
  sortByNeed,
  type Tree,
  unitOf,
} from "../../language/index.ts";
import { noUnit, unitNamed } from "../../units/index.ts";
import { child, entriesOf, itemsOf, type MapNode, type Node, optionalText, textOf } from "../document/node.ts";
import type { Demand } from "../experiment.ts";
import type { Context } from "./context.ts";
import type { ParameterTable } from "./parameters.ts";
import { type Place, type Populations, placesNamed } from "./populations.ts";
import { checkMultiple } from "./run.ts";
import { bindSynapseUse } from "./synapse-use.ts";
import { parseScalar, readValue, typicalValue } from "./value.ts";

/** What projections ask of a scale, and their names, which `record` may use. */
export interface BoundProjections {
  readonly demands: readonly Demand[];
  readonly names: readonly string[];
}

/** Checks `projections:`. */
export function bindProjections(
  context: Context,
  populations: Populations,
  parameters: ParameterTable,
  step: number | undefined,
  broken: ReadonlySet<string>,
): BoundProjections {
  const demands: Demand[] = [];
  const names: string[] = [];
  const signs = new Map<string, Set<number>>();
  for (const [i, node] of itemsOf(child(context.root, "projections")).entries()) {
    const name = optionalText(child(node, "name")) ?? `projection_${i + 1}`;
    if (child(node, "name")) names.push(name);
    if (node.kind !== "map" || broken.has(`projections.${i}`)) continue;
    demands.push({ feature: "projections", where: `projections.${name}` });
    context.attempt(() => checkProjection(context, populations, parameters, step, node, signs));
  }
  for (const [source, both] of signs) if (both.size > 1) context.warn("dale", { name: source }, child(context.root, "projections")?.span);
  return { demands, names };
}

/** One source and one target of a projection, with its place in the matrices. */
interface Pair {
  readonly from: Place;
  readonly to: Place;
  readonly row: number;
  readonly column: number;
}

function checkProjection(
  context: Context,
  populations: Populations,
  parameters: ParameterTable,
  step: number | undefined,
  node: MapNode,
  signs: Map<string, Set<number>>,
): void {
  const places = (key: "from" | "to") => itemsOf(child(node, key)).flatMap((item) => placesNamed(populations, textOf(item), item.span));
  const [sources, targets] = [places("from"), places("to")];
  for (const place of [...sources, ...targets]) {
    if (place.population.kind === "rates") throw new LapicqueError("rates-in-projection", { name: place.population.name }, node.span);
  }
  const pairs = targets.flatMap((to, row) => sources.map((from, column): Pair => ({ from, to, row, column })));
  const delay = child(node, "delay");
  for (const pair of pairs) {
    const values = pairValues(context, parameters, node, pair, targets.length, sources.length);
    const synapse = child(node, "synapse");
    if (synapse?.kind !== "map") continue;
    const use = bindSynapseUse(context, synapse, pair.to, values.scope);
    const connect = child(node, "connect");
    if (!connect && use.needsConnect) throw new LapicqueError("no-connect", {}, node.span);
    if (connect) checkConnect(context, connect, values);
    checkWeight(context, child(node, "weight"), use.weight, values, pair, signs);
    if (delay) checkDelay(context, delay, values, step);
  }
}

function checkWeight(
  context: Context,
  node: Node | undefined,
  wanted: ReturnType<typeof bindSynapseUse>["weight"],
  values: PairValues,
  pair: Pair,
  signs: Map<string, Set<number>>,
): void {
  if (!node) return;
  const tree = parseScalar(context, node);
  const random: Scope = { ...values.scope, random: true };
  if (wanted) checkDimension(tree, random, wanted, "`weight`");
  else unitOf(tree, random);
  const sign = Math.sign(typicalValue(readValue(tree, values.scope).value, values.constant));
  const name = pair.from.population.name;
  if (sign !== 0 && !Number.isNaN(sign)) signs.set(name, (signs.get(name) ?? new Set()).add(sign));
}

function checkDelay(context: Context, node: Node, values: PairValues, step: number | undefined): void {
  const tree = parseScalar(context, node);
  checkDimension(tree, { ...values.scope, random: true }, context.time, "`delay`");
  const { value } = readValue(tree, values.scope);
  if (value.kind === "draw") return;
  const delay = evaluate(value.tree, values.constant);
  if (delay < 0) throw new LapicqueError("negative-time", { what: "delay" }, node.span);
  checkMultiple(context, "delay", delay, step, node);
}

const rules = ["probability", "indegree", "outdegree", "total", "pairs"] as const;

function checkConnect(context: Context, node: Node, values: PairValues): void {
  if (node.kind === "scalar") return;
  const given = rules.filter((rule) => child(node, rule));
  const [rule] = given;
  if (!rule || given.length > 1) throw new LapicqueError("one-connect-rule", { rules }, node.span);
  const value = child(node, rule)!;
  if (rule === "pairs") return;
  const tree = parseScalar(context, value);
  checkDimension(tree, values.scope, noUnit, `\`${rule}\``);
  const number = evaluate(inlineFunctions(tree, new Map()), values.constant);
  if (rule === "probability" ? number < 0 || number > 1 : number < 0) {
    throw new LapicqueError(rule === "probability" ? "bad-probability" : "negative-value", { what: rule, value: number }, value.span);
  }
}

/** What expressions of a projection see for one pair of populations. */
interface PairValues {
  readonly scope: Scope;
  /** A value of each name, NaN where it differs between connections. */
  constant(name: string): number;
}

function pairValues(context: Context, outer: ParameterTable, node: MapNode, pair: Pair, rows: number, columns: number): PairValues {
  const given = new Map<string, { readonly name: string; readonly tree: Tree }>();
  for (const [name, entry] of [...entriesOf(child(node, "parameters")), ...exceptions(node, pair)]) {
    const scalar = entry.value.kind === "list" ? cellOf(entry.value, pair, rows, columns, name) : entry.value;
    given.set(name, { name, tree: parseScalar(context, scalar) });
  }
  const sorted = sortByNeed(
    [...given.values()],
    (parameter) => parameter.name,
    (parameter) => namesIn(parameter.tree),
    (cycle) => new LapicqueError("parameter-cycle", { cycle }, node.span),
  );
  const [cycle] = sorted.errors;
  if (cycle) throw cycle;
  const measures = new Map<string, Measure>();
  const values = new Map<string, number>();
  const constant = (name: string): number => values.get(name) ?? pairConstant(pair, name) ?? outer.constant(name) ?? Number.NaN;
  const scope: Scope = {
    measure: (name) => measures.get(name) ?? pairMeasure(context, pair, name) ?? outer.scope.measure(name),
    names: () => [...measures.keys(), ...outer.scope.names(), "pre.size", "post.size", "pre.index", "post.index", "distance"],
  };
  for (const { name, tree } of sorted.order) {
    measures.set(name, measure(tree, { ...scope, random: true }));
    if (measures.get(name)?.kind === "condition") values.set(name, Number.NaN);
    else values.set(name, typicalValue(readValue(tree, scope).value, constant));
  }
  return { scope, constant };
}

function exceptions(node: MapNode, pair: Pair) {
  const has = (key: Node | undefined, place: Place) => itemsOf(key).some((item) => textOf(item) === place.population.name);
  return itemsOf(child(node, "except"))
    .filter((exception) => has(child(exception, "from"), pair.from) && has(child(exception, "to"), pair.to))
    .flatMap((exception) => entriesOf(child(exception, "parameters")));
}

/** The cell of a matrix for a pair: one row per target, one column per source. */
function cellOf(node: Extract<Node, { kind: "list" }>, pair: Pair, rows: number, columns: number, name: string): Node {
  const shape = node.items.map((row) => (row.kind === "list" ? row.items.length : 1));
  if (node.items.length !== rows || shape.some((length) => length !== columns)) {
    throw new LapicqueError(
      "matrix-shape",
      { name, rows, columns, found: `${node.items.length} x ${[...new Set(shape)].join("/")}` },
      node.span,
    );
  }
  const row = node.items[pair.row]!;
  return row.kind === "list" ? row.items[pair.column]! : row;
}

function sideOf(pair: Pair, name: string): { readonly place: Place; readonly rest: string } | undefined {
  if (name.startsWith("pre.")) return { place: pair.from, rest: name.slice(4) };
  return name.startsWith("post.") ? { place: pair.to, rest: name.slice(5) } : undefined;
}

function pairMeasure(context: Context, pair: Pair, name: string): Measure | undefined {
  if (name === "distance") return quantity(context.units === "none" ? noUnit : unitNamed("um"));
  const side = sideOf(pair, name);
  if (!side) return undefined;
  if (side.rest === "size" || side.rest === "index") return quantity(noUnit);
  return side.place.population.bound.parameters.scope.measure(side.rest);
}

function pairConstant(pair: Pair, name: string): number | undefined {
  const side = sideOf(pair, name);
  if (!side) return undefined;
  return side.rest === "size" ? side.place.to - side.place.from : side.place.population.bound.parameters.constant(side.rest);
}
