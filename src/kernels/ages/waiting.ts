/** Neurons that are refractory, in the order in which they fired. */
export class Waiting {
  /** How many they are. */
  sum = 0;
  readonly #waiting: Float64Array;
  #next = 0;

  /** @param rest  steps for which each waits, at least 1 */
  constructor(rest: number) {
    this.#waiting = new Float64Array(rest);
  }

  /** Takes in those who fire in a step, and returns those whose wait ends with it. */
  pass(spikes: number): number {
    const released = this.#waiting[this.#next]!;
    this.#waiting[this.#next] = spikes;
    this.#next = (this.#next + 1) % this.#waiting.length;
    this.sum += spikes - released;
    return released;
  }

  /** Calls `visit` with neurons and the steps since they have fired. */
  each(visit: (neurons: number, age: number) => void): void {
    const { length } = this.#waiting;
    for (let age = 0; age < length; age++) visit(this.#waiting[(this.#next + length - 1 - age) % length]!, age);
  }

  /** Adds up anew what has been carried on from step to step, with its rounding. */
  count(): void {
    this.sum = this.#waiting.reduce((sum, one) => sum + one, 0);
  }

  save(): WaitingState {
    return { sum: this.sum, waiting: this.#waiting.slice(), next: this.#next };
  }

  restore({ sum, waiting, next }: WaitingState): void {
    this.sum = sum;
    this.#waiting.set(waiting);
    this.#next = next;
  }
}

export interface WaitingState {
  readonly sum: number;
  readonly waiting: Float64Array;
  readonly next: number;
}
