/** Powers with a real exponent. */
import { twoProduct } from "./double.ts";
import { expOfPair } from "./exp.ts";
import { logAsDouble } from "./log.ts";
import type { Operations } from "./operations.ts";

/**
 * x^y = e^(y log x) with log x and the product carried to twice the precision. Special cases as IEEE 754-2019, 9.2.1:
 * x^0 = 1 and 1^y = 1 even for NaN; (-1)^(+-Infinity) = 1; negative x needs an integer y, else NaN; odd integers keep the sign.
 */
export function definePow<V, B>(o: Operations<V, B>, x: V, y: V): V {
  const zero = o.constant(0);
  const one = o.constant(1);
  const infinity = o.constant(Number.POSITIVE_INFINITY);
  const size = o.abs(x);
  const log = logAsDouble(o, size);
  const logHigh = o.select(o.eq(size, zero), o.neg(infinity), o.select(o.eq(size, infinity), infinity, log.high));
  const product = twoProduct(o, y, logHigh);
  const limit = o.constant(800);
  const isHuge = o.le(limit, o.abs(product.high));
  const high = o.select(isHuge, o.copysign(limit, product.high), product.high);
  const low = o.select(isHuge, zero, o.add(product.low, o.mul(y, log.low)));
  const power = expOfPair(o, high, low);
  const magnitude = o.scale(o.add(one, o.add(power.high, power.tail)), power.k);

  const isNegative = o.lt(o.copysign(one, x), zero);
  const isInteger = o.eq(o.floor(y), y);
  const halfOfY = o.mul(y, o.constant(0.5));
  const isOdd = o.and(isInteger, o.not(o.eq(o.floor(halfOfY), halfOfY)));
  const signed = o.select(o.and(isNegative, isOdd), o.neg(magnitude), magnitude);
  // log x of a NaN is unspecified and may be a number.
  const hasNoValue = o.or(o.not(o.eq(x, x)), o.and(o.and(o.lt(x, zero), o.lt(size, infinity)), o.not(isInteger)));
  const value = o.select(hasNoValue, o.constant(Number.NaN), signed);
  const isUnit = o.or(o.eq(x, one), o.and(o.eq(size, one), o.eq(o.abs(y), infinity)));
  return o.select(o.or(o.eq(y, zero), isUnit), one, value);
}
