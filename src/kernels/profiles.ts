/** How often profiles are recorded, and over what. */
import type { Experiment } from "../model/index.ts";
import { roundDown125 } from "./grid.ts";

/** Profiles of a run that does not say how often, about; and the most of any run. */
const [usual, most] = [400, 2000] as const;

/**
 * Time between two profiles: `run.every`, or a round number; where that would be more than two thousand, as many of them as make no more. A whole
 * number of steps where the run has one.
 */
export function profileInterval({ run: { transient, duration, every, step } }: Experiment): number {
  const recorded = duration - transient;
  if (every !== undefined) return every * Math.max(1, Math.ceil(recorded / every / most));
  const wanted = roundDown125(recorded / usual);
  return step === undefined ? wanted : step * Math.max(1, Math.round(wanted / step));
}

/** Midpoints of so many cells of one width from `low` on. */
export function midpoints(low: number, width: number, count: number): Float64Array {
  return Float64Array.from({ length: count }, (_, k) => low + (k + 0.5) * width);
}
