/** Branches of limit cycles: from an Andronov-Hopf point or from a cycle, with what happens on the way and how they end. */
import { dot, findRoot } from "../../numerics/index.ts";
import type { CurveTolerance, CycleCurve, CyclePoint } from "./cycle-curve.ts";

/** A fold or a period doubling on a branch. */
export interface CycleEvent {
  readonly type: "fold of cycles" | "period doubling";
  readonly point: CyclePoint;
  /** The point of the branch that it is. */
  readonly index: number;
}

/**
 * How a branch ends on one side: at the end of the range, where it began (closed), at a point of vanishing amplitude, with a period beyond
 * all bounds, or where it cannot be followed (a spike is lost or won: grazing).
 */
export type CycleEnd = "range" | "closed" | "point" | "long" | "lost";

export interface CycleRun {
  readonly points: CyclePoint[];
  readonly events: CycleEvent[];
  end: CycleEnd;
}

/** On the way; and where numbers are printed. */
const coarse: CurveTolerance = { derivatives: 1e-7, gaps: 1e-9 };
const fine: CurveTolerance = { derivatives: 1e-10, gaps: 1e-12 };

/** Steps in units of the scales: at first, at most, least. */
const steps = { first: 1e-3, most: 0.08, least: 1e-7 } as const;

/** Cosines of the angle between neighbouring tangents: below the first a step is repeated shorter, above the second the next is longer. */
const bends = { most: 0.95, little: 0.99 } as const;

/** Share of a step that Newton's method may add to it. */
const farthest = 0.4;

const mostPoints = 400;

/** Folds and period doublings of one branch; one that has more winds without end, in ever smaller turns. */
const mostEvents = 8;

/** A period so many times the shortest of the branch: the orbit lingers at a fixed point, and the parameter hardly moves. */
const longestPeriod = 1000;

/** Share of the range by which the parameter moves at most, while the period grows by a quarter, where a homoclinic orbit is near. */
const stagnation = 1e-8;

/**
 * Whether the parameter has stood still, to a share of the range, since the period was four fifths of what it is: what is left falls with
 * the period's exponential.
 */
export function isStagnant(points: readonly CyclePoint[], share: number = stagnation): boolean {
  const last = points.at(-1)!;
  const before = points.findLast(({ orbit }) => orbit.period < 0.8 * last.orbit.period);
  return before !== undefined && Math.abs(last.value - before.value) < share * last.scales.parameter;
}

/** What ends a branch, as its caller knows. */
export interface Goals {
  vanishes(from: CyclePoint, to: CyclePoint): boolean;
  isKnown(points: readonly CyclePoint[]): boolean;
}

/** A period so many times the shortest shows whether it grows towards a saddle-node. */
const evident = 4;

/**
 * Follows the curve from a point, in the direction of its tangent, while the parameter is within [low, high].
 *
 * @param goals  where the branch may end: `vanishes`, whether the amplitude goes through 0 between two points (the orbit would come out
 * mirrored); `isKnown`, whether the points show already in what the period grows without bound
 */
export function followCycles(curve: CycleCurve, start: CyclePoint, low: number, high: number, goals: Goals): CycleRun {
  const run: CycleRun = { points: [], events: [], end: "lost" };
  let at = start;
  let length: number = steps.first;
  let shortest = start.orbit.period;
  let farthestYet = 0;
  while (run.points.length < mostPoints) {
    // Near an Andronov-Hopf point the curve turns within its amplitude.
    length = Math.min(length, Math.max(steps.first, 0.3 * curve.amplitudeOf(at)));
    const next = stepFrom(curve, at, length, coarse);
    const turn = next ? alignment(curve, at, next) : 0;
    if (!next || turn < bends.most || collapses(curve, at, next)) {
      length *= 0.5;
      if (length < steps.least) return run;
      continue;
    }
    if (next.value < low || next.value > high) {
      const end = endAt(curve, at, next, length, next.value < low ? low : high);
      if (end) run.points.push(end);
      run.end = "range";
      return run;
    }
    if (goals.vanishes(at, next)) {
      run.end = "point";
      return run;
    }
    append(curve, run, at, next, length);
    if (run.events.length >= mostEvents) return run;
    at = next;
    shortest = Math.min(shortest, at.orbit.period);
    const growth = at.orbit.period / shortest;
    const isEnough = growth > longestPeriod || (growth > lingering && isStagnant(run.points));
    if (isEnough || (growth > evident && goals.isKnown(run.points))) {
      run.end = "long";
      return run;
    }
    const away = distance(start, at);
    farthestYet = Math.max(farthestYet, away);
    if (away < length && farthestYet > 4 * length) {
      run.end = "closed";
      return run;
    }
    if (turn > bends.little) length = Math.min(steps.most, 1.6 * length);
  }
  return run;
}

/** Whether Newton's method has met a fixed point, which closes after any time. */
function collapses(curve: CycleCurve, from: CyclePoint, to: CyclePoint): boolean {
  return curve.amplitudeOf(to) < 0.4 * curve.amplitudeOf(from) && curve.amplitudeOf(from) > 5 * steps.first;
}

function stepFrom(curve: CycleCurve, from: CyclePoint, length: number, tolerance: CurveTolerance): CyclePoint | undefined {
  const guess = curve.predict(from, length);
  if (!(guess.orbit.period > 0)) return undefined;
  const found = curve.correct(guess.orbit, guess.value, from.tangent, tolerance);
  // A guess that had to be moved far has met another part of the curve.
  if (!found || found.shift > farthest * length + 1e-5) return undefined;
  return curve.pointAt(found, from.tangent, tolerance);
}

/** Cosine of the angle between the directions of two points; where the orbit was cut anew, as far as node, period and parameter tell. */
function alignment(curve: CycleCurve, a: CyclePoint, b: CyclePoint): number {
  if (a.tangent.length === b.tangent.length) return dot(a.tangent, b.tangent);
  const [one, other] = [curve.directionOf(a), curve.directionOf(b)].map(({ node, period, parameter }) =>
    Float64Array.from([...node, period, parameter]),
  ) as [Float64Array, Float64Array];
  return dot(one, other) / Math.sqrt(dot(one, one) * dot(other, other));
}

/** Greatest difference of two points in first node, period (as a share) and parameter, in units of the scales. */
function distance(a: CyclePoint, b: CyclePoint): number {
  const nodes = a.orbit.nodes[0]!.map((value, i) => Math.abs(b.orbit.nodes[0]![i]! - value) / a.scales.states[i]!);
  const [period, value] = [Math.abs(b.orbit.period / a.orbit.period - 1), Math.abs(b.value - a.value) / a.scales.parameter];
  return Math.max(period, value, ...nodes);
}

/** A period so many times the shortest means that the orbit lingers at a fixed point. */
const lingering = 3;

function shortestOf({ points }: CycleRun): number {
  return points.reduce((least, { orbit }) => Math.min(least, orbit.period), Number.POSITIVE_INFINITY);
}

/** Adds a point and the special points before it. */
function append(curve: CycleCurve, run: CycleRun, from: CyclePoint, to: CyclePoint, length: number): void {
  const tests = [
    ["fold of cycles", slope],
    ["period doubling", doubling],
  ] as const;
  const special = tests.flatMap(([type, test]) => {
    if (test(from) > 0 === test(to) > 0) return [];
    const point = between(curve, from, length, test);
    // Where a period grows without bound the parameter trembles within the error of the orbit; that is no fold.
    const allowed = point && (to.orbit.period > lingering * shortestOf(run) ? 1e-6 : 1e-8) * point.scales.parameter;
    const swing = point ? Math.max(Math.abs(from.value - point.value), Math.abs(to.value - point.value)) : 0;
    const isReal = point && allowed !== undefined && (type !== "fold of cycles" || swing > allowed);
    return isReal ? [{ type, point }] : [];
  });
  for (const { type, point } of special) {
    run.events.push({ type, point, index: run.points.length });
    run.points.push(point);
  }
  run.points.push(to);
}

const slope = ({ tangent }: CyclePoint) => tangent[tangent.length - 1]!;

/** prod (1 + multiplier): changes its sign where a real one goes through -1, and nowhere else. */
function doubling({ multipliers }: CyclePoint): number {
  return multipliers.reduce((product, [re, im]) => product * (im === 0 ? 1 + re : 1), 1);
}

/** The point between two where a function of it vanishes, as exactly as the orbit can be computed. */
function between(curve: CycleCurve, from: CyclePoint, whole: number, f: (point: CyclePoint) => number): CyclePoint | undefined {
  for (const tolerance of [fine, coarse]) {
    const value = (length: number) => {
      const point = stepFrom(curve, from, length, tolerance);
      return point ? f(point) : Number.NaN;
    };
    // At the first point f is known to have the other sign than at the last.
    const [first, last] = [f(from), value(whole)];
    if (Number.isNaN(last) || first > 0 === last > 0) continue;
    const { x } = findRoot(value, 0, whole, 1e-9 * whole, first, last);
    const point = stepFrom(curve, from, x, tolerance);
    if (point) return point;
  }
  return undefined;
}

/** The orbit between two points where the parameter has a value. */
function endAt(curve: CycleCurve, from: CyclePoint, to: CyclePoint, length: number, value: number): CyclePoint | undefined {
  const share = (value - from.value) / (to.value - from.value);
  const guess = curve.predict(from, share * length);
  const row = new Float64Array(from.tangent.length);
  row[row.length - 1] = 1;
  const found = curve.correct(guess.orbit, value, row, coarse);
  return found && curve.pointAt(found, from.tangent, coarse);
}
