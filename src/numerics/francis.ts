/** Eigenvalues of real matrices by the QR algorithm with two implicit shifts. */
import { InternalError } from "../base/index.ts";
import type { Complex } from "./complex.ts";

/** Iterations for one eigenvalue; the algorithm needs two or three, and an unusual shift helps where it stalls. */
const mostIterations = 120;
const unusualEvery = 10;

/** Iterations after which an entry of the subdiagonal counts as lost in rounding beside the whole matrix, not beside its neighbours. */
const patience = 20;

/** A square matrix, row by row, that is overwritten. */
interface Square {
  readonly n: number;
  readonly a: Float64Array;
}

/**
 * Eigenvalues of a matrix, in no order; of a pair exactly conjugate ones. Errors of some 1e-15 of the matrix's norm.
 *
 * A similarity makes the matrix upper Hessenberg: entries below the first subdiagonal vanish. Then H - s1, H - s2 with the eigenvalues s1, s2 of
 * its last 2 by 2 block are factorised into Q R, implicitly and in real numbers, and H becomes Q^T H Q, until entries of the subdiagonal
 * are lost in rounding and the matrix falls into blocks of one and two rows.
 *
 * @param matrix  row by row  {n, n}; overwritten
 * @see Francis 1961, Computer J. 4:265, doi:10.1093/comjnl/4.3.265; Golub and Van Loan, Matrix Computations, ch. 7
 */
export function francisEigenvalues(n: number, matrix: Float64Array): Complex[] {
  const square = { n, a: matrix };
  makeHessenberg(square);
  const norm = matrix.reduce((sum, entry) => sum + Math.abs(entry), 0);
  const size = Math.sqrt(matrix.reduce((sum, entry) => sum + entry * entry, 0));
  const found: Complex[] = [];
  let last = n - 1;
  for (let iterations = 0; last >= 0; iterations++) {
    if (iterations > mostIterations) throw new InternalError("eigenvalues did not converge");
    const first = startOfBlock(square, last, norm, iterations < patience ? 0 : size);
    const rows = last - first + 1;
    if (rows > 2) {
      chase(square, first, last, shiftsOf(square, last, iterations));
      continue;
    }
    found.push(...(rows === 1 ? [[matrix[last * n + last]!, 0] as const] : pairAt(square, first)));
    last = first - 1;
    iterations = -1;
  }
  return found;
}

/** Eliminates what is below the subdiagonal, column by column, by the largest entry; the inverse operations go to the columns. */
function makeHessenberg({ n, a }: Square): void {
  for (let k = 1; k < n - 1; k++) {
    let pivot = k;
    for (let i = k + 1; i < n; i++) if (Math.abs(a[i * n + k - 1]!) > Math.abs(a[pivot * n + k - 1]!)) pivot = i;
    const largest = a[pivot * n + k - 1]!;
    if (largest === 0) continue;
    if (pivot !== k) exchange({ n, a }, pivot, k);
    for (let i = k + 1; i < n; i++) {
      const factor = a[i * n + k - 1]! / largest;
      if (factor === 0) continue;
      a[i * n + k - 1] = 0;
      for (let j = k; j < n; j++) a[i * n + j]! -= factor * a[k * n + j]!;
      for (let j = 0; j < n; j++) a[j * n + k]! += factor * a[j * n + i]!;
    }
  }
}

/** Exchanges two rows and the columns of the same numbers. */
function exchange({ n, a }: Square, i: number, k: number): void {
  for (let j = 0; j < n; j++) [a[i * n + j], a[k * n + j]] = [a[k * n + j]!, a[i * n + j]!];
  for (let j = 0; j < n; j++) [a[j * n + i], a[j * n + k]] = [a[j * n + k]!, a[j * n + i]!];
}

/**
 * The row at which the block that ends at `last` begins: before it the subdiagonal is zero, or is made so.
 *
 * @param size  what an entry is compared with at least
 */
function startOfBlock({ n, a }: Square, last: number, norm: number, size: number): number {
  let first = last;
  for (; first > 0; first--) {
    const beside = Math.abs(a[(first - 1) * n + first - 1]!) + Math.abs(a[first * n + first]!);
    if (Math.abs(a[first * n + first - 1]!) > Number.EPSILON * Math.max(beside === 0 ? norm : beside, size)) continue;
    a[first * n + first - 1] = 0;
    break;
  }
  return first;
}

/** Two shifts as the eigenvalues of [[y, .], [., x]] with the product w of the other two entries. */
interface Shifts {
  readonly x: number;
  readonly y: number;
  readonly w: number;
}

/** The eigenvalues of the last 2 by 2 block, or now and then others, which break a cycle of the iteration. */
function shiftsOf({ n, a }: Square, last: number, iterations: number): Shifts {
  const at = (i: number, j: number) => a[(last + i) * n + last + j]!;
  if (iterations % unusualEvery === unusualEvery - 1) {
    const size = Math.abs(at(0, -1)) + Math.abs(at(-1, -2));
    // 3/4 and 7/16: the customary ones (Wilkinson and Reinsch 1971, II/14).
    return { x: at(0, 0) + 0.75 * size, y: at(0, 0) + 0.75 * size, w: -0.4375 * size * size };
  }
  return { x: at(0, 0), y: at(-1, -1), w: at(0, -1) * at(-1, 0) };
}

/**
 * Reflections of three rows and columns, which begin with the first column of (H - s1)(H - s2) and chase what it leaves down the diagonal. The
 * column is made of differences of entries, which keep their digits where all eigenvalues are nearly equal, and divided by the first entry
 * below the diagonal.
 */
function chase(square: Square, first: number, last: number, shifts: Shifts): void {
  const { n, a } = square;
  const at = (i: number, j: number) => a[(first + i) * n + first + j]!;
  const [r, s] = [shifts.x - at(0, 0), shifts.y - at(0, 0)];
  let x = (r * s - shifts.w) / at(1, 0) + at(0, 1);
  let y = at(1, 1) - at(0, 0) - r - s;
  let z = at(2, 1);
  for (let k = first; k < last; k++) {
    const rows = k < last - 1 ? 3 : 2;
    reflect(square, k, rows, Math.max(first, k - 1), Math.min(last, k + 3), first, last, [x, y, rows === 3 ? z : 0]);
    if (k > first) {
      a[(k + 1) * n + k - 1] = 0;
      if (rows === 3) a[(k + 2) * n + k - 1] = 0;
    }
    x = a[(k + 1) * n + k]!;
    y = k + 2 <= last ? a[(k + 2) * n + k]! : 0;
    z = k + 3 <= last ? a[(k + 3) * n + k]! : 0;
  }
}

/** Applies I - 2 v v^T / v^T v, which turns `onto` into a multiple of the first axis, to rows k... from the left and to columns k... from the right. */
function reflect(
  { n, a }: Square,
  k: number,
  rows: number,
  fromColumn: number,
  toRow: number,
  fromRow: number,
  toColumn: number,
  onto: readonly [number, number, number],
): void {
  const scale = Math.max(Math.abs(onto[0]), Math.abs(onto[1]), Math.abs(onto[2]));
  if (scale === 0) return;
  const [x, y, z] = [onto[0] / scale, onto[1] / scale, onto[2] / scale];
  const length = Math.sqrt(x * x + y * y + z * z);
  const v = x < 0 ? x - length : x + length;
  const twice = 2 / (v * v + y * y + z * z);
  // Of two rows the second stands for the third too, of which z = 0 takes nothing.
  const third = rows - 1;
  for (let j = fromColumn; j <= toColumn; j++) mirror(a, k * n + j, n, third * n, v, y, z, twice);
  for (let i = fromRow; i <= toRow; i++) mirror(a, i * n + k, 1, third, v, y, z, twice);
}

/** Three numbers, the first at a place and the others so far behind it, less `twice` their part along (x, y, z). */
function mirror(a: Float64Array, at: number, second: number, third: number, x: number, y: number, z: number, twice: number): void {
  const part = twice * (x * a[at]! + y * a[at + second]! + z * a[at + third]!);
  a[at]! -= part * x;
  a[at + second]! -= part * y;
  a[at + third]! -= part * z;
}

/** Eigenvalues of the block of two rows at `first`. */
function pairAt({ n, a }: Square, first: number): readonly Complex[] {
  const [p, q, r, s] = [a[first * n + first]!, a[first * n + first + 1]!, a[(first + 1) * n + first]!, a[(first + 1) * n + first + 1]!];
  const half = 0.5 * (p - s);
  const discriminant = half * half + q * r;
  if (discriminant < 0) {
    const omega = Math.sqrt(-discriminant);
    return [
      [0.5 * (p + s), omega],
      [0.5 * (p + s), -omega],
    ];
  }
  // Without cancellation: the root is added to what has its sign.
  const root = half >= 0 ? half + Math.sqrt(discriminant) : half - Math.sqrt(discriminant);
  return root === 0
    ? [
        [s, 0],
        [s, 0],
      ]
    : [
        [s + root, 0],
        [s - (q * r) / root, 0],
      ];
}
