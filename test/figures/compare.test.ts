/** The picture of a comparison: a row of three panels for each population, every number on one axis. */
import { expect, test } from "vitest";
import type { Agreement, ComparedActivity, ComparedQuantity } from "../../src/contract/index.ts";
import { figures, light, renderSvg, type Scene } from "../../src/figures/index.ts";
import { plainText } from "../../src/figures/text/rich-text.ts";
import { headings } from "./drawing.ts";
import { provenance } from "./fixtures.ts";

const line = (scale: string, value: number, more: Partial<ComparedActivity> = {}): ComparedActivity => ({
  scale,
  times: Float64Array.from({ length: 300 }, (_, k) => 5 + 10 * k),
  activity: Float64Array.from({ length: 300 }, (_, k) => value + Math.sin(k)),
  frequencies: Float64Array.of(1, 10, 100),
  density: Float64Array.of(0.1, 1, 0.05),
  densityError: Float64Array.of(0.02, 0.1, 0.001),
  ...more,
});

const quantity = (population: string, name: string, difference: number | null, verdict: ComparedQuantity["verdict"]): ComparedQuantity => ({
  population,
  name,
  unit: "Hz",
  scales: ["network", "mesoscopic"],
  values: [10, 10],
  standardErrors: [0.1, 0.1],
  difference,
  interval: [(difference ?? 0) - 0.01, (difference ?? 0) + 0.01],
  margin: 0.02,
  verdict,
  longer: null,
  knownCauses: [],
});

const agreement = (more: Partial<Agreement> = {}): Agreement => ({
  title: "Two populations",
  units: "physical",
  scales: ["network", "mesoscopic"].map((scale) => ({
    scale,
    label: scale,
    seeds: [1],
    isRandom: true,
    step: 0.1,
    wall_s: 1,
    cpu_s: 1,
  })),
  trials: 1,
  duration: 3000,
  bin: 10,
  populations: ["E", "I"].map((name) => ({ name, size: 100, activities: [line("network", 10), line("mesoscopic", 12)] })),
  quantities: ["E", "I"].flatMap((name) => [
    quantity(name, "mean", 0.001, "agrees"),
    quantity(name, "spectrum 0-200 Hz", 0.2, "differs"),
    quantity(name, "shape 0-200 Hz", 0.015, "undecided"),
  ]),
  leftOut: [],
  causes: [],
  verdict: "differs",
  words: "differs: spectrum 0-200 Hz of E by +20.0 %",
  provenance,
  notes: [],
  ...more,
});

async function draw(from: Agreement) {
  const entry = figures.find(({ id }) => id === "compare")!;
  if (entry.of !== "agreement") throw new Error("compare draws something else");
  return (await entry.load()).draw(from, {});
}

const texts = (scene: Scene, panel: number) =>
  scene.panels[panel]!.marks.flatMap((mark) => (mark.kind === "label" ? [plainText(mark.text)] : []));

test("verdict and scales stand above, then three panels for each population", async () => {
  const { scene } = await draw(agreement());
  expect(headings(scene)).toEqual([
    "network mesoscopic differs: spectrum 0-200 Hz of E by +20.0 %",
    "E: activity (Hz) 100 neurons",
    "spectrum (Hz)",
    "difference, 99 %",
    "I: activity (Hz) 100 neurons",
    "spectrum (Hz)",
    "difference, 99 %",
  ]);
  expect(texts(scene, 3)).toEqual([
    "mean",
    "+0.10 %",
    "agrees",
    "spectrum 0\u2013200 Hz",
    "+20.0 %",
    "differs",
    "shape 0\u2013200 Hz",
    "1.50 %",
    "undecided",
  ]);
});

test("differences are in margins; what is far off stands at the edge, with its interval", async () => {
  const { scene } = await draw(agreement());
  const points = scene.panels[3]!.marks.flatMap((mark) => (mark.kind === "points" ? [mark.x[0]] : []));
  expect(points.map((x) => Number(x!.toFixed(9)))).toEqual([0.05, 3, 0.75]);
  const intervals = scene.panels[3]!.marks.flatMap((mark) => (mark.kind === "line" ? [[...mark.x].map((x) => Number(x.toFixed(9)))] : []));
  expect(intervals).toEqual([
    [-0.45, 0.55],
    [3, 3],
    [0.25, 1.25],
  ]);
});

test("of an activity that goes on alike a second is shown, of a mean over trials all of it with its error", async () => {
  const whole = agreement({
    populations: [{ name: "E", size: 1, activities: [line("network", 10, { activityError: new Float64Array(300).fill(0.5) })] }],
  });
  expect((await draw(agreement())).scene.panels[1]!.x.scale).toMatchObject({ low: 0, high: 1000 });
  const { scene } = await draw(whole);
  expect(scene.panels[1]!.x.scale).toMatchObject({ low: 0, high: 3000 });
  expect(scene.panels[1]!.marks.map(({ kind }) => kind)).toEqual(["area", "line"]);
});

test("many populations make a longer page on which every row keeps its height", async () => {
  const names = ["a", "b", "c", "d", "e", "f", "g", "h"];
  const { scene } = await draw(
    agreement({
      populations: names.map((name) => ({ name, size: 5, activities: [line("network", 1)] })),
      quantities: names.flatMap((name) => Array.from({ length: 9 }, (_, k) => quantity(name, `number ${k}`, 0, "agrees"))),
    }),
  );
  expect(scene.panels).toHaveLength(25);
  for (const { frame } of scene.panels.slice(1)) expect(frame.height).toBeGreaterThanOrEqual(120);
  expect(scene.height).toBeGreaterThan(8 * 140);
});

test("a long sentence is broken into lines that fit the page", async () => {
  const { scene } = await draw(agreement({ words: `differs: ${"spectrum 0-200 Hz of E by +20.0 %, ".repeat(8)}and more` }));
  expect(scene.panels[0]!.heading.length).toBeGreaterThan(3);
  expect(renderSvg(scene, light, provenance)).toContain("and more");
});

test("what has no ratio, no spectrum and no activity is drawn as far as it goes", async () => {
  const none = new Float64Array(0);
  const { scene, table } = await draw(
    agreement({
      populations: [{ name: "E", size: 1, activities: [{ scale: "network", times: none, activity: none }] }],
      quantities: [quantity("E", "mean", null, "differs")],
    }),
  );
  // Without a spectrum there is no panel for one.
  expect(scene.panels).toHaveLength(3);
  expect(texts(scene, 2)).toEqual(["mean", "", "differs"]);
  expect(table().columns.map(({ name }) => name)).toContain("panel");
  expect(renderSvg(scene, light, provenance)).not.toContain("NaN");
});

test("the table has what is shown of every line, and every difference", async () => {
  const { columns } = (await draw(agreement())).table();
  const panels = columns[0]!.values as readonly string[];
  const count = (name: string) => panels.filter((panel) => panel === name).length;
  expect([count("activity"), count("spectrum"), count("difference")]).toEqual([4 * 100, 4 * 3, 6]);
});
