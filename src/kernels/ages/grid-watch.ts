/** When to look at the error of a coarse grid: from time to time, when neurons fire. What there is between two volleys counts for nothing. */

/** Steps between two looks at least. */
const interval = 256;

export class GridWatch {
  /** Relative error of the activity for cohorts wider than a step, by the last look. */
  error = 0;
  /** Steps since the last look, and spikes expected in them. */
  #since = 0;
  #fired = 0;

  /** Whether a step with so many expected spikes is one to look at: not far fewer than the mean of those since the last look. */
  isDue(expected: number): boolean {
    this.#since++;
    this.#fired += expected;
    if (this.#since < interval || 2 * expected * this.#since < this.#fired) return false;
    this.#since = 0;
    this.#fired = 0;
    return true;
  }

  save(): GridWatchState {
    return { error: this.error, since: this.#since, fired: this.#fired };
  }

  restore({ error, since, fired }: GridWatchState): void {
    this.error = error;
    this.#since = since;
    this.#fired = fired;
  }
}

export interface GridWatchState {
  readonly error: number;
  readonly since: number;
  readonly fired: number;
}
