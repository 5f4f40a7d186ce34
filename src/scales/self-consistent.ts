/** Where self-consistent rates are looked for: everywhere, as long as at most two rates differ. */
import { pow } from "../base/index.ts";
import type { StationaryProblem } from "../contract/index.ts";

/** Rates nu of populations that are to agree with what they make of one another. */
export interface SelfConsistency {
  /** Populations with one key have the same rate. */
  readonly keys: readonly string[];
  /** Highest rate of each population [1/ms]. */
  readonly most: readonly number[];
  /** The rate of population `i` at the rates of all. */
  rate(i: number, rates: Float64Array): number;
  /** Whether a rectangle may be searched: that takes thousands of rates. */
  readonly isCheap: boolean;
}

/**
 * Rates of a grid, as parts of the highest: in equal ratios from a millionth to a sixteenth, so that low rates are told apart, at equal
 * distances above.
 */
function gridOf(low: number, high: number): readonly number[] {
  const ratio = pow(2, 16 / low);
  return [
    0,
    ...Array.from({ length: low }, (_, k) => 1e-6 * pow(ratio, k)),
    ...Array.from({ length: high }, (_, k) => 0.0625 + (0.9375 * k) / (high - 1)),
  ];
}

/** Points on a line, and along each side of a rectangle, where there is a rate for each pair of them. */
const [onLine, inPlane] = [gridOf(32, 96), gridOf(12, 28)];

/** How solutions are looked for: guesses, and whether they lead to all. */
export function searchOf({ keys, most, rate, isCheap }: SelfConsistency): Pick<StationaryProblem, "starts" | "complete"> {
  const classes = classesOf(keys);
  const first = classes.map(([i]) => i!);
  const expand = (values: readonly number[]) => {
    const rates = new Float64Array(keys.length);
    for (const [k, one] of classes.entries()) for (const i of one) rates[i] = values[k]!;
    return rates;
  };
  const residual = (k: number, values: readonly number[]) => rate(first[k]!, expand(values)) - values[k]!;
  const along = (points: readonly number[], k: number) => points.map((part) => part * most[first[k]!]!);
  if (classes.length === 1)
    return { complete: true, starts: () => lineStarts(along(onLine, 0), (x) => residual(0, [x])).map((x) => expand([x])) };
  if (classes.length === 2 && isCheap)
    return {
      complete: true,
      starts: () =>
        planeStarts(along(inPlane, 0), along(inPlane, 1), (x, y) => [residual(0, [x, y]), residual(1, [x, y])]).map((point) =>
          expand(point),
        ),
    };
  return {
    complete: false,
    starts: () => guesses(classes.length, isCheap).map((parts) => expand(parts.map((part, k) => part * most[first[k]!]!))),
  };
}

/** Numbers of the populations with each key. */
function classesOf(keys: readonly string[]): readonly (readonly number[])[] {
  return [...new Set(keys)].map((key) => keys.flatMap((one, i) => (one === key ? [i] : [])));
}

/** Middles of the intervals in which a function changes its sign, and places where it comes nearest to 0. */
function lineStarts(x: readonly number[], f: (x: number) => number): readonly number[] {
  const values = x.map(f);
  return x.flatMap((at, k) => {
    const [before, value, after] = [values[k - 1], values[k]!, values[k + 1]];
    if (value === 0) return [at];
    const starts = after !== undefined && value > 0 !== after > 0 ? [0.5 * (at + x[k + 1]!)] : [];
    const isDip = before !== undefined && after !== undefined && Math.abs(value) <= Math.min(Math.abs(before), Math.abs(after));
    return isDip ? [...starts, at] : starts;
  });
}

/** Middles of the cells of a grid in which neither of two functions keeps its sign, with the cells beside them. */
function planeStarts(
  x: readonly number[],
  y: readonly number[],
  f: (x: number, y: number) => readonly [number, number],
): readonly [number, number][] {
  const values = x.map((a) => y.map((b) => f(a, b)));
  const starts: [number, number][] = [];
  for (let i = 0; i + 1 < x.length; i++) {
    for (let j = 0; j + 1 < y.length; j++) {
      const corners = [values[i]![j]!, values[i + 1]![j]!, values[i]![j + 1]!, values[i + 1]![j + 1]!];
      const changes = ([0, 1] as const).every((k) => corners.some((one) => one[k] >= 0) && corners.some((one) => one[k] <= 0));
      if (changes) starts.push([0.5 * (x[i]! + x[i + 1]!), 0.5 * (y[j]! + y[j + 1]!)]);
    }
  }
  return starts;
}

/** Parts of the highest rates: all alike, and where many can be tried one far above the others. */
function guesses(count: number, isMany: boolean): readonly (readonly number[])[] {
  const all = (part: number) => Array.from({ length: count }, () => part);
  if (!isMany) return [1e-3, 0.03, 0.3].map(all);
  const parts = [0, 1e-3, 0.01, 0.03, 0.1, 0.3, 0.9];
  return [...parts.map(all), ...Array.from({ length: count }, (_, k) => [0.1, 0.3, 0.9].map((part) => all(1e-3).with(k, part))).flat()];
}
