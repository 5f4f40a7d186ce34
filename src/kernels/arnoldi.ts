/** Leading eigenvalues of large linear maps that are known by what they do to a vector. */
import { compileOrthogonal, orthogonalAtOnce } from "../compiler/index.ts";
import { type Complex, complexDifference, complexSize, dot, eigenvalues } from "../numerics/index.ts";
import { Arena } from "./arena.ts";

/** Parts of the dimension at which eigenvalues are compared, and how near they must be, relatively, to be believed. */
const [before, near] = [0.8, 1e-6];

/**
 * Part of a vector that must be left for it to be orthogonal after one pass, to ten roundings: what is left has the errors of the whole
 * (Daniel, Gragg, Kaufman, Stewart 1976, Math. Comp. 30:772).
 */
const enough = 0.1;

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
  const basis = new Basis(n, most);
  const { next, vectors } = basis;
  let size = most;
  try {
    next.set(start);
    basis.accept(norm(start));
    for (let k = 0; k < most; k++) {
      apply(vectors[k]!, next);
      const length = norm(next);
      let left = length;
      // Once more where most of the vector was taken away.
      for (let [sweep, whole] = [0, length]; sweep === 0 || (sweep < 3 && left < enough * whole); sweep++) {
        whole = left;
        basis.takeParts((j, part) => {
          h[j * most + k]! += part;
        });
        left = norm(next);
      }
      // The space is invariant, and its eigenvalues are exact.
      if (!(left > 1e-14 * length)) {
        size = k + 1;
        break;
      }
      if (k + 1 === most) break;
      h[(k + 1) * most + k] = left;
      basis.accept(left);
    }
  } finally {
    basis.close();
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

/** The one module of all such spaces. */
let module: WebAssembly.Module | undefined;

type TakeParts = (vectors: number, bytes: number, x: number, parts: number) => void;

/** Owns unit vectors, orthogonal to one another, and the vector that is to be the next of them. */
class Basis {
  readonly vectors: Float64Array[] = [];
  readonly next: Float64Array;
  readonly #arena: Arena;
  readonly #takeParts: TakeParts;
  /** Numbers from one vector to the next: even, as compiled code takes them by twos. */
  readonly #stride: number;
  readonly #places: { readonly vectors: number; readonly next: number; readonly parts: number };

  /** @param most  vectors of n numbers that there may be */
  constructor(n: number, most: number) {
    this.#stride = n + (n % 2);
    // A group that is not full is filled up with zeros.
    const room = this.#stride * orthogonalAtOnce * Math.ceil(most / orthogonalAtOnce);
    const arena = new Arena(room + this.#stride + orthogonalAtOnce);
    this.#arena = arena;
    this.#places = { vectors: arena.take(room), next: arena.take(this.#stride), parts: arena.take(orthogonalAtOnce) };
    this.next = arena.numbers.subarray(this.#places.next, this.#places.next + n);
    module ??= new WebAssembly.Module(compileOrthogonal());
    const { exports } = new WebAssembly.Instance(module, { env: { memory: arena.memory } });
    // The compiler fixes the signature of what it exports.
    this.#takeParts = exports.takeParts as TakeParts;
  }

  /** Takes from `next` its parts along the vectors, and tells them. */
  takeParts(tell: (vector: number, part: number) => void): void {
    const { vectors, next, parts } = this.#places;
    const count = this.vectors.length;
    for (let group = 0; group < count; group += orthogonalAtOnce) {
      this.#takeParts(8 * (vectors + group * this.#stride), 8 * this.#stride, 8 * next, 8 * parts);
      for (let j = group; j < Math.min(group + orthogonalAtOnce, count); j++) tell(j, this.#arena.numbers[parts + j - group]!);
    }
  }

  /** Makes `next`, which is so long, one of the vectors. */
  accept(length: number): void {
    const at = this.#places.vectors + this.vectors.length * this.#stride;
    const vector = this.#arena.numbers.subarray(at, at + this.next.length);
    for (let i = 0; i < vector.length; i++) vector[i] = this.next[i]! / length;
    this.vectors.push(vector);
  }

  close(): void {
    this.#arena.release();
  }
}

const norm = (x: Float64Array) => Math.sqrt(dot(x, x));
