/** Exponentials of small matrices. */

/** Norm of A h below which the series is summed, and its terms: 0.5^19/19! is 1e-23. */
const smallEnough = 0.5;
const terms = 18;

/**
 * Integral of e^(A s) over s from 0 to h, for a small dense matrix: x(h) = x + Q (A x + b) solves x' = A x + b exactly, whether or not A
 * is singular. A Taylor series for h/2^k, then Q(2 s) = 2 Q(s) + A Q(s)^2, from e^(A s) = 1 + A Q(s).
 *
 * @param a  row-major {n, n}
 * @returns row-major {n, n}
 */
export function integralOfExponential(n: number, a: Float64Array, h: number): Float64Array {
  let norm = 0;
  for (let i = 0; i < n; i++) {
    let row = 0;
    for (let j = 0; j < n; j++) row += Math.abs(a[i * n + j]!);
    norm = Math.max(norm, row * h);
  }
  let [step, doublings] = [h, 0];
  for (; norm > smallEnough; norm /= 2) {
    step /= 2;
    doublings++;
  }
  let q = series(n, a, step);
  for (let k = 0; k < doublings; k++) {
    const squared = matrixProduct(n, a, matrixProduct(n, q, q));
    q = q.map((value, i) => 2 * value + squared[i]!);
  }
  return q;
}

/** h + A h^2/2 + A^2 h^3/6 + ..., from the innermost bracket: h (1 + A h/2 (1 + A h/3 (...))). */
function series(n: number, a: Float64Array, h: number): Float64Array {
  const unit = Float64Array.from({ length: n * n }, (_, i) => (i % (n + 1) === 0 ? 1 : 0));
  let sum = unit;
  for (let k = terms; k >= 2; k--) {
    const inner = matrixProduct(n, a, sum);
    sum = unit.map((value, i) => value + (inner[i]! * h) / k);
  }
  return sum.map((value) => value * h);
}

/** A B, row-major {n, n}. */
export function matrixProduct(n: number, a: Float64Array, b: Float64Array): Float64Array {
  const out = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < n; k++) {
      const factor = a[i * n + k]!;
      for (let j = 0; j < n; j++) out[i * n + j]! += factor * b[k * n + j]!;
    }
  }
  return out;
}
