/** Arrows of a vector field: where they point, and how long they are, is decided on the page. */

import { positioner } from "../scene/scales.ts";
import type { Mark, Panel } from "../scene/scene.ts";
import type { Shape } from "./shapes.ts";

type Arrows = Extract<Mark, { readonly kind: "arrows" }>;

/** Part of the full length that the slowest arrows keep, so that their direction can be seen. */
const shortest = 0.45;
/** Length of the head's strokes as a part of the arrow, and their spread to the sides. */
const head = { length: 0.36, spread: 0.2 } as const;

/** Neighbours are at least this part of an arrow's length apart; those above one another may be closer, as most point along a row. */
const apart = { across: 0.9, up: 0.75 } as const;

/** Which of the arrows are drawn: every first, or second, ... of a row and of a column, so that they stay apart. */
function drawn({ x, y, length }: Arrows, px: (value: number) => number, py: (value: number) => number): (k: number) => boolean {
  const next = y.findIndex((value) => value !== y[0]);
  const columns = next < 0 ? x.length : next;
  const stride = (gap: number, part: number) => Math.max(1, Math.ceil((part * length) / Math.abs(gap)) || 1);
  const across = columns > 1 ? stride(px(x[1]!) - px(x[0]!), apart.across) : 1;
  const up = columns < x.length ? stride(py(y[columns]!) - py(y[0]!), apart.up) : 1;
  return (k) => (k % columns) % across === across >> 1 && Math.floor(k / columns) % up === up >> 1;
}

/** One path for all arrows. */
export function arrowShapes(arrows: Arrows, { frame, x: across, y: up }: Panel): Shape[] {
  const { x, y, u, v, ink, width, length, opacity } = arrows;
  const px = positioner(across.scale, frame.x, frame.x + frame.width);
  const py = positioner(up.scale, frame.y + frame.height, frame.y);
  const [perX, perY] = [frame.width / (across.scale.high - across.scale.low), frame.height / (up.scale.high - up.scale.low)];
  const speeds = u.map((_, k) => Math.sqrt(u[k]! * perX * u[k]! * perX + v[k]! * perY * v[k]! * perY));
  const sorted = speeds.filter((speed) => speed > 0 && speed < Number.POSITIVE_INFINITY).sort();
  // Half of the arrows are faster than this: they are long, whatever the fastest one is.
  const usual = sorted[sorted.length >> 1] ?? 0;
  const parts: Float64Array[] = [];
  const isDrawn = drawn(arrows, px, py);
  speeds.forEach((speed, k) => {
    if (!isDrawn(k)) return;
    const [cx, cy] = [px(x[k]!), py(y[k]!)];
    if (!(speed > 0 && speed < Number.POSITIVE_INFINITY) || !Number.isFinite(cx + cy)) return;
    const size = length * Math.min(1, shortest + ((1 - shortest) * speed) / (speed + 0.5 * usual));
    const [dx, dy] = [(u[k]! * perX * size) / speed, (-v[k]! * perY * size) / speed];
    const [tx, ty] = [cx + 0.5 * dx, cy + 0.5 * dy];
    const barb = (side: number) => [tx - head.length * dx - side * head.spread * dy, ty - head.length * dy + side * head.spread * dx];
    parts.push(Float64Array.of(cx - 0.5 * dx, cy - 0.5 * dy, tx, ty));
    parts.push(Float64Array.from([...barb(1), tx, ty, ...barb(-1)]));
  });
  if (parts.length === 0) return [];
  return [{ kind: "path", parts, stroke: { ink, width, cap: "round" }, ...(opacity === undefined ? {} : { opacity }) }];
}
