/** Where stationary activities are looked for. */
import { findRoot } from "../../../numerics/index.ts";

/** Bisections of the golden rule towards a dip. */
const dips = 40;

/**
 * Zeros of a function along ascending places: between changes of sign, and on both sides of a place where it comes to the other sign in between.
 *
 * @param turns  of f(x) + x: where it has none, most places need no look
 */
export function zerosAlong(f: (x: number) => number, places: readonly number[], turns: "none" | "somewhere"): readonly number[] {
  const values = new Map<number, number>();
  const at = (k: number) => {
    const value = values.get(k) ?? f(places[k]!);
    values.set(k, value);
    return value;
  };
  const canHold = turns === "none" ? stretchesThatCan(at, places) : undefined;
  const found: number[] = [];
  const between = (a: number, b: number, fa: number, fb: number) => {
    if (fa === 0) found.push(a);
    else if (fa > 0 !== fb > 0 && Number.isFinite(fa + fb)) found.push(findRoot(f, a, b, 0, fa, fb).x);
  };
  for (let k = 0; k + 1 < places.length; k++) {
    if (canHold && !canHold.has(k) && !canHold.has(k - 1)) continue;
    const [here, after] = [at(k), at(k + 1)];
    between(places[k]!, places[k + 1]!, here, after);
    if (k === 0) continue;
    const before = at(k - 1);
    const isDip = here > 0 === before > 0 && here > 0 === after > 0 && here !== 0;
    if (!isDip || Math.abs(here) > Math.min(Math.abs(before), Math.abs(after))) continue;
    const turn = nearestTo0(f, places[k - 1]!, places[k + 1]!, here > 0 ? 1 : -1);
    if (turn.value > 0 === here > 0) continue;
    between(places[k - 1]!, turn.at, before, turn.value);
    between(turn.at, places[k + 1]!, turn.value, after);
  }
  return found;
}

/** What rounding may add to a value whose parts are logarithms. */
const rounding = 1e-9;

/** The stretches, by their left end, in which f may come to 0 where f(x) + x only rises or only falls: halved until its ends say that it cannot. */
function stretchesThatCan(f: (k: number) => number, places: readonly number[]): ReadonlySet<number> {
  const found = new Set<number>();
  const look = (left: number, right: number) => {
    const [x, y] = [places[left]!, places[right]!];
    const [a, b] = [f(left) + x, f(right) + y];
    // In between it is at least min(a, b) - y, and at most max(a, b) - x.
    if (Math.min(a, b) > y + rounding || Math.max(a, b) < x - rounding) return;
    const middle = (left + right) >> 1;
    if (middle === left) {
      found.add(left);
      return;
    }
    look(left, middle);
    look(middle, right);
  };
  look(0, places.length - 1);
  return found;
}

/** Least value of sign f between two places by the golden rule; it ends where that is below 0. */
function nearestTo0(f: (x: number) => number, from: number, to: number, sign: number): { readonly at: number; readonly value: number } {
  const part = 0.3819660112501051;
  let [a, b] = [from, to];
  let [left, right] = [a + part * (b - a), b - part * (b - a)];
  let [low, high] = [f(left), f(right)];
  for (let k = 0; k < dips; k++) {
    if (sign * low < 0) return { at: left, value: low };
    if (sign * high < 0) return { at: right, value: high };
    if (sign * low < sign * high) {
      [b, right, high] = [right, left, low];
      left = a + part * (b - a);
      low = f(left);
    } else {
      [a, left, low] = [left, right, high];
      right = b - part * (b - a);
      high = f(right);
    }
  }
  return { at: left, value: low };
}

/** Middles of the cells of a grid in which neither of two functions keeps its sign, with the cells beside them. */
export function crossingsOver(
  x: readonly number[],
  y: readonly number[],
  f: (x: number, y: number) => readonly [number, number],
): readonly (readonly [number, number])[] {
  const values = x.map((a) => y.map((b) => f(a, b)));
  const found: [number, number][] = [];
  for (let i = 0; i + 1 < x.length; i++)
    for (let j = 0; j + 1 < y.length; j++) {
      const corners = [values[i]![j]!, values[i + 1]![j]!, values[i]![j + 1]!, values[i + 1]![j + 1]!];
      const changes = ([0, 1] as const).every((k) => corners.some((one) => one[k] >= 0) && corners.some((one) => one[k] <= 0));
      if (changes) found.push([0.5 * (x[i]! + x[i + 1]!), 0.5 * (y[j]! + y[j + 1]!)]);
    }
  return found;
}
