/** How well the parameter of a homoclinic orbit is known that a branch of cycles ends in. */
import type { CurveTolerance, CycleCurve, CyclePoint } from "./cycle-curve.ts";

/** The value, and how far beside it the homoclinic orbit may lie. */
export interface Homoclinic {
  readonly value: number;
  readonly uncertainty: number;
}

const fine: CurveTolerance = { derivatives: 1e-10, gaps: 1e-12 };

/** Work of the last look: an orbit of 20 000 steps some ten times. */
const work = 200_000;

/** Error of an orbit that the finer integration does not improve, as a share of the range: what Newton's method on it believes. */
const coarseError = 1e-7;

/**
 * The last orbit of a branch, at its period, with the finest integration.
 *
 * The uncertainty has two parts: what the finer integration changed, and what the limit of long periods is away. The parameter approaches
 * it as exp(-lambda T), so that the last change of the parameter, over a fifth of the period, and the ratio q to the one before say what is
 * left: change/(1 - q).
 *
 * @param points  of the branch, the end last
 */
export function homoclinicAt(curve: CycleCurve, points: readonly CyclePoint[], range: number): Homoclinic {
  const last = points.at(-1)!;
  const row = new Float64Array(last.tangent.length);
  row[row.length - 2] = 1;
  curve.allow(work);
  const found = curve.correct(last.orbit, last.value, row, fine);
  const value = found?.value ?? last.value;
  const integration = found ? Math.abs(value - last.value) : coarseError * range;
  const [middle, first] = [0.8, 0.6].map((part) => points.findLast(({ orbit }) => orbit.period < part * last.orbit.period));
  if (!middle || !first) return { value, uncertainty: range };
  const [change, before] = [Math.abs(last.value - middle.value), Math.abs(middle.value - first.value)];
  const ratio = before > 0 ? Math.min(change / before, slowest) : slowest;
  return { value, uncertainty: integration + change / (1 - ratio) };
}

/** A ratio of changes beyond this is noise. */
const slowest = 0.9;
