/** How intervals between spikes are distributed, and how irregular the neurons are. */
import { interspikeIntervals, intervalVariation, meanOver, wholeSteps } from "../analysis/index.ts";
import { LapicqueError } from "../base/index.ts";
import type { Result, Table } from "../contract/index.ts";
import type { Figure, Picture, View } from "./figure.ts";
import type { Options } from "./options.ts";
import { type Firing, firingPopulations, populationOption, trainsIn } from "./populations/choose.ts";
import {
  type Distribution,
  densityScale,
  distributionMarks,
  distributionOf,
  highestQuantile,
  type Sample,
} from "./populations/distribution.ts";
import { threeDigits } from "./populations/quantity.ts";
import { seriesEntry } from "./populations/series.ts";
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
    density: { kind: "choice", words: ["linear", "log"], meaning: "axis of the intervals' density: `linear` (without), `log`" },
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
  const scene = rowOfPanels({
    title: result.title,
    description: describe(found),
    panels: [
      intervalPanel(result, intervals, lengths, options.density === "log" ? "log" : "linear"),
      variationPanel(found, irregularities),
    ],
    page: view,
  });
  return { scene, table: () => tableOf(result, found, lengths, irregularities) };
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

function intervalPanel(result: Result, samples: readonly Sample[], found: Distribution, kind: Scale["kind"]): RowPanel {
  const unit = result.units === "physical" ? "ms" : "";
  const y = densityScale(found, kind);
  const legend = samples.length > 1 ? samples.map((sample) => seriesEntry(sample)) : [];
  return {
    heading: [{ text: withUnit(plain("density"), unit && `1/${unit}`), ink: "soft" }, ...legend],
    x: { kind: "linear", low: 0, high: endOf(found) },
    xLabel: withUnit(plain("interval between spikes"), unit),
    y,
    marks: distributionMarks(samples, found, y.kind === "log" ? y.low : 0),
  };
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
function tableOf(result: Result, found: readonly Irregularity[], lengths: Distribution, irregularities: Distribution): Table {
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
    ],
  };
}
