/** What a cursor reads of a figure: the numbers that were drawn there. */
import { describe, expect, test } from "vitest";
import type { Panel } from "../../src/figures/index.ts";
import { stackPanels } from "../../src/figures/scene/stack.ts";
import { plain } from "../../src/figures/text/rich-text.ts";
import { cellAt, cellReading } from "../../studio/src/plots/stage/cells.ts";
import { pageAt } from "../../studio/src/plots/stage/frame.ts";
import { readable, readingOf } from "../../studio/src/plots/stage/reading.ts";

const [columns, rows] = [4, 3];
/** 10 per row and 1 per column, over x from 0 to 4 and y from -6 to 0. */
const values = Float64Array.from({ length: rows * columns }, (_, k) => 10 * Math.floor(k / columns) + (k % columns));
const sceneWith = (marks: Panel["marks"], heading = "n: density over V") =>
  stackPanels({
    title: "",
    description: "",
    x: { kind: "linear", low: 0, high: 4 },
    xLabel: plain("time (ms)"),
    panels: [
      {
        heading: [
          { text: plain(heading), ink: "text" },
          { text: plain("E"), ink: 1 },
        ],
        y: { kind: "linear", low: -6, high: 0 },
        look: "grid",
        marks,
        weight: 1,
      },
    ],
    page: { width: 600, height: 400 },
  });
const cells: Panel["marks"] = [{ kind: "cells", x: [0, 4], y: [-6, 0], columns, rows, values, palette: "sequential", low: 0, high: 23 }];

describe("cells", () => {
  test("have the number of the row and column that they lie in, and none beside (kills: rows from the top, transposed)", () => {
    const [panel] = sceneWith(cells).panels;
    for (let row = 0; row < rows; row++)
      for (let column = 0; column < columns; column++) expect(cellAt(panel!, column + 0.5, -6 + 2 * row + 1)).toBe(10 * row + column);
    expect([cellAt(panel!, -0.1, -3), cellAt(panel!, 4.1, -3), cellAt(panel!, 1, 0.1), cellAt(panel!, 1, -6.1)]).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });

  test("are read with what is over what, and where", () => {
    const scene = sceneWith(cells);
    const { y } = pageAt(scene.panels[0]!, { x: 2.5, y: -1 });
    expect(cellReading(scene, { x: 2.5, y })).toEqual(["n: density over V, at \u22121: 22"]);
    expect(cellReading(scene, { x: 2.5, y: 399 })).toEqual([]);
  });
});

describe("lines", () => {
  const line = (ink: number): Panel["marks"][number] => ({
    kind: "line",
    x: Float64Array.of(0, 1, 2, 3, 4),
    y: Float64Array.of(-6, -5, -4, Number.NaN, 0),
    ink,
    width: 1,
  });

  test("are read at their sample beside the cursor, by the name of their colour; a gap is none (kills: the nearest sample, however far)", () => {
    const [panel] = sceneWith([line(1)], "rate (Hz)").panels;
    expect(readable(panel!)).toBe(true);
    const at = (x: number) => readingOf(panel!, pageAt(panel!, { x, y: -3 }), false);
    expect(at(2)).toEqual(["time (ms) 2", "E: \u22124"]);
    expect(at(3)).toEqual(["time (ms) 3"]);
    expect(at(2.5)).toEqual(["time (ms) 2.5"]);
  });

  test("a panel of words has none", () => {
    expect(readable(sceneWith([]).panels[0]!)).toBe(false);
  });
});
