/** Every point of a sweep: the same document with a few values changed, run and measured; seeds are averaged. */
import { meanAndError, meanRate, populationVariation, trainsOf } from "../analysis/index.ts";
import { LapicqueError } from "../base/index.ts";
import type { Result, SweepResult, SweepRow, Table } from "../contract/index.ts";
import { type SweepPoint, sweepPoints } from "../model/index.ts";
import type { Axis } from "./axes.ts";
import type { Cancellation, Host, Progress } from "./host.ts";
import type { Json } from "./json.ts";
import { type Opened, reopen } from "./open.ts";
import { recordedTime } from "./report.ts";
import { run } from "./run.ts";

export interface SweepOptions {
  readonly signal?: Cancellation;
  readonly progress?: Progress;
}

/** The path whose values make an ensemble instead of an axis. */
const SEED = "run.seed";

/** What can be measured of a population, by the name after its dot. Rates are in Hz (per unit of time under `units: none`). */
export const measures = {
  rate: { unit: "Hz", meaning: "spikes per neuron and second" },
  cv: { unit: "", meaning: "coefficient of variation of the intervals, mean over the neurons" },
  spikes: { unit: "", meaning: "number of spikes" },
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
  /** Points whose run did not complete, with the reason. */
  readonly failures: readonly string[];
}

/** Runs all combinations of the axes. Throws a LapicqueError if the document has no sweep, or a point makes it wrong. */
export async function sweep(host: Host, opened: Opened, options: SweepOptions): Promise<Swept> {
  const { experiment } = opened;
  if (!experiment || opened.axes.length === 0) throw new LapicqueError("no-sweep", {});
  const axes = opened.axes.filter(({ given }) => given.path !== SEED);
  const seeds = opened.axes.filter(({ given }) => given.path === SEED);
  const populations = experiment.populations.map(({ name }) => name);
  const wanted = opened.measures.map((name) => readMeasure(name, populations));
  const points = pointsOf(axes);
  const repetitions = pointsOf(seeds);
  const total = points.length * repetitions.length;
  const rows: SweepRow[] = [];
  const failures: string[] = [];
  let done = 0;
  const began = host.now();
  let isCancelled = false;
  for (const point of points) {
    const samples: (readonly (number | null)[])[] = [];
    for (const repetition of repetitions) {
      if (options.signal?.aborted) isCancelled = true;
      if (isCancelled) break;
      const here = reopen(opened, new Map([...point.given, ...repetition.given]));
      const [ran] = await run(host, here, options.signal ? { signal: options.signal } : {});
      const result = ran!.result;
      if (result.outcome.kind === "cancelled") isCancelled = true;
      else if (result.outcome.kind !== "completed") failures.push(`${point.words}: ${result.outcome.message}`);
      samples.push(result.outcome.kind === "completed" ? wanted.map((one) => measure(result, one)) : wanted.map(() => null));
      done++;
      const fraction = done / total;
      options.progress?.({ fraction, secondsLeft: ((host.now() - began) / 1000) * (1 / fraction - 1), what: point.words });
      await host.pause();
    }
    rows.push(summarise(point.shown, samples, wanted.length));
  }
  const unitOf = ({ measure: kind }: Wanted) => (kind === "rate" && experiment.units === "none" ? "" : measures[kind].unit);
  const result: SweepResult = {
    title: experiment.title,
    units: experiment.units,
    axes: axes.map(({ shown }) => shown),
    measures: wanted.map((one) => ({ name: one.name, unit: unitOf(one) })),
    rows,
    theory: [],
    provenance: opened.provenance,
    notes: opened.notes,
  };
  return { result, isCancelled, failures };
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
  const { size, spikes } = result.populations[population]!;
  if (!spikes) return null;
  switch (kind) {
    case "rate":
      return meanRate(spikes.times.length, size, recordedTime(result)) * (result.units === "physical" ? 1000 : 1);
    case "cv":
      return populationVariation(trainsOf(spikes.times, spikes.neurons, size)) ?? null;
    case "spikes":
      return spikes.times.length;
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
    outcome: { kind: isCancelled ? "cancelled" : failures.length > 0 ? "diverged" : "completed", failures },
    notes: result.notes,
  };
}
