/** Roots of functions of one variable inside a bracket. */

/** Where a search ended: the last point and the value there. */
export interface Root {
  readonly x: number;
  readonly value: number;
}

/**
 * Root of a continuous function between two points where it has opposite signs (a zero value counts as a sign change).
 * Inverse quadratic interpolation where the three last points allow it, else bisection; at most about 100 evaluations.
 *
 * @param tolerance  width of the final bracket beyond 4 units in the last place of x
 * @see Chandrupatla 1997, Adv. Eng. Softw. 28:145, doi:10.1016/S0965-9978(96)00051-8
 */
export function findRoot(f: (x: number) => number, a: number, b: number, tolerance = 0, fa = f(a), fb = f(b)): Root {
  let [x1, y1, x2, y2] = [b, fb, a, fa];
  let [x3, y3] = [x1, y1];
  let t = 0.5;
  for (let evaluations = 0; evaluations < 120; evaluations++) {
    const best = Math.abs(y1) < Math.abs(y2) ? x1 : x2;
    const limit = (0.5 * (tolerance + 4 * Number.EPSILON * Math.abs(best))) / Math.abs(x2 - x1);
    if (!(limit < 0.5) || y1 === 0 || y2 === 0) break;
    const x = x1 + Math.min(1 - limit, Math.max(limit, t)) * (x2 - x1);
    const y = f(x);
    if (y > 0 === y1 > 0) [x3, y3] = [x1, y1];
    else [x3, y3, x2, y2] = [x2, y2, x1, y1];
    [x1, y1] = [x, y];
    const xi = (x1 - x2) / (x3 - x2);
    const phi = (y1 - y2) / (y3 - y2);
    const inside = phi * phi < xi && (1 - phi) * (1 - phi) < 1 - xi;
    t = inside ? (y1 / (y2 - y1)) * (y3 / (y2 - y3)) + ((x3 - x1) / (x2 - x1)) * (y1 / (y3 - y1)) * (y2 / (y3 - y2)) : 0.5;
  }
  return Math.abs(y1) < Math.abs(y2) ? { x: x1, value: y1 } : { x: x2, value: y2 };
}

/**
 * Root of a smooth function between two points where it has opposite signs: Newton's method, with bisection wherever a step
 * leaves the bracket or does not halve the value. Ends when x no longer changes by more than a unit in its last place.
 */
export function newtonInBracket(f: (x: number) => number, slope: (x: number) => number, a: number, b: number, fa = f(a)): number {
  let [low, high] = fa < 0 ? [a, b] : [b, a];
  let x = 0.5 * (a + b);
  let previous = Number.POSITIVE_INFINITY;
  for (let iteration = 0; iteration < 200; iteration++) {
    const y = f(x);
    if (y === 0) return x;
    if (y < 0) low = x;
    else high = x;
    const newton = x - y / slope(x);
    const inside = low < high ? newton > low && newton < high : newton < low && newton > high;
    const next = inside && Math.abs(y) < 0.5 * previous ? newton : 0.5 * (low + high);
    if (Math.abs(next - x) <= Number.EPSILON * Math.abs(x) || next === low || next === high) return inside ? newton : next;
    previous = Math.abs(y);
    x = next;
  }
  return x;
}
