/** Hyperbolic functions. */
import { sinhTail } from "./coefficients.ts";
import { clamp, defineExpm1, expOfDouble } from "./exp.ts";
import type { Operations } from "./operations.ts";
import { polynomial } from "./polynomial.ts";

/** e^|x| / 2, which overflows only where sinh and cosh do. */
function halfExp<V, B>(o: Operations<V, B>, x: V): V {
  const { m, k } = expOfDouble(o, { high: clamp(o, o.abs(x), 0, 720), low: o.constant(0) });
  return o.scale(m, o.sub(k, o.constant(1)));
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

/** Hyperbolic tangent, -t / (2 + t) with t = e^(-2|x|) - 1. */
export function defineTanh<V, B>(o: Operations<V, B>, x: V): V {
  const t = defineExpm1(o, o.mul(o.constant(-2), o.abs(x)));
  return o.copysign(o.div(t, o.add(o.constant(2), t)), x);
}
