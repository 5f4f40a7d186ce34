/** What of a phase portrait is near the pointer, and what is said of it. */
import type { Complex, FixedPoint, LimitCycle, PhasePortrait } from "../../../../src/contract/index.ts";
import { type Panel, plainText, positioner, printNumber, typesetName } from "../../../../src/figures/index.ts";
import { distance, type Point, pageAt } from "../stage/frame.ts";
import { withUnitText } from "../stage/text.ts";

/** Places of the states on the axes among all states; on a phase line there is no second. */
export function axisIndices({ axes, states }: PhasePortrait): readonly [number, number | undefined] {
  const [x, y] = axes.map(({ state }) => states.findIndex(({ name }) => name === state));
  return [x!, y];
}

/** Data coordinates of a state of the model; on a phase line the height is 0. */
export function pointOf(portrait: PhasePortrait, values: ArrayLike<number>): Point {
  const [x, y] = axisIndices(portrait);
  return { x: values[x]!, y: y === undefined ? 0 : values[y]! };
}

/** Of some data points the one nearest to a position on the page, if it is no further than `most` points. */
export function nearest(panel: Panel, at: Point, points: Iterable<Point>, most: number): number | undefined {
  let [best, found, k] = [most, undefined as number | undefined, 0];
  for (const point of points) {
    const gap = distance(pageAt(panel, point), at);
    if (gap <= best) [best, found] = [gap, k];
    k++;
  }
  return found;
}

/** The same over arrays of coordinates, which may be long. */
export function nearestSample(panel: Panel, at: Point, xs: ArrayLike<number>, ys: ArrayLike<number>, most: number): number | undefined {
  const { frame, x, y } = panel;
  const [px, py] = [positioner(x.scale, frame.x, frame.x + frame.width), positioner(y.scale, frame.y + frame.height, frame.y)];
  let [best, found] = [most * most, undefined as number | undefined];
  for (let k = 0; k < xs.length; k++) {
    const [dx, dy] = [px(xs[k]!) - at.x, py(ys[k]!) - at.y];
    const gap = dx * dx + dy * dy;
    if (gap <= best) [best, found] = [gap, k];
  }
  return found;
}

/** What there is to be said of a fixed point, a line each. */
export function fixedPointLines(portrait: PhasePortrait, { type, at, eigenvalues }: FixedPoint): readonly string[] {
  const rate = portrait.units === "physical" ? " /ms" : "";
  return [
    type,
    portrait.states.map(({ name, unit }, k) => `${plainText(typesetName(name))} = ${withUnitText(at[k]!, unit)}`).join(", "),
    `${eigenvalues.length === 1 ? "eigenvalue" : "eigenvalues"} ${eigenvaluesText(eigenvalues)}${rate}`,
  ];
}

/** What there is to be said of a limit cycle, a line each. */
export function cycleLines(portrait: PhasePortrait, { stable, period, multipliers, spikes }: LimitCycle): readonly string[] {
  const unit = portrait.units === "physical" ? " ms" : "";
  const count = spikes === 0 ? "" : `, ${spikes} ${spikes === 1 ? "spike" : "spikes"} a period`;
  const lines = [`${stable ? "stable" : "unstable"} limit cycle${count}`, `period ${printNumber(period)}${unit}`];
  return multipliers.length > 0
    ? [...lines, `${multipliers.length === 1 ? "multiplier" : "multipliers"} ${eigenvaluesText(multipliers)}`]
    : lines;
}

/** Complex numbers; a conjugate pair is written once. */
export function eigenvaluesText(values: readonly Complex[]): string {
  const parts: string[] = [];
  for (let k = 0; k < values.length; k++) {
    const [re, im] = values[k]!;
    const next = values[k + 1];
    if (im === 0) parts.push(printNumber(re));
    else if (next && next[0] === re && next[1] === -im) {
      parts.push(`${printNumber(re)} \u00b1 ${printNumber(Math.abs(im))}i`);
      k++;
    } else parts.push(`${printNumber(re)} ${im < 0 ? "\u2212" : "+"} ${printNumber(Math.abs(im))}i`);
  }
  return parts.join(", ");
}
