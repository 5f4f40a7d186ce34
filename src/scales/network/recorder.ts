/** What a part of a network records, channel by channel. */
import type { Channel, Chunk } from "../../contract/index.ts";
import {
  type ActivityTap,
  activityTaps,
  binTicks,
  countedRanges,
  countIn,
  type Extent,
  gridTime,
  type HistogramTap,
  histogramPlace,
  type Network,
  type NetworkPopulation,
  type PopulationRun,
  profileInterval,
  type Spikes,
  samplingInterval,
  signalPlace,
  tapsOf,
  WaitingChunk,
} from "../../kernels/index.ts";

/** A sampled channel: which expression, of one neuron or as a mean over some. */
interface Sampled {
  readonly channel: Channel;
  readonly signal: number;
  readonly from: number;
  readonly to: number;
  readonly isMean: boolean;
}

export interface NetworkChannels {
  readonly events: Channel | undefined;
  readonly sampled: readonly Sampled[];
  readonly binned: readonly ActivityTap[];
  readonly counted: readonly HistogramTap[];
}

/** A channel that this part records. */
type Recorded<T> = T & { readonly column: WaitingChunk };

/** The channels of a population. */
export function channelsOf(network: Network, { model, histogram }: NetworkPopulation): NetworkChannels {
  const { experiment } = network;
  const { population, program } = model;
  const taps = tapsOf(experiment, population, program);
  const sampled = taps.flatMap(({ channel, column, mean }) => {
    if (column === undefined) return [];
    const neuron = channel.neuron ?? 0;
    return [{ channel, signal: column, from: mean?.from ?? neuron, to: mean?.to ?? neuron + 1, isMean: mean !== undefined }];
  });
  const binned = activityTaps(experiment, population, network.step);
  const counted = histogram?.taps ?? [];
  return { events: taps.find(({ channel }) => channel.kind === "events")?.channel, sampled, binned, counted };
}

/** All channels of a network, in the order of its populations. */
export function channelList(network: Network): readonly Channel[] {
  return network.populations.flatMap((population) => {
    const { events, sampled, binned, counted } = channelsOf(network, population);
    return [...(events === undefined ? [] : [events]), ...[...sampled, ...binned, ...counted].map(({ channel }) => channel)];
  });
}

/** Records one population of a part. What is counted or averaged over several neurons is recorded by the part that has the first of them. */
export class Recorder {
  readonly #population: NetworkPopulation;
  readonly #runs: readonly PopulationRun[];
  readonly #events: Channel | undefined;
  readonly #spikes = new WaitingChunk();
  readonly #sampled: readonly Sampled[];
  readonly #traces: readonly Recorded<Sampled>[];
  readonly #means: readonly Recorded<Sampled>[];
  readonly #binned: readonly Recorded<ActivityTap & { count: number }>[];
  readonly #histograms: readonly Recorded<HistogramTap>[];
  readonly #step: number;
  /** Tick of the first sample, ticks between samples, ticks of a bin. */
  readonly #first: number;
  readonly #every: number;
  readonly #bin: number;
  readonly #profileEvery: number;
  /** Whether any part averages. */
  readonly hasMeans: boolean;

  /** @param runs  of the population, in the partitions of this part */
  constructor(network: Network, population: NetworkPopulation, runs: readonly PopulationRun[]) {
    const { events, sampled, binned, counted } = channelsOf(network, population);
    const { run } = network.experiment;
    const blocks = runs.flatMap((one) => one.blocks);
    const isOurs = ({ from }: { readonly from: number }) => blocks.some((block) => block.from <= from && from < block.to);
    const recorded = <T extends Sampled | ActivityTap | HistogramTap>(channels: readonly T[]) =>
      channels.filter(isOurs).map((one): Recorded<T> => ({ ...one, column: new WaitingChunk() }));
    this.#population = population;
    this.#runs = runs;
    this.#events = events;
    this.#sampled = sampled;
    this.#traces = recorded(sampled.filter(({ isMean }) => !isMean));
    this.#means = recorded(sampled.filter(({ isMean }) => isMean));
    this.#binned = recorded(binned).map((one) => ({ ...one, count: 0 }));
    this.#histograms = recorded(counted);
    this.#profileEvery = Math.max(1, Math.round(profileInterval(network.experiment) / network.step));
    this.hasMeans = sampled.some(({ isMean }) => isMean);
    this.#step = network.step;
    this.#first = Math.round(run.transient / network.step);
    this.#every = Math.max(1, Math.round(samplingInterval(network.experiment) / network.step));
    this.#bin = binTicks(network.experiment.run, network.step);
  }

  /** A spike of this part at a tick. */
  spike(neuron: number, tick: number): void {
    if (tick < this.#first) return;
    this.#spikes.times.push(gridTime(tick, this.#step));
    this.#spikes.values.push(neuron);
  }

  /** The spikes of a tick, of all parts: a bin may be full. It holds the spikes after its beginning, its end included. */
  count(tick: number, spikes: Spikes): void {
    const { offset } = this.#population;
    const since = tick - this.#first;
    for (const bin of this.#binned) {
      bin.count = since <= 0 ? 0 : bin.count + spikes.within(offset + bin.from, offset + bin.to);
      if (since <= 0 || since % this.#bin !== 0) continue;
      bin.column.times.push(gridTime(tick, this.#step) - (this.#bin * this.#step) / 2);
      bin.column.values.push(bin.count / ((bin.to - bin.from) * this.#bin * this.#step));
      bin.count = 0;
    }
  }

  /** Whether samples are due at a tick. */
  isDue(tick: number): boolean {
    return tick >= this.#first && (tick - this.#first) % this.#every === 0;
  }

  /** Takes the samples of a tick, before it ends, and says the sums over blocks of what is averaged. */
  sample(tick: number, { numbers }: Spikes): void {
    const time = gridTime(tick, this.#step);
    for (const { column } of this.#traces) column.times.push(time);
    for (const run of this.#runs) {
      for (const block of run.blocks) {
        const ours = this.#sampled.filter(({ from, to }) => from < block.to && to > block.from);
        if (ours.length === 0) continue;
        run.observe(block, time);
        for (const { signal, from, to, isMean } of ours) {
          if (isMean) numbers[signalPlace(this.#population, block, signal)] = sumOf(run.signal(signal, block), block, from, to);
        }
        for (const { signal, from, column } of this.#traces) {
          if (from >= block.from && from < block.to) column.values.push(run.signal(signal, block)[from - block.from]!);
        }
      }
    }
  }

  /** Takes the means of a tick, when all parts have said their sums: always in the order of the blocks, wherever the cuts are. */
  average(tick: number, { numbers }: Spikes): void {
    for (const { column, signal, from, to } of this.#means) {
      let sum = 0;
      for (const block of this.#population.extents) {
        if (from < block.to && to > block.from) sum += numbers[signalPlace(this.#population, block, signal)]!;
      }
      column.times.push(gridTime(tick, this.#step));
      column.values.push(sum / (to - from));
    }
  }

  /** Whether neurons are to be counted by their potentials at a tick. */
  isCounted(tick: number): boolean {
    return tick >= this.#first && (tick - this.#first) % this.#profileEvery === 0;
  }

  /** Counts the neurons that are not refractory by their potentials at a tick, and says how many of each block are in each bin. */
  countPotentials(tick: number, { numbers }: Spikes): void {
    const { histogram } = this.#population;
    if (histogram === undefined) return;
    const time = gridTime(tick, this.#step);
    const ranges = countedRanges(histogram.taps);
    for (const run of this.#runs) {
      for (const block of run.blocks) {
        run.observe(block, time);
        const values = run.signal(histogram.signal, block);
        for (const [k, [from, to]] of ranges.entries()) {
          const place = histogramPlace(this.#population, block, k);
          numbers.fill(0, place, place + histogram.bins);
          for (let neuron = Math.max(from, block.from); neuron < Math.min(to, block.to); neuron++)
            if (!run.isRefractory(neuron)) countIn(histogram, values[neuron - block.from]!, numbers, place);
        }
      }
    }
  }

  /** Takes the densities of a tick, when all parts have said their counts: shares of the neurons per potential. */
  gatherPotentials(tick: number, { numbers }: Spikes): void {
    const { histogram, extents } = this.#population;
    if (histogram === undefined) return;
    const ranges = countedRanges(histogram.taps);
    for (const { column, from, to } of this.#histograms) {
      const k = ranges.findIndex((range) => range[0] === from && range[1] === to);
      const places = extents.flatMap((block) => (from < block.to && to > block.from ? [histogramPlace(this.#population, block, k)] : []));
      column.times.push(gridTime(tick, this.#step));
      for (let bin = 0; bin < histogram.bins; bin++)
        column.values.push(places.reduce((sum, place) => sum + numbers[place + bin]!, 0) / ((to - from) * histogram.width));
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
    for (const { channel, column } of [...this.#traces, ...this.#means, ...this.#binned, ...this.#histograms]) {
      if (column.times.length > 0) sink(column.chunk(channel.id));
    }
  }
}

/** Sum over the neurons of a block that are in [from, to). */
function sumOf(values: Float32Array | Float64Array, block: Extent, from: number, to: number): number {
  let sum = 0;
  for (let neuron = Math.max(from, block.from); neuron < Math.min(to, block.to); neuron++) sum += values[neuron - block.from]!;
  return sum;
}
