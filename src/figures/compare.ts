/** Scales over one another: for each population its activity, its spectrum or its potentials, and how far every number is from the reference. */
import type { Agreement, ComparedActivity, ComparedDistribution, ComparedPopulation, Table, TableColumn } from "../contract/index.ts";
import { distributionMarks, shownPotentials } from "./agreement/distribution.ts";
import { type ForestRoom, type ForestRow, forestMarks, forestRoom, forestRows, forestX, forestY } from "./agreement/forest.ts";
import { activityMarks, type Drawn, shownStretch, spectrumMarks } from "./agreement/over-time.ts";
import type { Figure, Picture, View } from "./figure.ts";
import { headingHeight, headingLines, tick, titleLines, titlePlace, type } from "./scene/furniture.ts";
import { extent } from "./scene/scales.ts";
import type { Axis, Box, HeadingEntry, Ink, Panel, Scale, Scene, Tick } from "./scene/scene.ts";
import { ticksThatFit } from "./scene/ticks.ts";
import { xTicksThatFit } from "./scene/x-ticks.ts";
import { measure } from "./text/metrics.ts";
import { plain, type RichText, withUnit } from "./text/rich-text.ts";
import { timeAxis } from "./time-axis.ts";

export const compare: Figure<Agreement> = { id: "compare", options: {}, draw };

/** The page: three columns need more width than one; a row of two fills a slide [points]. */
const page = { width: 1000, height: 562 } as const;

/** Room around and between the columns, below them for the axis, above each row for its heading [points]. */
const room = { left: 16, right: 16, between: 26, axis: 50, heading: 26, betweenRows: 12 } as const;

/** Heights of rows: those that fill the page, but these at least; and for each row of differences [points]. */
const lowest = { row: 120, difference: 17 } as const;

/** Series colours of the scales: green says that numbers agree. */
const inks = [0, 1, 3, 4, 5] as const;

/** One population, ready to be placed. */
interface Row {
  readonly population: ComparedPopulation;
  readonly activity: Drawn;
  /** The spectrum; or the distribution of potentials, where a scale of densities is compared: that has no spectrum. */
  readonly middle: Drawn;
  readonly forest: readonly ForestRow[];
}

function draw(agreement: Agreement, _options: unknown, view: View = page): Picture {
  const labels = agreement.scales.map(({ label }) => label);
  const inkOf = (scale: string): Ink => inks[labels.indexOf(scale) % inks.length]!;
  const stretch = shownStretch(agreement);
  const rows = agreement.populations.map(
    (population): Row => ({
      population,
      activity: activityMarks(population.activities, stretch, inkOf),
      middle: population.distribution ? distributionMarks(population.distribution, inkOf) : spectrumMarks(population.activities, inkOf),
      forest: forestRows(
        agreement.quantities.filter((one) => one.population === population.name),
        inkOf,
      ),
    }),
  );
  const scene = layOut(agreement, rows, stretch, inkOf, view);
  return { scene, table: () => tableOf(agreement, stretch) };
}

function layOut(
  agreement: Agreement,
  rows: readonly Row[],
  stretch: readonly [number, number],
  inkOf: (scale: string) => Ink,
  view: View,
): Scene {
  const { title, units } = agreement;
  const titles = titleLines(title, view.width).length;
  const words: readonly HeadingEntry[] = [
    ...agreement.scales.map(({ label }) => ({
      text: plain(label),
      ink: "text" as const,
      swatch: { kind: "line" as const, ink: inkOf(label) },
    })),
    { text: plain(agreement.words), ink: "soft" },
  ];
  const across = view.width - room.left - room.right;
  const sentence = brokenWords(words, across);
  const lines = headingLines(sentence, across).length;
  const top = (titles === 0 ? 6 : titlePlace.baseline + 4 + (titles - 1) * titlePlace.lineHeight) + lines * headingHeight;
  const count = Math.max(1, rows.length);
  const free = (view.height - top - room.axis - count * room.heading - (count - 1) * room.betweenRows) / count;
  const height = Math.max(free, lowest.row, ...rows.map(({ forest }) => forest.length * lowest.difference));
  const columns = columnsOf(agreement, rows, stretch, height, view.width);
  const panels = rows.flatMap((row, k): readonly Panel[] => {
    const y = top + room.heading + k * (height + room.heading + room.betweenRows);
    return columns.panels(row, y, height, k === rows.length - 1);
  });
  const banner: Panel = {
    frame: { x: room.left, y: top + 2, width: across, height: 0.01 },
    heading: sentence,
    x: bare,
    y: bare,
    marks: [],
  };
  return {
    width: view.width,
    height: Math.round(top + count * (room.heading + height) + (count - 1) * room.betweenRows + room.axis),
    title,
    description: describe(agreement, units),
    panels: [banner, ...panels],
  };
}

const bare: Axis = { scale: { kind: "linear", low: 0, high: 1 }, ticks: [], look: "bare" };

/** A sentence that is too long for a line goes on in the next. */
function brokenWords(entries: readonly HeadingEntry[], width: number): readonly HeadingEntry[] {
  return entries.flatMap((entry): readonly HeadingEntry[] => {
    if (measure(entry.text, type.label) <= width) return [entry];
    const parts: HeadingEntry[] = [];
    let line = "";
    for (const word of entry.text
      .map(({ text }) => text)
      .join("")
      .split(" ")) {
      const longer = line === "" ? word : `${line} ${word}`;
      if (measure(plain(longer), type.label) <= width) {
        line = longer;
        continue;
      }
      parts.push({ ...entry, text: plain(line) });
      line = word;
    }
    return [...parts, { ...entry, text: plain(line) }];
  });
}

/** What the three panels of a row have in common over all rows. */
interface Columns {
  panels(row: Row, y: number, height: number, isLast: boolean): readonly Panel[];
}

function columnsOf(
  agreement: Agreement,
  rows: readonly Row[],
  [from, to]: readonly [number, number],
  height: number,
  width: number,
): Columns {
  const forest = forestRoom(rows.flatMap((row) => row.forest));
  const ticksOf = (scale: Scale) => ticksThatFit(scale, Math.max(2, Math.min(5, Math.round(height / 40))), () => true);
  const labelRoom = (scales: readonly Scale[]) =>
    tick.length + tick.gap + Math.max(0, ...scales.flatMap((scale) => ticksOf(scale).map(({ label }) => measure(label, type.tick))));
  const [left, middle] = [labelRoom(rows.map((row) => row.activity.y)), labelRoom(rows.map((row) => row.middle.y))];
  // Scales that are not random have no spectra: their activity has all the room.
  const hasMiddle = rows.some((row) => row.middle.marks.length > 0);
  const distributions = rows.flatMap(({ population: { distribution } }) => (distribution ? [distribution] : []));
  const second = hasMiddle ? room.between + middle : 0;
  const free = width - room.left - room.right - room.between - second - left - forest.left - forest.right;
  const widths = hasMiddle ? ([0.42 * free, 0.32 * free, 0.26 * free] as const) : ([0.74 * free, 0, 0.26 * free] as const);
  const starts = [
    room.left + left,
    room.left + left + widths[0] + second,
    room.left + left + widths[0] + second + widths[1] + room.between + forest.left,
  ] as const;
  const time = timeAxis(agreement, from, to);
  const unit = agreement.units === "physical" ? "Hz" : "";
  const all = rows.flatMap(({ population }) => population.activities.flatMap(({ frequencies }) => (frequencies ? [frequencies] : [])));
  const [low, high] = extent(all, "log") ?? [1, 10];
  const xs: readonly (readonly [Scale, RichText, number])[] = [
    [{ kind: "linear", low: from, high: to }, time.label, time.per],
    distributions.length > 0 ? potentialAxis(distributions) : [{ kind: "log", low, high }, withUnit(plain("frequency"), unit), 1],
    [forestX, plain("difference, in margins"), 1],
  ];
  const axis = (k: number, isLast: boolean): Axis => {
    const [scale, label, per] = xs[k]!;
    const ticks = k === 2 ? marginTicks : xTicksThatFit(scale, per, widths[k]!);
    return { scale, ticks, look: isLast ? "full" : "bare", ...(isLast ? { label } : {}) };
  };
  return {
    panels: (row, y, height, isLast) => {
      const frame = (k: 0 | 1 | 2): Box => ({ x: starts[k], y, width: widths[k], height });
      const { name, size } = row.population;
      const lined = (scale: Scale): Axis => ({ scale, ticks: ticksOf(scale), look: "grid" });
      const { distribution } = row.population;
      const middle = distribution
        ? withUnit(plain("mean density"), distribution.unit && `1/${distribution.unit}`)
        : withUnit(plain("spectrum"), unit);
      const middlePanel = ({ y: scale, marks }: Drawn): Panel => ({
        frame: frame(1),
        heading: [{ text: middle, ink: "text" }],
        x: axis(1, isLast),
        y: lined(scale),
        marks,
      });
      return [
        {
          frame: frame(0),
          heading: [
            { text: withUnit(plain(`${name}: activity`), unit), ink: "text" },
            { text: plain(`${size} ${size === 1 ? "neuron" : "neurons"}`), ink: "soft" },
          ],
          x: axis(0, isLast),
          y: lined(row.activity.y),
          marks: row.activity.marks,
        },
        ...(hasMiddle ? [middlePanel(row.middle)] : []),
        forestPanel(row.forest, frame(2), axis(2, isLast), forest),
      ];
    },
  };
}

/** The axis of distributions; populations differ at most in the state, whose names then stand beside one another. */
function potentialAxis(distributions: readonly ComparedDistribution[]): readonly [Scale, RichText, number] {
  const [low, high] = shownPotentials(distributions);
  const names = [...new Set(distributions.map(({ name }) => name))].join(", ");
  return [{ kind: "linear", low, high }, withUnit(plain(names), distributions[0]!.unit), 1];
}

const marginTicks: readonly Tick[] = [-3, -2, -1, 0, 1, 2, 3].map((at) => ({ at, label: plain(at < 0 ? `\u2212${-at}` : `${at}`) }));

function forestPanel(rows: readonly ForestRow[], frame: Box, x: Axis, room: ForestRoom): Panel {
  return {
    frame,
    heading: [{ text: plain("difference, 99 %"), ink: "text" }],
    x,
    y: { scale: forestY(rows.length), ticks: [], look: "bare" },
    marks: forestMarks(rows, room),
  };
}

function describe({ quantities, words, scales }: Agreement, units: Agreement["units"]): string {
  const rows = quantities.map(
    ({ population, name, difference, verdict }) =>
      `${name} of ${population}: ${difference === null ? "no ratio" : `${Number((100 * difference).toPrecision(3))} %`}, ${verdict}`,
  );
  const hertz = units === "physical" ? " in Hz" : "";
  return `Activity${hertz}, spectra and differences of ${scales.map(({ label }) => label).join(" and ")}. Verdict: ${words}. ${rows.join("; ")}.`;
}

/** The lines, as far as they are shown, and the differences below one another: a row names its panel, its population and its scale. */
function tableOf({ populations, quantities, units }: Agreement, [from, to]: readonly [number, number]): Table {
  const rows: { panel: string; population: string; scale: string; name: string; x: number; y: number; low: number; high: number }[] = [];
  for (const { name: population, activities, distribution } of populations) {
    for (const one of activities)
      rows.push(...linesOf(population, one).filter(({ panel, x }) => panel !== "activity" || (x >= from && x <= to)));
    for (const { scale, at, density } of distribution?.scales ?? [])
      rows.push(...line("density", population, scale, at, density, undefined));
  }
  for (const { population, name, scales, difference, interval, margin } of quantities) {
    const [low, high] = interval;
    rows.push({ panel: "difference", population, scale: scales[1], name, x: margin, y: difference ?? Number.NaN, low, high });
  }
  const texts = (name: string, pick: (row: (typeof rows)[number]) => string): TableColumn => ({ name, unit: "", values: rows.map(pick) });
  const numbers = (name: string, pick: (row: (typeof rows)[number]) => number): TableColumn => ({
    name,
    unit: "",
    values: Float64Array.from(rows, (row) => (Number.isFinite(pick(row)) ? pick(row) : Number.NaN)),
  });
  return {
    columns: [
      texts("panel", ({ panel }) => panel),
      texts("population", ({ population }) => population),
      texts("scale", ({ scale }) => scale),
      texts("name", ({ name }) => name),
      numbers(
        units === "physical" ? "time_ms_or_frequency_Hz_or_potential_or_margin" : "time_or_frequency_or_potential_or_margin",
        ({ x }) => x,
      ),
      numbers("value", ({ y }) => y),
      numbers("low", ({ low }) => low),
      numbers("high", ({ high }) => high),
    ],
  };
}

function linesOf(population: string, { scale, times, activity, activityError, frequencies, density, densityError }: ComparedActivity) {
  return [
    ...line("activity", population, scale, times, activity, activityError),
    ...(frequencies && density ? line("spectrum", population, scale, frequencies, density, densityError) : []),
  ];
}

function line(panel: string, population: string, scale: string, x: Float64Array, y: Float64Array, error: Float64Array | undefined) {
  return Array.from(x, (at, k) => ({
    panel,
    population,
    scale,
    name: "",
    x: at,
    y: y[k]!,
    low: error ? y[k]! - error[k]! : Number.NaN,
    high: error ? y[k]! + error[k]! : Number.NaN,
  }));
}
