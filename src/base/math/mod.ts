/** The remainder. */
import { twoProduct } from "./double.ts";
import type { Operations } from "./operations.ts";

/**
 * a - b floor(a / b): the remainder with the sign of b, in [0, b) or (b, 0]. The product is exact, and a quotient that was
 * rounded across an integer is put right, so the result is the true one rounded once while |a / b| < 2^52.
 * A result that would be rounded to b itself is 0. NaN for b = 0 and for infinite arguments.
 */
export function defineMod<V, B>(o: Operations<V, B>, a: V, b: V): V {
  const zero = o.constant(0);
  const size = o.abs(b);
  // With the sign of b taken out, the result is wanted in [0, size).
  const side = o.copysign(o.constant(1), b);
  const value = o.mul(a, side);
  const product = twoProduct(o, o.floor(o.div(value, size)), size);
  const first = o.sub(o.sub(value, product.high), product.low);
  const second = o.select(o.lt(first, zero), o.add(first, size), first);
  const third = o.select(o.le(size, second), o.sub(second, size), second);
  return o.mul(third, side);
}
