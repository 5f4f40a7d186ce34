/** Hyperbolic functions. */
import { sinhTail } from "./coefficients.ts";
import { atMost, defineExpm1, expOfPair } from "./exp.ts";
import type { Operations } from "./operations.ts";
import { polynomial } from "./polynomial.ts";

/** e^|x| / 2, which overflows only where sinh and cosh do. */
function halfExp<V, B>(o: Operations<V, B>, x: V): V {
  const { high, tail, k } = expOfPair(o, atMost(o, o.abs(x), 720));
  const one = o.constant(1);
  return o.scale(o.add(one, o.add(high, tail)), o.sub(k, one));
}

/** Hyperbolic sine: a polynomial for |x| <= 1, e^|x|/2 - e^-|x|/2 beyond. */
export function defineSinh<V, B>(o: Operations<V, B>, x: V): V {
  const half = halfExp(o, x);
  const far = o.copysign(o.sub(half, o.div(o.constant(0.25), half)), x);
  const z = o.mul(x, x);
  const near = o.add(x, o.mul(x, o.mul(z, polynomial(o, z, sinhTail))));
  return o.select(o.le(o.abs(x), o.constant(1)), near, far);
}

/** Hyperbolic cosine, e^|x|/2 + e^-|x|/2. */
export function defineCosh<V, B>(o: Operations<V, B>, x: V): V {
  const half = halfExp(o, x);
  return o.add(half, o.div(o.constant(0.25), half));
}

/** Hyperbolic tangent, with t = e^(2|x|) - 1: (t - t^2 / (t + 2)) / 2 while t <= 2, where it has the fewest roundings, beyond 1 - 2 / (t + 2). */
export function defineTanh<V, B>(o: Operations<V, B>, x: V): V {
  const two = o.constant(2);
  const t = defineExpm1(o, o.mul(two, o.abs(x)));
  const isNear = o.le(t, two);
  const quotient = o.div(o.select(isNear, o.mul(t, t), two), o.add(t, two));
  const near = o.mul(o.constant(0.5), o.sub(t, quotient));
  return o.copysign(o.select(isNear, near, o.sub(o.constant(1), quotient)), x);
}
