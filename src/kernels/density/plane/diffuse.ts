/** Drift and diffusion along the conductance: the same rates of exchange at all potentials, implicit in time. */

/** Part of the step in each of the two stages. */
const stage = 1 - Math.SQRT1_2;

/**
 * One step of dm/dt = A m with the two-stage, L-stable method of second order of Alexander (1977, doi 10.1137/0714068):
 *
 *   x = R m,   m' = R (x + sqrt 2 (x - m)),   R = (1 - (1 - 1/sqrt 2) h A)^-1
 *
 * No scheme beyond first order keeps masses positive at all steps (Bolley & Crouzeix 1978, doi 10.1051/m2an/1978120302371). What comes out
 * negative is set to 0 and taken from the rest at the same potential in proportion: at most the error of the scheme.
 */
export class Exchanges {
  readonly #rows: number;
  readonly #columns: number;
  // Elimination of R, as in `Resolvent`: no difference is taken.
  readonly #passed: Float64Array;
  readonly #fall: Float64Array;
  readonly #inverse: Float64Array;
  readonly #begin: Float64Array;
  readonly #positive: Float64Array;
  readonly #negative: Float64Array;

  /** @param rows  conductances; @param columns  potentials */
  constructor(rows: number, columns: number) {
    this.#rows = rows;
    this.#columns = columns;
    this.#passed = new Float64Array(rows);
    this.#fall = new Float64Array(rows);
    this.#inverse = new Float64Array(rows);
    this.#begin = new Float64Array(rows * columns);
    this.#positive = new Float64Array(columns);
    this.#negative = new Float64Array(columns);
  }

  /**
   * Eliminates for a step.
   *
   * @param up    rates at which mass leaves row j for j + 1; the last is not read [1/ms] {rows}
   * @param down  for j - 1; the first is not read
   */
  prepare(up: Float64Array, down: Float64Array, time: number): void {
    const last = this.#rows - 1;
    const length = stage * time;
    let kept = 1;
    for (let j = 0; j < last; j++) {
      const rise = length * up[j]!;
      const reciprocal = 1 / (kept + rise);
      this.#inverse[j] = reciprocal;
      this.#passed[j] = rise * reciprocal;
      this.#fall[j] = length * down[j + 1]! * reciprocal;
      kept = 1 + length * down[j + 1]! * (kept * reciprocal);
    }
    this.#inverse[last] = 1 / kept;
  }

  /** Moves masses {rows, columns} over the prepared step. */
  apply(masses: Float64Array): void {
    const begin = this.#begin;
    begin.set(masses);
    this.#resolve(masses);
    for (let i = 0; i < masses.length; i++) masses[i]! += Math.SQRT2 * (masses[i]! - begin[i]!);
    this.#resolve(masses);
    this.#keepPositive(masses);
  }

  #resolve(masses: Float64Array): void {
    const n = this.#columns;
    const last = this.#rows - 1;
    for (let j = 0; j < last; j++) {
      const passed = this.#passed[j]!;
      const here = j * n;
      for (let i = here; i < here + n; i++) masses[i + n]! += passed * masses[i]!;
    }
    const end = this.#inverse[last]!;
    for (let i = last * n; i < (last + 1) * n; i++) masses[i]! *= end;
    for (let j = last - 1; j >= 0; j--) {
      const [fall, inverse] = [this.#fall[j]!, this.#inverse[j]!];
      const here = j * n;
      for (let i = here; i < here + n; i++) masses[i] = masses[i]! * inverse + fall * masses[i + n]!;
    }
  }

  #keepPositive(masses: Float64Array): void {
    const n = this.#columns;
    const [positive, negative] = [this.#positive, this.#negative];
    positive.fill(0);
    negative.fill(0);
    let isPositive = true;
    for (let at = 0; at < masses.length; at += n) {
      for (let i = 0; i < n; i++) {
        const mass = masses[at + i]!;
        if (mass >= 0) positive[i]! += mass;
        else {
          negative[i]! += mass;
          isPositive = false;
        }
      }
    }
    if (isPositive) return;
    for (let i = 0; i < n; i++) if (negative[i]! < 0) this.#even(masses, i, positive[i]!, negative[i]!);
  }

  /** Sets negative masses at potential `i` to 0 and takes them from the others. */
  #even(masses: Float64Array, i: number, positive: number, negative: number): void {
    const factor = Math.max(0, positive + negative) / positive;
    for (let at = i; at < masses.length; at += this.#columns) masses[at] = masses[at]! > 0 ? masses[at]! * factor : 0;
  }
}
