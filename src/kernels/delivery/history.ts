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

/** A `Waiting` for each of the last steps. */
export class History {
  readonly #steps: readonly Waiting[];

  constructor(steps: number, columns: number) {
    this.#steps = Array.from({ length: steps }, () => new Waiting(columns));
  }

  /** Of the step `tick`, which is one of the last. */
  at(tick: number): Waiting {
    return this.#steps[tick % this.#steps.length]!;
  }

  get steps(): readonly Waiting[] {
    return this.#steps;
  }
}
