/**
 * Mathematical functions in single precision, made of the operations of a graph. What has no definition of its own here is evaluated in
 * double precision and rounded.
 */
import type { Graph } from "./graph.ts";
import type { Value } from "./node.ts";

const format = "f32x4";
/** Adding 1.5 * 2^23 rounds |a| < 2^22 to the nearest integer k; with 126 more the low bits of the sum are the exponent of 2^(k - 1). */
const rounder = 12582912 + 126;
/** ln 2 = 0.693359375 (10 bits, exact times an integer of 9) + rest. */
const ln2Parts = [0.693359375, -2.1219444005469057e-4] as const;

/**
 * (e^r - 1 - r)/r^2, lowest power first: Chebyshev interpolation of degree 4 for |r| <= 1.005 ln 2/2. With coefficients rounded to
 * singles it changes e^r by at most 1.1e-8 of its value, a fifth of half a unit in the last place.
 */
const tail = [0.5, 0.16666574776172638, 0.04166655242443085, 0.008363472297787666, 0.001392655074596405] as const;

/** x = k ln 2 + r with (e^r - 1)/r = slope and 2^(k - 1) = half, for -126 <= k <= 128. For k = -126 the half is 0. */
function reduce(graph: Graph, x: Value): { k: Value; r: Value; slope: Value; half: Value } {
  const o = graph.operations(format);
  const rounded = o.add(o.mul(x, o.constant(Math.LOG2E)), o.constant(rounder));
  const k = o.sub(rounded, o.constant(rounder));
  const r = o.sub(o.sub(x, o.mul(k, o.constant(ln2Parts[0]))), o.mul(k, o.constant(ln2Parts[1])));
  const square = o.mul(r, r);
  // In pairs (Estrin): by Horner's rule each operation would wait for the one before.
  const pair = (i: number) => o.add(o.constant(tail[i]!), o.mul(o.constant(tail[i + 1]!), r));
  const q = o.add(pair(0), o.mul(square, o.add(pair(2), o.mul(square, o.constant(tail[4])))));
  const slope = o.add(o.constant(1), o.mul(r, q));
  return { k, r, slope, half: graph.make("shiftLeft", format, [rounded], 23) };
}

/** e^x of a reduced x. */
function powerOf(graph: Graph, { r, slope, half }: ReturnType<typeof reduce>): Value {
  const o = graph.operations(format);
  const base = o.add(o.constant(1), o.mul(r, slope));
  return o.mul(o.add(base, base), half);
}

/** x limited to [low, high]; NaN stays NaN. */
function clamp(graph: Graph, x: Value, low: number, high: number): Value {
  const o = graph.operations(format);
  const below = o.select(o.lt(o.constant(high), x), o.constant(high), x);
  return o.select(o.lt(below, o.constant(low)), o.constant(low), below);
}

/** e^x; 1.01 units in the last place at most. Below 1.7e-38, near the smallest normal number, it is 0. */
function exp(graph: Graph, x: Value): Value {
  return powerOf(graph, reduce(graph, clamp(graph, x, -87.5, 89)));
}

/** (e^x - 1)/x, 1 at 0. Where x is not reduced the quotient is known as it stands, without a difference. */
function exprel(graph: Graph, x: Value): Value {
  const o = graph.operations(format);
  const below = clamp(graph, x, Number.NEGATIVE_INFINITY, 89);
  // Below -25 nothing is left of e^x beside 1.
  const reduced = reduce(graph, clamp(graph, below, -25, 89));
  const { k, slope } = reduced;
  return o.select(o.eq(k, o.constant(0)), slope, o.div(o.sub(powerOf(graph, reduced), o.constant(1)), below));
}

/** e^x - 1 = 2^k (e^r - 1) + (2^k - 1), which is e^r - 1 itself where x is not reduced; 2 units in the last place at most. */
function expm1(graph: Graph, x: Value): Value {
  const o = graph.operations(format);
  // Below -25 nothing is left of e^x beside 1.
  const { r, slope, half } = reduce(graph, clamp(graph, x, -25, 89));
  const sum = o.add(o.mul(o.mul(r, slope), half), o.sub(half, o.constant(0.5)));
  return o.add(sum, sum);
}

/** By name, as `definitions` of `base/math`. */
export const singleDefinitions: Readonly<Record<string, (graph: Graph, x: Value) => Value>> = { exp, exprel, expm1 };
