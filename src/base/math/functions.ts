/**
 * The functions on numbers. "ulp" is the greatest error measured, in units of the last place of the result, against 100 digits
 * on 2^16 points and more; `test/base/math.test.ts` asserts it. A result below 2^-1022 is measured in units of 2^-1074.
 */
import * as straight from "./straight-line.ts";

/** DOC_exp */
export function exp(x: number): number {
  return straight.exp(x);
}

/** DOC_expm1 */
export function expm1(x: number): number {
  return straight.expm1(x);
}

/** DOC_exprel */
export function exprel(x: number): number {
  return straight.exprel(x);
}

/** DOC_dexprel */
export function dexprel(x: number): number {
  return straight.dexprel(x);
}

/** DOC_log */
export function log(x: number): number {
  return straight.log(x);
}

/** DOC_log1p */
export function log1p(x: number): number {
  return straight.log1p(x);
}

/** DOC_log2 */
export function log2(x: number): number {
  return straight.log2(x);
}

/** DOC_log10 */
export function log10(x: number): number {
  return straight.log10(x);
}

/** DOC_pow */
export function pow(x: number, y: number): number {
  return straight.pow(x, y);
}

/** DOC_sin */
export function sin(x: number): number {
  return straight.sin(x);
}

/** DOC_cos */
export function cos(x: number): number {
  return straight.cos(x);
}

/** DOC_tan */
export function tan(x: number): number {
  return straight.tan(x);
}

/** DOC_asin */
export function asin(x: number): number {
  return straight.asin(x);
}

/** DOC_acos */
export function acos(x: number): number {
  return straight.acos(x);
}

/** DOC_atan */
export function atan(x: number): number {
  return straight.atan(x);
}

/** DOC_atan2 */
export function atan2(y: number, x: number): number {
  return straight.atan2(y, x);
}

/** DOC_sinh */
export function sinh(x: number): number {
  return straight.sinh(x);
}

/** DOC_cosh */
export function cosh(x: number): number {
  return straight.cosh(x);
}

/** DOC_tanh */
export function tanh(x: number): number {
  return straight.tanh(x);
}

/** DOC_erf */
export function erf(x: number): number {
  return straight.erf(x);
}

/** DOC_erfc */
export function erfc(x: number): number {
  return straight.erfc(x);
}

/** DOC_normalQuantile */
export function normalQuantile(p: number): number {
  return straight.normalQuantile(p);
}

/** DOC_mod */
export function mod(a: number, b: number): number {
  return straight.mod(a, b);
}
