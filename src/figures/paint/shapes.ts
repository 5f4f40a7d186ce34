/** A page of simple shapes: what SVG and a canvas can both draw without knowing what an axis is. Lengths in points, y downwards. */
import type { Box, Ink, Palette } from "../scene/scene.ts";
import type { RichText } from "../text/rich-text.ts";

export type Shape =
  /** Open or closed lines: each part holds x0, y0, x1, y1, ... */
  | {
      readonly kind: "path";
      readonly parts: readonly Float64Array[];
      readonly stroke?: { readonly ink: Ink; readonly width: number; readonly dash?: readonly number[]; readonly cap: "butt" | "round" };
      readonly fill?: Ink;
      readonly opacity?: number;
    }
  /** Discs of one size; `centres` holds x0, y0, x1, y1, ... */
  | {
      readonly kind: "discs";
      readonly centres: Float64Array;
      readonly radius: number;
      readonly fill: Ink;
      readonly stroke?: { readonly ink: Ink; readonly width: number };
    }
  /** One line of text; y is its baseline. */
  | {
      readonly kind: "text";
      readonly x: number;
      readonly y: number;
      readonly text: RichText;
      readonly size: number;
      readonly anchor: "start" | "middle" | "end";
      readonly ink: Ink;
      /** With a rim of background around the letters. */
      readonly halo?: true;
    }
  /** Cells of one size that fill a box, rows from the top: 0 is empty, 1 to 255 are the colours of the palette. */
  | {
      readonly kind: "cells";
      readonly box: Box;
      readonly columns: number;
      readonly rows: number;
      readonly levels: Uint8Array;
      readonly palette: Palette;
    }
  /** Shapes of which only what is inside the box is seen. */
  | { readonly kind: "clip"; readonly box: Box; readonly shapes: readonly Shape[] };

export interface Page {
  readonly width: number;
  readonly height: number;
  readonly shapes: readonly Shape[];
}
