/** Follows a flow to where it comes to rest, by implicit steps that grow. */
import type { System } from "../../../contract/index.ts";
import { decompose, solveDecomposed } from "../../../numerics/index.ts";

/** The first step, in units of the fastest change of a state; steps; by how much a step may be longer than the one before. */
const [first, mostSteps, growth] = [0.5, 80, 4] as const;

/** A state that moves by less than this part of itself in a step has come to rest. */
const rested = 1e-13;

/**
 * Pseudo-transient continuation: (1/h - J) dx = f with a step h that grows as the rates fall, so that short steps follow the flow and long
 * ones are those of Newton's method. Returns the last state, which may be on its way where there is nothing to rest at.
 *
 * @see Kelley, Keyes 1998, SIAM J. Numer. Anal. 35:508, doi:10.1137/S0036142996304796
 */
export function relax(system: System, start: Float64Array): Float64Array {
  const n = start.length;
  const x = Float64Array.from(start);
  const p = new Float64Array(0);
  const [rates, step, matrix, pivots] = [new Float64Array(n), new Float64Array(n), new Float64Array(n * n), new Int32Array(n)];
  system.rhs(x, p, rates);
  let norm = sizeOf(rates);
  system.jacobian(x, p, matrix);
  let fastest = 0;
  for (let i = 0; i < n; i++) fastest = Math.max(fastest, Math.abs(matrix[i * n + i]!));
  let h = first / (fastest || 1);
  for (let k = 0; k < mostSteps && norm > 0; k++) {
    system.jacobian(x, p, matrix);
    for (let i = 0; i < n * n; i++) matrix[i] = -matrix[i]!;
    for (let i = 0; i < n; i++) matrix[i * n + i]! += 1 / h;
    if (!decompose(n, matrix, pivots)) return x;
    step.set(rates);
    solveDecomposed(n, matrix, pivots, step);
    let moved = 0;
    for (let i = 0; i < n; i++) {
      moved = Math.max(moved, Math.abs(step[i]!) / (1 + Math.abs(x[i]!)));
      x[i]! += step[i]!;
    }
    if (!Number.isFinite(moved)) return Float64Array.from(start);
    system.rhs(x, p, rates);
    const next = sizeOf(rates);
    if (moved <= rested && h * fastest > 10) return x;
    h *= Math.min(growth, Math.max(0.5, norm / next));
    norm = next;
  }
  return x;
}

function sizeOf(values: Float64Array): number {
  let size = 0;
  for (const value of values) size = Math.max(size, Math.abs(value));
  return size;
}
