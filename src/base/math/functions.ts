/**
 * The functions on numbers. An ulp is the distance of neighbouring doubles at the result (2^-1074 below 2^-1022). The bounds are
 * measured, not proved: on 2^16 points, ordinary and nasty, in each run of the tests, on 2^19 in the slow ones. The tests read
 * them from here.
 */
import * as straight from "./straight-line.ts";

/** e^x. Error below 0.92 ulp. Infinity above 709.78; results below 2^-1022 are rounded once to subnormal numbers; 0 below -745.13. */
export function exp(x: number): number {
  return straight.exp(x);
}

/** e^x - 1 without cancellation near 0. Error below 1 ulp. */
export function expm1(x: number): number {
  return straight.expm1(x);
}

/** (e^x - 1) / x, 1 at 0: the rates of ion channels without their removable singularity. Error below 1.7 ulp. Overflows above 716.3. */
export function exprel(x: number): number {
  return straight.exprel(x);
}

/** Derivative of `exprel`, 1/2 at 0. Error below 2 ulp. */
export function dexprel(x: number): number {
  return straight.dexprel(x);
}

/** Natural logarithm. Error below 0.85 ulp. -Infinity at 0, NaN below. */
export function log(x: number): number {
  return straight.log(x);
}

/** log(1 + x) without cancellation near 0. Error below 0.87 ulp. -Infinity at -1, NaN below. */
export function log1p(x: number): number {
  return straight.log1p(x);
}

/** Logarithm to base 2. Error below 0.51 ulp, so exact at powers of two. */
export function log2(x: number): number {
  return straight.log2(x);
}

/** Logarithm to base 10. Error below 0.51 ulp, so exact at powers of ten. */
export function log10(x: number): number {
  return straight.log10(x);
}

/**
 * x^y. Error below 0.95 ulp, so a result that a double can hold is exact. Special cases as IEEE 754-2019, 9.2.1: x^0 = 1 and 1^y = 1
 * even for NaN, negative x only with an integer y (else NaN).
 */
export function pow(x: number, y: number): number {
  return straight.pow(x, y);
}

/**
 * Sine. Error below 0.87 ulp for |x| <= 3.37e9 (2^31 quarter turns), also where it nearly vanishes. From there to 2^50 it is the sine of
 * an argument that differs from x by less than 2^-52 |x|; NaN beyond, where neighbouring doubles are a quarter of a radian apart.
 */
export function sin(x: number): number {
  return straight.sin(x);
}

/** Cosine. Error below 0.87 ulp for |x| <= 3.37e9; beyond as `sin`. */
export function cos(x: number): number {
  return straight.cos(x);
}

/** Tangent. Error below 1.1 ulp for |x| <= 3.37e9; beyond as `sin`. */
export function tan(x: number): number {
  return straight.tan(x);
}

/** Arc sine. Error below 0.66 ulp. NaN beyond [-1, 1]. */
export function asin(x: number): number {
  return straight.asin(x);
}

/** Arc cosine. Error below 0.78 ulp. NaN beyond [-1, 1]. */
export function acos(x: number): number {
  return straight.acos(x);
}

/** Arc tangent. Error below 1.7 ulp. */
export function atan(x: number): number {
  return straight.atan(x);
}

/** Angle of the point (x, y), in [-pi, pi]. Error below 1.7 ulp. Signed zeros and infinities as in C99, F.9.1.4. */
export function atan2(y: number, x: number): number {
  return straight.atan2(y, x);
}

/** Hyperbolic sine. Error below 1.65 ulp. */
export function sinh(x: number): number {
  return straight.sinh(x);
}

/** Hyperbolic cosine. Error below 1.35 ulp. */
export function cosh(x: number): number {
  return straight.cosh(x);
}

/** Hyperbolic tangent. Error below 1.75 ulp. */
export function tanh(x: number): number {
  return straight.tanh(x);
}

/** Error function, 2 / sqrt(pi) times the integral of e^(-u^2) from 0 to x. Error below 1.5 ulp. */
export function erf(x: number): number {
  return straight.erf(x);
}

/** Complementary error function 1 - erf(x), accurate also where it is tiny. Error below 2 ulp. */
export function erfc(x: number): number {
  return straight.erfc(x);
}

/** The z at which the standard normal distribution function is p. Error below 5 ulp. -Infinity at 0, Infinity at 1, NaN outside. */
export function normalQuantile(p: number): number {
  return straight.normalQuantile(p);
}

/**
 * a - b floor(a / b): the remainder with the sign of b, in [0, b) or (b, 0]. Error below 0.51 ulp while |a / b| < 2^52; a result that would be
 * rounded to b is 0. NaN for b = 0 and for infinite arguments.
 */
export function mod(a: number, b: number): number {
  return straight.mod(a, b);
}
