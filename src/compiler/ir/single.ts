/**
 * Mathematical functions in single precision, over the same arithmetic as those of `base/math`. What has no definition of its own
 * here is evaluated in double precision and rounded.
 */
import type { Operations } from "../../base/index.ts";

/** 1.5 * 2^23: adding and subtracting it rounds |a| < 2^22 to the nearest integer. */
const rounder = 12582912;
/** ln 2 = 0.693359375 (10 bits, exact times an integer of 9) + rest. */
const ln2Parts = [0.693359375, -2.1219444005469057e-4] as const;

/**
 * (e^r - 1 - r)/r^2, lowest power first: Chebyshev interpolation of degree 4 for |r| <= 1.005 ln 2/2. With coefficients rounded to
 * singles it changes e^r by at most 1.1e-8 of its value, a fifth of half a unit in the last place.
 */
const tail = [0.5, 0.16666574776172638, 0.04166655242443085, 0.008363472297787666, 0.001392655074596405] as const;

/** x = k ln 2 + r, and (e^r - 1)/r = 1 + r q(r). */
function reduce<V, B>(o: Operations<V, B>, x: V): { k: V; r: V; slope: V } {
  const k = o.sub(o.add(o.mul(x, o.constant(Math.LOG2E)), o.constant(rounder)), o.constant(rounder));
  const r = o.sub(o.sub(x, o.mul(k, o.constant(ln2Parts[0]))), o.mul(k, o.constant(ln2Parts[1])));
  let q = o.constant(tail[4]);
  for (let i = 3; i >= 0; i--) q = o.add(o.mul(q, r), o.constant(tail[i]!));
  return { k, r, slope: o.add(o.constant(1), o.mul(r, q)) };
}

/** x limited to [low, high]; NaN stays NaN. */
function clamp<V, B>(o: Operations<V, B>, x: V, low: number, high: number): V {
  const below = o.select(o.lt(o.constant(high), x), o.constant(high), x);
  return o.select(o.lt(below, o.constant(low)), o.constant(low), below);
}

/** e^x in single precision; 1.01 units in the last place at most. */
function exp<V, B>(o: Operations<V, B>, x: V): V {
  const { k, r, slope } = reduce(o, clamp(o, x, -104, 89));
  return o.scale(o.add(o.constant(1), o.mul(r, slope)), k);
}

/** (e^x - 1)/x in single precision, 1 at 0. Where x is not reduced the quotient is known as it stands, without a difference. */
function exprel<V, B>(o: Operations<V, B>, x: V): V {
  const zero = o.constant(0);
  const one = o.constant(1);
  const below = clamp(o, x, Number.NEGATIVE_INFINITY, 89);
  const { k, r, slope } = reduce(o, clamp(o, below, -104, 89));
  const power = o.scale(o.add(one, o.mul(r, slope)), k);
  const far = o.div(o.sub(power, one), o.select(o.eq(below, zero), one, below));
  return o.select(o.eq(k, zero), slope, far);
}

/** By name, as `definitions` of `base/math`. */
export const singleDefinitions: Readonly<Record<string, <V, B>(o: Operations<V, B>, x: V) => V>> = { exp, exprel };
