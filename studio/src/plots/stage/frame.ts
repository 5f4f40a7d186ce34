/** From a pointer's position on the page to the data of a panel, and back. */
import { type Box, type Panel, positioner, type Scene, valueAt } from "../../../../src/figures/index.ts";

/** A position on the page [points], or a pair of data coordinates. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Data coordinates of a position on the page. */
export function dataAt({ frame, x, y }: Panel, at: Point): Point {
  return {
    x: valueAt(x.scale, frame.x, frame.x + frame.width, at.x),
    y: valueAt(y.scale, frame.y + frame.height, frame.y, at.y),
  };
}

/** Position on the page of data coordinates; not finite for what cannot be drawn. */
export function pageAt({ frame, x, y }: Panel, at: Point): Point {
  return {
    x: positioner(x.scale, frame.x, frame.x + frame.width)(at.x),
    y: positioner(y.scale, frame.y + frame.height, frame.y)(at.y),
  };
}

/** Whether a position lies in the box, or no further than `margin` from it. */
export function isInside({ x, y, width, height }: Box, at: Point, margin = 0): boolean {
  return at.x >= x - margin && at.x <= x + width + margin && at.y >= y - margin && at.y <= y + height + margin;
}

/** The panel at a position of the page. */
export function panelAt(scene: Scene, at: Point): Panel | undefined {
  return scene.panels.find(({ frame }) => isInside(frame, at));
}

/** Distance of two positions. */
export function distance(a: Point, b: Point): number {
  return Math.sqrt((a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y));
}
