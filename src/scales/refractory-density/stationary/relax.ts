/** Rates that relax: from a guess to the neighbourhood of a state. */
import type { System } from "../../../contract/index.ts";
import { decompose, solveDecomposed } from "../../../numerics/index.ts";

/** Steps, the first of them and how far the residual must fall, beside the rates, for Newton's method to take over. */
const [mostSteps, firstStep, enough] = [40, 0.3, 1e-3];

/**
 * Pseudo-transient continuation of dx/dt = f(x): implicit steps that grow as the residual falls, with Newton's method as their limit.
 * The last point comes back whether or not it got there.
 *
 * @param f  residual and Jacobian; parameters are none
 * @param highest  bounds of x, the lower ones being 0 {n}
 * @see Kelley, Keyes 1998, SIAM J. Numer. Anal. 35:508, doi:10.1137/S0036142996304796
 */
export function relaxed(f: Pick<System, "rhs" | "jacobian">, guess: Float64Array, highest: readonly number[]): Float64Array {
  const n = guess.length;
  const [none, rates, matrix, pivots] = [new Float64Array(0), new Float64Array(n), new Float64Array(n * n), new Int32Array(n)];
  let x = guess.slice();
  const residual = () => {
    f.rhs(x, none, rates);
    return rates.reduce((sum, one, i) => Math.max(sum, Math.abs(one) / (x[i]! + 1e-3 * highest[i]!)), 0);
  };
  let [step, size] = [firstStep, residual()];
  for (let k = 0; k < mostSteps && size > enough; k++) {
    f.jacobian(x, none, matrix);
    for (let e = 0; e < n * n; e++) matrix[e] = (e % (n + 1) === 0 ? 1 / step : 0) - matrix[e]!;
    if (!decompose(n, matrix, pivots)) return x;
    solveDecomposed(n, matrix, pivots, rates);
    x = x.map((one, i) => Math.min(highest[i]!, Math.max(0, one + rates[i]!)));
    const next = residual();
    if (!(next < Number.POSITIVE_INFINITY)) return x;
    // Switched evolution relaxation (Mulder and van Leer 1985), within a factor of 4.
    step *= Math.min(4, Math.max(0.25, size / next));
    size = next;
  }
  return x;
}
