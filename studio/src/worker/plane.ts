/** The phase plane of a document: at once what follows a dial, later what takes time to integrate. */
import type { PhasePortrait } from "../../../src/contract/index.ts";
import { type Opened, type PhaseOptions, type Portrayer, planeOf, portrayer } from "../../../src/session/index.ts";
import type { PlaneSettings, Start } from "../contract.ts";
import type { Window } from "./messages.ts";

/** A window that was chosen for other values is kept while it differs by less than this share of its width: pictures that stay can be compared. */
const MOVED = 0.35;

/** The portrait as it can be had within a frame, in the window that is held, if there is one. */
export function quickPortrait(opened: Opened, settings: PlaneSettings, held: Window | undefined): Promise<PhasePortrait> {
  return withUnit(opened, (unit) => {
    const portrait = unit.portray({ ...axesOf(unit, opened, settings), ...windowFor(unit, settings, held) });
    return { ...portrait, orbits: orbitsOf(unit, opened, settings.starts) };
  });
}

/** Everything: cycles, separatrices, moments, and a window that fits these values. */
export function wholePortrait(opened: Opened, settings: PlaneSettings, held: Window | undefined): Promise<PhasePortrait> {
  return withUnit(opened, async (unit) => {
    const axes = axesOf(unit, opened, settings);
    const before = windowFor(unit, settings, held);
    const fitting = settings.window ? undefined : windowOf(unit.portray(axes));
    const window = fitting && !(before && isNear(before, fitting)) ? fitting : before;
    const portrait = await unit.complete(unit.portray({ ...axes, ...window, moments: true }));
    return { ...portrait, orbits: orbitsOf(unit, opened, settings.starts) };
  });
}

/** The ranges of a portrait. */
export function windowOf({ axes: [x, y] }: PhasePortrait): Window {
  return { xRange: [x.low, x.high], ...(y ? { yRange: [y.low, y.high] as const } : {}) };
}

async function withUnit(opened: Opened, draw: (unit: Portrayer) => PhasePortrait | Promise<PhasePortrait>): Promise<PhasePortrait> {
  const unit = await portrayer(opened, planeOf(opened).population);
  try {
    return await draw(unit);
  } finally {
    unit.close();
  }
}

/** The window of the settings, else the one that is held. */
function windowFor({ system }: Portrayer, { window }: PlaneSettings, held: Window | undefined): Window | undefined {
  if (!window) return held;
  const [left, right, bottom, top] = window;
  return { xRange: [left, right], ...(system.states.length > 1 ? { yRange: [bottom, top] as const } : {}) };
}

/** The axes of the settings, unless they are those of another model's document; else what the document says. */
function axesOf({ system }: Portrayer, opened: Opened, { axes }: PlaneSettings): PhaseOptions {
  const said = planeOf(opened);
  const isThere = axes?.every((axis) => system.states.some(({ name }) => name === axis));
  return axes && isThere ? { ...said, x: axes[0], y: axes[1] } : said;
}

function isNear(a: Window, b: Window): boolean {
  const near = (p: readonly [number, number] | undefined, q: readonly [number, number] | undefined) =>
    !p || !q || Math.max(Math.abs(p[0] - q[0]), Math.abs(p[1] - q[1])) <= MOVED * Math.min(p[1] - p[0], q[1] - q[0]);
  return near(a.xRange, b.xRange) && near(a.yRange, b.yRange);
}

/** Orbits from the starts, for as long as the run; a start that names a state that there is not is left out. */
function orbitsOf(unit: Portrayer, { experiment }: Opened, starts: readonly Start[]) {
  const { states } = unit.system;
  const fitting = starts.filter(({ at }) => Object.keys(at).every((name) => states.some((state) => state.name === name)));
  const duration = experiment?.run.duration ?? 0;
  return fitting.map(({ at, backwards }) =>
    unit.orbit(
      states.map(({ name, factor, value }) => (at[name] === undefined ? value : at[name] * factor)),
      duration,
      backwards,
    ),
  );
}
