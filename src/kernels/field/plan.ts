/** What a run of a field needs and records. */
import type { Axis, Channel, Plan, Reason } from "../../contract/index.ts";
import { namesIn } from "../../language/index.ts";
import type { Experiment, Field } from "../../model/index.ts";
import { profileInterval } from "../profiles.ts";
import { makeProgram, type Program } from "../program.ts";
import { type Stimulation, stimulationOf } from "../stimuli.ts";
import { signalsOf } from "../taps.ts";
import { samplingInterval } from "../units.ts";
import { convolutionDoubles } from "./convolution.ts";
import { integralWeights } from "./integral.ts";
import { isLocal } from "./kernel-table.ts";
import { cellsOf, midpoints } from "./layout.ts";
import { type FieldMethod, fieldMethod, type Scheme, schemeOf } from "./method.ts";
import { rowLength } from "./pointwise.ts";

/** A field as it is computed. */
export interface FieldModel {
  readonly experiment: Experiment;
  readonly field: Field;
  readonly stimulation: Stimulation;
  readonly program: Program;
  readonly method: FieldMethod;
  readonly scheme: Scheme;
  readonly cells: number;
  readonly taps: readonly FieldTap[];
}

/** A recorded expression: the whole profile, or its mean over space. */
export interface FieldTap {
  readonly channel: Channel;
  /** Number of the expression among the signals of the program. */
  readonly signal: number;
  readonly isMean: boolean;
}

/** Most numbers of one kernel that depends on where it is felt: 0.5 GB. */
const mostWeights = 0x4000000;
/** Most recorded numbers: 0.8 GB; and what a run keeps to that does not say how often it records. */
const [mostValues, usualValues] = [1e8, 0x200000];

/** The field as it will be computed, or why it will not. */
export function fieldModel(experiment: Experiment, field: Field, seed: number): FieldModel | Reason {
  const { run } = experiment;
  const { name: where } = field;
  if (run.step === undefined) return { code: "field-needs-step", data: { where } };
  const refused = refusedStimulus(experiment, field) ?? tooLarge(field);
  if (refused) return refused;
  const stimulation = stimulationOf(experiment, field, seed);
  const signals = signalsOf(experiment, field).map(({ tree }) => tree);
  const program = makeProgram(field.flow, stimulation.drives, signals, "written");
  if (program.readsAge) return { code: "field-reads", data: { name: "age", where } };
  const own = ["index", "size"].find((one) =>
    [...program.rates, ...program.definitions.map(({ tree }) => tree)].some((tree) => namesIn(tree).has(one)),
  );
  if (own !== undefined) return { code: "field-reads", data: { name: own, where } };
  const method = fieldMethod(experiment, field, program);
  if (typeof method !== "string") return method;
  const cells = cellsOf(field.axes);
  const taps = tapsOf(experiment, field);
  const values = recordedValues(experiment, taps, cells);
  if (values > mostValues) return { code: "too-many-samples", data: { count: Number(values.toPrecision(2)), where, most: mostValues } };
  return { experiment, field, stimulation, program, method, scheme: schemeOf(method, program), cells, taps };
}

function refusedStimulus({ stimuli }: Experiment, { name }: Field): Reason | undefined {
  const own = stimuli.filter(({ targets }) => targets.some(({ population }) => population === name));
  const clamp = own.find(({ wave }) => wave.kind === "clamp");
  if (clamp) return { code: "field-clamp", data: { stimulus: clamp.name, where: `stimuli.${clamp.name}` } };
  const each = own.find((one) => one.each === "neuron");
  return each && { code: "field-each", data: { stimulus: each.name, where: `stimuli.${each.name}` } };
}

function tooLarge({ operators, axes, name }: Field): Reason | undefined {
  const large = operators.find((one) => one.kind === "conv" && isLocal(one) && integralWeights(one, axes) > mostWeights);
  if (large?.kind !== "conv") return undefined;
  const count = Number(integralWeights(large, axes).toPrecision(2));
  return { code: "kernel-too-large", data: { kernel: large.written, count, most: mostWeights, where: `fields.${name}` } };
}

/** Axes of the profiles of a field. */
export function profileAxes({ axes }: Field): readonly Axis[] {
  return axes.map((axis) => ({ name: axis.name, unit: axis.unit, factor: axis.factor, values: midpoints(axis) }));
}

function tapsOf(experiment: Experiment, field: Field): readonly FieldTap[] {
  const { name: population, flow } = field;
  const inputs = new Set(flow.inputs.map((input) => input.name));
  return signalsOf(experiment, field).flatMap(({ recording: { what }, tree }, signal): FieldTap[] => {
    if (what.kind !== "signal") return [];
    const { label, unit, factor, mean: isMean } = what;
    const role = tree.kind === "name" && inputs.has(tree.name) ? ({ role: "input" } as const) : {};
    const common = { id: `${population}.${label}`, population, label, ...role, unit, factor };
    return [
      { signal, isMean, channel: isMean ? { ...common, kind: "samples" } : { ...common, kind: "profiles", axes: profileAxes(field) } },
    ];
  });
}

const profilesOf = (taps: readonly FieldTap[]) => taps.filter(({ isMean }) => !isMean).length;

/** Steps between two profiles: as many as a run without `every` can keep. */
export function profileTicks({ experiment, taps, cells }: Pick<FieldModel, "experiment" | "taps" | "cells">): number {
  const { run } = experiment;
  const ticks = Math.max(1, Math.round(profileInterval(experiment) / run.step!));
  const frames = (run.duration - run.transient) / (ticks * run.step!) + 1;
  return run.every === undefined
    ? ticks * Math.max(1, Math.ceil((frames * cells * profilesOf(taps) * experiment.fields.length) / usualValues))
    : ticks;
}

/** Steps between two samples of a mean. */
export function sampleTicks({ experiment }: Pick<FieldModel, "experiment">): number {
  return Math.max(1, Math.round(samplingInterval(experiment) / experiment.run.step!));
}

function recordedValues(experiment: Experiment, taps: readonly FieldTap[], cells: number): number {
  const { run } = experiment;
  const length = run.duration - run.transient;
  const profiles = (length / (profileTicks({ experiment, taps, cells }) * run.step!)) * cells * profilesOf(taps);
  return profiles + (length / samplingInterval(experiment)) * (taps.length - profilesOf(taps));
}

/** Doubles that the arrays of a field take: rows of cells, work places and tables of transforms. */
export function fieldDoubles(model: FieldModel): { readonly rows: number; readonly work: number; readonly kept: number } {
  const { field, scheme, program, cells } = model;
  const slopes = scheme.stages.filter(({ slopes: kept }) => kept.length > 0).length * program.states.length;
  const rows = 2 * program.states.length + field.axes.length + field.operators.length + slopes + field.flow.noises.length;
  const results = Math.max(program.states.length, program.signals.length, 1);
  let [work, kept] = [0, 0];
  for (const operator of field.operators) {
    if (operator.kind !== "conv" || isLocal(operator)) continue;
    const doubles = convolutionDoubles(operator, field.axes);
    work = Math.max(work, doubles.work + 2);
    kept += doubles.kept;
  }
  return { rows: (rows + results) * rowLength(cells), work, kept };
}

/** Time of one evaluation of a cell, and of one transform of it per factor 2 of its size [ns]. */
const [cellTime, transformTime] = [15, 2];

/** What a run will take. */
export function fieldNeeds(models: readonly FieldModel[]): Plan["needs"] {
  let [bytes, seconds, count] = [0, 0, 0];
  for (const model of models) {
    const { experiment, field, scheme, cells } = model;
    const { rows, work, kept } = fieldDoubles(model);
    const weights = field.operators.map((one) => (one.kind === "conv" && isLocal(one) ? integralWeights(one, field.axes) : 0));
    const direct = weights.reduce((sum, n) => sum + n, 0);
    count += cells;
    bytes += 8 * (rows + 4 * work + kept + direct);
    const steps = experiment.run.duration / experiment.run.step!;
    const transforms = field.operators.length * work * transformTime * (31 - Math.clz32(work + 1));
    seconds += 1e-9 * steps * scheme.stages.length * (cells * cellTime + direct + transforms);
  }
  return { neurons: 0, instead: { kind: "field", count }, connections: 0, bytes, seconds };
}
