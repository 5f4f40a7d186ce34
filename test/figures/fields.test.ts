/** Figures of fields: what they show of runs whose patterns are known. */
import { describe, expect, test } from "vitest";
import type { Result } from "../../src/contract/index.ts";
import { dispersion } from "../../src/figures/dispersion.ts";
import { field } from "../../src/figures/field.ts";
import { readOptions } from "../../src/figures/options.ts";
import { planform } from "../../src/figures/planform.ts";
import { retinal } from "../../src/figures/retinal.ts";
import { run, steady } from "../../src/index.ts";

const plane = (initial: string, more = "") => `units: none
title: plane
fields:
  V1:
    axes: { x: [0, 12, 48], y: [-3, 3, 24] }
    equations: du/dt = -0*u
    initial: { u: "${initial}" }
run: { duration: 3, step: 1 }
record: { V1: [u] }
${more}`;

async function resultOf(text: string): Promise<Result> {
  const [result] = await run(text);
  return result!;
}

/** The cells of the panels of a picture. */
function cellsOf(picture: { scene: { panels: readonly { marks: readonly { kind: string }[] }[] } }) {
  type Cells = { kind: "cells"; columns: number; rows: number; values: Float64Array; low: number; high: number };
  return picture.scene.panels.flatMap(({ marks }) => marks.filter((mark): mark is Cells => mark.kind === "cells"));
}

describe("as it is seen", () => {
  const side = 420;
  const at = (values: Float64Array, part: number, angle: number) => {
    const [u, v] = [part * Math.cos(angle), part * Math.sin(angle)];
    return values[Math.floor(((v + 1) / 2) * side) * side + Math.floor(((u + 1) / 2) * side)]!;
  };
  const angles = [0.3, 1.2, 2.9, 4.4, 5.9];

  test("a wave along x is rings: the same at all angles, and nothing beyond the field of view", async () => {
    const [cells] = cellsOf(retinal.draw(await resultOf(plane("cos(2*pi*x/3)")), {}));
    for (const part of [0.3, 0.6, 0.9]) {
      const around = angles.map((angle) => at(cells!.values, part, angle));
      // Neighbouring cells of the picture differ by less than this.
      for (const value of around) expect(Math.abs(value - around[0]!)).toBeLessThan(0.1);
    }
    expect(cells!.values[0]).toBeNaN();
    // x = 12 at the rim: a whole number of waves.
    expect(at(cells!.values, 0.995, 1)).toBeGreaterThan(0.9);
  });

  test("a wave along y is rays: the same at all distances, and it closes behind", async () => {
    const [cells] = cellsOf(retinal.draw(await resultOf(plane("sin(2*pi*y/3)")), {}));
    for (const angle of angles) {
      const exact = Math.sin(2 * (angle > Math.PI ? angle - 2 * Math.PI : angle));
      for (const part of [0.3, 0.6, 0.9]) expect(Math.abs(at(cells!.values, part, angle) - exact)).toBeLessThan(0.06);
    }
  });

  test("needs a field over a plane, and constants above 0", () => {
    expect(() => retinal.draw({ profiles: [] } as unknown as Result, {})).toThrow(/no field over a plane/);
    expect(() => readOptions("retinal", retinal.options, { w0: 0 }, "none")).toThrow(/a number above 0/);
    expect(readOptions("retinal", retinal.options, { w0: 0.1, eps: 0.2 }, "none")).toEqual({ w0: 0.1, eps: 0.2 });
  });
});

test("an orientation is drawn as lines: along it in the cortex, turned by the angle of the place in the field of view", async () => {
  const text = plane("1 + cos(2*(phi - 0.4))").replace("y: [-3, 3, 24]", "y: [-3, 3, 24], phi: [0, pi, 8]");
  const result = await resultOf(text);
  type Line = { kind: "line"; x: Float64Array; y: Float64Array };
  const lines = (picture: ReturnType<typeof planform.draw>) =>
    picture.scene.panels.flatMap(({ marks }) => marks.filter((mark): mark is Extract<typeof mark, Line> => mark.kind === "line"));
  const [cortex] = lines(planform.draw(result, {}));
  expect(cortex!.x.length).toBeGreaterThan(300);
  const slope = (line: Line, k: number) => Math.atan2(line.y[k + 1]! - line.y[k]!, line.x[k + 1]! - line.x[k]!);
  const apart = (angle: number) => Math.abs(Math.sin(angle));
  for (let k = 0; k < cortex!.x.length; k += 3) expect(apart(slope(cortex!, k) - 0.4)).toBeLessThan(1e-9);
  const [view] = lines(retinal.draw(result, {}));
  for (let k = 0; k < view!.x.length; k += 3) {
    const theta = Math.atan2(view!.y[k]! + view!.y[k + 1]!, view!.x[k]! + view!.x[k + 1]!);
    expect(apart(slope(view!, k) - 0.4 - theta)).toBeLessThan(1e-9);
  }
});

test("a planform has its pattern and the amplitudes of its waves, half of each amplitude at a wave vector and its opposite", async () => {
  const [pattern, waves] = cellsOf(planform.draw(await resultOf(plane("cos(2*pi*x/3) + 0.5*sin(2*pi*y/3)")), {}));
  expect([pattern!.columns, pattern!.rows]).toEqual([48, 24]);
  const middle = (waves!.values.length - 1) / 2;
  const peaks = [...waves!.values.keys()]
    .filter((k) => waves!.values[k]! > 0.2)
    .map((k) => [(k - middle) % waves!.columns, waves!.values[k]!]);
  expect(peaks.map(([, value]) => Number(value!.toFixed(9)))).toEqual([0.25, 0.5, 0.5, 0.25]);
  // Four waves along x: four columns from the middle.
  expect(peaks.map(([column]) => column)).toEqual([-0, -4, 4, 0]);
});

test("a field over a plane is drawn at four times, one over a line as a heat map, and both have their numbers", async () => {
  const frames = field.draw(await resultOf(plane("x + 100*y")), {});
  expect(cellsOf(frames)).toHaveLength(4);
  // The first row is the low end of y, and x runs along it.
  expect(cellsOf(frames)[0]!.values[1]! - cellsOf(frames)[0]!.values[0]!).toBeCloseTo(0.25, 12);
  // A window is cut out of the same cells. Kills: axes of the whole around a part, a part stretched over the frame.
  const part = field.draw(await resultOf(plane("x + 100*y")), {}, { width: 800, height: 450, window: [3, 6, -1, 0.5] });
  expect(part.scene.panels[0]!.x.scale).toEqual({ kind: "linear", low: 3, high: 6 });
  expect(part.scene.panels[0]!.y.scale).toEqual({ kind: "linear", low: -1, high: 0.5 });
  expect(cellsOf(part)).toEqual(cellsOf(frames));
  expect(frames.table().columns.map(({ name }) => name)).toEqual(["field", "time", "x", "y", "value"]);
  const line = plane("x").replace(", y: [-3, 3, 24]", "");
  const map = field.draw(await resultOf(line), {});
  expect(cellsOf(map)[0]).toMatchObject({ columns: 4, rows: 48 });
  expect(map.table().columns.map(({ name }) => name)).toEqual(["time", "x", "V1.u"]);
});

test("a dispersion has a curve for each homogeneous state, with a point where waves grow fastest", async () => {
  const found = await steady(
    'units: none\nfields: { f: { axes: { x: [-20, 20, 64] }, equations: "du/dt = -u + conv(w, 2*u)\\nw(d) = exp(-d^2/2) - 0.5*exp(-d^2/8)", initial: { u: 0 } } }\nrun: { duration: 1, step: 0.1 }\n',
  );
  const { scene, table } = dispersion.draw(found, {});
  expect(scene.panels).toHaveLength(1);
  expect(scene.panels[0]!.marks.map(({ kind }) => kind)).toEqual(["rule", "line", "points"]);
  expect(table().columns.map(({ name }) => name)).toEqual(["u", "wave_number", "growth", "omega"]);
});
