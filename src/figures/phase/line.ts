/** The panel of a phase line: the rate over the state, arrows along the line, rest, threshold and reset. */
import type { Curve, PhasePortrait } from "../../contract/index.ts";
import { extent, scaleFor } from "../scene/scales.ts";
import type { HeadingEntry, Mark, PageSize, Scale } from "../scene/scene.ts";
import type { PanelContent } from "../scene/stack.ts";
import { plain, type RichText, typesetName, withUnit } from "../text/rich-text.ts";
import { fixedPointMarks } from "./fixed-points.ts";
import { inks, type Layer } from "./layers.ts";

/** Arrows along the line. */
const arrows = 21;
/** What the axis holds, of the rates by their size: most of them, and no more than so many times the smaller ones, which an exponential would hide. */
const shown = { part: 0.8, times: 5, of: 0.25 } as const;

export function linePanel(
  portrait: PhasePortrait,
  layers: ReadonlySet<Layer>,
  ends: readonly [number, number],
  page: PageSize,
): PanelContent {
  const { axes, field, units, threshold, reset } = portrait;
  const [{ state, unit, low, high }] = axes;
  const x = field.u.map((_, k) => low + ((k + 0.5) / field.columns) * (high - low));
  const y = scaleOf(field.u);
  const rateUnit = units === "none" ? "" : unit === "" || unit === "1" ? "1/ms" : `${unit}/ms`;
  const name: RichText = [{ text: "d" }, ...typesetName(state), { text: "/dt" }];
  const rule = (curve: Curve, dash: "dashed" | "dotted"): Mark => ({
    kind: "rule",
    axis: "x",
    at: curve.x[0]!,
    ink: "soft",
    width: 1.6,
    dash,
  });
  const label = (curve: Curve, text: string): Mark => ({
    kind: "label",
    x: curve.x[0]!,
    y: y.high,
    dx: curve.x[0]! > low + 0.8 * (high - low) ? -6 : 6,
    dy: 10,
    text: plain(text),
    anchor: curve.x[0]! > low + 0.8 * (high - low) ? "end" : "start",
    ink: "soft",
  });
  const upright = (curve: Curve): Curve => ({ x: Float64Array.of(curve.x[0]!, curve.x[0]!), y: Float64Array.of(y.low, y.high) });
  const covered = [{ x, y: field.u }, ...[...threshold, ...reset].map(upright)];
  const heading: HeadingEntry[] = [{ text: withUnit(name, rateUnit), ink: "text" }];
  return {
    heading,
    y,
    look: "grid",
    marks: [
      { kind: "rule", axis: "y", at: 0, ink: "soft", width: 1.2 },
      ...threshold.flatMap((curve) => [rule(curve, "dotted"), label(curve, "threshold")]),
      ...reset.flatMap((curve) => [rule(curve, "dashed"), label(curve, "reset")]),
      ...(layers.has("nullclines")
        ? [{ kind: "line" as const, x, y: field.u, ink: inks.nullclines[0], width: 2.4, free: true as const }]
        : []),
      ...(layers.has("field") ? [flowMark(x, field.u, ends)] : []),
      ...fixedPointMarks(portrait, layers.has("labels"), { left: ends[0], right: ends[1], bottom: y.low, top: y.high }, page, covered),
    ],
    weight: 1,
  };
}

/** The direction of the flow at some places of the line. */
function flowMark(x: Float64Array, u: Float64Array, [left, right]: readonly [number, number]): Mark {
  const places = Float64Array.from({ length: arrows }, (_, k) => left + ((k + 0.5) / arrows) * (right - left));
  const rates = places.map((place) => {
    const k = Math.floor(((place - x[0]!) / (x[x.length - 1]! - x[0]!)) * (x.length - 1) + 0.5);
    return u[k] ?? Number.NaN;
  });
  const zeros = new Float64Array(arrows);
  return { kind: "arrows", x: places, y: zeros, u: rates, v: zeros, ink: "text", width: 1.8, length: 22 };
}

/** Zero and most of the rates. */
function scaleOf(u: Float64Array): Scale {
  const finite = u.filter(Number.isFinite);
  const sizes = finite.map(Math.abs).sort();
  const at = (part: number) => sizes[Math.floor(part * (sizes.length - 1))] ?? 1;
  const [most, small] = [at(shown.part), shown.times * at(shown.of)];
  const bound = 1.25 * (small > 0 ? Math.min(most, small) : most);
  return scaleFor(extent([finite.map((value) => Math.max(-bound, Math.min(bound, value))), [0]]), 0.06);
}
