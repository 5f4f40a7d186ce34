/** Activity of populations over time: as it was counted, faint, and in a sliding window over it. */
import { quantile, type SmoothingKernel, smooth } from "../analysis/index.ts";
import type { Result, Table, TableColumn } from "../contract/index.ts";
import type { Figure, Picture, View } from "./figure.ts";
import type { Options } from "./options.ts";
import { type Activity, activitiesOf, perSecond, rateUnit } from "./populations/activities.ts";
import { type Other, type Overlaid, othersOf } from "./populations/beside.ts";
import { binsWithin, drawnWidth } from "./populations/binning.ts";
import { quantity, threeDigits } from "./populations/quantity.ts";
import { binnedLine, theoryLines, theoryOption } from "./populations/theory.ts";
import { filePage } from "./scene/furniture.ts";
import { roundDown } from "./scene/nice.ts";
import { extent, scaleFor } from "./scene/scales.ts";
import type { Dash, HeadingEntry, Mark } from "./scene/scene.ts";
import { type PanelContent, stackPanels } from "./scene/stack.ts";
import { drawnStretch, stretchOptions } from "./signals/select.ts";
import { plain, withUnit } from "./text/rich-text.ts";
import { timeAxis } from "./time-axis.ts";

/** From this many populations on panels stand in two columns, where the page is as wide as this [points]. */
const MANY = 4;
const TWO_COLUMNS = 600;

/** A page as wide as this has room for the means of several scales [points]. */
const ROOMY = 480;

/**
 * The axis covers the line, and of the counted values this part, but no more than twice what the line needs: single spikes of few neurons
 * would press it down.
 */
const COVERED = 0.995;

export const activity: Figure<Overlaid> = {
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
  /** On the other scales that were run beside. */
  readonly others: readonly Other[];
}

function draw(result: Overlaid, options: Options, view: View = filePage): Picture {
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
  const others = othersOf(result, { figure: "activity", from, to, bin, hasTheory: theories.size > 0, smooth: smoothed });
  const drawn = found.map((one): Smoothed => {
    const line = theories.get(one.name);
    const theory = line && { label: line.label, values: smoothed(binnedLine(line, bins)) };
    return { ...one, smooth: smoothed(one.values), theory, others: others.get(one.name) ?? [] };
  });
  const axis = timeAxis(result, from, to);
  const columns = drawn.length >= MANY && view.width >= TWO_COLUMNS ? 2 : 1;
  const words = window > 0 ? windowWords(result, kernel, window) : `bins of ${quantity(bin, result)}`;
  const isWide = columns === 1 && view.width >= ROOMY;
  const scene = stackPanels({
    title: result.title,
    description: describe(result, drawn, words),
    x: { kind: "linear", low: from, high: to },
    xLabel: axis.label,
    xPer: axis.per,
    panels: drawn.map((one, k) =>
      panelOf(result, one, k === 0 && (isWide || others.size === 0) ? words : "", {
        legend: isWide ? "means" : k === 0 ? "names" : "none",
        isSmoothed: window > 0,
        width: columns > 1 ? 1.3 : 1.8,
        isKnown: result.outcome.time > from,
      }),
    ),
    columns,
    ...(others.size > 0 ? { legendLines: 3 } : {}),
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

/** Lines of other scales, broad enough that their gaps are seen [points]. */
const OVER = 2;

interface Line {
  /** What is said of scales that lie over one another. */
  readonly legend: "means" | "names" | "none";
  readonly isSmoothed: boolean;
  readonly width: number;
  /** False: the run has not come so far. */
  readonly isKnown: boolean;
}

function panelOf(result: Result, one: Smoothed, words: string, line: Line): PanelContent {
  const name: HeadingEntry = {
    text: [...withUnit(plain(one.name), rateUnit(result)), ...(one.others.length > 0 && line.legend === "means" ? plain(", means") : [])],
    ink: "text",
  };
  if (!line.isKnown) return { heading: [name], y: scaleFor([0, 1], 0.05), look: "grid", marks: [], weight: 1 };
  const { times, values, ink, theory, others } = one;
  const [, highest] = extent([one.smooth, ...(theory ? [theory.values] : []), ...others.map(({ smooth }) => smooth)]) ?? [0, 0];
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
    ...(others.length > 0
      ? scaleEntries(result.scale, one, line.legend)
      : [{ text: plain(`mean ${threeDigits(meanOf(values))}`), ink: "soft" } as const]),
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
      ...others.map((other): Mark => ({ kind: "line", x: other.times, y: other.smooth, ink, width: OVER, dash: other.dash })),
      ...(theory ? [{ kind: "line", x: times, y: theory.values, ink: "text", width: 1.5, dash: "dashed" } as const] : []),
    ],
    weight: 1,
  };
}

/** The scales in the legend: each with its line, and with its mean where there is room. */
function scaleEntries(scale: string, { values, ink, others }: Smoothed, legend: Line["legend"]): readonly HeadingEntry[] {
  if (legend === "none") return [];
  const entry = (name: string, kind: "line" | Dash, of: Float64Array): HeadingEntry => ({
    text: plain(legend === "means" ? `${name} ${threeDigits(meanOf(of))}` : name),
    ink: "text",
    swatch: { kind, ink },
  });
  return [entry(scale, "line", values), ...others.map((other) => entry(other.scale, other.dash, other.values))];
}

const meanOf = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length;

function describe(result: Result, drawn: readonly Smoothed[], words: string): string {
  const unit = rateUnit(result) ? " Hz" : "";
  const ranges = drawn.map((one) => {
    const [low, high] = extent([one.smooth]) ?? [0, 0];
    const over = one.others.map(({ scale, values }) => `, at the scale ${scale} mean ${threeDigits(meanOf(values))}${unit}`).join("");
    return `${one.name}: mean ${threeDigits(meanOf(one.values))}${unit}, from ${threeDigits(low)} to ${threeDigits(high)}${over}`;
  });
  return `Activity against time, ${words}. ${ranges.join("; ")}.`;
}

function tableOf(result: Result, drawn: readonly Smoothed[]): Table {
  const unit = rateUnit(result);
  // The run that has come farthest has the most bins.
  const [times] = drawn.flatMap((one) => [one, ...one.others].map((each) => each.times)).sort((a, b) => b.length - a.length);
  const column = (name: string, values: Float64Array): TableColumn => {
    const padded = new Float64Array(times!.length).fill(Number.NaN);
    padded.set(values);
    return { name, unit, values: padded };
  };
  return {
    columns: [
      { name: "time", unit: result.units === "physical" ? "ms" : "", values: times! },
      ...drawn.flatMap((one) => [
        column(one.name, one.values),
        column(`${one.name} smooth`, one.smooth),
        ...(one.theory ? [column(`${one.name} theory`, one.theory.values)] : []),
        ...one.others.flatMap(({ scale, values, smooth }) => [
          column(`${one.name} ${scale}`, values),
          column(`${one.name} ${scale} smooth`, smooth),
        ]),
      ]),
    ],
  };
}
