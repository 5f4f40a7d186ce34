/** Products of vectors, and dense linear systems of a few unknowns, in place, without allocation. */
import { type Complex, complexDifference, complexProduct, complexQuotient, complexScaled, complexSize } from "./complex.ts";

/**
 * LU decomposition with partial pivoting, P A = L U, in place.
 *
 * @param matrix  row-major; overwritten by L (unit diagonal, below) and U  {n, n}
 * @param pivots  row exchanged with row k at stage k  {n}
 * @returns false where a pivot is zero or not finite: the matrix is singular to rounding
 * @see Golub, Van Loan, Matrix Computations, algorithm 3.4.1
 */
export function decompose(n: number, matrix: Float64Array, pivots: Int32Array): boolean {
  for (let k = 0; k < n; k++) {
    let best = k;
    for (let i = k + 1; i < n; i++) {
      if (Math.abs(matrix[i * n + k]!) > Math.abs(matrix[best * n + k]!)) best = i;
    }
    const pivot = matrix[best * n + k]!;
    if (!(Math.abs(pivot) > 0 && Math.abs(pivot) < Number.POSITIVE_INFINITY)) return false;
    pivots[k] = best;
    if (best !== k) {
      for (let j = 0; j < n; j++) {
        const held = matrix[k * n + j]!;
        matrix[k * n + j] = matrix[best * n + j]!;
        matrix[best * n + j] = held;
      }
    }
    for (let i = k + 1; i < n; i++) {
      const factor = matrix[i * n + k]! / pivot;
      matrix[i * n + k] = factor;
      for (let j = k + 1; j < n; j++) matrix[i * n + j]! -= factor * matrix[k * n + j]!;
    }
  }
  return true;
}

/** Solves A x = b with what `decompose` made; `b` {n} starts at `offset` of the array and is overwritten by x. */
export function solveDecomposed(n: number, matrix: Float64Array, pivots: Int32Array, b: Float64Array, offset = 0): void {
  for (let k = 0; k < n; k++) {
    const row = pivots[k]!;
    if (row === k) continue;
    const held = b[offset + k]!;
    b[offset + k] = b[offset + row]!;
    b[offset + row] = held;
  }
  for (let i = 1; i < n; i++) {
    let sum = b[offset + i]!;
    for (let j = 0; j < i; j++) sum -= matrix[i * n + j]! * b[offset + j]!;
    b[offset + i] = sum;
  }
  for (let i = n - 1; i >= 0; i--) {
    let sum = b[offset + i]!;
    for (let j = i + 1; j < n; j++) sum -= matrix[i * n + j]! * b[offset + j]!;
    b[offset + i] = sum / matrix[i * n + i]!;
  }
}

/** Inverse of a small matrix given by rows (absent entries are 0); undefined where it is singular to rounding. */
export function invert(rows: readonly (readonly number[])[]): readonly (readonly number[])[] | undefined {
  const n = rows.length;
  const matrix = new Float64Array(n * n);
  rows.forEach((row, i) => {
    for (const [j, value] of row.entries()) matrix[i * n + j] = value;
  });
  const pivots = new Int32Array(n);
  if (!decompose(n, matrix, pivots)) return undefined;
  const columns = rows.map((_, column) => {
    const unit = new Float64Array(n);
    unit[column] = 1;
    solveDecomposed(n, matrix, pivots, unit);
    return unit;
  });
  return rows.map((_, i) => columns.map((column) => column[i]!));
}

/** Inverse of a small complex matrix, as that of the real one [[Re, -Im], [Im, Re]]; undefined where it is singular to rounding. */
export function complexInverse(rows: readonly (readonly Complex[])[]): Complex[][] | undefined {
  const upper = rows.map((row) => [...row.map(([re]) => re), ...row.map(([, im]) => -im)]);
  const lower = rows.map((row) => [...row.map(([, im]) => im), ...row.map(([re]) => re)]);
  const inverse = invert([...upper, ...lower]);
  return inverse && rows.map((_, i) => rows.map((_, j): Complex => [inverse[i]![j]!, inverse[i + rows.length]![j]!]));
}

/** Determinant of a small complex matrix, by Gaussian elimination with partial pivoting; the rows are overwritten. */
export function complexDeterminant(rows: Complex[][]): Complex {
  const n = rows.length;
  let product: Complex = [1, 0];
  for (let k = 0; k < n; k++) {
    let best = k;
    for (let r = k + 1; r < n; r++) if (complexSize(rows[r]![k]!) > complexSize(rows[best]![k]!)) best = r;
    if (best !== k) {
      [rows[k], rows[best]] = [rows[best]!, rows[k]!];
      product = complexScaled(product, -1);
    }
    const pivot = rows[k]![k]!;
    product = complexProduct(product, pivot);
    if (pivot[0] === 0 && pivot[1] === 0) return [0, 0];
    for (let r = k + 1; r < n; r++) {
      const factor = complexQuotient(rows[r]![k]!, pivot);
      if (factor[0] === 0 && factor[1] === 0) continue;
      for (let c = k + 1; c < n; c++) rows[r]![c] = complexDifference(rows[r]![c]!, complexProduct(factor, rows[k]![c]!));
    }
  }
  return product;
}

/** The product of two vectors {n}. By four sums, none of which waits for another. */
export function dot(a: Float64Array, b: Float64Array): number {
  const whole = a.length - (a.length % 4);
  let [s0, s1, s2, s3] = [0, 0, 0, 0];
  for (let i = 0; i < whole; i += 4) {
    s0 += a[i]! * b[i]!;
    s1 += a[i + 1]! * b[i + 1]!;
    s2 += a[i + 2]! * b[i + 2]!;
    s3 += a[i + 3]! * b[i + 3]!;
  }
  for (let i = whole; i < a.length; i++) s0 += a[i]! * b[i]!;
  return s0 + s1 + (s2 + s3);
}
