/** The figure of a continuation: what is full, dashed, named, and that names do not overlap. */
import { describe, expect, test } from "vitest";
import type { Continuation } from "../../src/contract/index.ts";
import { bifurcation } from "../../src/figures/bifurcation.ts";
import { placeLabels } from "../../src/figures/scene/labels.ts";
import { measure } from "../../src/figures/text/metrics.ts";
import { plain, plainText } from "../../src/figures/text/rich-text.ts";

/** A fold at 1 (stable below), a cycle from 1 on that loses stability at 2. */
const found: Continuation = {
  title: "made up",
  population: "cell",
  units: "physical",
  states: [
    { name: "V", unit: "mV" },
    { name: "w", unit: "pA" },
  ],
  parameter: { name: "I", unit: "pA", low: 0, high: 3 },
  equilibria: [
    {
      parameter: Float64Array.of(0, 1, 0),
      states: [Float64Array.of(-70, -60, -50), Float64Array.of(0, 1, 2)],
      stable: Uint8Array.of(1, 1, 0),
    },
  ],
  cycles: [
    {
      parameter: Float64Array.of(1, 2, 3),
      period: Float64Array.of(100, 50, 25),
      high: [Float64Array.of(20, 21, 22), Float64Array.of(5, 5, 5)],
      low: [Float64Array.of(-60, -65, -70), Float64Array.of(1, 1, 1)],
      stable: Uint8Array.of(1, 1, 0),
    },
  ],
  bifurcations: [
    { type: "saddle-node", parameter: 1, state: [-60, 1] },
    { type: "period doubling", parameter: 2, state: [0, 2], period: 50 },
  ],
  words: ["rest vanishes at I = 1 pA in a saddle-node"],
  notes: [],
};

const drawn = (options = {}) => bifurcation.draw(found, options);
const linesOf = (panel: number, options = {}) => drawn(options).scene.panels[panel]!.marks.filter((mark) => mark.kind === "line");

describe("the bifurcation diagram", () => {
  test("draws stable branches full and unstable ones dashed, joined at the special point", () => {
    const [full, dashed] = linesOf(0);
    expect([...full!.x].filter(Number.isFinite)).toEqual([0, 1]);
    expect([...full!.y].filter(Number.isFinite)).toEqual([-70, -60]);
    expect([...dashed!.x].filter(Number.isFinite)).toEqual([1, 0]);
    expect(dashed!.dash).toBe("dashed");
  });

  test("shows the frequency of cycles below: 1000/period Hz", () => {
    expect([...linesOf(1)[0]!.y].filter(Number.isFinite)).toEqual([10, 20]);
    expect(drawn({ hide: ["frequency"] }).scene.panels.length).toBe(1);
  });

  test("names the special points with their values, cycles at their greatest value", () => {
    const labels = drawn().scene.panels[0]!.marks.filter((mark) => mark.kind === "label");
    expect(labels.map(({ text }) => plainText(text))).toEqual(["saddle-node 1", "period doubling 2"]);
    expect(labels[1]).toMatchObject({ x: 2, y: 21 });
    expect(drawn({ hide: ["labels"] }).scene.panels[0]!.marks.some((mark) => mark.kind === "label")).toBe(false);
  });

  test("shows another state if asked, and refuses one that there is not", () => {
    expect([...linesOf(0, { y: "w" })[0]!.y].filter(Number.isFinite)).toEqual([0, 1]);
    expect(() => drawn({ y: "u" })).toThrow();
    expect(() => drawn({ hide: ["everything"] })).toThrow();
  });

  test("its table has a row for each point and each special point", () => {
    const table = drawn().table();
    expect(table.columns[0]!.values).toEqual([
      ...Array(3).fill("fixed point"),
      ...Array(3).fill("cycle"),
      "saddle-node",
      "period doubling",
    ]);
  });

  test("its description says in words what happens", () => {
    expect(drawn().scene.description).toContain("Rest vanishes at I = 1 pA in a saddle-node.");
  });
});

test("names of points near one another do not overlap", () => {
  const area = { width: 700, height: 250 };
  const x = { kind: "linear", low: 0, high: 1 } as const;
  const points = Array.from({ length: 6 }, (_, k) => ({ x: 0.5 + 0.002 * k, y: 0.5, text: plain(`fold of cycles ${k}`) }));
  const labels = placeLabels(points, x, x, area, []).filter((mark) => mark.kind === "label");
  const boxes = labels.map(({ x: at, dx = 0, dy = 0, anchor, text }) => {
    const left = at * area.width + dx - (anchor === "end" ? measure(text, 13) : 0);
    return { left, right: left + measure(text, 13), middle: 125 + dy };
  });
  boxes.forEach((a, i) => {
    for (const b of boxes.slice(i + 1)) {
      const isApart = a.right <= b.left || b.right <= a.left || Math.abs(a.middle - b.middle) >= 13;
      expect(isApart).toBe(true);
    }
  });
});
