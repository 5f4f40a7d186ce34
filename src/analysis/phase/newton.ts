/** Newton's method on some of the rates of a system by some of its states. */
import type { System } from "../../contract/index.ts";
import { decompose, solveDecomposed } from "../../numerics/index.ts";

/** Steps of Newton's method; from a neighbouring solution two or three are enough. */
const mostSteps = 60;
/** Halvings of a step that does not bring the rates down. */
const mostHalvings = 30;
/** A step that changes no state by more than this many units in the last place ends the search. */
const ulps = 4;
/** A last step below this, relative to the states, is believed although rounding keeps it from becoming smaller. */
const believed = 1e-8;

/**
 * Solves rate_k(y) = 0 for k in `unknowns` by the states of the same numbers, the other states fixed. Steps are damped so that the
 * rates, each weighed by its own largest slope, become smaller; near a solution they are full and it ends at rounding error.
 */
export class NewtonSolver {
  readonly #system: System;
  readonly #unknowns: readonly number[];
  readonly #scales: Float64Array;
  readonly #rates: Float64Array;
  readonly #jacobian: Float64Array;
  readonly #matrix: Float64Array;
  readonly #pivots: Int32Array;
  readonly #weights: Float64Array;
  readonly #step: Float64Array;
  readonly #trial: Float64Array;

  /** @param scales  for each state of the system the size below which differences of it do not count {n} */
  constructor(system: System, unknowns: readonly number[], scales: Float64Array) {
    const [n, m] = [system.states.length, unknowns.length];
    this.#system = system;
    this.#unknowns = unknowns;
    this.#scales = scales;
    this.#rates = new Float64Array(n);
    this.#jacobian = new Float64Array(n * n);
    this.#matrix = new Float64Array(m * m);
    this.#pivots = new Int32Array(m);
    this.#weights = new Float64Array(m);
    this.#step = new Float64Array(m);
    this.#trial = new Float64Array(n);
  }

  /** Moves the unknowns of y to a solution and says whether it is one; y is somewhere on the way where it is none. */
  solve(y: Float64Array, p: Float64Array): boolean {
    let last = Number.POSITIVE_INFINITY;
    this.#system.rhs(y, p, this.#rates);
    for (let iteration = 0; iteration < mostSteps; iteration++) {
      if (!this.#findStep(y, p)) return false;
      const size = this.#sizeOfStep(y);
      if (!(size < Number.POSITIVE_INFINITY)) return false;
      // At rounding error steps no longer halve.
      if (size < believed && size >= 0.5 * last) return true;
      if (!this.#takeStep(y, p, size)) return size < believed;
      if (size <= ulps * Number.EPSILON) return true;
      last = size;
    }
    return last < believed;
  }

  /** Solves the linear equations at y, whose rates are known. */
  #findStep(y: Float64Array, p: Float64Array): boolean {
    const [n, m] = [y.length, this.#unknowns.length];
    this.#system.jacobian(y, p, this.#jacobian);
    for (let i = 0; i < m; i++) {
      const row = this.#unknowns[i]!;
      let largest = 0;
      for (let j = 0; j < m; j++) {
        const column = this.#unknowns[j]!;
        const entry = this.#jacobian[row * n + column]!;
        this.#matrix[i * m + j] = entry;
        largest = Math.max(largest, Math.abs(entry) * this.#sizeOf(y, column));
      }
      this.#weights[i] = largest > 0 ? 1 / largest : 0;
      this.#step[i] = -this.#rates[row]!;
    }
    if (!decompose(m, this.#matrix, this.#pivots)) return false;
    solveDecomposed(m, this.#matrix, this.#pivots, this.#step);
    return true;
  }

  #sizeOf(y: Float64Array, state: number): number {
    return Math.max(Math.abs(y[state]!), this.#scales[state]!);
  }

  #sizeOfStep(y: Float64Array): number {
    let size = 0;
    for (let i = 0; i < this.#unknowns.length; i++) {
      size = Math.max(size, Math.abs(this.#step[i]!) / this.#sizeOf(y, this.#unknowns[i]!));
    }
    return size;
  }

  /** Takes as much of the step as brings the rates down; false where nothing of it does. */
  #takeStep(y: Float64Array, p: Float64Array, size: number): boolean {
    const before = this.#norm();
    const trial = this.#trial;
    trial.set(y);
    for (let [halving, part] = [0, 1]; halving < mostHalvings; halving++, part *= 0.5) {
      for (let i = 0; i < this.#unknowns.length; i++) {
        const state = this.#unknowns[i]!;
        trial[state] = y[state]! + part * this.#step[i]!;
      }
      this.#system.rhs(trial, p, this.#rates);
      const after = this.#norm();
      // A tiny step may leave rounding error where it was.
      if (after < before || (after < Number.POSITIVE_INFINITY && size < believed)) {
        y.set(trial);
        return true;
      }
    }
    this.#system.rhs(y, p, this.#rates);
    return before === 0;
  }

  #norm(): number {
    let norm = 0;
    for (let i = 0; i < this.#unknowns.length; i++) {
      const part = Math.abs(this.#rates[this.#unknowns[i]!]! * this.#weights[i]!);
      // Not a number is the largest.
      norm = part <= norm ? norm : part;
    }
    return norm;
  }
}
