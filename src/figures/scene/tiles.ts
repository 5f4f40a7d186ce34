/** Lays out pictures that have a shape of their own, such as maps, in rows: each as large as the page allows. */
import { measure } from "../text/metrics.ts";
import type { RichText } from "../text/rich-text.ts";
import { filePage, headingHeight, headingLines, headingWidth, tick, titleLines, titlePlace, type } from "./furniture.ts";
import type { Box, HeadingEntry, Mark, PageSize, Panel, Scale, Scene, Tick } from "./scene.ts";
import { ticksThatFit } from "./ticks.ts";
import { xTicksThatFit } from "./x-ticks.ts";

/** A panel before it has a place. */
export interface Tile {
  readonly heading: readonly HeadingEntry[];
  readonly x: Scale;
  readonly y: Scale;
  /** Absent: the tile has no axes. */
  readonly xLabel?: RichText;
  /** Width over height of the plotting area. */
  readonly aspect: number;
  readonly marks: readonly Mark[];
}

export interface TileOptions {
  readonly title: string;
  readonly description: string;
  readonly tiles: readonly Tile[];
  readonly page?: (PageSize & { readonly fits?: boolean }) | undefined;
}

const room = { left: 16, right: 28, between: 26, axis: 46, bare: 8, heading: 5 } as const;

/** On a page narrower than this, tiles stand below one another [points]. */
const NARROW = 560;

/** A plotting area smaller than this shows nothing [points]. */
const LEAST = 60;

/** Puts the tiles on a page. One row is as high as the page; several fill its width, and the page grows, or become smaller where it cannot. */
export function tilesOf({ title, description, tiles, page = filePage }: TileOptions): Scene {
  const lines = titleLines(title, page.width).length;
  const top = lines === 0 ? 6 : titlePlace.baseline + 9 + (lines - 1) * titlePlace.lineHeight;
  const labels = Math.max(0, ...tiles.map((tile) => (tile.xLabel ? labelWidth(ticksOf(tile.y, LEAST * 3)) : 0)));
  const below = tiles.some(({ xLabel }) => xLabel) ? room.axis : room.bare;
  const sizesIn = (columns: number, above: number) => {
    const column = (page.width - room.left - room.right - (columns - 1) * room.between) / columns - labels;
    const rows = page.fits ? Math.ceil(tiles.length / columns) : 1;
    const isBound = page.fits || columns >= tiles.length;
    const free = isBound ? Math.max(LEAST, (page.height - top) / rows - above - below) : page.width;
    return tiles.map(({ aspect }) => Math.min(free, column / aspect));
  };
  const usual = page.width < NARROW ? 1 : Math.ceil(Math.sqrt(tiles.length));
  const oneLine = room.heading + headingHeight;
  const words = page.fits ? labels + widestWords(tiles) : 0;
  const most = (page.width - room.left - room.right + room.between) / (words + room.between);
  const columns = page.fits ? mostSpacious(tiles, most, (count) => Math.min(...sizesIn(count, oneLine))) : usual;
  const rows = Math.ceil(tiles.length / columns);
  const sizesAt = (above: number) => sizesIn(columns, above);
  // The width of a frame decides how many lines its heading takes: one line is assumed for that.
  const narrow = sizesAt(oneLine);
  const above =
    room.heading + headingHeight * Math.max(...tiles.map((tile, k) => headingLines(tile.heading, narrow[k]! * tile.aspect).length));
  const sizes = sizesAt(above);
  const height = Math.max(...sizes);
  const used = Math.max(words, ...tiles.map(({ aspect }, k) => aspect * sizes[k]! + labels));
  const left = room.left + Math.max(0, (page.width - room.left - room.right - columns * used - (columns - 1) * room.between) / 2);
  const panels = tiles.map((tile, k): Panel => {
    const [width, own] = [tile.aspect * sizes[k]!, sizes[k]!];
    const aside = Math.min((used - labels - width) / 2, used - words);
    const x = left + labels + (k % columns) * (used + room.between) + aside;
    return place(tile, { x, y: top + Math.floor(k / columns) * (above + height + below) + above, width, height: own });
  });
  return { width: page.width, height: Math.round(top + rows * (above + height + below)), title, description, panels };
}

/** The number of columns, no more than `most`, with the largest tiles; of several such numbers the largest: a page without room is scrolled less. */
function mostSpacious(tiles: readonly Tile[], most: number, sizeIn: (columns: number) => number): number {
  const counts = tiles.flatMap((_, k) => (k + 1 <= most ? [k + 1] : []));
  return counts.reduce((best, count) => (sizeIn(count) >= sizeIn(best) ? count : best), 1);
}

/** Room that no heading can do without: that of its longest entry. */
const widestWords = (tiles: readonly Tile[]) => Math.max(...tiles.flatMap(({ heading }) => heading.map((entry) => headingWidth([entry]))));

function place({ heading, x, y, xLabel, marks }: Tile, frame: Box): Panel {
  if (!xLabel) return { frame, heading, x: { scale: x, ticks: [], look: "bare" }, y: { scale: y, ticks: [], look: "bare" }, marks };
  return {
    frame,
    heading,
    x: { scale: x, ticks: xTicksThatFit(x, 1, frame.width), label: xLabel, look: "full" },
    y: { scale: y, ticks: ticksOf(y, frame.height), look: "grid" },
    marks,
  };
}

function ticksOf(scale: Scale, height: number): readonly Tick[] {
  return ticksThatFit(
    scale,
    Math.max(2, Math.min(6, Math.round(height / 36))),
    (ticks) => ticks.length * type.tick * 1.5 <= height + type.tick * 1.5,
  );
}

/** Room for the labels of a vertical axis [points]. */
function labelWidth(ticks: readonly Tick[]): number {
  return tick.length + tick.gap + Math.max(0, ...ticks.map(({ label }) => measure(label, type.tick)));
}
