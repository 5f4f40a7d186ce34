/** Activity of populations over time: as it was counted, faint, and in a sliding window over it. */
import { quantile, type SmoothingKernel, smooth } from "../analysis/index.ts";
import type { Result, Table } from "../contract/index.ts";
import type { Figure, Picture, View } from "./figure.ts";
import type { Options } from "./options.ts";
import { type Activity, activitiesOf, perSecond, rateUnit } from "./populations/activities.ts";
import { binsWithin, drawnWidth } from "./populations/binning.ts";
import { quantity, threeDigits } from "./populations/quantity.ts";
import { binnedLine, theoryLines, theoryOption } from "./populations/theory.ts";
import { filePage } from "./scene/furniture.ts";
import { roundDown } from "./scene/nice.ts";
import { extent, scaleFor } from "./scene/scales.ts";
import type { HeadingEntry, Mark } from "./scene/scene.ts";
import { type PanelContent, stackPanels } from "./scene/stack.ts";
import { drawnStretch, stretchOptions } from "./signals/select.ts";
import { plain, withUnit } from "./text/rich-text.ts";
import { timeAxis } from "./time-axis.ts";

/** From this many populations on panels stand in two columns, where the page is as wide as this [points]. */
const MANY = 4;
const TWO_COLUMNS = 600;

/**
 * The axis covers the line, and of the counted values this part, but no more than twice what the line needs: single spikes of few neurons
 * would press it down.
 */
const COVERED = 0.995;

export const activity: Figure = {
  id: "activity",
  options: {
    populations: { kind: "names", meaning: "populations to draw, in order; all that record spikes or activity without" },
    bin: { kind: "time", meaning: "width of the bins; without, a round one of which about a thousand fill the stretch" },
    window: {
      kind: "time",
      meaning: "width of the sliding window; none for 0; without, as wide as the population with the fewest spikes needs",
    },
    kernel: {
      kind: "choice",
      words: ["gaussian", "boxcar", "exponential"],
      meaning:
        "sliding window: `gaussian` (`window` is its standard deviation; without `kernel`), `boxcar` (its full width), `exponential` (its time constant, looking back alone)",
    },
    ...theoryOption,
    ...stretchOptions,
  },
  draw,
};

/**
 * A Gaussian window of standard deviation s averages over 2 sqrt(pi) s. It is to hold about 50 spikes, so that counting leaves a scatter
 * of a seventh, but not to be wider than 20 bins, a fiftieth of the page.
 */
const wanted = { spikes: 50, area: 2 * Math.sqrt(Math.PI), most: 20 } as const;

/** A population's activity as it is drawn. */
interface Smoothed extends Activity {
  readonly smooth: Float64Array;
  /** What theory says, in the same bins and window. */
  readonly theory: { readonly label: string; readonly values: Float64Array } | undefined;
}

function draw(result: Result, options: Options, view: View = filePage): Picture {
  const [from, to] = drawnStretch(result, options);
  // readOptions has checked the kinds.
  const bin = (options.bin as number | undefined) ?? drawnWidth(result, from, to);
  const kernel = (options.kernel ?? "gaussian") as SmoothingKernel;
  // Of a run that was stopped, or goes on, the rest is not known: the axis is there, the line ends.
  const until = Math.min(to, Math.max(result.outcome.time, from + bin));
  const bins = binsWithin("activity", from, until, bin);
  const found = activitiesOf("activity", result, options, bins);
  const window = (options.window as number | undefined) ?? bin * windowFor(result, found, bin);
  const theories = theoryLines("activity", "activity", result, options);
  const smoothed = (values: Float64Array) => smooth(values, kernel, window / bin);
  const drawn = found.map((one): Smoothed => {
    const line = theories.get(one.name);
    const theory = line && { label: line.label, values: smoothed(binnedLine(line, bins)) };
    return { ...one, smooth: smoothed(one.values), theory };
  });
  const axis = timeAxis(result, from, to);
  const columns = drawn.length >= MANY && view.width >= TWO_COLUMNS ? 2 : 1;
  const words = window > 0 ? windowWords(result, kernel, window) : `bins of ${quantity(bin, result)}`;
  const scene = stackPanels({
    title: result.title,
    description: describe(result, drawn, words),
    x: { kind: "linear", low: from, high: to },
    xLabel: axis.label,
    xPer: axis.per,
    panels: drawn.map((one, k) =>
      panelOf(result, one, k === 0 ? words : "", {
        isSmoothed: window > 0,
        width: columns > 1 ? 1.3 : 1.8,
        isKnown: result.outcome.time > from,
      }),
    ),
    columns,
    ...(view.left !== undefined && columns === 1 ? { left: view.left } : {}),
    page: view,
  });
  return { scene, table: () => tableOf(result, drawn) };
}

/** Width of the window in bins that the population with the fewest spikes needs, silent ones apart: 0, 1, 2, 5, 10 or 20. */
function windowFor(result: Result, found: readonly Activity[], bin: number): number {
  const spikes = found.map(({ values, size }) => ((meanOf(values) * (size ?? Number.POSITIVE_INFINITY)) / perSecond(result)) * bin);
  const fewest = Math.min(...spikes.filter((count) => count > 0));
  const bins = Math.min(wanted.most, wanted.spikes / (wanted.area * fewest));
  return bins < 1 ? 0 : roundDown(bins);
}

function windowWords(result: Result, kernel: SmoothingKernel, window: number): string {
  const width = quantity(window, result);
  switch (kernel) {
    case "gaussian":
      return `Gaussian, \u03c3 = ${width}`;
    case "boxcar":
      return `boxcar of ${width}`;
    case "exponential":
      return `exponential, \u03c4 = ${width}`;
  }
}

interface Line {
  readonly isSmoothed: boolean;
  readonly width: number;
  /** False: the run has not come so far. */
  readonly isKnown: boolean;
}

function panelOf(result: Result, one: Smoothed, words: string, line: Line): PanelContent {
  const name: HeadingEntry = { text: withUnit(plain(one.name), rateUnit(result)), ink: "text" };
  if (!line.isKnown) return { heading: [name], y: scaleFor([0, 1], 0.05), look: "grid", marks: [], weight: 1 };
  const { times, values, ink, theory } = one;
  const [, highest] = extent([one.smooth, ...(theory ? [theory.values] : [])]) ?? [0, 0];
  const counts = quantile(Float64Array.from(values).sort(), COVERED) ?? 0;
  const covered = Math.max(highest, Math.min(counts, 2 * highest));
  const counted: Mark = {
    kind: "line",
    x: times,
    y: values,
    ink,
    width: line.isSmoothed ? 0.7 : 1.2,
    ...(line.isSmoothed ? { opacity: 0.3 } : {}),
  };
  const heading: HeadingEntry[] = [
    name,
    { text: plain(`mean ${threeDigits(meanOf(values))}`), ink: "soft" },
    ...(theory ? [{ text: plain(`theory: ${theory.label}`), ink: "text", swatch: { kind: "dashed", ink: "text" } } as const] : []),
    ...(words ? [{ text: plain(words), ink: "soft" as const }] : []),
  ];
  return {
    heading,
    y: scaleFor([0, covered > 0 ? covered : 1], 0.05),
    look: "grid",
    marks: [
      counted,
      ...(line.isSmoothed ? [{ kind: "line", x: times, y: one.smooth, ink, width: line.width } as const] : []),
      ...(theory ? [{ kind: "line", x: times, y: theory.values, ink: "text", width: 1.5, dash: "dashed" } as const] : []),
    ],
    weight: 1,
  };
}

const meanOf = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length;

function describe(result: Result, drawn: readonly Smoothed[], words: string): string {
  const unit = rateUnit(result) ? " Hz" : "";
  const ranges = drawn.map((one) => {
    const [low, high] = extent([one.smooth]) ?? [0, 0];
    return `${one.name}: mean ${threeDigits(meanOf(one.values))}${unit}, from ${threeDigits(low)} to ${threeDigits(high)}`;
  });
  return `Activity against time, ${words}. ${ranges.join("; ")}.`;
}

function tableOf(result: Result, drawn: readonly Smoothed[]): Table {
  const unit = rateUnit(result);
  return {
    columns: [
      { name: "time", unit: result.units === "physical" ? "ms" : "", values: drawn[0]!.times },
      ...drawn.flatMap((one) => [
        { name: one.name, unit, values: one.values },
        { name: `${one.name} smooth`, unit, values: one.smooth },
        ...(one.theory ? [{ name: `${one.name} theory`, unit, values: one.theory.values }] : []),
      ]),
    ],
  };
}
