/** What the values of a projection see for one pair of populations: its parameters, `pre.X` and `post.X`, `distance`. */
import { LapicqueError } from "../../base/index.ts";
import {
  builtinMeasure,
  checkDimension,
  constantValue,
  type Measure,
  mapTree,
  measure,
  namesIn,
  number,
  quantity,
  type Scope,
  simplify,
  sortByNeed,
  type Tree,
  unitOf,
} from "../../language/index.ts";
import { noUnit, type Unit, unitNamed } from "../../units/index.ts";
import { child, entriesOf, itemsOf, type MapNode, type Node, textOf } from "../document/node.ts";
import type { Value } from "../experiment.ts";
import type { Context } from "./context.ts";
import { isCoordinate } from "./define-name.ts";
import type { ParameterTable } from "./parameters.ts";
import { type Place, type Populations, placesNamed } from "./populations.ts";
import { prepareTree } from "./prepare.ts";
import { type ConstantScope, mapValue, parseScalar, readValue } from "./value.ts";

/** One source and one target of a projection, with its place in the matrices. */
export interface Pair {
  readonly from: Place;
  readonly to: Place;
  readonly row: number;
  readonly column: number;
  readonly rows: number;
  readonly columns: number;
}

/** The values of one user of a synapse: a pair of populations, or a stimulus on one population. */
export interface UseValues extends ConstantScope {
  /** A value with all put in that is known; what differs between connections or neurons stays. `wanted`: the unit it must fit, if one is known. */
  value(node: Node, wanted: Unit | undefined, what: string): Value;
}

interface Given {
  readonly name: string;
  readonly tree: Tree;
}

/** Reads the parameters of a projection as one pair of populations has them. Throws what is wrong with them. */
export function pairValues(context: Context, populations: Populations, outer: ParameterTable, node: MapNode, pair: Pair): UseValues {
  const measures = new Map<string, Measure>();
  const values = new Map<string, Value>();
  const draws = new Set<string>();
  const constant = (name: string): number | undefined => {
    const own = values.get(name);
    if (own) return own.kind === "expression" ? constantValue(own.tree) : undefined;
    return pairConstant(pair, name) ?? outer.constant(name);
  };
  const scope: Scope = {
    measure: (name) => measures.get(name) ?? pairMeasure(context, pair, name) ?? outer.scope.measure(name),
    names: () => [...measures.keys(), ...outer.scope.names(), "pre.size", "post.size", "pre.index", "post.index", "distance"],
  };
  const fold = (tree: Tree, span: Tree["span"]): Tree =>
    simplify(
      mapTree(tree, (part) => {
        if (part.kind !== "name") return part;
        const own = values.get(part.name);
        if (own?.kind === "draw") throw new LapicqueError("draw-in-expression", { name: part.name }, span);
        const known = own ? undefined : constant(part.name);
        return own?.tree ?? (known === undefined ? part : number(known));
      }),
    );
  const valueIn = (tree: Tree): Value => {
    const own = tree.kind === "name" ? values.get(tree.name) : undefined;
    if (tree.kind !== "name" || own?.kind !== "draw") return mapValue(readValue(tree, scope).value, (part) => fold(part, tree.span));
    if (draws.has(tree.name)) throw new LapicqueError("draw-read-twice", { name: tree.name }, tree.span);
    draws.add(tree.name);
    return own;
  };
  for (const { name, tree } of sortedParameters(context, populations, node, pair)) {
    const found = measure(tree, { ...scope, random: true });
    const value: Value =
      found.kind === "condition" ? { kind: "expression", tree: fold(prepareTree(tree, new Map()), tree.span) } : valueIn(tree);
    measures.set(name, found);
    values.set(name, value);
  }
  return {
    scope,
    constant,
    value(valueNode, wanted, what) {
      const tree = parseScalar(context, valueNode);
      if (wanted) checkDimension(tree, { ...scope, random: true }, wanted, what);
      else unitOf(tree, { ...scope, random: true });
      return valueIn(tree);
    },
  };
}

/** The projection's parameters with the cells and exceptions of the pair, each after those it needs. */
function sortedParameters(context: Context, populations: Populations, node: MapNode, pair: Pair): readonly Given[] {
  const given = new Map<string, Given>();
  for (const [name, { value }] of [...entriesOf(child(node, "parameters")), ...exceptions(populations, node, pair)]) {
    given.set(name, { name, tree: parseScalar(context, value.kind === "list" ? cellOf(value, pair, name) : value) });
  }
  const sorted = sortByNeed(
    [...given.values()],
    (parameter) => parameter.name,
    (parameter) => namesIn(parameter.tree),
    (cycle) => new LapicqueError("parameter-cycle", { cycle }, child(node, "parameters")?.span ?? node.span),
  );
  const [cycle] = sorted.errors;
  if (cycle) throw cycle;
  return sorted.order;
}

function exceptions(populations: Populations, node: MapNode, pair: Pair) {
  const has = (key: Node | undefined, place: Place) =>
    itemsOf(key)
      .flatMap((item) => placesNamed(populations, textOf(item), item.span))
      .some((named) => named.population === place.population && named.from === place.from && named.to === place.to);
  return itemsOf(child(node, "except"))
    .filter((exception) => has(child(exception, "from"), pair.from) && has(child(exception, "to"), pair.to))
    .flatMap((exception) => entriesOf(child(exception, "parameters")));
}

/** The cell of a matrix for a pair: one row per target, one column per source. */
function cellOf(node: Extract<Node, { kind: "list" }>, { row, column, rows, columns }: Pair, name: string): Node {
  const shape = node.items.map((cells) => (cells.kind === "list" ? cells.items.length : 1));
  if (node.items.length !== rows || shape.some((length) => length !== columns)) {
    const found = `${node.items.length} x ${[...new Set(shape)].join("/")}`;
    throw new LapicqueError("matrix-shape", { name, rows, columns, found }, node.span);
  }
  const cells = node.items[row]!;
  return cells.kind === "list" ? cells.items[column]! : cells;
}

function sideOf(pair: Pair, name: string): { readonly place: Place; readonly rest: string } | undefined {
  if (name.startsWith("pre.")) return { place: pair.from, rest: name.slice(4) };
  return name.startsWith("post.") ? { place: pair.to, rest: name.slice(5) } : undefined;
}

function pairMeasure(context: Context, pair: Pair, name: string): Measure | undefined {
  if (name === "distance") {
    checkDistance(pair);
    return quantity(context.units === "none" ? noUnit : unitNamed("um"));
  }
  const side = sideOf(pair, name);
  if (!side) return undefined;
  if (side.rest === "size" || side.rest === "index") return builtinMeasure(side.rest);
  const { parameters } = side.place.population.bound;
  if (isCoordinate(side.rest) && !parameters.has(side.rest))
    throw new LapicqueError("no-place", { name, owner: side.place.population.name });
  return parameters.scope.measure(side.rest);
}

/** Throws `no-place`, `other-place` unless both populations sit in the same space. */
function checkDistance({ from, to }: Pair): void {
  for (const { population } of [from, to]) {
    if (!population.geometry) throw new LapicqueError("no-place", { name: "distance", owner: population.name });
  }
  const [a, b] = [from.population.geometry!, to.population.geometry!];
  if (a.kind !== b.kind || a.periodic !== b.periodic || a.lengths.some((length, i) => length !== b.lengths[i])) {
    throw new LapicqueError("other-place", { from: from.population.name, to: to.population.name });
  }
}

function pairConstant(pair: Pair, name: string): number | undefined {
  const side = sideOf(pair, name);
  if (!side) return undefined;
  return side.rest === "size" ? side.place.to - side.place.from : side.place.population.bound.parameters.constant(side.rest);
}
