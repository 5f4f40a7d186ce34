/** `stimuli:` -> waves on inputs, with their values checked against each target. */
import { LapicqueError, type Span } from "../../base/index.ts";
import {
  builtinMeasure,
  checkDimension,
  type Measure,
  quantity,
  type Scope,
  simplify,
  substitute,
  type Tree,
  unitOf,
} from "../../language/index.ts";
import type { Unit } from "../../units/index.ts";
import { child, itemsOf, type MapNode, type Node, optionalText, textOf } from "../document/node.ts";
import type { Demand, SpikeSource, Stimulus, Value } from "../experiment.ts";
import { waves } from "../schema/network.ts";
import type { Files } from "./assets.ts";
import type { Context } from "./context.ts";
import type { UseValues } from "./pairs.ts";
import { constantsOf, type ParameterTable } from "./parameters.ts";
import type { Place, Populations } from "./populations.ts";
import { checkMultiple } from "./run.ts";
import { bindSpikeSources } from "./spike-sources.ts";
import { type Target, targetsOf } from "./targets.ts";
import { constantOf, mapValue, parseScalar, readValue } from "./value.ts";
import { bindWave, type WaveReader } from "./waves.ts";

/** Stimuli: waves on inputs, spikes on states and through synapses; and what only some scales can do with them. */
export interface BoundStimuli {
  readonly stimuli: readonly Stimulus[];
  readonly spikeSources: readonly SpikeSource[];
  readonly demands: readonly Demand[];
}

/** Binds `stimuli:`. */
export function bindStimuli(
  context: Context,
  populations: Populations,
  parameters: ParameterTable,
  files: Files,
  broken: ReadonlySet<string>,
): BoundStimuli {
  const stimuli: Stimulus[] = [];
  const spikeSources: SpikeSource[] = [];
  const demands: Demand[] = [];
  for (const [i, node] of itemsOf(child(context.root, "stimuli")).entries()) {
    if (node.kind !== "map" || broken.has(`stimuli.${i}`)) continue;
    context.attempt(() => {
      const name = optionalText(child(node, "name")) ?? `stimulus_${i + 1}`;
      const kind = kindOf(node);
      const when = period(context, node, parameters);
      const redrawNode = child(node, "redraw");
      const redraw =
        redrawNode && positive(constantOf(context, redrawNode, context.time, "`redraw`", parameters), "redraw", redrawNode.span);
      checkMultiple(context, "redraw", redraw, context.step, redrawNode);
      const each = optionalText(child(node, "each")) === "neuron" ? ("neuron" as const) : ("stimulus" as const);
      const common = { name, ...when, each, ...(redraw === undefined ? {} : { redraw }) };
      if (redraw !== undefined) demands.push({ feature: "redraw", where: `stimuli.${name}` });
      if (kind === "poisson" || kind === "spikes") {
        demands.push({ feature: kind === "poisson" ? "poisson" : "spike-trains", where: `stimuli.${name}` });
        const valuesFor = (place: Place) => placeValues(context, place);
        spikeSources.push(...bindSpikeSources(context, populations, parameters, files, node, { ...common, kind }, valuesFor));
        return;
      }
      const bound = bindOne(context, populations, parameters, files, node, kind, common);
      if (kind === "clamp") refuseSecondClamp(bound, stimuli, node.entries.get(kind)?.key);
      stimuli.push(...bound);
    });
  }
  return { stimuli, spikeSources, demands };
}

/** Throws `not-positive-value` unless the value is above 0. */
export function positive(value: number, what: string, span: Span | undefined): number {
  if (!(value > 0)) throw new LapicqueError("not-positive-value", { what }, span);
  return value;
}

/** The one kind of a stimulus. Throws `no-stimulus-kind`, `two-stimulus-kinds`. */
function kindOf(node: MapNode): keyof typeof waves {
  // Keys of the table of kinds.
  const kinds = Object.keys(waves) as (keyof typeof waves)[];
  const given = kinds.filter((kind) => child(node, kind));
  const [first, second] = given;
  if (!first) throw new LapicqueError("no-stimulus-kind", { kinds }, node.span);
  if (second) throw new LapicqueError("two-stimulus-kinds", { first, second }, node.entries.get(second)?.key);
  return first;
}

function bindOne(
  context: Context,
  populations: Populations,
  parameters: ParameterTable,
  files: Files,
  node: MapNode,
  kind: Exclude<keyof typeof waves, "poisson" | "spikes">,
  common: Omit<Stimulus, "targets" | "wave">,
): Stimulus[] {
  const targets = kind === "clamp" ? clampTargets(populations, node) : inputTargets(populations, node);
  for (const key of ["synapse", "delay"]) {
    if (child(node, key)) throw new LapicqueError("only-for-spikes", { key }, node.entries.get(key)?.key);
  }
  // Values may read the parameters of the population they act on, so that one line of the document can become several stimuli.
  const bound = new Map<string, Stimulus>();
  for (const { place, variable, unit } of targets) {
    const reader = makeReader(context, place, unit);
    const wave = bindWave(context, child(node, kind)!, kind, reader, files, parameters);
    const key = JSON.stringify(wave);
    const target = { population: place.population.name, from: place.from, to: place.to, input: variable };
    const same = bound.get(key);
    bound.set(key, same ? { ...same, targets: [...same.targets, target] } : { ...common, targets: [target], wave });
  }
  return [...bound.values()];
}

function inputTargets(populations: Populations, node: MapNode): Target[] {
  const to = child(node, "to");
  if (!to) throw new LapicqueError("no-target", {}, node.span);
  return itemsOf(to).flatMap((item) => targetsOf(populations, textOf(item), item.span, "input"));
}

function clampTargets(populations: Populations, node: MapNode): Target[] {
  const outer = child(node, "to");
  if (outer) throw new LapicqueError("clamp-target", {}, outer.span);
  const to = child(child(node, "clamp"), "to")!;
  return targetsOf(populations, textOf(to), to.span, "state");
}

/** One state follows one clamp at a time. Throws `clamp-twice`. */
function refuseSecondClamp(added: readonly Stimulus[], earlier: readonly Stimulus[], span: Span | undefined): void {
  const clamps = earlier.filter(({ wave }) => wave.kind === "clamp");
  for (const one of added) {
    for (const other of clamps) {
      if (one.start >= other.stop || other.start >= one.stop) continue;
      const shared = one.targets.find((a) =>
        other.targets.some((b) => a.population === b.population && a.input === b.input && a.from < b.to && b.from < a.to),
      );
      if (shared) throw new LapicqueError("clamp-twice", { state: shared.input, where: shared.population, other: other.name }, span);
    }
  }
}

function period(context: Context, node: MapNode, parameters: ParameterTable): { start: number; stop: number } {
  const startNode = child(node, "start");
  const durationNode = child(node, "duration");
  const start = startNode ? constantOf(context, startNode, context.time, "`start`", parameters) : 0;
  if (start < 0) throw new LapicqueError("negative-time", { what: "start" }, startNode?.span);
  if (!durationNode || (durationNode.kind === "scalar" && durationNode.value === "rest")) return { start, stop: Number.POSITIVE_INFINITY };
  const duration = positive(constantOf(context, durationNode, context.time, "`duration`", parameters), "duration", durationNode.span);
  return { start, stop: start + duration };
}

/** What values of a stimulus see on one population: its parameters; constants are put in, drawn ones stay names. */
function placeValues(context: Context, place: Place): UseValues {
  const { parameters } = place.population.bound;
  const { scope } = parameters;
  const fix = (tree: Tree) => simplify(substitute(tree, constantsOf(parameters)));
  return {
    scope,
    constant: (name) => parameters.constant(name),
    value(node, wanted, what): Value {
      const tree = parseScalar(context, node);
      if (wanted) checkDimension(tree, { ...scope, random: true }, wanted, what);
      else unitOf(tree, { ...scope, random: true });
      return mapValue(readValue(tree, scope).value, fix);
    },
  };
}

/** Reads values of one stimulus as seen from one target population: constants are put in, drawn parameters stay names. */
export function makeReader(context: Context, place: Place, unit: Unit): WaveReader {
  const { bound } = place.population;
  const { scope, value } = placeValues(context, place);
  const axes = new Map(bound.across?.axes.map((axis) => [axis.name, axis.unit]));
  const moving: Scope = {
    ...scope,
    functions: bound.scope.functions ?? new Map(),
    measure: (name): Measure | undefined => {
      const axis = axes.get(name);
      if (axis) return quantity(axis);
      return name === "t" ? builtinMeasure("t", context.units) : scope.measure(name);
    },
    names: () => [...axes.keys(), ...scope.names()],
  };
  return {
    unit,
    time: context.time,
    size: place.to - place.from,
    value,
    expression(node: Node, what: string): Tree {
      const tree = parseScalar(context, node);
      checkDimension(tree, moving, unit, what);
      const { value: found } = readValue(tree, moving);
      if (found.kind === "draw") throw new LapicqueError("random-inside", { name: found.draw.kind }, tree.span);
      return simplify(substitute(found.tree, constantsOf(bound.parameters)));
    },
  };
}
