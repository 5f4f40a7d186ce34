/** Activity of several scales over one stretch of time, and their spectra. */
import { coarser } from "../../analysis/index.ts";
import type { Agreement, ComparedActivity } from "../../contract/index.ts";
import { extent, scaleFor } from "../scene/scales.ts";
import type { Ink, Mark, Scale } from "../scene/scene.ts";

/** So many bins of an activity that goes on alike are shown: a second of 10 ms. */
const shownBins = 100;

export interface Drawn {
  readonly y: Scale;
  readonly marks: readonly Mark[];
}

/** More points than this on top of one another hide what happens: means of neighbours are drawn. */
const mostPoints = 300;

/** Of an activity that hops so many stays in both states are shown. */
const shownCycles = 8;

/** The stretch of time that is shown: all of a mean over trials, or of what is not random, else the first bins, or some stays where the activity hops. */
export function shownStretch({ populations, quantities, units }: Agreement): readonly [number, number] {
  const activities = populations.flatMap((population) => population.activities);
  const stays = quantities
    .filter(({ name }) => name.startsWith("residence"))
    .map(({ values }) => values[0] * (units === "physical" ? 1000 : 1));
  const cycle = Math.max(0, ...stays.map((stay, k) => stay + (stays[k ^ 1] ?? 0)));
  const first = activities.find(({ times }) => times.length > 0);
  if (!first) return [0, 1];
  const isCourse =
    activities.some(({ activityError }) => activityError !== undefined) || activities.every(({ frequencies }) => !frequencies);
  const { times } = first;
  const width = times.length > 1 ? times[1]! - times[0]! : 1;
  const shown = Math.max(shownBins, Math.ceil((shownCycles * cycle) / width));
  const last = isCourse ? times.length : Math.min(shown, times.length);
  return [times[0]! - width / 2, times[last - 1]! + width / 2];
}

/** Lines of the activities within a stretch, with bands of one standard error where they are means. */
export function activityMarks(
  activities: readonly ComparedActivity[],
  [from, to]: readonly [number, number],
  inkOf: (scale: string) => Ink,
): Drawn {
  const parts = activities.map(({ scale, times, activity, activityError }) => {
    const end = times.findIndex((time) => time > to);
    const count = end < 0 ? times.length : end;
    const ink = inkOf(scale);
    if (activityError) return { ink, x: times.subarray(0, count), y: activity.subarray(0, count), error: activityError.subarray(0, count) };
    const group = Math.ceil(count / mostPoints);
    return { ink, x: coarser(times.subarray(0, count), group), y: coarser(activity.subarray(0, count), group), error: undefined };
  });
  const [, highest] = extent(parts.map(({ y }) => y)) ?? [0, 0];
  return {
    y: from < to && highest > 0 ? { kind: "linear", low: 0, high: 1.06 * highest } : { kind: "linear", low: 0, high: 1 },
    marks: [
      ...parts.flatMap(({ ink, x, y, error }): readonly Mark[] => (error ? [band(x, y, error, ink)] : [])),
      ...parts.map(({ ink, x, y }): Mark => ({ kind: "line", x, y, ink, width: 1.6, opacity: 0.9 })),
    ],
  };
}

/** Spectra on logarithmic axes, with bands of one standard error. */
export function spectrumMarks(activities: readonly ComparedActivity[], inkOf: (scale: string) => Ink): Drawn {
  const lines = activities.flatMap(({ scale, frequencies, density, densityError }) =>
    frequencies && density && densityError ? [{ ink: inkOf(scale), x: frequencies, y: density, error: densityError }] : [],
  );
  return {
    y: scaleFor(
      extent(
        lines.map(({ y }) => y),
        "log",
      ),
      0.06,
      "log",
    ),
    marks: [
      ...lines.map(({ ink, x, y, error }) => band(x, y, error, ink)),
      ...lines.map(({ ink, x, y }): Mark => ({ kind: "line", x, y, ink, width: 1.8 })),
    ],
  };
}

/** One standard error on both sides; on a logarithmic axis never down to 0. */
function band(x: Float64Array, y: Float64Array, error: Float64Array, ink: Ink): Mark {
  return {
    kind: "area",
    x,
    low: y.map((value, k) => Math.max(value - error[k]!, value / 10)),
    high: y.map((value, k) => value + error[k]!),
    ink,
    opacity: 0.22,
  };
}
