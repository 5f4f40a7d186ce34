/** A system made of a residual that is computed, not compiled. */
import type { System, SystemQuantity } from "../contract/index.ts";

export interface ResidualSource {
  readonly name: string;
  readonly units: System["units"];
  readonly unknowns: readonly SystemQuantity[];
  /** 0 at a solution {n}; of a rate of change [1/ms] the Jacobian is that of the dynamics. */
  residual(x: Float64Array, out: Float64Array): void;
  /** d residual_i/d x_j {n, n}, row by row; absent: central differences. */
  jacobian?(x: Float64Array, out: Float64Array): void;
  readonly notes: readonly string[];
  close?(): void;
}

/** Step of central differences, relative to a value and the range of its unknown: the cube root of the rounding error. */
const differenceStep = 6e-6;

/** The system of a residual without parameters. Differences cost 2 n residuals for a Jacobian, whose relative error is some 1e-9. */
export function residualSystem({ name, units, unknowns, residual, jacobian, notes, close }: ResidualSource): System {
  const n = unknowns.length;
  const [point, above, below] = [0, 1, 2].map(() => new Float64Array(n)) as [Float64Array, Float64Array, Float64Array];
  const differences = (x: Float64Array, out: Float64Array) => {
    point.set(x);
    for (const [j, { range, factor }] of unknowns.entries()) {
      const size = range ? 1e-3 * (range[1] - range[0]) : factor;
      const step = differenceStep * (size + Math.abs(x[j]!));
      point[j] = x[j]! + step;
      const high = point[j]!;
      residual(point, above);
      point[j] = x[j]! - step;
      const span = high - point[j]!;
      residual(point, below);
      point[j] = x[j]!;
      for (let i = 0; i < n; i++) out[i * n + j] = (above[i]! - below[i]!) / span;
    }
  };
  return {
    name,
    units,
    states: unknowns,
    parameters: [],
    inputCount: 0,
    course: [],
    rhs: (x, _, out) => residual(x, out),
    jacobian: (x, _, out) => (jacobian ?? differences)(x, out),
    notes,
    close: () => close?.(),
  };
}
