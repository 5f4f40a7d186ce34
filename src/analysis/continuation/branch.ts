/** Branches of fixed points by pseudo-arclength continuation. */
import { dot } from "../../numerics/index.ts";
import type { CurvePoint, EquilibriumCurve } from "./curve.ts";
import { type CurveEvent, eventsBetween } from "./events.ts";

/** A branch: its points in order, with the special points among them. */
export interface Branch {
  readonly points: readonly CurvePoint[];
  /** Special points, and behind which point of the branch they stand (each is also a point). */
  readonly events: readonly (CurveEvent & { readonly index: number })[];
}

/** Steps in units of the sizes: at first, at most, and where it is given up. */
const steps = { first: 1e-3, most: 0.02, least: 1e-9 } as const;

/** Cosines of the angle between neighbouring tangents: beyond the first a step is repeated shorter, below the second the next is longer. */
const bends = { most: 0.99, little: 0.999 } as const;

const mostPoints = 4000;

/** States this many sizes away are out of every reasonable range. */
const horizon = 30;

/** Follows the curve from a point on it, both ways, while the parameter is between low and high (internal units). */
export function followBranch(curve: EquilibriumCurve, start: CurvePoint, low: number, high: number): Branch {
  const forwards = follow(curve, start, low, high);
  const isClosed = forwards.closed;
  const backwards = isClosed ? undefined : follow(curve, { ...start, tangent: start.tangent.map((x) => -x) }, low, high);
  const back = (backwards?.points ?? []).toReversed().map((point) => ({ ...point, tangent: point.tangent.map((x) => -x) }));
  const shift = back.length;
  const events = [
    ...(backwards?.events ?? []).toReversed().map((event) => ({ ...event, index: shift - 1 - event.index })),
    ...forwards.events.map((event) => ({ ...event, index: shift + 1 + event.index })),
  ];
  return { points: [...back, start, ...forwards.points], events };
}

interface Run {
  /** Points after the start. */
  readonly points: CurvePoint[];
  readonly events: (CurveEvent & { readonly index: number })[];
  closed: boolean;
}

function follow(curve: EquilibriumCurve, start: CurvePoint, low: number, high: number): Run {
  const run: Run = { points: [], events: [], closed: false };
  let at = start;
  let length: number = steps.first;
  let travelled = 0;
  const add = (next: CurvePoint) => {
    for (const event of eventsBetween(curve, at, next)) {
      run.events.push({ ...event, index: run.points.length });
      run.points.push(event.point);
    }
    run.points.push(next);
  };
  while (run.points.length < mostPoints) {
    const here = at;
    const next = curve.correct(
      here.u.map((x, i) => x + length * here.tangent[i]!),
      here.tangent,
    );
    const bend = next ? dot(next.tangent, here.tangent) : 0;
    if (!next || !(bend > bends.most) || distance(next.u, here.u) > 2 * length) {
      length *= 0.5;
      if (length < steps.least) return run;
      continue;
    }
    const value = curve.parameterAt(next.u);
    if (value < low || value > high) {
      const end = endAt(curve, here, next, value < low ? low : high);
      if (end) add(end);
      return run;
    }
    add(next);
    travelled += length;
    at = next;
    if (next.u.some((x, i) => i < curve.n && Math.abs(x - start.u[i]!) > horizon)) return run;
    if (travelled > 4 * length && distance(next.u, start.u) < 1.5 * length && dot(next.tangent, start.tangent) > bends.most) {
      add(start);
      run.closed = true;
      return run;
    }
    if (bend > bends.little) length = Math.min(steps.most, 1.5 * length);
  }
  return run;
}

/** The point between two where the parameter has a value. */
function endAt(curve: EquilibriumCurve, a: CurvePoint, b: CurvePoint, value: number): CurvePoint | undefined {
  const end = value / curve.sizes[curve.n]!;
  const [from, to] = [a.u[curve.n]!, b.u[curve.n]!];
  const share = (end - from) / (to - from);
  const guess = a.u.map((x, i) => (i === curve.n ? end : x + share * (b.u[i]! - x)));
  const row = new Float64Array(curve.n + 1);
  row[curve.n] = 1;
  // Near a fold the plane of constant parameter touches the curve, and there is no end.
  return curve.correct(guess, row, a.tangent);
}

function distance(a: Float64Array, b: Float64Array): number {
  return Math.sqrt(a.reduce((sum, x, i) => sum + (x - b[i]!) * (x - b[i]!), 0));
}
