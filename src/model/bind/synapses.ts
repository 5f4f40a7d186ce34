/** `synapses:` of the document's own: every line is read, its names looked up, and its dimensions checked where they are known. */
import {
  builtinMeasure,
  type Measure,
  measure,
  parseAssignments,
  parseEquations,
  parseUnit,
  quantity,
  type Scope,
  type Statement,
  type Tree,
} from "../../language/index.ts";
import { child, entriesOf, itemsOf, type MapNode, type Node, optionalText } from "../document/node.ts";
import type { Demand } from "../experiment.ts";
import type { Context } from "./context.ts";
import { bindParameters, type ParameterTable } from "./parameters.ts";
import { parseScalar, readValue } from "./value.ts";

const sides = ["pre", "post", "edge"] as const;
const events = ["at-spike", "at-arrival", "at-post-spike"] as const;

/**
 * Checks `synapses:` as far as that is possible without a projection: of those that nothing uses, and of plastic ones, which are said to be
 * missing. The others are checked in full where they are used.
 */
export function bindSynapses(
  context: Context,
  outer: ParameterTable,
  broken: ReadonlySet<string>,
): { readonly demands: readonly Demand[] } {
  const demands: Demand[] = [];
  const uses = [...itemsOf(child(context.root, "projections")), ...itemsOf(child(context.root, "stimuli"))];
  const used = new Set(uses.map((use) => optionalText(child(child(use, "synapse"), "kind"))));
  for (const [name, entry] of entriesOf(child(context.root, "synapses"))) {
    if (entry.value.kind !== "map" || broken.has(`synapses.${name}`)) continue;
    demands.push({ feature: "synapses", where: `synapses.${name}` });
    const node = entry.value;
    const plastic = isPlastic(child(node, "edge"));
    if (plastic) context.lack("feature", `plastic synapses (synapses.${name})`);
    if (plastic || !used.has(name)) context.attempt(() => checkSynapse(context, outer, node));
  }
  return { demands };
}

/** An `edge` block that has equations or changes `weight`. */
export function isPlastic(edge: Node | undefined): boolean {
  return edge !== undefined && (child(edge, "equations") !== undefined || events.some((event) => child(edge, event) !== undefined));
}

function checkSynapse(context: Context, outer: ParameterTable, node: MapNode): void {
  const parameters = bindParameters(context, [{ level: "entry", node: child(node, "parameters") }], outer);
  const inputs = new Map<string, Measure>();
  for (const [name, entry] of entriesOf(child(node, "inputs"))) {
    if (entry.value.kind === "scalar") inputs.set(name, quantity(parseUnit(entry.value.source, context.parsing())));
  }
  const definable = new Set(["weight"]);
  const statements = new Map<(typeof sides)[number], readonly Statement[]>();
  const declared = new Set([...parameters.scope.names(), ...inputs.keys()]);
  const read = (source: Node | undefined, parse: typeof parseEquations): readonly Statement[] => {
    if (source?.kind !== "scalar") return [];
    const block = parse(source.source, { ...context.parsing(declared), definable });
    for (const error of block.errors) context.errors.add(error);
    return block.statements;
  };
  for (const side of sides) statements.set(side, read(child(child(node, side), "equations"), parseEquations));
  const own = [...statements.values()].flat();
  for (const statement of own) declared.add(statement.name);
  const assignments = sides.flatMap((side) =>
    events.flatMap((event) => assignmentsIn(context, child(child(node, side), event), declared, read)),
  );
  const names = new Set([...own, ...assignments].map((statement) => statement.name));
  const scope = synapseScope(context, node, parameters, inputs, own, names);
  for (const statement of [...own, ...assignments]) if (statement.kind !== "function") context.attempt(() => check(statement.value, scope));
  const send = child(node, "send");
  if (send) context.attempt(() => check(parseScalar(context, send, declared), scope));
  for (const state of own) {
    const needs = statements.get("pre")?.includes(state) && state.kind === "derivative";
    if (needs && !child(child(child(node, "pre"), "initial"), state.name))
      context.error("no-initial", { name: state.name, entry: "pre" }, state.nameSpan);
  }
}

interface Line {
  readonly kind: "definition";
  readonly name: string;
  readonly value: Tree;
}

function assignmentsIn(
  context: Context,
  node: Node | undefined,
  declared: ReadonlySet<string>,
  read: (source: Node | undefined, parse: typeof parseEquations) => readonly Statement[],
): readonly (Statement | Line)[] {
  if (node?.kind !== "map") return read(node, parseAssignments);
  return entriesOf(node).flatMap(
    ([name, entry]) =>
      context.attempt((): Line => ({ kind: "definition", name, value: parseScalar(context, entry.value, declared) })) ?? [],
  );
}

/** Thrown, and caught again, where a dimension is known only to the projection that uses the synapse. */
const unknown = new Error("a dimension that only a projection knows");

function check(tree: Tree, scope: Scope): void {
  try {
    measure(tree, scope);
  } catch (error) {
    if (error !== unknown) throw error;
  }
}

function synapseScope(
  context: Context,
  node: MapNode,
  parameters: ParameterTable,
  inputs: ReadonlyMap<string, Measure>,
  statements: readonly Statement[],
  names: ReadonlySet<string>,
): Scope {
  const functions = new Map(
    statements.flatMap((statement) => (statement.kind === "function" ? [[statement.name, statement] as const] : [])),
  );
  const initial = new Map(sides.flatMap((side) => entriesOf(child(child(node, side), "initial"))));
  return {
    functions,
    names: () => [...names, ...inputs.keys(), ...parameters.scope.names(), "weight"],
    measure(name) {
      const given = initial.get(name);
      if (given && names.has(name)) return quantity(readValue(parseScalar(context, given.value), parameters.scope).unit);
      if (names.has(name) || name === "weight" || name === "delay" || name === "distance" || /^(pre|post)\./.test(name)) throw unknown;
      return inputs.get(name) ?? (parameters.has(name) ? parameters.scope.measure(name) : builtinMeasure(name, context.units));
    },
  };
}
