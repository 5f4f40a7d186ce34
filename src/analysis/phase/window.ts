/** The part of the plane that shows what there is to see. */
import type { FixedPoint } from "../../contract/index.ts";
import { sampleRates } from "./grid.ts";
import { branchesOf } from "./nullclines.ts";
import { type Others, Plane } from "./plane.ts";
import { RateField, type Rectangle } from "./scalar-field.ts";
import type { Setting } from "./setting.ts";

/** Air on each side, as a part of what is shown. */
const air = 0.08;
/** A fixed point farther out than so many widths of all else is not worth making everything else small. */
const farthest = 2;

/** The whole of the second nullcline is shown where that makes the window at most so much higher. */
const mostGrowth = 1.6;

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
  const width = Math.max(high - low, 1e-3 * Math.max(Math.abs(low), Math.abs(high)), 1e-2 * size);
  const middle = 0.5 * (low + high);
  return [middle - (0.5 + air) * width, middle + (0.5 + air) * width];
}

/** The values and those of the others that are not far out. */
function withNear(values: readonly number[], others: readonly number[]): readonly number[] {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const width = Math.max(high - low, 0.2 * Math.max(Math.abs(low), Math.abs(high)));
  return [...values, ...others.filter((one) => one >= low - farthest * width && one <= high + farthest * width)];
}

/** What should be seen of one state: where the run begins and goes, threshold and reset, fixed points. */
function valuesOfState(setting: Setting, state: number, fixed: readonly FixedPoint[], visited: readonly number[]): readonly number[] {
  const { threshold, reset } = setting.system.jump?.resets ? spikeValues(setting, state) : {};
  const own = [setting.start[state]!, ...visited, ...[threshold, reset].filter((one) => one !== undefined)];
  return withNear(
    own,
    fixed.map((point) => point.at[state]!),
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
  const own = valuesOfState(setting, b, fixed, visited[b] ?? []);
  const curve = heights(setting, others, a, b, across);
  const [bottom, top] = rangeOf([...own, ...curve], setting.sizes[b]!);
  const height = top - bottom;
  const turns = knees(setting, others, axes, { left, right, bottom: bottom - 0.25 * height, top: top + 0.25 * height });
  const needed = rangeOf([...own, ...turns], setting.sizes[b]!);
  const whole = rangeOf([...own, ...turns, ...curve], setting.sizes[b]!);
  const [low, high] = whole[1] - whole[0] <= mostGrowth * (needed[1] - needed[0]) ? whole : needed;
  return { left, right, bottom: low, top: high };
}
