/** The phase plane of the document on show: at once what follows a dial, then what takes time to integrate. */

import type { PhasePortrait } from "../../../src/contract/index.ts";
import { type Opened, type Portrayer, portrayer } from "../../../src/session/index.ts";
import type { PlaneSettings, Start } from "../contract.ts";

/** Ranges of the axes. */
interface Window {
  readonly xRange: readonly [number, number];
  readonly yRange?: readonly [number, number];
}

/** Starts that are followed while a dial is turned; more are drawn once it rests. */
const QUICK_STARTS = 4;
/** A window that was chosen for other values is kept while it differs by less than this share of its width: pictures that stay can be compared. */
const MOVED = 0.35;

/** Owns the window that was last chosen, and the compiled unit. */
export class PlaneMaker {
  #chosen: { readonly key: string; readonly window: Window } | undefined;

  /** The portrait as it can be had within a frame. */
  async quick(opened: Opened, base: string, settings: PlaneSettings): Promise<PhasePortrait> {
    return this.#with(opened, (unit) => {
      const portrait = unit.portray({ ...axesOf(unit, settings), ...(this.#window(base, settings) ?? {}) });
      this.#chosen ??= { key: keyOf(base, settings), window: windowOf(portrait) };
      return { ...portrait, orbits: orbitsOf(unit, opened, settings.starts.slice(0, QUICK_STARTS)) };
    });
  }

  /** Everything: cycles, separatrices, moments, all orbits, and a window that fits these values. */
  async whole(opened: Opened, base: string, settings: PlaneSettings): Promise<PhasePortrait> {
    return this.#with(opened, (unit) => {
      const axes = axesOf(unit, settings);
      const held = this.#window(base, settings);
      const fitting = settings.window ? held : windowOf(unit.portray(axes));
      const window = held && fitting && isNear(held, fitting) ? held : fitting;
      if (!settings.window && window) this.#chosen = { key: keyOf(base, settings), window };
      const portrait = unit.portray({ ...axes, ...window, moments: true });
      return { ...portrait, orbits: orbitsOf(unit, opened, settings.starts) };
    });
  }

  /** The window of the settings, else that of the last portrait of the same text and axes. */
  #window(base: string, settings: PlaneSettings): Window | undefined {
    const { window } = settings;
    if (window) return { xRange: [window[0], window[1]], yRange: [window[2], window[3]] };
    if (this.#chosen?.key !== keyOf(base, settings)) this.#chosen = undefined;
    return this.#chosen?.window;
  }

  async #with(opened: Opened, draw: (unit: Portrayer) => PhasePortrait): Promise<PhasePortrait> {
    const unit = await portrayer(opened);
    try {
      return draw(unit);
    } finally {
      unit.close();
    }
  }
}

function keyOf(base: string, { axes }: PlaneSettings): string {
  return `${axes?.join() ?? ""}\n${base}`;
}

/** Axes of another model's document are left alone. */
function axesOf({ system }: Portrayer, { axes }: PlaneSettings): { readonly x?: string; readonly y?: string } {
  const isThere = axes?.every((axis) => system.states.some(({ name }) => name === axis));
  return axes && isThere ? { x: axes[0], y: axes[1] } : {};
}

function windowOf({ axes: [x, y] }: PhasePortrait): Window {
  return { xRange: [x.low, x.high], ...(y ? { yRange: [y.low, y.high] as const } : {}) };
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
