/** The spikes of the last steps, and how they reach the populations on which they act. */
import type { Range } from "../../model/index.ts";
import { isWithin, type Way } from "./ways.ts";

/** A population that receives and sends. */
export interface Receiver {
  readonly model: { readonly population: { readonly name: string } };
  readonly from: number;
  readonly size: number;
  /** Place of a slot among the numbers that are written. */
  placeOf(slot: string): number;
}

/** All ways between two populations of cohorts, one number each in arrays, by the place to which they lead: they are walked at every step. */
export class PastSpikes {
  /** {steps, populations}, the steps in a ring: a power of two, `#last` being the last of them. */
  readonly #spikes: Float64Array;
  readonly #populations: number;
  readonly #last: number;
  /** Numbers of the populations. */
  readonly #numbers: Float64Array;
  readonly #sources: Int32Array;
  readonly #delays: Int32Array;
  readonly #factors: Float64Array;
  /** Places that are written, and behind the last of the ways to each. */
  readonly #places: Int32Array;
  readonly #ends: Int32Array;

  constructor(ways: readonly Way[], runs: readonly Receiver[], numbers: Float64Array) {
    const all = ways
      .flatMap((way) => {
        if (way.kind === "kick") return [];
        const targets = runs.filter((run) => covers(way.projection.to, run));
        return targets.flatMap((target) => sourcesOf(way, runs).map((source) => ({ way, source, place: target.placeOf(way.slot) })));
      })
      .sort((a, b) => a.place - b.place);
    // What is known of the activity acts while the step lasts, from its beginning on; a spike when it arrives, at its end.
    this.#delays = Int32Array.from(all, ({ way }) => way.delay + (way.kind === "activity" ? 1 : 0));
    this.#sources = Int32Array.from(all, ({ source }) => source);
    this.#factors = Float64Array.from(all, ({ way }) => way.factor);
    const ends = new Map(all.map(({ place }, i) => [place, i + 1]));
    this.#places = Int32Array.from(ends.keys());
    this.#ends = Int32Array.from(ends.values());
    this.#numbers = numbers;
    this.#populations = runs.length;
    const steps = 1 + this.#delays.reduce((most, delay) => Math.max(most, delay), 0);
    const bits = 32 - Math.clz32(steps - 1);
    this.#last = (1 << bits) - 1;
    this.#spikes = new Float64Array((1 << bits) * runs.length);
  }

  /** Spikes of a population at a tick, of the last ones. */
  at(tick: number, population: number): number {
    return this.#spikes[(tick & this.#last) * this.#populations + population]!;
  }

  note(tick: number, population: number, spikes: number): void {
    this.#spikes[(tick & this.#last) * this.#populations + population] = spikes;
  }

  /** Gives all populations what arrives by the end of the step to `tick`. Before the first step nobody has fired. */
  bring(tick: number): void {
    const spikes = this.#spikes;
    const populations = this.#populations;
    const last = this.#last;
    const sources = this.#sources;
    const delays = this.#delays;
    const factors = this.#factors;
    let way = 0;
    for (let k = 0; k < this.#places.length; k++) {
      let sum = 0;
      for (const end = this.#ends[k]!; way < end; way++) {
        sum += factors[way]! * spikes[((tick - delays[way]!) & last) * populations + sources[way]!]!;
      }
      this.#numbers[this.#places[k]!] = sum;
    }
  }

  save(): Float64Array {
    return this.#spikes.slice();
  }

  restore(spikes: Float64Array): void {
    this.#spikes.set(spikes);
  }
}

/** The populations of cohorts that a way comes from. */
export function sourcesOf({ projection }: Way, runs: readonly Receiver[]): readonly number[] {
  return [...runs.keys()].filter((i) => covers(projection.from, runs[i]!));
}

/** Whether the neurons of a population of cohorts are all in a range. */
export function covers(range: Range, { from, size, model }: Receiver): boolean {
  return isWithin(model.population.name, from, from + size, range);
}
