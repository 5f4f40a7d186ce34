/** Functions as lines: points as close to one another as a page needs. */
import { exp, log } from "../../base/index.ts";

/** Stretches to begin with, and halvings of one at most. */
const [begin, most] = [64, 7];

/** A line that is off by less than this part of the height of the curve, or on a logarithmic axis of the value, looks like the curve. */
const unseen = { linear: 1e-3, log: 5e-4 } as const;

/** The points of a line, ascending in x. */
export interface Sampled {
  readonly x: Float64Array;
  readonly y: Float64Array;
}

/** A function between two places, drawn over axes that are both linear or both logarithmic. */
export function sampled(f: (x: number) => number, low: number, high: number, axes: "linear" | "log"): Sampled {
  const isLog = axes === "log";
  const off = unseen[axes];
  const place = (u: number) => (isLog ? exp(u) : u);
  const [first, last] = isLog ? [log(low), log(high)] : [low, high];
  const at = (u: number) => ({ u, y: f(place(u)) });
  const start = Array.from({ length: begin + 1 }, (_, k) => at(first + ((last - first) * k) / begin));
  const height = start.reduce((sum, { y }) => Math.max(sum, Math.abs(y)), 0);
  const isSeen = (a: number, middle: number, b: number) =>
    isLog ? Math.abs(middle * middle - a * b) > 2 * off * middle * middle : Math.abs(middle - 0.5 * (a + b)) > off * height;
  const points = [start[0]!];
  const refine = (a: (typeof start)[number], b: (typeof start)[number], depth: number) => {
    const middle = at(0.5 * (a.u + b.u));
    if (depth < most && isSeen(a.y, middle.y, b.y)) {
      refine(a, middle, depth + 1);
      refine(middle, b, depth + 1);
    } else points.push(b);
  };
  for (let k = 1; k < start.length; k++) refine(start[k - 1]!, start[k]!, 0);
  return { x: Float64Array.from(points, ({ u }) => place(u)), y: Float64Array.from(points, ({ y }) => y) };
}

/** Spans to begin with of a smooth line, halvings of one at most, and by how much a parabola may miss the points of a span, in `unseen`. */
const [spans, mostHalved, coarse] = [8, 6, 4];
/** Pieces of a span that are drawn. */
const drawn = 16;

/**
 * A positive function that is smooth and takes long, over logarithmic axes: on spans of polynomials of degree 4 in the logarithms, each as wide as a
 * parabola through every second of its five points comes near the others.
 */
export function sampledSmooth(f: (x: number) => number, low: number, high: number): Sampled {
  const [first, last] = [log(low), log(high)];
  const at = (u: number) => log(f(exp(u)));
  const [x, y]: [number[], number[]] = [[], []];
  const follow = (from: number, to: number, values: readonly number[], depth: number) => {
    const [a, b, c, d, e] = values as [number, number, number, number, number];
    const [left, right] = [0.375 * a + 0.75 * c - 0.125 * e, -0.125 * a + 0.75 * c + 0.375 * e];
    if (depth < mostHalved && Math.max(Math.abs(left - b), Math.abs(right - d)) > coarse * unseen.log) {
      const middle = 0.5 * (from + to);
      const between = [1, 3, 5, 7].map((k) => at(from + ((to - from) * k) / 8)) as [number, number, number, number];
      follow(from, middle, [a, between[0], b, between[1], c], depth + 1);
      follow(middle, to, [c, between[2], d, between[3], e], depth + 1);
      return;
    }
    for (let k = 1; k <= drawn; k++) {
      x.push(exp(from + ((to - from) * k) / drawn));
      y.push(exp(throughFive(values, (4 * k) / drawn)));
    }
  };
  const step = (last - first) / spans;
  const grid = Array.from({ length: 4 * spans + 1 }, (_, k) => at(first + 0.25 * step * k));
  x.push(low);
  y.push(exp(grid[0]!));
  for (let k = 0; k < spans; k++) follow(first + k * step, first + (k + 1) * step, grid.slice(4 * k, 4 * k + 5), 0);
  return { x: Float64Array.from(x), y: Float64Array.from(y) };
}

/** The polynomial through values at 0, 1, 2, 3, 4 (Newton's differences). */
function throughFive(values: readonly number[], at: number): number {
  const differences = [...values];
  let [sum, factor] = [0, 1];
  for (let k = 0; k < values.length; k++) {
    sum += factor * differences[0]!;
    factor *= (at - k) / (k + 1);
    for (let j = 0; j + 1 < differences.length; j++) differences[j] = differences[j + 1]! - differences[j]!;
    differences.pop();
  }
  return sum;
}
