/** Linear equations of one implicit step of a density, solved without a subtraction. */

/**
 * Mass moves between neighbouring cells and leaves them. One implicit step of length theta from the masses b solves
 *
 *   (hold + theta (up_i + down_i + out_i)) m_i - theta up_(i-1) m_(i-1) - theta down_(i+1) m_(i+1) = b_i
 *
 * with hold = 1; with hold = 0 and theta = 1, m is the mean time that what enters as b spends in each cell before it leaves.
 */
export interface Exchange {
  /** [1/ms] {cells}. The last of `up` is not read: what passes the upper end is in `out`. */
  readonly up: Float64Array;
  readonly down: Float64Array;
  readonly out: Float64Array;
}

/** Room for the elimination. */
export class Resolvent {
  /** Solutions for the right-hand side and for what enters. {cells} */
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly #inverse: Float64Array;

  constructor(cells: number) {
    this.x = new Float64Array(cells);
    this.y = new Float64Array(cells);
    this.#inverse = new Float64Array(cells);
  }

  /**
   * Eliminates from the lower end up, as a Markov chain is reduced to fewer states (Grassmann, Taksar, Heyman 1985, doi 10.1287/opre.33.5.1107): what a
   * cell loses other than upwards is carried on as a number of its own, and no difference is ever taken. So every entry is positive to the last digit, and sums of
   * columns, that is mass, are kept to rounding.
   *
   * @param b      right-hand side, not negative {cells}
   * @param entry  parts of a unit mass that enter each cell, not negative {cells}
   */
  solve({ up, down, out }: Exchange, hold: number, theta: number, b: Float64Array, entry: Float64Array): void {
    const { x, y } = this;
    const inverse = this.#inverse;
    const last = x.length - 1;
    let kept = hold + theta * out[0]!;
    let fromX = b[0]!;
    let fromY = entry[0]!;
    x[0] = fromX;
    y[0] = fromY;
    for (let i = 0; i < last; i++) {
      const rise = theta * up[i]!;
      const reciprocal = 1 / (kept + rise);
      inverse[i] = reciprocal;
      const passed = rise * reciprocal;
      kept = hold + theta * (out[i + 1]! + down[i + 1]! * (kept * reciprocal));
      fromX = b[i + 1]! + passed * fromX;
      fromY = entry[i + 1]! + passed * fromY;
      x[i + 1] = fromX;
      y[i + 1] = fromY;
    }
    let backX = fromX / kept;
    let backY = fromY / kept;
    x[last] = backX;
    y[last] = backY;
    for (let i = last - 1; i >= 0; i--) {
      const fall = theta * down[i + 1]!;
      const reciprocal = inverse[i]!;
      backX = (x[i]! + fall * backX) * reciprocal;
      backY = (y[i]! + fall * backY) * reciprocal;
      x[i] = backX;
      y[i] = backY;
    }
  }
}
