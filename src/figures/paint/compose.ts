/** From a scene to shapes on a page: axes, headings and marks at their places. */

import { unreachable } from "../../base/index.ts";
import { headingHeight, headingLines, swatch, swatchLength, tick, titleLines, titlePlace, type } from "../scene/furniture.ts";
import { spread } from "../scene/labels.ts";
import { positioner } from "../scene/scales.ts";
import type { Box, Dash, HeadingEntry, Ink, Mark, Panel, Scene } from "../scene/scene.ts";
import { measure } from "../text/metrics.ts";
import { plain } from "../text/rich-text.ts";
import { arrowShapes } from "./arrows.ts";
import { cellShapes, rampShape } from "./cells.ts";
import { halfDisc } from "./half-disc.ts";
import type { Page, Shape } from "./shapes.ts";
import { thinLine } from "./thin.ts";
import { thinCurve } from "./thin-curve.ts";

/** Positions of a panel's data on the page. */
interface Place {
  readonly panel: Panel;
  readonly x: (value: number) => number;
  readonly y: (value: number) => number;
}

/** Marks may touch the frame's edge with half their width. */
const BLEED = 2;

/** The shapes of a scene. */
export function compose(scene: Scene): Page {
  const shapes: Shape[] = titleShapes(scene);
  for (const panel of scene.panels) {
    const { frame } = panel;
    const place: Place = {
      panel,
      x: positioner(panel.x.scale, frame.x, frame.x + frame.width),
      y: positioner(panel.y.scale, frame.y + frame.height, frame.y),
    };
    shapes.push(...axisShapes(place), ...headingShapes(panel));
    const box = { x: frame.x, y: frame.y - BLEED, width: frame.width + BLEED, height: frame.height + 2 * BLEED };
    const marks = panel.marks.filter((mark) => !isLabel(mark)).flatMap((mark) => markShapes(mark, place));
    // A clip costs a renderer a whole layer of the page: only what sticks out is clipped.
    if (marks.every((shape) => isWithin(shape, box))) shapes.push(...marks);
    else shapes.push({ kind: "clip", box, shapes: marks });
    shapes.push(...panel.marks.filter(isLabel).flatMap((mark) => markShapes(mark, place)));
  }
  return { width: scene.width, height: scene.height, shapes };
}

/** Whether no point of a shape lies outside the box. */
function isWithin(shape: Shape, { x, y, width, height }: Box): boolean {
  if (shape.kind === "cells") {
    const { box } = shape;
    return box.x >= x - BLEED && box.x + box.width <= x + width && box.y >= y && box.y + box.height <= y + height;
  }
  const coordinates = shape.kind === "path" ? shape.parts : shape.kind === "discs" ? [shape.centres] : [];
  for (const points of coordinates)
    for (let k = 0; k < points.length; k += 2) {
      const [px, py] = [points[k]!, points[k + 1]!];
      if (!(px >= x - BLEED && px <= x + width && py >= y && py <= y + height)) return false;
    }
  return true;
}

/** Labels may stand outside the frame. */
const isLabel = (mark: Mark) => mark.kind === "label" || mark.kind === "end-labels";

function titleShapes(scene: Scene): Shape[] {
  return titleLines(scene.title, scene.width).map((line, k) => ({
    kind: "text",
    x: titlePlace.x,
    y: titlePlace.baseline + k * titlePlace.lineHeight,
    text: plain(line),
    size: type.title,
    anchor: "start",
    ink: "text",
  }));
}

function lineShape(points: readonly number[], ink: Ink, width: number): Shape {
  return { kind: "path", parts: [Float64Array.from(points)], stroke: { ink, width, cap: "butt" } };
}

function axisShapes({ panel, x, y }: Place): Shape[] {
  const { frame } = panel;
  const [left, right, top, bottom] = [frame.x, frame.x + frame.width, frame.y, frame.y + frame.height];
  const shapes: Shape[] = [];
  for (const { at, label } of panel.y.look === "bare" ? [] : panel.y.ticks) {
    const position = y(at);
    if (panel.y.look === "grid") shapes.push(lineShape([left, position, right, position], "faint", 1));
    else shapes.push(lineShape([left - tick.length, position, left, position], "soft", 1));
    shapes.push({
      kind: "text",
      x: left - tick.length - tick.gap,
      y: position + type.tick * 0.36,
      text: label,
      size: type.tick,
      anchor: "end",
      ink: "soft",
    });
  }
  for (const { at, label } of panel.x.look === "bare" ? [] : panel.x.ticks) {
    const position = x(at);
    if (panel.x.look === "grid") shapes.push(lineShape([position, top, position, bottom], "faint", 1));
    else {
      shapes.push(lineShape([position, bottom, position, bottom + tick.length], "soft", 1));
      shapes.push({
        kind: "text",
        x: position,
        y: bottom + tick.length + tick.gap + type.tick * 0.9,
        text: label,
        size: type.tick,
        anchor: "middle",
        ink: "soft",
      });
    }
  }
  if (panel.y.look === "full") shapes.push(lineShape([left, top, left, bottom], "soft", 1));
  if (panel.x.look === "full") {
    shapes.push(lineShape([left, bottom, right, bottom], "soft", 1));
    if (panel.x.label) {
      const baseline = bottom + tick.length + tick.gap + type.tick * 1.15 + type.label * 1.15;
      shapes.push({
        kind: "text",
        x: (left + right) / 2,
        y: baseline,
        text: panel.x.label,
        size: type.label,
        anchor: "middle",
        ink: "text",
      });
    }
  }
  return shapes;
}

function headingShapes({ frame, heading }: Panel): Shape[] {
  const lines = headingLines(heading, frame.width);
  return lines.flatMap((line, k) => headingLineShapes(line, frame.x, frame.y - 7 - (lines.length - 1 - k) * headingHeight));
}

function headingLineShapes(line: readonly HeadingEntry[], left: number, baseline: number): Shape[] {
  const shapes: Shape[] = [];
  let x = left;
  for (const entry of line) {
    if (entry.swatch) {
      const y = baseline - type.label * 0.35;
      shapes.push(swatchShape(entry.swatch, x, y));
      x += swatchLength(entry.swatch) + swatch.gap;
    }
    shapes.push({ kind: "text", x, y: baseline, text: entry.text, size: type.label, anchor: "start", ink: entry.ink });
    x += measure(entry.text, type.label) + swatch.between;
  }
  return shapes;
}

function swatchShape(sample: NonNullable<HeadingEntry["swatch"]>, x: number, y: number): Shape {
  const length = swatchLength(sample);
  if (sample.kind === "ramp") return rampShape(sample.palette, { x, y: y - 5, width: length, height: 10 });
  const { kind, ink } = sample;
  if (kind === "point") return { kind: "discs", centres: Float64Array.of(x + length / 2, y), radius: 3.5, fill: ink };
  const dash = kind === "line" ? {} : { dash: dashes[kind] };
  return { kind: "path", parts: [Float64Array.of(x, y, x + length, y)], stroke: { ink, width: 2.5, cap: "butt", ...dash } };
}

/** Lengths of strokes and gaps [points]. */
const dashes = {
  dashed: [6, 4],
  dotted: [1.5, 3],
  "dash-dotted": [8, 3, 1.5, 3],
  "long-dashed": [14, 4],
  "dash-dot-dotted": [8, 3, 1.5, 3, 1.5, 3],
} as const satisfies Readonly<Record<Dash, readonly number[]>>;

function markShapes(mark: Mark, place: Place): Shape[] {
  switch (mark.kind) {
    case "line":
      return lineShapes(mark, place);
    case "points":
      return pointShapes(mark, place);
    case "arrows":
      return arrowShapes(mark, place.panel);
    case "strokes":
      return strokeShapes(mark, place);
    case "area":
      return areaShapes(mark, place);
    case "cells":
      return cellShapes(mark, place.panel);
    case "rule":
      return ruleShapes(mark, place);
    case "label": {
      const [x, y] = [place.x(mark.x) + (mark.dx ?? 0), place.y(mark.y) + (mark.dy ?? 0) + type.tick * 0.36];
      if (!Number.isFinite(x) || !Number.isFinite(y)) return [];
      const halo = mark.halo ? { halo: mark.halo } : {};
      return [{ kind: "text", x, y, text: mark.text, size: type.tick, anchor: mark.anchor, ink: mark.ink, ...halo }];
    }
    case "end-labels":
      return endLabelShapes(mark, place);
    default:
      return unreachable(mark);
  }
}

type Of<K extends Mark["kind"]> = Extract<Mark, { readonly kind: K }>;

function lineShapes({ x, y, ink, width, dash, opacity, free }: Of<"line">, place: Place): Shape[] {
  const thin = free ? thinCurve : thinLine;
  const parts = thin(x.length, (k, out) => {
    out[0] = place.x(x[k]!);
    out[1] = place.y(y[k]!);
  });
  const lines = parts.filter((part) => part.length > 2);
  // A sample between two gaps is no line, yet it was recorded.
  const alone = parts.filter((part) => part.length === 2 && isOnPage(part, place.panel.frame));
  const shapes: Shape[] = [];
  const stroke = { ink, width, cap: "butt" as const, ...(dash ? { dash: dashes[dash] } : {}) };
  if (lines.length > 0) shapes.push({ kind: "path", parts: lines, stroke, ...(opacity === undefined ? {} : { opacity }) });
  if (alone.length > 0) {
    const centres = Float64Array.from(alone.flatMap((part) => [part[0]!, part[1]!]));
    shapes.push({ kind: "discs", centres, radius: Math.max(width, 3), fill: ink });
  }
  return shapes;
}

/** Discs far off the page would make a renderer's layer as large as they are far. */
function isOnPage([x, y]: Float64Array, { x: left, y: top, width, height }: Box): boolean {
  return x! >= left - BLEED && x! <= left + width + BLEED && y! >= top - BLEED && y! <= top + height + BLEED;
}

function pointShapes({ x, y, ink, radius, hollow, half }: Of<"points">, place: Place): Shape[] {
  const seen = new Set<number>();
  const centres: number[] = [];
  for (let k = 0; k < x.length; k++) {
    const [px, py] = [place.x(x[k]!), place.y(y[k]!)];
    if (!Number.isFinite(px) || !Number.isFinite(py) || isRepeated(seen, px, py)) continue;
    centres.push(px, py);
  }
  if (centres.length === 0) return [];
  const outline = hollow || half ? { stroke: { ink, width: 1.5 } } : {};
  const discs: Shape = {
    kind: "discs",
    centres: Float64Array.from(centres),
    radius,
    fill: hollow || half ? "background" : ink,
    ...outline,
  };
  if (!half) return [discs];
  const parts = Array.from({ length: centres.length / 2 }, (_, k) => halfDisc(centres[2 * k]!, centres[2 * k + 1]!, radius));
  return [discs, { kind: "path", parts, fill: ink }];
}

/** Whether something was already drawn at this quarter of a point; remembers it. Positions are below 1e5 (`positioner`). */
function isRepeated(seen: Set<number>, x: number, y: number): boolean {
  // Of a page below 8192 points a small integer, which a set finds several times as fast as other numbers.
  const key = Math.round(x * 4) * 2 ** 15 + Math.round(y * 4);
  if (seen.has(key)) return true;
  seen.add(key);
  return false;
}

function strokeShapes({ x, low, high, ink, width, cap }: Of<"strokes">, place: Place): Shape[] {
  const seen = new Set<number>();
  const parts: Float64Array[] = [];
  for (let k = 0; k < x.length; k++) {
    const [at, from, to] = [place.x(x[k]!), place.y(low[k]!), place.y(high[k]!)];
    if (!Number.isFinite(at) || !Number.isFinite(from) || !Number.isFinite(to) || isRepeated(seen, at, from)) continue;
    parts.push(segment(at, from, at, to));
    if (cap !== undefined) parts.push(segment(at - cap, from, at + cap, from), segment(at - cap, to, at + cap, to));
  }
  return parts.length > 0 ? [{ kind: "path", parts, stroke: { ink, width, cap: "butt" } }] : [];
}

/** Of thousands: `Float64Array.of` takes several times as long. */
function segment(x0: number, y0: number, x1: number, y1: number): Float64Array {
  const ends = new Float64Array(4);
  ends[0] = x0;
  ends[1] = y0;
  ends[2] = x1;
  ends[3] = y1;
  return ends;
}

function areaShapes({ x, low, high, ink, opacity }: Of<"area">, place: Place): Shape[] {
  const edge = (y: Float64Array) =>
    thinLine(x.length, (k, out) => {
      // A gap in one edge is a gap in the area.
      const whole = Number.isFinite(low[k]!) && Number.isFinite(high[k]!);
      out[0] = whole ? place.x(x[k]!) : Number.NaN;
      out[1] = place.y(y[k]!);
    });
  const [below, above] = [edge(low), edge(high)];
  const parts = below.map((part, k) => {
    const back = above[k] ?? part;
    const ring = new Float64Array(part.length + back.length);
    ring.set(part);
    for (let j = 0; j < back.length; j += 2) ring.set([back[back.length - 2 - j]!, back[back.length - 1 - j]!], part.length + j);
    return ring;
  });
  return parts.length > 0 ? [{ kind: "path", parts, fill: ink, opacity }] : [];
}

function ruleShapes({ axis, at, ink, width, dash }: Of<"rule">, { panel, x, y }: Place): Shape[] {
  const { frame } = panel;
  const position = axis === "x" ? x(at) : y(at);
  if (!Number.isFinite(position)) return [];
  const points =
    axis === "x" ? [position, frame.y, position, frame.y + frame.height] : [frame.x, position, frame.x + frame.width, position];
  return [
    { kind: "path", parts: [Float64Array.from(points)], stroke: { ink, width, cap: "butt", ...(dash ? { dash: dashes[dash] } : {}) } },
  ];
}

function endLabelShapes({ labels }: Of<"end-labels">, { panel, y }: Place): Shape[] {
  const { frame } = panel;
  const found = labels.map((label) => ({ ...label, at: y(label.y) })).filter(({ at }) => Number.isFinite(at));
  found.sort((a, b) => a.at - b.at);
  const heights = spread(
    found.map(({ at }) => at),
    type.tick * 1.2,
    frame.y + frame.height,
  );
  return found.map(({ text, ink }, k) => ({
    kind: "text",
    x: frame.x + frame.width + 8,
    y: heights[k]! + type.tick * 0.36,
    text,
    size: type.tick,
    anchor: "start",
    ink,
  }));
}
