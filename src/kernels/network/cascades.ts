/** Spikes that act at the moment at which they are sent, and cause others at that moment. */
import { InternalError } from "../../base/index.ts";
import { constantValue } from "../../language/index.ts";
import type { Projection, Range } from "../../model/index.ts";
import { kickSlots } from "../population/cascade-scheme.ts";
import type { PopulationRun } from "../population/run.ts";
import type { Network } from "./network.ts";
import type { Members } from "./part.ts";

/** A neuron that fires at a tick. */
export interface Spike {
  readonly id: number;
  readonly neuron: number;
  readonly run: PopulationRun;
}

/** One projection: what a spike of a source adds to a state of all its targets. */
interface Way {
  readonly projection: Projection;
  readonly weight: number;
  /** Sources that have fired at this tick. */
  count: number;
}

/** What came of the spikes of a tick. */
export interface Cascade {
  /** All that fire at it, ascending. */
  readonly spikes: readonly Spike[];
  /** A neuron that would fire again at the same moment, as it would have at the tick before: there is no end of it. */
  readonly endless?: Spike;
}

/** What is kept from tick to tick. */
export interface CascadeState {
  /** Ids of neurons that would have fired again at the moment of the last tick. */
  readonly again: readonly number[];
  /** Cascades in which every source fired: how many, and the time of the first. */
  readonly whole: { readonly count: number; readonly time: number };
}

/**
 * The cascade of a tick: the neurons that fire by themselves are its first generation, and the next ones are those whose spike condition
 * holds with the jumps of all spikes so far, where no neuron fires twice. When a generation is empty, all neurons receive the jumps of
 * all spikes, those that fired after their reset.
 *
 * Delarue, Inglis, Rubenthaler & Tanre 2015, Stoch. Process. Appl. 125, 2451, section 2 (their reset subtracts the distance from reset to
 * threshold, so that jumps before and after it are the same).
 */
export class Cascades {
  readonly #ways: readonly Way[];
  readonly #members: readonly Members[];
  /** Neurons that can cause others to fire. */
  readonly #sources: number;
  readonly #isSource: (spike: Spike) => boolean;
  #state: CascadeState = { again: [], whole: { count: 0, time: 0 } };

  /** @param members  all populations of the network */
  constructor({ cascades, populations }: Network, members: readonly Members[]) {
    this.#members = members;
    this.#ways = cascades.map((projection) => ({ projection, weight: weightOf(projection), count: 0 }));
    const sending = (population: string, neuron: number) => cascades.some(({ from }) => isIn(from, population, neuron));
    this.#isSource = ({ run, neuron }) => sending(run.model.population.name, neuron);
    this.#sources = populations
      .flatMap(({ model: { population }, extents }) => extents.map((extent) => ({ ...extent, population: population.name })))
      .reduce((sum, { population, from, to }) => sum + (sending(population, from) ? to - from : 0), 0);
  }

  /** Whether spikes act at once anywhere. */
  get isEmpty(): boolean {
    return this.#ways.length === 0;
  }

  get state(): CascadeState {
    return this.#state;
  }

  restore(state: CascadeState): void {
    this.#state = state;
  }

  /** Follows the spikes that neurons fire by themselves at a tick, in the order of their ids. */
  follow(time: number, first: readonly Spike[]): Cascade {
    const spikes = [...first];
    for (const { run, neuron } of first) run.markFired(neuron);
    for (const way of this.#ways) way.count = 0;
    let generation = first.filter(this.#isSource);
    while (generation.length > 0) {
      this.#add(generation);
      generation = this.#test(time);
      spikes.push(...generation);
    }
    const before = new Set(this.#state.again);
    const again = first.length === 0 ? [] : this.#settle(time);
    const { count, time: since } = this.#state.whole;
    const isWhole = spikes.filter(this.#isSource).length === this.#sources;
    const whole = isWhole ? { count: count + 1, time: count === 0 ? time : since } : this.#state.whole;
    this.#state = { again: again.map(({ id }) => id), whole };
    const endless = again.find(({ id }) => before.has(id));
    return { spikes: spikes.sort((a, b) => a.id - b.id), ...(endless === undefined ? {} : { endless }) };
  }

  /** Counts the spikes of a generation and tells all blocks what they add up to. */
  #add(generation: readonly Spike[]): void {
    for (const way of this.#ways) {
      const { from } = way.projection;
      way.count += generation.filter(({ run, neuron }) => isIn(from, run.model.population.name, neuron)).length;
    }
    this.#tell();
  }

  #tell(): void {
    for (const { run } of this.#members) {
      const { population, assembly } = run.model;
      for (const state of assembly.kicked) {
        const ways = this.#ways.filter(({ projection: { into } }) => into === state);
        const [kick, ownKick] = kickSlots(state);
        for (const block of run.blocks) {
          // Blocks end where ranges do.
          const reaching = ways.filter(({ projection: { to } }) => isIn(to, population.name, block.from));
          const ownless = reaching.filter(
            ({ projection: { connect, from } }) => connect?.kind === "all" && !connect.self && isIn(from, population.name, block.from),
          );
          run.receive(
            block,
            kick,
            sum(reaching, ({ weight, count }) => weight * count),
          );
          run.receive(
            block,
            ownKick,
            sum(ownless, ({ weight }) => weight),
          );
        }
      }
    }
  }

  #test(time: number): Spike[] {
    const found: Spike[] = [];
    for (const { run, offset } of this.#members) run.testKicks(time, (neuron) => found.push({ id: offset + neuron, neuron, run }));
    return found;
  }

  /** All that was added acts, and marks are taken away. Returns who would fire again. */
  #settle(time: number): readonly Spike[] {
    const again: Spike[] = [];
    if (this.#ways.every(({ count }) => count === 0)) this.#tell();
    for (const { run, offset } of this.#members) {
      run.settle(time, (neuron) => again.push({ id: offset + neuron, neuron, run }));
    }
    return again;
  }
}

const sum = <T>(of: readonly T[], value: (one: T) => number) => of.reduce((total, one) => total + value(one), 0);

function isIn({ population, from, to }: Range, name: string, neuron: number): boolean {
  return population === name && neuron >= from && neuron < to;
}

function weightOf({ name, weight }: Projection): number {
  const value = weight.kind === "expression" ? constantValue(weight.tree) : undefined;
  if (value === undefined) throw new InternalError(`the weight of ${name} differs between connections`);
  return value;
}
