/** Populations that fire at a rate from outside: sources of densities, and what is recorded of them. */
import type { Experiment } from "../../model/index.ts";
import { type RateStretch, relayCourse } from "../relay.ts";
import type { Recorded } from "./recorder.ts";

/** Their rates, by name. */
export type Relays = ReadonlyMap<string, readonly RateStretch[]>;

/** Populations without states, whose single spikes reach others at a rate from outside, and their rates. */
export function relaysOf(experiment: Experiment): Relays {
  const { populations, projections } = experiment;
  const speak = projections.filter(({ synapse }) => synapse.kind === "activity").map(({ from }) => from.population);
  return new Map(
    populations.flatMap((population) => {
      const course = speak.includes(population.name) ? undefined : relayCourse(experiment, population);
      return course ? [[population.name, course] as const] : [];
    }),
  );
}

/** One as recordings see it. */
export class Relay implements Recorded {
  readonly name: string;
  readonly size: number;
  readonly mass = 1;
  readonly medium = { observe: () => {} };
  readonly #course: readonly RateStretch[];
  activity = 0;
  fired = 0;

  constructor(name: string, size: number, course: readonly RateStretch[]) {
    this.name = name;
    this.size = size;
    this.#course = course;
  }

  /** Sees a step [ms]. */
  pass(begin: number, end: number): void {
    this.fired = 0;
    for (const { start, stop, rate } of this.#course) {
      const length = Math.min(stop, end) - Math.max(start, begin);
      if (length <= 0) continue;
      this.fired += rate * length;
      this.activity = rate;
    }
  }
}

/** The relays of a run. */
export function relaysIn({ populations }: Experiment, relays: Relays): readonly Relay[] {
  return populations.flatMap(({ name, size }) => (relays.has(name) ? [new Relay(name, size, relays.get(name)!)] : []));
}
