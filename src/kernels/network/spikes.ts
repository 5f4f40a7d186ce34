/** What the parts of a network tell one another at a tick: spikes, and sums over blocks. */
import type { Packet } from "../../contract/index.ts";
import type { PopulationRun } from "../population/run.ts";
import { type Network, payloadBound, payloadsOf } from "./network.ts";

export class Spikes implements Packet {
  /** Neurons that fired, ascending. */
  readonly ids: Uint32Array;
  /** What travels with each, column by column. */
  readonly payloads: readonly Float64Array[];
  /** Sums over blocks, at `sendPlace` and `signalPlace`. */
  readonly numbers: Float64Array;
  count = 0;
  /** The first payload beyond what integers were made for. */
  excess: { readonly run: PopulationRun; readonly neuron: number; readonly state: string; readonly value: number } | undefined;
  /** Magnitude that a payload may have. */
  readonly #bound: number;
  /** States that travel, by population. */
  readonly #states: ReadonlyMap<string, readonly string[]>;

  constructor(network: Network) {
    const travelling = network.populations.map(
      (population) => [population.model.population.name, payloadsOf(network, population)] as const,
    );
    const columns = Math.max(0, ...travelling.map(([, states]) => states.length));
    this.#states = new Map(travelling);
    this.#bound = network.arithmetic === "fast" ? payloadBound : Number.POSITIVE_INFINITY;
    this.ids = new Uint32Array(network.neurons);
    this.payloads = Array.from({ length: columns }, () => new Float64Array(network.neurons));
    this.numbers = new Float64Array(network.numbers);
  }

  /** How many of the neurons [from, to) have fired. */
  within(from: number, to: number): number {
    return this.#below(to) - this.#below(from);
  }

  /** Spikes of ids below a bound. */
  #below(id: number): number {
    let [low, high] = [0, this.count];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.ids[middle]! < id) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Adds a neuron of a population, with what its reset has left. */
  add(id: number, neuron: number, run: PopulationRun): void {
    for (const [column, state] of this.#states.get(run.model.population.name)!.entries()) {
      const value = run.read(neuron, state);
      if (!(Math.abs(value) <= this.#bound)) this.excess ??= { run, neuron, state, value };
      this.payloads[column]![this.count] = value;
    }
    this.ids[this.count++] = id;
  }
}
