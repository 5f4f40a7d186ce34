/** The window of the phase plane and its starts, as pointers and keys change them. */
import type { PhasePortrait } from "../../../../src/contract/index.ts";
import type { PlaneSettings, Start, Window } from "../../contract.ts";
import type { Point } from "../stage/frame.ts";
import { isResolved, moved, type Range, zoomed } from "../stage/range.ts";

/** What the axes cover: as set, else as the analysis chose. On a phase line the vertical range is that of nothing. */
export function windowOf({ axes }: PhasePortrait, { window }: PlaneSettings): Window {
  if (window) return window;
  const [x, y] = axes;
  return [x.low, x.high, y?.low ?? -1, y?.high ?? 1];
}

/** The window zoomed about a point and moved; as it was where it would become too narrow to be drawn. */
export function changedWindow([left, right, bottom, top]: Window, at: Point, factor: number, by: Point): Window {
  const x = moved(zoomed([left, right], at.x, factor), by.x);
  const y = moved(zoomed([bottom, top], at.y, factor), by.y);
  return isResolved(x) && isResolved(y) ? [x[0], x[1], y[0], y[1]] : [left, right, bottom, top];
}

export function withWindow({ window: _, ...rest }: PlaneSettings, window: Window | undefined): PlaneSettings {
  return window ? { ...rest, window } : rest;
}

/** A start at a point of the plane. */
export function startAt({ axes }: PhasePortrait, at: Point, backwards: boolean): Start {
  const [x, y] = axes;
  return { at: { [x.state]: at.x, ...(y ? { [y.state]: at.y } : {}) }, backwards };
}

/** Where a start lies in the plane; undefined if it belongs to other axes. */
export function placeOf({ axes }: PhasePortrait, { at }: Start): Point | undefined {
  const [x, y] = axes;
  const [px, py] = [at[x.state], y ? at[y.state] : 0];
  return px === undefined || py === undefined ? undefined : { x: px, y: py };
}

/** The cursor after an arrow key: a fiftieth of the window, a two-hundredth with Alt. Undefined for other keys. */
export function cursorByKey(key: string, isFine: boolean, window: Window, at: Point): Point | undefined {
  const share = isFine ? 1 / 200 : 1 / 50;
  const [dx, dy] = [(window[1] - window[0]) * share, (window[3] - window[2]) * share];
  const keep = (value: number, [low, high]: Range) => Math.min(high, Math.max(low, value));
  const move = (x: number, y: number) => ({ x: keep(at.x + x, [window[0], window[1]]), y: keep(at.y + y, [window[2], window[3]]) });
  switch (key) {
    case "ArrowLeft":
      return move(-dx, 0);
    case "ArrowRight":
      return move(dx, 0);
    case "ArrowUp":
      return move(0, dy);
    case "ArrowDown":
      return move(0, -dy);
    default:
      return undefined;
  }
}
