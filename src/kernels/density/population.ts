/** A population as masses on a grid of its potential, and one implicit step of it. */
import type { Medium } from "./medium.ts";
import { DensityOperator } from "./operator.ts";
import type { Waiting } from "./reading.ts";
import { Resolvent } from "./resolvent.ts";

/** How time is divided: backward Euler, or the backward difference over two steps, which is of second order. */
export type TimeScheme = "backward-euler" | "bdf2";

/** What is kept to go on from. */
export interface DensityState {
  readonly masses: Float64Array;
  readonly before: Float64Array;
  readonly numbers: readonly number[];
}

/** Masses in motion. All of them and those that wait add up to 1. */
export class DensityPopulation {
  readonly operator: DensityOperator;
  readonly medium: Medium;
  /** Neurons. */
  readonly size: number;
  masses: Float64Array;
  /** Mass that waits at the reset. */
  waiting = 0;
  /** Spikes per neuron in the last step. */
  fired = 0;
  /** Rate of spikes per neuron at the end of the last step [1/ms]. */
  activity = 0;
  /** A step ago. */
  #before: Float64Array;
  #waitingBefore = 0;
  /** Masses at the beginning of a step that is made of parts. */
  readonly #start: Float64Array;
  #waitingStart = 0;
  readonly #resolvent: Resolvent;
  readonly #rightHandSide: Float64Array;
  readonly #waits: Waiting;
  /** Cells from which neurons fire, as far as is known: [from, cells). */
  readonly #firstOut: number;
  // Of the step that is being made.
  #theta = 0;
  #waitingRight = 0;
  #firedRight = 0;
  #released = 0;
  #entering = 0;
  /** The activity that was solved for last. */
  tried = 0;

  constructor(medium: Medium, size: number) {
    const { grid, reading } = medium;
    this.operator = new DensityOperator(medium);
    this.medium = medium;
    this.size = size;
    this.masses = new Float64Array(grid.cells);
    this.#before = new Float64Array(grid.cells);
    this.#start = new Float64Array(grid.cells);
    this.#resolvent = new Resolvent(grid.cells);
    this.#rightHandSide = new Float64Array(grid.cells);
    this.#waits = reading.waiting;
    this.#firstOut = reading.firing.kind === "threshold" ? grid.cells - 1 : 0;
  }

  /**
   * Begins a step, or a part of one.
   *
   * @param length       of the step [ms]
   * @param scheme       `bdf2`: the step before this one was equally long
   * @param released     mass that ends a constant refractoriness in the step, and in the one before
   * @returns            false where the second order would need a negative mass; then a step of backward Euler has to be made
   */
  begin(length: number, scheme: TimeScheme, released: readonly [number, number]): boolean {
    const { masses } = this;
    const right = this.#rightHandSide;
    this.tried = 0;
    if (scheme === "backward-euler") {
      right.set(masses);
      this.#theta = length;
      this.#waitingRight = this.waiting;
      this.#firedRight = 0;
      this.#released = released[0];
      return true;
    }
    const before = this.#before;
    let least = 0;
    for (let i = 0; i < right.length; i++) {
      const value = (4 * masses[i]! - before[i]!) / 3;
      right[i] = value;
      least = Math.min(least, value);
    }
    this.#theta = (2 * length) / 3;
    this.#waitingRight = (4 * this.waiting - this.#waitingBefore) / 3;
    this.#firedRight = this.fired / 3;
    this.#released = released[0] - released[1] / 3;
    return least >= 0 && this.#waitingRight >= 0 && this.#released >= 0;
  }

  /**
   * Solves the step, for its drift and diffusion as they are at its end, and returns the activity there [1/ms].
   *
   * What enters at the reset is a + c A, so that masses are x + (a + c A) y, and A is the sum of what leaves them.
   */
  solve(time: number, shift: number, more: number, colour: number): number {
    const { operator } = this;
    const { x, y } = this.#resolvent;
    const { out } = operator;
    const theta = this.#theta;
    operator.update(time, shift, more, colour);
    this.#resolvent.solve(operator, 1, theta, this.#rightHandSide, operator.entry);
    let [fromX, fromY] = [0, 0];
    for (let i = this.#firstOut; i < out.length; i++) {
      fromX += out[i]! * x[i]!;
      fromY += out[i]! * y[i]!;
    }
    const waits = this.#waits;
    const part = waits.kind === "exponential" ? theta / (waits.mean + theta) : 0;
    const known = waits.kind === "none" ? 0 : waits.kind === "constant" ? this.#released : part * this.#waitingRight;
    const factor = waits.kind === "none" ? theta : part * theta;
    const activity = (fromX + known * fromY) / (1 - factor * fromY);
    this.#entering = known + factor * activity;
    this.tried = activity;
    return activity;
  }

  /** Takes what was solved last as the end of the step, or of a part of it. */
  take(isPart: boolean): void {
    const { x, y } = this.#resolvent;
    const entering = this.#entering;
    const next = isPart ? this.masses : this.#before;
    for (let i = 0; i < next.length; i++) next[i] = x[i]! + entering * y[i]!;
    const fired = this.#theta * this.tried + this.#firedRight;
    const waiting = this.#waits.kind === "none" ? 0 : this.#waitingRight + this.#theta * this.tried - entering;
    if (!isPart) {
      this.#before = this.masses;
      this.masses = next;
      this.#waitingBefore = this.waiting;
    }
    this.waiting = Math.max(0, waiting);
    this.fired = isPart ? this.fired + fired : fired;
    this.activity = this.tried;
  }

  /** Before the first part of a step. */
  beginParts(): void {
    this.#start.set(this.masses);
    this.#waitingStart = this.waiting;
    this.fired = 0;
  }

  /** After the last: what was there at the beginning is what was a step ago. */
  endParts(): void {
    this.#before.set(this.#start);
    this.#waitingBefore = this.#waitingStart;
  }

  /** All mass. */
  get mass(): number {
    const { masses } = this;
    let sum = 0;
    for (let i = 0; i < masses.length; i++) sum += masses[i]!;
    return sum + this.waiting;
  }

  save(): DensityState {
    return {
      masses: this.masses.slice(),
      before: this.#before.slice(),
      numbers: [this.waiting, this.#waitingBefore, this.fired, this.activity],
    };
  }

  restore({ masses, before, numbers }: DensityState): void {
    this.masses.set(masses);
    this.#before.set(before);
    [this.waiting, this.#waitingBefore, this.fired, this.activity] = numbers as [number, number, number, number];
  }
}
