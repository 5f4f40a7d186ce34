/** What ends a run that would never end by itself. */

/** Counts events: too many within one unit of time are a storm. */
export class StormGuard {
  readonly limit: number;
  #start = 0;
  #count = 0;

  constructor(limit: number) {
    this.limit = limit;
  }

  /** Counts an event at t; whether it is one too many. */
  count(t: number): boolean {
    if (t > this.#start + 1) {
      this.#start = t;
      this.#count = 0;
    }
    return ++this.#count > this.limit;
  }
}

/**
 * Steps after which the progress is judged, and the average length, in spacings of doubles, below which there was none. A solution
 * that chatters about a singularity takes such steps for ever; a spike's upstroke takes some hundred of them.
 */
const stall = { steps: 100_000, spacings: 1000 } as const;

/** Judges progress: steps that are, on average, near the spacing of doubles would go on for ages and get nowhere. */
export class StallGuard {
  #start = 0;
  #steps = 0;

  /** Counts steps up to t, where times are `resolution` apart; whether there was no progress. */
  count(steps: number, t: number, resolution: number): boolean {
    this.#steps += steps;
    if (this.#steps < stall.steps) return false;
    const isStalled = t - this.#start < this.#steps * stall.spacings * resolution;
    this.#steps = 0;
    this.#start = t;
    return isStalled;
  }
}
