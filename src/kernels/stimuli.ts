/** Stimuli of a document -> terms of the equations, and the sources, gates and clamps of each neuron. */
import { InternalError, LapicqueError, type Stream, stream, unreachable } from "../base/index.ts";
import { binary, call, name, namesIn, number, type Tree } from "../language/index.ts";
import { type Experiment, type Population, type Stimulus, treesOf, type Value } from "../model/index.ts";
import type { ClampStretch, Driving, Gate } from "./drive.ts";
import { type Clamp, type Drives, edgeSlot, heldSlot, slopeSlot, whileOn } from "./program.ts";
import { NoiseSource, PulseSource, RampSource, RecordingSource, type Source, StepSource } from "./sources.ts";
import { evaluateValue, type Lookup } from "./values.ts";

/** A stimulus on one input (or state) of a population, with the number that its slots carry. */
interface Use {
  readonly stimulus: Stimulus;
  readonly number: number;
  readonly input: string;
  readonly from: number;
  readonly to: number;
}

/** White noise of a stimulus: its name in the equations, and whether each neuron has its own. */
export interface StimulusNoise {
  readonly noise: string;
  readonly isOwn: boolean;
  readonly streamOf: (neuron: number) => Stream;
}

/** What drives a population. */
export interface Stimulation {
  readonly drives: Drives;
  readonly noises: readonly StimulusNoise[];
  /** Whether the values of a stimulus (not its expressions, which are compiled) depend on parameters of the neuron. */
  readonly readsParameters: boolean;
  /** Slots that a drive writes at edges; the others of the stimuli are written once. */
  readonly drivenSlots: readonly string[];
  /** Slots whose values differ from one neuron of a target range to the next. */
  readonly ownSlots: readonly string[];
  /** Where ranges of targets begin or end: between two of them all neurons have the same stimuli. */
  readonly bounds: readonly number[];
  /** What drives one neuron, and the values that its terms read, by slot. */
  forNeuron(index: number, lookup: Lookup): { readonly driving: Driving; readonly values: ReadonlyMap<string, number> };
}

const onSlot = (use: Use) => `stimulus.${use.number}.on`;
const valueSlot = (use: Use, what: string) => `stimulus.${use.number}.${what}`;
const noiseName = (use: Use) => `xi.stimulus.${use.number}`;

/** Gathers what the document does to a population. */
export function stimulationOf(experiment: Experiment, population: Population, seed: number): Stimulation {
  const uses: Use[] = [];
  for (const stimulus of experiment.stimuli) {
    for (const { population: target, input, from, to } of stimulus.targets) {
      if (target === population.name) uses.push({ stimulus: asScheduled(stimulus, experiment.run), number: uses.length, input, from, to });
    }
  }
  const context: Context = { experiment, population, seed, end: experiment.run.duration };
  const clamped = uses.filter((use) => use.stimulus.wave.kind === "clamp");
  const white = uses.filter((use) => use.stimulus.wave.kind === "white-noise");
  return {
    drives: {
      terms: termsOf(uses, context),
      sloping: new Set(uses.filter(({ stimulus }) => isSloping(stimulus)).map((use) => use.input)),
      slots: uses.flatMap((use) => [onSlot(use), ...Object.keys(valuesOf(use.stimulus)).map((what) => valueSlot(use, what))]),
      noises: white.map(noiseName),
      clamps: clamped.map(clampOf),
    },
    noises: white.map((use) => ({
      noise: noiseName(use),
      isOwn: use.stimulus.each === "neuron",
      streamOf: (neuron) => streamFor(context, use, neuron, "white"),
    })),
    drivenSlots: [...population.flow.inputs.flatMap(({ name: input }) => heldSlots(input)), ...uses.map(onSlot)],
    ownSlots: uses.filter(isOwn).flatMap(slotsOf),
    bounds: [...new Set(uses.flatMap(({ from, to }) => [from, to]))].sort((a, b) => a - b),
    readsParameters: uses.some(({ stimulus }) => waveValues(stimulus).some(readsNames)),
    forNeuron: (index, lookup) => forNeuron(context, uses, clamped, index, lookup),
  };
}

/** Part of a step by which an edge may miss a node of the grid that it stands for. */
const missed = 1e-9;

/**
 * The published scripts that `euler-sequential` stands for switch a stimulus on for T1 < t < T2, both ends left out; one that is on from
 * the beginning has no first edge.
 */
function asScheduled(stimulus: Stimulus, { method, step }: Experiment["run"]): Stimulus {
  if (method !== "euler-sequential" || step === undefined) return stimulus;
  const { start, stop, wave } = stimulus;
  if (wave.kind === "recording" || wave.kind === "noise") return stimulus;
  return { ...stimulus, start: start > 0 ? start + missed * step : start, stop: stop - missed * step };
}

interface Context {
  readonly experiment: Experiment;
  readonly population: Population;
  readonly seed: number;
  readonly end: number;
}

function isSloping({ wave }: Stimulus): boolean {
  return wave.kind === "ramp" || (wave.kind === "recording" && wave.interpolate === "linear");
}

function clampOf({ stimulus, input }: Use): Clamp {
  return { state: input, tree: stimulus.wave.kind === "clamp" ? stimulus.wave.tree : number(0) };
}

/** Values that stand in slots, because they may be drawn. */
function valuesOf({ wave }: Pick<Stimulus, "wave">): Readonly<Record<string, Value>> {
  switch (wave.kind) {
    case "sine":
      return { amplitude: wave.amplitude, frequency: wave.frequency, phase: wave.phase, offset: wave.offset };
    case "chirp":
      return { amplitude: wave.amplitude, from: wave.from, to: wave.to, phase: wave.phase, offset: wave.offset };
    case "white-noise":
      return { intensity: wave.intensity };
    default:
      return {};
  }
}

function waveValues({ wave }: Stimulus): readonly Value[] {
  switch (wave.kind) {
    case "step":
      return [wave.amplitude];
    case "ramp":
      return [wave.from, wave.to];
    case "pulses":
      return [wave.amplitude, wave.period, wave.width];
    case "noise":
      return [wave.mean, wave.sd, wave.tau];
    case "white-noise":
      return [wave.mean, wave.intensity];
    case "sine":
    case "chirp":
      return Object.values(valuesOf({ wave }));
    case "expression":
    case "recording":
    case "clamp":
      return [];
    default:
      return unreachable(wave);
  }
}

function readsNames(value: Value): boolean {
  return treesOf(value).some((tree) => namesIn(tree).size > 0);
}

/** Whether neurons of one target range may have different values of a stimulus. */
function isOwn({ stimulus }: Use): boolean {
  const values = waveValues(stimulus);
  const isRandom = stimulus.wave.kind === "noise" || values.some((value) => value.kind === "draw");
  const hasColumns = stimulus.wave.kind === "recording" && stimulus.wave.neurons !== undefined;
  return hasColumns || values.some(readsNames) || (stimulus.each === "neuron" && isRandom);
}

function slotsOf(use: Use): readonly string[] {
  const values = Object.keys(valuesOf(use.stimulus)).map((what) => valueSlot(use, what));
  return [...heldSlots(use.input), ...values];
}

const heldSlots = (input: string) => [heldSlot(input), slopeSlot(input), edgeSlot(input)];

function termsOf(uses: readonly Use[], context: Context): Record<string, readonly Tree[]> {
  const terms: Record<string, Tree[]> = {};
  for (const use of uses) {
    const term = termOf(use, context);
    if (term === undefined) continue;
    terms[use.input] ??= [];
    terms[use.input]!.push(whileOn(onSlot(use), term));
  }
  return terms;
}

/**
 * The part of a stimulus that moves within a step, time s counted from its start:
 * sine: offset + amplitude sin(2 pi f s + phase); chirp of length T: the same with f s replaced by from*s + (to - from) s^2/(2 T).
 */
function termOf(use: Use, { end }: Context): Tree | undefined {
  const { stimulus } = use;
  const { wave, start } = stimulus;
  const value = (what: string) => name(valueSlot(use, what));
  const since = binary("-", name("t"), number(start));
  const oscillation = (cycles: Tree) => {
    const phase = binary("+", binary("*", binary("*", number(2), name("pi")), cycles), value("phase"));
    return binary("+", value("offset"), binary("*", value("amplitude"), call("sin", phase)));
  };
  switch (wave.kind) {
    case "sine":
      return oscillation(binary("*", value("frequency"), since));
    case "chirp": {
      const length = Math.min(stimulus.stop, end) - start;
      const rise = binary("/", binary("*", binary("-", value("to"), value("from")), since), number(2 * length));
      return oscillation(binary("*", binary("+", value("from"), rise), since));
    }
    case "expression":
      return wave.tree;
    case "white-noise":
      return binary("*", value("intensity"), name(noiseName(use)));
    default:
      return undefined;
  }
}

/** Draws of a stimulus: common to its targets, or each neuron's own. */
function streamFor({ seed, population }: Context, { stimulus }: Use, neuron: number, what: string): Stream {
  const isOwn = stimulus.each === "neuron";
  return stream(seed, `stimulus ${stimulus.name} ${what}${isOwn ? ` of ${population.name}` : ""}`, isOwn ? neuron : 0);
}

function forNeuron(
  context: Context,
  uses: readonly Use[],
  clamped: readonly Use[],
  index: number,
  lookup: Lookup,
): ReturnType<Stimulation["forNeuron"]> {
  const inputs = new Map<string, Source[]>(context.population.flow.inputs.map((input) => [input.name, []]));
  const gates: Gate[] = [];
  const clamps: ClampStretch[] = [];
  const values = new Map<string, number>();
  for (const use of uses) {
    if (index < use.from || index >= use.to) continue;
    const { start, stop, wave } = use.stimulus;
    const gate: Gate = { slot: onSlot(use), input: use.input, start, stop };
    const read = (what: string, value: Value) => evaluateValue(value, lookup, streamFor(context, use, index, what));
    for (const [what, value] of Object.entries(valuesOf(use.stimulus))) values.set(valueSlot(use, what), read(what, value));
    if (wave.kind === "clamp") clamps.push({ clamp: clamped.indexOf(use), start, stop });
    else if (wave.kind === "sine" || wave.kind === "chirp" || wave.kind === "expression") gates.push(gate);
    else inputs.get(use.input)!.push(sourceOf(context, use, index, read, streamFor(context, use, index, "noise")));
    if (wave.kind === "white-noise") gates.push(gate);
  }
  return { driving: { inputs: [...inputs].map(([input, sources]) => ({ input, sources })), gates, clamps }, values };
}

function sourceOf(
  context: Context,
  { stimulus, from }: Use,
  index: number,
  read: (what: string, value: Value) => number,
  rng: Stream,
): Source {
  const { wave, start, stop } = stimulus;
  switch (wave.kind) {
    case "step":
      return new StepSource(read("amplitude", wave.amplitude), start, stop);
    case "white-noise":
      return new StepSource(read("mean", wave.mean), start, stop);
    case "ramp":
      return new RampSource(read("from", wave.from), read("to", wave.to), start, Math.min(stop, context.end));
    case "pulses": {
      const width = positive(stimulus, "width", read("width", wave.width));
      const period = edgesApart(context, stimulus, "period", positive(stimulus, "period", read("period", wave.period)));
      return new PulseSource(read("amplitude", wave.amplitude), period, width, wave.count, start, stop);
    }
    case "noise": {
      const tau = positive(stimulus, "tau", read("tau", wave.tau));
      const step = edgesApart(context, stimulus, "step", wave.step);
      return new NoiseSource(read("mean", wave.mean), read("sd", wave.sd), tau, step, start, stop, rng);
    }
    case "recording": {
      const { time, value } = context.experiment.assets[wave.asset]!.columns;
      const { neurons } = wave;
      const own = neurons === undefined ? value! : time!.map((_, k) => value![k * neurons + index - from]!);
      return new RecordingSource(time!, own, wave.interpolate, start, stop);
    }
    default:
      throw new InternalError(`a stimulus of the kind ${wave.kind} is no held value`);
  }
}

/** Edges of one stimulus in one run: the integration ends a step at each, about a microsecond of work. */
const mostEdges = 1e9;

function edgesApart({ end }: Context, { name, start, stop }: Stimulus, what: string, distance: number): number {
  const edges = (Math.min(stop, end) - start) / distance;
  if (edges > mostEdges) throw new LapicqueError("stimulus-too-fine", { name, what, edges: Number(edges.toPrecision(2)), most: mostEdges });
  return distance;
}

/** A drawn value may be what a written one must not. */
function positive({ name }: Stimulus, what: string, value: number): number {
  if (!(value > 0)) throw new LapicqueError("stimulus-drew", { name, what, value });
  return value;
}
