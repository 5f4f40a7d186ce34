/** Samples of recorded expressions, and spikes, of one population. */
import type { Channel, Chunk } from "../../contract/index.ts";
import { gridTime, recordedTaps, Series, signalsOf } from "../../kernels/index.ts";
import { evaluate, type Tree } from "../../language/index.ts";
import type { Experiment } from "../../model/index.ts";
import { rowOf } from "./closed-form.ts";
import type { Placed } from "./connections.ts";
import { rowNumbers } from "./law.ts";

/** The value of one expression of a neuron at the time that its unit was looked at. */
type Reader = (neuron: number, t: number) => number;

/** An expression of one neuron, or its mean over several. */
interface Sampled {
  readonly channel: Channel;
  readonly tree: Tree;
  readonly from: number;
  readonly to: number;
  readonly values: Series;
  read: Reader;
}

/** What is recorded of a population, on the grid transient + k*every. */
export class Recorder {
  /** Time of the next sample; infinity where nothing is sampled. */
  next: number;
  #placed: Placed;
  readonly #transient: number;
  readonly #every: number;
  readonly #end: number;
  #count = 0;
  readonly #times = new Series();
  readonly #samples: readonly Sampled[];
  readonly #events: Channel | undefined;
  readonly #spikeTimes = new Series();
  readonly #spikeNeurons = new Series();
  /** Time of the last spike of each neuron. */
  readonly #last: Float64Array;

  constructor(experiment: Experiment, placed: Placed, every: number, end: number) {
    const { population } = placed;
    const { transient } = experiment.run;
    this.#placed = placed;
    this.#transient = transient;
    this.#every = every;
    this.#end = end;
    this.#last = new Float64Array(population.size).fill(Number.NEGATIVE_INFINITY);
    const trees = signalsOf(experiment, population).map(({ tree }) => tree);
    const readers = trees.map((tree) => this.#reader(placed.form.inline(tree)));
    const taps = recordedTaps(experiment, population);
    this.#events = taps.find(({ channel }) => channel.kind === "events")?.channel;
    this.#samples = taps.flatMap(({ channel, column, mean }) => {
      if (column === undefined) return [];
      const [from, to] = mean === undefined ? [channel.neuron!, channel.neuron! + 1] : [mean.from, mean.to];
      return [{ channel, tree: trees[column]!, from, to, values: new Series(), read: readers[column]! }];
    });
    this.next = this.#samples.length > 0 ? transient : Number.POSITIVE_INFINITY;
  }

  /** The units were made anew. */
  follow(placed: Placed): void {
    this.#placed = placed;
    for (const one of this.#samples) one.read = this.#reader(placed.form.inline(one.tree));
  }

  /** Linear expressions are products; all others are evaluated name by name. */
  #reader(tree: Tree): Reader {
    const { form, lookup } = this.#placed;
    const { variables } = form;
    const row = rowOf(tree, new Set(variables));
    if (row !== undefined) {
      const rows = new Map<number, Float64Array>();
      return (neuron) => {
        const numbers = rows.get(neuron) ?? rowNumbers(row, variables, lookup(neuron));
        rows.set(neuron, numbers);
        let sum = 0;
        for (let i = 0; i < numbers.length; i++) if (numbers[i] !== 0) sum += numbers[i]! * this.#read(neuron, i);
        return sum;
      };
    }
    return (neuron, t) =>
      evaluate(tree, (name) => {
        if (name === "t") return t;
        if (name === "age") return t - this.#last[neuron]!;
        const variable = variables.indexOf(name);
        return variable >= 0 ? this.#read(neuron, variable) : lookup(neuron)(name);
      });
  }

  #read(neuron: number, variable: number): number {
    const { units, isCrowd } = this.#placed;
    return units[isCrowd ? 0 : neuron]!.read(neuron, variable);
  }

  spike(t: number, neuron: number): void {
    this.#last[neuron] = t;
    if (t < this.#transient || this.#events === undefined) return;
    this.#spikeTimes.push(t);
    this.#spikeNeurons.push(neuron);
  }

  /** Takes the sample that is due at `next`, before which no event is left. */
  sample(): void {
    const t = this.next;
    for (const unit of this.#placed.units) unit.look(t);
    for (const { from, to, read, values } of this.#samples) {
      let sum = 0;
      for (let neuron = from; neuron < to; neuron++) sum += read(neuron, t);
      values.push(sum / (to - from));
    }
    this.#times.push(t);
    this.#count++;
    const next = this.#transient + gridTime(this.#count, this.#every);
    // The last sample may miss the end of the run by a rounding.
    this.next = next > this.#end && next <= this.#end * (1 + 4 * Number.EPSILON) ? this.#end : next;
  }

  drain(sink: (chunk: Chunk) => void): void {
    const spikes = this.#spikeTimes.length;
    const times = this.#spikeTimes.shift(spikes);
    const neurons = Uint32Array.from(this.#spikeNeurons.shift(spikes));
    if (this.#events !== undefined && spikes > 0) sink({ channel: this.#events.id, times, data: neurons });
    const count = this.#times.length;
    const sampled = this.#times.shift(count);
    for (const { channel, values } of this.#samples) {
      const data = values.shift(count);
      if (count > 0) sink({ channel: channel.id, times: sampled, data });
    }
  }
}
