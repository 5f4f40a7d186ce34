/** Sine, cosine and tangent. */
import { cosTail, halfPiParts, sinTail, twoPerPi } from "./coefficients.ts";
import { type Double, divideDouble, fastTwoSum } from "./double.ts";
import { ROUNDER } from "./exp.ts";
import type { Operations } from "./operations.ts";
import { polynomial } from "./polynomial.ts";

/** 2^50: beyond it the distance of neighbouring doubles is a quarter of a radian and a phase has lost its meaning. */
const LARGEST = 1125899906842624;

/** sin(r) and cos(r), as sums not yet rounded, for x = quadrant pi/2 + r, |r| <= pi/4; NaN where |x| > 2^50. */
interface Reduced<V, B> {
  readonly sin: Double<V>;
  readonly cos: Double<V>;
  /** The quadrant is 1 or 3. */
  readonly isOdd: B;
  /** The quadrant is 2 or 3. */
  readonly isUpper: B;
}

function reduced<V, B>(o: Operations<V, B>, x: V): Reduced<V, B> {
  const { quadrant, high, low } = reduceByHalfPi(o, x);
  const z = o.mul(high, high);
  const half = o.mul(o.constant(0.5), z);
  const one = o.constant(1);
  const sinRest = o.add(o.mul(low, o.sub(one, half)), o.mul(o.mul(z, high), polynomial(o, z, sinTail)));
  const w = o.sub(one, half);
  const cosRest = o.sub(o.mul(o.mul(z, z), polynomial(o, z, cosTail)), o.mul(high, low));
  const isUpper = o.le(o.constant(2), quadrant);
  const parity = o.select(isUpper, o.sub(quadrant, o.constant(2)), quadrant);
  return {
    sin: { high, low: sinRest },
    cos: { high: w, low: o.add(o.sub(o.sub(one, w), half), cosRest) },
    isOdd: o.le(one, parity),
    isUpper,
  };
}

/**
 * Cody-Waite reduction with pi/2 in four parts of 22 bits and a rest. While n < 2^31 the products with the first four are exact,
 * and where a difference is rounded the minuend is the larger, so its error is known exactly (Dekker).
 */
function reduceByHalfPi<V, B>(o: Operations<V, B>, x: V): { quadrant: V; high: V; low: V } {
  const p = halfPiParts;
  const rounder = o.constant(ROUNDER);
  const inside = o.select(o.le(o.abs(x), o.constant(LARGEST)), x, o.constant(Number.NaN));
  const n = o.sub(o.add(o.mul(inside, o.constant(twoPerPi)), rounder), rounder);
  const first = o.sub(o.sub(inside, o.mul(n, o.constant(p[0]))), o.mul(n, o.constant(p[1])));
  const second = fastTwoSum(o, first, o.neg(o.mul(n, o.constant(p[2]))));
  const third = fastTwoSum(o, second.high, o.neg(o.mul(n, o.constant(p[3]))));
  const rest = o.sub(o.add(second.low, third.low), o.mul(n, o.constant(p[4])));
  const four = o.constant(4);
  const quadrant = o.sub(n, o.mul(four, o.floor(o.mul(n, o.constant(0.25)))));
  return { quadrant, ...fastTwoSum(o, third.high, rest) };
}

/** Sine. */
export function defineSin<V, B>(o: Operations<V, B>, x: V): V {
  const { sin, cos, isOdd, isUpper } = reduced(o, x);
  const value = o.select(isOdd, o.add(cos.high, cos.low), o.add(sin.high, sin.low));
  return o.select(o.eq(x, o.constant(0)), x, o.select(isUpper, o.neg(value), value));
}

/** Cosine. */
export function defineCos<V, B>(o: Operations<V, B>, x: V): V {
  const { sin, cos, isOdd, isUpper } = reduced(o, x);
  const value = o.select(isOdd, o.neg(o.add(sin.high, sin.low)), o.add(cos.high, cos.low));
  return o.select(isUpper, o.neg(value), value);
}

/** Tangent: the quotient of the unrounded sine and cosine. */
export function defineTan<V, B>(o: Operations<V, B>, x: V): V {
  const { sin, cos, isOdd } = reduced(o, x);
  const s = fastTwoSum(o, sin.high, sin.low);
  const c = fastTwoSum(o, cos.high, cos.low);
  const top = { high: o.select(isOdd, o.neg(c.high), s.high), low: o.select(isOdd, o.neg(c.low), s.low) };
  const bottom = { high: o.select(isOdd, s.high, c.high), low: o.select(isOdd, s.low, c.low) };
  const quotient = divideDouble(o, top, bottom);
  return o.select(o.eq(x, o.constant(0)), x, o.add(quotient.high, quotient.low));
}
