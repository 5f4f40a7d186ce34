/** What was, some time ago, as a few numbers that move. */
import { cos } from "../../../base/index.ts";
import { decompose, solveDecomposed } from "../../../numerics/index.ts";

/** Points of a line: enough for frequencies up to five over its delay. */
const points = 16;

/**
 * A signal travels along a line, u_t = -u_s with u(0) the signal, and leaves it at s = delay: du/dt = A u + b signal at Chebyshev's points but the first {points}.
 *
 * @see Trefethen 2000, Spectral Methods in MATLAB, chapter 6 (the differentiation matrix)
 */
export class DelayLine {
  static readonly size = points;
  readonly #matrix: Float64Array;
  readonly #entry: Float64Array;
  /** Weights of what is in the line: what has entered and not left is their sum with u, always. */
  readonly content: Float64Array;

  constructor(delay: number) {
    const all = points + 1;
    const nodes = Float64Array.from({ length: all }, (_, j) => 0.5 * delay * (1 - cos((Math.PI * j) / points)));
    const end = (j: number) => (j === 0 || j === points ? 2 : 1);
    const slope = (i: number, j: number) => ((end(i) / end(j)) * ((i + j) % 2 === 0 ? 1 : -1)) / (nodes[i]! - nodes[j]!);
    this.#matrix = new Float64Array(points * points);
    this.#entry = new Float64Array(points);
    for (let i = 1; i < all; i++) {
      let sum = 0;
      for (let j = 0; j < all; j++) {
        if (j === i) continue;
        const value = slope(i, j);
        sum += value;
        if (j === 0) this.#entry[i - 1] = -value;
        else this.#matrix[(i - 1) * points + j - 1] = -value;
      }
      this.#matrix[(i - 1) * points + i - 1] = sum;
    }
    // q with q A = -(the last), so that d(q u)/dt = signal - u(delay).
    const transposed = Float64Array.from(this.#matrix, (_, k) => -this.#matrix[(k % points) * points + Math.floor(k / points)]!);
    this.content = new Float64Array(points);
    this.content[points - 1] = 1;
    const pivots = new Int32Array(points);
    decompose(points, transposed, pivots);
    solveDecomposed(points, transposed, pivots, this.content);
  }

  /** For (A - sigma) u + b signal = r: u is `known(r)` and signal times `response`. */
  resolvent(sigma: number): { readonly response: Float64Array; known(r: Float64Array): void } {
    const factors = this.#matrix.slice();
    for (let i = 0; i < points; i++) factors[i * points + i]! -= sigma;
    const pivots = new Int32Array(points);
    decompose(points, factors, pivots);
    const response = this.#entry.map((value) => -value);
    solveDecomposed(points, factors, pivots, response);
    return { response, known: (r) => solveDecomposed(points, factors, pivots, r) };
  }
}
