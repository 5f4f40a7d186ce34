/** Eigenvalues of small real matrices: Jacobians at fixed points, monodromy matrices of cycles. */
import type { Complex } from "./complex.ts";
import { francisEigenvalues } from "./francis.ts";

/**
 * Eigenvalues of a real matrix, largest real part first, of a pair the one with positive imaginary part first.
 *
 * One and two rows in closed form, exact to a few roundings: tr/2 +- sqrt(((a - d)/2)^2 + b c), the smaller of two real ones as det/larger.
 * Else the QR algorithm on the balanced matrix (errors of some 1e-15 of its norm).
 *
 * @param matrix  row by row  {n, n}; not changed. An entry that is not finite makes all eigenvalues NaN.
 */
export function eigenvalues(n: number, matrix: ArrayLike<number>): Complex[] {
  if (n === 1) return [[matrix[0]!, 0]];
  for (let i = 0; i < n * n; i++) if (!Number.isFinite(matrix[i]!)) return Array.from({ length: n }, () => [Number.NaN, Number.NaN]);
  if (n === 2) return pairOf(matrix[0]!, matrix[1]!, matrix[2]!, matrix[3]!);
  return francisEigenvalues(n, balanced(n, matrix)).sort(([a, ai], [b, bi]) => b - a || bi - ai);
}

function pairOf(a: number, b: number, c: number, d: number): Complex[] {
  const half = 0.5 * (a + d);
  const difference = 0.5 * (a - d);
  const discriminant = difference * difference + b * c;
  if (discriminant < 0) {
    const omega = Math.sqrt(-discriminant);
    return [
      [half, omega],
      [half, -omega],
    ];
  }
  const root = Math.sqrt(discriminant);
  const larger = half >= 0 ? half + root : half - root;
  // The other one without cancellation; 0 only where both are.
  const smaller = larger === 0 ? 0 : (a * d - b * c) / larger;
  return [
    [Math.max(larger, smaller), 0],
    [Math.min(larger, smaller), 0],
  ];
}

/**
 * A similar matrix whose rows and columns have like norms: potentials of tens of mV beside gates below 1 cost digits otherwise.
 * Scaling is by powers of two, so nothing is rounded.
 *
 * @see Parlett, Reinsch 1969, Numer. Math. 13:293, doi:10.1007/BF02165404
 */
function balanced(n: number, matrix: ArrayLike<number>): Float64Array {
  const a = Float64Array.from(matrix);
  for (let sweep = 0, changed = true; changed && sweep < 50; sweep++) {
    changed = false;
    for (let i = 0; i < n; i++) {
      let [row, column] = [0, 0];
      for (let j = 0; j < n; j++) {
        if (j === i) continue;
        row += Math.abs(a[i * n + j]!);
        column += Math.abs(a[j * n + i]!);
      }
      if (row === 0 || column === 0) continue;
      const sum = row + column;
      let factor = 1;
      for (; column < 0.5 * row; column *= 4) factor *= 2;
      for (; column >= 2 * row; column /= 4) factor /= 2;
      if ((row + column) / factor >= 0.95 * sum) continue;
      changed = true;
      for (let j = 0; j < n; j++) {
        a[i * n + j]! /= factor;
        a[j * n + i]! *= factor;
      }
    }
  }
  return a;
}
