/** The numbers of a panel at a cursor: those of its lines, points and cells, with the names that its heading gives them. */
import { type Mark, type Panel, plainText, printNumber } from "../../../../src/figures/index.ts";
import { cellAt } from "./cells.ts";
import { dataAt, type Point, pageAt } from "./frame.ts";

/** Whether a cursor finds anything in it. */
export function readable({ frame, marks }: Panel): boolean {
  return frame.height > 1 && marks.some(({ kind }) => kind === "line" || kind === "points" || kind === "cells");
}

/** More lines than this cannot be told apart in a tip. */
const MOST = 6;

/** A sample farther from the cursor than this is none of its place [points]. */
const NEAR = 6;

/** @param at  on the page  @param hasHeight  whether its height counts too: else cells are left out, which need it */
export function readingOf(panel: Panel, at: Point, hasHeight: boolean): readonly string[] {
  const { x, y } = dataAt(panel, at);
  const across = `${titled(panel.x.label, "x")} ${printNumber(x, 4)}`;
  const cell = hasHeight ? cellAt(panel, x, y) : undefined;
  if (cell !== undefined) return [`${across}, ${titled(panel.y.label, "y")} ${printNumber(y, 4)}`, printNumber(cell, 4)];
  const lines = panel.marks.flatMap((mark) => lineReading(panel, mark, at.x));
  return [across, ...new Set(lines)].slice(0, MOST);
}

const titled = (label: Panel["x"]["label"], otherwise: string) => plainText(label ?? []) || otherwise;

/** The sample of a line or of points beside the cursor. */
function lineReading(panel: Panel, mark: Mark, across: number): readonly string[] {
  if ((mark.kind !== "line" && mark.kind !== "points") || typeof mark.ink !== "number") return [];
  let [best, nearest] = [-1, NEAR];
  for (let k = 0; k < mark.x.length; k++) {
    const place = pageAt(panel, { x: mark.x[k]!, y: mark.y[k]! });
    const off = Math.abs(place.x - across);
    if (!(off < nearest) || !Number.isFinite(place.y)) continue;
    [best, nearest] = [k, off];
  }
  if (best < 0) return [];
  const named = panel.heading.find(({ ink, swatch }) => ink === mark.ink || (swatch && "ink" in swatch && swatch.ink === mark.ink));
  const name = plainText(named?.text ?? panel.heading[0]?.text ?? []);
  return [`${name}: ${printNumber(mark.y[best]!, 4)}`];
}
