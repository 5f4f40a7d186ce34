/** Runs with theory beside them, and how simulated points are held against its lines. */
import { readFileSync } from "node:fs";
import { expect } from "vitest";
import type { Result, TheoryCurve } from "../../../src/contract/index.ts";
import { figures } from "../../../src/figures/index.ts";
import { theoryAt } from "../../../src/figures/populations/theory.ts";
import { builtNames, openText, portableHost, run, withTheory } from "../../../src/session/index.ts";
import { draw } from "../../figures/drawing.ts";

const environment = { host: portableHost, names: builtNames(figures.map(({ id }) => id)) };

export async function played(text: string, set: readonly string[] = []): Promise<Result> {
  const opened = await openText(environment, text, "theory.yaml", { set });
  expect(opened.errors.map(({ message }) => message)).toEqual([]);
  const [ran] = await run(portableHost, opened, {});
  return withTheory(opened.experiment!, ran!.result);
}

export const example = (name: string) => readFileSync(new URL(`../../../examples/${name}.yaml`, import.meta.url), "utf8");
export const curveOf = ({ theory }: Result, figure: string, quantity: string): TheoryCurve =>
  theory!.curves.find((one) => one.figure === figure && one.quantity === quantity)!;
export const at = (curve: TheoryCurve, x: number, axes: "linear" | "log") => theoryAt(curve, Float64Array.of(x), axes)[0]!;

/** Columns of the CSV of a figure, by name. */
export async function tableOf(figure: string, result: Result, options: Record<string, unknown> = {}) {
  const { columns } = (await draw(figure, result, options)).table();
  return (name: string) => Float64Array.from(columns.find((one) => one.name === name)!.values as Float64Array);
}

/**
 * Simulated spectrum against the line. Averages of K segments, half overlapping under a Hann window, have the relative variance 1.06/K (Welch
 * 1967); bands of neighbouring frequencies less. Points near the Nyquist frequency of the bins hold what is beyond it.
 */
export function expectOnLine(points: Float64Array, line: Float64Array, segments: number): void {
  const z = points.map((value, k) => (value / line[k]! - 1) / Math.sqrt(1.06 / segments));
  expect(Math.max(...z.map(Math.abs))).toBeLessThan(4.5);
  expect(z.reduce((sum, one) => sum + one * one, 0) / z.length).toBeLessThan(1.5);
}
