/** Spikes over time: one row for each neuron, populations as groups; recorded repetitions below the model they are compared with. */
import { LapicqueError } from "../base/index.ts";
import type { ComparisonResult, Result, Signal, Table } from "../contract/index.ts";
import { firstAtLeast } from "../numerics/index.ts";
import type { Figure, Picture } from "./figure.ts";
import type { Options } from "./options.ts";
import { type } from "./scene/furniture.ts";
import { extent, scaleFor } from "./scene/scales.ts";
import type { HeadingEntry, Ink, Mark, PageSize } from "./scene/scene.ts";
import { type PanelContent, stackPanels } from "./scene/stack.ts";
import { drawnStretch, recordedSignals, stretchOptions, within } from "./signals/select.ts";
import { measure } from "./text/metrics.ts";
import { groupDigits, minus, plain, printNumber, type RichText, typesetName, withUnit } from "./text/rich-text.ts";
import { timeAxis } from "./time-axis.ts";

/** Height of the plotting area of one panel, and its width, near enough to choose the size of strokes [points]. */
const HEIGHT = 345;
const WIDTH = 650;

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
  readonly rows: number;
  readonly times: Float64Array;
  readonly neurons: Uint32Array;
  readonly ink: Ink;
}

/** A group with its place: from `top` down to `top + height`, in shares of the whole. */
interface Placed extends Group {
  readonly top: number;
  readonly height: number;
}

export const raster: Figure = {
  id: "raster",
  options: {
    populations: { kind: "names", meaning: "populations to draw, in order; all that record spikes without" },
    ...stretchOptions,
  },
  draw,
};

function draw(result: Result, options: Options, page?: PageSize): Picture {
  const [from, to] = drawnStretch(result, options);
  const groups = groupsOf(result, options.populations as readonly string[] | undefined, from, to);
  const placed = place(groups);
  const axis = timeAxis(result, from, to);
  const labels = placed.map(labelOf);
  const windows = result.comparison && groups.length > 1 ? result.comparison.windows : [];
  const voltages = recordedSignals(result.comparison);
  const scene = stackPanels({
    title: result.title,
    description: describe(result, groups, from, to),
    x: from < to ? { kind: "linear", low: from, high: to } : scaleFor([from, to], 0),
    xLabel: axis.label,
    xPer: axis.per,
    left: 30 + Math.max(...labels.map((text) => measure(text, type.tick))),
    highest: HIGHEST_ROW * placed.reduce((sum, { rows }) => sum + rows, 0) + (voltages.length > 0 ? HEIGHT : 0),
    right: windows.length > 0 ? 14 + COLUMN * windows.length : 0,
    panels: [
      ...voltages.map((signal) => voltagePanel(within(signal, from, to))),
      {
        heading: headingOf(result),
        y: { kind: "linear", low: 1, high: 0 },
        look: "bare",
        marks: [
          ...placed.slice(1).map(({ top }): Mark => ({ kind: "rule", axis: "y", at: top - GAP / 2, ink: "faint", width: 1 })),
          ...placed.map(strokesOf),
          ...placed.map(
            (group, k): Mark => ({
              kind: "label",
              x: from,
              y: group.top + group.height / 2,
              dx: -10,
              text: labels[k]!,
              anchor: "end",
              ink: "text",
            }),
          ),
          ...gammaLabels(result, placed, to),
          ...(groups.every(({ times }) => times.length === 0) ? [silence(from, to)] : []),
        ],
        weight: voltages.length > 0 ? 1.8 : 1,
        lowest: groups.length * type.tick * 1.5,
      },
    ],
    page,
  });
  return { scene, table: () => tableOf(result, groups) };
}

function groupsOf(result: Result, names: readonly string[] | undefined, from: number, to: number): readonly Group[] {
  const firing = Object.entries(result.populations).flatMap(([name, { size, spikes }]) => (spikes ? [{ name, size, spikes }] : []));
  if (firing.length === 0) {
    throw new LapicqueError("figure-nothing", {
      figure: "raster",
      reason: "no spikes were recorded",
      remedy: "add `spikes` under `record:`",
    });
  }
  const known = firing.map(({ name }) => name);
  const chosen = (names ?? known).map((name) => {
    const found = firing.find((one) => one.name === name);
    if (!found)
      throw new LapicqueError("figure-no-such", {
        figure: "raster",
        name,
        what: "among the populations whose spikes were recorded",
        known,
      });
    return found;
  });
  const { comparison } = result;
  return chosen.flatMap(({ name, size, spikes }, k): Group[] => {
    const [first, end] = [firstAtLeast(spikes.times, from), firstAtLeast(spikes.times, to)];
    const isCompared = comparison?.population === name;
    const group = {
      name: isCompared ? "model" : name,
      rows: size,
      times: spikes.times.subarray(first, end),
      neurons: spikes.neurons.subarray(first, end),
      ink: k,
    };
    return isCompared ? [group, recordedGroup(comparison, from, to)] : [group];
  });
}

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
  return { name: "recorded", rows: recorded.length, times, neurons, ink: "text" };
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

/** Heights in proportion to the rows, but none below the smallest share. */
function place(groups: readonly Group[]): readonly Placed[] {
  const total = groups.reduce((sum, { rows }) => sum + rows, 0);
  const shares = groups.map(({ rows }) => Math.max(rows / total, SMALLEST_SHARE));
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

/** A stroke for each spike, at least a pixel and a bit long where rows are thinner than that. */
function strokesOf({ rows, times, neurons, ink, top, height }: Placed): Mark {
  const row = height / rows;
  const half = Math.max(0.4 * row, 0.7 / HEIGHT);
  // Thinner strokes where they would run into one another.
  const perPoint = times.length / rows / WIDTH;
  const width = Math.min(row * HEIGHT > 6 ? 1.6 : 1.1, Math.max(0.8, 0.2 / perPoint));
  const centre = (k: number) => top + (neurons[k]! + 0.5) * row;
  const low = Float64Array.from(times, (_, k) => centre(k) + half);
  const high = Float64Array.from(times, (_, k) => centre(k) - half);
  return { kind: "strokes", x: times, low, high, ink, width };
}

function labelOf({ name, rows }: Placed): RichText {
  return name === "recorded" || rows === 1 ? plain(name) : plain(`${name} (${groupDigits(`${rows}`)})`);
}

/** Coincidence factors beside the recorded rows, one column for each window. */
function gammaLabels(result: Result, placed: readonly Placed[], to: number): readonly Mark[] {
  const { comparison } = result;
  const group = placed.find(({ name }) => name === "recorded");
  if (!comparison || !group) return [];
  const unit = result.units === "physical" ? " ms" : "";
  const row = group.height / group.rows;
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
    if (row * HEIGHT < type.tick) return [];
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

/** What the comparison comes to, for the longest window. */
function headingOf({ comparison, units }: Result): readonly HeadingEntry[] {
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
  const counts = groups.map(({ name, rows, times }) => `${name}: ${times.length} in ${rows} ${rows === 1 ? "row" : "rows"}`);
  return `Spikes against time from ${from} to ${to}${unit}. ${counts.join("; ")}.`;
}

function tableOf(result: Result, groups: readonly Group[]): Table {
  return {
    columns: [
      { name: "population", unit: "", values: groups.flatMap(({ name, times }) => Array.from(times, () => name)) },
      { name: "neuron", unit: "", values: Float64Array.from(groups.flatMap(({ neurons }) => [...neurons])) },
      { name: "time", unit: result.units === "physical" ? "ms" : "", values: Float64Array.from(groups.flatMap(({ times }) => [...times])) },
    ],
  };
}
