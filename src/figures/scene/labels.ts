/** Names beside points and upright rules, moved so that they overlap neither one another nor points, and lines as little as may be. */
import type { Curve } from "../../contract/index.ts";
import { measure } from "../text/metrics.ts";
import type { RichText } from "../text/rich-text.ts";
import { type } from "./furniture.ts";
import { positioner } from "./scales.ts";
import type { Mark, Scale } from "./scene.ts";

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
      const covered = coveredBy(box, samples);
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

/** An upright rule with its name, and a shorter one for narrow pages. */
export interface NamedRule {
  readonly at: number;
  readonly text: RichText;
  readonly short: RichText;
}

/** Distance of a name from its rule, and of the rows that it may stand in [points]. */
const [beside, ruleRow] = [5, type.tick * 1.25] as const;

/** What it costs to stand a row lower, to cover a sample of a line, to cross another rule. */
const costs = { row: 1, line: 6, rule: 8, impossible: 1000 } as const;

/** A name for each rule, in order: beside it, as high as there is room. */
export function placeRuleNames(rules: readonly NamedRule[], x: Scale, y: Scale, area: Area, lines: readonly Curve[]): readonly Mark[] {
  const [across, down] = [positioner(x, 0, area.width), positioner(y, area.height, 0)];
  const samples = lines.flatMap((line) => sampled(line, across, down));
  const rows = Math.max(1, Math.floor(area.height / ruleRow) - 1);
  const taken: Box[] = [];
  const best = (at: number, text: RichText) => {
    const length = measure(text, type.tick);
    const places = Array.from({ length: 2 * rows }, (_, k) => {
      const [line, anchor] = [k >> 1, k % 2 === 0 ? ("start" as const) : ("end" as const)];
      const left = anchor === "start" ? across(at) + beside : across(at) - beside - length;
      const middle = (line + 0.6) * ruleRow;
      return { left, right: left + length, top: middle - 0.6 * type.tick, bottom: middle + 0.6 * type.tick, middle, anchor, line };
    });
    const priced = places.map((box) => {
      const isPossible = box.left >= 0 && box.right <= area.width && !taken.some((other) => overlaps(box, other));
      const crossed = rules.filter((other) => across(other.at) > box.left && across(other.at) < box.right).length;
      const cost = costs.row * box.line + costs.line * coveredBy(box, samples) + costs.rule * crossed;
      return { ...box, text, cost: cost + (isPossible ? 0 : costs.impossible) };
    });
    return priced.reduce((a, b) => (b.cost < a.cost ? b : a));
  };
  return rules.map(({ at, text, short }): Mark => {
    const full = best(at, text);
    const chosen = full.cost < costs.impossible ? full : best(at, short);
    taken.push(chosen);
    const { anchor, middle } = chosen;
    return {
      kind: "label",
      x: at,
      y: y.high,
      dx: anchor === "start" ? beside : -beside,
      dy: middle,
      text: chosen.text,
      anchor,
      ink: "soft",
      halo: true,
    };
  });
}

/** How many samples of lines a box covers. */
function coveredBy(box: Box, samples: readonly (readonly [number, number])[]): number {
  return samples.filter(([x, y]) => x > box.left && x < box.right && y > box.top && y < box.bottom).length;
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

/** Ascending positions at least `gap` apart and below `most`, each moved as little as pushing down and then up again allows. */
export function spread(positions: readonly number[], gap: number, most: number): readonly number[] {
  const down = [...positions];
  for (let k = 1; k < down.length; k++) down[k] = Math.max(down[k]!, down[k - 1]! + gap);
  if (down.length > 0) down[down.length - 1] = Math.min(down[down.length - 1]!, most);
  for (let k = down.length - 2; k >= 0; k--) down[k] = Math.min(down[k]!, down[k + 1]! - gap);
  return down;
}
