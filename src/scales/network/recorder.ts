/** What a part of a network records, channel by channel. */
import type { Channel, Chunk } from "../../contract/index.ts";
import {
  type Extent,
  gridTime,
  type Network,
  type NetworkPopulation,
  type PopulationRun,
  samplingInterval,
  tapsOf,
} from "../../kernels/index.ts";

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

/** A sampled channel: which expression, of one neuron or as a mean over some. */
interface Sampled {
  readonly channel: Channel;
  readonly signal: number;
  readonly from: number;
  readonly to: number;
  readonly column: Column;
}

/** Counts of spikes in bins. */
interface Binned {
  readonly channel: Channel;
  readonly from: number;
  readonly to: number;
  readonly column: Column;
  count: number;
}

export interface NetworkChannels {
  readonly events: Channel | undefined;
  readonly sampled: readonly Omit<Sampled, "column">[];
  readonly binned: readonly Omit<Binned, "column" | "count">[];
}

/** The channels of a population. */
export function channelsOf(network: Network, { model }: NetworkPopulation): NetworkChannels {
  const { experiment } = network;
  const { population, program } = model;
  const taps = tapsOf(experiment, population, program);
  const sampled = taps.flatMap(({ channel, column, mean }) => {
    if (column === undefined) return [];
    const neuron = channel.neuron ?? 0;
    return [{ channel, signal: column, from: mean?.from ?? neuron, to: mean?.to ?? neuron + 1 }];
  });
  const binned = experiment.recordings.flatMap(({ population: name, from, to, what }) => {
    if (what.kind !== "activity" || name !== population.name) return [];
    const isPhysical = experiment.units === "physical";
    const isWhole = from === 0 && to === population.size;
    const group = Object.entries(population.groups).find(([, range]) => range[0] === from && range[1] === to)?.[0];
    const label = isWhole ? "activity" : `activity of ${group ?? `[${from}:${to}]`}`;
    const channel: Channel = {
      id: `${name}.${label}`,
      population: name,
      label,
      unit: isPhysical ? "Hz" : "",
      factor: isPhysical ? 0.001 : 1,
      kind: "samples",
    };
    return [{ channel, from, to }];
  });
  return { events: taps.find(({ channel }) => channel.kind === "events")?.channel, sampled, binned };
}

/** All channels of a network, in the order of its populations. */
export function channelList(network: Network): readonly Channel[] {
  return network.populations.flatMap((population) => {
    const { events, sampled, binned } = channelsOf(network, population);
    return [...(events === undefined ? [] : [events]), ...[...sampled, ...binned].map(({ channel }) => channel)];
  });
}

/** Records one population of a part. */
export class Recorder {
  readonly #runs: readonly PopulationRun[];
  readonly #events: Channel | undefined;
  readonly #spikes = new Column();
  readonly #sampled: readonly Sampled[];
  readonly #binned: readonly Binned[];
  readonly #step: number;
  /** Tick of the first sample, ticks between samples, ticks of a bin. */
  readonly #first: number;
  readonly #every: number;
  readonly #bin: number;

  /** @param runs  of the population, in the partitions of this part */
  constructor(network: Network, population: NetworkPopulation, runs: readonly PopulationRun[]) {
    const { events, sampled, binned } = channelsOf(network, population);
    const { run } = network.experiment;
    const blocks = runs.flatMap((one) => one.blocks);
    const isHere = ({ from, to }: { from: number; to: number }) => blocks.some((block) => block.from < to && block.to > from);
    this.#runs = runs;
    this.#events = events;
    this.#sampled = sampled.filter(isHere).map((one) => ({ ...one, column: new Column() }));
    this.#binned = binned.filter(isHere).map((one) => ({ ...one, column: new Column(), count: 0 }));
    this.#step = network.step;
    this.#first = Math.round(run.transient / network.step);
    this.#every = Math.max(1, Math.round(samplingInterval(network.experiment) / network.step));
    this.#bin = Math.max(1, Math.round((run.bin ?? network.step) / network.step));
  }

  /** A spike at a tick. */
  spike(neuron: number, tick: number): void {
    if (tick < this.#first) return;
    this.#spikes.times.push(gridTime(tick, this.#step));
    this.#spikes.values.push(neuron);
    for (const bin of this.#binned) if (neuron >= bin.from && neuron < bin.to) bin.count++;
  }

  /** After the spikes of a tick: a bin may be full. It holds the spikes after its beginning, its end included. */
  close(tick: number): void {
    const since = tick - this.#first;
    if (since === 0) for (const bin of this.#binned) bin.count = 0;
    if (since <= 0 || since % this.#bin !== 0) return;
    for (const bin of this.#binned) {
      bin.column.times.push(gridTime(tick, this.#step) - (this.#bin * this.#step) / 2);
      bin.column.values.push(bin.count / ((bin.to - bin.from) * this.#bin * this.#step));
      bin.count = 0;
    }
  }

  /** Samples what is due at a tick, before it ends. */
  sample(tick: number): void {
    if (this.#sampled.length === 0 || tick < this.#first || (tick - this.#first) % this.#every !== 0) return;
    const time = gridTime(tick, this.#step);
    const sums = new Float64Array(this.#sampled.length);
    for (const run of this.#runs) {
      for (const block of run.blocks) {
        if (!this.#sampled.some(({ from, to }) => from < block.to && to > block.from)) continue;
        run.observe(block, time);
        this.#addSignals(run, block, sums);
      }
    }
    for (const [i, { column, from, to }] of this.#sampled.entries()) {
      column.times.push(time);
      column.values.push(sums[i]! / (to - from));
    }
  }

  #addSignals(run: PopulationRun, block: Extent, sums: Float64Array): void {
    for (const [i, { signal, from, to }] of this.#sampled.entries()) {
      const values = run.signal(signal, block);
      for (let neuron = Math.max(from, block.from); neuron < Math.min(to, block.to); neuron++) sums[i]! += values[neuron - block.from]!;
    }
  }

  /** Counts of bins that are not full. */
  save(): readonly number[] {
    return this.#binned.map(({ count }) => count);
  }

  restore(counts: readonly number[]): void {
    for (const [i, bin] of this.#binned.entries()) bin.count = counts[i]!;
  }

  drain(sink: (chunk: Chunk) => void): void {
    if (this.#events !== undefined && this.#spikes.times.length > 0) sink(this.#spikes.chunk(this.#events.id));
    for (const { channel, column } of [...this.#sampled, ...this.#binned]) if (column.times.length > 0) sink(column.chunk(channel.id));
  }
}
