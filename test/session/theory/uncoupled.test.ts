/** Theory beside runs: its numbers against closed forms, the simulated points against its lines, and what it does not cover. */
import { existsSync, readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import type { Result } from "../../../src/contract/index.ts";
import { toReport } from "../../../src/session/index.ts";
import { draw, headings } from "../../figures/drawing.ts";
import { at, curveOf, example, expectOnLine, played, tableOf } from "./support.ts";

/** Spectrum of a renewal train at f, from |P_L|^2 and P_L alone. */
function fromTransform(rate: number, [re, im]: readonly [number, number]): number {
  return (rate * (1 - re * re - im * im)) / ((1 - re) ** 2 + im * im);
}

/** P_L of the inverse Gaussian at 2 pi i f: exp((1 - sqrt(1 + 2 CV^2 s/r))/CV^2). */
function inverseGaussian(rate: number, cv: number, f: number): readonly [number, number] {
  const y = (4 * Math.PI * f * cv * cv) / rate;
  const size = Math.hypot(1, y);
  const [re, im] = [Math.sqrt(0.5 * (size + 1)), Math.sqrt(0.5 * (size - 1))];
  const amplitude = Math.exp((1 - re) / (cv * cv));
  return [amplitude * Math.cos(im / (cv * cv)), -amplitude * Math.sin(im / (cv * cv))];
}

describe("example perfect-if", () => {
  let result: Result;
  beforeAll(async () => {
    result = await played(example("perfect-if"));
  });

  test("rate and CV are those of the parameters", () => {
    const { label, rate, cv } = result.theory!.populations.perfect!;
    expect(label).toBe("inverse Gaussian");
    expect(Math.abs(rate / 0.02 - 1)).toBeLessThan(1e-14);
    expect(Math.abs(cv / 0.3 - 1)).toBeLessThan(1e-14);
    const { populations } = toReport(result) as unknown as { populations: { perfect: { theory: object } } };
    expect(populations.perfect.theory).toEqual({ label, rate_Hz: 1000 * rate, cv });
  });
  test("the spectrum is the closed form of its transform over N (kills: rates in 1/ms, a spectrum of one neuron)", () => {
    const curve = curveOf(result, "spectrum", "spectrum");
    // Straight pieces of the line are off by 5e-4 at their middles.
    for (const f of [2.5, 11, 20, 27, 33, 41, 100, 700])
      expect(Math.abs(at(curve, f, "log") / (fromTransform(20, inverseGaussian(20, 0.3, f)) / 200) - 1)).toBeLessThan(7e-4);
    expect(curve.x.at(-1)).toBeCloseTo(5000, 9);
  });
  test("simulated points lie on it within the error of Welch's method, the table holds both", async () => {
    const column = await tableOf("spectrum", result, { segment: "400 ms" });
    expectOnLine(column("perfect"), column("perfect theory"), 99);
  });
  test("intervals: density, survivor and hazard within their counting errors", async () => {
    const density = await tableOf("isi", result);
    const [low, high, found, line] = ["low", "high", "perfect density", "perfect density theory"].map(density) as Float64Array[];
    const inside = Array.from(line!.keys()).filter((k) => line![k]! >= 0);
    expect(inside.length).toBeGreaterThan(40);
    const all = 79_700;
    for (const k of inside) {
      const expected = all * (high![k]! - low![k]!) * line![k]!;
      expect(Math.abs(all * (high![k]! - low![k]!) * found![k]! - expected)).toBeLessThan(4.5 * Math.sqrt(expected) + 0.01 * expected + 2);
    }
    const survivor = await tableOf("isi", result, { quantity: "survivor" });
    const gaps = survivor("perfect survivor").map((value, k) => Math.abs(value - survivor("perfect survivor theory")[k]!));
    // Kolmogorov's distance: 1.95/sqrt(n) with probability 0.999, and half a step of the grid.
    expect(Math.max(...gaps.filter((gap) => gap >= 0))).toBeLessThan(1.95 / Math.sqrt(all) + 0.05 * 0.03);
    const hazard = await tableOf("isi", result, { quantity: "hazard" });
    const middle = hazard("low").findIndex((one) => one >= 50);
    expect(Math.abs(hazard("perfect hazard")[middle]! / hazard("perfect hazard theory")[middle]! - 1)).toBeLessThan(0.1);
  });
  test("the legend names the theory; `theory: none` leaves it out", async () => {
    expect(headings((await draw("spectrum", result)).scene)[0]).toContain("theory: inverse Gaussian");
    const { scene, table } = await draw("spectrum", result, { theory: "none" });
    expect(headings(scene)[0]).not.toContain("theory");
    expect(scene.panels[0]!.marks.some(({ kind }) => kind === "points")).toBe(false);
    expect(table().columns.map(({ name }) => name)).not.toContain("perfect theory");
  });
});

/** Population s1 of Schwalger, Deger & Gerstner 2017, and what may be put in its place. */
const escaping = ({
  more = "",
  run = "transient: 200 ms, duration: 20 s, step: 0.1 ms",
  scale = "mesoscopic",
  size = 1000,
  reset = "V: 0 mV",
} = {}) => `
neurons:
  escape:
    equations: |
      tau*dV/dt = -V + mu + RI
      ${reset.includes("a:") ? "100 ms*da/dt = -a" : ""}
    inputs: { RI: mV }
    initial: { V: 0 mV${reset.includes("a:") ? ", a: 0 mV" : ""} }
    hazard: c*exp((V - V_th${reset.includes("a:") ? " - a" : ""})/Delta_u)
    reset: { ${reset} }
    refractory: 4 ms
    parameters: { tau: 20 ms, mu: 18 mV, c: 10 Hz, V_th: 15 mV, Delta_u: 2 mV }
populations: { n: { neuron: escape, size: ${size} } }
${more}
run: { ${run}, seed: 1, scale: ${scale} }
record: { n: [activity] }
figures: [spectrum]
`;

const s1 = new URL("../../../../shared/reference/population/renewal_theory_s1.csv", import.meta.url);
const rows = existsSync(s1)
  ? readFileSync(s1, "utf8")
      .split("\n")
      .slice(2)
      .filter((row) => row !== "")
      .map((row) => row.split(",").map(Number) as [number, number, number])
  : [];

describe.skipIf(rows.length === 0)("population s1 (skipped where the reference is absent)", () => {
  test.each([
    ["network", "transient: 10 ms, duration: 30 ms, step: 0.1 ms", 1],
    ["mesoscopic", "transient: 10 ms, duration: 30 ms, step: 0.1 ms", 2],
  ] as const)("%s: the line is the tabulated spectrum", async (scale, run, column) => {
    const curve = curveOf(await played(escaping({ scale, run })), "spectrum", "spectrum");
    for (const row of rows)
      if (row[0] >= curve.x[0]! && row[0] <= curve.x.at(-1)!)
        expect(Math.abs(at(curve, row[0], "log") / row[column]! - 1)).toBeLessThan(7e-4);
  });
  test("interval-variance has the power of the neurons at low frequencies, r CV^2/N", async () => {
    const run = "transient: 10 ms, duration: 10 s, step: 0.2 ms, options: { mesoscopic: { lambda: interval-variance } }";
    const curve = curveOf(await played(escaping({ run })), "spectrum", "spectrum");
    expect(Math.abs(curve.y[0]! / ((13.7231371998 * 0.391758676 ** 2) / 1000) - 1)).toBeLessThan(1e-3);
  });
  test("mesoscopic points lie on the line within the error of Welch's method", async () => {
    const column = await tableOf("spectrum", await played(escaping({})), { segment: "400 ms", bin: "1 ms" });
    expectOnLine(column("n"), column("n theory"), 99);
  });
});

describe("what theory does not cover has no line, and a note says why", () => {
  const short = "transient: 10 ms, duration: 20 ms, step: 0.2 ms";
  test.each([
    ["recording from the beginning", escaping({ run: "duration: 20 ms, step: 0.2 ms" }), "the recording begins with the run"],
    ["the naive model", escaping({ run: `${short}, options: { mesoscopic: { lambda: none } }` }), "`lambda: none`"],
    ["adaptation", escaping({ reset: "V: 0 mV, a: a + 1 mV", run: short }), "`a` of `n` remembers earlier spikes"],
    [
      "a drive with a course",
      escaping({ more: "stimuli: [{ to: n.RI, sine: { amplitude: 1 mV, frequency: 10 Hz } }]", run: short }),
      "changes while",
    ],
    [
      "no stochastic neuron",
      escaping({ run: short, scale: "network" }).replace("hazard: c*exp((V - V_th)/Delta_u)", "spike: V > V_th"),
      "fire regularly",
    ],
  ])("%s", async (_, text, reason) => {
    const { theory, notes } = await played(text);
    expect(theory).toBeUndefined();
    expect(
      notes.filter((note) => note.includes("no theory is drawn over `n` in the figure spectrum") && note.includes(reason)),
    ).toHaveLength(1);
  });
  test("`theory: none` says nothing, figures without theory neither", async () => {
    for (const figure of ["{ spectrum: { theory: none } }", "activity"]) {
      const text = escaping({ run: "duration: 20 ms, step: 0.2 ms" }).replace("figures: [spectrum]", `figures: [${figure}]`);
      const { theory, notes } = await played(text);
      expect(theory).toBeUndefined();
      expect(notes.filter((note) => note.includes("theory"))).toEqual([]);
    }
  });
});
