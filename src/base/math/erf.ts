/** The error function and its complement. */
import { erfcFarStart, erfcFarTail, erfNear } from "./coefficients.ts";
import { divideDouble, doubleConstant, fastTwoSum, twoProduct, twoSum } from "./double.ts";
import { atLeast, atMost, expOfPair } from "./exp.ts";
import type { Operations } from "./operations.ts";
import { polynomial } from "./polynomial.ts";

/** erf(x) = x + x p(x^2) for |x| <= 1. */
function near<V, B>(o: Operations<V, B>, x: V): V {
  return o.add(x, o.mul(x, polynomial(o, o.mul(x, x), erfNear)));
}

/**
 * erfc(x) = e^(-x^2) p(t) / (1 + 2x), t = (x - 3.25) / (x + 3.25), for x >= 7/16: the form of Shepherd & Laframboise 1981,
 * Math. Comp. 36:249, doi 10.1090/S0025-5718-1981-0595058-X, with a polynomial of our own. The square is exact.
 */
function far<V, B>(o: Operations<V, B>, size: V): V {
  const x = atLeast(o, atMost(o, size, 28), 7 / 16);
  const pole = o.constant(3.25);
  const t = o.div(o.sub(x, pole), o.add(x, pole));
  // p(t) = start + t tail(t) and 1 + 2x as pairs, because their roundings would show.
  const start = doubleConstant(o, erfcFarStart);
  const p = fastTwoSum(o, start.high, o.mul(t, polynomial(o, t, erfcFarTail)));
  const divisor = twoSum(o, o.constant(1), o.mul(o.constant(2), x));
  const quotient = divideDouble(o, { high: p.high, low: o.add(p.low, start.low) }, divisor);
  const square = twoProduct(o, x, x);
  const { high, tail, k } = expOfPair(o, o.neg(square.high), o.neg(square.low));
  const rest = o.add(o.mul(quotient.high, tail), quotient.low);
  return o.scale(o.add(quotient.high, o.add(o.mul(quotient.high, high), rest)), k);
}

/** Error function, 2 / sqrt(pi) times the integral of e^(-u^2) from 0 to x. */
export function defineErf<V, B>(o: Operations<V, B>, x: V): V {
  const size = o.abs(x);
  const one = o.constant(1);
  return o.select(o.le(size, one), near(o, x), o.copysign(o.sub(one, far(o, size)), x));
}

/** Complementary error function, 1 - erf(x), with full relative accuracy down to subnormal results. */
export function defineErfc<V, B>(o: Operations<V, B>, x: V): V {
  const size = o.abs(x);
  const outer = far(o, size);
  const isOuter = o.lt(o.constant(7 / 16), size);
  const beyond = o.select(o.lt(x, o.constant(0)), o.sub(o.constant(2), outer), outer);
  return o.select(isOuter, beyond, o.sub(o.constant(1), near(o, x)));
}
