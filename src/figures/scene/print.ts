/** Pages for paper: a picture is laid out for its width there, so that its letters are as large as those of the text around it. */
import type { PageSize } from "./scene.ts";

/** Points on paper for one of the scene: labels, which fill a slide at 14 points, have 8.75, as captions do. */
const SCALE = 5 / 8;

const pointsPerMm = 72 / 25.4;

/** Dots per inch that journals ask of pictures with lines and letters at least. */
const DOTS = 300;

/** Narrower pages have no room for axes, wider ones no printer [mm]. */
export const printWidths = { least: 40, most: 1000 } as const;

/** A page for paper, and how it comes there. */
export interface PrintPage {
  /** What the scene is laid out on [points of the scene]. */
  readonly page: PageSize;
  /** Points on paper for one of the scene. */
  readonly scale: number;
  /** Pixels of a picture for one point of the scene: 300 an inch on paper. */
  readonly pixels: number;
}

/**
 * The page of a picture that is `width` wide on paper, and two thirds as high; a figure of many panels makes it higher.
 *
 * @param width  [mm]: 85 is a column of most journals, 180 their page
 */
export function printPage(width: number): PrintPage {
  const points = (width * pointsPerMm) / SCALE;
  return { page: { width: points, height: (points * 2) / 3 }, scale: SCALE, pixels: (DOTS / 72) * SCALE };
}
