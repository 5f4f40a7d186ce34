/** Bins and windows of figures over spikes where their options do not say. */
import { type Bins, binsBetween, wholeSteps } from "../../analysis/index.ts";
import { LapicqueError } from "../../base/index.ts";
import type { Result } from "../../contract/index.ts";
import { roundDown } from "../scene/nice.ts";

/** More bins than this are a mistake in a unit, not a wish. */
const MOST_BINS = 2e7;

/** A round width of which about a thousand fill the stretch: what a page can show. */
export function drawnWidth(result: Pick<Result, "step">, from: number, to: number): number {
  return wholeSteps(roundDown(Math.max(to - from, Number.MIN_VALUE) / 999), result.step);
}

/**
 * A round width that holds about `wanted` events, from the finest that a page shows to five times that.
 *
 * @param density  events per time
 */
export function countingWidth({ step }: Pick<Result, "step">, finest: number, density: number, wanted: number): number {
  const width = Math.min(5 * finest, Math.max(finest, wanted / density));
  return wholeSteps(roundDown(Math.max(width, Number.MIN_VALUE)), step);
}

/** Whole bins within the stretch. Throws `figure-nothing` where there is none, or where there are absurdly many. */
export function binsWithin(figure: string, from: number, to: number, width: number): Bins {
  const bins = binsBetween(from, to, width);
  if (bins.count > 0 && bins.count <= MOST_BINS) return bins;
  throw new LapicqueError("figure-nothing", {
    figure,
    reason: bins.count > 0 ? `${bins.count} bins are too many` : "no whole bin fits into the stretch of time",
    remedy: bins.count > 0 ? "choose a wider `bin`" : "choose a shorter `bin`, or `from` and `to` further apart",
  });
}
