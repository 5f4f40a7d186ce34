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

/** Whether x grows to the left, and y upwards. */
interface Turned {
  readonly isMirrored: boolean;
  readonly isUpright: boolean;
}

/** The cells of a mark at their place. */
export function cellShapes(mark: Cells, { frame, x, y }: Panel): Shape[] {
  const across = positioner(x.scale, frame.x, frame.x + frame.width);
  const up = positioner(y.scale, frame.y + frame.height, frame.y);
  const [left, right] = [across(mark.x[0]), across(mark.x[1])];
  const [bottom, top] = [up(mark.y[0]), up(mark.y[1])];
  if (![left, right, bottom, top].every(Number.isFinite)) return [];
  const box = { x: Math.min(left, right), y: Math.min(bottom, top), width: Math.abs(right - left), height: Math.abs(bottom - top) };
  if (box.width === 0 || box.height === 0 || mark.columns === 0 || mark.rows === 0) return [];
  return [{ kind: "cells", box, palette: mark.palette, ...levelsOf(mark, box, { isMirrored: right < left, isUpright: bottom > top }) }];
}

/** Levels, rows from the top; cells finer than can be seen are averaged. */
function levelsOf({ columns, rows, values, low, high }: Cells, box: Box, { isMirrored, isUpright }: Turned) {
  const [wide, tall] = [columns, rows].map((count, k) => Math.min(count, Math.ceil((k === 0 ? box.width : box.height) / finest))) as [
    number,
    number,
  ];
  const out = new Uint8Array(wide * tall);
  for (let row = 0; row < tall; row++) {
    const from = isUpright ? tall - 1 - row : row;
    const [top, end] = [Math.floor((from * rows) / tall), Math.ceil(((from + 1) * rows) / tall)];
    for (let column = 0; column < wide; column++) {
      const at = isMirrored ? wide - 1 - column : column;
      const [begin, stop] = [Math.floor((at * columns) / wide), Math.ceil(((at + 1) * columns) / wide)];
      let sum = 0;
      for (let j = top; j < end; j++) for (let i = begin; i < stop; i++) sum += values[j * columns + i]!;
      out[row * wide + column] = levelOf(sum / ((end - top) * (stop - begin)), low, high);
    }
  }
  return { columns: wide, rows: tall, levels: out };
}

function levelOf(value: number, low: number, high: number): number {
  if (!Number.isFinite(value)) return 0;
  const share = high > low ? (value - low) / (high - low) : 0;
  return 1 + Math.min(levels - 1, Math.max(0, Math.floor(share * levels)));
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
