/** Functions of mathematical physics that base/math does not need. */
import { erfc, exp } from "../base/index.ts";
import {
  type Complex,
  complexDifference,
  complexExp,
  complexLog,
  complexProduct,
  complexQuotient,
  complexSize,
  complexSum,
} from "./complex.ts";

/** 1/sqrt(pi). */
const inverseRootPi = 0.5641895835477563;

/** e^(x^2) with the digits that x^2 loses: its rounding error is found by Dekker's splitting. */
function expOfSquare(x: number): number {
  const square = x * x;
  const scaled = 134217729 * x;
  const high = scaled - (scaled - x);
  const low = x - high;
  const error = high * high - square + 2 * high * low + low * low;
  return exp(square) * (1 + error);
}

/**
 * Scaled complementary error function e^(x^2) erfc(x). Relative error about 1e-15; 2 e^(x^2) for very negative x, infinite below -26.6.
 *
 * By its definition below 8, beyond by the asymptotic series 1/(x sqrt(pi)) (1 - 1/(2 x^2) + 3/(4 x^4) - ...), whose smallest term is e^-64.
 *
 * @see NIST Digital Library of Mathematical Functions, 7.12.1
 */
export function erfcx(x: number): number {
  if (x < 8) return expOfSquare(x) * erfc(x);
  const ratio = 0.5 / (x * x);
  let [sum, term] = [1, 1];
  for (let k = 1; k < 60; k++) {
    term *= -(2 * k - 1) * ratio;
    sum += term;
    if (Math.abs(term) < 1e-17) break;
  }
  return (inverseRootPi / x) * sum;
}

/**
 * Dawson's integral e^(-x^2) integral_0^x e^(u^2) du. Absolute error about 2e-16, relative 1e-15.
 *
 * By the sum (1/sqrt pi) sum over odd n of e^-(x - n h)^2/n, whose error is e^-(pi/2h)^2 = 7e-18 for h = 1/4; by the series near 0 and by the
 * asymptotic series beyond 8.
 *
 * @see Rybicki 1989, Comput. Phys. 3:85, doi:10.1063/1.4822832
 */
export function dawson(x: number): number {
  const size = Math.abs(x);
  if (size < 0.5) return nearDawson(x);
  if (size > 8) return farDawson(x);
  const h = 0.25;
  const nearest = 2 * Math.round((0.5 * size) / h);
  const offset = size - nearest * h;
  let sum = 0;
  for (let n = -27; n <= 27; n += 2) {
    const distance = offset - n * h;
    sum += exp(-distance * distance) / (nearest + n);
  }
  return Math.sign(x) * inverseRootPi * sum;
}

/** sum_k (-2 x^2)^k x/(2k + 1)!! */
function nearDawson(x: number): number {
  let [sum, term] = [x, x];
  for (let k = 1; k < 30; k++) {
    term *= (-2 * x * x) / (2 * k + 1);
    sum += term;
  }
  return sum;
}

/** 1/(2x) (1 + 1/(2 x^2) + 3/(4 x^4) + ...), whose smallest term is e^-64. */
function farDawson(x: number): number {
  const ratio = 0.5 / (x * x);
  let [sum, term] = [1, 1];
  for (let k = 1; k < 60 && term > 1e-17; k++) {
    term *= (2 * k - 1) * ratio;
    sum += term;
  }
  return (0.5 / x) * sum;
}

/**
 * Wright's omega function: the w with w + log w = z, in the strip |Im z| = pi not on its cuts. W_n(x) of Lambert is omega(log x + 2 pi i n) for
 * x > 0, without overflow of x. Newton's method from z - log z, or from e^z far to the left; relative error about 1e-15.
 *
 * @see Lawrence, Corless, Jeffrey 2012, ACM Trans. Math. Softw. 38:20, doi:10.1145/2168773.2168779
 */
export function wrightOmega(z: Complex): Complex {
  const isLeft = z[0] < -1 && Math.abs(z[1]) < Math.PI;
  let w: Complex = isLeft ? complexExp(z) : complexSize(z) > 2 ? complexDifference(z, complexLog(z)) : [1, 0.3 * z[1]];
  if (complexSize(w) === 0) return w;
  for (let iteration = 0; iteration < 60; iteration++) {
    // w (1 + z - log w)/(1 + w): Newton's step on w + log w.
    const next = complexQuotient(complexProduct(w, complexSum([1, 0], complexDifference(z, complexLog(w)))), complexSum([1, 0], w));
    const change = complexSize(complexDifference(next, w));
    w = next;
    if (change <= 2e-16 * complexSize(w)) break;
  }
  return w;
}
