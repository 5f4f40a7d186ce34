/** When a level that is linear in the variables of a linear flow first rises through 0: no crossing is missed, nothing is sampled. */
import { dot } from "../../numerics/index.ts";
import type { LinearFlow } from "./linear-flow.ts";

/** A Newton step is the last one when its square, the size of what is left, is below this part of the time found. */
const lastStep = Number.EPSILON / 4;
const none: readonly number[] = [];
/** Far more than bisection needs. */
const mostIterations = 400;

/**
 * f_0 = l x along x' = A x. With f_(k+1) = f_k' + r_k f_k and r_k the rate of the most downstream variable that f_k holds, f_(k+1) no
 * longer holds it, until nothing is left. exp(r_k t) f_k has the slope exp(r_k t) f_(k+1), so that f_k changes its sign at most once
 * between two zeros of f_(k+1) (Rolle), where it is bracketed.
 */
export class Crossing {
  readonly #flow: LinearFlow;
  /** Rows of f_0, f_1, ... */
  readonly #rows: readonly Float64Array[];
  readonly #rates: readonly number[];
  readonly #moved: Float64Array;

  /** @param level  l: the level is its product with the variables */
  constructor(flow: LinearFlow, level: Float64Array) {
    const rows = [level];
    const rates: number[] = [];
    for (const i of flow.order) {
      const row = rows.at(-1)!;
      if (row[i] === 0) continue;
      const rate = -flow.matrix[i]![i]!;
      rates.push(rate);
      rows.push(row.map((own, j) => row.reduce((sum, part, k) => sum + part * flow.matrix[k]![j]!, 0) + rate * own));
      // The product cancels up to rounding; what is left of it would be eliminated for ever.
      rows.at(-1)![i] = 0;
    }
    this.#flow = flow;
    this.#rows = rows;
    this.#rates = rates;
    this.#moved = new Float64Array(flow.size);
  }

  /** The level now. */
  level(x: Float64Array): number {
    return dot(this.#rows[0]!, x);
  }

  /** How fast the level rises. */
  rise(x: Float64Array): number {
    return this.#slope(0, x);
  }

  /** Time until the level first rises through 0, within `horizon`: 0 where it is above, or at 0 and rising; infinity if it does not. */
  first(x: Float64Array, horizon: number): number {
    const now = this.level(x);
    if (now > 0 || (now === 0 && this.#slope(0, x) > 0)) return 0;
    return this.#changes(0, x, horizon, true)[0] ?? Number.POSITIVE_INFINITY;
  }

  /** Sign changes of f_k in (0, horizon), ascending; with `onlyRise` the first from below to above. */
  #changes(k: number, x: Float64Array, horizon: number, onlyRise: boolean): readonly number[] {
    // The last one is a single exponential.
    if (k >= this.#rates.length - 1) return none;
    const turns = this.#changes(k + 1, x, horizon, false);
    let low = 0;
    let atLow = dot(this.#rows[k]!, x);
    // What moves away from 0 does not come back before it turns.
    if (turns.length === 0 && atLow * dot(this.#rows[k + 1]!, x) > 0) return none;
    const changes: number[] = [];
    for (let i = 0; i <= turns.length; i++) {
      const high = turns[i] ?? horizon;
      const atHigh = this.#value(k, x, high);
      if (atLow < 0 && atHigh > 0) {
        changes.push(this.#solve(k, x, low, high, 1));
        if (onlyRise) break;
      } else if (atLow > 0 && atHigh < 0 && !onlyRise) changes.push(this.#solve(k, x, low, high, -1));
      low = high;
      atLow = atHigh;
    }
    return changes;
  }

  #value(k: number, x: Float64Array, t: number): number {
    this.#flow.advance(x, t, this.#moved);
    return dot(this.#rows[k]!, this.#moved);
  }

  /** f_k' = f_(k+1) - r_k f_k. */
  #slope(k: number, x: Float64Array): number {
    return k === this.#rates.length ? 0 : dot(this.#rows[k + 1]!, x) - this.#rates[k]! * dot(this.#rows[k]!, x);
  }

  /** The zero between `low` and `high`, by Newton's method from below; bisection where a step leaves the bracket or does not help. */
  #solve(k: number, x: Float64Array, low: number, high: number, sign: 1 | -1): number {
    let t = low;
    let previous = Number.POSITIVE_INFINITY;
    for (let iteration = 0; iteration < mostIterations; iteration++) {
      const y = sign * this.#value(k, x, t);
      if (y === 0) return t;
      if (y < 0) low = t;
      else high = t;
      const step = -y / (sign * this.#slope(k, this.#moved));
      const newton = t + step;
      if (Math.abs(step) <= Number.EPSILON * t) return newton;
      const isGood = newton > low && newton < high && Math.abs(y) < 0.5 * previous;
      if (isGood && step * step * this.#flow.fastest <= lastStep * newton) return newton;
      const next = isGood ? newton : 0.5 * (low + high);
      if (next === low || next === high) return next;
      previous = Math.abs(y);
      t = next;
    }
    return t;
  }
}
