/** Spikes over time: one row for each neuron, populations as groups; recorded repetitions below the model they are compared with. */
import type { ComparisonResult, Result, Signal, Table } from "../contract/index.ts";
import { firstAtLeast } from "../numerics/index.ts";
import type { Figure, Picture, View } from "./figure.ts";
import type { Options } from "./options.ts";
import { firingPopulations, populationOption } from "./populations/choose.ts";
import { COLUMNS, dotsOf, drawnShare } from "./populations/rows.ts";
import { filePage, type } from "./scene/furniture.ts";
import { spread } from "./scene/labels.ts";
import { extent, scaleFor } from "./scene/scales.ts";
import type { HeadingEntry, Ink, Mark } from "./scene/scene.ts";
import { type PanelContent, stackPanels } from "./scene/stack.ts";
import { drawnStretch, recordedSignals, stretchOptions, within } from "./signals/select.ts";
import { measure } from "./text/metrics.ts";
import { groupDigits, minus, plain, printNumber, type RichText, typesetName, withUnit } from "./text/rich-text.ts";
import { timeAxis } from "./time-axis.ts";

/** Height of the plotting area of one panel, and its width, of a file; near enough to choose the size of strokes [points]. */
const HEIGHT = 345;
const WIDTH = 650;

/** The same on any page. */
const areaOf = (page: View) => ({ height: (HEIGHT / filePage.height) * page.height, width: (WIDTH / filePage.width) * page.width });

/** Rows are no higher than this [points]. */
const HIGHEST_ROW = 30;

/** Even a single neuron beside ten thousand gets this share of the height. */
const SMALLEST_SHARE = 0.06;

/** Space between groups, as a share of the height. */
const GAP = 0.025;

/** Width of a column of coincidence factors [points]. */
const COLUMN = 58;

/** Rows that belong together: a population, or the recorded repetitions. */
interface Group {
  readonly name: string;
  /** Neurons, and every how many of them has a row. */
  readonly size: number;
  readonly every: number;
  /** Spikes of all its neurons. */
  readonly times: Float64Array;
  readonly neurons: Uint32Array;
  readonly ink: Ink;
}

const rowsOf = ({ size, every }: Pick<Group, "size" | "every">) => Math.ceil(size / every);

/** A group with its place: from `top` down to `top + height`, in shares of the whole. */
interface Placed extends Group {
  readonly top: number;
  readonly height: number;
}

export const raster: Figure = {
  id: "raster",
  options: {
    ...populationOption,
    ...stretchOptions,
  },
  draw,
};

function draw(result: Result, options: Options, page: View = filePage): Picture {
  const [from, to] = drawnStretch(result, options);
  const groups = groupsOf(result, options, from, to);
  const placed = place(groups);
  const axis = timeAxis(result, from, to);
  const labels = placed.map(labelOf);
  // Names of small populations beside one another would lie over one another.
  const heights = spread(
    placed.map(({ top, height }) => top + height / 2),
    (1.15 * type.tick) / areaOf(page).height,
    1,
  );
  const windows = result.comparison && groups.length > 1 ? result.comparison.windows : [];
  const voltages = recordedSignals(result.comparison);
  const scene = stackPanels({
    title: result.title,
    description: describe(result, groups, from, to),
    x: from < to ? { kind: "linear", low: from, high: to } : scaleFor([from, to], 0),
    xLabel: axis.label,
    xPer: axis.per,
    left: Math.max(page.left ?? 0, 30 + Math.max(...labels.map((text) => measure(text, type.tick)))),
    highest: HIGHEST_ROW * placed.reduce((sum, group) => sum + rowsOf(group), 0) + (voltages.length > 0 ? HEIGHT : 0),
    right: windows.length > 0 ? 14 + COLUMN * windows.length : 0,
    panels: [
      ...voltages.map((signal) => voltagePanel(within(signal, from, to))),
      {
        heading: headingOf(result, groups),
        y: { kind: "linear", low: 1, high: 0 },
        look: "bare",
        marks: [
          ...placed.slice(1).map(({ top }): Mark => ({ kind: "rule", axis: "y", at: top - GAP / 2, ink: "faint", width: 1 })),
          ...placed.map((group) => strokesOf(group, { from, to, grown: grownIn(result, from, to), ...areaOf(page) })),
          ...labels.map(
            (text, k): Mark => ({
              kind: "label",
              x: from,
              y: heights[k]!,
              dx: -10,
              text,
              anchor: "end",
              ink: "text",
            }),
          ),
          ...gammaLabels(result, placed, to, areaOf(page).height),
          ...(result.outcome.time > from && groups.every(({ times }) => times.length === 0) ? [silence(from, to)] : []),
        ],
        weight: voltages.length > 0 ? 1.8 : 1,
        lowest: groups.length * type.tick * 1.5,
      },
    ],
    page,
  });
  return { scene, table: () => tableOf(result, groups) };
}

function groupsOf(result: Result, options: Options, from: number, to: number): readonly Group[] {
  const { comparison } = result;
  const chosen = firingPopulations("raster", result, options, from, to);
  const grown = grownIn(result, from, to);
  const every = drawnShare(chosen.map(({ size, spikes }) => ({ rows: size, spikes: spikes.times.length / grown })));
  return chosen.flatMap(({ name, size, spikes, ink }): Group[] => {
    const isCompared = comparison?.population === name;
    const group = { name: isCompared ? "model" : name, size, every, ...spikes, ink };
    return isCompared ? [group, recordedGroup(comparison, from, to)] : [group];
  });
}

/**
 * The part of the stretch that is recorded: of a run that goes on, less than all. What it will be in the end decides how it is drawn, so that
 * its picture does not change while it grows.
 */
function grownIn({ outcome }: Result, from: number, to: number): number {
  return Math.min(1, Math.max(outcome.time - from, EARLY * (to - from)) / (to - from));
}

/** Sooner than this part of the stretch nothing can be said of the rest. */
const EARLY = 0.02;

function recordedGroup({ recorded }: ComparisonResult, from: number, to: number): Group {
  const trains = recorded.map((train) => train.subarray(firstAtLeast(train, from), firstAtLeast(train, to)));
  const times = new Float64Array(trains.reduce((sum, train) => sum + train.length, 0));
  const neurons = new Uint32Array(times.length);
  let at = 0;
  for (const [row, train] of trains.entries()) {
    times.set(train, at);
    neurons.fill(row, at, at + train.length);
    at += train.length;
  }
  return { name: "recorded", size: recorded.length, every: 1, times, neurons, ink: "text" };
}

/** What was recorded, above the spikes that were found in it. */
function voltagePanel({ channel, times, values }: Signal): PanelContent {
  return {
    heading: [{ text: withUnit([...typesetName(channel.label), { text: " recorded" }], channel.unit), ink: "text" }],
    y: scaleFor(extent([values]), 0.06),
    look: "grid",
    marks: [{ kind: "line", x: times, y: values, ink: "text", width: 0.8 }],
    weight: 1,
  };
}

/** Heights in proportion to the sizes, but none below the smallest share. */
function place(groups: readonly Group[]): readonly Placed[] {
  const total = groups.reduce((sum, { size }) => sum + size, 0);
  const shares = groups.map(({ size }) => Math.max(size / total, SMALLEST_SHARE));
  const sum = shares.reduce((all, share) => all + share, 0);
  const room = 1 - GAP * (groups.length - 1);
  let top = 0;
  return groups.map((group, k) => {
    const height = (shares[k]! / sum) * room;
    const placed = { ...group, top, height };
    top += height + GAP;
    return placed;
  });
}

/** The stretch of time with what is recorded of it, and the plotting area [points]. */
interface Area {
  readonly from: number;
  readonly to: number;
  readonly grown: number;
  readonly width: number;
  readonly height: number;
}

/** A stroke for each spike, at least a pixel and a bit long where rows are thinner than that. */
function strokesOf(group: Placed, area: Area): Mark {
  const { times, ink, top, height } = group;
  const row = height / rowsOf(group);
  const half = Math.max(0.4 * row, 0.7 / area.height);
  // Thinner strokes where they would run into one another.
  const perPoint = times.length / area.grown / group.size / area.width;
  const width = Math.min(row * area.height > 6 ? 1.6 : 1.1, Math.max(0.8, 0.2 / perPoint));
  const column = perPoint * area.width > COLUMNS ? 1 / COLUMNS : 0.25 / area.width;
  const { times: x, rows } = dotsOf(group, [area.from, area.to], column);
  const [low, high] = [new Float64Array(x.length), new Float64Array(x.length)];
  for (let k = 0; k < x.length; k++) {
    const centre = top + (rows[k]! + 0.5) * row;
    low[k] = centre + half;
    high[k] = centre - half;
  }
  return { kind: "strokes", x, low, high, ink, width };
}

function labelOf({ name, size }: Placed): RichText {
  return name === "recorded" || size === 1 ? plain(name) : plain(`${name} (${groupDigits(`${size}`)})`);
}

/** Coincidence factors beside the recorded rows, one column for each window. */
function gammaLabels(result: Result, placed: readonly Placed[], to: number, height: number): readonly Mark[] {
  const { comparison } = result;
  const group = placed.find(({ name }) => name === "recorded");
  if (!comparison || !group) return [];
  const unit = result.units === "physical" ? " ms" : "";
  const row = group.height / rowsOf(group);
  return comparison.windows.flatMap((window, column): Mark[] => {
    const dx = 14 + COLUMN * column;
    const header: Mark = {
      kind: "label",
      x: to,
      y: 0,
      dx,
      dy: -13,
      text: plain(`\u0393, ${printNumber(window)}${unit}`),
      anchor: "start",
      ink: "soft",
    };
    // Rows lower than the type would overlap: the mean in the heading must do.
    if (row * height < type.tick) return [];
    const values = comparison.gamma[column]!.map(
      (gamma, k): Mark => ({
        kind: "label",
        x: to,
        y: group.top + (k + 0.5) * row,
        dx,
        text: plain(minus(gamma.toFixed(2))),
        anchor: "start",
        ink: "text",
      }),
    );
    return [header, ...values];
  });
}

/** How much of the populations is seen, or what the comparison comes to, for the longest window. */
function headingOf({ comparison, units }: Result, groups: readonly Group[]): readonly HeadingEntry[] {
  const every = Math.max(...groups.map((group) => group.every));
  if (every > 1) return [{ text: plain(`one neuron in ${every} is shown`), ink: "soft" }];
  if (!comparison || comparison.windows.length === 0) return [];
  const last = comparison.windows.length - 1;
  const gammas = comparison.gamma[last]!;
  const mean = gammas.reduce((sum, gamma) => sum + gamma, 0) / gammas.length;
  const window = `${printNumber(comparison.windows[last]!)}${units === "physical" ? " ms" : ""}`;
  return [
    { text: plain(`coincidence factor \u0393 = ${minus(mean.toFixed(2))} within ${window},`), ink: "text" },
    { text: plain(`${minus(comparison.reliability[last]!.toFixed(2))} between repetitions`), ink: "soft" },
  ];
}

function silence(from: number, to: number): Mark {
  return { kind: "label", x: from / 2 + to / 2, y: 0.5, text: plain("no spikes"), anchor: "middle", ink: "soft" };
}

function describe(result: Result, groups: readonly Group[], from: number, to: number): string {
  const unit = result.units === "physical" ? " ms" : "";
  const counts = groups.map((group) => {
    const rows = rowsOf(group);
    const share = group.every > 1 ? `, one neuron in ${group.every} drawn` : "";
    return `${group.name}: ${group.times.length} in ${rows} ${rows === 1 ? "row" : "rows"}${share}`;
  });
  return `Spikes against time from ${from} to ${to}${unit}. ${counts.join("; ")}.`;
}

/** The spikes of the neurons that are drawn. */
function tableOf(result: Result, groups: readonly Group[]): Table {
  const [names, drawn, times]: [string[], number[], number[]] = [[], [], []];
  for (const group of groups)
    for (let k = 0; k < group.times.length; k++) {
      if (group.neurons[k]! % group.every !== 0) continue;
      names.push(group.name);
      drawn.push(group.neurons[k]!);
      times.push(group.times[k]!);
    }
  return {
    columns: [
      { name: "population", unit: "", values: names },
      { name: "neuron", unit: "", values: Float64Array.from(drawn) },
      { name: "time", unit: result.units === "physical" ? "ms" : "", values: Float64Array.from(times) },
    ],
  };
}
