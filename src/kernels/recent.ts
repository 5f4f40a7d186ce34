/** Things that were made last, to be used again. */

/** Owns the things, most recent first. */
export class Recent<T> {
  readonly #most: number;
  readonly #kept: T[] = [];

  /** @param most  that are kept */
  constructor(most: number) {
    this.#most = most;
  }

  /** One of the kept that is meant, else one that is made; either is the most recent from then on. */
  take(isMeant: (one: T) => boolean, make: () => T): T {
    const at = this.#kept.findIndex(isMeant);
    const taken = at < 0 ? make() : this.#kept.splice(at, 1)[0]!;
    this.#kept.unshift(taken);
    this.#kept.length = Math.min(this.#kept.length, this.#most);
    return taken;
  }
}
