/** What was, some time ago, as a few numbers that move. */
import { cos } from "../../../base/index.ts";
import { decompose, solveDecomposed } from "../../../numerics/index.ts";

/** Points of a line: enough for frequencies up to five over its delay, and, where it is read on the way too, up to twelve. */
const [few, many] = [16, 32];

/** How a line is read: a part of the signal that enters it, and weights of what is in it {points}. */
export interface Reading {
  readonly entering: number;
  readonly weights: Float64Array;
}

/**
 * A signal travels along a line, u_t = -u_s with u(0) the signal, and leaves it at s = delay: du/dt = A u + b signal at Chebyshev's points but the first {points}.
 *
 * @see Trefethen 2000, Spectral Methods in MATLAB, chapter 6 (the differentiation matrix)
 */
export class DelayLine {
  /** Points. */
  readonly size: number;
  readonly #nodes: Float64Array;
  readonly #matrix: Float64Array;
  readonly #entry: Float64Array;
  /** Weights of what is in the line: what has entered and not left is their sum with u, always. */
  readonly content: Float64Array;

  /** @param isTapped  whether it is read on the way */
  constructor(delay: number, isTapped: boolean) {
    const points = isTapped ? many : few;
    const all = points + 1;
    this.size = points;
    const nodes = Float64Array.from({ length: all }, (_, j) => 0.5 * delay * (1 - cos((Math.PI * j) / points)));
    this.#nodes = nodes;
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

  /** The signal as it was so long ago, at most the delay: by the barycentric formula. */
  after(delay: number): Reading {
    const nodes = this.#nodes;
    const last = this.size;
    const at = nodes.findIndex((node) => Math.abs(node - delay) <= 1e-12 * nodes[last]!);
    const terms = nodes.map((node, j) => {
      if (at >= 0) return j === at ? 1 : 0;
      return ((j % 2 === 0 ? 1 : -1) * (j === 0 || j === last ? 0.5 : 1)) / (delay - node);
    });
    const sum = terms.reduce((all, one) => all + one, 0);
    return { entering: terms[0]! / sum, weights: terms.slice(1).map((one) => one / sum) };
  }

  /** For (A - sigma) u + b signal = r: u is `known(r)` and signal times `response`. */
  resolvent(sigma: number): { readonly response: Float64Array; known(r: Float64Array): void } {
    const points = this.size;
    const factors = this.#matrix.slice();
    for (let i = 0; i < points; i++) factors[i * points + i]! -= sigma;
    const pivots = new Int32Array(points);
    decompose(points, factors, pivots);
    const response = this.#entry.map((value) => -value);
    solveDecomposed(points, factors, pivots, response);
    return { response, known: (r) => solveDecomposed(points, factors, pivots, r) };
  }
}
