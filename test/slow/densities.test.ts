/**
 * Densities at full resolution: the bars of blow-up, mass and rhythm.
 * @module-tag slow
 */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { nnlif, run } from "../scales/densities/support.ts";

const example = (name: string) => readFileSync(new URL(`../../examples/${name}.yaml`, import.meta.url), "utf8");

test("mass is kept to 1e-12 over a hundred thousand steps of a thousand cells, and no density is negative", () => {
  const { activities, values } = run(nnlif({ b: 0.5, cells: 1000, step: 0.001, duration: 100, record: "density" }));
  expect(activities.n!.massError).toBeLessThan(1e-12);
  expect(values.get("n.density")!.every((density) => density >= 0)).toBe(true);
});

test("nnlif-blow-up ends at t = 3.417, and the error that it states covers that", () => {
  const { outcome } = run(example("nnlif-blow-up"), 2000);
  expect(outcome.kind).toBe("blow-up");
  if (outcome.kind !== "blow-up") return;
  // 3.417(1), by fixed steps of 6.25e-5 in another code.
  expect(Math.abs(outcome.t - 3.417)).toBeLessThan(1e-3);
  expect(Math.abs(outcome.t - 3.417)).toBeLessThan(outcome.error!);
  expect(outcome.error).toBeLessThan(1e-3);
});

test.each(["backward-euler", "bdf2"])("the time of blow-up is the same by %s within what each states", (scheme) => {
  const { outcome } = run(nnlif({ b: 3, v0: -1, s2: 0.5, cells: 800, step: 0.001, options: `, scheme: ${scheme}` }), 2000);
  if (outcome.kind !== "blow-up") throw new Error(outcome.kind);
  expect(Math.abs(outcome.t - 3.4174)).toBeLessThan(outcome.error!);
});
