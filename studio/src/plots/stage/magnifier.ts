/** The part of a plane that a picture of cells shows, as wheel, fingers and keys change it. */
import type { Panel, Scene } from "../../../../src/figures/index.ts";
import type { ChangeKind, Window } from "../../contract.ts";
import { dataAt, type Point, panelAt } from "./frame.ts";
import type { Intents } from "./gestures.ts";
import { kept, moved, zoomed } from "./range.ts";

/** What is shown, and how to show something else: undefined is all of it. */
export interface Magnifier {
  readonly window: Window | undefined;
  set(window: Window | undefined, kind: ChangeKind): void;
}

/** Narrowest part, as a share of the whole: of the finest grids a cell or two. */
const NARROWEST = 1e-3;

/** A key moves by this part of what is shown. */
const STRIDE = 0.25;

/** Outer edges of the cells of a panel with axes; undefined of others. */
export function wholeOf({ marks, x }: Panel): Window | undefined {
  const mark = marks.find(({ kind }) => kind === "cells");
  return mark?.kind === "cells" && x.look !== "bare" ? [...mark.x, ...mark.y] : undefined;
}

/** The window after zooming by `factor` about a place and moving by parts of itself, kept within the whole; undefined for all of it. */
export function magnified(whole: Window, window: Window | undefined, at: Point, factor: number, by: Point): Window | undefined {
  const [left, right, bottom, top] = window ?? whole;
  const along = (low: number, high: number, place: number, part: number, least: number, most: number) =>
    kept(moved(zoomed([low, high], place, factor), part * (high - low)), [least, most], NARROWEST * (most - least));
  const x = along(left, right, at.x, by.x, whole[0], whole[1]);
  const y = along(bottom, top, at.y, by.y, whole[2], whole[3]);
  const isAll = x[0] <= whole[0] && x[1] >= whole[1] && y[0] <= whole[2] && y[1] >= whole[3];
  return isAll ? undefined : [...x, ...y];
}

/** The wheel and two fingers zoom, dragging moves, a double press shows all. @param last  where a drag has come to, between renderings */
export function magnifierIntents({ window, set }: Magnifier, scene: Scene, last: { current: Point | undefined }): Intents {
  const show = (place: Point, factor: number, dx: number, dy: number) => {
    const panel = panelAt(scene, place);
    const whole = panel && wholeOf(panel);
    if (!whole) return;
    const by = { x: -dx / panel.frame.width, y: dy / panel.frame.height };
    set(magnified(whole, window, dataAt(panel, place), factor, by), "move");
  };
  return {
    press: (place) => {
      last.current = place;
    },
    drag: (place, from) => {
      const before = last.current ?? from;
      show(place, 1, place.x - before.x, place.y - before.y);
      last.current = place;
    },
    double: () => set(undefined, "move"),
    zoom: show,
  };
}

/** Plus and minus zoom about a place on the page, Page Up and Page Down move, 0 shows all. Whether the key did something. */
export function magnifiesByKey({ window, set }: Magnifier, panel: Panel, place: Point | undefined, key: string): boolean {
  const whole = wholeOf(panel);
  if (!whole) return false;
  const { frame } = panel;
  const at = dataAt(panel, place ?? { x: frame.x + frame.width / 2, y: frame.y + frame.height / 2 });
  const change = (factor: number, y: number) => set(magnified(whole, window, at, factor, { x: 0, y }), "step");
  if (key === "+" || key === "=") change(0.5, 0);
  else if (key === "-") change(2, 0);
  else if (key === "PageUp") change(1, STRIDE);
  else if (key === "PageDown") change(1, -STRIDE);
  else if (key === "0") set(undefined, "step");
  else return false;
  return true;
}
