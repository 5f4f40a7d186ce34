/** The noisy leaky network as a density: stationary rates, orders in potential and time, mass. */
import { describe, expect, test } from "vitest";
import { nnlifRate } from "../../../src/theory/index.ts";
import { final, nnlif, run } from "./support.ts";

describe("the activity settles to that of the scalar equation", () => {
  // Siegert's integral at the drift b N, an independent code; values of the paper's problem to ten digits.
  test.each([
    [0, 0.1199759652391],
    [0.5, 0.1347750799],
    [-1.5, 0.0931160481],
    [1.5, 0.1923640126],
  ])("b = %d", (b, rate) => {
    expect(nnlifRate({ drift: b * rate, diffusion: 1, threshold: 2, reset: 1, refractory: 0 })).toBeCloseTo(rate, 9);
    // 1200 cells: 1.6e-6 at b = 0.5, four times less for each halving of the cells.
    expect(Math.abs(final(nnlif({ b, duration: 25, step: 0.02, cells: 1200 })) / rate - 1)).toBeLessThan(1e-5);
  });
});

test("errors in the potential shrink with the square of the width, wherever the reset stands in its cell", () => {
  // The reset stands in the middle of a cell of the first grid and on faces of the others. Kills resets spread over two cells, whose variance depends on that.
  const rates = [300, 600, 1200].map((cells) => final(nnlif({ cells, duration: 25, step: 0.02 })));
  const ratio = (rates[0]! - rates[1]!) / (rates[1]! - rates[2]!);
  expect(ratio).toBeGreaterThan(3.9);
  expect(ratio).toBeLessThan(4.1);
});

describe("errors in time", () => {
  const activityAt = (scheme: string, step: number) =>
    final(nnlif({ cells: 200, duration: 0.6, step, v0: -0.5, options: `, scheme: ${scheme}` }));
  test.each([
    ["backward-euler", 1],
    ["bdf2", 2],
  ])("%s is of order %d", (scheme, order) => {
    // While the activity rises; the finest step is the reference of none, so that only differences enter.
    const values = [0.01, 0.005, 0.0025, 0.00125].map((step) => activityAt(scheme, step));
    const shown = Math.log2((values[1]! - values[2]!) / (values[2]! - values[3]!));
    expect(shown).toBeGreaterThan(order - 0.1);
    expect(shown).toBeLessThan(order + 0.1);
  });
});

test.each(["backward-euler", "bdf2"])("%s keeps all mass over ten thousand steps, and no density is negative", (scheme) => {
  const text = nnlif({ cells: 100, step: 0.002, duration: 20, v0: 1.5, s2: 0.01, options: `, scheme: ${scheme}`, record: "density" });
  const { activities, values } = run(text);
  // 1e-12 is asked for 1e5 steps.
  expect(activities.n!.massError).toBeLessThan(1e-13);
  expect(Math.min(...values.get("n.density")!)).toBeGreaterThanOrEqual(0);
});

test("a run in pieces is the run", () => {
  const text = nnlif({ cells: 100, duration: 1 });
  expect(run(text, 7).values).toEqual(run(text).values);
});

test("units change nothing but their names", () => {
  const physical = nnlif({ cells: 200, duration: 2, step: 0.01 })
    .replace("units: none", "")
    .replace("dV/dt = -V + I + sqrt(2*a)*xi", "tau*dV/dt = -V + I + sqrt(2*tau*a)*xi")
    .replace("inputs: { I: 1 }", "inputs: { I: mV }")
    .replace("normal(0, sqrt(0.25))", "normal(0 mV, 5 mV)")
    .replace("a: 1, V_F: 2, V_R: 1", "a: 100 mV^2, V_F: 20 mV, V_R: 10 mV, tau: 20 ms")
    .replace("0.5/pre.size", "5 mV/pre.size")
    .replace("duration: 2, step: 0.01", "duration: 40 ms, step: 0.2 ms")
    .replace("V: [-6, 2]", "V: [-60 mV, V_F]");
  // Rounding of other numbers, and nothing else.
  expect(20 * final(physical)).toBeCloseTo(final(nnlif({ cells: 200, duration: 2, step: 0.01 })), 10);
});
