/** Functions as sums of Legendre polynomials on [-1, 1]: nodes, integrals, and transforms by exponentials. */
import { cos } from "../base/index.ts";
import { type Complex, complexExp, complexProduct, complexQuotient } from "./complex.ts";

/** Gauss-Legendre nodes with what takes values there to integrals and to coefficients. */
export interface LegendreRule {
  readonly size: number;
  /** Ascending, inside (-1, 1). {size} */
  readonly nodes: Float64Array;
  /** Of the integral over [-1, 1]; exact for polynomials of degree 2 size - 1. {size} */
  readonly weights: Float64Array;
  /** Row j integrates from -1 to node j the polynomial through the values. {size, size} */
  readonly integral: Float64Array;
  /** Row k gives the coefficient of the Legendre polynomial of degree k. {size, size} */
  readonly coefficients: Float64Array;
}

/** P_0 .. P_degree at x, by the three-term recurrence. */
function polynomials(degree: number, x: number): Float64Array {
  const values = new Float64Array(degree + 1);
  values[0] = 1;
  if (degree > 0) values[1] = x;
  for (let k = 1; k < degree; k++) values[k + 1] = ((2 * k + 1) * x * values[k]! - k * values[k - 1]!) / (k + 1);
  return values;
}

/** The Gauss-Legendre rule of a size, its nodes by Newton's method to rounding. */
export function legendreRule(size: number): LegendreRule {
  const nodes = new Float64Array(size);
  const weights = new Float64Array(size);
  for (let j = 0; j < size; j++) {
    let x = -cos((Math.PI * (j + 0.75)) / (size + 0.5));
    let slope = 1;
    for (let iteration = 0; iteration < 10; iteration++) {
      const values = polynomials(size, x);
      slope = (size * (values[size - 1]! - x * values[size]!)) / (1 - x * x);
      const change = values[size]! / slope;
      x -= change;
      if (Math.abs(change) < 1e-16) break;
    }
    nodes[j] = x;
    weights[j] = 2 / ((1 - x * x) * slope * slope);
  }
  const coefficients = new Float64Array(size * size);
  const antiderivatives = new Float64Array(size * size);
  for (let j = 0; j < size; j++) {
    const values = polynomials(size, nodes[j]!);
    for (let k = 0; k < size; k++) {
      coefficients[k * size + j] = (k + 0.5) * weights[j]! * values[k]!;
      // The integral of P_k from -1 is (P_(k+1) - P_(k-1))/(2k + 1), and P_0 integrates to x + 1.
      antiderivatives[j * size + k] = k === 0 ? nodes[j]! + 1 : (values[k + 1]! - values[k - 1]!) / (2 * k + 1);
    }
  }
  const integral = new Float64Array(size * size);
  for (let j = 0; j < size; j++)
    for (let i = 0; i < size; i++) {
      let sum = 0;
      for (let k = 0; k < size; k++) sum += antiderivatives[j * size + k]! * coefficients[k * size + i]!;
      integral[j * size + i] = sum;
    }
  return { size, nodes, weights, integral, coefficients };
}

/** Value at x in [-1, 1] of the sum of `coefficients[k] P_k` (Clenshaw). */
export function legendreSum(coefficients: ArrayLike<number>, x: number): number {
  let [next, afterNext] = [0, 0];
  for (let k = coefficients.length - 1; k >= 1; k--)
    [next, afterNext] = [coefficients[k]! + ((2 * k + 1) / (k + 1)) * x * next - ((k + 1) / (k + 2)) * afterNext, next];
  return (coefficients[0] ?? 0) + x * next - 0.5 * afterNext;
}

/** Integral from -1 to x of the sum of `coefficients[k] P_k`. */
export function legendreIntegral(coefficients: ArrayLike<number>, x: number): number {
  const size = coefficients.length;
  const values = polynomials(size, x);
  let sum = (coefficients[0] ?? 0) * (x + 1);
  for (let k = 1; k < size; k++) sum += (coefficients[k]! * (values[k + 1]! - values[k - 1]!)) / (2 * k + 1);
  return sum;
}

/**
 * The integrals of Legendre polynomials against an exponential that is 1 at the end where it is largest,
 *
 *   m_k = integral_{-1}^{1} P_k(x) e^(-z (x + 1)) dx    for Re z >= 0,    P_k(x) e^(z (1 - x))   for Re z < 0,
 *
 * which are 2 (-1)^k i_k(z) e^(-z) and 2 (-1)^k i_k(z) e^z with the modified spherical Bessel functions i_k. By the power series for
 * small z, else by Miller's downward recurrence normalised with sum (2k + 1) i_k = e^z. Absolute error about 1e-15 max(1, |z|)^(1/2).
 *
 * @returns m_0 .. m_(count-1)
 * @see NIST Digital Library of Mathematical Functions, 10.47, 10.51.5, 10.60.7
 */
export function legendreMoments(z: Complex, count: number): readonly Complex[] {
  const isReflected = z[0] < 0;
  const argument: Complex = isReflected ? [-z[0], -z[1]] : z;
  const moments = Math.abs(z[0]) + Math.abs(z[1]) < 0.5 ? bySeries(argument, count) : byRecurrence(argument, count);
  // i_k(-z) = (-1)^k i_k(z) cancels the sign of the moment.
  return isReflected ? moments : moments.map(([re, im], k) => (k % 2 === 0 ? ([re, im] as const) : ([-re, -im] as const)));
}

/** 2 i_k(z) e^-z = 2 e^-z z^k/(2k + 1)!! sum_j (z^2/2)^j/(j! (2k + 3)(2k + 5)..(2k + 2j + 1)). */
function bySeries(z: Complex, count: number): Complex[] {
  const square = complexProduct(z, z);
  let power = complexProduct([2, 0], complexExp([-z[0], -z[1]]));
  return Array.from({ length: count }, (_, k) => {
    if (k > 0) power = complexProduct(power, [z[0] / (2 * k + 1), z[1] / (2 * k + 1)]);
    let term: Complex = [1, 0];
    let [re, im] = [1, 0];
    for (let j = 1; j <= 9; j++) {
      const divisor = 2 * j * (2 * k + 2 * j + 1);
      term = complexProduct(term, [square[0] / divisor, square[1] / divisor]);
      re += term[0];
      im += term[1];
    }
    return complexProduct(power, [re, im]);
  });
}

function byRecurrence(z: Complex, count: number): Complex[] {
  const size = Math.abs(z[0]) + Math.abs(z[1]);
  const start = Math.ceil(Math.max(count, 1.2 * size) + 30 + 2 * Math.sqrt(size));
  const inverse = complexQuotient([1, 0], z);
  const values: [number, number][] = [];
  // f_(k-1) = f_(k+1) + (2k + 1)/z f_k
  let [re, im, nextRe, nextIm] = [1e-200, 0, 0, 0];
  let [sumRe, sumIm] = [0, 0];
  for (let k = start; k >= 0; k--) {
    if (k < count) values[k] = [re, im];
    sumRe += (2 * k + 1) * re;
    sumIm += (2 * k + 1) * im;
    const [ratioRe, ratioIm] = [(2 * k + 1) * inverse[0], (2 * k + 1) * inverse[1]];
    const [lowerRe, lowerIm] = [nextRe + ratioRe * re - ratioIm * im, nextIm + ratioRe * im + ratioIm * re];
    [nextRe, nextIm, re, im] = [re, im, lowerRe, lowerIm];
    if (Math.abs(re) + Math.abs(im) > 1e200) {
      // Far below the order of turning the values are negligible beside those to come.
      for (let j = k; j < count; j++) {
        values[j]![0] *= 1e-200;
        values[j]![1] *= 1e-200;
      }
      [re, im, nextRe, nextIm, sumRe, sumIm] = [re * 1e-200, im * 1e-200, nextRe * 1e-200, nextIm * 1e-200, sumRe * 1e-200, sumIm * 1e-200];
    }
  }
  const factor = complexQuotient([2, 0], [sumRe, sumIm]);
  return values.map((value) => complexProduct(value, factor));
}
