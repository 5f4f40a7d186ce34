/** Spikes whose later connections are still to be delivered. */

/** Spikes of one step: the segment that each has come to, and its payloads. */
export class Waiting {
  length = 0;
  cursors = new Uint32Array(0);
  readonly payloads: Float64Array[];

  constructor(columns: number) {
    this.payloads = Array.from({ length: columns }, () => new Float64Array(0));
  }

  /** Takes the place of what was there. Room is made for as many spikes as there are: no number of them is too large. */
  set(cursors: Uint32Array, payloads: readonly Float64Array[]): void {
    this.length = cursors.length;
    if (this.cursors.length < this.length) {
      this.cursors = new Uint32Array(2 * this.length);
      for (const column of this.payloads.keys()) this.payloads[column] = new Float64Array(2 * this.length);
    }
    this.cursors.set(cursors);
    for (const [column, values] of payloads.entries()) this.payloads[column]!.set(values);
  }
}

/** A `Waiting` for each of the last steps in which one was needed. */
export class History {
  readonly #length: number;
  /** By step modulo the length. */
  readonly #steps = new Map<number, Waiting>();
  readonly #columns: number;

  /** @param length  steps after which nothing waits any longer */
  constructor(length: number, columns: number) {
    this.#length = length;
    this.#columns = columns;
  }

  /** What waits since the step `tick`, one of the last; undefined if nothing does. */
  at(tick: number): Waiting | undefined {
    return this.#steps.get(tick % this.#length);
  }

  /** Puts spikes of the step in the place of what is forgotten. */
  put(tick: number, cursors: Uint32Array, payloads: readonly Float64Array[]): void {
    const present = this.at(tick);
    if (present === undefined && cursors.length === 0) return;
    const waiting = present ?? new Waiting(this.#columns);
    this.#steps.set(tick % this.#length, waiting);
    waiting.set(cursors, payloads);
  }

  /** All that waits, by step modulo the length. */
  get entries(): readonly (readonly [number, Waiting])[] {
    return [...this.#steps].filter(([, { length }]) => length > 0);
  }
}
