/** Figures drawn by name, as the tests of each look at them. */
import { LapicqueError } from "../../src/base/index.ts";
import type { Result, SweepResult } from "../../src/contract/index.ts";
import { type Figure, figures, light, type Picture, readOptions, renderSvg, type Scene, type View } from "../../src/figures/index.ts";
import { plainText } from "../../src/figures/text/rich-text.ts";
import { provenance, signal } from "./fixtures.ts";

export async function draw(id: string, from: Result | SweepResult, options: Record<string, unknown> = {}, view?: View): Promise<Picture> {
  const entry = figures.find((one) => one.id === id)!;
  // The entry's `of` says which of the two it takes; the caller passes the right one.
  const figure = (await entry.load()) as Figure<Result | SweepResult>;
  return figure.draw(from, readOptions(id, figure.options, options, from.units), view);
}

export const svg = (scene: Scene, theme = light) => renderSvg(scene, theme, provenance);
export const headings = (scene: Scene) => scene.panels.map(({ heading }) => heading.map(({ text }) => plainText(text)).join(" "));
export const noise = (label: string, unit: string, more: object = {}) =>
  signal("cell", label, unit, Float64Array.of(0, 1, 2), Float64Array.of(0, 2, 1), more);

export async function refusal(id: string, from: Result | SweepResult, options: Record<string, unknown> = {}): Promise<string> {
  try {
    await draw(id, from, options);
  } catch (error) {
    if (error instanceof LapicqueError) return error.code;
    throw error;
  }
  return "none";
}
