/** The phase plane or phase line of a system. */
import { LapicqueError } from "../../base/index.ts";
import type { Curve, FixedPoint, Moment, Nullcline, Orbit, PhasePortrait, PortraitAxis, System } from "../../contract/index.ts";
import { FixedPointSet, searchLine, searchPlane } from "./fixed-points.ts";
import { coarse } from "./grid.ts";
import { inWindow, jumpCurves } from "./jumps.ts";
import { portrayLine } from "./line.ts";
import { momentsOf } from "./moments.ts";
import type { PlanePortrait, PortraitOptions, Scenery } from "./parts.ts";
import { type Others, Plane } from "./plane.ts";
import { runOf } from "./run.ts";
import type { Rectangle } from "./scalar-field.ts";
import { type Setting, settingOf } from "./setting.ts";
import { searchRange } from "./sizes.ts";
import { chooseWindow } from "./window.ts";
import { describe } from "./words.ts";

/**
 * The portrait without what takes time to integrate (cycles, separatrices, orbits, which are empty). Throws `unknown-state` and
 * `bad-window`.
 */
export function phasePortrait(system: System, options: PortraitOptions = {}): PhasePortrait {
  const setting = settingOf(system, options.p, options.start);
  const axes = axesOf(system, options);
  const others = othersOf(setting, axes, options.frozen ?? []);
  const fixed = fixedPointsOf(setting, others, axes.length === 1 ? options.xRange : undefined);
  const isChosen = options.xRange !== undefined && (options.yRange !== undefined || axes.length === 1);
  const orbit = options.orbit || !isChosen ? runOf(setting) : undefined;
  const visited = orbit === undefined ? [] : visitedBy(setting, orbit);
  const portrait =
    axes.length === 1
      ? finish(setting, options, axes, others, portrayLine(setting, axes[0]!, fixed, visited, options), [])
      : portrayPlane(setting, options, axes as readonly [number, number], others, fixed, visited);
  return options.orbit && orbit !== undefined ? { ...portrait, orbits: [orbit] } : portrait;
}

/** Lowest and highest value of each state along an orbit, in internal units; none of one that runs away. */
function visitedBy({ system }: Setting, { states, end }: Orbit): readonly (readonly number[])[] {
  if (end === "escape") return [];
  return states.map((values, i) => {
    let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (const value of values) {
      if (value < low) low = value;
      if (value > high) high = value;
    }
    return low <= high ? [low * system.states[i]!.factor, high * system.states[i]!.factor] : [];
  });
}

function portrayPlane(
  setting: Setting,
  options: PortraitOptions,
  axes: readonly [number, number],
  others: Others,
  fixed: readonly FixedPoint[],
  visited: readonly (readonly number[])[],
): PhasePortrait {
  const [a, b] = axes.map((axis) => setting.system.states[axis]!) as [System["states"][number], System["states"][number]];
  const { xRange, yRange } = options;
  const known = xRange && yRange ? fixed : explore(setting, others, axes, fixed);
  const chosen = xRange && yRange ? undefined : chooseWindow(setting, others, axes, known, visited);
  const [left, right] = xRange ? toInternal(a.name, xRange, a.factor) : [chosen!.left, chosen!.right];
  const [bottom, top] = yRange ? toInternal(b.name, yRange, b.factor) : [chosen!.bottom, chosen!.top];
  const window = { left, right, bottom, top };
  const plane = new Plane(setting.system, setting.p, axes, others, setting.start, setting.sizes);
  const scenery = sceneryOf(setting, plane, window, known);
  const moments = options.moments ? momentsOf(setting, (p) => sceneryAt(setting, axes, others, window, p)) : [];
  return finish(
    setting,
    options,
    axes,
    others,
    { window, field: arrows(plane, window), ...scenery, ...jumpCurves(plane, window) },
    moments,
  );
}

/**
 * Also the fixed points where two nullclines cross far and wide: of two states that each have several values of rest for one of the other.
 */
function explore(setting: Setting, others: Others, axes: readonly [number, number], fixed: readonly FixedPoint[]): readonly FixedPoint[] {
  const { system, p } = setting;
  const [[left, right], [bottom, top]] = axes.map((axis) => searchRange(system, p, axis)) as [[number, number], [number, number]];
  const plane = new Plane(system, p, axes, others, setting.start, setting.sizes);
  return sceneryOf(setting, plane, { left, right, bottom, top }, fixed).fixedPoints;
}

/** Nullclines and fixed points with other parameters in the same window. */
function sceneryAt(setting: Setting, axes: readonly number[], others: Others, window: Rectangle, p: Float64Array): Scenery {
  const moved = { ...setting, p };
  const plane = new Plane(setting.system, p, axes, others, setting.start, setting.sizes);
  return sceneryOf(moved, plane, window, fixedPointsOf(moved, others));
}

function sceneryOf(setting: Setting, plane: Plane, window: Rectangle, known: readonly FixedPoint[]): Scenery {
  const set = new FixedPointSet(setting.system, setting.p, plane.others.frozen, setting.sizes);
  for (const point of known) set.add(Float64Array.from(point.at), 1e-9, point.type === "degenerate");
  const nullclines = searchPlane(set, plane, window).map((branches, axis) => ({
    state: plane.axes[axis]!,
    branches: branches.map((branch) => inWindow(branch, window)),
  }));
  return { nullclines, fixedPoints: set.take() };
}

/**
 * Fixed points wherever the other states have one solution for each value of the first, whatever the window.
 *
 * @param shown  range of the first state in the user's units that is searched too
 */
function fixedPointsOf(
  { system, p, start, sizes }: Setting,
  { frozen }: Others,
  shown: readonly [number, number] | undefined = undefined,
): readonly FixedPoint[] {
  const set = new FixedPointSet(system, p, frozen, sizes);
  const moving = system.states.map((_, i) => i).filter((i) => !frozen.includes(i));
  const [first] = moving as [number];
  const others = { frozen, slaved: moving.filter((i) => i !== first) };
  const [low, high] = searchRange(system, p, first);
  const [left, right] = (shown ?? []).map((end) => end * system.states[first]!.factor) as [number?, number?];
  searchLine(set, system, p, first, others, start, sizes, [Math.min(low, left ?? low), Math.max(high, right ?? high)]);
  return set.take();
}

/** Rates on the coarse grid. */
function arrows(plane: Plane, { left, right, bottom, top }: Rectangle): PhasePortrait["field"] {
  const { columns, rows } = coarse;
  const [u, v] = [new Float64Array(columns * rows), new Float64Array(columns * rows)];
  const [a, b] = plane.axes as readonly [number, number];
  const { states } = plane.system;
  for (let column = 0; column < columns; column++) {
    for (let row = 0; row < rows; row++) {
      plane.moveTo(left + ((column + 0.5) / columns) * (right - left), bottom + ((row + 0.5) / rows) * (top - bottom));
      u[row * columns + column] = plane.rates[a]! / states[a]!.factor;
      v[row * columns + column] = plane.rates[b]! / states[b]!.factor;
    }
  }
  return { columns, rows, u, v };
}

/** Everything in the user's units. */
function finish(
  { system, p, start, sizes }: Setting,
  options: PortraitOptions,
  axes: readonly number[],
  others: Others,
  found: PlanePortrait,
  moments: readonly (Pick<Moment, "from" | "to"> & { readonly inputs: readonly number[] } & Scenery)[],
): PhasePortrait {
  const factors = system.states.map((state) => state.factor);
  const user = (curve: Curve): Curve => ({
    x: curve.x.map((x) => x / factors[axes[0]!]!),
    y: axes.length > 1 ? curve.y.map((y) => y / factors[axes[1]!]!) : curve.y.map((y) => y / factors[axes[0]!]!),
  });
  const scenery = ({ nullclines, fixedPoints }: Scenery): { nullclines: Nullcline[]; fixedPoints: FixedPoint[] } => ({
    nullclines: nullclines.map(({ state, branches }) => ({ state: system.states[state]!.name, branches: branches.map(user) })),
    fixedPoints: fixedPoints.map((point) => ({
      ...point,
      at: point.at.map((value, i) => value / factors[i]!),
      ...(isBeyond(system, point, p) ? { beyondThreshold: true } : {}),
    })),
  });
  const { left, right, bottom, top } = found.window;
  const axis = (state: number, low: number, high: number): PortraitAxis => {
    const { name, unit, factor } = system.states[state]!;
    return { state: name, unit, low: low / factor, high: high / factor };
  };
  const slaves = new Plane(system, p, axes, others, start, sizes);
  slaves.moveTo(start[axes[0]!]!, start[axes[1] ?? 0]!);
  const first = axis(axes[0]!, left, right);
  const inputs = system.parameters.slice(system.parameters.length - system.inputCount);
  const portrait: PhasePortrait = {
    title: options.title ?? system.name,
    population: system.name,
    units: system.units,
    states: system.states.map(({ name, unit }) => ({ name, unit })),
    axes: axes.length > 1 ? [first, axis(axes[1]!, bottom, top)] : [first],
    others: [
      ...others.frozen.map((state) => ({ state, how: "frozen" as const })),
      ...others.slaved.map((state) => ({ state, how: "slaved" as const })),
    ].map(({ state, how }) => ({ state: system.states[state]!.name, how, value: slaves.y[state]! / factors[state]! })),
    parameters: Object.fromEntries(system.parameters.map(({ name, factor }, k) => [name, p[k]! / factor])),
    field: found.field,
    ...scenery(found),
    cycles: [],
    separatrices: [],
    orbits: [],
    threshold: found.threshold.map(user),
    reset: found.reset.map(user),
    moments: moments.map(({ from, to, inputs: values, ...rest }) => ({
      from,
      to,
      inputs: Object.fromEntries(inputs.map(({ name, factor }, k) => [name, values[k]! / factor])),
      ...scenery(rest),
    })),
    words: [],
    notes: system.notes,
  };
  return { ...portrait, words: describe(portrait, system.jump !== undefined) };
}

function axesOf(system: System, { x, y }: PortraitOptions): readonly number[] {
  const names = system.states.map((state) => state.name);
  const find = (name: string) => {
    const index = names.indexOf(name);
    if (index < 0) throw new LapicqueError("unknown-state", { name, population: system.name, known: names });
    return index;
  };
  if (names.length === 1) return [x === undefined ? 0 : find(x)];
  const [a, b] = [x === undefined ? undefined : find(x), y === undefined ? undefined : find(y)];
  const free = (taken: number | undefined) => (taken === 0 ? 1 : 0);
  const first = a ?? free(b);
  const second = b ?? (a === undefined && first === 0 ? 1 : free(first));
  if (first === second) throw new LapicqueError("same-axes", { name: names[first]! });
  return [first, second];
}

/** Whether a neuron that is reset would fire at the point. */
function isBeyond({ jump }: System, { at }: FixedPoint, p: Float64Array): boolean {
  return jump?.resets === true && jump.level(Float64Array.from(at), p) > 0;
}

/** States off the axes are slaved where their own rate holds them (d rate/d state < 0 at the start), else frozen. */
function othersOf({ system, p, start }: Setting, axes: readonly number[], named: readonly string[]): Others {
  const n = system.states.length;
  const jacobian = new Float64Array(n * n);
  system.jacobian(start, p, jacobian);
  for (const name of named) axesOf(system, { x: name });
  const rest = system.states.map((_, i) => i).filter((i) => !axes.includes(i));
  const isSlaved = (i: number) => !named.includes(system.states[i]!.name) && jacobian[i * n + i]! !== 0;
  return { frozen: rest.filter((i) => !isSlaved(i)), slaved: rest.filter(isSlaved) };
}

function toInternal(name: string, [low, high]: readonly [number, number], factor: number): readonly [number, number] {
  if (!(low < high) || !Number.isFinite(low) || !Number.isFinite(high)) throw new LapicqueError("bad-window", { name, low, high });
  return [low * factor, high * factor];
}
