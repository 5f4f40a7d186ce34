/** Every point of a sweep: the same document with a few values changed, run and measured; seeds are averaged. */
import { meanAndError, meanRate } from "../analysis/index.ts";
import { LapicqueError } from "../base/index.ts";
import type { Ending, Result, SweepResult, SweepRow, Table } from "../contract/index.ts";
import type { NumberArray } from "../io/index.ts";
import { type Experiment, type SweepPoint, sweepPoints } from "../model/index.ts";
import type { Axis } from "./axes.ts";
import type { Cancellation, Host, Progress } from "./host.ts";
import type { Json } from "./json.ts";
import { type Opened, reopen } from "./open.ts";
import { recordedTime } from "./report.ts";
import { run } from "./run.ts";
import { spikeStatistics } from "./spike-statistics.ts";

export interface SweepOptions {
  readonly signal?: Cancellation;
  readonly progress?: Progress;
  /** Sees the points as they come: the result so far, without theory. */
  readonly onPoint?: (soFar: SweepResult) => void;
}

/** The path whose values make an ensemble instead of an axis. */
const SEED = "run.seed";

/** What can be measured of a population, by the name after its dot. Rates are in Hz (per unit of time under `units: none`). */
export const measures = {
  rate: { unit: "Hz", meaning: "spikes per neuron and second" },
  cv: { unit: "", meaning: "coefficient of variation of the intervals, mean over the neurons" },
  cv2: { unit: "", meaning: "irregularity of neighbouring intervals, mean over the neurons" },
  lv: { unit: "", meaning: "local variation of the intervals, mean over the neurons" },
  fano: { unit: "", meaning: "Fano factor of spike counts, as in the report of a run" },
  correlation: { unit: "", meaning: "mean correlation of spike counts over all pairs, as in the report of a run" },
  synchrony: { unit: "", meaning: "synchrony chi, as in the report of a run" },
  spikes: { unit: "", meaning: "number of spikes" },
  activity: { unit: "Hz", meaning: "activity in the last step, at scales without single neurons" },
  "blow-up": { unit: "ms", meaning: "time at which the solution ends, at the scale fokker-planck; nothing where it does not" },
  order: { unit: "", meaning: "order parameter of the phases, mean over time: 1 in synchrony, 0 in a splay state" },
} as const;
type Measure = keyof typeof measures;

interface Wanted {
  readonly name: string;
  readonly population: string;
  readonly measure: Measure;
}

/** What a sweep left: its table, and whether somebody stopped it. Points that were not reached have null values. */
export interface Swept {
  readonly result: SweepResult;
  readonly isCancelled: boolean;
  readonly failures: readonly PointFailure[];
}

/** A point whose run did not complete, or whose values the document refuses. */
export interface PointFailure {
  /** `cell.I = 10 pA`. */
  readonly point: string;
  readonly kind: Ending["kind"] | "refused";
  readonly message: string;
}

/**
 * Runs all combinations of the axes. Throws a LapicqueError if the document has no sweep, a measure is unknown, or the document refuses
 * every point; a single point that is refused is a failure beside the others' numbers.
 */
export async function sweep(host: Host, opened: Opened, options: SweepOptions): Promise<Swept> {
  const { experiment } = opened;
  if (!experiment || opened.axes.length === 0) throw new LapicqueError("no-sweep", {});
  const axes = opened.axes.filter(({ given }) => given.path !== SEED);
  const populations = experiment.populations.map(({ name }) => name);
  const wanted = opened.measures.map((name) => readMeasure(name, populations));
  const unitOf = ({ measure: kind }: Wanted) => (experiment.units === "none" ? "" : measures[kind].unit);
  const blank: SweepResult = {
    title: experiment.title || opened.name,
    units: experiment.units,
    axes: axes.map(({ shown }) => shown),
    measures: wanted.map((one) => ({ name: one.name, unit: unitOf(one) })),
    rows: [],
    theory: [],
    provenance: opened.provenance,
    notes: [...opened.notes, ...theoriesPlanned(experiment)],
  };
  const computed = await computePoints(host, opened, axes, wanted, {
    ...options,
    show: (rows) => options.onPoint?.({ ...blank, rows: [...rows] }),
  });
  const known = wanted.flatMap((one) => (one.measure === "rate" || one.measure === "cv" ? [{ ...one, measure: one.measure }] : []));
  const { theoryLines } = await import("./sweep-theory.ts");
  const result = { ...blank, rows: computed.rows, theory: theoryLines(opened, axes, known) };
  return { result, isCancelled: computed.isCancelled, failures: computed.failures };
}

interface Computed {
  readonly rows: readonly SweepRow[];
  readonly isCancelled: boolean;
  readonly failures: readonly PointFailure[];
}

async function computePoints(
  host: Host,
  opened: Opened,
  axes: readonly Axis[],
  wanted: readonly Wanted[],
  options: SweepOptions & { show(rows: readonly SweepRow[]): void },
): Promise<Computed> {
  const points = pointsOf(axes);
  const repetitions = pointsOf(opened.axes.filter(({ given }) => given.path === SEED));
  const total = points.length * repetitions.length;
  const rows: SweepRow[] = [];
  const failures: PointFailure[] = [];
  const refusals: LapicqueError[] = [];
  const began = host.now();
  let [done, isCancelled] = [0, false];
  for (const point of points) {
    const samples: Sample[] = [];
    for (const repetition of repetitions) {
      isCancelled ||= options.signal?.aborted === true;
      if (isCancelled) break;
      const { sample, failure, refusal } = await computeOne(host, opened, point, repetition, wanted, options);
      isCancelled ||= failure?.kind === "cancelled";
      if (failure && failure.kind !== "cancelled") failures.push(failure);
      if (refusal) refusals.push(refusal);
      samples.push(sample);
      done++;
      const secondsLeft = ((host.now() - began) / 1000) * (total / done - 1);
      options.progress?.({ fraction: done / total, secondsLeft, what: point.words });
      await host.pause();
    }
    rows.push(summarise(point.shown, samples, wanted.length));
    if (!isCancelled) options.show(rows);
  }
  if (refusals.length === total) throw refusals[0]!;
  return { rows, isCancelled, failures };
}

/** What was measured in one run; null where it is undefined or the run failed. */
type Sample = readonly (number | null)[];

async function computeOne(
  host: Host,
  opened: Opened,
  point: Point,
  repetition: Point,
  wanted: readonly Wanted[],
  { signal }: SweepOptions,
): Promise<{ readonly sample: Sample; readonly failure?: PointFailure; readonly refusal?: LapicqueError }> {
  const nothing = wanted.map(() => null);
  try {
    const here = reopen(opened, new Map([...point.given, ...repetition.given]));
    const [ran] = await run(host, here, signal ? { signal } : {});
    const { outcome } = ran!.result;
    if (outcome.kind === "completed") return { sample: wanted.map((one) => measure(ran!.result, one)) };
    // Where the ends of solutions are looked for, one is no failure.
    if (outcome.kind === "blow-up" && wanted.some((one) => one.measure === "blow-up"))
      return { sample: wanted.map((one) => (one.measure === "blow-up" ? outcome.time : null)) };
    return { sample: nothing, failure: { point: point.words, kind: outcome.kind, message: outcome.message ?? "" } };
  } catch (error) {
    if (!(error instanceof LapicqueError)) throw error;
    return { sample: nothing, failure: { point: point.words, kind: "refused", message: error.message }, refusal: error };
  }
}

/** Theories that a curve asks for and that this version does not have. */
function theoriesPlanned({ figures }: Experiment): readonly string[] {
  const wanted = figures.flatMap(({ name, options }) => (name === "curve" && typeof options.theory === "string" ? [options.theory] : []));
  return wanted
    .filter((one) => one !== "closed-form" && one !== "renewal" && one !== "none")
    .map((name) => new LapicqueError("theory-planned", { name }).message);
}

function readMeasure(name: string, populations: readonly string[]): Wanted {
  const dot = name.lastIndexOf(".");
  const [population, kind] = [name.slice(0, dot), name.slice(dot + 1)];
  if (populations.includes(population) && Object.hasOwn(measures, kind)) return { name, population, measure: kind as Measure };
  throw new LapicqueError("unknown-measure", {
    name,
    known: populations.flatMap((one) => Object.keys(measures).map((key) => `${one}.${key}`)),
  });
}

interface Point {
  readonly given: SweepPoint;
  readonly shown: SweepRow["point"];
  readonly words: string;
}

/** All combinations, the last axis fastest; one empty point without axes. */
function pointsOf(axes: readonly Axis[]): readonly Point[] {
  return sweepPoints(axes.map(({ given }) => given)).map((given) => {
    const shown = axes.map((axis) => axis.shown.values[axis.given.values.indexOf(given.get(axis.given.path)!)]!);
    const words = axes.map(({ shown: { path, unit } }, k) => `${path} = ${shown[k]}${unit && ` ${unit}`}`).join(", ");
    return { given, shown, words };
  });
}

function measure(result: Result, { population, measure: kind }: Wanted): number | null {
  const { size, spikes, activity } = result.populations[population]!;
  const perSecond = result.units === "physical" ? 1000 : 1;
  if (kind === "blow-up") return null;
  if (kind === "activity") return activity ? activity.final * perSecond : null;
  if (!spikes) return activity && kind === "rate" ? activity.mean * perSecond : null;
  switch (kind) {
    case "rate":
      return meanRate(spikes.times.length, size, recordedTime(result)) * perSecond;
    case "spikes":
      return spikes.times.length;
    default:
      return spikeStatistics(result, spikes, size, recordedTime(result))[kind] ?? null;
  }
}

function summarise(point: SweepRow["point"], samples: readonly (readonly (number | null)[])[], count: number): SweepRow {
  const columns = Array.from({ length: count }, (_, k) => samples.map((sample) => sample[k]!).filter((value) => value !== null));
  const moments = columns.map((values) => (values.length > 0 ? meanAndError(values) : undefined));
  return { point, values: moments.map((one) => one?.mean ?? null), standardErrors: moments.map((one) => one?.error ?? null) };
}

/** The rows as a table for a CSV file: axes, measures, and their standard errors where seeds were swept. */
export function sweepTable({ axes, measures: columns, rows }: SweepResult): Table {
  const isEnsemble = hasErrors(rows);
  const numbers = (values: readonly (number | string | null)[]) =>
    values.some((value) => typeof value === "string")
      ? values.map((value) => `${value ?? ""}`)
      : Float64Array.from(values, (value) => (value === null ? Number.NaN : Number(value)));
  return {
    columns: [
      ...axes.map(({ path, unit }, k) => ({ name: path, unit, values: numbers(rows.map(({ point }) => point[k]!)) })),
      ...columns.map(({ name, unit }, k) => ({ name, unit, values: numbers(rows.map(({ values }) => values[k]!)) })),
      ...(isEnsemble
        ? columns.map(({ name, unit }, k) => ({
            name: `${name}_standard_error`,
            unit,
            values: numbers(rows.map(({ standardErrors }) => standardErrors[k]!)),
          }))
        : []),
    ],
  };
}

/**
 * The sweep as arrays: the values of each axis of numbers under its path, and each measure (and its standard error, where seeds were
 * swept) with one dimension for each axis, in order. What is undefined is NaN.
 */
export function sweepArrays(result: SweepResult): Readonly<Record<string, NumberArray>> {
  const shape = result.axes.map(({ values }) => values.length);
  const numeric = result.axes.filter(({ values }) => values.every((value) => typeof value === "number"));
  const grid = (pick: (row: SweepRow) => number | null | undefined): NumberArray => ({
    shape,
    data: Float64Array.from(result.rows, (row) => pick(row) ?? Number.NaN),
  });
  return Object.fromEntries([
    ...numeric.map(({ path, values }) => [path, { shape: [values.length], data: Float64Array.from(values.map(Number)) }] as const),
    ...result.measures.map(({ name }, k) => [name, grid(({ values }) => values[k])] as const),
    ...(hasErrors(result.rows)
      ? result.measures.map(({ name }, k) => [`${name}_standard_error`, grid(({ standardErrors }) => standardErrors[k])] as const)
      : []),
  ]);
}

function hasErrors(rows: readonly SweepRow[]): boolean {
  return rows.some(({ standardErrors }) => standardErrors.some((error) => error !== null));
}

/** The JSON report: one row per point, `{ point, MEASURE: value }`, with standard errors where seeds were swept. */
export function sweepReport({ result, isCancelled, failures }: Swept): { [key: string]: Json } {
  const isEnsemble = hasErrors(result.rows);
  return {
    title: result.title,
    provenance: { ...result.provenance },
    axes: result.axes.map(({ path, unit, scale }) => ({ path, unit, scale })),
    measures: result.measures.map((one) => ({ ...one })),
    rows: result.rows.map(({ point, values, standardErrors }) => ({
      point: Object.fromEntries(result.axes.map(({ path }, k) => [path, point[k]!])),
      ...Object.fromEntries(result.measures.map(({ name }, k) => [name, values[k]!])),
      ...(isEnsemble ? { standard_errors: Object.fromEntries(result.measures.map(({ name }, k) => [name, standardErrors[k]!])) } : {}),
    })),
    outcome: { kind: isCancelled ? "cancelled" : (failures[0]?.kind ?? "completed"), failures: failures.map((one) => ({ ...one })) },
    notes: result.notes,
  };
}
