/** A run as it is seen while it goes on. */
import type { Channel, Chunk, Result } from "../contract/index.ts";
import { Collector } from "./collector.ts";
import type { Stretch } from "./live.ts";

/** Who looks on. What is handed over is theirs: nothing of it is used again. */
export interface Watch {
  /** The result as it will be, without recordings, when the run of a scale begins. */
  readonly begun: (blank: Result) => void;
  /** What was recorded since the last stretch. All stretches together hold what the result will. */
  readonly stretch: (stretch: Stretch) => void;
}

/** Shortest wall time between two stretches [ms]: fifty pictures a second are more than is seen of a run. */
const PERIOD = 20;

/** Owns what was recorded since it was last shown. */
export class Onlooker {
  readonly #channels: readonly Channel[];
  readonly #watch: Watch;
  readonly #now: () => number;
  #collector: Collector;
  #shown: number;

  constructor(channels: readonly Channel[], watch: Watch, now: () => number) {
    this.#channels = channels;
    this.#watch = watch;
    this.#now = now;
    this.#collector = new Collector(channels);
    this.#shown = now();
  }

  add(chunk: Chunk): void {
    this.#collector.add(chunk);
  }

  /** The run has come to `time`: shows what there is, not too often. */
  turn(time: number): void {
    if (this.#now() - this.#shown >= PERIOD) this.show(time);
  }

  show(time: number): void {
    const profiles = this.#collector.profiles();
    this.#watch.stretch({
      time,
      signals: this.#collector.signals(),
      spikes: this.#collector.spikes(),
      ...(profiles.length > 0 ? { profiles } : {}),
    });
    this.#collector = new Collector(this.#channels);
    this.#shown = this.#now();
  }
}
