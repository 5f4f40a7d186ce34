/** Solutions that end: when, how well that is known, and what is said (fault 47: a blow-up of the mean field is reported as such). */
import { expect, test } from "vitest";
import { complain } from "../../../src/base/index.ts";
import { nnlif, run } from "./support.ts";

test("strong excitation ends the solution at the time that smaller steps and other grids agree on, and its data are kept", () => {
  const { outcome, values } = run(nnlif({ b: 3, v0: -1, s2: 0.5, step: 0.004, cells: 300, record: "activity, moment, sup, density" }), 200);
  expect(outcome.kind).toBe("blow-up");
  if (outcome.kind !== "blow-up") return;
  // 3.417(1) by another code, at steps that are sixteen times smaller.
  expect(Math.abs(outcome.t - 3.417)).toBeLessThan(outcome.error! + 1e-3);
  expect(outcome.error).toBeLessThan(5e-3);
  const activity = values.get("n.activity")!;
  expect(activity.length).toBe(854);
  expect(Math.max(...activity)).toBe(activity.at(-1));
  for (const channel of values.values()) expect(channel.every(Number.isFinite)).toBe(true);
  const { message } = complain(outcome.reason);
  expect(message).toMatch(/order [\d.]+ in time/);
  expect(message).toContain("with mu = 4: not met, and not needed");
});

test("of several populations those are named whose activity grows, not those that go on beside them", () => {
  const text = nnlif({ b: 3, v0: 1, s2: 0.1, step: 0.01, cells: 100 }).replace(
    "populations: { n: { neuron: nlif, size: 100 } }",
    "populations: { n: { neuron: nlif, size: 100 }, m: { neuron: nlif, size: 100 } }",
  );
  const { outcome } = run(text, 50);
  expect(outcome.kind === "blow-up" && outcome.reason.data).toMatchObject({ where: ["n"] });
});
