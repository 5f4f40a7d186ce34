/** What the neurons of several populations share, while spikes pass between them: the populations themselves are somebody else's. */
import { closeMemory, openMemory } from "../memories.ts";
import { Space } from "../population/space.ts";
import type { CohortPlan } from "./cohort-network.ts";
import { covers, PastSpikes, sourcesOf } from "./past-spikes.ts";
import { SharedRun, type SharedState } from "./shared-run.ts";

export interface SharedNetworkState {
  readonly past: Float64Array;
  readonly runs: readonly SharedState[];
}

export class SharedNetwork {
  /** In the order of the populations of the plan. */
  readonly runs: readonly SharedRun[];
  readonly #memory: WebAssembly.Memory;
  readonly #numbers: Float64Array;
  readonly #past: PastSpikes;
  readonly #kicks: readonly { readonly place: number; readonly source: number; readonly factor: number }[];
  readonly #step: number;

  /** Undefined: the machine has no memory. */
  static open(plan: CohortPlan): SharedNetwork | undefined {
    const space = new Space();
    const runs = plan.populations.map((population) => new SharedRun(population, space));
    const memory = openMemory(space.bytes);
    return memory && new SharedNetwork(plan, runs, memory);
  }

  private constructor({ ways, step }: CohortPlan, runs: readonly SharedRun[], memory: WebAssembly.Memory) {
    for (const run of runs) run.open(memory);
    this.runs = runs;
    this.#memory = memory;
    this.#numbers = new Float64Array(memory.buffer);
    this.#past = new PastSpikes(ways, runs, this.#numbers);
    this.#kicks = ways.flatMap((way) => {
      if (way.kind !== "kick") return [];
      const targets = runs.filter((run) => covers(way.projection.to, run));
      return targets.flatMap((run) => sourcesOf(way, runs).map((source) => ({ place: run.placeOf(way.slot), source, factor: way.factor })));
    });
    this.#step = step;
  }

  /** Writes what holds at the beginning. */
  begin(): void {
    for (const run of this.runs) run.drive(0, 0);
  }

  /** A number, at a place that a run has told. */
  read(place: number): number {
    return this.#numbers[place]!;
  }

  write(place: number, value: number): void {
    this.#numbers[place] = value;
  }

  /** Moves all shared states by the step that ends at `tick`, with the spikes that arrive by then. */
  advance(tick: number): void {
    this.#past.bring(tick);
    for (const run of this.runs) run.advance(tick);
  }

  /** Spikes of a population in the step that ends at `tick`. */
  note(tick: number, population: number, spikes: number): void {
    this.#past.note(tick, population, spikes);
  }

  /** Ends the step: spikes that act at once, and the drive of the next. */
  finish(tick: number): void {
    for (const { place, source, factor } of this.#kicks) this.#numbers[place]! += factor * this.#past.at(tick, source);
    for (const run of this.runs) run.drive(tick * this.#step, tick);
  }

  save(): SharedNetworkState {
    return { past: this.#past.save(), runs: this.runs.map((run) => run.save()) };
  }

  restore({ past, runs }: SharedNetworkState): void {
    this.#past.restore(past);
    for (const [i, run] of this.runs.entries()) run.restore(runs[i]!);
  }

  close(): void {
    closeMemory(this.#memory);
  }
}
