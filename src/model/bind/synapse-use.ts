/** `synapse:` of a projection or stimulus: a known kind, where it acts, its parameters, and what its weight measures. */
import { collect, LapicqueError, placed } from "../../base/index.ts";
import { constantValue, number, suggest, unitOf } from "../../language/index.ts";
import { divideUnits, equalDimensions, multiplyUnits, noUnit, type Unit } from "../../units/index.ts";
import { child, entriesOf, type MapNode, type Node, optionalText, textOf, withoutEntries } from "../document/node.ts";
import type { Synapse, Value } from "../experiment.ts";
import { synapseIds, synapseKinds } from "../synapses/index.ts";
import { type SynapseKind, type SynapseParameter, synapseEntry } from "../synapses/kind.ts";
import type { Context } from "./context.ts";
import type { UseValues } from "./pairs.ts";
import { type BoundParameter, bindParameters, type ParameterTable, withGiven } from "./parameters.ts";
import { checkSign } from "./plausible.ts";
import type { Place } from "./populations.ts";
import { bindGraded, bindSpiking } from "./synapse-equations.ts";
import type { SynapseUse } from "./synapse-scope.ts";
import { isPlastic } from "./synapses.ts";
import { findTarget } from "./targets.ts";
import { showValue } from "./unit-text.ts";
import { parseScalar } from "./value.ts";

/** A synapse as it is used between two populations. */
export interface BoundSynapse {
  /** Absent for a plastic one, which is not built yet. */
  readonly synapse?: Synapse;
  readonly into: string;
  /** Absent if none was given and there is no default. */
  readonly weight?: Value;
  /** What a weight must measure. */
  readonly unit: Unit;
  /** What a weight is, in words. */
  readonly meaning: string;
}

/** Where a synapse acts and what its values see. */
export interface Use {
  readonly context: Context;
  /** The document's own parameters, which its synapses see. */
  readonly outer: ParameterTable;
  readonly values: UseValues;
  /** Absent for a stimulus. */
  readonly from?: Place;
  readonly to: Place;
}

/** How a stimulus without `synapse:` acts. */
export const jump: Synapse = { kind: "jump", name: "delta" };

/** Binds a `synapse:` and the weight with which it is used. Throws what is wrong with them. */
export function bindSynapseUse(use: Use, node: MapNode, weight: Node | undefined): BoundSynapse {
  const { context, to } = use;
  const kindNode = child(node, "kind")!;
  const kind = textOf(kindNode);
  const own = child(child(context.root, "synapses"), kind);
  const builtin = own ? undefined : synapseKinds.find(({ id }) => id === kind);
  if (own?.kind !== "map" && !builtin) {
    const known = [...synapseIds, ...entriesOf(child(context.root, "synapses")).map(([name]) => name)];
    throw new LapicqueError("unknown-synapse", { name: kind, known, suggestions: suggest(kind, known) }, kindNode.span);
  }
  const intoNode = child(node, "into");
  if (!intoNode) throw new LapicqueError("no-into", { kind }, node.span);
  const target = findTarget(to, textOf(intoNode), intoNode.span, builtin?.action.kind === "jump" ? "state" : "input");
  const isArea = readNorm(node, kind, builtin);
  // The entry of the document, or what stands for it.
  const entry = builtin ? synapseEntry(builtin, isArea) : (own as MapNode);
  const parameters = bindOwnParameters(use, node, kind, entry, builtin);
  const bound: SynapseUse = { context, kind, entry, parameters, input: target.unit, ...(use.from ? { from: use.from } : {}), to };
  try {
    const found = bindAction(bound, use, builtin, isArea, weight);
    const value = weight ? use.values.value(weight, found.unit, "`weight`") : found.weight;
    return {
      into: target.variable,
      unit: found.unit ?? target.unit,
      meaning: builtin?.weight ?? "what its equations read as `weight`",
      ...(found.synapse ? { synapse: found.synapse } : {}),
      ...(value ? { weight: value } : {}),
    };
  } catch (error) {
    // What is wrong within a kind of the catalogue is wrong with its use.
    const isInside = error instanceof LapicqueError && error.span?.source.name.startsWith(`synapse ${kind}`);
    throw builtin && isInside ? placed(error, kindNode.span) : error;
  }
}

/** Whether the weight is the area of one response. Throws `no-area` where the kind does not know that. */
function readNorm(node: MapNode, kind: string, builtin: SynapseKind | undefined): boolean {
  const norm = optionalText(child(node, "norm"));
  const isArea = builtin?.measures === "area";
  if (norm === undefined || (norm === "area" && isArea)) return isArea;
  const known = builtin?.action.kind === "spiking" && builtin.action.area !== undefined;
  if (!known) throw new LapicqueError("no-norm", { kind, norm, weight: builtin?.weight ?? "" }, node.entries.get("norm")?.key);
  return norm === "area";
}

interface Action {
  readonly synapse?: Synapse;
  /** Unit of the weight; absent: any. */
  readonly unit?: Unit;
  /** Without one of its own. */
  readonly weight?: Value;
}

function bindAction(bound: SynapseUse, use: Use, builtin: SynapseKind | undefined, isArea: boolean, weight: Node | undefined): Action {
  const { context, entry, kind, input } = bound;
  const unit = isArea ? multiplyUnits(input, context.time) : input;
  if (builtin?.action.kind === "jump") return { synapse: { kind: "jump", name: kind }, unit };
  if (builtin?.action.kind === "activity") {
    const fits = equalDimensions(unit.dimension, noUnit.dimension);
    return { synapse: { kind: "activity", name: kind }, unit, ...(fits ? { weight: { kind: "expression", tree: number(1) } } : {}) };
  }
  if (isPlastic(child(entry, "edge"))) return {};
  const inputs = entry.entries.get("inputs");
  if (inputs) throw new LapicqueError("not-built", { name: `synapses.${kind}.inputs` }, inputs.key);
  const send = child(entry, "send");
  if (send) {
    if (!use.from) throw new LapicqueError("stimulus-without-pre", { kind }, send.span);
    const { synapse, weight: sent } = bindGraded(bound, send);
    return { synapse, unit: sent };
  }
  if (builtin) return { synapse: bindSpiking(bound, unit), unit };
  return bindOwnSpiking(bound, use, weight);
}

/** The document's own equations say what the weight measures: what was given if they fit with it, else the unit of the input. */
function bindOwnSpiking(bound: SynapseUse, use: Use, weight: Node | undefined): Action {
  const { input } = bound;
  const given = weight ? unitOf(parseScalar(use.context, weight), { ...use.values.scope, random: true }) : input;
  const errors: LapicqueError[] = [];
  const synapse = collect(errors, () => bindSpiking(bound, given));
  if (synapse) return { synapse, unit: given };
  const [error] = errors;
  const meant = equalDimensions(given.dimension, input.dimension) ? undefined : collect([], () => bindSpiking(bound, input));
  if (!meant) throw error!;
  return { synapse: meant, unit: input };
}

const keys = ["kind", "into", "norm"];

/** The parameters of a synapse with the values of its use. Throws `unknown-synapse-parameter`, `missing-key`, `synapse-parameter-varies`. */
function bindOwnParameters(use: Use, node: MapNode, kind: string, entry: MapNode, builtin: SynapseKind | undefined): ParameterTable {
  const { context, outer, values } = use;
  const defaults = child(entry, "parameters");
  const standard = bindParameters(context, [{ level: "entry", node: defaults }], outer);
  const known = builtin ? Object.keys(builtin.parameters) : entriesOf(defaults).map(([name]) => name);
  const given = new Map<string, BoundParameter>();
  for (const [name, { key, value }] of withoutEntries(node, keys).entries) {
    if (!known.includes(name))
      throw new LapicqueError("unknown-synapse-parameter", { name, kind, known, suggestions: suggest(name, known) }, key);
    const wanted = builtin ? measured(context, builtin.parameters[name]!) : standard.get(name)?.unit;
    if (!wanted) continue;
    const bound = values.value(value, wanted, `\`${name}\` of the synapse`);
    const constant = bound.kind === "expression" ? constantValue(bound.tree) : undefined;
    if (constant === undefined) throw new LapicqueError("synapse-parameter-varies", { name, kind }, value.span);
    checkSign(name, wanted, constant, value.span);
    given.set(name, { name, level: "entry", unit: wanted, value: bound, constant, typical: constant, span: value.span });
  }
  const rest = defaults?.kind === "map" ? withoutEntries(defaults, [...given.keys()]) : undefined;
  const table = bindParameters(context, [{ level: "entry", node: rest }], withGiven(outer, [...given.values()]));
  if (builtin) checkValues(builtin, table, given, node);
  return table;
}

function measured(context: Context, { measures }: SynapseParameter): Unit {
  return measures === "time" ? context.time : measures === "rate" ? divideUnits(noUnit, context.time) : noUnit;
}

/** A kind of the catalogue has all its values, and its times and rates are above 0. */
function checkValues(
  { id, parameters }: SynapseKind,
  table: ParameterTable,
  given: ReadonlyMap<string, BoundParameter>,
  node: MapNode,
): void {
  for (const [name, { measures, value }] of Object.entries(parameters)) {
    if (value === undefined && !given.has(name))
      throw new LapicqueError("missing-key", { name, where: `a synapse of kind ${id}` }, node.span);
    const { constant, unit, span } = table.get(name)!;
    if (measures === "number" || (constant !== undefined && constant > 0)) continue;
    throw new LapicqueError(
      "not-positive",
      { name, kind: measures === "time" ? "a time constant" : "a rate", value: showValue(constant ?? Number.NaN, unit) },
      span,
    );
  }
}
