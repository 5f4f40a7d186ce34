/** Spikes from outside that reach the neurons of a population: Poisson trains, and times from a file. */
import { exp, expm1, InternalError, stream } from "../../base/index.ts";
import { uses } from "../../language/index.ts";
import { type Asset, type SpikeSource, treesOf, type Value } from "../../model/index.ts";
import { evaluateValue, type Lookup } from "../values.ts";
import type { Extent } from "./blocks.ts";
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

/** Values of the neurons that a source reaches. */
export interface Targets {
  /** Parameters of one of them. */
  lookup(neuron: number): Lookup;
  /** Names whose values differ between neurons. */
  readonly own: ReadonlySet<string>;
}

/** What a source brings to its targets in one tick. */
export class SpikeInput {
  readonly source: SpikeSource;
  readonly arrival: number;
  readonly #step: number;
  readonly #seed: number;
  readonly #table: number;
  readonly #targets: Targets;
  /** Of each target, or of all. */
  readonly #weights: Float64Array | number;
  /** Whether targets have rates or weights of their own, so that a table for all does not do. */
  readonly #isOwn: boolean;
  /** File sources: ticks at which something arrives, ascending, with the neuron (-1: all) of each. */
  readonly #ticks: Float64Array;
  readonly #neurons: Int32Array | undefined;
  #words!: Uint32Array;
  #mean = -1;
  #counts: Counts | undefined;
  #tick = 0;
  /** Of the step that ends at the tick, where a Poisson source is on [ms]; 0 where it is off. */
  #active = 0;
  /** Rates of the targets, or of all of them [1/ms], in a period between two draws. */
  #rates: Float64Array | number = 0;
  #period = -1;

  /** @param arrival  which arrival of the population it feeds */
  constructor(
    source: SpikeSource,
    arrival: number,
    assets: Readonly<Record<string, Asset>>,
    step: number,
    seed: number,
    targets: Targets,
    space: Space,
  ) {
    this.source = source;
    this.arrival = arrival;
    this.#step = step;
    this.#seed = seed;
    this.#targets = targets;
    this.#table = space.take(tableBytes);
    const hasOwnWeights = this.#differs(source.weight);
    this.#isOwn = hasOwnWeights || (source.source.kind === "poisson" && this.#differs(source.source.rate));
    this.#weights = hasOwnWeights ? this.#valuesOf("weight", source.weight, 0) : this.#commonValue("weight", source.weight, 0);
    const columns = source.source.kind === "spikes" ? assets[source.source.asset]?.columns : undefined;
    if (source.source.kind === "spikes" && columns?.time === undefined) throw new InternalError(`no spike times for ${source.name}`);
    const shift = source.start + source.delay;
    this.#ticks = Float64Array.from(columns?.time ?? [], (time) => Math.ceil((time + shift) / step - 1e-9));
    this.#neurons = columns?.neuron && Int32Array.from(columns.neuron);
  }

  /** Weight of a spike that reaches a neuron, where all have the same. */
  get weight(): number {
    return typeof this.#weights === "number" ? this.#weights : Number.NaN;
  }

  weightOf(neuron: number): number {
    return typeof this.#weights === "number" ? this.#weights : this.#weights[neuron - this.source.to.from]!;
  }

  open(memory: WebAssembly.Memory): void {
    this.#words = new Uint32Array(memory.buffer);
  }

  /** Whether a value differs between the targets. */
  #differs(value: Value): boolean {
    const { source } = this.source;
    const isDrawn = value.kind === "draw" && source.kind === "poisson" && source.each === "neuron";
    return isDrawn || treesOf(value).some((tree) => uses(tree, this.#targets.own));
  }

  #commonValue(what: string, value: Value, period: number): number {
    const { name, to } = this.source;
    return evaluateValue(value, this.#targets.lookup(to.from), stream(this.#seed, `stimulus ${name} ${what}`, 0).at(period));
  }

  /** A value of each target; random ones are one draw for all, unless each neuron has its own. */
  #valuesOf(what: string, value: Value, period: number): Float64Array {
    const { name, to, source } = this.source;
    const isEach = source.kind === "poisson" && source.each === "neuron";
    return Float64Array.from({ length: to.to - to.from }, (_, k) => {
      const entity = isEach ? to.from + k : 0;
      const rng = stream(this.#seed, `stimulus ${name} ${what}`, entity).at(period);
      return evaluateValue(value, this.#targets.lookup(to.from + k), rng);
    });
  }

  /** Says which tick is computed, the end of the step that begins at tick - 1: before anything of it is asked for. */
  prepare(tick: number): void {
    const { source, start, stop, delay } = this.source;
    this.#tick = tick;
    if (source.kind !== "poisson") return;
    // The part of the step in which the source is on [ms].
    const from = (tick - 1) * this.#step;
    const active = Math.min(from + this.#step, stop + delay) - Math.max(from, start + delay);
    this.#active = active > 1e-9 * this.#step ? Math.min(active, this.#step) : 0;
    if (this.#active === 0) return;
    const period = source.redraw === undefined ? 0 : Math.floor((from - start - delay) / source.redraw + 1e-9);
    if (period !== this.#period) {
      this.#period = period;
      this.#rates = this.#isOwn ? this.#valuesOf("rate", source.rate, period) : this.#commonValue("rate", source.rate, period);
    }
    if (typeof this.#rates !== "number") return;
    const mean = Math.max(0, this.#rates) * this.#active;
    if (mean !== this.#mean) this.#tabulate(mean);
  }

  /** Poisson counts of the tick, where all targets have one law; undefined where none can be. */
  get counts(): Counts | undefined {
    return this.#isOwn || this.#active === 0 ? undefined : this.#counts;
  }

  /** Whether targets have laws of their own. */
  get hasOwn(): boolean {
    return this.#isOwn && this.#active > 0;
  }

  #tabulate(mean: number): void {
    this.#mean = mean;
    const times = Math.max(1, Math.ceil(mean / mostMean));
    this.#words.set(poissonTable(mean / times), this.#table / 4);
    this.#counts = { table: this.#table, times };
  }

  /**
   * Adds weight times a Poisson count for each neuron of a block, where targets have laws of their own. `draw` fills `uniforms`, a number in
   * (0, 1] for each neuron, which decides by the probabilities that a count exceeds 0, 1, ...
   */
  addOwn(block: Extent, draw: () => void, uniforms: Float32Array | Float64Array, out: Float32Array | Float64Array): void {
    if (typeof this.#rates === "number") return;
    const { from } = this.source.to;
    const rates = this.#rates.subarray(block.from - from, block.to - from);
    const largest = rates.reduce((most, rate) => Math.max(most, rate), 0) * this.#active;
    const times = Math.ceil(largest / mostMean);
    for (let turn = 0; turn < times; turn++) {
      draw();
      for (let k = 0; k < rates.length; k++) {
        const mean = (Math.max(0, rates[k]!) * this.#active) / times;
        const u = uniforms[k]!;
        // 1 - exp(-mean) is below mean: most are decided without it.
        if (u >= mean) continue;
        out[k]! += this.weightOf(block.from + k) * countOf(mean, u);
      }
    }
  }

  /** Calls `add` for each spike of a file that arrives at the tick: neuron within the range of the source, or -1 for all. */
  eachArrival(add: (neuron: number) => void): void {
    const tick = this.#tick;
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

/** The number of k = 0, 1, ... for which a Poisson count exceeds k with a probability above u. */
function countOf(mean: number, u: number): number {
  let [probability, above, count] = [exp(-mean), -expm1(-mean), 0];
  while (u < above) {
    count++;
    probability *= mean / count;
    above -= probability;
    // Beyond the mean what is left is rounding.
    if (count > mean && probability < 1e-17) break;
  }
  return count;
}
