/** Lines of several populations in one panel: how they look and how they are named. */
import { light } from "../paint/theme.ts";
import type { HeadingEntry, Mark } from "../scene/scene.ts";
import { plain } from "../text/rich-text.ts";

/** A population's line: `ink` is its place among all populations. */
export interface Line {
  readonly name: string;
  readonly ink: number;
}

/** After the last colour they begin again: then lines are dashed. */
const isDashed = (ink: number) => ink >= light.series.length;

/** A line in the colour of the population. */
export function seriesLine({ ink }: Line, x: Float64Array, y: Float64Array, width: number): Mark {
  return { kind: "line", x, y, ink, width, ...(isDashed(ink) ? { dash: "dashed" as const } : {}) };
}

/** The entry of a legend. @param isPoints  it is drawn as points */
export function seriesEntry({ name, ink }: Line, more = "", isPoints = false): HeadingEntry {
  return { text: plain(`${name}${more}`), ink: "text", swatch: { kind: isPoints ? "point" : isDashed(ink) ? "dashed" : "line", ink } };
}
