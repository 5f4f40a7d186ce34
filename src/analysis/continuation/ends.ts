/** What a branch of cycles ends in, where its period grows without bound or it cannot be followed. */
import { isStagnant } from "./cycle-branch.ts";
import type { CyclePoint } from "./cycle-curve.ts";
import type { BranchEnd, CycleTrack } from "./cycles.ts";
import type { Homoclinic } from "./homoclinic.ts";
import type { Landing } from "./reset-meets.ts";
import { type Landmark, near, throughFold } from "./through-fold.ts";

/**
 * How a branch ends: at the saddle-node that the orbit then goes through (its period grows as one over the square root of the distance), at
 * a fixed point that has reached the threshold (as a logarithm), at an orbit homoclinic to a saddle, where the reset meets the unstable fixed point,
 * where a spike is won or lost, or in none of these (the end of the range, an Andronov-Hopf point, a point beyond which it could not be followed).
 */
export type Finish =
  | { readonly kind: "saddle-node" | "threshold"; readonly at: Landmark }
  | ({ readonly kind: "homoclinic" } & Homoclinic)
  /** The reset meets the unstable fixed point y. */
  | ({ readonly kind: "reset" } & Landing)
  | { readonly kind: "grazing" | "unknown"; readonly value: number }
  | { readonly kind: "none" };

/** Closer looks at the end of points of a branch. */
export interface Looks {
  /** Where the reset meets the unstable fixed point, if it does. */
  readonly landing: (points: readonly CyclePoint[]) => Landing | undefined;
  readonly limit: (points: readonly CyclePoint[]) => Homoclinic;
}

/** A period so many times the shortest of the branch means that the orbit lingers somewhere. */
const lingering = 3;

/** Share of the range by which the parameter of a branch that was lost has moved at most, while its period grew by a quarter, at a homoclinic orbit. */
const still = 1e-6;

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
  looks: Looks,
): Finish {
  const end: BranchEnd = track.ends[side];
  if (end.kind !== "long" && end.kind !== "lost") return { kind: "none" };
  const points = side === 1 ? track.points : track.points.toReversed();
  const last = points.at(-1)!;
  const shortest = points.reduce((least, { orbit }) => Math.min(least, orbit.period), Number.POSITIVE_INFINITY);
  const isLong = last.orbit.period > lingering * shortest;
  const close = landmarks.find(({ type, value }) => type === "grazing" && Math.abs(value - last.value) < near * range);
  if (close) return { kind: "threshold", at: close };
  const fold = isLong ? throughFold(points, landmarks, range) : undefined;
  if (fold) return { kind: "saddle-node", at: fold };
  // Of a branch that was lost on the way nothing is known.
  if (isLong && (end.kind === "long" || isStagnant(points, still)) && hasSaddle(last.value))
    return { kind: "homoclinic", ...looks.limit(points) };
  const met = resets ? looks.landing(points) : undefined;
  if (met) return { kind: "reset", ...met };
  return { kind: resets ? "grazing" : "unknown", value: last.value };
}
