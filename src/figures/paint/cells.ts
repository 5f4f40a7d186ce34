/** Coloured cells: from numbers to levels of a palette, and from levels to the bytes of an image. */
import { positioner } from "../scene/scales.ts";
import type { Box, Mark, Palette, Panel } from "../scene/scene.ts";
import type { Shape } from "./shapes.ts";
import type { Theme } from "./theme.ts";

/** Colours of a palette; level 0 is empty. */
const levels = 255;

/** Cells of a file narrower than this are drawn as one, with their mean [points]. */
const finest = 0.5;

type Cells = Extract<Mark, { readonly kind: "cells" }>;

/** The cells of a mark at their place, those beside the panel left out. */
export function cellShapes(mark: Cells, { frame, x, y }: Panel): Shape[] {
  const across = positioner(x.scale, frame.x, frame.x + frame.width);
  const up = positioner(y.scale, frame.y + frame.height, frame.y);
  const [left, right] = [across(mark.x[0]), across(mark.x[1])];
  const [bottom, top] = [up(mark.y[0]), up(mark.y[1])];
  if (![left, right, bottom, top].every(Number.isFinite) || left === right || bottom === top) return [];
  const columns = seenCells(mark.columns, left, right, frame.x, frame.x + frame.width);
  const rows = seenCells(mark.rows, bottom, top, frame.y, frame.y + frame.height);
  if (!columns || !rows) return [];
  const box = { x: columns.from, y: rows.from, width: columns.to - columns.from, height: rows.to - rows.from };
  return [{ kind: "cells", box, palette: mark.palette, ...levelsOf(mark, columns, rows) }];
}

/** Cells along an axis that a panel shows some of, and where they stand on the page, from the left or from the top. */
interface Seen {
  readonly first: number;
  readonly count: number;
  readonly from: number;
  readonly to: number;
  /** The first of them is the last on the page. */
  readonly isReversed: boolean;
}

/** Of `cells` between two places of the page those that are between `low` and `high`; undefined for none. */
function seenCells(cells: number, begin: number, end: number, low: number, high: number): Seen | undefined {
  const size = (end - begin) / cells;
  const ends = [(low - begin) / size, (high - begin) / size];
  // The edge of a panel is the edge of a cell, but for rounding.
  const first = Math.max(0, Math.floor(Math.min(...ends) + 1e-9));
  const last = Math.min(cells, Math.ceil(Math.max(...ends) - 1e-9));
  if (first >= last) return undefined;
  const edges = [begin + first * size, last === cells ? end : begin + last * size];
  return { first, count: last - first, from: Math.min(...edges), to: Math.max(...edges), isReversed: size < 0 };
}

/** Levels, rows from the top; cells finer than can be seen are averaged. */
function levelsOf({ columns, values, low, high }: Cells, across: Seen, down: Seen) {
  const [wide, tall] = [across, down].map(({ count, from, to }) => Math.min(count, Math.ceil((to - from) / finest))) as [number, number];
  const out = new Uint8Array(wide * tall);
  const span = high > low ? high - low : Number.POSITIVE_INFINITY;
  const [begins, stops] = partsOf(across, wide);
  const [tops, ends] = partsOf(down, tall);
  for (let row = 0; row < tall; row++) {
    const [top, end] = [tops[row]!, ends[row]!];
    for (let column = 0; column < wide; column++) {
      const [begin, stop] = [begins[column]!, stops[column]!];
      let sum = 0;
      for (let j = top; j < end; j++) for (let i = begin; i < stop; i++) sum += values[j * columns + i]!;
      const mean = sum / ((end - top) * (stop - begin));
      // 0 where it is not finite.
      if (mean - mean === 0) out[row * wide + column] = 1 + Math.min(levels - 1, Math.max(0, Math.floor(((mean - low) / span) * levels)));
    }
  }
  return { columns: wide, rows: tall, levels: out };
}

/** Where each of some parts of the cells begins and stops, in the order of the page. */
function partsOf({ first, count, isReversed }: Seen, parts: number): readonly [Uint32Array, Uint32Array] {
  const [begins, stops] = [new Uint32Array(parts), new Uint32Array(parts)];
  for (let k = 0; k < parts; k++) {
    const place = isReversed ? parts - 1 - k : k;
    begins[place] = first + Math.floor((k * count) / parts);
    stops[place] = first + Math.ceil(((k + 1) * count) / parts);
  }
  return [begins, stops];
}

/** The colours of a palette from low to high, as a strip. */
export function rampShape(palette: Palette, box: Box): Shape {
  const columns = 64;
  const strip = Uint8Array.from({ length: columns }, (_, k) => 1 + Math.round((k / (columns - 1)) * (levels - 1)));
  return { kind: "cells", box, columns, rows: 1, levels: strip, palette };
}

/** Red, green and blue of each level {256, 3}; that of level 0 is the background. */
export function coloursOf(palette: Palette, theme: Theme): Uint8Array {
  const stops = theme.palettes[palette].map(rgbOf);
  const colours = new Uint8Array(3 * (levels + 1));
  colours.set(rgbOf(theme.background));
  for (let k = 0; k < levels; k++) {
    const place = (k / (levels - 1)) * (stops.length - 1);
    const stop = Math.min(stops.length - 2, Math.floor(place));
    const [before, after] = [stops[stop]!, stops[stop + 1]!];
    for (let c = 0; c < 3; c++) colours[3 * (k + 1) + c] = Math.round(before[c]! + (place - stop) * (after[c]! - before[c]!));
  }
  return colours;
}

const rgbOf = (hex: string): readonly number[] => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
