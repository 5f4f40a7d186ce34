/** Lays panels out on a page: stacked over one shared horizontal axis, in one column or several, with room for every label. */
import { measure } from "../text/metrics.ts";
import { plain, type RichText } from "../text/rich-text.ts";
import { filePage, headingHeight, headingLines, headingWidth, tick, titleLines, titlePlace, type } from "./furniture.ts";
import type { Box, HeadingEntry, Mark, PageSize, Panel, Scale, Scene, Tick } from "./scene.ts";
import { ticksThatFit } from "./ticks.ts";
import { xTicksThatFit } from "./x-ticks.ts";

/** A panel before it has a place. */
export interface PanelContent {
  readonly heading: readonly HeadingEntry[];
  readonly y: Scale;
  /** `grid`: ticks with faint lines. `bare`: no axis, as for rasters whose rows carry their own labels. */
  readonly look: "grid" | "bare";
  /** Ticks instead of those that would be chosen. */
  readonly yTicks?: readonly Tick[];
  readonly marks: readonly Mark[];
  /** Height relative to the other panels. */
  readonly weight: number;
  /** Height below which its labels would overlap [points]. */
  readonly lowest?: number;
}

export interface StackOptions {
  readonly title: string;
  readonly description: string;
  readonly x: Scale;
  readonly xLabel: RichText;
  /** Units of x per unit of its tick labels, where they differ: 1000 for milliseconds labelled in seconds. */
  readonly xPer?: number;
  readonly panels: readonly PanelContent[];
  readonly columns?: number;
  /** Room on the left and right of the frames for labels that the marks bring [points]. */
  readonly left?: number;
  readonly right?: number;
  /** Most lines of a legend; without, two on narrow pages, one on others. */
  readonly legendLines?: number;
  /** Height of the plotting areas together where the page would give them more [points]. */
  readonly highest?: number;
  /** That of files without; it grows downwards when the panels need it. */
  readonly page?: PageSize | undefined;
}

const room = { right: 28, heading: 23, noHeading: 8, betweenRows: 5, betweenColumns: 26, axis: 50 } as const;

/** On a page narrower than this a legend may take two lines [points]. */
const NARROW = 600;

/** A plotting area lower than this shows nothing [points]. */
const LOWEST = 28;

/** Puts the panels on a page, columns filled row by row; the time axis is drawn below the last panel of each column. */
export function stackPanels(options: StackOptions): Scene {
  const page = options.page ?? filePage;
  const columns = Math.max(1, Math.min(options.columns ?? 1, options.panels.length));
  const rows = Math.max(1, Math.ceil(options.panels.length / columns));
  const titles = titleLines(options.title, page.width).length;
  const top = titles === 0 ? 6 : titlePlace.baseline + 9 + (titles - 1) * titlePlace.lineHeight;
  const rowWeights = Array.from({ length: rows }, (_, row) =>
    maximum(options.panels.slice(row * columns, (row + 1) * columns).map((panel) => panel.weight)),
  );
  const total = rowWeights.reduce((sum, weight) => sum + weight, 0);
  const lines = headingLinesOf(options, page.width, columns);
  const above = lines > 0 ? room.heading + (lines - 1) * headingHeight : room.noHeading;
  const fixed = top + room.axis + rows * above + (rows - 1) * room.betweenRows;
  const free = Math.min(page.height - fixed, options.highest ?? page.height);
  const unit = Math.max(free / total, ...options.panels.map(({ lowest = LOWEST, weight }) => lowest / weight));
  const yTicks = options.panels.map((panel, k) => yTicksOf(panel, unit * rowWeights[Math.floor(k / columns)]!));
  const left = Math.max(options.left ?? 0, 16 + tick.length + tick.gap + 4 + widest(yTicks));
  const right = Math.max(options.right ?? 0, room.right);
  const width = (page.width - right - columns * left - (columns - 1) * room.betweenColumns + (columns - 1) * 16) / columns;

  const tops: number[] = [];
  rowWeights.reduce((y, weight, row) => {
    tops.push(y + above);
    return y + above + unit * weight + (row < rows - 1 ? room.betweenRows : 0);
  }, top);
  const xTicks = xTicksThatFit(options.x, options.xPer ?? 1, width);
  const panels = options.panels.map((panel, k): Panel => {
    const [row, column] = [Math.floor(k / columns), k % columns];
    const frame: Box = {
      x: left + column * (width + left - 16 + room.betweenColumns),
      y: tops[row]!,
      width,
      height: unit * rowWeights[row]!,
    };
    const isLast = k + columns >= options.panels.length;
    return {
      frame,
      heading: fitHeading(panel.heading, width, lines),
      x: { scale: options.x, ticks: xTicks, look: isLast ? "full" : "bare", ...(isLast ? { label: options.xLabel } : {}) },
      y: { scale: panel.y, ticks: yTicks[k]!, look: panel.look },
      marks: panel.marks,
    };
  });
  const height = Math.round(tops[rows - 1]! + unit * rowWeights[rows - 1]! + room.axis);
  return { width: page.width, height, title: options.title, description: options.description, panels };
}

const maximum = (values: readonly number[]) => values.reduce((most, value) => Math.max(most, value), 0);

function widest(ticks: readonly (readonly Tick[])[]): number {
  return maximum(ticks.flat().map(({ label }) => measure(label, type.tick)));
}

function yTicksOf(panel: PanelContent, height: number): readonly Tick[] {
  if (panel.look === "bare") return [];
  if (panel.yTicks) return panel.yTicks;
  return ticksThatFit(
    panel.y,
    Math.max(2, Math.min(6, Math.round(height / 36))),
    (ticks) => ticks.length * type.tick * 1.5 <= height + type.tick * 1.5,
  );
}

/** Lines that the highest heading needs, no more than are allowed. */
function headingLinesOf({ panels, left = 0, legendLines }: StackOptions, width: number, columns: number): number {
  // The labels of the ticks, whose place is not decided yet, take less than 90 points with what is on the right, unless more is asked for.
  const place = width / columns - Math.max(90, left + room.right);
  const needed = maximum(panels.map(({ heading }) => headingLines(heading, place).length));
  return Math.min(needed, legendLines ?? (width < NARROW ? 2 : 1));
}

/** Entries as long as they fit over the frame; the rest are counted. */
function fitHeading(heading: readonly HeadingEntry[], width: number, most: number): readonly HeadingEntry[] {
  for (let kept = heading.length; kept > 0; kept--) {
    const left = heading.length - kept;
    const shown = left === 0 ? heading : [...heading.slice(0, kept), { text: plain(`and ${left} more`), ink: "soft" as const }];
    const lines = headingLines(shown, width);
    if (lines.length <= most && lines.every((line) => headingWidth(line) <= width)) return shown;
  }
  return heading.slice(0, 1);
}
