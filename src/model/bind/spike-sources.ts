/** Stimuli made of spikes: `poisson` and `spikes`. */
import { LapicqueError } from "../../base/index.ts";
import { constantValue } from "../../language/index.ts";
import { divideUnits, isDimensionless, noUnit } from "../../units/index.ts";
import { child, itemsOf, type MapNode, type Node, textOf } from "../document/node.ts";
import type { SpikeSource, Value } from "../experiment.ts";
import type { Files } from "./assets.ts";
import type { Context } from "./context.ts";
import { bindSpikeTrains } from "./event-files.ts";
import type { UseValues } from "./pairs.ts";
import type { ParameterTable } from "./parameters.ts";
import { type Place, type Populations, placesNamed } from "./populations.ts";
import { bindDelay } from "./projections.ts";
import { bindSynapseUse, jump } from "./synapse-use.ts";
import { findTarget, targetsOf } from "./targets.ts";

/** What the stimulus says beside its spikes. */
export interface SpikeStimulus {
  readonly name: string;
  readonly kind: "poisson" | "spikes";
  readonly start: number;
  readonly stop: number;
  readonly each: "stimulus" | "neuron";
  readonly redraw?: number;
}

/** One source for each range of targets. `valuesFor`: what values see on one population. */
export function bindSpikeSources(
  context: Context,
  populations: Populations,
  parameters: ParameterTable,
  files: Files,
  node: MapNode,
  stimulus: SpikeStimulus,
  valuesFor: (place: Place) => UseValues,
): SpikeSource[] {
  const to = child(node, "to");
  if (!to) throw new LapicqueError("no-target", {}, node.span);
  const synapse = child(node, "synapse");
  const targets = itemsOf(to).flatMap((item): { place: Place; state?: string }[] =>
    synapse
      ? placesNamed(populations, textOf(item), item.span).map((place) => ({ place }))
      : targetsOf(populations, textOf(item), item.span, "state").map(({ place, variable }) => ({ place, state: variable })),
  );
  return targets.map(({ place, state }) => {
    const values = valuesFor(place);
    const acts = actionOf(context, parameters, node, stimulus, place, values, state);
    const delayNode = child(node, "delay");
    const delay = delayNode ? constantDelay(bindDelay(context, delayNode, values), delayNode) : 0;
    return {
      name: stimulus.name,
      to: { population: place.population.name, from: place.from, to: place.to },
      ...acts,
      start: stimulus.start,
      stop: stimulus.stop,
      delay,
      source: sourceOf(context, files, child(node, stimulus.kind)!, stimulus, place, values),
    };
  });
}

function actionOf(
  context: Context,
  outer: ParameterTable,
  node: MapNode,
  { kind }: SpikeStimulus,
  place: Place,
  values: UseValues,
  state: string | undefined,
): Pick<SpikeSource, "into" | "synapse" | "weight"> {
  const synapseNode = child(node, "synapse");
  const weightNode = child(child(node, kind), "weight");
  const missing = (name: string, meaning: string, unit: string) =>
    new LapicqueError("no-weight", { kind: name, meaning, unit }, (child(node, kind) ?? node).span);
  if (synapseNode?.kind !== "map") {
    const { unit } = findTarget(place, state!, node.span, "state");
    if (!weightNode) throw missing(kind, "the jump of the state at one spike", unit.text);
    return { into: state!, weight: values.value(weightNode, unit, "`weight`") };
  }
  const { synapse, into, weight, unit, meaning } = bindSynapseUse({ context, outer, values, to: place }, synapseNode, weightNode);
  const name = textOf(child(synapseNode, "kind")!);
  if (!synapse || synapse.kind === "activity") throw new LapicqueError("stimulus-without-pre", { kind: name }, synapseNode.span);
  if (!weight) throw missing(name, meaning, isDimensionless(unit.dimension) ? "" : unit.text);
  return { into, weight, ...(synapse.kind === jump.kind ? {} : { synapse }) };
}

function constantDelay(value: Value, node: Node): number {
  const constant = value.kind === "expression" ? constantValue(value.tree) : undefined;
  if (constant === undefined) throw new LapicqueError("not-constant", { what: "`delay`", name: "it" }, node.span);
  return constant;
}

function sourceOf(
  context: Context,
  files: Files,
  node: Node,
  { kind, each, redraw }: SpikeStimulus,
  place: Place,
  values: UseValues,
): SpikeSource["source"] {
  if (kind === "spikes") return { kind, asset: bindSpikeTrains(context, child(node, "file") ?? node, place, files) };
  const rateNode = child(node, "rate")!;
  const rate = values.value(rateNode, divideUnits(noUnit, context.time), "`rate`");
  const constant = rate.kind === "expression" ? constantValue(rate.tree) : undefined;
  if (constant !== undefined && !(constant >= 0)) throw new LapicqueError("negative-value", { what: "rate" }, rateNode.span);
  return { kind, rate, each, ...(redraw === undefined ? {} : { redraw }) };
}
