/** The normal form of an Andronov-Hopf bifurcation. */
import type { System } from "../../contract/index.ts";
import { decompose, solveDecomposed } from "../../numerics/index.ts";

/** A complex vector. */
export interface ComplexVector {
  readonly re: Float64Array;
  readonly im: Float64Array;
}

/** An Andronov-Hopf point: frequency, eigenvector A q = i omega q of length 1, first Lyapunov coefficient (0 where its terms cancel). */
export interface HopfForm {
  readonly omega: number;
  readonly q: ComplexVector;
  readonly l1: number;
}

/** The sum of the terms of l1, relative to the greatest of them, below which it is 0: their differences are exact to some 1e-9. */
const cancelled = 1e-6;

/** Step of differences of the Jacobian, in units of the sizes: truncation (its fourth power) and rounding are then both some 1e-10. */
const differenceStep = 2e-3;

/**
 * First Lyapunov coefficient of a fixed point with eigenvalues +-i omega; negative: supercritical.
 *
 *   l1 = Re(<p, C(q, q, q*)> - 2 <p, B(q, A^-1 B(q, q*))> + <p, B(q*, (2 i omega - A)^-1 B(q, q))>)/(2 omega)
 *
 * with A q = i omega q, A' p = -i omega p, <q, q> = <p, q> = 1 and the second and third derivatives B, C of the rates, which are
 * differences of fourth order of the Jacobian.
 *
 * @param sizes  of the states; the difference step is relative to them {n}
 * @see Kuznetsov, Elements of Applied Bifurcation Theory, 3rd ed., eq. 5.34
 */
export function hopfForm(system: System, p: Float64Array, y: Float64Array, omega: number, sizes: Float64Array): HopfForm | undefined {
  const n = y.length;
  const a = new Float64Array(n * n);
  system.jacobian(y, p, a);
  const q = nullVector(n, a, omega);
  const dual = nullVector(n, transposed(n, a), -omega);
  if (!q || !dual) return undefined;
  const left = normalised(dual, q);
  const form = new Differences(system, p, y, sizes);
  const [aa, ab, bb] = [form.second(q.re, q.re), form.second(q.re, q.im), form.second(q.im, q.im)];
  // C(q, q, q*) = C(a,a,a) + C(a,b,b) + i(C(a,a,b) + C(b,b,b)) for q = a + i b.
  const cubic = { re: sum(form.third(q.re, q.re), form.third(q.im, q.re)), im: sum(form.third(q.re, q.im), form.third(q.im, q.im)) };
  const mean = solveComplex(n, a, 0, { re: sum(aa, bb), im: new Float64Array(n) });
  const fast = solveComplex(
    n,
    a.map((x) => -x),
    2 * omega,
    { re: sum(aa, bb, -1), im: ab.map((x) => 2 * x) },
  );
  if (!mean || !fast) return undefined;
  const first = { re: form.second(q.re, mean.re), im: form.second(q.im, mean.re) };
  const conjugate = {
    re: sum(form.second(q.re, fast.re), form.second(q.im, fast.im)),
    im: sum(form.second(q.re, fast.im), form.second(q.im, fast.re), -1),
  };
  const terms = [product(left, cubic), product(left, first).map((x) => -2 * x), product(left, conjugate)] as const;
  const total = terms.reduce((all, [re]) => all + re!, 0);
  // Real parts may each be rounding where the terms are imaginary.
  const greatest = Math.max(...terms.flat().map(Math.abs));
  return { omega, q, l1: Math.abs(total) <= cancelled * greatest ? 0 : total / (2 * omega) };
}

/** Derivatives of the Jacobian along directions. */
class Differences {
  private readonly evaluate: (direction: Float64Array, share: number) => Float64Array;
  private readonly sizes: Float64Array;
  private readonly n: number;

  constructor(system: System, p: Float64Array, y: Float64Array, sizes: Float64Array) {
    [this.sizes, this.n] = [sizes, y.length];
    this.evaluate = (direction, share) => {
      const out = new Float64Array(y.length * y.length);
      system.jacobian(
        y.map((value, i) => value + share * direction[i]!),
        p,
        out,
      );
      return out;
    };
  }

  /** B(u, v) = d/de A(y + e u) v. */
  second(u: Float64Array, v: Float64Array): Float64Array {
    const h = this.step(u);
    if (h === 0) return new Float64Array(this.n);
    const [a, b, c, d] = [1, -1, 2, -2].map((k) => this.apply(this.evaluate(u, k * h), v)) as Four;
    return a.map((x, i) => (8 * (x - b[i]!) - (c[i]! - d[i]!)) / (12 * h));
  }

  /** C(u, u, v) = d2/de2 A(y + e u) v. */
  third(u: Float64Array, v: Float64Array): Float64Array {
    const h = this.step(u);
    if (h === 0) return new Float64Array(this.n);
    const [a, b, c, d] = [1, -1, 2, -2].map((k) => this.apply(this.evaluate(u, k * h), v)) as Four;
    const centre = this.apply(this.evaluate(u, 0), v);
    return a.map((x, i) => (16 * (x + b[i]!) - (c[i]! + d[i]!) - 30 * centre[i]!) / (12 * h * h));
  }

  /** Length along u at which some state has moved by the step; 0 for no direction. */
  private step(u: Float64Array): number {
    let most = 0;
    for (let i = 0; i < this.n; i++) most = Math.max(most, Math.abs(u[i]!) / this.sizes[i]!);
    return most > 0 ? differenceStep / most : 0;
  }

  private apply(matrix: Float64Array, v: Float64Array): Float64Array {
    return v.map((_, i) => v.reduce((total, x, j) => total + matrix[i * this.n + j]! * x, 0));
  }
}

/** A unit vector with (A - i omega) v = 0: two steps of inverse iteration, a little beside the eigenvalue. */
function nullVector(n: number, a: Float64Array, omega: number): ComplexVector | undefined {
  let v: ComplexVector = { re: new Float64Array(n).fill(1), im: new Float64Array(n).fill(0.5) };
  const size = Math.abs(omega) + a.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
  // Exactly at the eigenvalue the matrix would be singular; beside it by 1e-10 the wanted direction grows by 1e10 a step.
  const shifted = omega + 1e-10 * Math.max(Math.abs(omega), 1e-4 * size);
  for (let k = 0; k < 3; k++) {
    const solved = solveComplex(
      n,
      a.map((x) => x),
      -shifted,
      v,
    );
    if (!solved) return undefined;
    const length = Math.sqrt(solved.re.reduce((total, x, i) => total + x * x + solved.im[i]! * solved.im[i]!, 0));
    v = { re: solved.re.map((x) => x / length), im: solved.im.map((x) => x / length) };
  }
  return v;
}

/** Solves (A + i shift) x = b. */
function solveComplex(n: number, a: Float64Array, shift: number, b: ComplexVector): ComplexVector | undefined {
  const size = 2 * n;
  const matrix = new Float64Array(size * size);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      matrix[i * size + j] = a[i * n + j]!;
      matrix[(n + i) * size + n + j] = a[i * n + j]!;
    }
    matrix[i * size + n + i] = -shift;
    matrix[(n + i) * size + i] = shift;
  }
  const right = Float64Array.from([...b.re, ...b.im]);
  const pivots = new Int32Array(size);
  if (!decompose(size, matrix, pivots)) return undefined;
  solveDecomposed(size, matrix, pivots, right);
  return { re: right.slice(0, n), im: right.slice(n) };
}

/** <a, b> = sum conj(a_i) b_i. */
function product(a: ComplexVector, b: ComplexVector): readonly [number, number] {
  let [re, im] = [0, 0];
  for (let i = 0; i < a.re.length; i++) {
    re += a.re[i]! * b.re[i]! + a.im[i]! * b.im[i]!;
    im += a.re[i]! * b.im[i]! - a.im[i]! * b.re[i]!;
  }
  return [re, im];
}

/** The vector scaled so that <p, q> = 1. */
function normalised(p: ComplexVector, q: ComplexVector): ComplexVector {
  const [re, im] = product(p, q);
  const square = re * re + im * im;
  // <p c, q> = conj(c) <p, q>: conj(c) = 1/<p, q>, so c = <p, q>/|<p, q>|^2.
  return {
    re: p.re.map((x, i) => (x * re - p.im[i]! * im) / square),
    im: p.re.map((x, i) => (x * im + p.im[i]! * re) / square),
  };
}

function sum(a: Float64Array, b: Float64Array, sign = 1): Float64Array {
  return a.map((x, i) => x + sign * b[i]!);
}

function transposed(n: number, a: Float64Array): Float64Array {
  return a.map((_, k) => a[(k % n) * n + Math.floor(k / n)]!);
}

type Four = [Float64Array, Float64Array, Float64Array, Float64Array];
