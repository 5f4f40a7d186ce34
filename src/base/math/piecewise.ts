/** The functions of the model language that switch or multiply, written once so that evaluation and compilation agree to the bit. */
import type { Operations } from "./operations.ts";

/** -1, 0 or 1; the zero keeps its sign and NaN stays NaN. */
function sign<V, B>(o: Operations<V, B>, x: V): V {
  const zero = o.constant(0);
  return o.select(o.lt(zero, x), o.constant(1), o.select(o.lt(x, zero), o.constant(-1), x));
}

/** 1 for x > 0, else 0. */
function heaviside<V, B>(o: Operations<V, B>, x: V): V {
  return o.select(o.lt(o.constant(0), x), o.constant(1), o.constant(0));
}

/** x limited to [low, high]; NaN if any argument is. */
function clip<V, B>(o: Operations<V, B>, x: V, low: V, high: V): V {
  return o.min(o.max(x, low), high);
}

/** The nearest integer; of two equally near ones the even. */
function round<V, B>(o: Operations<V, B>, x: V): V {
  return o.nearest(x);
}

/** Functions that switch, each written once over `Operations`. */
export const piecewise = { sign, heaviside, clip, round } as const;

/** Integer powers up to this are products: at most six roundings, and far cheaper than `pow`. */
const maxProduct = 16;

/**
 * x^n for a constant n that needs no general power: products for integers of at most 16 (by squaring, leading bit first; the
 * reciprocal for a negative n), the square root for +-1/2. Undefined for any other n.
 */
export function constantPower<V, B>(o: Operations<V, B>, x: V, n: number): V | undefined {
  const size = Math.abs(n);
  if (size !== 0.5 && !(Number.isInteger(n) && size <= maxProduct)) return undefined;
  if (n === 0) return o.constant(1);
  let power = size === 0.5 ? o.sqrt(x) : x;
  if (size > 1) {
    for (let bit = 30 - Math.clz32(size); bit >= 0; bit--) {
      power = o.mul(power, power);
      if ((size >> bit) % 2 === 1) power = o.mul(power, x);
    }
  }
  return n < 0 ? o.div(o.constant(1), power) : power;
}
