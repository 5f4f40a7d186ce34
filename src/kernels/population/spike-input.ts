/** Spikes from outside that reach the neurons of a population: Poisson trains, and times from a file. */
import { InternalError, stream } from "../../base/index.ts";
import type { Asset, SpikeSource } from "../../model/index.ts";
import { evaluateValue, type Lookup } from "../values.ts";
import { mostMean, poissonTable } from "./poisson-table.ts";
import type { Space } from "./space.ts";

/** Room for the thresholds of a table: with a mean of 16, the last is 52. */
const tableBytes = 4 * 64;

/** Counts that are drawn and added to an arrival in one tick. */
export interface Counts {
  /** Address of the thresholds of one count, and how many counts are added. */
  readonly table: number;
  readonly times: number;
}

/** What a source brings to its targets in one tick. */
export class SpikeInput {
  readonly source: SpikeSource;
  readonly arrival: number;
  readonly #step: number;
  readonly #seed: number;
  readonly #table: number;
  readonly #lookup: Lookup;
  readonly weight: number;
  /** File sources: ticks at which something arrives, ascending, with the neuron (-1: all) of each. */
  readonly #ticks: Float64Array;
  readonly #neurons: Int32Array | undefined;
  #words!: Uint32Array;
  #mean = -1;
  #counts: Counts | undefined;

  /**
   * @param arrival  which arrival of the population it feeds
   * @param lookup  values of the parameters that its targets share
   */
  constructor(
    source: SpikeSource,
    arrival: number,
    assets: Readonly<Record<string, Asset>>,
    step: number,
    seed: number,
    lookup: Lookup,
    space: Space,
  ) {
    this.source = source;
    this.arrival = arrival;
    this.#step = step;
    this.#seed = seed;
    this.#lookup = lookup;
    this.#table = space.take(tableBytes);
    this.weight = evaluateValue(source.weight, lookup, stream(seed, `stimulus ${source.name} weight`, 0));
    const columns = source.source.kind === "spikes" ? assets[source.source.asset]?.columns : undefined;
    if (source.source.kind === "spikes" && columns?.time === undefined) throw new InternalError(`no spike times for ${source.name}`);
    const shift = source.start + source.delay;
    this.#ticks = Float64Array.from(columns?.time ?? [], (time) => Math.ceil((time + shift) / step - 1e-9));
    this.#neurons = columns?.neuron && Int32Array.from(columns.neuron);
  }

  open(memory: WebAssembly.Memory): void {
    this.#words = new Uint32Array(memory.buffer);
  }

  /** Poisson counts of tick `tick`, which ends the step that begins at tick - 1; undefined where none can be. */
  counts(tick: number): Counts | undefined {
    const { source, start, stop, delay } = this.source;
    if (source.kind !== "poisson") return undefined;
    const from = (tick - 1) * this.#step;
    const active = Math.min(from + this.#step, stop + delay) - Math.max(from, start + delay);
    if (!(active > 1e-9 * this.#step)) return undefined;
    const period = source.redraw === undefined ? 0 : Math.floor((from - start - delay) / source.redraw + 1e-9);
    const rng = stream(this.#seed, `stimulus ${this.source.name} rate`, 0).at(period);
    const mean = Math.max(0, evaluateValue(source.rate, this.#lookup, rng)) * Math.min(active, this.#step);
    if (mean !== this.#mean) this.#tabulate(mean);
    return this.#counts;
  }

  #tabulate(mean: number): void {
    this.#mean = mean;
    const times = Math.max(1, Math.ceil(mean / mostMean));
    this.#words.set(poissonTable(mean / times), this.#table / 4);
    this.#counts = { table: this.#table, times };
  }

  /** Calls `add` for each spike of a file that arrives at `tick`: neuron within the range of the source, or -1 for all. */
  forEach(tick: number, add: (neuron: number) => void): void {
    // Few sources have files; the first arrival at the tick is found by bisection.
    let [low, high] = [0, this.#ticks.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#ticks[middle]! < tick) low = middle + 1;
      else high = middle;
    }
    for (let k = low; k < this.#ticks.length && this.#ticks[k] === tick; k++) add(this.#neurons?.[k] ?? -1);
  }
}
