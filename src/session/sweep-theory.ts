/** Lines from theory beside the points of a sweep: closed forms where the neuron has one, else renewal theory of neurons with a hazard. */
import { LapicqueError, pow } from "../base/index.ts";
import type { SweepAxis, TheoryLine } from "../contract/index.ts";
import type { Axis } from "./axes.ts";
import { type ClosedForm, closedForm } from "./closed-form.ts";
import { type Opened, reopen } from "./open.ts";
import { isUncovered, renewalOf } from "./theory/renewal.ts";

/** Points of one line: a rheobase is then drawn to within a hundredth of the axis. */
const POINTS = 101;

/** Most documents that are read for the lines of one figure: more would take longer than the sweep. */
const MOST = 3000;

/** What is measured of a population. */
export interface MeasuredRate {
  readonly name: string;
  readonly population: string;
  readonly measure: "rate" | "cv";
}

/**
 * A line for each rate and CV over each axis of numbers and each combination of the other axes. Nothing where there is no theory, or
 * there would be too many lines to read.
 */
export function theoryLines(opened: Opened, axes: readonly Axis[], rates: readonly MeasuredRate[]): readonly TheoryLine[] {
  return axes.flatMap((axis) => {
    const others = axes.filter((one) => one !== axis);
    const combinations = combine(others);
    if (!isNumeric(axis.shown) || combinations.length * rates.length * POINTS > MOST) return [];
    return rates.flatMap((rate) => combinations.flatMap((values) => lineOver(opened, axes, axis, values, rate)));
  });
}

type Values = ReadonlyMap<string, number | string>;

function lineOver(
  opened: Opened,
  axes: readonly Axis[],
  { shown }: Axis,
  others: Values,
  { name, population, measure }: MeasuredRate,
): readonly TheoryLine[] {
  const form = (value: number) => formAt(opened, axes, new Map([...others, [shown.path, value]]), population);
  const ends = valuesBetween(shown);
  const first = form(ends[0]!);
  // A neuron without theory at the first point has none at the next.
  if (!first || (measure === "cv" && Number.isNaN(first.cv))) return [];
  const rates = new Map<number, number>();
  const rateAt = (value: number) => {
    const rate = rates.get(value) ?? form(value)?.[measure] ?? Number.NaN;
    rates.set(value, rate);
    return rate;
  };
  for (const [k, value] of ends.entries()) {
    rateAt(value);
    if (k > 0 && measure === "rate") findOnset(ends[k - 1]!, value, rateAt);
  }
  const perUnit = opened.experiment?.units === "none" || measure === "cv" ? 1 : 1000;
  const x = Float64Array.from(rates.keys()).sort();
  const y = x.map((value) => rates.get(value)! * perUnit);
  return [{ id: first.id, label: first.label, measure: name, path: shown.path, others: Object.fromEntries(others), x, y }];
}

/** Halvings of the step in which firing begins: the curve rises vertically there. */
const HALVINGS = 10;

/** Evaluates the rate at points that close in on the rheobase between two points, if it lies between them. */
function findOnset(low: number, high: number, rateAt: (value: number) => number): void {
  let [silent, firing] = rateAt(low) === 0 ? [low, high] : [high, low];
  if (!(rateAt(silent) === 0 && rateAt(firing) > 0)) return;
  for (let k = 0; k < HALVINGS; k++) {
    const middle = 0.5 * (silent + firing);
    if (rateAt(middle) > 0) firing = middle;
    else silent = middle;
  }
}

interface Theory extends Pick<ClosedForm, "label" | "rate" | "cv"> {
  readonly id: TheoryLine["id"];
}

/** Theory with these values; undefined where they make the document wrong. */
function formAt(opened: Opened, axes: readonly Axis[], values: Values, population: string): Theory | undefined {
  const point = new Map(axes.map(({ shown: { path, unit } }) => [path, written(values.get(path)!, unit)]));
  try {
    const { experiment } = reopen(opened, point);
    if (!experiment) return undefined;
    const form = closedForm(experiment, population);
    // What fires regularly has no irregularity to compare.
    if (form) return { ...form, cv: form.noisy ? form.cv : Number.NaN, id: "closed-form" };
    const renewal = renewalOf(experiment, population);
    return isUncovered(renewal) ? undefined : { ...renewal, id: "renewal" };
  } catch (error) {
    if (error instanceof LapicqueError) return undefined;
    throw error;
  }
}

function isNumeric({ values }: SweepAxis): boolean {
  return values.length > 1 && values.every((value) => typeof value === "number");
}

/** A value as it would be typed. */
function written(value: number | string, unit: string): string {
  return unit === "" || typeof value === "string" ? `${value}` : `${value} ${unit}`;
}

/** All combinations of the values of some axes. */
function combine(axes: readonly Axis[]): readonly Values[] {
  return axes.reduce<readonly Values[]>(
    (before, { shown }) => before.flatMap((values) => shown.values.map((value) => new Map([...values, [shown.path, value]]))),
    [new Map()],
  );
}

/** Evenly spaced values over the axis, in equal ratios where it is logarithmic; the values of the axis itself are among them. */
function valuesBetween({ values, scale }: SweepAxis): Float64Array {
  const numbers = values.filter((value) => typeof value === "number");
  const [low, high] = [Math.min(...numbers), Math.max(...numbers)];
  const between = Array.from({ length: POINTS }, (_, k) => {
    const part = k / (POINTS - 1);
    return scale === "log" ? low * pow(high / low, part) : low + part * (high - low);
  });
  return Float64Array.from(new Set([...between, ...numbers])).sort();
}
