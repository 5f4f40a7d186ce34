/** What keys do in the phase plane: everything that pointers do. */
import type { PhasePortrait } from "../../../../src/contract/index.ts";
import type { ChangeKind, PlaneSettings, Window } from "../../contract.ts";
import type { Point } from "../stage/frame.ts";
import { withUnitText } from "../stage/text.ts";
import { changedWindow, cursorByKey, startAt, withWindow } from "./plane-window.ts";
import { fixedPointLines, pointOf } from "./portrait.ts";

/** A key with what is held down. */
export interface Key {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
}

export interface PlaneKeys {
  readonly portrait: PhasePortrait;
  readonly settings: PlaneSettings;
  readonly window: Window;
  readonly cursor: Point | undefined;
  change(settings: PlaneSettings, kind: ChangeKind): void;
  /** Moves the cursor and says where it is. */
  go(cursor: Point | undefined, news: string): void;
}

/** For the description of the plot. */
export const planeHelp =
  "Arrow keys move the cursor, Enter starts a trajectory there, Shift and Enter backwards in time; F goes to the next fixed point; Delete takes the last trajectory away, with Shift all; plus and minus zoom, Control and arrow keys move the window, 0 shows all.";

/** Whether the key meant something. */
export function planeKey(given: PlaneKeys, pressed: Key): boolean {
  const { portrait, settings, window, change, go } = given;
  const middle = { x: (window[0] + window[1]) / 2, y: portrait.axes.length === 2 ? (window[2] + window[3]) / 2 : 0 };
  const cursor = given.cursor ?? middle;
  if (pressed.ctrlKey || pressed.metaKey) return panByKey(given, pressed.key);
  const next = cursorByKey(pressed.key, pressed.altKey, window, cursor);
  if (next) {
    const at = portrait.axes.length === 2 ? next : { x: next.x, y: 0 };
    go(at, placeText(portrait, at));
    return true;
  }
  const zoom = (factor: number) => change(withWindow(settings, changedWindow(window, cursor, factor, { x: 0, y: 0 })), "step");
  switch (pressed.key) {
    case "Enter":
      change({ ...settings, starts: [...settings.starts, startAt(portrait, cursor, pressed.shiftKey)] }, "step");
      go(cursor, `trajectory ${pressed.shiftKey ? "backwards " : ""}from ${placeText(portrait, cursor)}`);
      return true;
    case "f":
    case "F":
      return goToFixedPoint(given, pressed.shiftKey ? -1 : 1);
    case "Delete":
    case "Backspace":
      change({ ...settings, starts: pressed.shiftKey ? [] : settings.starts.slice(0, -1) }, "step");
      return true;
    case "+":
    case "=":
      zoom(0.5);
      return true;
    case "-":
      zoom(2);
      return true;
    case "0":
      change(withWindow(settings, undefined), "step");
      return true;
    case "Escape":
      go(undefined, "");
      return true;
    default:
      return false;
  }
}

/** Control and an arrow key move the window by a fifth. */
function panByKey({ settings, window, change }: PlaneKeys, key: string): boolean {
  const [dx, dy] = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[key] ?? [0, 0];
  if (dx === 0 && dy === 0) return false;
  const by = { x: (dx! * (window[1] - window[0])) / 5, y: (dy! * (window[3] - window[2])) / 5 };
  change(withWindow(settings, changedWindow(window, { x: 0, y: 0 }, 1, by)), "step");
  return true;
}

/** The fixed point after, or before, the one that the cursor is on; from left to right as the analysis lists them. */
function goToFixedPoint({ portrait, cursor, go }: PlaneKeys, by: 1 | -1): boolean {
  const points = portrait.fixedPoints.map((point) => pointOf(portrait, point.at));
  if (points.length === 0) {
    go(cursor, "no fixed point in the window");
    return true;
  }
  const now = points.findIndex(({ x, y }) => x === cursor?.x && y === cursor.y);
  const next = now < 0 ? (by > 0 ? 0 : points.length - 1) : (now + by + points.length) % points.length;
  go(points[next]!, fixedPointLines(portrait, portrait.fixedPoints[next]!).join(", "));
  return true;
}

/** `V = -62.1 mV, w = 3 pA`. */
function placeText({ axes }: PhasePortrait, { x, y }: Point): string {
  const [first, second] = axes;
  const here = `${first.state} = ${withUnitText(x, first.unit)}`;
  return second ? `${here}, ${second.state} = ${withUnitText(y, second.unit)}` : here;
}
