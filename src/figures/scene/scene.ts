/**
 * A picture as plain data, before anything is drawn: panels with axes, and marks in the coordinates of the data.
 *
 * Figures compose scenes; `compose` turns one into shapes on a page, which become SVG or calls on a canvas. A panel keeps its
 * scales, so a page can turn a pointer position back into data. Lengths are points of the page, y downwards.
 */
import type { RichText } from "../text/rich-text.ts";

/** A colour by its role; the theme says which one. A number is a series: 0 is the first. */
export type Ink = number | "text" | "soft" | "faint" | "background";

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** What the axis covers, from the left or bottom end to the other. `log` needs 0 < low. */
export interface Scale {
  readonly kind: "linear" | "log";
  readonly low: number;
  readonly high: number;
}

export interface Tick {
  readonly at: number;
  readonly label: RichText;
}

export interface Axis {
  readonly scale: Scale;
  readonly ticks: readonly Tick[];
  readonly label?: RichText;
  /** `full`: line, ticks and their labels. `grid`: faint lines across the panel and labels. `bare`: nothing. */
  readonly look: "full" | "grid" | "bare";
}

/** Colours for numbers: from nothing to the most; from below a middle to above it; or round a circle. */
export type Palette = "sequential" | "diverging" | "cyclic";

/** How a line is interrupted: what tells lines of one colour apart. */
export type Dash = "dashed" | "dotted" | "dash-dotted" | "long-dashed" | "dash-dot-dotted";

/** Marks in data coordinates, drawn in order and clipped to the panel. Values that are not finite interrupt a line and leave out a point. */
export type Mark =
  /** A line through the points in order. It is thinned where several points fall on one pixel column, keeping the extremes. */
  | {
      readonly kind: "line";
      readonly x: Float64Array;
      readonly y: Float64Array;
      readonly ink: Ink;
      readonly width: number;
      readonly dash?: Dash;
      readonly opacity?: number;
      /** It may turn anywhere, as orbits do: thinned by distance instead. */
      readonly free?: true;
    }
  /** Filled discs; of a half-filled one the right half is empty. */
  | {
      readonly kind: "points";
      readonly x: Float64Array;
      readonly y: Float64Array;
      readonly ink: Ink;
      readonly radius: number;
      readonly hollow?: boolean;
      readonly half?: boolean;
    }
  /** Arrows centred at the points of a grid, row by row, along (u, v) in data per time as it looks on the page; the fastest are `length` points long, slow ones shorter. Where they would run into one another, rows and columns are left out. */
  | {
      readonly kind: "arrows";
      readonly x: Float64Array;
      readonly y: Float64Array;
      readonly u: Float64Array;
      readonly v: Float64Array;
      readonly ink: Ink;
      readonly width: number;
      readonly length: number;
      readonly opacity?: number;
    }
  /** Vertical strokes from `low` to `high`; `cap` is the length of the bars at their ends. */
  | {
      readonly kind: "strokes";
      readonly x: Float64Array;
      readonly low: Float64Array;
      readonly high: Float64Array;
      readonly ink: Ink;
      readonly width: number;
      readonly cap?: number;
    }
  /** The area between two lines over the same x. */
  | {
      readonly kind: "area";
      readonly x: Float64Array;
      readonly low: Float64Array;
      readonly high: Float64Array;
      readonly ink: Ink;
      readonly opacity: number;
    }
  /**
   * Cells of one size that fill the rectangle between `x` and `y` (low, high), coloured by their values {rows, columns}, the first row at the low
   * end of y. `low` has the first colour of the palette, `high` its last; cells whose value is not finite are empty.
   */
  | {
      readonly kind: "cells";
      readonly x: readonly [number, number];
      readonly y: readonly [number, number];
      readonly columns: number;
      readonly rows: number;
      readonly values: Float64Array;
      readonly palette: Palette;
      readonly low: number;
      readonly high: number;
    }
  /** A straight line across the whole panel. */
  | {
      readonly kind: "rule";
      readonly axis: "x" | "y";
      readonly at: number;
      readonly ink: Ink;
      readonly width: number;
      readonly dash?: Dash;
    }
  /** Text whose anchor is at a data point, moved by (dx, dy) points; it is not clipped. */
  | {
      readonly kind: "label";
      readonly x: number;
      readonly y: number;
      readonly dx?: number;
      readonly dy?: number;
      readonly text: RichText;
      readonly anchor: "start" | "middle" | "end";
      readonly ink: Ink;
      /** A rim of background around the letters keeps them legible over lines. */
      readonly halo?: true;
    }
  /** Names of lines at the right edge of the panel, beside the height `y` where each ends, moved apart where they would overlap. */
  | { readonly kind: "end-labels"; readonly labels: readonly { readonly y: number; readonly text: RichText; readonly ink: Ink }[] };

/** A word of the line above a panel: `swatch` is the sample of the line or point it names. */
export interface HeadingEntry {
  readonly text: RichText;
  readonly ink: Ink;
  readonly swatch?:
    | { readonly kind: "line" | "point" | Dash; readonly ink: Ink }
    /** The colours of cells, from low to high. */
    | { readonly kind: "ramp"; readonly palette: Palette };
}

export interface Panel {
  /** The plotting area. */
  readonly frame: Box;
  /** Legend and unit, above the frame; in two lines where one is too short. */
  readonly heading: readonly HeadingEntry[];
  readonly x: Axis;
  readonly y: Axis;
  readonly marks: readonly Mark[];
}

/** Size of a page [points]. */
export interface PageSize {
  readonly width: number;
  readonly height: number;
}

export interface Scene {
  readonly width: number;
  readonly height: number;
  readonly title: string;
  /** What the picture shows, in words, for those who cannot see it. */
  readonly description: string;
  readonly panels: readonly Panel[];
}
