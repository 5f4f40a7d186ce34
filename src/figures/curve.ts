/** A measure against a swept parameter: points with standard errors, and for each value of the other parameters a line: theory's, where there is one. */
import { LapicqueError } from "../base/index.ts";
import type { SweepAxis, SweepResult, SweepRow, Table, TableColumn, TheoryLine } from "../contract/index.ts";
import type { Figure, Picture } from "./figure.ts";
import type { Options } from "./options.ts";
import { type } from "./scene/furniture.ts";
import { extent, scaleFor } from "./scene/scales.ts";
import type { HeadingEntry, Ink, Mark, PageSize } from "./scene/scene.ts";
import { type PanelContent, stackPanels } from "./scene/stack.ts";
import { measure } from "./text/metrics.ts";
import { plain, plainText, printNumber, type RichText, typesetName, typesetUnit, withUnit } from "./text/rich-text.ts";

/** Points over one x, in its order. */
interface Series {
  readonly name: RichText;
  readonly measure: string;
  readonly ink: Ink;
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly error: Float64Array;
  /** What theory says; then the simulation is drawn as points alone. */
  readonly theory?: TheoryLine;
}

export const curve: Figure<SweepResult> = {
  id: "curve",
  options: {
    x: { kind: "text", meaning: "swept path on the horizontal axis; the last one with numbers without" },
    y: { kind: "names", meaning: "measures to draw; all without" },
    theory: {
      kind: "text",
      meaning:
        "the line beside the points, where the neuron has one: `closed-form`, `renewal` (also without: closed forms, else renewal theory of neurons with a hazard), `none`",
    },
  },
  draw,
};

function draw(sweep: SweepResult, options: Options, page?: PageSize): Picture {
  // readOptions has checked the kinds.
  const axis = axisOf(sweep, options.x as string | undefined);
  const measures = measuresOf(sweep, options.y as readonly string[] | undefined);
  const others = sweep.axes.filter((one) => one !== axis);
  const combinations = combinationsOf(sweep, others);
  const groups = groupMeasures(measures, combinations.length > 1);
  const wanted = options.theory ?? "renewal";
  const theory = sweep.theory.filter(({ id, path }) => path === axis.path && (wanted === "renewal" || wanted === id));
  const panels = groups.map((group) => {
    const series = group.flatMap((one) =>
      combinations.map((combination, k) => {
        const line = theory.find(
          ({ measure, others: at }) => measure === one.name && others.every(({ path }, i) => at[path] === combination[i]),
        );
        const series = seriesOf(sweep, axis, others, one, combination, group.length > 1 ? group.indexOf(one) : k);
        return line ? { ...series, theory: line } : series;
      }),
    );
    return panelOf(group, series);
  });
  const names = panels.flatMap(({ marks }) =>
    marks.flatMap((mark) => (mark.kind === "end-labels" ? mark.labels.map(({ text }) => text) : [])),
  );
  const xs = Float64Array.from(axis.values.filter((value) => typeof value === "number"));
  const scene = stackPanels({
    title: sweep.title,
    description: describe(axis, measures, others),
    x: scaleFor(extent([xs], axis.scale), 0.02, axis.scale),
    xLabel: withUnit(nameOfPath(axis.path), axis.unit),
    right: names.length > 0 ? 20 + Math.max(...names.map((text) => measure(text, type.tick))) : 0,
    panels,
    page,
  });
  return { scene, table: () => tableOf(sweep, theory) };
}

function axisOf(sweep: SweepResult, path: string | undefined): SweepAxis {
  const numeric = sweep.axes.filter(({ values }) => values.every((value) => typeof value === "number"));
  const found = path === undefined ? numeric.at(-1) : numeric.find((axis) => axis.path === path);
  if (found) return found;
  if (path !== undefined) {
    const known = numeric.map((axis) => axis.path);
    throw new LapicqueError("figure-no-such", { figure: "curve", name: path, what: "among the swept paths that hold numbers", known });
  }
  throw new LapicqueError("figure-nothing", {
    figure: "curve",
    reason: "no path with numbers is swept",
    remedy: "add one under `sweep: { over: ... }`",
  });
}

type Measure = SweepResult["measures"][number];

function measuresOf(sweep: SweepResult, names: readonly string[] | undefined): readonly Measure[] {
  const known = sweep.measures.map(({ name }) => name);
  if (known.length === 0) {
    throw new LapicqueError("figure-nothing", {
      figure: "curve",
      reason: "nothing is measured",
      remedy: "add `measure: [NAME.rate]` under `sweep:`",
    });
  }
  return (names ?? known).map((name) => {
    const found = sweep.measures.find((one) => one.name === name);
    if (!found) throw new LapicqueError("figure-no-such", { figure: "curve", name, what: "among the measures of the sweep", known });
    return found;
  });
}

/** Values of the other axes that occur together, in the order of the rows. */
function combinationsOf(sweep: SweepResult, others: readonly SweepAxis[]): readonly (readonly (number | string)[])[] {
  const found = new Map<string, readonly (number | string)[]>();
  for (const row of sweep.rows) {
    const values = others.map((axis) => row.point[sweep.axes.indexOf(axis)]!);
    found.set(JSON.stringify(values), values);
  }
  return [...found.values()];
}

/** Measures of one unit share a panel, unless colours already tell combinations apart. */
function groupMeasures(measures: readonly Measure[], isDivided: boolean): readonly (readonly Measure[])[] {
  if (isDivided) return measures.map((one) => [one]);
  return [...new Set(measures.map(({ unit }) => unit))].map((unit) => measures.filter((one) => one.unit === unit));
}

function seriesOf(
  sweep: SweepResult,
  axis: SweepAxis,
  others: readonly SweepAxis[],
  measured: Measure,
  combination: readonly (number | string)[],
  ink: number,
): Series {
  const [at, of] = [sweep.axes.indexOf(axis), sweep.measures.indexOf(measured)];
  const rows = sweep.rows.filter((row) => others.every((other, k) => row.point[sweep.axes.indexOf(other)] === combination[k]));
  // The axis holds numbers alone.
  const x = (row: SweepRow) => row.point[at] as number;
  const sorted = [...rows].sort((a, b) => x(a) - x(b));
  const name = others.flatMap(
    (other, k): RichText => [
      ...(k > 0 ? plain(", ") : []),
      ...nameOfPath(other.path),
      { text: ` = ${valueText(combination[k]!, other.unit)}` },
    ],
  );
  return {
    name: name.length > 0 ? name : nameOfMeasure(measured.name),
    measure: measured.name,
    ink,
    x: Float64Array.from(sorted, x),
    y: Float64Array.from(sorted, (row) => row.values[of] ?? Number.NaN),
    error: Float64Array.from(sorted, (row) => row.standardErrors[of] ?? Number.NaN),
  };
}

function valueText(value: number | string, unit: string): string {
  return typeof value === "string"
    ? value
    : `${printNumber(value)}${unit === "" || unit === "1" ? "" : ` ${plainText(typesetUnit(unit))}`}`;
}

function panelOf(group: readonly Measure[], series: readonly Series[]): PanelContent {
  const bounds = series.flatMap(({ y, error }) => [
    y,
    y.map((value, k) => value - (error[k] || 0)),
    y.map((value, k) => value + (error[k] || 0)),
  ]);
  const range = extent([...bounds, ...series.flatMap(({ theory }) => (theory ? [theory.y] : []))]);
  const [first] = group;
  const name = group.length === 1 ? nameOfMeasure(first!.name) : plain("");
  const heading: HeadingEntry[] = [{ text: withUnit(name, first!.unit), ink: "text" }];
  const labels = [...new Set(series.flatMap(({ theory }) => (theory ? [theory.label] : [])))];
  if (labels.length > 0) heading.push({ text: plain(`points: simulation, lines: ${labels.join(", ")}`), ink: "soft" });
  const ends = series.map(({ name, y, ink }) => ({ text: name, y: y.findLast(Number.isFinite) ?? Number.NaN, ink }));
  return {
    heading,
    y: scaleFor(fromZero(range), 0.06),
    look: "grid",
    marks: [...series.flatMap(marksOf), ...(series.length > 1 ? [{ kind: "end-labels" as const, labels: ends }] : [])],
    weight: 1,
  };
}

function marksOf({ x, y, error, ink, theory }: Series): readonly Mark[] {
  const line = theory ?? { x, y };
  return [
    { kind: "line", x: line.x, y: line.y, ink, width: 1.8 },
    {
      kind: "strokes",
      x,
      low: y.map((value, k) => value - error[k]!),
      high: y.map((value, k) => value + error[k]!),
      ink,
      width: 1.4,
      cap: 3,
    },
    { kind: "points", x, y, ink, radius: 3 },
  ];
}

/** A range that comes near zero from above begins at it: rates and variations are read against zero. */
function fromZero(range: readonly [number, number] | undefined): readonly [number, number] | undefined {
  return range && range[0] > 0 && range[0] < 0.5 * range[1] ? [0, range[1]] : range;
}

/** `cell.I`: I. `stimuli.current.step.amplitude`: current amplitude. */
function nameOfPath(path: string): RichText {
  const [, stimulus, key] = /^stimuli\.(.+)\.[^.]+\.([^.]+)$/.exec(path) ?? [];
  if (stimulus && key) return [...typesetName(stimulus), { text: " " }, ...typesetName(key)];
  return typesetName(path.split(".").at(-1)!);
}

/** `E.rate`: rate of E. */
function nameOfMeasure(name: string): RichText {
  const dot = name.indexOf(".");
  const what = name.slice(dot + 1);
  const printed = what === "cv" ? plain("interval CV") : typesetName(what.replaceAll("_", " "));
  return dot < 0 ? printed : [...printed, { text: ` of ${name.slice(0, dot)}` }];
}

function describe(axis: SweepAxis, measures: readonly Measure[], others: readonly SweepAxis[]): string {
  const names = measures.map(({ name, unit }) => plainText(withUnit(nameOfMeasure(name), unit)));
  const over = `${names.join(", ")} against ${plainText(withUnit(nameOfPath(axis.path), axis.unit))}`;
  return `${over}${others.length > 0 ? `, a line for each ${others.map(({ path }) => plainText(nameOfPath(path))).join(" and ")}` : ""}.`;
}

/** One row for each point of the sweep, with the standard errors (`_se`) of an ensemble; then, marked in the last column, those of the theory. */
function tableOf(sweep: SweepResult, lines: readonly TheoryLine[]): Table {
  const theory = lines.flatMap((line) => Array.from(line.x, (x, k) => ({ line, x, y: line.y[k]! })));
  const axes = sweep.axes.map((axis, k): TableColumn => {
    const values = [
      ...sweep.rows.map((row) => row.point[k]!),
      ...theory.map(({ line, x }) => (line.path === axis.path ? x : line.others[axis.path]!)),
    ];
    const isNumeric = values.every((value) => typeof value === "number");
    return { name: axis.path, unit: axis.unit, values: isNumeric ? Float64Array.from(values) : values.map(String) };
  });
  const isEnsemble = sweep.rows.some(({ standardErrors }) => standardErrors.some((error) => error !== null));
  const measured = sweep.measures.flatMap(({ name, unit }, k): TableColumn[] => [
    {
      name,
      unit,
      values: Float64Array.from([
        ...sweep.rows.map((row) => row.values[k] ?? Number.NaN),
        ...theory.map(({ line, y }) => (line.measure === name ? y : Number.NaN)),
      ]),
    },
    ...(isEnsemble
      ? [
          {
            name: `${name}_se`,
            unit,
            values: Float64Array.from([...sweep.rows.map((row) => row.standardErrors[k] ?? Number.NaN), ...theory.map(() => Number.NaN)]),
          },
        ]
      : []),
  ]);
  const source = [...sweep.rows.map(() => "simulation"), ...theory.map(({ line }) => line.label)];
  return { columns: [...axes, ...measured, ...(theory.length > 0 ? [{ name: "source", unit: "", values: source }] : [])] };
}
