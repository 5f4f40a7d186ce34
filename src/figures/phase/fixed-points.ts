/** Fixed points: filled if stable, hollow if not, half-filled for saddles, named where there is room; close ones have a name together. */
import type { Curve, FixedPoint, PhasePortrait } from "../../contract/index.ts";
import { type } from "../scene/furniture.ts";
import type { Mark, PageSize } from "../scene/scene.ts";
import { measure } from "../text/metrics.ts";
import { plain } from "../text/rich-text.ts";

/** Ends of the axes. */
export interface Ends {
  readonly left: number;
  readonly right: number;
  readonly bottom: number;
  readonly top: number;
}

/** What of a page is no plotting area, near enough to see which names would cover what [points]. */
const MARGINS: PageSize = { width: 90, height: 125 };

/** A name beside its point: how it is anchored, and where its middle line begins [points]. */
interface Position {
  readonly anchor: "start" | "end" | "middle";
  readonly dx: number;
  readonly dy: number;
}

/** In the order in which they are preferred; from the last point of a group where the name follows it, else from its first. */
const positions: readonly Position[] = [
  { anchor: "start", dx: 10, dy: -13 },
  { anchor: "start", dx: 10, dy: 14 },
  { anchor: "end", dx: -10, dy: -13 },
  { anchor: "end", dx: -10, dy: 14 },
  { anchor: "start", dx: 13, dy: 0 },
  { anchor: "end", dx: -13, dy: 0 },
  { anchor: "middle", dx: 0, dy: -20 },
  { anchor: "middle", dx: 0, dy: 21 },
  { anchor: "start", dx: 24, dy: -30 },
  { anchor: "end", dx: -24, dy: -30 },
  { anchor: "start", dx: 24, dy: 31 },
  { anchor: "end", dx: -24, dy: 31 },
];

/** What it costs to cover a stretch of a curve, another name, or the border. */
const costs = { curve: 1, name: 60, border: 200 } as const;

/** Points nearer than this are named together, from left to right: a name between them could belong to either [points]. */
const CLOSE = 44;

/** @param curves  what names should not cover, in data coordinates */
export function fixedPointMarks(
  portrait: PhasePortrait,
  isNamed: boolean,
  ends: Ends,
  page: PageSize,
  curves: readonly Curve[],
): readonly Mark[] {
  const { fixedPoints, axes, states } = portrait;
  const [a, b] = axes.map(({ state }) => states.findIndex(({ name }) => name === state));
  const place = ({ at }: FixedPoint) => ({ x: at[a!]!, y: b === undefined ? 0 : at[b]! });
  const { left, right, bottom, top } = ends;
  const isInside = ({ x, y }: { x: number; y: number }) => x >= left && x <= right && y >= bottom && y <= top;
  const seen = fixedPoints.map((point) => ({ point, ...place(point) })).filter(isInside);
  const discs = seen.map(({ point, x, y }): Mark => {
    const look = point.type.startsWith("saddle") ? { half: true } : point.stable ? {} : { hollow: true };
    return { kind: "points", x: Float64Array.of(x), y: Float64Array.of(y), ink: "text", radius: 5.5, ...look };
  });
  if (!isNamed || seen.length === 0) return discs;
  const room = new Room(ends, page, curves);
  const labels = room.groups(seen.map(({ point, x, y }) => ({ x, y, name: point.type }))).map((group): Mark => {
    const text = plain(group.map(({ name }) => name).join(", "));
    const [first, last] = [group[0]!, group.at(-1)!];
    const { anchor, dx, dy } = room.place(group, measure(text, type.tick));
    const { x, y } = anchor === "start" ? last : first;
    return { kind: "label", x, y, dx, dy, text, anchor, ink: "text", halo: true };
  });
  return [...discs, ...labels];
}

/** A fixed point that is named, in data coordinates. */
interface Spot {
  readonly x: number;
  readonly y: number;
  readonly name: string;
}

/** Points of a curve nearer than this are one; a step longer than the other leads from somewhere off the page [points]. */
const NEAR = 3;
const FAR = 5000;

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** What is covered already, on a page. */
class Room {
  readonly #width: number;
  readonly #height: number;
  readonly #ends: Ends;
  /** Points along the curves, x and y in turns. */
  readonly #covered: number[] = [];
  readonly #names: Box[] = [];

  constructor(ends: Ends, page: PageSize, curves: readonly Curve[]) {
    this.#ends = ends;
    this.#width = page.width - MARGINS.width;
    this.#height = page.height - MARGINS.height;
    for (const curve of curves) this.#cover(curve);
  }

  /** Points of the curve that are a few points of the page apart: a run has ten thousand samples, and this is done for every picture. */
  #cover({ x, y }: Curve): void {
    const { left, right, bottom, top } = this.#ends;
    const [perX, perY] = [this.#width / (right - left), this.#height / (top - bottom)];
    let [lastX, lastY] = [Number.NaN, Number.NaN];
    for (let k = 0; k < x.length; k++) {
      const [px, py] = [(x[k]! - left) * perX, (top - y[k]!) * perY];
      const length = Math.abs(px - lastX) + Math.abs(py - lastY);
      if (length < NEAR) continue;
      if (length < FAR) {
        // A long step is cut, so that no name fits through.
        const pieces = Math.ceil(length / (2 * NEAR));
        for (let j = 1; j < pieces; j++) this.#covered.push(lastX + ((px - lastX) * j) / pieces, lastY + ((py - lastY) * j) / pieces);
      }
      if (Number.isFinite(px + py)) this.#covered.push(px, py);
      [lastX, lastY] = [px, py];
    }
  }

  #at(x: number, y: number): readonly [number, number] {
    const { left, right, bottom, top } = this.#ends;
    return [((x - left) / (right - left)) * this.#width, ((top - y) / (top - bottom)) * this.#height];
  }

  /** The points by what is named together, each group from left to right. */
  groups(spots: readonly Spot[]): readonly (readonly Spot[])[] {
    const groups: Spot[][] = [];
    for (const spot of [...spots].sort((a, b) => a.x - b.x)) {
      const [px, py] = this.#at(spot.x, spot.y);
      const near = groups.find((group) => {
        const [qx, qy] = this.#at(group.at(-1)!.x, group.at(-1)!.y);
        return Math.abs(px - qx) < CLOSE && Math.abs(py - qy) < CLOSE / 2;
      });
      if (near) near.push(spot);
      else groups.push([spot]);
    }
    return groups;
  }

  /** The best position for the name of a group, of this width, which is then taken. */
  place(group: readonly Spot[], width: number): Position {
    const [first, last] = [group[0]!, group.at(-1)!];
    let best: { readonly cost: number; readonly position: Position; readonly box: Box } | undefined;
    for (const [rank, position] of positions.entries()) {
      const { anchor, dx, dy } = position;
      const spot = anchor === "start" ? last : first;
      const [px, py] = this.#at(spot.x, spot.y);
      const from = px + dx - (anchor === "end" ? width : anchor === "middle" ? width / 2 : 0);
      const box = { left: from - 2, right: from + width + 2, top: py + dy - 8, bottom: py + dy + 8 };
      const cost = this.#costOf(box) + 0.1 * rank;
      if (best === undefined || cost < best.cost) best = { cost, position, box };
    }
    this.#names.push(best!.box);
    return best!.position;
  }

  #costOf({ left, right, top, bottom }: Box): number {
    let cost = left < 0 || right > this.#width || top < 0 || bottom > this.#height ? costs.border : 0;
    for (const name of this.#names) {
      if (left < name.right && right > name.left && top < name.bottom && bottom > name.top) cost += costs.name;
    }
    const covered = this.#covered;
    for (let k = 0; k < covered.length; k += 2) {
      const [x, y] = [covered[k]!, covered[k + 1]!];
      if (x > left && x < right && y > top && y < bottom) cost += costs.curve;
    }
    return cost;
  }
}
