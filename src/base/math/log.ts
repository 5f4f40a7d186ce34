/** Logarithms. */
import { ln2Parts, logTail, logTailDouble, perLn2Double, perLn10Double, twoThirds } from "./coefficients.ts";
import { type Double, divideDouble, doubleConstant, fastTwoSum, multiplyDouble } from "./double.ts";
import type { Operations } from "./operations.ts";
import { polynomial } from "./polynomial.ts";

/** 2^-1022 and 2^54. */
const LEAST_NORMAL = 2.2250738585072014e-308;
const TWO_TO_54 = 18014398509481984;

/** x = m 2^k with m in [sqrt(1/2), sqrt(2)], for a finite x > 0, subnormal ones included. */
function split<V, B>(o: Operations<V, B>, x: V): { m: V; k: V } {
  const isTiny = o.lt(x, o.constant(LEAST_NORMAL));
  const normal = o.select(isTiny, o.mul(x, o.constant(TWO_TO_54)), x);
  const wide = o.significand(normal);
  const isHigh = o.lt(o.constant(Math.SQRT2), wide);
  const exponent = o.sub(o.exponent(normal), o.select(isTiny, o.constant(54), o.constant(0)));
  return {
    m: o.select(isHigh, o.mul(wide, o.constant(0.5)), wide),
    k: o.select(isHigh, o.add(exponent, o.constant(1)), exponent),
  };
}

/** k ln 2 + log(1 + f) + correction for |f| <= 0.42: with s = f / (2 + f), log(1 + f) = f - s (f - R), R = 2/3 s^2 + ... */
function combine<V, B>(o: Operations<V, B>, k: V, f: V, correction: V): V {
  const s = o.div(f, o.add(o.constant(2), f));
  const z = o.mul(s, s);
  const tail = o.mul(z, polynomial(o, z, logTail));
  const half = o.mul(o.constant(0.5), o.mul(f, f));
  // f - f^2/2 + s (f^2/2 + R) is the same as f - s (f - R), with f exact and the rest small.
  const small = o.add(o.mul(s, o.add(half, tail)), o.add(o.mul(k, o.constant(ln2Parts[1])), correction));
  return o.sub(o.mul(k, o.constant(ln2Parts[0])), o.sub(o.sub(half, small), f));
}

/** `inside` for finite x > 0, -Infinity at 0, NaN below, Infinity at Infinity. */
function atEdges<V, B>(o: Operations<V, B>, x: V, inside: V): V {
  const outside = o.select(o.eq(x, o.constant(0)), o.constant(Number.NEGATIVE_INFINITY), o.constant(Number.NaN));
  const finite = o.select(o.eq(x, o.constant(Number.POSITIVE_INFINITY)), x, inside);
  return o.select(o.lt(o.constant(0), x), finite, outside);
}

/** Natural logarithm. */
export function defineLog<V, B>(o: Operations<V, B>, x: V): V {
  const { m, k } = split(o, x);
  return atEdges(o, x, combine(o, k, o.sub(m, o.constant(1)), o.constant(0)));
}

/** log(1 + x) without cancellation near 0; -0 stays -0. */
export function defineLog1p<V, B>(o: Operations<V, B>, x: V): V {
  const one = o.constant(1);
  const zero = o.constant(0);
  const sum = o.add(one, x);
  // What the rounding of 1 + x lost, relative to 1 + x.
  const lost = o.select(o.lt(one, x), o.sub(one, o.sub(sum, x)), o.sub(x, o.sub(sum, one)));
  const { m, k } = split(o, sum);
  const isNear = o.eq(k, zero);
  const f = o.select(isNear, x, o.sub(m, one));
  const inside = combine(o, k, f, o.select(isNear, zero, o.div(lost, sum)));
  return o.select(o.eq(x, zero), x, atEdges(o, sum, inside));
}

/** log x to about 2^-65 of its value, for a finite x > 0. */
export function logAsDouble<V, B>(o: Operations<V, B>, x: V): Double<V> {
  const { m, k } = split(o, x);
  const f = o.sub(m, o.constant(1));
  const s = divideDouble(o, { high: f, low: o.constant(0) }, fastTwoSum(o, o.constant(2), f));
  const z = multiplyDouble(o, s, s);
  const rest = o.mul(z.high, polynomial(o, z.high, logTailDouble));
  const third = fastTwoSum(o, o.constant(twoThirds[0]), rest);
  const w = multiplyDouble(o, z, { high: third.high, low: o.add(third.low, o.constant(twoThirds[1])) });
  const factor = fastTwoSum(o, o.constant(2), w.high);
  const log = multiplyDouble(o, s, { high: factor.high, low: o.add(factor.low, w.low) });
  const sum = fastTwoSum(o, o.mul(k, o.constant(ln2Parts[0])), log.high);
  return fastTwoSum(o, sum.high, o.add(sum.low, o.add(o.mul(k, o.constant(ln2Parts[1])), log.low)));
}

function logToBase<V, B>(o: Operations<V, B>, x: V, perLog: readonly number[]): V {
  return atEdges(o, x, multiplyDouble(o, logAsDouble(o, x), doubleConstant(o, perLog)).high);
}

/** Logarithm to base 10, exact at powers of ten. */
export function defineLog10<V, B>(o: Operations<V, B>, x: V): V {
  return logToBase(o, x, perLn10Double);
}

/** Logarithm to base 2, exact at powers of two. */
export function defineLog2<V, B>(o: Operations<V, B>, x: V): V {
  return logToBase(o, x, perLn2Double);
}
