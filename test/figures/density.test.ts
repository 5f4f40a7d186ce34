/** Heat maps: the image that they become, their colours, and what is said of them. */
import { inflateSync } from "node:zlib";
import { expect, test } from "vitest";
import type { Profile, Result } from "../../src/contract/index.ts";
import { coloursOf, dark, light } from "../../src/figures/index.ts";
import { cellShapes } from "../../src/figures/paint/cells.ts";
import { storedPng } from "../../src/figures/png/stored.ts";
import type { Panel } from "../../src/figures/scene/scene.ts";
import { draw, headings, refusal, svg } from "./drawing.ts";
import { result, signal } from "./fixtures.ts";

/** Rows of indices and the palette of a PNG file of one chunk of data. */
function decode(png: Uint8Array): { readonly rows: readonly number[][]; readonly palette: Uint8Array } {
  const chunks = new Map<string, Uint8Array>();
  const view = new DataView(png.buffer, png.byteOffset);
  for (let at = 8; at < png.length; at += 12 + view.getUint32(at)) {
    const type = String.fromCharCode(...png.subarray(at + 4, at + 8));
    chunks.set(type, png.subarray(at + 8, at + 8 + view.getUint32(at)));
  }
  const header = chunks.get("IHDR")!;
  const [width, height] = [0, 4].map((at) => new DataView(header.buffer, header.byteOffset).getUint32(at));
  const data = inflateSync(chunks.get("IDAT")!);
  const rows = Array.from({ length: height! }, (_, row) => [...data.subarray(row * (width! + 1) + 1, (row + 1) * (width! + 1))]);
  return { rows, palette: chunks.get("PLTE")! };
}

test("an image without compression is read back as it was, over several blocks too", () => {
  const [width, height] = [700, 120];
  const indices = Uint8Array.from({ length: width * height }, (_, k) => (k * 7 + Math.floor(k / width)) % 256);
  const { rows, palette } = decode(storedPng(indices, width, height, coloursOf("sequential", light)));
  // zlib checks the sum of Adler; kills a last block that is not marked, and lengths that are not complemented.
  expect(rows.flat()).toEqual([...indices]);
  expect(palette).toEqual(coloursOf("sequential", light));
});

const panel = {
  frame: { x: 0, y: 0, width: 100, height: 50 },
  x: { scale: { kind: "linear", low: 0, high: 2 } },
  y: { scale: { kind: "linear", low: 0, high: 1 } },
};

test("rows of cells go upwards, colours from low to high, and what is no number is empty", () => {
  const mark = { kind: "cells", x: [0, 2], y: [0, 1], columns: 2, rows: 2, palette: "sequential", low: 0, high: 4 } as const;
  const [shape] = cellShapes({ ...mark, values: Float64Array.of(0, 1, Number.NaN, 9) }, panel as unknown as Panel);
  // The upper row, which comes first, has the values of the second.
  expect(shape).toMatchObject({ columns: 2, rows: 2, levels: Uint8Array.of(0, 255, 1, 64) });
});

test("cells that are finer than the page are averaged", () => {
  const columns = 1000;
  const values = Float64Array.from({ length: columns }, (_, k) => k % 2);
  const mark = { kind: "cells", x: [0, 2], y: [0, 1], columns, rows: 1, palette: "sequential", low: 0, high: 1 } as const;
  const [shape] = cellShapes({ ...mark, values }, panel as unknown as Panel);
  if (shape?.kind !== "cells") throw new Error("no cells");
  expect(shape.columns).toBe(200);
  // 5 columns to a cell, alternately 2 and 3 of them 1.
  expect(new Set(shape.levels)).toEqual(new Set([1 + Math.floor(0.4 * 255), 1 + Math.floor(0.6 * 255)]));
});

test.each([light, dark])("palettes begin and end with the colours of the theme ($id)", (theme) => {
  const colours = coloursOf("diverging", theme);
  const hex = (level: number) =>
    `#${[...colours.subarray(3 * level, 3 * level + 3)].map((one) => one.toString(16).padStart(2, "0")).join("")}`;
  expect([hex(1), hex(128), hex(255)]).toEqual([0, 2, 4].map((k) => theme.palettes.diverging[k]));
  expect(hex(0)).toBe(theme.background);
});

const times = Float64Array.of(0, 10, 20);
const profile: Profile = {
  channel: {
    id: "n.density",
    population: "n",
    label: "density",
    unit: "1/ms",
    factor: 1,
    kind: "profiles",
    axes: [{ name: "age", unit: "ms", factor: 1, values: Float64Array.of(1, 3) }],
  },
  times,
  values: Float64Array.of(0.1, 0.2, 0.3, 0.1, 0.1, 0.4),
};
const found: Result = result(
  "Ages",
  20,
  [signal("n", "activity", "Hz", times, Float64Array.of(5, 6, 7))],
  { n: { size: 10 } },
  { profiles: [profile] },
);

test("a density is drawn over its axis, above the activity; the table has a row for each time and cell", async () => {
  const { scene, table } = await draw("density", found);
  expect(headings(scene)).toEqual(["n: density over age (ms) 0 to 0.4 (1/ms)", "activity (Hz)"]);
  expect(svg(scene)).toContain("data:image/png;base64,");
  expect(table().columns.map(({ name, values }) => [name, ...values])).toEqual([
    ["time", 0, 0, 10, 10, 20, 20],
    ["age", 1, 3, 1, 3, 1, 3],
    ["n.density", 0.1, 0.2, 0.3, 0.1, 0.1, 0.4],
  ]);
});

test("without a density there is a sentence", async () => {
  expect(await refusal("density", { ...found, profiles: [] })).toBe("figure-nothing");
  expect(await refusal("density", found, { populations: ["m"] })).toBe("figure-no-such");
});

test("a density over two states is drawn at three moments with one scale of colours, the first state to the right", async () => {
  const [v, g] = [
    { name: "v", unit: "mV", factor: 1, values: Float64Array.of(1, 3) },
    { name: "g", unit: "nS", factor: 1, values: Float64Array.of(0.5, 1.5, 2.5) },
  ];
  const joint: Profile = {
    channel: { ...profile.channel, id: "n.joint density", label: "joint density", unit: "1/mV*1/nS", axes: [v, g] },
    times: Float64Array.of(0, 7, 13, 20),
    values: Float64Array.from({ length: 24 }, (_, k) => k),
  };
  const { scene, table } = await draw("joint-density", { ...found, profiles: [profile, joint] });
  expect(scene.panels.length).toBe(3);
  expect(headings(scene)[0]).toMatch(/^t = 7 ms 0 to 23/);
  const [first] = table().columns.slice(-1);
  // At t = 7, v = 1 and 3 at g = 0.5, then at g = 1.5. Kills axes that are exchanged.
  expect([...first!.values].slice(0, 4)).toEqual([6, 9, 7, 10]);
  expect(await refusal("joint-density", found)).toBe("figure-nothing");
});
