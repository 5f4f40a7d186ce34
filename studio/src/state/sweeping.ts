/** What can be swept and measured. */

import type { Described, ShownDial, SweepSettings } from "../contract.ts";
import { quantity } from "../panels/slider.ts";
import type { Sweeping } from "../worker/messages.ts";

/** Points of a sweep that was asked for with one click. */
const POINTS = 25;

/** Every number with a slider, but those of the run. */
export const sweptDials = (dials: readonly ShownDial[]): readonly ShownDial[] =>
  dials.filter(({ ends, group }) => ends !== undefined && group !== "run");

/** A sweep over all of a dial's slider. */
export function sweepOver({ path, ends }: ShownDial, { measure }: SweepSettings): SweepSettings {
  const [low, high] = ends ?? [0, 1];
  return { over: { path, low, high, points: POINTS }, ...(measure === undefined ? {} : { measure }) };
}

/** What is measured of each population that fires, the rate first; the names are those of `sweep: { measure }`. */
const kinds = ["rate", "cv", "cv2", "lv", "fano", "correlation", "synchrony"] as const;

/** Everything that can be measured. */
export const measuresOf = (described: Described | undefined): readonly string[] =>
  kinds.flatMap((kind) => (described?.firing ?? []).map((population) => `${population}.${kind}`));

/** What the worker is asked: values with their units. */
export function requestOf({ over, measure }: SweepSettings, described: Described | undefined): Sweeping {
  if (!over) return {};
  const { path, low, high, points } = over;
  const unit = described?.dials.find((dial) => dial.path === path)?.unit ?? "";
  const measured = measure ?? measuresOf(described)[0];
  return {
    over: { path, low: quantity(low, unit), high: quantity(high, unit), points },
    ...(measured === undefined ? {} : { measure: measured }),
  };
}
