/** The curve of fixed points f(y, p) = 0 over one parameter: points, tangents, steps along it. */
import type { Complex, StationaryProblem, System } from "../../contract/index.ts";
import { decompose, eigenvalues, solveDecomposed } from "../../numerics/index.ts";
import { differentiateBy } from "../flow/variation.ts";
import { sizesOf } from "../phase/sizes.ts";

/** A point of the curve. Coordinates are states and parameter, each in units of its size {n + 1}. */
export interface CurvePoint {
  readonly u: Float64Array;
  /** Unit vector along the curve {n + 1}. */
  readonly tangent: Float64Array;
  readonly eigenvalues: readonly Complex[];
}

const mostIterations = 12;

/** Newton's steps end here, in units of the sizes; where rounding keeps them from it, when they no longer halve below `believed`. */
const [converged, believed] = [4 * Number.EPSILON, 1e-9];

/** Fixed points of a system over its parameter number `parameter`. */
export class EquilibriumCurve {
  readonly system: System;
  readonly p: Float64Array;
  readonly parameter: number;
  /** Sizes of the states and of the parameter {n + 1}. */
  readonly sizes: Float64Array;
  readonly n: number;
  private readonly rates: Float64Array;
  private readonly force: Float64Array;
  private readonly spare: Float64Array;
  private readonly jacobian: Float64Array;
  private readonly matrix: Float64Array;
  private readonly pivots: Int32Array;
  private readonly y: Float64Array;
  /** Eigenvalues of the dynamics where they are not those of the Jacobian. */
  readonly spectrum: StationaryProblem["spectrum"];

  /** @param p  parameters in internal units; number `parameter` is changed in place  @param range  size of the parameter */
  constructor(system: System, p: Float64Array, parameter: number, range: number, spectrum?: StationaryProblem["spectrum"]) {
    const n = system.states.length;
    this.spectrum = spectrum;
    [this.system, this.p, this.parameter, this.n] = [system, p, parameter, n];
    this.sizes = Float64Array.from([...sizesOf(system, p), range]);
    [this.rates, this.force, this.spare, this.y] = [0, 1, 2, 3].map(() => new Float64Array(n)) as Four;
    this.jacobian = new Float64Array(n * n);
    this.matrix = new Float64Array((n + 1) * (n + 1));
    this.pivots = new Int32Array(n + 1);
  }

  /** Coordinates of states and a value of the parameter. */
  coordinates(y: ArrayLike<number>, value: number): Float64Array {
    return this.sizes.map((size, i) => (i < this.n ? y[i]! : value) / size);
  }

  /** States at a point; also sets the parameter. */
  states(u: Float64Array): Float64Array {
    const { n, sizes } = this;
    this.p[this.parameter] = this.parameterAt(u);
    for (let i = 0; i < n; i++) this.y[i] = u[i]! * sizes[i]!;
    return this.y;
  }

  /** The parameter at a point. */
  parameterAt(u: Float64Array): number {
    return u[this.n]! * this.sizes[this.n]!;
  }

  /** The point of the curve nearest to a guess in the plane `row . (u - guess) = 0`. Undefined where there is none near. */
  correct(guess: Float64Array, row: Float64Array, along: Float64Array = row): CurvePoint | undefined {
    const { n } = this;
    const u = Float64Array.from(guess);
    const step = new Float64Array(n + 1);
    let previous = Number.POSITIVE_INFINITY;
    this.differentiate(u);
    for (let iteration = 0; iteration < mostIterations; iteration++) {
      if (!this.assemble(u, row)) return undefined;
      for (let i = 0; i < n; i++) step[i] = -this.rates[i]!;
      step[n] = 0;
      for (let i = 0; i <= n; i++) step[n]! += row[i]! * (guess[i]! - u[i]!);
      solveDecomposed(n + 1, this.matrix, this.pivots, step);
      let size = 0;
      for (let i = 0; i <= n; i++) {
        if (!(Math.abs(step[i]!) <= size)) size = Math.abs(step[i]!);
        u[i]! += step[i]!;
      }
      if (!(size < 1)) return undefined;
      if (size <= converged || (size < believed && size >= 0.5 * previous)) return this.pointAt(u, along);
      previous = size;
    }
    return previous < believed ? this.pointAt(u, along) : undefined;
  }

  /** A point with its tangent, which goes the way of `along`, and its eigenvalues. */
  private pointAt(u: Float64Array, along: Float64Array): CurvePoint | undefined {
    const { n } = this;
    if (!this.assemble(u, along)) return undefined;
    const tangent = new Float64Array(n + 1);
    tangent[n] = 1;
    solveDecomposed(n + 1, this.matrix, this.pivots, tangent);
    const length = Math.sqrt(tangent.reduce((sum, x) => sum + x * x, 0));
    if (!(length > 0 && length < Number.POSITIVE_INFINITY)) return undefined;
    const unit = tangent.map((x) => x / length);
    const { spectrum } = this;
    if (!spectrum) return { u, tangent: unit, eigenvalues: eigenvalues(n, this.jacobian) };
    const [y, p] = [this.y.slice(), Float64Array.from(this.p)];
    let known: readonly Complex[] | undefined;
    // They take long, and not every point is asked for them.
    return {
      u,
      tangent: unit,
      get eigenvalues() {
        known ??= spectrum(y, p).eigenvalues;
        return known;
      },
    };
  }

  /**
   * Derivatives by the parameter at a point. They are held while a point is corrected, which converges hardly slower, since a problem may be made anew for each
   * value of the parameter; where the curve turns does not depend on them.
   */
  private differentiate(u: Float64Array): void {
    const { system, p } = this;
    const y = this.states(u);
    const unit = system.parameters[this.parameter]!.factor;
    differentiateBy(p, this.parameter, unit, (out) => system.rhs(y, p, out), this.force, this.spare);
  }

  /** Rates, Jacobian and the decomposed matrix [f_y f_p; row] at a point, in units of the sizes. */
  private assemble(u: Float64Array, row: Float64Array): boolean {
    const { n, system, p, sizes, matrix } = this;
    const y = this.states(u);
    system.rhs(y, p, this.rates);
    system.jacobian(y, p, this.jacobian);
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) matrix[i * (n + 1) + j] = this.jacobian[i * n + j]! * sizes[j]!;
      matrix[i * (n + 1) + n] = this.force[i]! * sizes[n]!;
    }
    matrix.set(row, n * (n + 1));
    return decompose(n + 1, matrix, this.pivots);
  }
}

/** A tuple: `map` forgets the length. */
type Four = [Float64Array, Float64Array, Float64Array, Float64Array];
