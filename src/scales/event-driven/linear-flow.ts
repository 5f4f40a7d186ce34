/** Linear equations in closed form, where no two variables act on each other. */
import { InternalError } from "../../base/index.ts";
import { dot, ExponentialConvolutions } from "../../numerics/index.ts";

/**
 * An order in which each variable acts only on those before it; else the variables of a loop.
 *
 * @param sources  of each variable, those that act on it (itself left out)
 */
export function downstreamFirst(
  sources: readonly (readonly number[])[],
): { readonly order: readonly number[] } | { readonly loop: readonly number[] } {
  const order: number[] = [];
  const path: number[] = [];
  const visit = (i: number): readonly number[] | undefined => {
    if (order.includes(i)) return undefined;
    if (path.includes(i)) return path.slice(path.indexOf(i));
    path.push(i);
    for (const j of sources[i]!) {
      const loop = visit(j);
      if (loop !== undefined) return loop;
    }
    path.pop();
    order.push(i);
    return undefined;
  };
  for (let i = 0; i < sources.length; i++) {
    const loop = visit(i);
    if (loop !== undefined) return { loop };
  }
  return { order: order.reverse() };
}

/** The variables that act on each. */
export function sourcesOf(matrix: readonly Float64Array[]): number[][] {
  return matrix.map((row, i) => [...row.keys()].filter((j) => j !== i && row[j] !== 0));
}

/**
 * x' = A x, A triangular in some order; a constant drive is a variable that stays 1. A variable depends on an earlier value of another
 * through every path between them:
 *
 *   x_i(t) = sum over paths i <- k <- ... <- j of (product of the coefficients) F(-a_ii, -a_kk, ..., -a_jj; t) x_j(0)
 *
 * with F the convolution of the exponentials on the path. Nothing is divided by a difference of rates, so they may be close or equal.
 */
export class LinearFlow {
  readonly size: number;
  /** Rows of A. */
  readonly matrix: readonly Float64Array[];
  /** Each acts only on those before it. */
  readonly order: readonly number[];
  /** Greatest |a_ii| [1/ms]. */
  readonly fastest: number;
  readonly #convolutions: ExponentialConvolutions;
  /** One entry a path, sorted by target: what is added to the target is coefficient * factor * source. */
  readonly #targets: Int32Array;
  readonly #sources: Int32Array;
  readonly #factorOf: Int32Array;
  readonly #coefficients: Float64Array;

  constructor(matrix: readonly Float64Array[]) {
    this.size = matrix.length;
    this.matrix = matrix;
    this.fastest = matrix.reduce((most, row, i) => Math.max(most, Math.abs(row[i]!)), 0);
    const sorted = downstreamFirst(sourcesOf(matrix));
    if ("loop" in sorted) throw new InternalError("equations that act on each other were to be solved as a chain");
    this.order = sorted.order;
    const paths = pathsOf(matrix);
    this.#convolutions = new ExponentialConvolutions(paths.map(({ rates }) => rates));
    this.#targets = Int32Array.from(paths, ({ target }) => target);
    this.#sources = Int32Array.from(paths, ({ source }) => source);
    this.#factorOf = Int32Array.from(this.#convolutions.places);
    this.#coefficients = Float64Array.from(paths, ({ coefficient }) => coefficient);
  }

  /** x(t) from x(0). `out` must not be `x`. */
  advance(x: Float64Array, t: number, out: Float64Array): void {
    const factors = this.#convolutions.at(t);
    const [targets, sources, factorOf, coefficients] = [this.#targets, this.#sources, this.#factorOf, this.#coefficients];
    out.fill(0);
    for (let p = 0; p < targets.length; p++) out[targets[p]!]! += coefficients[p]! * factors[factorOf[p]!]! * x[sources[p]!]!;
  }

  /** x' = A x. */
  slope(x: Float64Array, out: Float64Array): void {
    for (let i = 0; i < this.size; i++) out[i] = dot(this.matrix[i]!, x);
  }
}

interface Path {
  readonly target: number;
  readonly source: number;
  readonly coefficient: number;
  /** Rates of decay on the path. */
  readonly rates: readonly number[];
}

function pathsOf(matrix: readonly Float64Array[]): readonly Path[] {
  const sources = sourcesOf(matrix);
  const paths: Path[] = [];
  const follow = (target: number, at: number, coefficient: number, rates: readonly number[]) => {
    const all = [...rates, -matrix[at]![at]!];
    paths.push({ target, source: at, coefficient, rates: all });
    for (const j of sources[at]!) follow(target, j, coefficient * matrix[at]![j]!, all);
  };
  for (let i = 0; i < matrix.length; i++) follow(i, i, 1, []);
  return paths;
}
