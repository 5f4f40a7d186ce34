/** The saddle-node in which the period of a branch of cycles grows without bound. */
import type { Bifurcation } from "../../contract/index.ts";
import type { CyclePoint } from "./cycle-curve.ts";

/** A special point of the fixed points, in internal units. */
export interface Landmark {
  readonly type: Bifurcation["type"];
  readonly value: number;
  readonly y: Float64Array;
}

/** Share of the range within which an end belongs to a landmark: branches are followed to some 1e-7 of it. */
export const near = 2e-6;

/** Relative change of the factor of 1/sqrt(distance) within the last doubling of the period. */
const straight = 0.05;

/**
 * The saddle-node that the orbit goes through in the end: from there on T = T_0 + k/sqrt(distance), and k shows by its being the same in
 * both halves of the last doubling of the period.
 */
export function throughFold(
  points: readonly Pick<CyclePoint, "orbit" | "value">[],
  landmarks: readonly Landmark[],
  range: number,
): Landmark | undefined {
  const last = points.at(-1)!;
  const earlier = [0.71, 0.5].map((part) => points.findLast(({ orbit }) => orbit.period < part * last.orbit.period));
  const [middle, first] = earlier;
  if (!middle || !first || middle === first) return undefined;
  const slope = (a: typeof last, b: typeof last, at: number) =>
    (b.orbit.period - a.orbit.period) / (1 / Math.sqrt(Math.abs(b.value - at)) - 1 / Math.sqrt(Math.abs(a.value - at)));
  return landmarks.find(({ type, value }) => {
    if (type !== "saddle-node") return false;
    if (Math.abs(last.value - value) < near * range) return true;
    const isOneSided = (last.value - value) * (first.value - value) > 0;
    const [before, after] = [slope(first, middle, value), slope(middle, last, value)];
    return isOneSided && before > 0 && Math.abs(after / before - 1) < straight;
  });
}
