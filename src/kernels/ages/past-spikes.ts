/** The spikes of the last steps, and how they reach the populations on which they act. */
import type { Range } from "../../model/index.ts";
import type { CohortRun } from "./cohort-run.ts";
import { isWithin, type Way } from "./ways.ts";

/** All ways between two populations of cohorts, one number each in arrays: they are walked at every step. */
export class PastSpikes {
  /** {steps, populations}, the steps in a ring. */
  readonly #spikes: Float64Array;
  readonly #populations: number;
  readonly #steps: number;
  /** Numbers of the populations. */
  readonly #numbers: Float64Array;
  readonly #sources: Int32Array;
  readonly #places: Int32Array;
  readonly #delays: Int32Array;
  readonly #factors: Float64Array;
  /** Places that are written, each once. */
  readonly #written: Int32Array;

  constructor(ways: readonly Way[], runs: readonly CohortRun[], numbers: Float64Array) {
    const all = ways.flatMap((way) => {
      if (way.kind === "kick") return [];
      const targets = runs.filter((run) => covers(way.projection.to, run));
      return targets.flatMap((target) => sourcesOf(way, runs).map((source) => ({ way, source, place: target.placeOf(way.slot) })));
    });
    // What is known of the activity acts while the step lasts, from its beginning on; a spike when it arrives, at its end.
    this.#delays = Int32Array.from(all, ({ way }) => way.delay + (way.kind === "activity" ? 1 : 0));
    this.#sources = Int32Array.from(all, ({ source }) => source);
    this.#places = Int32Array.from(all, ({ place }) => place);
    this.#factors = Float64Array.from(all, ({ way }) => way.factor);
    this.#written = Int32Array.from(new Set(this.#places));
    this.#numbers = numbers;
    this.#populations = runs.length;
    this.#steps = 1 + this.#delays.reduce((most, delay) => Math.max(most, delay), 0);
    this.#spikes = new Float64Array(this.#steps * runs.length);
  }

  /** Spikes of a population at a tick, of the last ones. */
  at(tick: number, population: number): number {
    return this.#spikes[(tick % this.#steps) * this.#populations + population]!;
  }

  note(tick: number, population: number, spikes: number): void {
    this.#spikes[(tick % this.#steps) * this.#populations + population] = spikes;
  }

  /** Gives all populations what arrives by the end of the step to `tick`. */
  bring(tick: number): void {
    const [numbers, written, places, sources, delays, factors] = [
      this.#numbers,
      this.#written,
      this.#places,
      this.#sources,
      this.#delays,
      this.#factors,
    ];
    for (let i = 0; i < written.length; i++) numbers[written[i]!] = 0;
    for (let i = 0; i < places.length; i++) {
      const then = tick - delays[i]!;
      if (then > 0) numbers[places[i]!]! += factors[i]! * this.at(then, sources[i]!);
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
export function sourcesOf({ projection }: Way, runs: readonly CohortRun[]): readonly number[] {
  return [...runs.keys()].filter((i) => covers(projection.from, runs[i]!));
}

/** Whether the neurons of a population of cohorts are all in a range. */
export function covers(range: Range, { from, size, model }: CohortRun): boolean {
  return isWithin(model.population.name, from, from + size, range);
}
