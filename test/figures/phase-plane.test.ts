/** The figure of phase planes and phase lines: what is drawn how, what may be hidden, and where arrows point. */
import { expect, test } from "vitest";
import { phasePortrait, withDynamics } from "../../src/analysis/index.ts";
import type { PhasePortrait } from "../../src/contract/index.ts";
import { compose, readOptions } from "../../src/figures/index.ts";
import { phasePlane } from "../../src/figures/phase-plane.ts";
import type { Mark } from "../../src/figures/scene/scene.ts";
import { compiled } from "../analysis/compiled.ts";

function portraitOf(model: string, values: Readonly<Record<string, number>>, set?: string): PhasePortrait {
  const { system, p } = compiled(model, values, set);
  const portrait = withDynamics(system, p, phasePortrait(system, { p, orbit: true }));
  system.close();
  return portrait;
}

const transient = portraitOf("adex", { I: 180 }, "transient");
const draw = (portrait: PhasePortrait, options: Record<string, unknown> = {}) =>
  phasePlane.draw(portrait, readOptions("phase-plane", phasePlane.options, options, portrait.units));
const marksOf = (portrait: PhasePortrait, options: Record<string, unknown> = {}) => draw(portrait, options).scene.panels[0]!.marks;
const of = <K extends Mark["kind"]>(marks: readonly Mark[], kind: K) =>
  marks.filter((mark): mark is Extract<Mark, { kind: K }> => mark.kind === kind);

test("a stable node is filled, a saddle half-filled, an unstable focus hollow", () => {
  const looks = (portrait: PhasePortrait) => of(marksOf(portrait), "points").filter(({ radius }) => radius > 5);
  const [node, saddle] = looks(transient);
  expect([node!.half, node!.hollow, saddle!.half]).toEqual([undefined, undefined, true]);
  expect(looks(portraitOf("fitzhugh-nagumo", { I: 0.5 })).map(({ hollow }) => hollow)).toEqual([true]);
});

test("names of fixed points stand beside them and may be hidden, like every other layer", () => {
  const names = of(marksOf(transient), "label").map(({ text }) => text[0]!.text);
  expect(names).toEqual(["threshold", "stable node", "saddle"]);
  const bare = marksOf(transient, { hide: ["field", "nullclines", "cycles", "separatrices", "run", "labels"] });
  // Threshold and reset, and the two points, are what there is without any layer.
  expect(bare.map(({ kind }) => kind)).toEqual(["line", "line", "points", "points"]);
  expect(() => marksOf(transient, { hide: ["arrows"] })).toThrow(/`arrows`, which is not a part of it/);
});

test("points so close that a name between them could be either's are named together, from left to right", () => {
  const [node, saddle] = transient.fixedPoints;
  const [V, w] = node!.at;
  const close = { ...transient, fixedPoints: [{ ...saddle!, at: [V! + 1, w! + 1] }, node!] };
  const names = of(marksOf(close), "label").flatMap(({ text }) => (text[0]!.text === "threshold" ? [] : text[0]!.text));
  expect(names).toEqual(["stable node, saddle"]);
});

test("a stable cycle is solid, an unstable one dashed, and the legend has their periods", () => {
  // Morris-Lecar between its fold of cycles at 88.293 and its Hopf point at 93.858: one of each.
  const portrait = portraitOf("morris-lecar", { I: 91 }, "hopf");
  expect(portrait.cycles.map(({ stable }) => stable).sort()).toEqual([false, true]);
  const lines = of(marksOf(portrait), "line").filter(({ ink, width }) => ink === 3 && width > 2);
  expect(lines.map(({ dash }) => dash ?? "solid").sort()).toEqual(["dashed", "solid"]);
  const legend = draw(portrait).scene.panels[0]!.heading.map(({ text }) => text.map((run) => run.text).join(""));
  expect(legend.filter((entry) => /^(unstable )?cycle, [\d.]+ ms$/.test(entry))).toHaveLength(2);
});

// Kills: directions in data, which are not those on a page whose axes have other scales.
test("arrows point along the flow as it looks on the page", () => {
  const { field, axes } = transient;
  const page = compose(draw(transient, { hide: ["nullclines", "cycles", "separatrices", "run", "labels"] }).scene);
  const shapes = page.shapes.flatMap((shape) => (shape.kind === "clip" ? shape.shapes : [shape]));
  const arrows = shapes.find((shape) => shape.kind === "path" && shape.opacity !== undefined && shape.parts.length > 500);
  if (arrows?.kind !== "path") throw new Error("no arrows");
  const { frame } = draw(transient).scene.panels[0]!;
  const [x, y] = axes as readonly [(typeof axes)[0], (typeof axes)[0]];
  for (let k = 0; k < field.u.length; k += 17) {
    const [x0, y0, x1, y1] = arrows.parts[2 * k]! as unknown as [number, number, number, number];
    const across = (field.u[k]! / (x.high - x.low)) * frame.width;
    const up = (field.v[k]! / (y.high - y.low)) * frame.height;
    // Parallel: the cross product of the unit vectors vanishes; and the same way: their product is 1.
    const size = Math.hypot(across, up) * Math.hypot(x1 - x0, y1 - y0);
    expect(((x1 - x0) * across - (y1 - y0) * up) / size).toBeCloseTo(1, 9);
  }
});

test("lines far out of the window are left out, and nothing is drawn far off the page", () => {
  const portrait = portraitOf("adex", { I: -60 }, "course-rebound");
  const page = compose(draw(portrait).scene);
  const shapes = page.shapes.flatMap((shape) => (shape.kind === "clip" ? shape.shapes : [shape]));
  for (const shape of shapes) if (shape.kind === "discs") expect(shape.centres.every((value) => value > -50 && value < 900)).toBe(true);
});

test("a phase line has its rate as a curve, arrows along zero, and rules at threshold and reset", () => {
  const portrait = portraitOf("lif", { I: 100 });
  const marks = marksOf(portrait);
  expect(of(marks, "rule").map(({ axis, at }) => [axis, at])).toEqual([
    ["y", 0],
    ["x", -50],
    ["x", -58],
  ]);
  const [flow] = of(marks, "arrows");
  // Towards rest at E_L + I/g_L = -60 mV from both sides.
  flow!.x.forEach((place, k) => {
    if (Math.abs(place + 60) > 0.5) expect(Math.sign(flow!.u[k]!)).toBe(Math.sign(-60 - place));
  });
  expect(draw(portrait).scene.description).toBe("Phase line: the rate of V (mV) against it. Silent: stable node at V = -60 mV.");
});

test("the table has every curve under its name", () => {
  const { columns } = draw(transient).table();
  expect(columns.map(({ name, unit }) => `${name} ${unit}`.trim())).toEqual(["curve", "number", "V mV", "w pA"]);
  const curves = new Set(columns[0]!.values as readonly string[]);
  expect([...curves]).toEqual([
    "nullcline V",
    "nullcline w",
    "threshold",
    "reset",
    "unstable separatrix",
    "stable separatrix",
    "orbit",
    "stable node",
    "saddle",
  ]);
});
