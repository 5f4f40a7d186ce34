/** The exponential function and its relatives. */
import { dexprelTail, expTail, ln2Parts, log2E } from "./coefficients.ts";
import { divideDouble, fastTwoSum, multiplyDouble, twoSum } from "./double.ts";
import type { Operations } from "./operations.ts";
import { polynomial } from "./polynomial.ts";

/** 1.5 * 2^52: adding and subtracting it rounds |a| < 2^51 to the nearest integer. */
export const ROUNDER = 6755399441055744;

/** The lesser of x and a constant; NaN stays NaN (`min` would cost more in SIMD code). */
export function atMost<V, B>(o: Operations<V, B>, x: V, limit: number): V {
  const most = o.constant(limit);
  return o.select(o.lt(most, x), most, x);
}

/** The greater of x and a constant; NaN stays NaN. */
export function atLeast<V, B>(o: Operations<V, B>, x: V, limit: number): V {
  const least = o.constant(limit);
  return o.select(o.lt(x, least), least, x);
}

/**
 * (e^r - 1 - r) / r^2 - less for |r| <= ln 2 / 2 and less = 0 or 1/2. A tree of pairs (Estrin), because exp is where models
 * spend their time.
 */
function tailOverSquare<V, B>(o: Operations<V, B>, r: V, r2: V, less: number): V {
  const c = expTail;
  const r4 = o.mul(r2, r2);
  const r8 = o.mul(r4, r4);
  const p0 = o.add(o.constant(c[0] - less), o.mul(o.constant(c[1]), r));
  const p2 = o.add(o.constant(c[2]), o.mul(o.constant(c[3]), r));
  const p4 = o.add(o.constant(c[4]), o.mul(o.constant(c[5]), r));
  const p6 = o.add(o.constant(c[6]), o.mul(o.constant(c[7]), r));
  const p8 = o.add(o.constant(c[8]), o.mul(o.constant(c[9]), r));
  const q0 = o.add(p0, o.mul(p2, r2));
  const q4 = o.add(p4, o.mul(p6, r2));
  return o.add(o.add(q0, o.mul(q4, r4)), o.mul(p8, r8));
}

/** x = k ln 2 + high - low with |high| <= ln 2 / 2 exact, r = high - low rounded and its square. */
interface Reduced<V> {
  readonly k: V;
  readonly high: V;
  readonly low: V;
  readonly r: V;
  readonly r2: V;
}

/** Reduces x, or the pair x + rest, for |x| < 1500. */
function reduce<V, B>(o: Operations<V, B>, x: V, rest?: V): Reduced<V> {
  const rounder = o.constant(ROUNDER);
  const k = o.sub(o.add(o.mul(x, o.constant(log2E)), rounder), rounder);
  // k has 11 bits and the first part of ln 2 has 41, so this product and difference are exact.
  const high = o.sub(x, o.mul(k, o.constant(ln2Parts[0])));
  const lost = o.mul(k, o.constant(ln2Parts[1]));
  const low = rest === undefined ? lost : o.sub(lost, rest);
  const r = o.sub(high, low);
  return { k, high, low, r, r2: o.mul(r, r) };
}

/**
 * e^(x + rest) = (1 + high + tail) 2^k for |x| < 1400 and a small rest, with |high| <= ln 2 / 2 free of error and |tail| < 0.07:
 * for callers that have something to do before the sum is rounded.
 */
export function expOfPair<V, B>(o: Operations<V, B>, x: V, rest?: V): { high: V; tail: V; k: V } {
  const { k, high, low, r, r2 } = reduce(o, x, rest);
  return { high, tail: o.sub(o.mul(r2, tailOverSquare(o, r, r2, 0)), low), k };
}

/**
 * e^x. Cody-Waite reduction x = k ln 2 + r, then 1 + r + r^2 q(r) with q of degree 9, then a scaling in two factors so that
 * subnormal results are rounded once. Overflows to Infinity above 709.78, underflows to 0 below -745.13.
 */
export function defineExp<V, B>(o: Operations<V, B>, x: V): V {
  const { high, tail, k } = expOfPair(o, atLeast(o, atMost(o, x, 710), -746));
  return o.scale(o.add(o.constant(1), o.add(high, tail)), k);
}

/** e^y - 1 = w 2^k. With 2^k taken out, w = (1 - 2^-k) + (e^r - 1) overflows only where the caller's result does. */
function expm1Scaled<V, B>(o: Operations<V, B>, y: V): { w: V; k: V } {
  const { k, high, low, r, r2 } = reduce(o, y);
  const one = o.constant(1);
  const rest = o.sub(one, o.scale(one, o.neg(k)));
  // |rest| >= 1/2 > |high| unless k = 0, where rest = 0: the error of their sum is known exactly.
  const sum = o.add(rest, high);
  const error = o.sub(high, o.sub(sum, rest));
  // The result may be as small as 0.2, so the greatest term of the tail, r^2/2, is added by itself, and the rounding of r, whose
  // effect on the tail is about r times itself, is put back.
  const lost = o.sub(o.sub(high, r), low);
  const least = o.add(o.sub(error, low), o.mul(r, lost));
  const small = o.add(o.mul(r2, tailOverSquare(o, r, r2, 0.5)), least);
  return { w: o.add(sum, o.add(o.mul(r2, o.constant(0.5)), small)), k };
}

/** e^x - 1 without cancellation near 0; -0 stays -0. */
export function defineExpm1<V, B>(o: Operations<V, B>, x: V): V {
  const { w, k } = expm1Scaled(o, atLeast(o, atMost(o, x, 720), -60));
  return o.copysign(o.scale(w, k), x);
}

/** (e^x - 1) / x, 1 at x = 0. Overflows only where the quotient does (above 716). */
export function defineExprel<V, B>(o: Operations<V, B>, x: V): V {
  const below = atMost(o, x, 720);
  const { w, k } = expm1Scaled(o, atLeast(o, below, -60));
  return o.select(o.eq(x, o.constant(0)), o.constant(1), o.scale(o.div(w, below), k));
}

/**
 * Derivative of (e^x - 1) / x, that is (e^x (x - 1) + 1) / x^2, 1/2 at x = 0: a polynomial for |x| <= 1, the formula beyond.
 * Needed for Jacobians of rates written with `exprel`.
 */
export function defineDexprel<V, B>(o: Operations<V, B>, x: V): V {
  const one = o.constant(1);
  const inner = atLeast(o, atMost(o, x, 1), -1);
  const near = o.add(o.constant(0.5), o.mul(inner, polynomial(o, inner, dexprelTail)));
  const below = atLeast(o, atMost(o, x, 730), -1e300);
  const y = atLeast(o, below, -60);
  const { high, tail, k } = expOfPair(o, y);
  // e^r (y - 1) + 2^-k nearly cancels for y near -1, so its terms carry their rounding errors.
  const power = fastTwoSum(o, one, o.add(high, tail));
  const factor = fastTwoSum(o, y, o.constant(-1));
  const product = multiplyDouble(o, power, factor);
  const sum = twoSum(o, product.high, o.scale(one, o.neg(k)));
  const numerator = fastTwoSum(o, sum.high, o.add(sum.low, product.low));
  const quotient = divideDouble(o, numerator, { high: below, low: o.constant(0) });
  const far = o.scale(o.div(o.add(quotient.high, quotient.low), below), k);
  return o.select(o.le(o.abs(x), one), near, far);
}
