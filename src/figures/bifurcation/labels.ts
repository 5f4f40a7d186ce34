/** Names beside points, moved so that they overlap neither one another nor points, and lines as little as may be. */
import type { Curve } from "../../contract/index.ts";
import { type } from "../scene/furniture.ts";
import { positioner } from "../scene/scales.ts";
import type { Mark, Scale } from "../scene/scene.ts";
import { measure } from "../text/metrics.ts";
import type { RichText } from "../text/rich-text.ts";

export interface Named {
  readonly x: number;
  readonly y: number;
  readonly text: RichText;
}

/** About the size of the panel [points]: labels are placed before the panel has its own. */
export interface Area {
  readonly width: number;
  readonly height: number;
}

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Distance of a label from its point, and of the rows that it may be moved to [points]. */
const [side, row] = [10, type.tick * 0.62] as const;

/** Where a label may stand, best first: rows down or up, on which side. */
const candidates = Array.from({ length: 14 }, (_, k) => k + 1).flatMap((rows) =>
  [-rows, rows].flatMap((down) => (["start", "end"] as const).map((anchor) => ({ down, anchor }))),
);

/** Distance of the samples of lines that labels keep off [points]. */
const spacing = 5;

/** A label for each point, in order. */
export function placeLabels(points: readonly Named[], x: Scale, y: Scale, area: Area, lines: readonly Curve[]): readonly Mark[] {
  const [across, down] = [positioner(x, 0, area.width), positioner(y, area.height, 0)];
  const samples = lines.flatMap((line) => sampled(line, across, down));
  const taken: Box[] = points.map((point) => around(across(point.x), down(point.y)));
  return points.map((point): Mark => {
    const [px, py] = [across(point.x), down(point.y)];
    const length = measure(point.text, type.tick);
    const boxes = candidates.map(({ down: rows, anchor }) => {
      const left = anchor === "start" ? px + side : px - side - length;
      const middle = py + rows * row;
      return { left, right: left + length, top: middle - type.tick * 0.6, bottom: middle + type.tick * 0.6, rows, anchor };
    });
    const costs = boxes.map((box) => {
      const isInside = box.left > 0 && box.right < area.width && box.top > -type.tick && box.bottom < area.height;
      const covered = samples.filter(([sx, sy]) => sx > box.left && sx < box.right && sy > box.top && sy < box.bottom).length;
      // A label over another is worse than any number of lines; one over a line is as bad as one a row farther away.
      return (isInside && !taken.some((other) => overlaps(box, other)) ? 0 : 1000) + 3 * Math.abs(box.rows) + Math.min(covered, 12);
    });
    const chosen = boxes[costs.indexOf(Math.min(...costs))]!;
    taken.push(chosen);
    return {
      kind: "label",
      x: point.x,
      y: point.y,
      dx: chosen.anchor === "start" ? side : -side,
      dy: chosen.rows * row,
      text: point.text,
      anchor: chosen.anchor,
      ink: "text",
      halo: true,
    };
  });
}

/** Places along a line, evenly. */
function sampled({ x, y }: Curve, across: (value: number) => number, down: (value: number) => number): [number, number][] {
  const found: [number, number][] = [];
  for (let k = 0; k + 1 < x.length; k++) {
    const [ax, ay, bx, by] = [across(x[k]!), down(y[k]!), across(x[k + 1]!), down(y[k + 1]!)];
    const count = Math.max(1, Math.min(200, Math.ceil(Math.max(Math.abs(bx - ax), Math.abs(by - ay)) / spacing)));
    for (let j = 0; j < count; j++) found.push([ax + ((bx - ax) * j) / count, ay + ((by - ay) * j) / count]);
  }
  return found;
}

function around(x: number, y: number): Box {
  return { left: x - 6, right: x + 6, top: y - 6, bottom: y + 6 };
}

function overlaps(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}
