/** What a branch of cycles ends in, where its period grows without bound or it cannot be followed. */
import type { Bifurcation } from "../../contract/index.ts";
import type { BranchEnd, CycleTrack } from "./cycles.ts";

/** A special point of the fixed points, in internal units. */
export interface Landmark {
  readonly type: Bifurcation["type"];
  readonly value: number;
  readonly y: Float64Array;
}

/**
 * How a branch ends: at the saddle-node that the orbit then goes through (its period grows as one over the square root of the distance), at
 * a fixed point that has reached the threshold (as a logarithm), at an orbit homoclinic to a saddle, where a spike is won or lost, or in
 * none of these (the end of the range, an Andronov-Hopf point, a point beyond which it could not be followed).
 */
export type Finish =
  | { readonly kind: "saddle-node" | "threshold"; readonly at: Landmark }
  | { readonly kind: "homoclinic" | "grazing"; readonly value: number }
  | { readonly kind: "unknown"; readonly value: number }
  | { readonly kind: "none" };

/** A period so many times the shortest of the branch means that the orbit lingers somewhere. */
const lingering = 3;

/** Share of the range within which an end belongs to a landmark: branches are followed to some 1e-7 of it. */
const near = 2e-6;

/** Relative error of the extrapolated end of 1/T^2 over the last doubling of the period. */
const straight = 0.05;

/**
 * What the end number `side` of a branch is. @param hasSaddle  whether there is a saddle at a value of the parameter: without one no orbit is
 * homoclinic, and a long period is that of a canard
 * @param range  size of the range of the parameter
 */
export function finishOf(
  track: CycleTrack,
  side: 0 | 1,
  landmarks: readonly Landmark[],
  hasSaddle: (value: number) => boolean,
  resets: boolean,
  range: number,
): Finish {
  const end: BranchEnd = track.ends[side];
  if (end.kind !== "long" && end.kind !== "lost") return { kind: "none" };
  const points = side === 1 ? track.points : track.points.toReversed();
  const last = points.at(-1)!;
  const shortest = points.reduce((least, { orbit }) => Math.min(least, orbit.period), Number.POSITIVE_INFINITY);
  const isLong = last.orbit.period > lingering * shortest;
  const close = landmarks.find(({ type, value }) => type === "grazing" && Math.abs(value - last.value) < near * range);
  if (close) return { kind: "threshold", at: close };
  const fold = isLong
    ? throughFold(
        points.map(({ orbit, value }) => [orbit.period, value] as const),
        landmarks,
        range,
      )
    : undefined;
  if (fold) return { kind: "saddle-node", at: fold };
  if (isLong && hasSaddle(last.value)) return { kind: "homoclinic", value: last.value };
  return { kind: resets ? "grazing" : "unknown", value: last.value };
}

/** The saddle-node at which 1/T^2 would vanish. */
function throughFold(points: readonly (readonly [number, number])[], landmarks: readonly Landmark[], range: number): Landmark | undefined {
  const [period, value] = points.at(-1)!;
  const before = points.findLast(([one]) => one < 0.5 * period);
  if (!before) return undefined;
  const [a, b] = [1 / (before[0] * before[0]), 1 / (period * period)];
  const end = (value * a - before[1] * b) / (a - b);
  const allowed = straight * Math.abs(before[1] - end) + near * range;
  return landmarks.find((landmark) => landmark.type === "saddle-node" && Math.abs(landmark.value - end) < allowed);
}
