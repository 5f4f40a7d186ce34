/** Sizes of what surrounds the data: type, title, legend. Layout and drawing must agree on them. */
import { breakLines, measure } from "../text/metrics.ts";
import type { Dash, HeadingEntry, PageSize } from "./scene.ts";

/** The page of every file [points]: sixteen to nine, as a slide. */
export const filePage: PageSize = { width: 800, height: 450 };

/** Type sizes [points], for a page of 800 x 450: legible when the page fills a slide. */
export const type = { title: 18, label: 14, tick: 13 } as const;

/** Where the title begins, and how high its lines are [points]. */
export const titlePlace = { x: 16, baseline: 27, lineHeight: 22 } as const;

/** Length of a legend's sample line, the space after it, and between entries [points]. */
export const swatch = { length: 18, long: 33, ramp: 64, gap: 5, between: 14 } as const;

/** Length of a sample. */
export function swatchLength({ kind }: NonNullable<HeadingEntry["swatch"]>): number {
  if (kind === "ramp") return swatch.ramp;
  return long.has(kind) ? swatch.long : swatch.length;
}

/** Lines whose strokes and gaps are not told from others in a short sample. */
const long: ReadonlySet<string> = new Set<Dash>(["dash-dotted", "long-dashed", "dash-dot-dotted"]);

/** Length of a tick, and its distance from the label [points]. */
export const tick = { length: 4, gap: 4 } as const;

/** Lines of a title on a page of this width: two at most. */
export function titleLines(title: string, width: number): readonly string[] {
  return breakLines(title, type.title, width - 2 * titlePlace.x, 2);
}

/** Distance of the lines of a heading [points]. */
export const headingHeight = 19;

/** The entries of a heading, broken into lines of at most `width` points. */
export function headingLines(heading: readonly HeadingEntry[], width: number): readonly (readonly HeadingEntry[])[] {
  const lines: HeadingEntry[][] = [];
  for (const entry of heading) {
    const line = lines.at(-1);
    if (line && headingWidth([...line, entry]) <= width) line.push(entry);
    else lines.push([entry]);
  }
  return lines;
}

/** Width that a heading takes [points]. */
export function headingWidth(heading: readonly HeadingEntry[]): number {
  const widths = heading.map(
    (entry) => measure(entry.text, type.label) + swatch.between + (entry.swatch ? swatchLength(entry.swatch) + swatch.gap : 0),
  );
  return widths.reduce((sum, width) => sum + width, 0) - swatch.between;
}
