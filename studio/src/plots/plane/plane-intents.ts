/** What pointers do in the phase plane: start trajectories, move them, look, zoom. */
import type { PhasePortrait } from "../../../../src/contract/index.ts";
import type { Panel } from "../../../../src/figures/index.ts";
import type { Brush, ChangeKind, PlaneSettings, Window } from "../../contract.ts";
import { dataAt, isInside, type Point } from "../stage/frame.ts";
import type { Intents } from "../stage/gestures.ts";
import { changedWindow, placeOf, startAt, withWindow } from "./plane-window.ts";
import { cycleLines, fixedPointLines, nearest, nearestSample, pointOf } from "./portrait.ts";
import type { RunOrbit } from "./run-orbit.ts";

/** How near the pointer must come to a start to hold it, and to anything else to be told of it [points]. */
const NEAR = { hold: 12, fixedPoint: 12, cycle: 7, run: 7 } as const;

/** Share of the run that is highlighted on both sides of where the pointer is. */
const GLANCE = 0.01;

/** What the pointer is on. */
export interface Found {
  readonly at: Point;
  readonly lines: readonly string[];
}

/** A press in flight; kept between renderings. */
export interface Held {
  /** Settings before the press, to which a pinch or a double press goes back. */
  before: PlaneSettings | undefined;
  /** Index of the start that moves with the pointer. */
  start: number | undefined;
  /** Whether the brush was set by pointing at the run. */
  isGlance: boolean;
}

export interface PlaneGestures {
  readonly portrait: PhasePortrait;
  readonly panel: Panel;
  readonly window: Window;
  readonly settings: PlaneSettings;
  readonly run: RunOrbit | undefined;
  readonly brush: { value: Brush };
  readonly held: Held;
  change(settings: PlaneSettings, kind: ChangeKind): void;
  point(found: Found | undefined): void;
}

/** A press starts or holds a trajectory, a drag moves its start, a double press takes both back and shows all. */
export function planeIntents(given: PlaneGestures): Intents {
  const { portrait, panel, settings, held, change } = given;
  const startHere = (at: Point) => {
    const places = settings.starts.map((start) => placeOf(portrait, start) ?? { x: Number.NaN, y: Number.NaN });
    return nearest(panel, at, places, NEAR.hold);
  };
  const replaced = (at: Point, index: number): PlaneSettings => {
    const backwards = settings.starts[index]?.backwards ?? false;
    return { ...settings, starts: settings.starts.with(index, startAt(portrait, at, backwards)) };
  };
  return {
    press(at, { shift }) {
      held.before = settings;
      held.start = isInside(panel.frame, at) ? startHere(at) : undefined;
      if (held.start !== undefined || !isInside(panel.frame, at)) return;
      held.start = settings.starts.length;
      change({ ...settings, starts: [...settings.starts, startAt(portrait, onAxis(dataAt(panel, at), portrait), shift)] }, "move");
    },
    drag(at) {
      if (held.start !== undefined && held.start < settings.starts.length)
        change(replaced(onAxis(dataAt(panel, at), portrait), held.start), "move");
    },
    release() {
      held.start = undefined;
    },
    cancel() {
      held.start = undefined;
      if (held.before) change(held.before, "move");
    },
    double() {
      change(withWindow(held.before ?? settings, undefined), "move");
    },
    hover: (at) => hover(given, at),
    zoom(at, factor, dx, dy) {
      const { frame } = panel;
      const by = {
        x: (-dx / frame.width) * (given.window[1] - given.window[0]),
        y: (dy / frame.height) * (given.window[3] - given.window[2]),
      };
      change(withWindow(settings, changedWindow(given.window, dataAt(panel, at), factor, by)), "move");
    },
  };
}

/** On a phase line every start lies on the axis. */
const onAxis = (at: Point, { axes }: PhasePortrait): Point => (axes.length === 2 ? at : { x: at.x, y: 0 });

/** Tells what the pointer is on; pointing at the run highlights when it was there. */
function hover(given: PlaneGestures, at: Point | undefined): void {
  const { panel, brush, held, run } = given;
  const isHere = at !== undefined && isInside(panel.frame, at, NEAR.fixedPoint);
  given.point(isHere ? foundAt(given, at) : undefined);
  const sample = isHere && run && (held.isGlance || !brush.value) ? nearestSample(panel, at, run.x, run.y, NEAR.run) : undefined;
  if (sample !== undefined && run) {
    const [first, last] = [run.times[0]!, run.times.at(-1)!];
    const half = GLANCE * (last - first);
    brush.value = [Math.max(first, run.times[sample]! - half), Math.min(last, run.times[sample]! + half)];
    held.isGlance = true;
  } else if (held.isGlance) {
    brush.value = undefined;
    held.isGlance = false;
  }
}

function foundAt({ portrait, panel }: PlaneGestures, at: Point): Found | undefined {
  const points = portrait.fixedPoints.map((point) => pointOf(portrait, point.at));
  const point = nearest(panel, at, points, NEAR.fixedPoint);
  if (point !== undefined) return { at: points[point]!, lines: fixedPointLines(portrait, portrait.fixedPoints[point]!) };
  for (const cycle of portrait.cycles) {
    const { x, y } = pathOf(portrait, cycle.states);
    const sample = nearestSample(panel, at, x, y, NEAR.cycle);
    if (sample !== undefined) return { at: { x: x[sample]!, y: y[sample]! }, lines: cycleLines(portrait, cycle) };
  }
  return undefined;
}

/** A path of all states in the plane. */
function pathOf(portrait: PhasePortrait, states: readonly Float64Array[]): { readonly x: Float64Array; readonly y: Float64Array } {
  const [x, y] = portrait.axes.map(({ state }) => states[portrait.states.findIndex(({ name }) => name === state)]!);
  return { x: x!, y: y ?? new Float64Array(x!.length) };
}
