/**
 * The exponential functions for arithmetic in 32-bit floats (four lanes in SIMD code): the same reductions as in `exp.ts` with
 * constants for 24 bits. Here every operation of `Operations` rounds to a 32-bit float, constants too.
 */
import { expTailSingle, ln2PartsSingle, log2E } from "./coefficients.ts";
import type { FunctionDefinition, FunctionName } from "./definitions.ts";
import { atLeast, atMost } from "./exp.ts";
import type { Operations } from "./operations.ts";

/** 1.5 * 2^23: adding and subtracting it rounds |a| < 2^22 to the nearest integer. */
const ROUNDER = 12582912;

/** x = k ln 2 + high - low, and (e^r - 1 - r) for r = high - low, for |x| < 170. */
function reduce<V, B>(o: Operations<V, B>, x: V): { k: V; high: V; low: V; tail: V } {
  const rounder = o.constant(ROUNDER);
  const k = o.sub(o.add(o.mul(x, o.constant(log2E)), rounder), rounder);
  // k has 8 bits and the first part of ln 2 has 15, so this product and difference are exact.
  const high = o.sub(x, o.mul(k, o.constant(ln2PartsSingle[0])));
  const low = o.mul(k, o.constant(ln2PartsSingle[1]));
  const r = o.sub(high, low);
  const r2 = o.mul(r, r);
  const [c0, c1, c2, c3, c4] = expTailSingle.map((c) => o.constant(c));
  const upper = o.add(o.add(c2, o.mul(c3, r)), o.mul(c4, r2));
  return { k, high, low, tail: o.mul(r2, o.add(o.add(c0, o.mul(c1, r)), o.mul(upper, r2))) };
}

/** e^x; overflows above 88.72, underflows to 0 below -103.97. */
function defineExpSingle<V, B>(o: Operations<V, B>, x: V): V {
  const { k, high, low, tail } = reduce(o, atLeast(o, atMost(o, x, 89), -104));
  return o.scale(o.add(o.constant(1), o.add(high, o.sub(tail, low))), k);
}

/** e^y - 1 = w 2^k, as in `exp.ts`. */
function expm1Scaled<V, B>(o: Operations<V, B>, y: V): { w: V; k: V } {
  const { k, high, low, tail } = reduce(o, y);
  const one = o.constant(1);
  const rest = o.sub(one, o.scale(one, o.neg(k)));
  const sum = o.add(rest, high);
  const error = o.sub(high, o.sub(sum, rest));
  return { w: o.add(sum, o.add(error, o.sub(tail, low))), k };
}

/** e^x - 1; -0 stays -0. */
function defineExpm1Single<V, B>(o: Operations<V, B>, x: V): V {
  const { w, k } = expm1Scaled(o, atLeast(o, atMost(o, x, 95), -30));
  return o.copysign(o.scale(w, k), x);
}

/** (e^x - 1) / x, 1 at x = 0. */
function defineExprelSingle<V, B>(o: Operations<V, B>, x: V): V {
  const below = atMost(o, x, 95);
  const { w, k } = expm1Scaled(o, atLeast(o, below, -30));
  return o.select(o.eq(x, o.constant(0)), o.constant(1), o.scale(o.div(w, below), k));
}

/**
 * The functions that exist for 32-bit arithmetic. Errors in units of the last place of a 32-bit float: exp below 1, expm1 below
 * 1.3, exprel below 1.8. The definitions of `definitions` are for 64 bits only.
 */
export const singleDefinitions: Readonly<Partial<Record<FunctionName, FunctionDefinition>>> = {
  exp: { arity: 1, define: defineExpSingle },
  expm1: { arity: 1, define: defineExpm1Single },
  exprel: { arity: 1, define: defineExprelSingle },
};
