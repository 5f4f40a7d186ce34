/** What populations of cohorts, and of modes, record. */
import type { ActivityMeasures, Channel, Chunk } from "../../contract/index.ts";
import type { Experiment, Population } from "../../model/index.ts";
import { gridTime } from "../grid.ts";
import { profileInterval } from "../profiles.ts";
import { activityTaps, binTicks, recordedTaps, signalsOf } from "../taps.ts";
import { samplingInterval } from "../units.ts";
import { WaitingChunk } from "../waiting-chunk.ts";
import { type AgeCells, addByAge, ageCells, ageChannel } from "./age-density.ts";
import type { CohortPopulation } from "./cohort-network.ts";
import type { CohortPortrait } from "./estimates.ts";
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

/** A density over ages. */
interface Profiled extends Binned {
  readonly cells: AgeCells;
}

/** A population of cohorts or of modes, as far as it is recorded. */
export interface RecordedRun {
  readonly model: { readonly population: { readonly name: string } };
  readonly from: number;
  readonly size: number;
  /** Neurons that are known since their last spike. */
  readonly present: number;
  readonly gridError: number;
  /** The cohorts, where there are such. */
  readonly portrait?: CohortPortrait;
  /** Computes the recorded expressions at a time. */
  observe(time: number): void;
  /** Sum over the neurons of expression `k`, as it was observed last. */
  sumOf(k: number): number;
}

/** Populations in flight, as far as they are recorded. */
export interface RecordedNetwork {
  readonly plan: RecordedPlan;
  readonly runs: readonly RecordedRun[];
  /** Spikes of a population in the last step. */
  spikes(run: number): number;
  /** See `ActivityMeasures`; undefined where it is not known. */
  lowFrequencyPower(run: number): number | undefined;
}

/** What is recorded of them. */
export interface RecordedPlan {
  readonly experiment: Experiment;
  readonly step: number;
  readonly populations: readonly CohortPopulation[];
  /** Whether neurons are not told apart: then nothing is known of what is not the same for all. */
  readonly knowsSharedOnly?: boolean;
}

/** What is recorded. */
interface Channels {
  readonly binned: readonly Binned[];
  readonly sampled: readonly Sampled[];
  readonly profiled: readonly Profiled[];
}

/** The channels of an experiment: activities in bins; samples of masses, means and what all neurons share; and densities over ages. */
export function cohortChannels(plan: RecordedPlan): Channels {
  const { experiment, step } = plan;
  const binned = experiment.populations.flatMap((population) =>
    activityTaps(experiment, population, step).map((tap) => ({ ...tap, population: population.name })),
  );
  const sampled = experiment.populations.flatMap((population) => [...massesOf(experiment, population), ...signalsIn(plan, population)]);
  return { binned, sampled, profiled: experiment.populations.flatMap((population) => densitiesOf(plan, population)) };
}

/** Ages are known where cohorts are, and where neurons remember their last spike. */
function densitiesOf(
  { experiment, populations, step, knowsSharedOnly = false }: RecordedPlan,
  population: Population,
): readonly Profiled[] {
  const { name } = population;
  const ours = populations.filter(({ cell }) => cell.population.name === name);
  if (knowsSharedOnly || ours.some(({ model }) => model.forgets)) return [];
  const cells = ageCells(ours);
  return experiment.recordings.flatMap(({ population: of, from, to, what }) => {
    if (what.kind !== "density" || of !== name) return [];
    return [{ population: name, from, to, cells, channel: ageChannel(experiment, population, { from, to }, cells, step) }];
  });
}

function massesOf({ recordings }: Experiment, { name, size }: Population): readonly Sampled[] {
  return recordings.flatMap(({ population, from, to, what }) => {
    if (what.kind !== "mass" || population !== name) return [];
    const label = from === 0 && to === size ? "mass" : `mass of [${from}:${to}]`;
    return [{ population, from, to, channel: { id: `${name}.${label}`, population, label, unit: "", factor: 1, kind: "samples" } }];
  });
}

/** Means over neurons, and single values of what is the same for all, which every neuron of the recording has. */
function signalsIn({ experiment, populations, knowsSharedOnly = false }: RecordedPlan, population: Population): readonly Sampled[] {
  const { model } = populations.find(({ cell }) => cell.population.name === population.name)!;
  const shared = signalsOf(experiment, population).map(({ tree }) => isShared(model, tree));
  return recordedTaps(experiment, population).flatMap(({ channel, column, mean }) => {
    if (column === undefined || (knowsSharedOnly && !shared[column])) return [];
    const signal = knowsSharedOnly ? shared.slice(0, column).filter(Boolean).length : column;
    const { neuron, ...rest } = channel;
    if (mean !== undefined) return [{ population: population.name, ...mean, channel, signal }];
    return neuron !== undefined && shared[column]
      ? [{ population: population.name, from: neuron, to: neuron + 1, channel: { ...rest, neuron }, signal }]
      : [];
  });
}

/** Something recorded, with the populations of cohorts that it is about. */
type Recorded<T> = T & { readonly column: WaitingChunk; readonly runs: readonly number[]; readonly size: number };

/** What is summed up of a population; spikes, of the bins that are complete. */
interface Tally {
  readonly name: string;
  readonly size: number;
  readonly runs: readonly number[];
  spikes: number;
  massError: number;
  gridError: number;
  /** Lambda times the deviation of intervals, summed over those looks at which there was a correction. */
  spread: number;
  powers: number;
}

/** Steps between two estimates of the error of the grid. */
const errorInterval = 256;

export class CohortRecorder {
  readonly #network: RecordedNetwork;
  readonly #binned: readonly Recorded<Binned>[];
  readonly #sampled: readonly Recorded<Sampled>[];
  readonly #profiled: readonly Recorded<Profiled>[];
  readonly #tallies: readonly Tally[];
  /** Spikes of each run in the bin that is not complete. */
  readonly #counts: Float64Array;
  readonly #step: number;
  /** Steps before the first sample, between samples, and of a bin. */
  readonly #first: number;
  readonly #every: number;
  readonly #bin: number;
  readonly #profileEvery: number;
  #ticks = 0;
  #looks = 0;

  constructor(network: RecordedNetwork) {
    const { plan, runs } = network;
    const { experiment, step } = plan;
    const { binned, sampled, profiled } = cohortChannels(plan);
    const within = ({ population, from, to }: Extent, { model, from: first, size }: RecordedRun) =>
      model.population.name === population && first < to && first + size > from;
    const recorded = <T extends Extent>(one: T): Recorded<T> => {
      const ours = [...runs.keys()].filter((i) => within(one, runs[i]!));
      return { ...one, column: new WaitingChunk(), runs: ours, size: ours.reduce((sum, i) => sum + runs[i]!.size, 0) };
    };
    this.#network = network;
    this.#binned = binned.map(recorded);
    this.#sampled = sampled.map(recorded);
    this.#profiled = profiled.map(recorded);
    this.#tallies = experiment.populations.map(({ name, size }) => {
      const { runs: ours } = recorded({ population: name, from: 0, to: size });
      return { name, size, runs: ours, spikes: 0, massError: 0, gridError: 0, spread: 0, powers: 0 };
    });
    this.#counts = new Float64Array(runs.length);
    this.#step = step;
    this.#first = Math.round(experiment.run.transient / step);
    this.#every = Math.max(1, Math.round(samplingInterval(experiment) / step));
    this.#bin = binTicks(experiment.run, step);
    this.#profileEvery = Math.max(1, Math.round(profileInterval(experiment) / step));
  }

  /** What the step to a tick has brought. */
  take(tick: number): void {
    const since = tick - this.#first;
    if (since >= 0 && since % this.#every === 0) this.#sample(tick);
    if (since >= 0 && since % this.#profileEvery === 0) this.#takeProfiles(tick);
    if (since <= 0) return;
    this.#ticks++;
    for (let i = 0; i < this.#counts.length; i++) this.#counts[i]! += this.#network.spikes(i);
    this.#weigh();
    if (tick % errorInterval === 0) this.#look();
    if (since % this.#bin === 0) this.#closeBin(tick);
  }

  /** Ends a bin at a tick. */
  #closeBin(tick: number): void {
    const middle = gridTime(tick, this.#step) - (this.#bin * this.#step) / 2;
    for (const { column, runs, size } of this.#binned) {
      column.times.push(middle);
      column.values.push(this.#counted(runs) / (size * this.#bin * this.#step));
    }
    for (const tally of this.#tallies) tally.spikes += this.#counted(tally.runs);
    this.#counts.fill(0);
  }

  /** Spikes of some runs in the bin that is not complete. */
  #counted(runs: readonly number[]): number {
    let sum = 0;
    for (const i of runs) sum += this.#counts[i]!;
    return sum;
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

  #takeProfiles(tick: number): void {
    for (const { column, runs, size, cells } of this.#profiled) {
      const density = new Float64Array(cells.count);
      for (const i of runs) addByAge(this.#network.runs[i]!.portrait!, tick, cells, density);
      column.times.push(gridTime(tick, this.#step));
      for (const neurons of density) column.values.push(neurons / (size * cells.width * this.#step));
    }
  }

  #weigh(): void {
    const { runs } = this.#network;
    for (const tally of this.#tallies) {
      let mass = 0;
      for (const i of tally.runs) mass += runs[i]!.present;
      tally.massError = Math.max(tally.massError, Math.abs(mass / tally.size - 1));
    }
  }

  /** Looks at the error of the grid, and at how random intervals are. */
  #look(): void {
    this.#looks++;
    for (const tally of this.#tallies) {
      for (const i of tally.runs) {
        const { gridError, size } = this.#network.runs[i]!;
        tally.gridError += (gridError * size) / tally.size;
        const power = this.#network.lowFrequencyPower(i);
        if (power === undefined) continue;
        tally.spread += 1 / Math.sqrt(power);
        tally.powers++;
      }
    }
  }

  /** What is known of the recorded time so far, by population. */
  get activities(): Readonly<Record<string, ActivityMeasures>> {
    return Object.fromEntries(
      this.#tallies.map(({ name, size, runs, spikes: before, massError, gridError, spread, powers }) => {
        const spikes = before + this.#counted(runs);
        const final = this.#ticks === 0 ? 0 : runs.reduce((sum, i) => sum + this.#network.spikes(i), 0);
        const mean = this.#ticks === 0 ? 0 : spikes / (size * this.#ticks * this.#step);
        const measures = {
          spikes,
          mean,
          final: final / (size * this.#step),
          massError,
          gridError: this.#looks === 0 ? 0 : gridError / this.#looks,
          lowFrequencyPower: powers === 0 ? null : (powers * powers) / (spread * spread),
        };
        return [name, measures];
      }),
    );
  }

  save(): unknown {
    return {
      ticks: this.#ticks,
      looks: this.#looks,
      counts: this.#counts.slice(),
      tallies: this.#tallies.map((tally) => ({ ...tally })),
    };
  }

  restore(saved: unknown): void {
    // What `save` has made.
    const { ticks, looks, counts, tallies } = saved as {
      ticks: number;
      looks: number;
      counts: Float64Array;
      tallies: readonly Tally[];
    };
    this.#ticks = ticks;
    this.#looks = looks;
    this.#counts.set(counts);
    for (const [i, tally] of this.#tallies.entries()) Object.assign(tally, tallies[i]);
  }

  drain(sink: (chunk: Chunk) => void): void {
    for (const { channel, column } of [...this.#binned, ...this.#sampled, ...this.#profiled])
      if (column.times.length > 0) sink(column.chunk(channel.id));
  }
}
