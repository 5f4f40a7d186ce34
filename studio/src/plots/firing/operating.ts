/** Where the model stands on its f-I curve. */
import type { FiringCurve } from "../../../../src/contract/index.ts";
import type { Ink, Panel, Shape } from "../../../../src/figures/index.ts";
import { decimals } from "../stage/decimals.ts";
import { pageAt } from "../stage/frame.ts";

/** Rate on the straight lines between the points of the curve; undefined outside of them, and just above the rheobase, where it is not known. */
export function rateAt({ points, rheobase }: FiringCurve, input: number): number | undefined {
  const next = points.findIndex((point) => point.input >= input);
  const [before, after] = [points[next - 1], points[next]];
  if (!after) return undefined;
  if (after.input === input || !before) return after.input === input ? after.rate : undefined;
  if (before.rate > 0 !== after.rate > 0) return rheobase.step !== null && input < rheobase.step ? 0 : undefined;
  const share = (input - before.input) / (after.input - before.input);
  return before.rate + share * (after.rate - before.rate);
}

/** The input as a person would write it: to the digit of which `step` is at least one. */
export function roundedInput(value: number, step: number): number {
  return Number(value.toFixed(decimals(step)));
}

/** The series whose colour marks the input as it is. */
const MARK: Ink = 4;

/**
 * A line at the input as it is: from the axis to a disc on the curve, clear of the words above it, or all the way up where it has no rate. Nothing
 * where the input lies beyond the axis.
 */
export function operatingShapes(panel: Panel, input: number, rate: number | undefined): readonly Shape[] {
  const { low, high } = panel.x.scale;
  if (input < low || input > high) return [];
  if (rate === undefined) return [vertical(panel, input, MARK, 2)];
  const { x, y } = pageAt(panel, { x: input, y: rate });
  return [
    vertical(panel, input, MARK, 2, y),
    { kind: "discs", centres: Float64Array.of(x, y), radius: 6, fill: MARK, stroke: { ink: "text", width: 1.5 } },
  ];
}

/** A thin line at the input under the pointer. */
export function pointerShapes(panel: Panel, input: number): readonly Shape[] {
  return [vertical(panel, input, "soft", 1)];
}

/** Up to a height on the page, else through the whole panel. */
function vertical(panel: Panel, input: number, ink: Ink, width: number, top = panel.frame.y): Shape {
  const { x, y } = pageAt(panel, { x: input, y: panel.y.scale.low });
  return { kind: "path", parts: [Float64Array.of(x, top, x, y)], stroke: { ink, width, cap: "butt" } };
}
