/** What populations of cohorts record. */
import type { ActivityMeasures, Channel, Chunk } from "../../contract/index.ts";
import type { Tree } from "../../language/index.ts";
import type { Experiment, Population } from "../../model/index.ts";
import { gridTime } from "../grid.ts";
import { activityTaps, binTicks, recordedTaps, signalsOf } from "../taps.ts";
import { samplingInterval } from "../units.ts";
import type { CohortNetwork, CohortPlan } from "./cohort-network.ts";
import type { CohortRun } from "./cohort-run.ts";
import { gridError } from "./estimates.ts";
import { isShared } from "./model.ts";

/** Neurons [from, to) of a population. */
interface Extent {
  readonly population: string;
  readonly from: number;
  readonly to: number;
}

interface Binned extends Extent {
  readonly channel: Channel;
}

interface Sampled extends Binned {
  /** Number of the recorded expression; absent: the mass. */
  readonly signal?: number;
}

/** The channels of an experiment: activities in bins, and samples of masses, means and what all neurons share. */
export function cohortChannels(plan: CohortPlan): { readonly binned: readonly Binned[]; readonly sampled: readonly Sampled[] } {
  const { experiment, step } = plan;
  const binned = experiment.populations.flatMap((population) =>
    activityTaps(experiment, population, step).map((tap) => ({ ...tap, population: population.name })),
  );
  const sampled = experiment.populations.flatMap((population) => [...massesOf(experiment, population), ...signalsIn(plan, population)]);
  return { binned, sampled };
}

function massesOf({ recordings }: Experiment, { name, size }: Population): readonly Sampled[] {
  return recordings.flatMap(({ population, from, to, what }) => {
    if (what.kind !== "mass" || population !== name) return [];
    const label = from === 0 && to === size ? "mass" : `mass of [${from}:${to}]`;
    return [{ population, from, to, channel: { id: `${name}.${label}`, population, label, unit: "", factor: 1, kind: "samples" } }];
  });
}

/** Means over neurons, and single values of what is the same for all, which every neuron of the recording has. */
function signalsIn({ experiment, populations }: CohortPlan, population: Population): readonly Sampled[] {
  const { model } = populations.find(({ cell }) => cell.population === population)!;
  const trees = signalsOf(experiment, population).map(({ tree }) => tree);
  const isKnown = (tree: Tree) => isShared(model, tree);
  return recordedTaps(experiment, population).flatMap(({ channel, column, mean }) => {
    if (column === undefined) return [];
    const { neuron, ...rest } = channel;
    if (mean !== undefined) return [{ population: population.name, ...mean, channel, signal: column }];
    return neuron !== undefined && isKnown(trees[column]!)
      ? [{ population: population.name, from: neuron, to: neuron + 1, channel: { ...rest, neuron }, signal: column }]
      : [];
  });
}

/** Numbers that wait to be drained. */
class Column {
  readonly times: number[] = [];
  readonly values: number[] = [];

  chunk(channel: string): Chunk {
    const chunk = { channel, times: Float64Array.from(this.times), data: Float64Array.from(this.values) };
    this.times.length = 0;
    this.values.length = 0;
    return chunk;
  }
}

/** Something recorded, with the populations of cohorts that it is about. */
type Recorded<T> = T & { readonly column: Column; readonly runs: readonly number[]; readonly size: number };

/** What is summed up of a population. */
interface Tally {
  readonly name: string;
  readonly size: number;
  readonly runs: readonly number[];
  spikes: number;
  final: number;
  massError: number;
  gridError: number;
  /** Of those looks at which there was a correction. */
  power: number;
  powers: number;
}

/** Steps between two estimates of the error of the grid. */
const errorInterval = 256;

export class CohortRecorder {
  readonly #network: CohortNetwork;
  readonly #binned: readonly Recorded<Binned & { count: number }>[];
  readonly #sampled: readonly Recorded<Sampled>[];
  readonly #tallies: readonly Tally[];
  readonly #step: number;
  /** Steps before the first sample, between samples, and of a bin. */
  readonly #first: number;
  readonly #every: number;
  readonly #bin: number;
  #ticks = 0;
  #looks = 0;

  constructor(network: CohortNetwork) {
    const { plan, runs } = network;
    const { experiment, step } = plan;
    const { binned, sampled } = cohortChannels(plan);
    const within = ({ population, from, to }: Extent, { model, from: first, size }: CohortRun) =>
      model.population.name === population && first < to && first + size > from;
    const recorded = <T extends Extent>(one: T): Recorded<T> => {
      const ours = [...runs.keys()].filter((i) => within(one, runs[i]!));
      return { ...one, column: new Column(), runs: ours, size: ours.reduce((sum, i) => sum + runs[i]!.size, 0) };
    };
    this.#network = network;
    this.#binned = binned.map((one) => recorded({ ...one, count: 0 }));
    this.#sampled = sampled.map(recorded);
    this.#tallies = experiment.populations.map(({ name, size }) => {
      const { runs: ours } = recorded({ population: name, from: 0, to: size });
      return { name, size, runs: ours, spikes: 0, final: 0, massError: 0, gridError: 0, power: 0, powers: 0 };
    });
    this.#step = step;
    this.#first = Math.round(experiment.run.transient / step);
    this.#every = Math.max(1, Math.round(samplingInterval(experiment) / step));
    this.#bin = binTicks(experiment.run, step);
  }

  /** What the step to a tick has brought. */
  take(tick: number): void {
    const since = tick - this.#first;
    if (since >= 0 && since % this.#every === 0) this.#sample(tick);
    if (since <= 0) return;
    this.#tally(tick);
    for (const bin of this.#binned) {
      for (const i of bin.runs) bin.count += this.#network.spikes(i);
      if (since % this.#bin !== 0) continue;
      bin.column.times.push(gridTime(tick, this.#step) - (this.#bin * this.#step) / 2);
      bin.column.values.push(bin.count / (bin.size * this.#bin * this.#step));
      bin.count = 0;
    }
  }

  #sample(tick: number): void {
    if (this.#sampled.length === 0) return;
    const { runs } = this.#network;
    const time = gridTime(tick, this.#step);
    if (this.#sampled.some(({ signal }) => signal !== undefined)) for (const run of runs) run.observe(time);
    for (const { column, signal, runs: ours, size } of this.#sampled) {
      let sum = 0;
      let mass = 0;
      for (const i of ours) {
        mass += runs[i]!.present;
        if (signal !== undefined) sum += runs[i]!.sumOf(signal);
      }
      column.times.push(time);
      column.values.push(signal === undefined ? mass / size : sum / mass);
    }
  }

  #tally(tick: number): void {
    const { runs } = this.#network;
    this.#ticks++;
    const looks = tick % errorInterval === 0;
    if (looks) this.#looks++;
    for (const tally of this.#tallies) {
      tally.final = 0;
      let mass = 0;
      for (const i of tally.runs) {
        tally.final += this.#network.spikes(i);
        mass += runs[i]!.present;
        if (!looks) continue;
        tally.gridError += (gridError(runs[i]!.portrait) * runs[i]!.size) / tally.size;
        const power = this.#network.lowFrequencyPower(i);
        if (power === undefined) continue;
        tally.power += power;
        tally.powers++;
      }
      tally.spikes += tally.final;
      tally.massError = Math.max(tally.massError, Math.abs(mass / tally.size - 1));
    }
  }

  /** What is known of the recorded time so far, by population. */
  get activities(): Readonly<Record<string, ActivityMeasures>> {
    return Object.fromEntries(
      this.#tallies.map(({ name, size, spikes, final, massError, gridError, power, powers }) => {
        const mean = this.#ticks === 0 ? 0 : spikes / (size * this.#ticks * this.#step);
        const measures = {
          spikes,
          mean,
          final: final / (size * this.#step),
          massError,
          gridError: this.#looks === 0 ? 0 : gridError / this.#looks,
          lowFrequencyPower: powers === 0 ? null : power / powers,
        };
        return [name, measures];
      }),
    );
  }

  save(): unknown {
    return {
      ticks: this.#ticks,
      looks: this.#looks,
      counts: this.#binned.map(({ count }) => count),
      tallies: this.#tallies.map((tally) => ({ ...tally })),
    };
  }

  restore(saved: unknown): void {
    // What `save` has made.
    const { ticks, looks, counts, tallies } = saved as {
      ticks: number;
      looks: number;
      counts: readonly number[];
      tallies: readonly Tally[];
    };
    this.#ticks = ticks;
    this.#looks = looks;
    for (const [i, bin] of this.#binned.entries()) bin.count = counts[i]!;
    for (const [i, tally] of this.#tallies.entries()) Object.assign(tally, tallies[i]);
  }

  drain(sink: (chunk: Chunk) => void): void {
    for (const { channel, column } of [...this.#binned, ...this.#sampled]) if (column.times.length > 0) sink(column.chunk(channel.id));
  }
}
