/** Records populations of densities while they move. */
import type { ActivityMeasures, Channel, Chunk } from "../../contract/index.ts";
import type { Experiment, Population } from "../../model/index.ts";
import type { Cell } from "../ages/ways.ts";
import { gridTime } from "../grid.ts";
import { profileInterval } from "../profiles.ts";
import { activityTaps, binTicks } from "../taps.ts";
import { samplingInterval } from "../units.ts";
import { WaitingChunk } from "../waiting-chunk.ts";

/** A population in motion, as far as all recordings need it. */
export interface Recorded {
  /** Neurons. */
  readonly size: number;
  /** Spikes per neuron in the last step, and their rate at its end [1/ms]. */
  readonly fired: number;
  readonly activity: number;
  /** All mass. */
  readonly mass: number;
  readonly medium: { observe(time: number): void };
}

/** A channel, and the number, or the numbers, of its part of the neurons at one moment. Of a bin they are counted. */
export interface DensityTap<P> {
  readonly channel: Channel;
  readonly population: string;
  readonly from: number;
  readonly to: number;
  readonly when: "bin" | "sample" | "profile";
  /** Of so many profiles one is taken; absent: all. */
  readonly every?: number;
  readonly look: (populations: readonly P[], cells: readonly number[]) => ArrayLike<number>;
}

/** Taps of the activities of a population. */
export function activityTapsOf(experiment: Experiment, population: Population, step: number): readonly DensityTap<Recorded>[] {
  return activityTaps(experiment, population, step).map(({ channel, from, to }) => {
    return { channel, population: population.name, from, to, when: "bin", look: () => [] };
  });
}

/** Mean over the neurons of cells. */
export function mean(populations: readonly Pick<Recorded, "size">[], cells: readonly number[], of: (i: number) => number): number {
  const all = cells.reduce((sum, i) => sum + populations[i]!.size, 0);
  return cells.reduce((sum, i) => sum + (populations[i]!.size / all) * of(i), 0);
}

interface Listening<P> extends DensityTap<P> {
  readonly column: WaitingChunk;
  readonly cells: readonly number[];
  count: number;
}

/** Sums over the recorded time, by population. */
interface Tally {
  readonly name: string;
  readonly size: number;
  readonly cells: readonly number[];
  spikes: number;
  massError: number;
}

/** What is recorded of a run. */
export interface RecordedPlan {
  readonly experiment: Experiment;
  readonly step: number;
  readonly cells: readonly { readonly cell: Cell }[];
}

export class DensityRecorder<P extends Recorded> {
  readonly #populations: readonly P[];
  /** The same, then relays. */
  readonly #all: readonly Recorded[];
  readonly #taps: readonly Listening<P>[];
  readonly #tallies: readonly Tally[];
  readonly #observes: boolean;
  readonly #step: number;
  readonly #first: number;
  readonly #every: number;
  readonly #profileEvery: number;
  readonly #bin: number;
  #ticks = 0;

  constructor(
    { experiment, step, cells }: RecordedPlan,
    populations: readonly P[],
    taps: readonly DensityTap<P>[],
    relays: readonly (Recorded & { readonly name: string })[] = [],
  ) {
    const ours = (population: string, from: number, to: number) => [
      ...cells.flatMap(({ cell }, i) => (cell.population.name === population && cell.from < to && cell.to > from ? [i] : [])),
      ...relays.flatMap(({ name }, i) => (name === population ? [cells.length + i] : [])),
    ];
    this.#populations = populations;
    this.#all = [...populations, ...relays];
    this.#taps = taps.map((tap) => ({ ...tap, column: new WaitingChunk(), cells: ours(tap.population, tap.from, tap.to), count: 0 }));
    this.#tallies = experiment.populations.map(({ name, size }) => ({ name, size, cells: ours(name, 0, size), spikes: 0, massError: 0 }));
    this.#observes = experiment.recordings.some(({ what }) => what.kind === "signal");
    this.#step = step;
    this.#first = Math.round(experiment.run.transient / step);
    this.#every = ticksOf(samplingInterval(experiment), step);
    this.#profileEvery = ticksOf(profileInterval(experiment), step);
    this.#bin = binTicks(experiment.run, step);
  }

  /** What the step to a tick has brought. */
  take(tick: number): void {
    const since = tick - this.#first;
    if (since < 0) return;
    const time = gridTime(tick, this.#step);
    if (this.#observes && since % this.#every === 0) for (const { medium } of this.#populations) medium.observe(time);
    for (const tap of this.#taps) {
      if (tap.when === "bin") this.#count(tap, since, time);
      else if (since % (tap.when === "sample" ? this.#every : this.#profileEvery * (tap.every ?? 1)) === 0) {
        tap.column.times.push(time);
        tap.column.values.append(tap.look(this.#populations, tap.cells));
      }
    }
    if (since > 0) this.#tally();
  }

  #count(tap: Listening<P>, since: number, time: number): void {
    if (since === 0) return;
    tap.count += mean(this.#all, tap.cells, (i) => this.#all[i]!.fired);
    if (since % this.#bin !== 0) return;
    const width = this.#bin * this.#step;
    tap.column.times.push(time - width / 2);
    tap.column.values.push(tap.count / width);
    tap.count = 0;
  }

  #tally(): void {
    this.#ticks++;
    for (const tally of this.#tallies) {
      let [fired, mass] = [0, 0];
      for (const i of tally.cells) {
        const one = this.#all[i]!;
        fired += one.size * one.fired;
        mass += one.size * one.mass;
      }
      tally.spikes += fired;
      tally.massError = Math.max(tally.massError, Math.abs(mass / tally.size - 1));
    }
  }

  /** What is known of the recorded time so far, by population. */
  get activities(): Readonly<Record<string, ActivityMeasures>> {
    return Object.fromEntries(
      this.#tallies.map(({ name, size, cells, spikes, massError }) => {
        const time = this.#ticks * this.#step;
        const final = mean(this.#all, cells, (i) => this.#all[i]!.activity);
        return [name, { spikes, mean: time === 0 ? 0 : spikes / (size * time), final, massError, gridError: 0, lowFrequencyPower: null }];
      }),
    );
  }

  save(): unknown {
    return { ticks: this.#ticks, counts: this.#taps.map(({ count }) => count), tallies: this.#tallies.map((tally) => ({ ...tally })) };
  }

  restore(saved: unknown): void {
    // What `save` has made.
    const { ticks, counts, tallies } = saved as { ticks: number; counts: readonly number[]; tallies: readonly Tally[] };
    this.#ticks = ticks;
    for (const [i, tap] of this.#taps.entries()) tap.count = counts[i]!;
    for (const [i, tally] of this.#tallies.entries()) Object.assign(tally, tallies[i]);
  }

  drain(sink: (chunk: Chunk) => void): void {
    for (const { channel, column } of this.#taps) if (column.times.length > 0) sink(column.chunk(channel.id));
  }
}

const ticksOf = (interval: number, step: number) => Math.max(1, Math.round(interval / step));
