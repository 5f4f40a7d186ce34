/** `projections:`: one line of the document becomes one projection for each pair of populations. */
import { LapicqueError } from "../../base/index.ts";
import { constantValue } from "../../language/index.ts";
import { isDimensionless } from "../../units/index.ts";
import { child, itemsOf, type MapNode, type Node, optionalText, textOf } from "../document/node.ts";
import type { Demand, Projection, Value } from "../experiment.ts";
import type { Files } from "./assets.ts";
import { bindConnect } from "./connect.ts";
import type { Context } from "./context.ts";
import { type Pair, pairValues, type UseValues } from "./pairs.ts";
import type { ParameterTable } from "./parameters.ts";
import { type Populations, placesNamed } from "./populations.ts";
import { checkMultiple } from "./run.ts";
import { type BoundSynapse, bindSynapseUse } from "./synapse-use.ts";
import { isPlastic } from "./synapses.ts";
import { typicalValue } from "./value.ts";

/** Projections, what they ask of a scale, and the names of the document's lines, which `record` may use. */
export interface BoundProjections {
  readonly projections: readonly Projection[];
  readonly demands: readonly Demand[];
  readonly names: readonly string[];
}

/** What all projections of a document share. */
interface Shared {
  readonly context: Context;
  readonly populations: Populations;
  readonly parameters: ParameterTable;
  readonly files: Files;
  /** Signs of the weights with which each population acts. */
  readonly signs: Map<string, Set<number>>;
}

/** Binds `projections:`. */
export function bindProjections(
  context: Context,
  populations: Populations,
  parameters: ParameterTable,
  files: Files,
  broken: ReadonlySet<string>,
): BoundProjections {
  const projections: Projection[] = [];
  const demands: Demand[] = [];
  const names: string[] = [];
  const shared: Shared = { context, populations, parameters, files, signs: new Map() };
  for (const [i, node] of itemsOf(child(context.root, "projections")).entries()) {
    const name = optionalText(child(node, "name")) ?? `projection_${i + 1}`;
    if (child(node, "name")) names.push(name);
    if (node.kind !== "map" || broken.has(`projections.${i}`)) continue;
    demands.push({ feature: "projections", where: `projections.${name}` });
    if (isPlasticUse(context, node)) demands.push({ feature: "plasticity", where: `projections.${name}` });
    projections.push(...(context.attempt(() => bindLine(shared, node, name)) ?? []));
  }
  for (const [source, both] of shared.signs)
    if (both.size > 1) context.warn("dale", { name: source }, child(context.root, "projections")?.span);
  return { projections, demands, names };
}

/** Whether the synapse of a projection has an `edge` block that does something. */
function isPlasticUse(context: Context, node: MapNode): boolean {
  const kind = optionalText(child(child(node, "synapse"), "kind")) ?? "";
  return isPlastic(child(child(child(context.root, "synapses"), kind), "edge"));
}

/** The projections of one line, but those without a connection (`total: 0`). */
function bindLine(shared: Shared, node: MapNode, name: string): Projection[] {
  const { context, populations } = shared;
  const places = (key: "from" | "to") => itemsOf(child(node, key)).flatMap((item) => placesNamed(populations, textOf(item), item.span));
  const [sources, targets] = [places("from"), places("to")];
  for (const place of [...sources, ...targets]) {
    const { kind, name } = place.population;
    if (kind !== "neurons") throw new LapicqueError("rates-in-projection", { name, section: kind }, node.span);
  }
  const shape = { rows: targets.length, columns: sources.length };
  const pairs = targets.flatMap((to, row) => sources.map((from, column): Pair => ({ from, to, row, column, ...shape })));
  return pairs.flatMap((pair) => {
    const bound = context.attempt(() => bindPair(shared, node, name, pair));
    return bound && connects(bound) ? [bound] : [];
  });
}

function connects({ connect }: Projection): boolean {
  if (connect && "count" in connect) return connect.count > 0;
  return !(connect?.kind === "probability" && constantValue(connect.probability) === 0);
}

/** undefined for what is plastic, which is said to be missing. */
function bindPair(
  { context, populations, parameters, files, signs }: Shared,
  node: MapNode,
  name: string,
  pair: Pair,
): Projection | undefined {
  const synapseNode = child(node, "synapse");
  if (synapseNode?.kind !== "map") return undefined;
  const { flow } = pair.from.population;
  const values = pairValues(context, populations, parameters, node, pair);
  const weightNode = child(node, "weight");
  const use = bindSynapseUse({ context, outer: parameters, values, from: pair.from, to: pair.to }, synapseNode, weightNode);
  if (use.synapse && use.synapse.kind !== "graded" && !flow.spike && !flow.hazard)
    throw new LapicqueError(
      "no-source-spikes",
      { population: pair.from.population.name, kind: use.synapse.name },
      child(node, "from")?.span,
    );
  const connectNode = child(node, "connect");
  const isActivity = use.synapse?.kind === "activity";
  if (isActivity && connectNode) throw new LapicqueError("activity-connects", {}, connectNode.span);
  if (!connectNode && !isActivity) throw new LapicqueError("no-connect", {}, node.span);
  const found = connectNode && bindConnect(context, connectNode, node, values, pair, use.unit, files);
  const delayNode = child(node, "delay");
  for (const [key, given, isInFile] of [
    ["weight", weightNode, found?.isWeighted],
    ["delay", delayNode, found?.isDelayed],
  ] as const) {
    if (given && isInFile) throw new LapicqueError("given-twice", { name: key }, node.entries.get(key)?.key);
  }
  const weight = weightOf(use, found?.isWeighted === true, node);
  // An activity says how often neurons fire; whether that excites is up to the equations.
  if (!isActivity) noteSign(signs, pair, weight);
  const delay = delayNode && bindDelay(context, delayNode, values);
  if (!use.synapse) return undefined;
  const range = ({ population, from, to }: Pair["from"]) => ({ population: population.name, from, to });
  return {
    name,
    from: range(pair.from),
    to: range(pair.to),
    synapse: use.synapse,
    into: use.into,
    ...(found ? { connect: found.connect } : {}),
    weight,
    ...(delay ? { delay } : {}),
  };
}

const one: Value = { kind: "expression", tree: { kind: "number", value: 1 } };

function weightOf({ weight, synapse, unit, meaning }: BoundSynapse, isInFile: boolean, node: MapNode): Value {
  if (weight || isInFile || !synapse) return weight ?? one;
  throw new LapicqueError("no-weight", { kind: synapse.name, meaning, unit: isDimensionless(unit.dimension) ? "" : unit.text }, node.span);
}

/** Remembers with which sign a population acts; of values that differ between connections it is not known. */
function noteSign(signs: Shared["signs"], { from: { population } }: Pair, weight: Value): void {
  const sign = Math.sign(typicalValue(weight, () => Number.NaN));
  if (sign !== 0 && !Number.isNaN(sign)) signs.set(population.name, (signs.get(population.name) ?? new Set()).add(sign));
}

/** A constant delay is a whole number of steps; one that is drawn or computed for each connection is rounded by the scale. */
export function bindDelay(context: Context, node: Node, values: UseValues): Value {
  const value = values.value(node, context.time, "`delay`");
  const constant = value.kind === "expression" ? constantValue(value.tree) : undefined;
  if (constant === undefined) return value;
  if (!(constant >= 0 && Number.isFinite(constant))) throw new LapicqueError("negative-time", { what: "delay" }, node.span);
  checkMultiple(context, "delay", constant, context.step, node);
  return { kind: "expression", tree: { kind: "number", value: constant } };
}
