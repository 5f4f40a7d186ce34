import { describe, expect, test } from "vitest";
import { plainText } from "../../src/figures/text/rich-text.ts";
import { draw, headings, refusal, svg } from "./drawing.ts";
import { sweepResult } from "./fixtures.ts";

describe("curve", () => {
  test("a line for each value of the other axis, named at its end; it is theory's where there is one, and the points are the simulation's", async () => {
    const { scene } = await draw("curve", sweepResult(), { y: "cell.rate" });
    const marks = scene.panels[0]!.marks;
    expect(marks.flatMap((mark) => (mark.kind === "end-labels" ? mark.labels.map(({ text }) => plainText(text)) : []))).toEqual([
      "\u03c3 = 20 pA",
      "\u03c3 = 80 pA",
    ]);
    const lengths = (kind: "line" | "points") => marks.flatMap((mark) => (mark.kind === kind ? [mark.x.length] : []));
    expect([lengths("line"), lengths("points")]).toEqual([
      [200, 13],
      [13, 13],
    ]);
    expect(plainText(scene.panels[0]!.x.label!)).toBe("I (pA)");
    expect(headings(scene)).toEqual(["rate of cell (Hz) points: simulation, lines: renewal theory"]);
  });

  test("theory can be left out, is in the table with the values of the other axes, and has no line of its own on another axis", async () => {
    const lines = async (options: Record<string, string>) => {
      const { scene, table } = await draw("curve", sweepResult(), { y: "cell.rate", ...options });
      const drawn = scene.panels[0]!.marks.flatMap((mark) => (mark.kind === "line" ? [mark.x.length] : []));
      return { drawn, columns: Object.fromEntries(table().columns.map(({ name, values }) => [name, values])) };
    };
    expect((await lines({ theory: "none" })).drawn).toEqual([13, 13]);
    expect((await lines({ x: "stimuli.noise.sigma" })).columns.source).toBeUndefined();
    const { source, "stimuli.noise.sigma": sigma, "cell.I": current } = (await lines({})).columns;
    expect([source!.length, source!.at(-1), sigma!.at(-1), current!.at(-1)]).toEqual([226, "renewal theory", 20, 398.5]);
  });

  test("the other path may be the axis, and measures of one unit share a panel", async () => {
    const sweep = sweepResult();
    const swapped = await draw("curve", sweep, { x: "stimuli.noise.sigma", y: "cell.rate" });
    expect(swapped.scene.panels[0]!.marks.filter((mark) => mark.kind === "points").length).toBe(13);
    const single = {
      ...sweep,
      axes: [sweep.axes[1]!],
      rows: sweep.rows.slice(0, 13).map((row) => ({ ...row, point: [row.point[1]!] })),
      measures: sweep.measures.map((one) => ({ ...one, unit: "Hz" })),
    };
    expect((await draw("curve", single)).scene.panels.length).toBe(1);
  });

  test("undefined values are gaps, and empty cells of the table", async () => {
    const { table } = await draw("curve", sweepResult());
    const cv = table().columns.find(({ name }) => name === "cell.cv")!;
    expect(Number.isNaN(cv.values[0])).toBe(true);
    const names = ["stimuli.noise.sigma", "cell.I", "cell.rate", "cell.rate_se", "cell.cv", "cell.cv_se", "source"];
    expect(table().columns.map(({ name }) => name)).toEqual(names);
    const sweep = sweepResult();
    const single = { ...sweep, rows: sweep.rows.map((row) => ({ ...row, standardErrors: [null, null] })) };
    expect((await draw("curve", single)).table().columns.map(({ name }) => name)).toEqual(names.filter((name) => !name.endsWith("_se")));
  });

  test("words are lines of their own; a sweep of words alone has no curve", async () => {
    const sweep = sweepResult();
    const methods = {
      ...sweep,
      axes: [{ path: "run.method", unit: "", values: ["euler", "rk4"], scale: "linear" as const }, sweep.axes[1]!],
      rows: sweep.rows.map((row, k) => ({ ...row, point: [k < 13 ? "euler" : "rk4", row.point[1]!] })),
    };
    expect(svg((await draw("curve", methods)).scene)).toContain("method = rk4");
    const words = { ...sweep, axes: [methods.axes[0]!], rows: methods.rows.slice(0, 1).map((row) => ({ ...row, point: ["euler"] })) };
    expect(await refusal("curve", words)).toBe("figure-nothing");
    expect(await refusal("curve", sweep, { x: "nothing" })).toBe("figure-no-such");
    expect(await refusal("curve", sweep, { y: "nothing" })).toBe("figure-no-such");
  });

  test("a logarithmic axis has decades", async () => {
    const sweep = sweepResult();
    const axis = { ...sweep.axes[1]!, scale: "log" as const, values: [1, 1e2, 1e4, 1e6] };
    const rows = axis.values.map((value) => ({ point: [value], values: [value, null], standardErrors: [null, null] }));
    const { scene } = await draw("curve", { ...sweep, axes: [axis], rows, theory: [] }, { y: "cell.rate" });
    expect(scene.panels[0]!.x.ticks.map(({ at }) => at)).toEqual([1, 10, 100, 1e3, 1e4, 1e5, 1e6]);
  });
});
