/** A step that has been made and not been taken. */
import type { NeuronBody } from "./body.ts";

/**
 * Where a neuron would be after its next step. Compiled steps are made in memory that neurons share, so the result of one that waits
 * while others make theirs is kept here.
 */
export class Trial {
  /** It was kept, because it leads beyond the time that was asked for. */
  isWaiting = false;
  /** No step could be made. */
  isRescue = false;
  /** Number of the level that it ends at, or -1. */
  event = -1;
  /** Its end. */
  end = 0;
  #taken = 0;
  #isAtStop = false;
  #next = 0;
  #nextSlope = 0;
  readonly #state: Float64Array;
  readonly #slope: Float64Array;

  constructor(n: number) {
    this.#state = new Float64Array(n);
    this.#slope = new Float64Array(n);
  }

  /** A step of `taken` to the state at the place `next` with the rates at `nextSlope`. */
  set(body: NeuronBody, taken: number, next: number, nextSlope: number, isAtStop: boolean, event: number): void {
    this.#taken = taken;
    this.#next = next;
    this.#nextSlope = nextSlope;
    this.#isAtStop = isAtStop;
    this.event = event;
    this.end = isAtStop ? body.stop : body.t + (body.rest + taken);
  }

  passes(time: number): boolean {
    return this.end > time;
  }

  /** Copies what the next step of another neuron would overwrite. */
  keep({ machine, numbers }: NeuronBody): void {
    if (this.isWaiting) return;
    for (let i = 0; i < machine.n; i++) {
      this.#state[i] = numbers[this.#next + i]!;
      this.#slope[i] = numbers[this.#nextSlope + i]!;
    }
    this.isWaiting = true;
  }

  /** Moves the body on. */
  take(body: NeuronBody): void {
    const { machine, numbers } = body;
    if (this.isWaiting) {
      for (let i = 0; i < machine.n; i++) {
        numbers[machine.state + i] = this.#state[i]!;
        numbers[machine.slope + i] = this.#slope[i]!;
      }
      this.#next = machine.state;
      this.#nextSlope = machine.slope;
      this.isWaiting = false;
    }
    body.take(this.#taken, this.#next, this.#isAtStop);
    if (this.event < 0) body.carryOver(this.#nextSlope);
  }
}
