/** How intervals between spikes are distributed, and how irregular the neurons are. */
import { interspikeIntervals, intervalVariation, meanOver, wholeSteps } from "../analysis/index.ts";
import { LapicqueError } from "../base/index.ts";
import type { Result, Table, TableColumn } from "../contract/index.ts";
import type { Figure, Picture, View } from "./figure.ts";
import type { Options } from "./options.ts";
import { type Firing, firingPopulations, populationOption, trainsIn } from "./populations/choose.ts";
import {
  type Distribution,
  densityScale,
  distributionMarks,
  distributionOf,
  highestQuantile,
  type IntervalQuantity,
  quantityOf,
  quantityScale,
  type Sample,
} from "./populations/distribution.ts";
import { threeDigits } from "./populations/quantity.ts";
import { seriesEntry } from "./populations/series.ts";
import { overTheory, type TheoryLines, theoryAt, theoryEntries, theoryLines, theoryOption, within } from "./populations/theory.ts";
import { roundDown } from "./scene/nice.ts";
import { type RowPanel, rowOfPanels } from "./scene/row.ts";
import type { HeadingEntry, Mark, Scale } from "./scene/scene.ts";
import { drawnStretch, stretchOptions } from "./signals/select.ts";
import { plain, withUnit } from "./text/rich-text.ts";

/** Intervals longer than this part of them are off the page, and so are coefficients of variation. */
const SHOWN = 0.97;

/** The axis of the coefficient of variation ends here at least: a Poisson process has 1. */
const LEAST_VARIATION = 1.5;

/** With more populations the legend has no room for numbers. */
const NUMBERED = 3;

export const isi: Figure = {
  id: "isi",
  options: {
    ...populationOption,
    quantity: {
      kind: "choice",
      words: ["density", "survivor", "hazard"],
      meaning: "of the intervals: `density` (without), `survivor` (the part that is longer), `hazard` (density over survivor)",
    },
    density: { kind: "choice", words: ["linear", "log"], meaning: "axis of the intervals' density: `linear` (without), `log`" },
    ...theoryOption,
    ...stretchOptions,
  },
  draw,
};

/** What is known of one population. */
interface Irregularity {
  readonly intervals: Sample;
  readonly variations: Sample;
  readonly mean: number | undefined;
}

function draw(result: Result, options: Options, view?: View): Picture {
  const [from, to] = drawnStretch(result, options);
  const found = firingPopulations("isi", result, options, from, to).map(irregularityOf);
  const [intervals, variations] = [found.map((one) => one.intervals), found.map((one) => one.variations)];
  const longest = highestQuantile(intervals, SHOWN);
  if (longest === undefined) {
    const remedy = "compute a longer stretch of time";
    throw new LapicqueError("figure-nothing", { figure: "isi", reason: "no neuron fired twice in the stretch of time", remedy });
  }
  const lengths = distributionOf(intervals, 0, longest > 0 ? longest : 1, (width) => wholeSteps(roundDown(width), result.step));
  const most = Math.max(LEAST_VARIATION, highestQuantile(variations, SHOWN) ?? 0);
  const irregularities = distributionOf(variations, 0, most, roundDown);
  // readOptions has checked the kinds.
  const quantity = (options.quantity as IntervalQuantity | undefined) ?? "density";
  const theories = theoryLines("isi", quantity, result, options);
  const shown: Shown = { quantity, theories, kind: options.density === "log" ? "log" : "linear" };
  const scene = rowOfPanels({
    title: result.title,
    description: describe(found),
    panels: [intervalPanel(result, intervals, lengths, shown), variationPanel(found, irregularities)],
    page: view,
  });
  return { scene, table: () => tableOf(result, found, lengths, irregularities, shown) };
}

function irregularityOf(one: Firing): Irregularity {
  const trains = trainsIn(one);
  const intervals = new Float64Array(trains.reduce((sum, train) => sum + Math.max(0, train.length - 1), 0));
  const variations: number[] = [];
  let at = 0;
  for (const train of trains) {
    const own = interspikeIntervals(train);
    intervals.set(own, at);
    at += own.length;
    variations.push(...[intervalVariation(train) ?? []].flat());
  }
  const { name, ink } = one;
  return {
    intervals: { name, ink, values: intervals },
    variations: { name, ink, values: Float64Array.from(variations) },
    mean: meanOver(trains, intervalVariation),
  };
}

/** What is drawn of the intervals. */
interface Shown {
  readonly quantity: IntervalQuantity;
  readonly theories: TheoryLines;
  readonly kind: Scale["kind"];
}

function intervalPanel(result: Result, samples: readonly Sample[], found: Distribution, { quantity, theories, kind }: Shown): RowPanel {
  const unit = result.units === "physical" ? "ms" : "";
  const points = samples.map((_, k) => quantityOf(found, k, quantity));
  const y = quantityScale([...points.map((one) => one.y), ...lineValues(samples, theories, found)], quantity, kind);
  const legend = samples.length > 1 ? samples.map((sample) => seriesEntry(sample, "", theories.has(sample.name))) : [];
  const dimension = quantity !== "survivor" && unit ? `1/${unit}` : "";
  const marks =
    quantity === "density" && theories.size === 0
      ? distributionMarks(samples, found, y.kind === "log" ? y.low : 0)
      : samples.flatMap((sample, k) =>
          overTheory(sample, points[k]!.x, points[k]!.y, theories.get(sample.name), { range: [0, endOf(found)], axes: "linear" }, 1.6),
        );
  return {
    heading: [{ text: withUnit(plain(quantity), dimension), ink: "soft" }, ...legend, ...theoryEntries(samples, theories)],
    x: { kind: "linear", low: 0, high: endOf(found) },
    xLabel: withUnit(plain("interval between spikes"), unit),
    y,
    marks,
  };
}

/** The values of the lines within the panel: its axis reaches them. */
function lineValues(samples: readonly Sample[], theories: TheoryLines, found: Distribution): readonly Float64Array[] {
  return samples.flatMap(({ name }) => {
    const line = theories.get(name);
    return line ? [within(line, [0, endOf(found)], "linear").y] : [];
  });
}

function variationPanel(found: readonly Irregularity[], distribution: Distribution): RowPanel {
  const samples = found.map(({ variations }) => variations);
  const y = densityScale(distribution, "linear");
  const poisson: readonly Mark[] = [
    { kind: "rule", axis: "x", at: 1, ink: "soft", width: 1, dash: "dotted" },
    { kind: "label", x: 1, y: y.high, dx: 5, dy: 8, text: plain("Poisson"), anchor: "start", ink: "soft", halo: true },
  ];
  const numbers: readonly HeadingEntry[] =
    found.length > NUMBERED
      ? []
      : found.map(({ variations, mean }) => seriesEntry(variations, mean === undefined ? "" : `, mean ${threeDigits(mean)}`));
  return {
    heading: [{ text: plain("density"), ink: "soft" }, ...numbers],
    x: { kind: "linear", low: 0, high: endOf(distribution) },
    xLabel: plain("coefficient of variation of a neuron"),
    y,
    marks: [...poisson, ...distributionMarks(samples, distribution, 0)],
  };
}

const endOf = ({ bins }: Distribution) => bins.from + bins.count * bins.width;

function describe(found: readonly Irregularity[]): string {
  const rows = found.map(
    ({ intervals, mean }) =>
      `${intervals.name}: ${intervals.values.length} intervals${mean === undefined ? "" : `, mean coefficient of variation ${threeDigits(mean)}`}`,
  );
  return `Distributions of the intervals between spikes, and of the coefficient of variation over neurons. ${rows.join("; ")}.`;
}

/** One row for each bin of either histogram. */
function tableOf(
  result: Result,
  found: readonly Irregularity[],
  lengths: Distribution,
  irregularities: Distribution,
  { quantity, theories }: Shown,
): Table {
  const parts = [
    { quantity: result.units === "physical" ? "interval_ms" : "interval", distribution: lengths },
    { quantity: "cv", distribution: irregularities },
  ];
  const rows = parts.flatMap(({ quantity, distribution: { bins, histograms } }) =>
    Array.from({ length: bins.count }, (_, bin) => ({
      quantity,
      low: bins.from + bin * bins.width,
      high: bins.from + (bin + 1) * bins.width,
      densities: histograms.map((one) => one?.density[bin] ?? Number.NaN),
    })),
  );
  return {
    columns: [
      { name: "quantity", unit: "", values: rows.map(({ quantity }) => quantity) },
      { name: "low", unit: "", values: Float64Array.from(rows, ({ low }) => low) },
      { name: "high", unit: "", values: Float64Array.from(rows, ({ high }) => high) },
      ...found.map(({ intervals }, k) => ({
        name: `${intervals.name} density`,
        unit: "",
        values: Float64Array.from(rows, ({ densities }) => densities[k]!),
      })),
      ...found.flatMap(({ intervals: { name } }, k) =>
        intervalColumns(name, quantityOf(lengths, k, quantity), quantity, theories, rows.length),
      ),
    ],
  };
}

/** Another quantity of the intervals, and what theory says of it; NaN in the rows of coefficients of variation. */
function intervalColumns(
  name: string,
  { x, y }: ReturnType<typeof quantityOf>,
  quantity: IntervalQuantity,
  theories: TheoryLines,
  rows: number,
): readonly TableColumn[] {
  const column = (label: string, values: Float64Array) => {
    const all = new Float64Array(rows).fill(Number.NaN);
    all.set(values);
    return { name: label, unit: "", values: all };
  };
  const theory = theories.get(name);
  return [
    ...(quantity === "density" ? [] : [column(`${name} ${quantity}`, y)]),
    ...(theory ? [column(`${name} ${quantity} theory`, theoryAt(theory, x, "linear"))] : []),
  ];
}
