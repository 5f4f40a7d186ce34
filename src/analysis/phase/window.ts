/** The part of the plane that shows what there is to see. */
import type { FixedPoint } from "../../contract/index.ts";
import { sampleRates } from "./grid.ts";
import { branchesOf } from "./nullclines.ts";
import { type Others, Plane } from "./plane.ts";
import { RateField, type Rectangle } from "./scalar-field.ts";
import type { Setting } from "./setting.ts";

/** Air on each side, as a part of what is shown. */
const air = 0.08;
/** What lies farther out than so many widths of all else is not worth making everything else small. */
const farthest = 1.5;
/** Sizes of the state within which everything counts as near. */
const neighbourhood = 0.6;
/** The nearest knee of a nullcline is shown from so many widths: what the orbit passes under. */
const farthestKnee = 5;
/** Least width of a window, in sizes of the state: a neuron at rest is shown with what is around it. */
const least = 0.15;

/** The whole of the second nullcline is shown where that makes the window at most so much higher. */
const mostGrowth = 1.3;

/** Threshold and reset along one state: where the level is zero, and where the state lands from there. */
export function spikeValues({ system, p, start }: Setting, state: number): { readonly threshold?: number; readonly reset?: number } {
  const { jump } = system;
  if (jump === undefined) return {};
  const y = Float64Array.from(start);
  const gradient = new Float64Array(y.length);
  jump.levelGradient(y, p, gradient);
  if (gradient[state] === 0) return {};
  for (let iteration = 0; iteration < 60; iteration++) {
    jump.levelGradient(y, p, gradient);
    const step = -jump.level(y, p) / gradient[state]!;
    if (!Number.isFinite(step)) return {};
    y[state]! += step;
    if (Math.abs(step) <= 4 * Number.EPSILON * Math.abs(y[state]!)) break;
  }
  const threshold = y[state]!;
  if (!jump.resets) return { threshold };
  const after = new Float64Array(y.length);
  jump.reset(y, p, after);
  return { threshold, reset: after[state]! };
}

/** The hull of values, with air; opened around a single value. */
function rangeOf(values: readonly number[], size: number): readonly [number, number] {
  const finite = values.filter(Number.isFinite);
  const [low, high] = [Math.min(...finite), Math.max(...finite)];
  const width = Math.max(high - low, least * size);
  const middle = 0.5 * (low + high);
  return [middle - (0.5 + air) * width, middle + (0.5 + air) * width];
}

/** The values and those of the others that are not far out. */
function withNear(values: readonly number[], others: readonly number[], size: number): readonly number[] {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const reach = Math.max(farthest * (high - low), neighbourhood * size);
  return [...values, ...others.filter((one) => one >= low - reach && one <= high + reach)];
}

/** The values and the nearest of the others, unless it is too far out. */
function withNearest(values: readonly number[], others: readonly number[], size: number): readonly number[] {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const gap = (one: number) => Math.max(low - one, one - high, 0);
  const [nearest] = [...others].sort((a, b) => gap(a) - gap(b));
  return nearest !== undefined && gap(nearest) <= farthestKnee * Math.max(high - low, least * size) ? [...values, nearest] : values;
}

/** What should be seen of one state: where the run begins and goes, threshold and reset, fixed points. */
function valuesOfState(setting: Setting, state: number, fixed: readonly FixedPoint[], visited: readonly number[]): readonly number[] {
  const { threshold, reset } = setting.system.jump?.resets ? spikeValues(setting, state) : {};
  const own = [setting.start[state]!, ...visited, ...[threshold, reset].filter((one) => one !== undefined)];
  return withNear(
    own,
    fixed.map((point) => point.at[state]!),
    setting.sizes[state]!,
  );
}

/** The range of a phase line. */
export function chooseRange(
  setting: Setting,
  state: number,
  fixed: readonly FixedPoint[],
  visited: readonly number[],
): readonly [number, number] {
  return rangeOf(valuesOfState(setting, state, fixed, visited), setting.sizes[state]!);
}

/** Values of state `b` where its own rate is zero, over a range of state `a`, all others slaved as they are. */
function heights(
  { system, p, start, sizes }: Setting,
  others: Others,
  a: number,
  b: number,
  [low, high]: readonly [number, number],
): number[] {
  const plane = new Plane(system, p, [a], { frozen: others.frozen, slaved: [...others.slaved, b] }, start, sizes);
  return Array.from({ length: 61 }, (_, k) => (plane.moveTo(low + ((high - low) * k) / 60, 0) ? plane.y[b]! : Number.NaN)).filter(
    Number.isFinite,
  );
}

/** Heights at which a branch turns around. */
function knees(setting: Setting, others: Others, axes: readonly [number, number], window: Rectangle): number[] {
  const plane = new Plane(setting.system, setting.p, axes, others, setting.start, setting.sizes);
  const [u] = sampleRates(plane, window);
  return branchesOf(new RateField(plane, window, 0), u).flatMap(({ t }) =>
    t
      .filter((height, k) => k > 0 && k + 1 < t.length && (height - t[k - 1]!) * (t[k + 1]! - height) < 0 && height > 0 && height < 1)
      .map((height) => window.bottom + height * (window.top - window.bottom)),
  );
}

/**
 * The window of two axes, without any question to the user: across it start, run, threshold, reset and fixed points; up it the same, the
 * knees of the first nullcline, and the second over all that is across unless that makes the rest small.
 *
 * @param visited  values of all states along the run, a list for each state
 */
export function chooseWindow(
  setting: Setting,
  others: Others,
  axes: readonly [number, number],
  fixed: readonly FixedPoint[],
  visited: readonly (readonly number[])[],
): Rectangle {
  const [a, b] = axes;
  const across = rangeOf(valuesOfState(setting, a, fixed, visited[a] ?? []), setting.sizes[a]!);
  const [left, right] = across;
  const size = setting.sizes[b]!;
  const own = valuesOfState(setting, b, fixed, visited[b] ?? []);
  const curve = heights(setting, others, a, b, across);
  const [bottom, top] = rangeOf([...own, ...curve], size);
  const height = top - bottom;
  const isGate = staysBetween(setting, others, axes, across);
  const turns = knees(setting, others, axes, { left, right, bottom: bottom - height, top: top + height }).filter(
    (turn) => !isGate || (turn >= 0 && turn <= 1),
  );
  const seen = withNearest(withNear(own, turns, size), turns, size);
  const needed = rangeOf(seen, size);
  const whole = rangeOf([...seen, ...curve], size);
  const [low, high] = whole[1] - whole[0] <= mostGrowth * (needed[1] - needed[0]) ? whole : needed;
  return isGate ? { left, right, bottom: Math.max(low, -rim), top: Math.min(high, 1 + rim) } : { left, right, bottom: low, top: high };
}

/** Air beyond 0 and 1 of a state that stays between them. */
const rim = 0.04;

/** Whether state b stays between 0 and 1, as gating variables do, wherever state a is. */
function staysBetween(
  { system, p, start, sizes }: Setting,
  others: Others,
  axes: readonly [number, number],
  [low, high]: readonly [number, number],
): boolean {
  if (system.states[axes[1]]!.unit !== "") return false;
  const plane = new Plane(system, p, axes, others, start, sizes);
  const rate = (x: number, y: number) => (plane.moveTo(x, y) ? plane.rates[axes[1]]! : Number.NaN);
  return Array.from({ length: 21 }, (_, k) => low + ((high - low) * k) / 20).every((x) => rate(x, 0) >= 0 && rate(x, 1) <= 0);
}
