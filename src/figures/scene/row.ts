/** Lays panels with axes of their own side by side; below one another where the page is narrow. */
import { measure } from "../text/metrics.ts";
import type { RichText } from "../text/rich-text.ts";
import { filePage, headingHeight, headingLines, tick, titleLines, titlePlace, type } from "./furniture.ts";
import type { Axis, Box, HeadingEntry, Mark, PageSize, Panel, Scale, Scene, Tick } from "./scene.ts";
import { ticksThatFit } from "./ticks.ts";
import { xTicksThatFit } from "./x-ticks.ts";

/** A panel before it has a place. */
export interface RowPanel {
  readonly heading: readonly HeadingEntry[];
  readonly x: Scale;
  readonly xLabel: RichText;
  /** Units of x per unit of its tick labels, where they differ: 1000 for milliseconds labelled in seconds. */
  readonly xPer?: number;
  readonly y: Scale;
  readonly marks: readonly Mark[];
}

export interface RowOptions {
  readonly title: string;
  readonly description: string;
  readonly panels: readonly RowPanel[];
  readonly page?: PageSize | undefined;
}

const room = { left: 16, right: 28, between: 22, axis: 50, heading: 4 } as const;

/** On a page narrower than this, panels stand below one another [points]. */
const NARROW = 560;

/** A plotting area lower than this shows nothing [points]. */
const LOWEST = 60;

/** Puts the panels in a row (in a column on a narrow page); headings may take several lines, and the frames stay in line. */
export function rowOfPanels({ title, description, panels, page = filePage }: RowOptions): Scene {
  const rows = page.width < NARROW ? panels.length : 1;
  const columns = Math.ceil(panels.length / rows);
  const lines = titleLines(title, page.width).length;
  const top = lines === 0 ? 6 : titlePlace.baseline + 9 + (lines - 1) * titlePlace.lineHeight;
  const column = (page.width - room.left - room.right - (columns - 1) * room.between) / columns;
  const heightBelow = (above: number) => Math.max(LOWEST, (page.height - top) / rows - above - room.axis);
  // The ticks that fit decide how wide their labels are, and so how many lines the heading takes: one line is assumed for that.
  const narrowest = Math.min(...panels.map((panel) => column - labelWidth(yTicksOf(panel, heightBelow(headingHeight)))));
  const above = room.heading + headingHeight * Math.max(1, ...panels.map(({ heading }) => headingLines(heading, narrowest).length));
  const height = heightBelow(above);
  const placed = panels.map((panel, k) =>
    placePanel(panel, {
      x: room.left + (k % columns) * (column + room.between),
      y: top + Math.floor(k / columns) * (above + height + room.axis) + above,
      width: column,
      height,
    }),
  );
  return { width: page.width, height: Math.round(top + rows * (above + height + room.axis)), title, description, panels: placed };
}

/** `box` holds the frame and the labels to its left. */
function placePanel(panel: RowPanel, box: Box): Panel {
  const yTicks = yTicksOf(panel, box.height);
  const left = labelWidth(yTicks);
  const frame = { x: box.x + left, y: box.y, width: box.width - left, height: box.height };
  const x: Axis = { scale: panel.x, ticks: xTicksThatFit(panel.x, panel.xPer ?? 1, frame.width), label: panel.xLabel, look: "full" };
  return { frame, heading: panel.heading, x, y: { scale: panel.y, ticks: yTicks, look: "grid" }, marks: panel.marks };
}

function yTicksOf({ y }: RowPanel, height: number): readonly Tick[] {
  return ticksThatFit(
    y,
    Math.max(2, Math.min(6, Math.round(height / 36))),
    (ticks) => ticks.length * type.tick * 1.5 <= height + type.tick * 1.5,
  );
}

/** Room for the labels of a vertical axis [points]. */
function labelWidth(ticks: readonly Tick[]): number {
  return tick.length + tick.gap + Math.max(0, ...ticks.map(({ label }) => measure(label, type.tick)));
}
