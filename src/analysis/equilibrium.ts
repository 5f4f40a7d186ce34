/** Fixed points of a system by Newton's method. */
import type { Complex, System } from "../contract/index.ts";
import { decompose, eigenvalues, solveDecomposed } from "../numerics/index.ts";

const mostIterations = 40;

/**
 * Newton's method for f(y, p) = 0 from a start: steps longer than (1 + |state|) are cut; ends when a step is below
 * 1e-14 of (1 + |state|), or no longer becomes shorter. Undefined where it does not converge.
 */
export function findEquilibrium(system: System, p: Float64Array, start: ArrayLike<number>): Float64Array | undefined {
  const n = system.states.length;
  const y = Float64Array.from({ length: n }, (_, i) => start[i]!);
  const [rates, matrix, pivots] = [new Float64Array(n), new Float64Array(n * n), new Int32Array(n)];
  let previous = Number.POSITIVE_INFINITY;
  for (let iteration = 0; iteration < mostIterations; iteration++) {
    system.rhs(y, p, rates);
    system.jacobian(y, p, matrix);
    if (!decompose(n, matrix, pivots)) return undefined;
    solveDecomposed(n, matrix, pivots, rates);
    let size = 0;
    for (let i = 0; i < n; i++) {
      const change = Math.abs(rates[i]!) / (1 + Math.abs(y[i]!));
      if (!(change <= size)) size = change;
    }
    if (!Number.isFinite(size)) return undefined;
    const share = size > 1 ? 1 / size : 1;
    for (let i = 0; i < n; i++) y[i]! -= share * rates[i]!;
    if (size <= 1e-14 || (size < 1e-9 && size >= 0.5 * previous)) return y;
    previous = size;
  }
  return undefined;
}

/** Eigenvalues of the Jacobian at a state [1/ms]. */
export function eigenvaluesAt(system: System, p: Float64Array, y: Float64Array): Complex[] {
  const n = y.length;
  const jacobian = new Float64Array(n * n);
  system.jacobian(y, p, jacobian);
  return eigenvalues(n, jacobian);
}
