/** Inverse circular functions. */
import { asinTail, atanTail, halfPiDouble, quarterPiParts, tangentOfEighth } from "./coefficients.ts";
import type { Operations } from "./operations.ts";
import { polynomial } from "./polynomial.ts";

/** 2^-50. */
const SMALLER = 8.881784197001252e-16;

/**
 * Angle of the point (x, y) in (-pi, pi]. The octant is folded to |t| <= tan(pi/8) with one division, then
 * angle = m pi/4 +- (t + t^3 p(t^2)) with m from 0 to 4. Signed zeros and infinities as in C99, F.9.1.4.
 */
export function defineAtan2<V, B>(o: Operations<V, B>, y: V, x: V): V {
  const one = o.constant(1);
  const zero = o.constant(0);
  const infinity = o.constant(Number.POSITIVE_INFINITY);
  const isSteep = o.lt(o.abs(x), o.abs(y));
  const isLeft = o.lt(o.copysign(one, x), zero);
  const less = o.select(isSteep, o.abs(x), o.abs(y));
  const more = o.select(isSteep, o.abs(y), o.abs(x));
  // Infinity / Infinity counts as 1, 0 / 0 as 0; huge pairs are made smaller so that their sum does not overflow.
  const areInfinite = o.and(o.eq(less, infinity), o.eq(more, infinity));
  const unit = o.select(o.lt(o.constant(1e300), more), o.constant(SMALLER), one);
  const u = o.select(areInfinite, one, o.mul(less, unit));
  const v = o.select(o.or(areInfinite, o.eq(more, zero)), one, o.mul(more, unit));

  const isFolded = o.lt(o.mul(v, o.constant(tangentOfEighth)), u);
  const t = o.div(o.select(isFolded, o.sub(u, v), u), o.select(isFolded, o.add(u, v), v));
  const z = o.mul(t, t);
  const tail = o.mul(t, o.mul(z, polynomial(o, z, atanTail)));

  const base = o.select(isSteep, o.constant(2), o.select(isLeft, o.constant(4), zero));
  const side = o.select(o.or(o.and(isSteep, o.not(isLeft)), o.and(isLeft, o.not(isSteep))), o.constant(-1), one);
  const eighths = o.add(base, o.select(isFolded, side, zero));
  const start = o.mul(eighths, o.constant(quarterPiParts[0]));
  const signedT = o.mul(side, t);
  const sum = o.add(start, signedT);
  const error = o.sub(signedT, o.sub(sum, start));
  const rest = o.add(error, o.add(o.mul(eighths, o.constant(quarterPiParts[1])), o.mul(side, tail)));
  return o.copysign(o.add(sum, rest), y);
}

/** Arc tangent. */
export function defineAtan<V, B>(o: Operations<V, B>, x: V): V {
  return defineAtan2(o, x, o.constant(1));
}

/**
 * Common part of asin and acos: for |x| <= 1/2, s = |x|; beyond, asin|x| = pi/2 - 2 asin(s) with s = sqrt((1 - |x|) / 2).
 * asin(s) = head + rest; `head` has 26 bits, so that its difference to a multiple of pi/2 is exact.
 */
function folded<V, B>(o: Operations<V, B>, x: V): { isOuter: B; head: V; rest: V; tail: V } {
  const size = o.abs(x);
  const half = o.constant(0.5);
  const isOuter = o.lt(half, size);
  const z = o.select(isOuter, o.mul(half, o.sub(o.constant(1), size)), o.mul(size, size));
  const s = o.select(isOuter, o.sqrt(z), size);
  const tail = o.mul(s, o.mul(z, polynomial(o, z, asinTail)));
  const head = o.head(s);
  // The part of the exact root that the head lacks: (z - head^2) / (s + head), 0 / 0 at |x| = 1.
  const sum = o.add(s, head);
  const lost = o.div(o.sub(z, o.mul(head, head)), o.select(o.eq(sum, o.constant(0)), o.constant(1), sum));
  return { isOuter, head, rest: o.add(lost, tail), tail };
}

/** Arc sine; NaN beyond [-1, 1]. */
export function defineAsin<V, B>(o: Operations<V, B>, x: V): V {
  const { isOuter, head, rest, tail } = folded(o, x);
  const two = o.constant(2);
  const start = o.sub(o.constant(halfPiDouble[0]), o.mul(two, head));
  const outer = o.sub(start, o.sub(o.mul(two, rest), o.constant(halfPiDouble[1])));
  return o.copysign(o.select(isOuter, outer, o.add(o.abs(x), tail)), x);
}

/** Arc cosine; NaN beyond [-1, 1]. */
export function defineAcos<V, B>(o: Operations<V, B>, x: V): V {
  const { isOuter, head, rest, tail } = folded(o, x);
  const two = o.constant(2);
  const halfPi = o.constant(halfPiDouble[0]);
  const halfPiRest = o.constant(halfPiDouble[1]);
  const inner = o.sub(halfPi, o.sub(x, o.sub(halfPiRest, o.copysign(tail, x))));
  const right = o.mul(two, o.add(head, rest));
  const left = o.mul(two, o.sub(o.sub(halfPi, head), o.sub(rest, halfPiRest)));
  return o.select(isOuter, o.select(o.lt(x, o.constant(0)), left, right), inner);
}
