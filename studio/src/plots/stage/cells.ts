/** The number of the cell under the pointer, in figures whose colours are numbers. */
import { type Panel, plainText, type Scene } from "../../../../src/figures/index.ts";
import { dataAt, pageAt } from "./frame.ts";
import { withUnitText } from "./text.ts";

/** What a panel says of the cell at a place of its data; undefined beside its cells. */
export function cellAt({ marks }: Panel, x: number, y: number): number | undefined {
  const mark = marks.findLast(({ kind }) => kind === "cells");
  if (mark?.kind !== "cells") return undefined;
  const { columns, rows, values } = mark;
  const column = Math.floor(((x - mark.x[0]) / (mark.x[1] - mark.x[0])) * columns);
  const row = Math.floor(((y - mark.y[0]) / (mark.y[1] - mark.y[0])) * rows);
  return column < 0 || row < 0 || column >= columns || row >= rows ? undefined : values[row * columns + column];
}

/**
 * A line for the cell at a place: what is over what, as its panel is headed, where, and its number.
 *
 * @param at  x in data, y on the page
 */
export function cellReading(scene: Scene, { x, y }: { readonly x: number; readonly y: number }): readonly string[] {
  return scene.panels.flatMap((panel) => {
    const { frame, heading } = panel;
    if (y < frame.y || y > frame.y + frame.height) return [];
    const height = dataAt(panel, { x: pageAt(panel, { x, y: 0 }).x, y }).y;
    const value = cellAt(panel, x, height);
    const name = plainText(heading[0]?.text ?? []);
    return value === undefined ? [] : [`${name}, at ${withUnitText(height, "")}: ${withUnitText(value, "")}`];
  });
}
