/** Leading eigenvalues of large linear maps that are known by what they do to a vector. */
import { type Complex, complexDifference, complexSize } from "./complex.ts";
import { eigenvalues } from "./eigenvalues.ts";

/** Parts of the dimension at which eigenvalues are compared, and how near they must be, relatively, to be believed. */
const [before, near] = [0.8, 1e-6];

/**
 * Eigenvalues of a real map, largest modulus first: those in which its restrictions to Krylov spaces of two dimensions agree, to 1e-6 or better. Vectors are
 * made orthogonal as often as it takes.
 *
 * @param apply      writes the map's value at x to out {n}
 * @param start      any vector with a part along each eigenvector that is wanted; not changed {n}
 * @param dimension  of the larger space; some three times as many as eigenvalues that are wanted
 * @see Arnoldi 1951, Quart. Appl. Math. 9:17, doi:10.1090/qam/42792
 */
export function arnoldiEigenvalues(
  apply: (x: Float64Array, out: Float64Array) => void,
  start: Float64Array,
  dimension: number,
): readonly Complex[] {
  const n = start.length;
  const most = Math.min(dimension, n);
  const h = new Float64Array(most * most);
  const basis = [scaled(start, 1 / norm(start))];
  const none = new Float64Array(n);
  const shares = new Float64Array(4);
  let size = most;
  for (let k = 0; k < most; k++) {
    const next = new Float64Array(n);
    apply(basis[k]!, next);
    const length = norm(next);
    let left = length;
    // Once more where most of the vector was taken away.
    for (let [sweep, whole] = [0, length]; sweep === 0 || (sweep < 3 && left < enough * whole); sweep++) {
      whole = left;
      for (let j = 0; j < basis.length; j += 4) {
        takeShares(basis[j]!, basis[j + 1] ?? none, basis[j + 2] ?? none, basis[j + 3] ?? none, next, shares);
        for (let i = j; i < Math.min(j + 4, basis.length); i++) h[i * most + k]! += shares[i - j]!;
      }
      left = norm(next);
    }
    // The space is invariant, and its eigenvalues are exact.
    if (!(left > 1e-14 * length)) {
      size = k + 1;
      break;
    }
    if (k + 1 === most) break;
    h[(k + 1) * most + k] = left;
    basis.push(scaled(next, 1 / left));
  }
  const of = (m: number) => {
    const corner = new Float64Array(m * m);
    for (let row = 0; row < m; row++) corner.set(h.subarray(row * most, row * most + m), row * m);
    return eigenvalues(m, corner);
  };
  const found = of(size);
  const earlier = size < most || size === n ? found : of(Math.ceil(before * size));
  return found
    .filter((one) => earlier.some((other) => complexSize(complexDifference(one, other)) <= near * complexSize(one)))
    .sort((a, b) => complexSize(b) - complexSize(a));
}

/**
 * Part of a vector that must be left for it to be orthogonal after one pass, to ten roundings: what is left has the errors of the whole
 * (Daniel, Gragg, Kaufman, Stewart 1976, Math. Comp. 30:772).
 */
const enough = 0.1;

/** Takes from a vector its parts along four orthogonal unit vectors, and says how long they were. By four, its numbers are moved a quarter as often. */
function takeShares(a: Float64Array, b: Float64Array, c: Float64Array, d: Float64Array, from: Float64Array, shares: Float64Array): void {
  let [ofA, ofB, ofC, ofD] = [0, 0, 0, 0];
  for (let i = 0; i < from.length; i++) {
    const value = from[i]!;
    ofA += a[i]! * value;
    ofB += b[i]! * value;
    ofC += c[i]! * value;
    ofD += d[i]! * value;
  }
  for (let i = 0; i < from.length; i++) from[i]! -= ofA * a[i]! + ofB * b[i]! + (ofC * c[i]! + ofD * d[i]!);
  shares.set([ofA, ofB, ofC, ofD]);
}

const norm = (x: Float64Array) => Math.sqrt(dot(x, x));

/** By four sums, none of which waits for another. */
function dot(a: Float64Array, b: Float64Array): number {
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

function scaled(x: Float64Array, factor: number): Float64Array {
  const product = x.slice();
  for (let i = 0; i < product.length; i++) product[i]! *= factor;
  return product;
}
