/** Sums over activities some ticks ago: what arrives after delays. */

/** Numbers of populations at the last ticks, in a ring {steps, populations}. Before the first tick all were 0. */
export class History {
  readonly values: Float64Array;
  /** Steps in the ring, a power of two. */
  readonly size: number;
  readonly populations: number;

  /** @param longest  ticks back that are asked for */
  constructor(longest: number, populations: number) {
    // What is noted at one tick stands where that of a tick before the first would, once that is out of reach.
    this.size = 1 << (32 - Math.clz32(longest + 1));
    this.populations = populations;
    this.values = new Float64Array(this.size * populations);
  }

  at(tick: number, population: number): number {
    return this.values[(tick & (this.size - 1)) * this.populations + population]!;
  }

  note(tick: number, population: number, value: number): void {
    this.values[(tick & (this.size - 1)) * this.populations + population] = value;
  }
}

/** A number that is factor times an activity, some steps ago. */
export interface Part {
  readonly source: number;
  readonly delay: number;
  readonly factor: number;
  /** Factor for the diffusion, and for that times the root of the time constant of a filter. */
  readonly diffusion: number;
  readonly colour: number;
}

/** Parts as arrays, those of one source and delay as one. */
export class Inflow {
  readonly #sources: Int32Array;
  readonly #delays: Int32Array;
  readonly #factors: Float64Array;
  readonly #diffusions: Float64Array;
  readonly #colours: Float64Array;
  /** Drift, diffusion and colour, as `gather` has found them. */
  factor = 0;
  diffusion = 0;
  colour = 0;

  constructor(parts: readonly Part[]) {
    const groups = new Map<string, Part>();
    for (const { source, delay, factor, diffusion, colour } of parts) {
      const key = `${source} ${delay}`;
      const known = groups.get(key) ?? { source, delay, factor: 0, diffusion: 0, colour: 0 };
      const sum = { factor: known.factor + factor, diffusion: known.diffusion + diffusion, colour: known.colour + colour };
      groups.set(key, { source, delay, ...sum });
    }
    const all = [...groups.values()].sort((a, b) => a.source - b.source || a.delay - b.delay);
    this.#sources = Int32Array.from(all, ({ source }) => source);
    this.#delays = Int32Array.from(all, ({ delay }) => delay);
    this.#factors = Float64Array.from(all, ({ factor }) => factor);
    this.#diffusions = Float64Array.from(all, ({ diffusion }) => diffusion);
    this.#colours = Float64Array.from(all, ({ colour }) => colour);
  }

  /**
   * @param to   part of the step to `tick`: activities between two ticks are on a line
   * @param now  activities at that moment, for those that act without delay {populations}
   */
  gather({ values, size, populations }: History, tick: number, to: number, now: Float64Array): void {
    const [sources, delays, mask] = [this.#sources, this.#delays, size - 1];
    let [factor, diffusion, colour] = [0, 0, 0];
    for (let p = 0; p < sources.length; p++) {
      const source = sources[p]!;
      const ago = tick - delays[p]!;
      let activity = values[(ago & mask) * populations + source]!;
      if (ago === tick) activity = now[source]!;
      else if (to < 1) activity = (1 - to) * values[((ago - 1) & mask) * populations + source]! + to * activity;
      factor += this.#factors[p]! * activity;
      diffusion += this.#diffusions[p]! * activity;
      colour += this.#colours[p]! * activity;
    }
    [this.factor, this.diffusion, this.colour] = [factor, diffusion, colour];
  }

  /** The same at activities that have always been the same. */
  hold(activities: ArrayLike<number>): void {
    [this.factor, this.diffusion, this.colour] = [0, 0, 0];
    for (const [p, source] of this.#sources.entries()) {
      this.factor += this.#factors[p]! * activities[source]!;
      this.diffusion += this.#diffusions[p]! * activities[source]!;
      this.colour += this.#colours[p]! * activities[source]!;
    }
  }
}
