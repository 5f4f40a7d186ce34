/** How populations fire together: rates around a spike of one of them, and correlations of spike counts over pairs of neurons. */
import { binsBetween, meanCorrelation, quantile, sampledCorrelations, wholeSteps } from "../analysis/index.ts";
import { LapicqueError, stream } from "../base/index.ts";
import type { Result, Table } from "../contract/index.ts";
import { covarianceFunction } from "../numerics/index.ts";
import type { Figure, Picture, View } from "./figure.ts";
import type { Options } from "./options.ts";
import { type Activity, activitiesOf, perSecond } from "./populations/activities.ts";
import { binsWithin, countingWidth } from "./populations/binning.ts";
import { type Firing, firingPopulations, populationOption, trainsIn } from "./populations/choose.ts";
import { type Distribution, densityScale, distributionMarks, distributionOf, type Sample } from "./populations/distribution.ts";
import { quantity, threeDigits } from "./populations/quantity.ts";
import { seriesEntry, seriesLine } from "./populations/series.ts";
import { roundDown } from "./scene/nice.ts";
import { type RowPanel, rowOfPanels } from "./scene/row.ts";
import { extent, scaleFor } from "./scene/scales.ts";
import type { Mark } from "./scene/scene.ts";
import { drawnStretch, stretchOptions } from "./signals/select.ts";
import { plain, withUnit } from "./text/rich-text.ts";

/**
 * Without options [ms], but no larger than these parts of the stretch; without units these parts. At most so many bins fill the
 * reach, and each holds about so many pairs of spikes.
 */
const defaults = { reach: 100, window: 100, reachPart: 10, windowPart: 50, bins: 99, pairs: 5000 } as const;

/** So many pairs of a population are drawn by lot: their histogram is as smooth as a page shows it. */
const PAIRS = 3000;

/** The part of the pairs whose correlations are shown. */
const SHOWN = 0.99;

/** With more populations the legend has no room for numbers. */
const NUMBERED = 3;

export const correlation: Figure = {
  id: "correlation",
  options: {
    ...populationOption,
    of: { kind: "text", meaning: "population around whose spikes the rates are drawn; the first without" },
    reach: { kind: "time", meaning: "largest lag; 100 ms without, or a tenth of a shorter stretch" },
    bin: {
      kind: "time",
      meaning:
        "width of the bins of the lags; without, a round one that holds about 5000 pairs of spikes, of which twenty to a hundred fill the reach",
    },
    window: {
      kind: "time",
      meaning: "windows in which spikes are counted for the correlation of pairs; 100 ms without, or a fiftieth of a shorter stretch",
    },
    ...stretchOptions,
  },
  draw,
};

/** Rate of a population at lags from a spike of the reference, relative to its mean. */
interface Around extends Activity {
  readonly relative: Float64Array;
}

/** Correlations of the pairs of a population. */
interface Pairs extends Sample {
  /** Over all pairs, not those drawn by lot alone. */
  readonly mean: number | undefined;
}

function draw(result: Result, options: Options, view?: View): Picture {
  const [from, to] = drawnStretch(result, options);
  const found = firingPopulations("correlation", result, options, from, to);
  const reference = referenceOf(found, options.of as string | undefined);
  const { reach, bin, window } = widthsFor(result, options, to - from, pairsPerTime(found, reference, to - from));
  const bins = binsWithin("correlation", from, to, bin);
  const most = Math.min(Math.floor(reach / bin + 1e-6), bins.count - 1);
  const lags = Float64Array.from({ length: 2 * most + 1 }, (_, k) => (k - most) * bin);
  const around = ratesAround(result, activitiesOf("correlation", result, options, bins), reference, most, bin);
  const pairs = found.flatMap((one) => pairsOf(result, one, from, to, window));
  const correlations = pairs.length > 0 ? distributionOf(pairs, ...rangeOf(pairs), roundDown) : undefined;
  const scene = rowOfPanels({
    title: result.title,
    description: describe(reference, around, pairs),
    panels: [lagPanel(result, reference, lags, around), ...(correlations ? [pairPanel(result, pairs, correlations, window)] : [])],
    page: view,
  });
  return { scene, table: () => tableOf(result, reference, lags, around) };
}

function widthsFor(result: Result, options: Options, stretch: number, pairs: number) {
  const [longest, widest] = result.units === "physical" ? [defaults.reach, defaults.window] : [stretch, stretch];
  // readOptions has checked the kinds.
  const given = options as { readonly reach?: number; readonly bin?: number; readonly window?: number };
  const reach = given.reach ?? Math.min(longest, stretch / defaults.reachPart);
  const bin = given.bin ?? countingWidth(result, reach / defaults.bins, pairs, defaults.pairs);
  const window = given.window ?? wholeSteps(Math.min(widest, stretch / defaults.windowPart), result.step);
  return { reach, bin, window };
}

/** Pairs of a spike of the reference with one of another population per time of the lag, for the population with the fewest. */
function pairsPerTime(found: readonly Firing[], reference: Firing, stretch: number): number {
  const counts = found.map(({ spikes }) => spikes.times.length).filter((count) => count > 0);
  return (reference.spikes.times.length * Math.min(...counts)) / stretch;
}

function referenceOf(found: readonly Firing[], name: string | undefined): Firing {
  const reference = name === undefined ? found[0]! : found.find((one) => one.name === name);
  if (reference) return reference;
  const known = found.map((one) => one.name);
  throw new LapicqueError("figure-no-such", { figure: "correlation", name: name!, what: "among the populations of the figure", known });
}

/** A spike with itself, which would stand at lag 0 of the reference, is left out. */
function ratesAround(result: Result, activities: readonly Activity[], reference: Firing, most: number, bin: number): readonly Around[] {
  const own = activities.find(({ name }) => name === reference.name)!;
  const mean = meanOf(own.values);
  if (!(mean > 0)) {
    const remedy = "choose another population with `of`";
    throw new LapicqueError("figure-nothing", { figure: "correlation", reason: `${reference.name} is silent`, remedy });
  }
  return activities.flatMap((one): readonly Around[] => {
    const rate = meanOf(one.values);
    if (!(rate > 0)) return [];
    const relative = covarianceFunction(own.values, one.values, most).map((c) => 1 + c / (mean * rate));
    if (one === own) relative[most]! -= perSecond(result) / (reference.size * bin * mean);
    return [{ ...one, relative }];
  });
}

const meanOf = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length;

function pairsOf(result: Result, one: Firing, from: number, to: number, window: number): readonly Pairs[] {
  const windows = binsBetween(from, to, window);
  const trains = trainsIn(one);
  const values = sampledCorrelations(trains, windows, PAIRS, stream(result.seed, "pairs of a figure", one.ink));
  return values.length > 0 ? [{ name: one.name, ink: one.ink, values, mean: meanCorrelation(trains, windows) }] : [];
}

/** The range that all but a hundredth of the pairs fill, with 0 in it. */
function rangeOf(pairs: readonly Pairs[]): readonly [number, number] {
  const sorted = pairs.map(({ values }) => values.slice().sort());
  const low = Math.min(0, ...sorted.map((values) => quantile(values, 1 - SHOWN)!));
  const high = Math.max(0, ...sorted.map((values) => quantile(values, SHOWN)!));
  return low < high ? [low, high] : [-1, 1];
}

function lagPanel(result: Result, reference: Firing, lags: Float64Array, around: readonly Around[]): RowPanel {
  const end = lags.at(-1)!;
  const [low, high] = extent(around.map(({ relative }) => relative)) ?? [1, 1];
  const independent: Mark = { kind: "rule", axis: "y", at: 1, ink: "soft", width: 1, dash: "dotted" };
  return {
    heading: [
      { text: plain("rate relative to its mean"), ink: "soft" },
      ...(around.length > 1 ? around.map((one) => seriesEntry(one)) : []),
    ],
    x: end > 0 ? { kind: "linear", low: -end, high: end } : { kind: "linear", low: -1, high: 1 },
    xLabel: withUnit(plain(`time from a spike of ${reference.name}`), result.units === "physical" ? "ms" : ""),
    y: scaleFor([Math.min(low, 1), Math.max(high, 1)], 0.06),
    marks: [independent, ...around.map((one) => seriesLine(one, lags, one.relative, 1.6))],
  };
}

function pairPanel(result: Result, pairs: readonly Pairs[], found: Distribution, window: number): RowPanel {
  const zero: Mark = { kind: "rule", axis: "x", at: 0, ink: "soft", width: 1, dash: "dotted" };
  const names = pairs.length <= NUMBERED ? pairs.map((one) => seriesEntry(one, `, mean ${threeDigits(one.mean!)}`)) : [];
  return {
    heading: [{ text: plain(`density over pairs, windows of ${quantity(window, result)}`), ink: "soft" }, ...names],
    x: { kind: "linear", low: found.bins.from, high: found.bins.from + found.bins.count * found.bins.width },
    xLabel: plain("correlation of spike counts"),
    y: densityScale(found, "linear"),
    marks: [zero, ...distributionMarks(pairs, found, 0)],
  };
}

function describe(reference: Firing, around: readonly Around[], pairs: readonly Pairs[]): string {
  const peaks = around.map(({ name, relative }) => `${name} at most ${threeDigits(Math.max(...relative))}`);
  const means = pairs.map(({ name, mean }) => `${name} ${threeDigits(mean!)}`);
  const second = means.length > 0 ? ` Mean correlation of the spike counts of pairs: ${means.join(", ")}.` : "";
  return `Rates around a spike of ${reference.name}, relative to their means: ${peaks.join(", ")}.${second}`;
}

function tableOf(result: Result, reference: Firing, lags: Float64Array, around: readonly Around[]): Table {
  return {
    columns: [
      { name: "lag", unit: result.units === "physical" ? "ms" : "", values: lags },
      ...around.map(({ name, relative }) => ({ name: `${name} around ${reference.name}`, unit: "", values: relative })),
    ],
  };
}
