/** The model's spikes against recorded ones: coincidence factor per repetition, and how well the repetitions predict one another. */
import { coincidenceFactor, reliability } from "../analysis/index.ts";
import { InternalError } from "../base/index.ts";
import type { ComparisonResult, Signal, Spikes } from "../contract/index.ts";
import type { ComparedSignal, Experiment } from "../model/index.ts";
import { firstAfter, firstAtLeast } from "../numerics/index.ts";

/**
 * Compares neuron 0 of the population named by the document, over the recorded stretch of the run [ms].
 * The asset has the columns `repetition` and `time`; without `repetition` it is one train.
 */
export function compareWithRecorded(
  experiment: Experiment,
  spikes: Readonly<Record<string, Spikes>>,
  until: number,
): ComparisonResult | undefined {
  const { comparison } = experiment;
  if (!comparison) return undefined;
  const columns = experiment.assets[comparison.asset]?.columns;
  if (!columns?.time) throw new InternalError(`the spike trains ${comparison.asset} were not bound`);
  const from = experiment.run.transient;
  const within = (time: number) => time >= from && time <= until;
  const repetitions = new Map<number, number[]>();
  columns.time.forEach((time, k) => {
    const repetition = columns.repetition?.[k] ?? 0;
    const train = repetitions.get(repetition) ?? [];
    repetitions.set(repetition, train);
    if (within(time)) train.push(time);
  });
  const recorded = [...repetitions.entries()].sort(([a], [b]) => a - b).map(([, train]) => Float64Array.from(train).sort());
  const events = spikes[comparison.population];
  const model = events ? events.times.filter((time, k) => events.neurons[k] === 0 && within(time)) : new Float64Array();
  const length = until - from;
  return {
    population: comparison.population,
    windows: comparison.windows,
    gamma: comparison.windows.map((window) => recorded.map((train) => coincidenceFactor(train, model, window, length))),
    reliability: comparison.windows.map((window) => reliability(recorded, window, length)),
    recorded,
    signals: comparison.signals.flatMap((signal) => repetitionsOf(experiment, comparison.population, signal)),
  };
}

/** The recorded repetitions of a signal over the recorded stretch of the run, in the unit of the model's. */
function repetitionsOf(experiment: Experiment, population: string, { label, unit, factor, assets }: ComparedSignal): readonly Signal[] {
  const { transient, duration } = experiment.run;
  return assets.map((name, repetition) => {
    const columns = experiment.assets[name]?.columns;
    if (!columns?.time || !columns.value) throw new InternalError(`the recorded signal ${name} was not bound`);
    const [first, end] = [firstAtLeast(columns.time, transient), firstAfter(columns.time, duration)];
    return {
      channel: { id: `recorded.${label}.${repetition}`, population, label, unit, factor, kind: "samples", neuron: repetition },
      times: columns.time.subarray(first, end),
      values: columns.value.subarray(first, end).map((value) => value / factor),
    };
  });
}
