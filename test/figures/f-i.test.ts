/** The f-I figure: what is drawn, what is not, what its table holds. */
import { expect, test } from "vitest";
import type { FiringCurve } from "../../src/contract/index.ts";
import { firingRate } from "../../src/figures/f-i.ts";
import type { Mark } from "../../src/figures/scene/scene.ts";

const curve: FiringCurve = {
  title: "test",
  population: "cell",
  units: "physical",
  input: { name: "I", unit: "pA" },
  points: [0, 1, 2, 3, 4].map((input) => ({ input, rate: input < 2 ? 0 : 10 * input, onset: 0, spikes: 0 })),
  rheobase: { step: 1.9, ramp: 1.95, single: 0.5 },
  excitability: "II",
  shape: null,
  words: ["a step from rest makes it fire for ever from I = 1.9 pA"],
  notes: [],
};
const marksOf = (from: FiringCurve): readonly Mark[] => firingRate.draw(from, {}).scene.panels.flatMap(({ marks }) => marks);
const labels = (marks: readonly Mark[]) =>
  marks.flatMap((mark) => (mark.kind === "label" ? [mark.text.map(({ text }) => text).join("")] : []));

test("nothing joins silence and firing", () => {
  const line = marksOf(curve).find((mark) => mark.kind === "line");
  expect([...(line?.kind === "line" ? line.y : [])]).toEqual([0, 0, Number.NaN, 20, 30, 40]);
});

test("rheobases are named with their unit; two that print alike are one", () => {
  expect(labels(marksOf(curve))).toEqual(["single spike 0.5 pA", "fires after a step 1.9 pA", "slow ramp 1.95 pA"]);
  expect(labels(marksOf({ ...curve, rheobase: { step: 2, ramp: 2, single: 2 } }))).toEqual(["rheobase 2 pA"]);
  expect(labels(marksOf({ ...curve, rheobase: { step: null, ramp: null, single: 9 } }))).toEqual([]);
});

test("a closed form is the line, and what was computed the points on it", () => {
  const theory = { label: "closed", input: Float64Array.of(0, 2, 4), rate: Float64Array.of(0, 20, 40) };
  const picture = firingRate.draw({ ...curve, theory }, {});
  const kinds = picture.scene.panels[0]!.marks.map(({ kind }) => kind).filter((kind) => kind === "line" || kind === "points");
  expect(kinds).toEqual(["line", "points"]);
  expect(picture.table().columns.map(({ name, unit }) => `${name} ${unit}`)).toEqual([
    "I pA",
    "rate Hz",
    "onset_rate Hz",
    "closed_form Hz",
  ]);
});

test("its description says what the curve says", () => {
  expect(firingRate.draw(curve, {}).scene.description).toContain("A step from rest makes it fire for ever from I = 1.9 pA.");
});

test("a neuron that never fires has no figure", () => {
  const silent = { ...curve, points: curve.points.map((point) => ({ ...point, rate: 0 })) };
  expect(() => firingRate.draw(silent, {})).toThrow("left out");
});
