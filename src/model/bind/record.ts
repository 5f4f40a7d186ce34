/** `record:` -> spikes and signals of neurons. */
import { LapicqueError, type Span } from "../../base/index.ts";
import { number, type Scope, substitute, type Tree, unitOf } from "../../language/index.ts";
import { equalDimensions, isDimensionless, symbolFor, type Unit } from "../../units/index.ts";
import { child, entriesOf, itemsOf, type Node, type ScalarNode, textOf } from "../document/node.ts";
import type { Quantity, Recording } from "../experiment.ts";
import type { Context } from "./context.ts";
import { quantityOf } from "./entity.ts";
import { type Place, type Populations, placesNamed } from "./populations.ts";
import { prepareTree } from "./prepare.ts";
import { parseScalar } from "./value.ts";

/** Quantities of whole populations, which the scales bring that compute them. */
const measures = ["activity", "mass", "density", "entropy", "sup", "moment"] as const;

/** Most neurons whose single traces are kept. */
const mostTraces = 100;

/** Binds `record:`. Entries for projections and fields (`others`) are left to later scales; a population that has the name of one comes first. */
export function bindRecordings(context: Context, populations: Populations, others: ReadonlySet<string>): Recording[] {
  const recordings: Recording[] = [];
  for (const [name, entry] of entriesOf(child(context.root, "record"))) {
    if (others.has(name) && !populations.byName.has(name)) {
      for (const item of itemsOf(entry.value)) context.note("not-recorded", { name: textOf(item), population: name }, item.span);
      continue;
    }
    const places = context.attempt(() => placesNamed(populations, name, entry.key)) ?? [];
    for (const place of places) {
      for (const item of itemsOf(entry.value)) {
        const recording = context.attempt(() => bindOne(context, place, name, item, entry.key));
        if (recording) recordings.push(recording);
      }
    }
  }
  return recordings;
}

function bindOne(context: Context, place: Place, name: string, node: Node, at: Span): Recording | undefined {
  if (node.kind !== "scalar") throw new LapicqueError("value-expected", {}, node.span);
  const text = String(node.value).trim();
  const { population, from, to } = place;
  const known = population.bound.scope.measure.bind(population.bound.scope);
  const common = { population: population.name, from, to };
  if (text === "spikes") {
    if (!population.flow.spike && !population.flow.hazard) throw new LapicqueError("no-spikes", { population: population.name }, node.span);
    return { ...common, what: { kind: "spikes" } };
  }
  const measure = measures.find((one) => one === text);
  if (measure !== undefined && known(measure) === undefined) {
    if (!population.flow.spike && !population.flow.hazard) throw new LapicqueError("no-spikes", { population: population.name }, node.span);
    return { ...common, what: { kind: measure } };
  }
  if (text === "weight" && known(text) === undefined) {
    context.note("not-recorded", { name: text, population: name }, node.span);
    return undefined;
  }
  return { ...common, what: bindSignal(context, place, node, text, at) };
}

function bindSignal(context: Context, place: Place, node: ScalarNode, text: string, at: Span): Recording["what"] {
  const { bound, name } = place.population;
  const parsed = parseScalar(context, node, new Set(bound.scope.names()));
  const mean = parsed.kind === "call" && parsed.name === "mean" && !bound.scope.functions?.has("mean");
  const tree: Tree = mean && parsed.kind === "call" ? parsed.args[0]! : parsed;
  if (mean && parsed.kind === "call" && parsed.args.length !== 1) {
    throw new LapicqueError("wrong-arity", { name: "mean", expected: "1", found: parsed.args.length }, parsed.span);
  }
  const count = place.to - place.from;
  if (!mean && count > mostTraces)
    throw new LapicqueError("too-many-traces", { name: text, population: name, size: count, most: mostTraces }, at);
  const { states, inputs, parameters } = place.population.flow;
  const { unit, factor } = computedQuantity(text, unitOf(tree, recordScope(bound.scope)), [...inputs, ...states, ...parameters]);
  const functions = bound.scope.functions ?? new Map();
  const steps = new Map(context.step === undefined ? [] : [["dt", number(context.step)] as const]);
  const local = place.population.local?.(tree) ?? tree;
  return { kind: "signal", label: text, tree: prepareTree(substitute(local, steps), functions), unit, factor, mean };
}

/**
 * The quantity of a recorded expression, in the entry's own unit for such a quantity: `mS*mV/cm^2` is printed in the `uA/cm^2` of an input,
 * and `nS*mV` in pA where nothing declared is a current.
 */
function computedQuantity(name: string, unit: Unit, declared: readonly Quantity[]): Quantity {
  const computed = quantityOf(name, unit);
  if (unit.parts.length < 2 || isDimensionless(unit.dimension)) return computed;
  const known = declared.find((one) => equalDimensions(one.dimension, unit.dimension));
  if (known) return { ...computed, unit: known.unit, factor: known.factor };
  return quantityOf(name, symbolFor(unit) ?? unit);
}

/** Noise has no value in an instant, so it cannot be recorded. */
function recordScope(scope: Scope): Scope {
  return { ...scope, measure: (name) => (/^xi(_|$)/.test(name) ? undefined : scope.measure(name)) };
}
