/** Eigenvalues of the refractory density equation of a renewal process. */
import { cos, sin } from "../../base/index.ts";
import {
  type Complex,
  complexDifference,
  complexQuotient,
  complexSize,
  complexSum,
  countZeros,
  findZeros,
  type Rectangle,
} from "../../numerics/index.ts";
import type { RenewalProcess } from "../renewal/process.ts";

/** A root of P_L(lambda) = 1 other than 0. */
export interface Mode {
  /** lambda_n [1/time]; its real part is negative. Imaginary part positive, of a pair with its complex conjugate, or 0. */
  readonly eigenvalue: Complex;
  /** P_L'(lambda_n) [time]. */
  readonly slope: Complex;
  /** How many eigenvalues the mode stands for: 2 of a complex pair, 1 if real. The activity has F_0 - sum_n multiplicity Re(a_n/slope_n). */
  readonly multiplicity: 1 | 2;
}

/** The eigenmodes of a process that matter longest. */
export interface Modes {
  /**
   * In the order of n = 1, 2, ..., log P_L(lambda_n) = -2 pi i n along the curve from 0; where that curve ends on the real axis before enough are
   * found (noise lets the neuron fire), the slowest of all, the slowest first.
   */
  readonly modes: readonly Mode[];
  /** Those that are not on the curve, real as a rule, but decay no faster than the last of `modes`. */
  readonly others: readonly Mode[];
  /** Whether none that is as slow is missing and as many were found as asked for: by the argument principle, or in closed form. */
  readonly isComplete: boolean;
}

/**
 * The first `count` modes of a process. In closed form where the process has one. Else the roots are followed from 0 along the curve |P_L| = 1,
 * and the argument principle says whether there are others to the right of the last: those are then found by cutting the rectangle. All are
 * polished by Newton's method. Relative error about 1e-14 to the right of minus the last hazard; further left, where the transform is continued,
 * digits are lost (the third mode of the escape LIF at 9 Hz has 8).
 *
 * Where the transform is not known far enough to the left (`abscissa`), or has no further roots, there are fewer.
 *
 * @see Pietras, Gallice, Schwalger 2020, Phys. Rev. E 102:022407, doi:10.1103/PhysRevE.102.022407
 */
export function eigenmodes(process: RenewalProcess, count: number): Modes {
  if (process.eigenvalue) return closed(process, count);
  const followed = follow(process, count);
  if (followed.length < count) {
    const searched = bySearch(process, count);
    if (searched.modes.length >= followed.length) return searched;
  }
  const left = 1.001 * Math.min(0, ...followed.map(([re]) => re));
  const box = rectangleTo(process, left, Math.max(0, ...followed.map(([, im]) => im)));
  const found = box && zerosIn(process, box, followed);
  const isSame = ([re, im]: Complex, other: Complex) => complexSize(complexDifference([re, im], other)) < 1e-9 * complexSize(other);
  const others = found?.filter((root) => !followed.some((known) => isSame(root, known))) ?? [];
  return {
    modes: modesOf(process, followed),
    others: inOrder(modesOf(process, others)),
    isComplete: found !== undefined && followed.length === count,
  };
}

/** The first modes in the order of n, as far as the curve from 0 leads: there may be others, on the real axis, that are as slow. */
export function leadingModes(process: RenewalProcess, count: number): readonly Mode[] {
  return process.eigenvalue ? closed(process, count).modes : modesOf(process, follow(process, count));
}

function closed(process: RenewalProcess, count: number): Modes {
  const found: Complex[] = [];
  for (let n = 1; n <= count; n++) {
    const eigenvalue = process.eigenvalue?.(n);
    if (!eigenvalue) break;
    found.push(eigenvalue);
  }
  return { modes: modesOf(process, found), others: [], isComplete: true };
}

function inOrder(modes: readonly Mode[]): readonly Mode[] {
  return [...modes].sort((a, b) => b.eigenvalue[0] - a.eigenvalue[0]);
}

function modesOf(process: RenewalProcess, eigenvalues: readonly Complex[]): Mode[] {
  return eigenvalues.map((eigenvalue) => ({
    eigenvalue,
    slope: process.laplaceDerivative(eigenvalue),
    multiplicity: eigenvalue[1] === 0 ? 1 : 2,
  }));
}

/** Newton's method on P_L(lambda) = target; undefined where it does not settle. */
function newton(process: RenewalProcess, guess: Complex, target: Complex, most = 30): Complex | undefined {
  let lambda = guess;
  let last = Number.POSITIVE_INFINITY;
  for (let iteration = 0; iteration < most; iteration++) {
    const step = complexQuotient(complexDifference(process.laplace(lambda), target), process.laplaceDerivative(lambda));
    const size = complexSize(step);
    if (!(size < Number.POSITIVE_INFINITY)) return undefined;
    lambda = complexDifference(lambda, step);
    // At rounding the steps no longer shrink.
    if (size <= 1e-9 * complexSize(lambda) && (size >= 0.25 * last || size <= 1e-15 * complexSize(lambda))) return lambda;
    last = size;
  }
  return undefined;
}

/** The roots s = 1, 2, .. along the curve from 0 on which P_L = e^(-2 pi i s), while it stays above the real axis. */
function follow(process: RenewalProcess, count: number): Complex[] {
  const found: Complex[] = [];
  let lambda: Complex = [0, 0];
  let [s, step] = [0, 0.125];
  while (found.length < count) {
    const next = Math.min(s + step, Math.floor(s + 1e-9) + 1);
    const angle = -2 * Math.PI * next;
    // d lambda/ds = -2 pi i P_L/P_L'
    const direction = complexQuotient(process.laplace(lambda), process.laplaceDerivative(lambda));
    const ahead = 2 * Math.PI * (next - s);
    const guess = complexSum(lambda, [ahead * direction[1], -ahead * direction[0]]);
    const corrected = newton(process, guess, [cos(angle), sin(angle)], 8);
    const isNear = corrected && complexSize(complexDifference(corrected, guess)) < 0.3 * complexSize(complexDifference(guess, lambda));
    if (!isNear) {
      step *= 0.5;
      if (step < 1e-4) break;
      continue;
    }
    if (!(corrected[1] > 0)) break;
    lambda = corrected;
    if (next === Math.floor(s + 1e-9) + 1) found.push(lambda);
    s = next;
    step = Math.min(0.5, 1.6 * step);
  }
  return found;
}

/**
 * The rectangle to the right of `left` and up to where no roots follow. On and right of the imaginary axis |P_L| < 1, so there are none; above
 * `top` there are none where |P_L| < 1 along the left edge, which is looked at over two more octaves. The roots above `least` belong to it.
 */
function rectangleTo(process: RenewalProcess, left: number, least: number): Rectangle | undefined {
  const unit = process.rate;
  let top = least + 0.35 * unit;
  for (let attempt = 0; attempt < 200; attempt++) {
    let isBelow = true;
    for (let y = top; y < 4 * top + 8 * unit && isBelow; y += 0.2 * unit + 0.02 * y) {
      const size = complexSize(process.laplace([left, y]));
      if (!(size < Number.POSITIVE_INFINITY)) return undefined;
      isBelow = size < 1;
    }
    if (isBelow) return { left, right: 0.0137 * unit, bottom: -0.0271 * unit, top };
    top += 0.5 * unit + 0.1 * top;
  }
  return undefined;
}

/** All roots in the rectangle but 0 and lower conjugates; `known` ones need no search if they are all. */
function zerosIn(process: RenewalProcess, box: Rectangle, known: readonly Complex[]): Complex[] | undefined {
  const reach = complexSize([box.left, box.top]) + complexSize([box.right, box.top]);
  const f = process.characteristic?.(reach) ?? ((lambda: Complex) => complexDifference([1, 0], process.laplace(lambda)));
  const inside = known.filter(([re, im]) => re > box.left && im < box.top);
  // Conjugates of roots close to the real axis lie in the rectangle as well.
  const low = inside.filter(([, im]) => im < -box.bottom).length;
  if (countZeros(f, box) === 1 + inside.length + low) return inside;
  const found = findZeros(f, box)?.map((zero): Complex => {
    const [re, im] = newton(process, zero, [1, 0]) ?? zero;
    return [re, Math.abs(im) < 1e-9 * Math.abs(re) ? 0 : im];
  });
  return found?.filter(([re, im]) => im >= 0 && complexSize([re, im]) > 1e-9 * process.rate);
}

/** Where the curve ends on the real axis: rectangles that grow to the left until they hold enough roots. */
function bySearch(process: RenewalProcess, count: number): Modes {
  let found: readonly Complex[] = [];
  const furthest = process.abscissa * (1 - 1e-3);
  for (let left = -process.rate, attempt = 0; attempt < 40; attempt++) {
    const edge = Math.max(left, furthest);
    const box = rectangleTo(process, edge, 0);
    const roots = box && zerosIn(process, box, []);
    if (roots) found = roots;
    if (found.length >= count || edge === furthest) break;
    left *= 1.7;
  }
  return { modes: inOrder(modesOf(process, found)).slice(0, count), others: [], isComplete: found.length >= count };
}
