/** All branches of fixed points over a parameter. */
import type { FixedPoint, System } from "../../contract/index.ts";
import { FixedPointSet, searchLine, searchPlane } from "../phase/fixed-points.ts";
import { Plane } from "../phase/plane.ts";
import { searchRange, sizesOf } from "../phase/sizes.ts";
import { type Branch, followBranch } from "./branch.ts";
import type { CurvePoint, EquilibriumCurve } from "./curve.ts";

/** Values of the parameter at which fixed points are looked for, the ends of the range among them. */
const seeds = 9;

/** Distance in units of the sizes below which two fixed points are one. */
const same = 1e-6;

/**
 * Branches between two values of a parameter: from every fixed point found at nine values of it that is on no branch yet, so that
 * branches that meet no other are found as well.
 *
 * @param find  fixed points at a value of the parameter, in internal units
 */
export function equilibriumBranches(
  curve: EquilibriumCurve,
  low: number,
  high: number,
  find = (value: number): readonly Float64Array[] => equilibriaAt(curve.system, curve.p, curve.parameter, value),
): readonly Branch[] {
  const branches: Branch[] = [];
  for (let k = 0; k < seeds; k++) {
    // Ends first: a branch through the whole range is then followed in one go.
    const order = k < 2 ? k * (seeds - 1) : k - 1;
    const value = low + ((high - low) * order) / (seeds - 1);
    const known = branches.flatMap((branch) => crossingsOf(curve, branch, value));
    for (const y of find(value)) {
      const u = curve.coordinates(y, value);
      if (known.some((one) => one.every((x, i) => Math.abs(x - u[i]!) < same))) continue;
      const point = startAt(curve, u);
      if (!point) continue;
      const branch = followBranch(curve, point, low, high);
      branches.push(branch);
      known.push(...crossingsOf(curve, branch, value));
    }
  }
  return branches;
}

/** Fixed points at a value of the parameter, in internal units. */
export function equilibriaAt(system: System, p: Float64Array, parameter: number, value: number): readonly Float64Array[] {
  p[parameter] = value;
  return fixedPointsOf(system, p).map(({ at }) => Float64Array.from(at));
}

/** Fixed points in internal units, in the order of the first state: all where the other states have one value of rest each for it. */
export function fixedPointsOf(system: System, p: Float64Array): readonly FixedPoint[] {
  const scales = sizesOf(system, p);
  const start = Float64Array.from(system.states, (state) => state.value);
  const set = new FixedPointSet(system, p, [], scales);
  const slaved = system.states.map((_, i) => i).slice(1);
  searchLine(set, system, p, 0, { frozen: [], slaved }, start, scales, searchRange(system, p, 0));
  if (system.states.length === 2) {
    // Of two states each may have several values of rest for one of the other.
    const [[left, right], [bottom, top]] = [searchRange(system, p, 0), searchRange(system, p, 1)];
    searchPlane(set, new Plane(system, p, [0, 1], { frozen: [], slaved: [] }, start, scales), { left, right, bottom, top });
  }
  return set.take();
}

/** A point of the curve near a fixed point. A special point must lie between points, so that it is seen: a start on a fold is moved. */
function startAt(curve: EquilibriumCurve, u: Float64Array): CurvePoint | undefined {
  const axis = (k: number) => u.map((_, i) => (i === k ? 1 : 0));
  const point = curve.correct(u, axis(curve.n)) ?? curve.correct(u, axis(0));
  if (!point || Math.abs(point.tangent[curve.n]!) > steep) return point;
  return curve.correct(
    point.u.map((x, i) => x + aside * point.tangent[i]!),
    point.tangent,
  );
}

/** A tangent with less of the parameter belongs to a fold; the start is then moved this far along the curve. */
const [steep, aside] = [1e-3, 3e-3];

/** Where a branch crosses a value of the parameter, on the curve. */
export function crossingsOf(curve: EquilibriumCurve, { points }: Branch, value: number): Float64Array[] {
  const end = value / curve.sizes[curve.n]!;
  const row = new Float64Array(curve.n + 1);
  row[curve.n] = 1;
  const found: Float64Array[] = [];
  for (let k = 0; k + 1 < points.length; k++) {
    const [a, b] = [points[k]!, points[k + 1]!];
    const [from, to] = [a.u[curve.n]! - end, b.u[curve.n]! - end];
    if (from > 0 === to > 0 && Math.abs(from) > 1e-12 && Math.abs(to) > 1e-12) continue;
    const share = from === to ? 0 : Math.min(1, Math.max(0, from / (from - to)));
    const guess = a.u.map((x, i) => (i === curve.n ? end : x + share * (b.u[i]! - x)));
    found.push(curve.correct(guess, row, a.tangent)?.u ?? guess);
  }
  return found;
}
