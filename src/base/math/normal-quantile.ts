/** The quantile of the normal distribution. */
import { defineLog } from "./log.ts";
import type { Operations } from "./operations.ts";
import { polynomial } from "./polynomial.ts";

// Algorithm AS 241 (PPND16), Wichura 1988, Applied Statistics 37:477, doi 10.2307/2347330: numerators and denominators for
// |p - 1/2| <= 0.425 and, in r = sqrt(-log(min(p, 1 - p))), for r <= 5 and beyond. Checked against erfc in 600 bits by the tests.
const CENTRE_NUMERATOR = [
  3.3871328727963665, 133.14166789178438, 1971.5909503065513, 13731.69376550946, 45921.95393154987, 67265.7709270087, 33430.57558358813,
  2509.0809287301227,
];
const CENTRE_DENOMINATOR = [
  1, 42.31333070160091, 687.1870074920579, 5394.196021424751, 21213.794301586597, 39307.89580009271, 28729.085735721943, 5226.495278852854,
];
const MIDDLE_NUMERATOR = [
  1.4234371107496835, 4.630337846156546, 5.769497221460691, 3.6478483247632045, 1.2704582524523684, 0.2417807251774506,
  0.022723844989269184, 0.0007745450142783414,
];
const MIDDLE_DENOMINATOR = [
  1, 2.053191626637759, 1.6763848301838038, 0.6897673349851, 0.14810397642748008, 0.015198666563616457, 0.0005475938084995345,
  1.0507500716444169e-9,
];
const TAIL_NUMERATOR = [
  6.657904643501103, 5.463784911164114, 1.7848265399172913, 0.29656057182850487, 0.026532189526576124, 0.0012426609473880784,
  2.7115555687434876e-5, 2.0103343992922881e-7,
];
const TAIL_DENOMINATOR = [
  1, 0.599832206555888, 0.1369298809227358, 0.014875361290850615, 0.0007868691311456133, 1.8463183175100548e-5, 1.421511758316446e-7,
  2.0442631033899397e-15,
];

function ratio<V, B>(o: Operations<V, B>, x: V, numerator: readonly number[], denominator: readonly number[]): V {
  return o.div(polynomial(o, x, numerator), polynomial(o, x, denominator));
}

/** The z with standard normal distribution function p: -Infinity at 0, Infinity at 1, NaN outside [0, 1]. */
export function defineNormalQuantile<V, B>(o: Operations<V, B>, p: V): V {
  const half = o.constant(0.5);
  const q = o.sub(p, half);
  const square = o.sub(o.constant(0.425 * 0.425), o.mul(q, q));
  const centre = o.mul(q, ratio(o, square, CENTRE_NUMERATOR, CENTRE_DENOMINATOR));
  const least = o.select(o.lt(q, o.constant(0)), p, o.sub(o.constant(1), p));
  const r = o.sqrt(o.neg(defineLog(o, least)));
  const middle = ratio(o, o.sub(r, o.constant(1.6)), MIDDLE_NUMERATOR, MIDDLE_DENOMINATOR);
  const tail = ratio(o, o.sub(r, o.constant(5)), TAIL_NUMERATOR, TAIL_DENOMINATOR);
  const outer = o.select(o.le(r, o.constant(5)), middle, tail);
  const isEnd = o.eq(least, o.constant(0));
  const size = o.select(isEnd, o.constant(Number.POSITIVE_INFINITY), outer);
  return o.select(o.le(o.abs(q), o.constant(0.425)), centre, o.copysign(size, q));
}
