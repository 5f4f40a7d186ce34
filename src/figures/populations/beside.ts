/** Runs of the same document on other scales, over a run: each population has its colour, each scale a line of its own. */
import type { Result } from "../../contract/index.ts";
import type { Dash } from "../scene/scene.ts";
import { type Activity, activitiesOf } from "./activities.ts";
import { binsWithin } from "./binning.ts";

/** A run with the runs that are drawn over it, in order. */
export interface Overlaid extends Result {
  readonly beside?: readonly Result[];
}

/** A population's activity on another scale. */
export interface Other extends Pick<Activity, "times" | "values"> {
  readonly scale: string;
  readonly dash: Dash;
  /** In the window of the run that it lies over. */
  readonly smooth: Float64Array;
}

/** The run's own line has no gaps; that of theory has those of the first. */
const dashes: readonly Dash[] = ["dashed", "dotted", "dash-dotted", "long-dashed", "dash-dot-dotted"];

/** What the lines over a run are drawn with. */
export interface Over {
  readonly figure: string;
  readonly from: number;
  readonly to: number;
  readonly bin: number;
  /** Lines of theory are drawn too. */
  readonly hasTheory: boolean;
  smooth(values: Float64Array): Float64Array;
}

/** The activities on the other scales by population, in bins of the same width as far as each run has come; none of one that has just begun. */
export function othersOf(
  { beside = [] }: Overlaid,
  { figure, from, to, bin, hasTheory, smooth }: Over,
): ReadonlyMap<string, readonly Other[]> {
  const styles = hasTheory ? dashes.slice(1) : dashes;
  const all = new Map<string, Other[]>();
  for (const [k, result] of beside.entries()) {
    if (!(result.outcome.time > from)) continue;
    const bins = binsWithin(figure, from, Math.min(to, Math.max(result.outcome.time, from + bin)), bin);
    for (const { name, times, values } of activitiesOf(figure, result, {}, bins)) {
      const other = { scale: result.scale, dash: styles[k % styles.length]!, times, values, smooth: smooth(values) };
      all.set(name, [...(all.get(name) ?? []), other]);
    }
  }
  return all;
}
