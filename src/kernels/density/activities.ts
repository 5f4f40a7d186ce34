/** Solves for the activities that a step ends with, where each acts on the populations that it comes from. */
import { decompose, solveDecomposed } from "../../numerics/index.ts";

/** Activities that follow from activities: a = G(a). */
export type Response = (a: Float64Array, out: Float64Array) => void;

/** Iterations, and the residual, relative to the activities, at which they are solved for. */
const most = 40;
const tolerance = 1e-10;

/** Quasi-Newton iterations for a - G(a) = 0 (Broyden 1965, doi 10.1090/S0025-5718-1965-0198670-6); the slopes are kept from one call to the next. */
export class ImplicitActivities {
  /** The solution, or where the iterations have ended. */
  readonly values: Float64Array;
  readonly #n: number;
  readonly #out: Float64Array;
  readonly #residual: Float64Array;
  readonly #change: Float64Array;
  /** The residual that the slopes lead to expect; then what it is more. */
  readonly #expected: Float64Array;
  readonly #slopes: Float64Array;
  readonly #matrix: Float64Array;
  readonly #pivots: Int32Array;
  readonly #smallest: number;

  /** @param smallest  activity that counts as none [1/ms] */
  constructor(n: number, smallest: number) {
    this.#n = n;
    this.#smallest = smallest;
    this.values = new Float64Array(n);
    this.#out = new Float64Array(n);
    this.#residual = new Float64Array(n);
    this.#change = new Float64Array(n);
    this.#expected = new Float64Array(n);
    this.#slopes = new Float64Array(n * n);
    this.#matrix = new Float64Array(n * n);
    this.#pivots = new Int32Array(n);
    this.forget();
  }

  /** Begins anew with slopes of which nothing is known. */
  forget(): void {
    this.#slopes.fill(0);
    for (let i = 0; i < this.#n; i++) this.#slopes[i * this.#n + i] = 1;
  }

  /** Solves from the `values` on; the last call of `response` was at activities which agree with what it gave. False: they never did. */
  solve(response: Response): boolean {
    const { values } = this;
    const n = this.#n;
    const out = this.#out;
    for (let iteration = 0; iteration < most; iteration++) {
      response(values, out);
      let isSolved = true;
      for (let i = 0; i < n; i++) {
        const residual = values[i]! - out[i]!;
        if (!Number.isFinite(residual)) return false;
        if (Math.abs(residual) > tolerance * Math.abs(out[i]!) + this.#smallest) isSolved = false;
        this.#expected[i] = residual - this.#expected[i]!;
        this.#residual[i] = residual;
      }
      if (iteration > 0) this.#learn();
      if (isSolved) return true;
      if (!this.#move()) return false;
    }
    return false;
  }

  /** J <- J + (r - (r_before + J c)) c^T/|c|^2, after the change c. */
  #learn(): void {
    const n = this.#n;
    const [change, slopes, missed] = [this.#change, this.#slopes, this.#expected];
    let square = 0;
    for (let j = 0; j < n; j++) square += change[j]! * change[j]!;
    if (square === 0) return;
    for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) slopes[i * n + j]! += (missed[i]! * change[j]!) / square;
  }

  /** Makes Newton's step with the slopes, and notes the residual that it should lead to: 0, but where an activity would become negative. */
  #move(): boolean {
    const { values } = this;
    const n = this.#n;
    const [change, slopes, expected] = [this.#change, this.#slopes, this.#expected];
    this.#matrix.set(slopes);
    for (let i = 0; i < n; i++) change[i] = -this.#residual[i]!;
    if (!decompose(n, this.#matrix, this.#pivots)) return false;
    solveDecomposed(n, this.#matrix, this.#pivots, change);
    for (let i = 0; i < n; i++) {
      const next = Math.max(0, values[i]! + change[i]!);
      change[i] = next - values[i]!;
      values[i] = next;
    }
    for (let i = 0; i < n; i++) {
      expected[i] = this.#residual[i]!;
      for (let j = 0; j < n; j++) expected[i]! += slopes[i * n + j]! * change[j]!;
    }
    return true;
  }

  save(): Float64Array {
    return this.#slopes.slice();
  }

  restore(slopes: Float64Array): void {
    this.#slopes.set(slopes);
  }
}
