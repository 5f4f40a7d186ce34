/** The functions on numbers. The bound on the error of each is asserted by `test/base/math.test.ts`. */
import { defineAcos, defineAsin, defineAtan, defineAtan2 } from "./arc.ts";
import { defineCos, defineSin, defineTan } from "./circular.ts";
import { defineErf, defineErfc } from "./erf.ts";
import { defineDexprel, defineExp, defineExpm1, defineExprel } from "./exp.ts";
import { defineCosh, defineSinh, defineTanh } from "./hyperbolic.ts";
import { defineLog, defineLog1p, defineLog2, defineLog10 } from "./log.ts";
import { defineMod } from "./mod.ts";
import { defineNormalQuantile } from "./normal-quantile.ts";
import { numberOperations } from "./number-operations.ts";
import { definePow } from "./pow.ts";

/** DOC_exp */
export function exp(x: number): number {
  return defineExp(numberOperations, x);
}

/** DOC_expm1 */
export function expm1(x: number): number {
  return defineExpm1(numberOperations, x);
}

/** DOC_exprel */
export function exprel(x: number): number {
  return defineExprel(numberOperations, x);
}

/** DOC_dexprel */
export function dexprel(x: number): number {
  return defineDexprel(numberOperations, x);
}

/** DOC_log */
export function log(x: number): number {
  return defineLog(numberOperations, x);
}

/** DOC_log1p */
export function log1p(x: number): number {
  return defineLog1p(numberOperations, x);
}

/** DOC_log2 */
export function log2(x: number): number {
  return defineLog2(numberOperations, x);
}

/** DOC_log10 */
export function log10(x: number): number {
  return defineLog10(numberOperations, x);
}

/** DOC_pow */
export function pow(x: number, y: number): number {
  return definePow(numberOperations, x, y);
}

/** DOC_sin */
export function sin(x: number): number {
  return defineSin(numberOperations, x);
}

/** DOC_cos */
export function cos(x: number): number {
  return defineCos(numberOperations, x);
}

/** DOC_tan */
export function tan(x: number): number {
  return defineTan(numberOperations, x);
}

/** DOC_asin */
export function asin(x: number): number {
  return defineAsin(numberOperations, x);
}

/** DOC_acos */
export function acos(x: number): number {
  return defineAcos(numberOperations, x);
}

/** DOC_atan */
export function atan(x: number): number {
  return defineAtan(numberOperations, x);
}

/** DOC_atan2 */
export function atan2(y: number, x: number): number {
  return defineAtan2(numberOperations, y, x);
}

/** DOC_sinh */
export function sinh(x: number): number {
  return defineSinh(numberOperations, x);
}

/** DOC_cosh */
export function cosh(x: number): number {
  return defineCosh(numberOperations, x);
}

/** DOC_tanh */
export function tanh(x: number): number {
  return defineTanh(numberOperations, x);
}

/** DOC_erf */
export function erf(x: number): number {
  return defineErf(numberOperations, x);
}

/** DOC_erfc */
export function erfc(x: number): number {
  return defineErfc(numberOperations, x);
}

/** DOC_mod */
export function mod(a: number, b: number): number {
  return defineMod(numberOperations, a, b);
}

/** DOC_normalQuantile */
export function normalQuantile(p: number): number {
  return defineNormalQuantile(numberOperations, p);
}
