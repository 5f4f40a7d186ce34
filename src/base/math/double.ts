/** Sums and products with their rounding error: unevaluated pairs high + low of about 106 bits. */
import type { Operations } from "./operations.ts";

/** A number as an unevaluated sum; |low| is at most about an ulp of `high`. */
export interface Double<V> {
  readonly high: V;
  readonly low: V;
}

/** a + b exactly, for |a| >= |b| or a = 0 (Dekker 1971, Numer. Math. 18:224, doi 10.1007/BF01397083). */
export function fastTwoSum<V, B>(o: Operations<V, B>, a: V, b: V): Double<V> {
  const high = o.add(a, b);
  return { high, low: o.sub(b, o.sub(high, a)) };
}

/** a + b exactly (Knuth, The Art of Computer Programming 2, 4.2.2, theorem B). */
export function twoSum<V, B>(o: Operations<V, B>, a: V, b: V): Double<V> {
  const high = o.add(a, b);
  const bPart = o.sub(high, a);
  const aPart = o.sub(high, bPart);
  return { high, low: o.add(o.sub(a, aPart), o.sub(b, bPart)) };
}

/**
 * a b to about 107 bits by 26-bit heads. Exact but for the last product, whose two 27-bit factors may need a 54th bit.
 * Factors below 2^996 and products above 2^-960 in magnitude.
 */
export function twoProduct<V, B>(o: Operations<V, B>, a: V, b: V): Double<V> {
  const high = o.mul(a, b);
  const aHead = o.head(a);
  const aRest = o.sub(a, aHead);
  const bHead = o.head(b);
  const bRest = o.sub(b, bHead);
  const left = o.sub(o.mul(aHead, bHead), high);
  const middle = o.add(o.add(left, o.mul(aHead, bRest)), o.mul(aRest, bHead));
  return { high, low: o.add(middle, o.mul(aRest, bRest)) };
}

/** A product of two pairs, relative error about 2^-103. */
export function multiplyDouble<V, B>(o: Operations<V, B>, a: Double<V>, b: Double<V>): Double<V> {
  const { high, low } = twoProduct(o, a.high, b.high);
  return fastTwoSum(o, high, o.add(low, o.add(o.mul(a.high, b.low), o.mul(a.low, b.high))));
}

/** A quotient of two pairs, relative error about 2^-103. */
export function divideDouble<V, B>(o: Operations<V, B>, a: Double<V>, b: Double<V>): Double<V> {
  const high = o.div(a.high, b.high);
  const back = twoProduct(o, high, b.high);
  const remainder = o.sub(o.add(o.sub(o.sub(a.high, back.high), back.low), a.low), o.mul(high, b.low));
  return { high, low: o.div(remainder, b.high) };
}

/** A pair of constants as a pair of values. */
export function doubleConstant<V, B>(o: Operations<V, B>, parts: readonly number[]): Double<V> {
  return { high: o.constant(parts[0]), low: o.constant(parts[1]) };
}
