/** The shipped examples of densities, and the documents that fix the format: what each is there to show. */
import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { nnlifRate } from "../../../src/theory/index.ts";
import { run } from "./support.ts";

const example = (name: string) => readFileSync(new URL(`../../../examples/${name}.yaml`, import.meta.url), "utf8");

/** The times at which a signal rises through the middle of its range. */
function rises(times: readonly number[], values: readonly number[], from: number): readonly number[] {
  const late = values.filter((_, k) => times[k]! > from);
  const middle = (Math.max(...late) + Math.min(...late)) / 2;
  return times.flatMap((time, k) => {
    const [before, now] = [values[k - 1] ?? middle, values[k]!];
    return time > from && before < middle && now >= middle
      ? [times[k - 1]! + ((middle - before) / (now - before)) * (time - times[k - 1]!)]
      : [];
  });
}

test("nnlif-random-threshold: a cycle of period 1.229", () => {
  const text = example("nnlif-random-threshold")
    .replace("duration: 10, step: 0.001", "duration: 16, step: 0.004")
    .replace("cells: 1200", "cells: 480");
  const { values, times, activities } = run(text);
  const at = rises(times.get("n.activity")!, values.get("n.activity")!, 12);
  const period = (at.at(-1)! - at[0]!) / (at.length - 1);
  // Extrapolated from backward Euler at 5e-4 and 2e-3 by another code: 1.229, to 0.3 %. This step and grid alone are off by 1e-3.
  expect(Math.abs(period / 1.229 - 1)).toBeLessThan(3e-3);
  expect(activities.n!.massError).toBeLessThan(1e-12);
});

test("nnlif-refractory: the same neurons have a quiet and a busy state, those of the scalar equation with refractoriness", () => {
  const { activities } = run(example("nnlif-refractory").replace("duration: 2", "duration: 8").replace("step: 0.0005", "step: 0.002"));
  // N (I(b N) + tau) = 1: .1907361294 and 10.7133751877; boundary layers at 10.7 are as wide as six cells.
  expect(Math.abs(activities.quiet!.final / 0.1907361294 - 1)).toBeLessThan(1e-3);
  expect(Math.abs(activities.busy!.final / 10.7133751877 - 1)).toBeLessThan(1e-3);
});

describe("nnlif-inhibitory", () => {
  test("comes to the one stationary state, and its entropy falls all the way, at last at twice the spectral gap", () => {
    const { activities, values, times } = run(
      example("nnlif-inhibitory").replace("duration: 4, step: 0.001", "duration: 6, step: 0.01").replace("cells: 1200", "cells: 500"),
    );
    const rate = activities.n!.final;
    // Cells of 0.02: 1.5e-4.
    expect(Math.abs(rate / nnlifRate({ drift: -10 * rate, diffusion: 1, threshold: 2, reset: 1, refractory: 0 }) - 1)).toBeLessThan(3e-4);
    const entropy = values.get("n.entropy")!;
    for (let k = 1; k < entropy.length; k++) expect(entropy[k]!).toBeLessThan(entropy[k - 1]!);
    // The leading eigenvalue is -1.6725, by a 900-cell Jacobian.
    const at = (time: number) => entropy[times.get("n.entropy")!.findIndex((one) => one >= time - 1e-9)]!;
    expect(Math.log(at(4) / at(5))).toBeCloseTo(2 * 1.6725, 1);
  });

  test("inhibition does not protect where activity makes noise, too", () => {
    const text = example("nnlif-inhibitory")
      .replace("b: -10, a_0: 1, a_1: 0, v0: 1, s2: 0.05", "b: -1.5, a_0: 1, a_1: 1, v0: 1.5, s2: 0.01")
      .replace("cells: 1200", "cells: 400");
    const { outcome } = run(text, 100);
    expect(outcome.kind).toBe("blow-up");
    if (outcome.kind === "blow-up") expect(outcome.t).toBeLessThan(0.02);
  });
});

test("the entropy of uncoupled neurons falls at 2.3819341848, twice the exact spectral gap", () => {
  const text = example("nnlif")
    .replace("b: 0.5", "b: 0")
    .replace("duration: 10, step: 0.001", "duration: 4, step: 0.01")
    .replace("record: { n: [activity, density] }", "record: { n: [entropy] }");
  const { values, times } = run(text.replace("cells: 1200", "cells: 400"));
  const at = (time: number) => values.get("n.entropy")![times.get("n.entropy")!.findIndex((one) => one >= time - 1e-9)]!;
  expect(Math.abs(Math.log(at(3) / at(4)) / 2.3819341848 - 1)).toBeLessThan(1e-3);
});

const sketch = new URL("../../../../shared/documents/sketches/06-nnlif2.yaml", import.meta.url);
test.skipIf(!existsSync(sketch))(
  "two coupled populations with delays, noise by activity, a random threshold and refractoriness run as written",
  () => {
    const text = readFileSync(sketch, "utf8").replace("duration: 20", "duration: 2").replace("cells: 1200", "cells: 300");
    const { outcome, activities } = run(text);
    expect(outcome.kind).toBe("reached");
    // 5 N_E - 2 N_I = 4 N_E - N_I where both are the same, as they are when they begin alike.
    expect(activities.E!.final).toBeCloseTo(activities.I!.final, 12);
    for (const { massError } of Object.values(activities)) expect(massError).toBeLessThan(1e-12);
  },
);
