/** A system seen in one or two of its states, the others frozen or slaved. */
import type { System } from "../../contract/index.ts";
import { decompose, solveDecomposed } from "../../numerics/index.ts";
import { NewtonSolver } from "./newton.ts";

/** What becomes of the states that are no axis. `slaved`: where their own rates are 0. */
export interface Others {
  readonly frozen: readonly number[];
  readonly slaved: readonly number[];
}

/**
 * Rates of the states on the axes as functions of those states alone. Slaved states are functions of the axes, so the slopes of the rates
 * along the axes are total ones: f_a - f_s (f_ss)^-1 f_sa.
 */
export class Plane {
  readonly system: System;
  readonly p: Float64Array;
  readonly axes: readonly number[];
  readonly others: Others;
  /** All states at the last point. */
  readonly y: Float64Array;
  /** Rates of all states at the last point. */
  readonly rates: Float64Array;
  /** Slopes of the rates of the axes at the last point where `differentiate` was called {axes, axes}. */
  readonly slopes: Float64Array;
  readonly #start: Float64Array;
  readonly #slaves: NewtonSolver | undefined;
  readonly #jacobian: Float64Array;
  readonly #matrix: Float64Array;
  readonly #pivots: Int32Array;
  readonly #column: Float64Array;
  /** Rates of the slaved states where they were solved: rounding errors. */
  readonly #solved: Float64Array;

  /**
   * @param start  all states: the values of frozen ones, and where each search for slaved ones begins {n}
   * @param scales  sizes below which differences of states do not count {n}
   */
  constructor(system: System, p: Float64Array, axes: readonly number[], others: Others, start: Float64Array, scales: Float64Array) {
    const n = system.states.length;
    const m = others.slaved.length;
    this.system = system;
    this.p = p;
    this.axes = axes;
    this.others = others;
    this.y = Float64Array.from(start);
    this.#start = Float64Array.from(start);
    this.rates = new Float64Array(n);
    this.slopes = new Float64Array(axes.length * axes.length);
    this.#slaves = m > 0 ? new NewtonSolver(system, others.slaved, scales) : undefined;
    this.#jacobian = new Float64Array(n * n);
    this.#matrix = new Float64Array(m * m);
    this.#pivots = new Int32Array(m);
    this.#column = new Float64Array(m);
    this.#solved = new Float64Array(m).fill(Number.NaN);
  }

  /** Moves to a point of the plane; false where the slaved states have no solution that is found. `b` is ignored on a line. */
  moveTo(a: number, b: number): boolean {
    const { y, axes } = this;
    y[axes[0]!] = a;
    if (axes.length > 1) y[axes[1]!] = b;
    this.system.rhs(y, this.p, this.rates);
    if (this.#slaves === undefined || this.#areSolved()) return true;
    // Always from the start: where there are several solutions, which one it is must not depend on the way here.
    this.#goToStart();
    if (!this.#slaves.solve(y, this.p)) {
      this.#goToStart();
      this.rates.fill(Number.NaN);
      return false;
    }
    this.system.rhs(y, this.p, this.rates);
    this.others.slaved.forEach((state, i) => {
      this.#solved[i] = this.rates[state]!;
    });
    return true;
  }

  /** Whether the slaved states are where they were solved and their rates as they were then: they do not depend on what has moved. */
  #areSolved(): boolean {
    const { slaved } = this.others;
    for (let i = 0; i < slaved.length; i++) if (this.rates[slaved[i]!] !== this.#solved[i]) return false;
    return true;
  }

  #goToStart(): void {
    for (const state of this.others.slaved) this.y[state] = this.#start[state]!;
    this.#solved.fill(Number.NaN);
  }

  /** Finds the slopes of the rates at the present point. */
  differentiate(): void {
    const { axes, others, slopes } = this;
    const n = this.y.length;
    const [k, m] = [axes.length, others.slaved.length];
    const jacobian = this.#jacobian;
    this.system.jacobian(this.y, this.p, jacobian);
    for (let i = 0; i < k; i++) for (let j = 0; j < k; j++) slopes[i * k + j] = jacobian[axes[i]! * n + axes[j]!]!;
    if (m === 0) return;
    for (let i = 0; i < m; i++) for (let j = 0; j < m; j++) this.#matrix[i * m + j] = jacobian[others.slaved[i]! * n + others.slaved[j]!]!;
    if (!decompose(m, this.#matrix, this.#pivots)) {
      slopes.fill(Number.NaN);
      return;
    }
    for (let j = 0; j < k; j++) {
      for (let i = 0; i < m; i++) this.#column[i] = jacobian[others.slaved[i]! * n + axes[j]!]!;
      solveDecomposed(m, this.#matrix, this.#pivots, this.#column);
      for (let i = 0; i < k; i++)
        for (let s = 0; s < m; s++) slopes[i * k + j]! -= jacobian[axes[i]! * n + others.slaved[s]!]! * this.#column[s]!;
    }
  }
}
