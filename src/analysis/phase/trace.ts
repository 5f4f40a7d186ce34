/** Follows the zeros of a function of two variables through a window, point by point. */
import type { ScalarField } from "./scalar-field.ts";

/** A traced curve in the coordinates of the unit square. */
export interface Branch {
  readonly s: readonly number[];
  readonly t: readonly number[];
  readonly isClosed: boolean;
}

/** Longest and shortest step, as parts of the window: a longer one would show corners, a shorter one is no longer seen. */
const longest = 1 / 50;
const shortest = 1e-6;
/** Angle between neighbouring tangents above which a step is halved, and below which the next is longer [cosines]. */
const bent = { most: 0.99, least: 0.999 };
/** Points of a branch: ten times around the window. */
const mostPoints = 4000;
/** Beyond the window, so that a zero along its border is followed. */
export const margin = 1 / 128;

/** Where the tracer stands. The tangent points the way it goes. */
interface Place {
  readonly s: number;
  readonly t: number;
  readonly ts: number;
  readonly tt: number;
}

/** Nearest zero to (s, t), by Newton's method along the gradient; undefined where none is nearer than `reach`. */
export function project(field: ScalarField, s: number, t: number, reach: number): readonly [s: number, t: number] | undefined {
  let [x, y] = [s, t];
  let last = Number.POSITIVE_INFINITY;
  for (let iteration = 0; iteration < 40; iteration++) {
    const value = field.differentiate(x, y);
    const size = field.ds * field.ds + field.dt * field.dt;
    const step = Math.abs(value) / Math.sqrt(size);
    if (value === 0 && size === 0) return undefined;
    // Steps that no longer halve are rounding error, or no convergence.
    if (!(step < 0.5 * last) && !(last < 1e-12)) {
      if (iteration > 12 || !(step < reach)) return undefined;
    } else if (!(step < last)) break;
    [x, y] = [x - (value * field.ds) / size, y - (value * field.dt) / size];
    if (!(Math.abs(x - s) + Math.abs(y - t) <= 2 * reach)) return undefined;
    if (step < 1e-16) break;
    last = step;
  }
  return [x, y];
}

/**
 * The branch of zeros through a point of it, to both sides: to the border of the window (with its margin), around to where it began, or
 * to where it ends at a jump of the function. Undefined where the point has no direction.
 */
export function traceBranch(field: ScalarField, s: number, t: number): Branch | undefined {
  const begin = placeAt(field, s, t, 1, 0);
  if (begin === undefined) return undefined;
  const forwards = traceOneWay(field, begin);
  if (forwards.isClosed) return { s: forwards.s, t: forwards.t, isClosed: true };
  const backwards = traceOneWay(field, { ...begin, ts: -begin.ts, tt: -begin.tt });
  return {
    s: [...backwards.s.slice(1).reverse(), ...forwards.s],
    t: [...backwards.t.slice(1).reverse(), ...forwards.t],
    isClosed: false,
  };
}

/** The tangent at a zero, along the given direction rather than against it. */
function placeAt(field: ScalarField, s: number, t: number, alongS: number, alongT: number): Place | undefined {
  field.differentiate(s, t);
  const size = Math.sqrt(field.ds * field.ds + field.dt * field.dt);
  if (!(size > 0 && size < Number.POSITIVE_INFINITY)) return undefined;
  const [ts, tt] = [-field.dt / size, field.ds / size];
  return ts * alongS + tt * alongT >= 0 ? { s, t, ts, tt } : { s, t, ts: -ts, tt: -tt };
}

function traceOneWay(field: ScalarField, begin: Place): { s: number[]; t: number[]; isClosed: boolean } {
  const [s, t] = [[begin.s], [begin.t]];
  let place = begin;
  let step = longest / 4;
  while (s.length < mostPoints) {
    const next = stepFrom(field, place, step);
    if (next === undefined) {
      step *= 0.5;
      if (step < shortest) break;
      continue;
    }
    if (isOutside(next)) {
      const end = borderBetween(field, place, next);
      if (end !== undefined && (end[0] !== place.s || end[1] !== place.t)) {
        s.push(end[0]);
        t.push(end[1]);
      }
      break;
    }
    if (s.length > 2 && closes(begin, place, next)) {
      s.push(begin.s);
      t.push(begin.t);
      return { s, t, isClosed: true };
    }
    s.push(next.s);
    t.push(next.t);
    const turn = place.ts * next.ts + place.tt * next.tt;
    if (turn > bent.least) step = Math.min(1.6 * step, longest);
    place = next;
  }
  return { s, t, isClosed: false };
}

/** The next place a step further; undefined where it cannot be found or lies around a bend, which the shortest steps may do. */
function stepFrom(field: ScalarField, from: Place, step: number): Place | undefined {
  const found = project(field, from.s + step * from.ts, from.t + step * from.tt, 0.5 * step);
  if (found === undefined) return undefined;
  const [ds, dt] = [found[0] - from.s, found[1] - from.t];
  const next = placeAt(field, found[0], found[1], ds, dt);
  if (next === undefined) return undefined;
  const isCorner = step < 2 * shortest;
  const along = (ds * from.ts + dt * from.tt) / Math.sqrt(ds * ds + dt * dt);
  const turn = from.ts * next.ts + from.tt * next.tt;
  return isCorner || (along > bent.most && turn > bent.most) ? next : undefined;
}

function isOutside({ s, t }: { readonly s: number; readonly t: number }): boolean {
  return !(s >= -margin && s <= 1 + margin && t >= -margin && t <= 1 + margin);
}

/** Where the branch crosses the border between two places, exactly on it; undefined where it runs along the border. */
function borderBetween(field: ScalarField, inside: Place, outside: Place): readonly [number, number] | undefined {
  const reached = (to: number) => (to < -margin ? -margin : to > 1 + margin ? 1 + margin : undefined);
  const part = (from: number, to: number) => {
    const border = reached(to);
    return border === undefined ? Number.POSITIVE_INFINITY : (border - from) / (to - from);
  };
  const [acrossS, acrossT] = [part(inside.s, outside.s), part(inside.t, outside.t)];
  const isS = !(acrossT < acrossS);
  const first = Math.min(acrossS, acrossT);
  let s = isS ? reached(outside.s)! : inside.s + first * (outside.s - inside.s);
  let t = isS ? inside.t + first * (outside.t - inside.t) : reached(outside.t)!;
  for (let [iteration, last] = [0, longest]; iteration < 30; iteration++) {
    const value = field.differentiate(s, t);
    const step = -value / (isS ? field.dt : field.ds);
    if (!(Math.abs(step) < last)) return last < 1e-12 ? [s, t] : undefined;
    if (isS) t += step;
    else s += step;
    if (Math.abs(step) < 1e-16) return [s, t];
    last = Math.abs(step);
  }
  return undefined;
}

/** Whether the step from one place to the next comes by the beginning, in its direction. */
function closes(begin: Place, from: Place, to: Place): boolean {
  const [ds, dt] = [to.s - from.s, to.t - from.t];
  const length = Math.sqrt(ds * ds + dt * dt);
  const along = ((begin.s - from.s) * ds + (begin.t - from.t) * dt) / length;
  const aside = Math.abs((begin.s - from.s) * dt - (begin.t - from.t) * ds) / length;
  return along >= 0 && along <= 1.2 * length && aside < 0.1 * length && begin.ts * ds + begin.tt * dt > 0;
}
