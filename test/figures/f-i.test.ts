/** The f-I figure: what is drawn, what is not, what its table holds. */
import { expect, test } from "vitest";
import type { FiringCurve } from "../../src/contract/index.ts";
import { firingRate } from "../../src/figures/f-i.ts";
import { type } from "../../src/figures/scene/furniture.ts";
import type { Mark } from "../../src/figures/scene/scene.ts";
import { measure } from "../../src/figures/text/metrics.ts";

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

test("names of rheobases cover neither one another nor the curve, on pages of every size", () => {
  for (const page of [
    { width: 330, height: 240 },
    { width: 420, height: 260 },
    { width: 900, height: 500 },
  ]) {
    const { panels } = firingRate.draw({ ...curve, rheobase: { step: 1.9, ramp: 1.95, single: 1.5 } }, {}, page).scene;
    const { frame, x, y, marks } = panels[0]!;
    const across = (value: number) => frame.x + ((value - x.scale.low) / (x.scale.high - x.scale.low)) * frame.width;
    const down = (value: number) => frame.y + frame.height * (1 - (value - y.scale.low) / (y.scale.high - y.scale.low));
    const boxes = marks.flatMap((mark) => {
      if (mark.kind !== "label") return [];
      const width = measure(mark.text, type.tick);
      const from = across(mark.x) + mark.dx! - (mark.anchor === "end" ? width : 0);
      const middle = down(mark.y) + mark.dy!;
      return [{ left: from, right: from + width, top: middle - 6, bottom: middle + 6 }];
    });
    expect(boxes.length).toBe(3);
    for (const [k, box] of boxes.entries()) {
      expect(
        boxes.slice(k + 1).some((one) => one.left < box.right && box.left < one.right && one.top < box.bottom && box.top < one.bottom),
      ).toBe(false);
      const onCurve = curve.points.filter(({ input, rate }) => {
        const [px, py] = [across(input), down(rate)];
        return rate > 0 && px > box.left && px < box.right && py > box.top && py < box.bottom;
      });
      expect(onCurve).toEqual([]);
    }
  }
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
