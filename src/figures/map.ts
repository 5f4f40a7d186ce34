/** Measures over two swept parameters, as colours: where what happens. */
import { LapicqueError } from "../base/index.ts";
import type { SweepAxis, SweepResult, Table } from "../contract/index.ts";
import { firstAtLeast } from "../numerics/index.ts";
import type { Figure, Picture } from "./figure.ts";
import type { Options } from "./options.ts";
import type { PageSize, Scale } from "./scene/scene.ts";
import { type PanelContent, stackPanels } from "./scene/stack.ts";
import { plain, printNumber, type RichText, typesetName, typesetUnit, withUnit } from "./text/rich-text.ts";

/** Cells to a side at least, and part of the range by which colours begin below the least value, so that it can be told from none. */
const [finest, tint] = [360, 0.2];

export const map: Figure<SweepResult> = {
  id: "map",
  options: {
    x: { kind: "text", meaning: "swept path to the right; the first with numbers without" },
    y: { kind: "text", meaning: "swept path upwards; the second with numbers without" },
    measures: { kind: "names", meaning: "measures to draw, one map each; all without" },
  },
  draw,
};

function draw(sweep: SweepResult, options: Options, page?: PageSize): Picture {
  const [x, y] = axesOf(sweep, options);
  const measures = measuresOf(sweep, options.measures as readonly string[] | undefined);
  const maps = measures.map((measure) => mapOf(sweep, x, y, measure));
  const [xs, ys] = [scaleOf(x), scaleOf(y)];
  const panels = maps.map(({ heading, values, columns, rows, high, low }): PanelContent => {
    const marks = [
      {
        kind: "cells",
        x: [xs.low, xs.high],
        y: [ys.low, ys.high],
        columns,
        rows,
        values,
        palette: "sequential",
        low,
        high,
      },
    ] as const;
    return { heading, y: ys, look: "grid", marks, weight: 1 };
  });
  const scene = stackPanels({
    title: sweep.title,
    description: `${measures.map(({ name }) => name).join(" and ")} over ${x.path} and ${y.path}; empty where undefined.`,
    x: xs,
    xLabel: withUnit(nameOf(x.path), x.unit),
    columns: panels.length > 1 ? 2 : 1,
    panels,
    page,
  });
  return { scene, table: () => tableOf(sweep, x, y, measures) };
}

type Measure = SweepResult["measures"][number];

const nothing = (reason: string, remedy: string) => new LapicqueError("figure-nothing", { figure: "map", reason, remedy });

function axesOf(sweep: SweepResult, { x, y }: Options): readonly [SweepAxis, SweepAxis] {
  const numeric = sweep.axes.filter(({ values }) => values.length > 1 && values.every((value) => typeof value === "number"));
  const named = (path: unknown) => {
    const found = numeric.find((axis) => axis.path === path);
    const known = numeric.map((axis) => axis.path);
    if (!found)
      throw new LapicqueError("figure-no-such", {
        figure: "map",
        name: `${path}`,
        what: "among the swept paths with several numbers",
        known,
      });
    return found;
  };
  const upwards = y === undefined ? undefined : named(y);
  const right = x === undefined ? numeric.find((axis) => axis !== upwards) : named(x);
  const second = upwards ?? numeric.find((axis) => axis !== right);
  if (right === undefined || second === undefined || right === second)
    throw nothing("two paths with several numbers each have to be swept", "add them under `sweep: { over: ... }`, or draw a `curve`");
  for (const axis of [right, second])
    if (!isEven(axis))
      throw nothing(`the values of ${axis.path} are not at equal distances`, "write `{ from, to, points }`, or draw a `curve`");
  return [right, second];
}

/** Positions on the axis: logarithms have an axis of their own. */
function sorted({ values }: SweepAxis): Float64Array {
  return Float64Array.from(values as readonly number[]).sort();
}

function isEven(axis: SweepAxis): boolean {
  const values = sorted(axis);
  const step = (values.at(-1)! - values[0]!) / (values.length - 1);
  return values.every((value, i) => Math.abs(value - values[0]! - i * step) < 1e-6 * step);
}

function scaleOf(axis: SweepAxis): Scale {
  const values = sorted(axis);
  const half = (values.at(-1)! - values[0]!) / (values.length - 1) / 2;
  return { kind: "linear", low: values[0]! - half, high: values.at(-1)! + half };
}

function measuresOf(sweep: SweepResult, names: readonly string[] | undefined): readonly Measure[] {
  const known = sweep.measures.map(({ name }) => name);
  if (known.length === 0) throw nothing("nothing is measured", "add `measure: [NAME.rate]` under `sweep:`");
  return (names ?? known).map((name) => {
    const found = sweep.measures.find((one) => one.name === name);
    if (!found) throw new LapicqueError("figure-no-such", { figure: "map", name, what: "among the measures of the sweep", known });
    return found;
  });
}

/** Values {rows of y, columns of x} of the points with the first value of every other axis. */
function mapOf(sweep: SweepResult, x: SweepAxis, y: SweepAxis, measure: Measure) {
  const [xs, ys] = [sorted(x), sorted(y)];
  const [atX, atY, of] = [sweep.axes.indexOf(x), sweep.axes.indexOf(y), sweep.measures.indexOf(measure)];
  const values = new Float64Array(xs.length * ys.length).fill(Number.NaN);
  for (const { point, values: measured } of sweep.rows) {
    const isShown = sweep.axes.every((axis, k) => axis === x || axis === y || point[k] === axis.values[0]);
    if (!isShown) continue;
    values[firstAtLeast(ys, point[atY] as number) * xs.length + firstAtLeast(xs, point[atX] as number)] = measured[of] ?? Number.NaN;
  }
  const known = values.filter(Number.isFinite);
  const [least, most] = [Math.min(0, ...known), Math.max(0, ...known)];
  const unit: RichText = measure.unit === "" ? [] : [...plain(" ("), ...typesetUnit(measure.unit), ...plain(")")];
  const named: RichText = [...plain(`${measure.name} over `), ...withUnit(nameOf(y.path), y.unit)];
  const shown = plain(`${printNumber(least, 3)} to ${printNumber(most, 3)}`);
  const heading: PanelContent["heading"] =
    known.length === 0
      ? [{ text: [...named, ...plain(": nowhere")], ink: "text" }]
      : [
          { text: named, ink: "text" },
          { text: [...shown, ...unit], ink: "soft", swatch: { kind: "ramp", palette: "sequential" } },
        ];
  const high = most > least ? most : least + 1;
  return { ...enlarged(values, xs.length, ys.length), low: least - tint * (high - least), high, heading };
}

/** Points of a page across which colours are blended where cells meet: each cell is made of so many that this is not seen. */
function enlarged(values: Float64Array, columns: number, rows: number) {
  const times = Math.max(1, Math.ceil(finest / Math.max(columns, rows)));
  const all = new Float64Array(values.length * times * times);
  for (let i = 0; i < all.length; i++) {
    const [row, column] = [Math.floor(i / (columns * times)), i % (columns * times)];
    all[i] = values[Math.floor(row / times) * columns + Math.floor(column / times)]!;
  }
  return { values: all, columns: columns * times, rows: rows * times };
}

/** A path without what stands before its last dot. */
const nameOf = (path: string): RichText => typesetName(path.split(".").at(-1)!);

function tableOf(sweep: SweepResult, x: SweepAxis, y: SweepAxis, measures: readonly Measure[]): Table {
  const column = (axis: SweepAxis) => ({
    name: axis.path,
    unit: axis.unit,
    values: Float64Array.from(sweep.rows, ({ point }) => point[sweep.axes.indexOf(axis)] as number),
  });
  return {
    columns: [
      column(x),
      column(y),
      ...measures.map((measure) => ({
        name: measure.name,
        unit: measure.unit,
        values: Float64Array.from(sweep.rows, ({ values }) => values[sweep.measures.indexOf(measure)] ?? Number.NaN),
      })),
    ],
  };
}
