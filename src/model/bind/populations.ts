/** Populations, groups and unions: which neurons a name of the document means. */
import { LapicqueError, type Span } from "../../base/index.ts";
import { checkDimension, constantValue, simplify, spellOut, substitute, suggest, type Tree } from "../../language/index.ts";
import { noUnit } from "../../units/index.ts";
import { child, entriesOf, itemsOf, type MapNode, type Node, textOf } from "../document/node.ts";
import type { Population, Value } from "../experiment.ts";
import type { Context } from "./context.ts";
import { type BoundFlow, bindFlow } from "./flow.ts";
import { constantsOf, type ParameterTable } from "./parameters.ts";
import { bindPlace } from "./places.ts";
import { constantOf, mapValue, parseScalar, readValue } from "./value.ts";

/** A population of `populations`, or an entry of `rates` or `fields`, which is a population of one. */
export interface BoundPopulation extends Population {
  readonly kind: "neurons" | "rates" | "fields";
  readonly bound: BoundFlow;
  readonly node: MapNode;
  /** Of a field: takes what acts across it out of an expression that is recorded. */
  readonly local?: (tree: Tree) => Tree;
}

/** All of a document's populations, and the names of those that failed (what reads them is not complained about again). */
export interface Populations {
  readonly byName: ReadonlyMap<string, BoundPopulation>;
  readonly unions: ReadonlyMap<string, readonly { readonly name: string; readonly span: Span }[]>;
  readonly failed: ReadonlySet<string>;
  /** Entries of `neurons` (seen from the first population that uses them) and `rates` by `neurons.NAME`, for `show`. */
  readonly entries: ReadonlyMap<string, BoundFlow>;
}

/** A run of neurons of one population. */
export interface Place {
  readonly population: BoundPopulation;
  readonly from: number;
  readonly to: number;
}

/** Largest population whose neurons can still be numbered exactly in 32 bits. */
const largestSize = 0xffffffff;

/** Binds `neurons`, `rates` and `populations`. */
export function bindPopulations(context: Context, parameters: ParameterTable, broken: ReadonlySet<string>): Populations {
  const byName = new Map<string, BoundPopulation>();
  const unions = new Map<string, { name: string; span: Span }[]>();
  const failed = new Set([...broken].flatMap((path) => (/^(populations|rates)\./.test(path) ? [path.slice(path.indexOf(".") + 1)] : [])));
  const entries = new Map<string, BoundFlow>();
  const used = new Set<string>();
  for (const [name, entry] of entriesOf(child(context.root, "populations"))) {
    if (failed.has(name)) continue;
    if (entry.value.kind === "list") {
      const members = entry.value.items.map((item) => ({ name: spellOut(textOf(item)), span: item.span }));
      unions.set(name, members);
    } else if (entry.value.kind === "map") {
      const node = entry.value;
      used.add(spellOut(textOf(child(node, "neuron")!)));
      const bound = context.attempt(() => bindPopulation(context, name, node, parameters, broken));
      if (bound) {
        byName.set(name, bound);
        const neuron = `neurons.${bound.flow.name}`;
        if (!entries.has(neuron)) entries.set(neuron, bound.bound);
      } else failed.add(name);
    }
  }
  bindEntries(context, parameters, broken, byName, failed, entries, used);
  for (const [name, entry] of entriesOf(child(context.root, "rates"))) {
    if (entriesOf(child(context.root, "populations")).some(([other]) => other === name)) {
      context.error("population-and-rates", { name }, entry.key);
    }
  }
  checkUnions(context, unions, byName, failed);
  return { byName, unions, failed, entries };
}

/** Entries of `neurons` that no population uses are checked too; entries of `rates` are populations of one. */
function bindEntries(
  context: Context,
  parameters: ParameterTable,
  broken: ReadonlySet<string>,
  byName: Map<string, BoundPopulation>,
  failed: Set<string>,
  entries: Map<string, BoundFlow>,
  used: ReadonlySet<string>,
): void {
  for (const section of ["neurons", "rates"] as const) {
    for (const [name, entry] of entriesOf(child(context.root, section))) {
      const node = entry.value;
      // What a used neuron reads of its population is unknown here: its errors are those of the populations.
      if (node.kind !== "map" || broken.has(`${section}.${name}`) || (section === "neurons" && used.has(name))) continue;
      const bound = bindFlow(context, name, node, parameters);
      if (bound) entries.set(`${section}.${name}`, bound);
      if (section === "neurons" || byName.has(name) || failed.has(name)) continue;
      if (bound) byName.set(name, { kind: "rates", name, flow: bound.flow, size: 1, groups: {}, bound, node });
      else failed.add(name);
    }
  }
}

function bindPopulation(
  context: Context,
  name: string,
  node: MapNode,
  parameters: ParameterTable,
  broken: ReadonlySet<string>,
): BoundPopulation | undefined {
  const neuronNode = child(node, "neuron")!;
  const neuron = spellOut(textOf(neuronNode));
  const entry = child(child(context.root, "neurons"), neuron);
  if (broken.has(`neurons.${neuron}`)) return undefined;
  if (entry?.kind !== "map") {
    const known = entriesOf(child(context.root, "neurons")).map(([each]) => each);
    throw new LapicqueError("unknown-neuron", { name: neuron, known, suggestions: suggest(neuron, known) }, neuronNode.span);
  }
  const placeNode = child(node, "place");
  const place = placeNode && context.attempt(() => bindPlace(context, placeNode, parameters));
  if (placeNode && !place) return undefined;
  const overrides = {
    parameters: asMap(child(node, "parameters")),
    initial: asMap(child(node, "initial")),
    ...(place ? { coordinates: place.coordinates } : {}),
  };
  const bound = bindFlow(context, neuron, entry, parameters, overrides);
  if (!bound) return undefined;
  const size = context.attempt(() => bindSize(context, child(node, "size"), bound.parameters));
  if (size === undefined) return undefined;
  const groups = bindGroups(context, name, node, size, bound);
  const ageNode = child(node, "initial-age");
  const initialAge = ageNode && context.attempt(() => bindInitialAge(context, ageNode, bound.parameters));
  return {
    kind: "neurons",
    name,
    flow: bound.flow,
    size,
    groups,
    bound,
    node,
    ...(place ? { geometry: place.geometry } : {}),
    ...(initialAge ? { initialAge } : {}),
  };
}

/** Time since the last spike at the start, drawn for each neuron if it is random. */
function bindInitialAge(context: Context, node: Node, parameters: ParameterTable): Value {
  const tree = parseScalar(context, node);
  checkDimension(tree, { ...parameters.scope, random: true }, context.time, "`initial-age`");
  const value = mapValue(readValue(tree, parameters.scope).value, (part) => simplify(substitute(part, constantsOf(parameters))));
  const constant = value.kind === "expression" ? constantValue(value.tree) : undefined;
  if (constant !== undefined && !(constant >= 0)) throw new LapicqueError("negative-time", { what: "initial-age" }, node.span);
  return value;
}

function asMap(node: Node | undefined): MapNode | undefined {
  return node?.kind === "map" ? node : undefined;
}

function bindSize(context: Context, node: Node | undefined, parameters: ParameterTable): number {
  if (!node) return 1;
  const size = constantOf(context, node, noUnit, "`size`", parameters);
  if (!Number.isInteger(size) || size < 1) throw new LapicqueError("bad-size", { value: size }, node.span);
  if (size > largestSize) throw new LapicqueError("size-too-large", { value: size, largest: largestSize }, node.span);
  return size;
}

function bindGroups(
  context: Context,
  name: string,
  node: MapNode,
  size: number,
  bound: BoundFlow,
): Record<string, readonly [number, number]> {
  const groups: Record<string, readonly [number, number]> = {};
  const variables = new Set([...bound.flow.states, ...bound.flow.inputs, ...bound.flow.definitions].map((quantity) => quantity.name));
  for (const [group, entry] of entriesOf(child(node, "groups"))) {
    context.attempt(() => {
      if (variables.has(group)) throw new LapicqueError("group-and-variable", { name: group, population: name }, entry.key);
      const [from, to] = itemsOf(entry.value).map((end) => constantOf(context, end, noUnit, `the group \`${group}\``, bound.parameters));
      groups[group] = checkRange(from!, to!, size, name, entry.value.span);
    });
  }
  return groups;
}

function checkRange(from: number, to: number, size: number, population: string, span: Span): readonly [number, number] {
  if (!Number.isInteger(from) || !Number.isInteger(to) || from < 0 || to > size || from >= to) {
    throw new LapicqueError("bad-group", { from, to, size, population }, span);
  }
  return [from, to];
}

function checkUnions(
  context: Context,
  unions: ReadonlyMap<string, readonly { readonly name: string; readonly span: Span }[]>,
  byName: ReadonlyMap<string, BoundPopulation>,
  failed: Set<string>,
): void {
  const populations: Populations = { byName, unions, failed, entries: new Map() };
  for (const [, members] of unions) for (const { name, span } of members) context.attempt(() => placesNamed(populations, name, span));
}

/** The neurons that a name means: `POP`, `POP.GROUP`, `POP[0:240]`, a union. Throws `unknown-population`, `unknown-group`, `union-cycle`. */
export function placesNamed(populations: Populations, text: string, span: Span, active: readonly string[] = []): readonly Place[] {
  const { name, range, rest } = splitReference(text, span);
  const members = populations.unions.get(name);
  if (members && !range && rest.length === 0) {
    if (active.includes(name)) throw new LapicqueError("union-cycle", { cycle: [...active.slice(active.indexOf(name)), name] }, span);
    return members.flatMap((member) => placesNamed(populations, member.name, member.span, [...active, name]));
  }
  const population = populations.byName.get(name);
  if (!population) {
    if (populations.failed.has(name)) return [];
    const known = [...populations.byName.keys(), ...populations.unions.keys(), ...populations.failed];
    throw new LapicqueError("unknown-population", { name, known, suggestions: suggest(name, known) }, span);
  }
  if (range) {
    const [from, to] = checkRange(range[0], range[1], population.size, name, span);
    return [{ population, from, to }];
  }
  const [group] = rest;
  if (group === undefined) return [{ population, from: 0, to: population.size }];
  const found = population.groups[group];
  if (!found || rest.length > 1) {
    throw new LapicqueError("unknown-group", { name: rest.join("."), population: name, known: Object.keys(population.groups) }, span);
  }
  return [{ population, from: found[0], to: found[1] }];
}

/** `E[0:240].I` -> name E, range 0 to 240, rest [I]. Throws `bad-reference`. */
export function splitReference(
  text: string,
  span: Span,
): { readonly name: string; readonly range?: readonly [number, number]; readonly rest: readonly string[] } {
  const match = /^\s*([^\s.[\]]+)\s*(?:\[\s*(\d+)\s*:\s*(\d+)\s*\])?((?:\.[^\s.[\]]+)*)\s*$/.exec(spellOut(text));
  if (!match) throw new LapicqueError("bad-reference", { written: text }, span);
  const [, name = "", from, to, rest = ""] = match;
  const names = rest.split(".").slice(1);
  return from === undefined || to === undefined ? { name, rest: names } : { name, range: [Number(from), Number(to)], rest: names };
}
