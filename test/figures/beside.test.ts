/** Scales over one another in the figure of activity. */
import { describe, expect, test } from "vitest";
import type { Result, Table } from "../../src/contract/index.ts";
import type { Mark, Overlaid } from "../../src/figures/index.ts";
import { draw, headings } from "./drawing.ts";
import { grid, result, signal } from "./fixtures.ts";

const column = (table: Table, name: string) => [...(table.columns.find((one) => one.name === name)!.values as Float64Array)];
const centres = grid(40, 0.1).map((time) => time + 0.05);
const onScale = (scale: string, of: Readonly<Record<string, Float64Array>>, more: object = {}): Result =>
  result(
    "A document",
    4,
    Object.entries(of).map(([name, values]) => signal(name, "activity", "Hz", centres.slice(0, values.length), values)),
    Object.fromEntries(Object.keys(of).map((name) => [name, { size: 800 }])),
    { scale, ...more },
  );
const network = onScale("network", { E: grid(40, 1), I: grid(40, 2) });
const mesoscopic = onScale("mesoscopic", { E: grid(40, 3), I: grid(40, 1) });
const density = onScale("refractory-density", { E: grid(40, 0.5), I: grid(40, 0.25) });
const all: Overlaid = { ...network, beside: [mesoscopic, density] };
const options = { bin: "0.2 ms", window: "0.4 ms" };
const linesOf = (marks: readonly Mark[]) =>
  marks.flatMap((mark) => (mark.kind === "line" && mark.opacity === undefined ? [{ ink: mark.ink, dash: mark.dash, y: [...mark.y] }] : []));

describe("scales over one another", () => {
  test("each have the numbers that they have alone, in the same bins and window (kills: another window, another order)", async () => {
    const { table } = await draw("activity", all, options);
    for (const one of [mesoscopic, density]) {
      const alone = (await draw("activity", one, options)).table();
      for (const name of ["E", "I"]) {
        expect(column(table(), `${name} ${one.scale}`)).toEqual(column(alone, name));
        expect(column(table(), `${name} ${one.scale} smooth`)).toEqual(column(alone, `${name} smooth`));
      }
    }
    expect(column(table(), "I smooth")).toEqual(column((await draw("activity", network, options)).table(), "I smooth"));
  });

  test("have the colour of the population and a line of their own, which the legend names (kills: colour alone)", async () => {
    const { scene } = await draw("activity", all, options);
    scene.panels.forEach(({ marks, heading }, ink) => {
      expect(linesOf(marks).map((line) => [line.ink, line.dash])).toEqual([
        [ink, undefined],
        [ink, "dashed"],
        [ink, "dotted"],
      ]);
      expect(heading.flatMap(({ swatch }) => (swatch ? [swatch.kind] : []))).toEqual(["line", "dashed", "dotted"]);
    });
    // Means of 0 to 39, and of their multiples.
    expect(headings(scene)).toEqual([
      "E (Hz), means network 19.5 mesoscopic 58.5 refractory-density 9.75 Gaussian, \u03c3 = 0.4 ms",
      "I (Hz), means network 39.0 mesoscopic 19.5 refractory-density 4.88",
    ]);
    expect(scene.description).toContain("at the scale mesoscopic mean 58.5 Hz");
  });

  test("beside a line of theory are not dashed as it is", async () => {
    const curve = { figure: "activity", population: "E", quantity: "activity", label: "renewal", x: grid(41, 0.1), y: grid(41, 1) };
    const { scene } = await draw("activity", { ...all, theory: { populations: [], curves: [curve] } } as unknown as Overlaid, options);
    expect(linesOf(scene.panels[0]!.marks).map(({ ink, dash }) => [ink, dash])).toEqual([
      [0, undefined],
      [0, "dotted"],
      [0, "dash-dotted"],
      ["text", "dashed"],
    ]);
  });

  test("come as far as each has run; one that has just begun has no line yet (kills: a line down to 0)", async () => {
    const ended = { kind: "cancelled", error: null, message: null, remedy: null } as const;
    const half = onScale("mesoscopic", { E: grid(20, 3), I: grid(20, 1) }, { outcome: { ...ended, time: 2 } });
    const begun = onScale("rate", { E: grid(0, 1), I: grid(0, 1) }, { outcome: { ...ended, time: 0 } });
    const { scene, table } = await draw("activity", { ...network, beside: [begun, half] } as Overlaid, { ...options, window: "0 ms" });
    const [own, other] = linesOf(scene.panels[0]!.marks);
    expect([own!.y.length, other!.y.length]).toEqual([20, 10]);
    expect(linesOf(scene.panels[0]!.marks)).toHaveLength(2);
    expect(column(table(), "E mesoscopic").map(Number.isNaN)).toEqual(Array.from({ length: 20 }, (_, k) => k >= 10));
  });

  test("on a narrow page are named once, without numbers", async () => {
    const { scene } = await draw("activity", all, options, { width: 300, height: 300 });
    expect(headings(scene)).toEqual(["E (Hz) network mesoscopic refractory-density", "I (Hz)"]);
  });
});
