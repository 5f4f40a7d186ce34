/** Exact fractions: the exponents of units and dimensions, where 1/2 must be a half and 1/3 a third. */
import { InternalError } from "../base/index.ts";

/** numerator/denominator in lowest terms, denominator > 0. */
export interface Rational {
  readonly n: number;
  readonly d: number;
}

/** n/d in lowest terms. Both must be safe integers, d not 0. */
export function rational(n: number, d = 1): Rational {
  if (!Number.isSafeInteger(n) || !Number.isSafeInteger(d) || d === 0) throw new InternalError(`${n}/${d} is no fraction`);
  const divisor = greatestCommonDivisor(Math.abs(n), Math.abs(d)) * (d < 0 ? -1 : 1);
  // `+ 0` turns -0 into 0, so that equal fractions are equal data.
  return { n: n / divisor + 0, d: d / divisor };
}

function greatestCommonDivisor(a: number, b: number): number {
  while (b !== 0) [a, b] = [b, a % b];
  return a;
}

/** The fraction 0. */
export const zero: Rational = { n: 0, d: 1 };
/** The fraction 1. */
export const one: Rational = { n: 1, d: 1 };

/** a + b. */
export function addRationals(a: Rational, b: Rational): Rational {
  return rational(a.n * b.d + b.n * a.d, a.d * b.d);
}

/** a * b. */
export function multiplyRationals(a: Rational, b: Rational): Rational {
  return rational(a.n * b.n, a.d * b.d);
}

/** Whether two fractions are the same number. */
export function equalRationals(a: Rational, b: Rational): boolean {
  return a.n === b.n && a.d === b.d;
}

/** Exponents beyond this are a mistake of the user, and products of them would leave the safe integers. */
export const largestExponent = 1000;

/** Whether numerator and denominator are at most `largestExponent`. */
export function isModest(r: Rational): boolean {
  return Math.abs(r.n) <= largestExponent && r.d <= largestExponent;
}

/**
 * The fraction with the smallest denominator (at most `largestExponent`) whose nearest double is `value`; undefined if there is none.
 * 0.5 gives 1/2, 0.333 gives 333/1000, 1/3 in floating point gives 1/3.
 */
export function rationalFromNumber(value: number): Rational | undefined {
  if (!Number.isFinite(value) || Math.abs(value) > largestExponent) return undefined;
  for (let d = 1; d <= largestExponent; d++) {
    const n = Math.round(value * d);
    if (n / d === value) return rational(n, d);
  }
  return undefined;
}

/** `2`, `-1`, `1/2`. */
export function printRational(r: Rational): string {
  return r.d === 1 ? `${r.n}` : `${r.n}/${r.d}`;
}

/** Largest numerator and denominator of an exponent that a literal may carry. */
export const largestUnitExponent = 12;
