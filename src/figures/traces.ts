/** Recorded signals over time: one panel for each population and unit, all over the same time axis; inputs below. */
import { LapicqueError } from "../base/index.ts";
import type { Result, Signal } from "../contract/index.ts";
import type { Figure, Picture, View } from "./figure.ts";
import type { Options } from "./options.ts";
import { filePage } from "./scene/furniture.ts";
import { extent, scaleFor } from "./scene/scales.ts";
import type { HeadingEntry, Mark } from "./scene/scene.ts";
import { type PanelContent, stackPanels } from "./scene/stack.ts";
import { type Trace, withPeaks } from "./signals/peaks.ts";
import { drawnStretch, recordedSignals, selectSignals, signalTable, stretchOptions, within } from "./signals/select.ts";
import { plain, plainText, type RichText, typesetName, typesetUnit, withUnit } from "./text/rich-text.ts";
import { timeAxis } from "./time-axis.ts";

/** More lines than this in one panel are counted in the heading, not named. */
const NAMED = 6;

/** A recorded line that crosses its middle height more often than this covers what is drawn with it: fifty spikes on a page. */
const CROWDED = 100;

/** From this many populations with one panel each, two columns of panels, where the page is as wide as this [points]. */
const MANY = 5;
const TWO_COLUMNS = 600;

/** What of the width of a page is no plotting area, near enough to choose the width of lines [points]. */
const MARGINS = 120;

export const traces: Figure = {
  id: "traces",
  options: {
    signals: { kind: "names", meaning: "signals to draw, in order: `V`, `cell.V` or `cell.V[3]`; all recorded ones without" },
    ...stretchOptions,
  },
  draw,
};

function draw(result: Result, options: Options, view: View = filePage): Picture {
  const [from, to] = drawnStretch(result, options);
  const signals = selectSignals("traces", result.signals, options.signals as readonly string[] | undefined).map((one) =>
    within(one, from, to),
  );
  if (!signals.some(({ times }) => times.length > 0)) {
    const reason = result.signals.length === 0 ? "no signal was recorded" : "there is no sample in the stretch of time";
    const remedy =
      result.signals.length === 0 ? "add a state or an input under `record:`" : "choose `from` and `to` within the recorded time";
    throw new LapicqueError("figure-nothing", { figure: "traces", reason, remedy });
  }
  const groups = groupSignals(signals);
  const populations = new Set(groups.map((group) => group[0]!.channel.population));
  const labels = [...new Set(signals.map(({ channel }) => channel.label))];
  const isGrid = groups.length >= MANY && populations.size === groups.length;
  const panels = asOne(
    groups.flatMap((group) =>
      panelsOf(result, group, {
        labels,
        isOneOfMany: populations.size > 1,
        from,
        to,
        width: view.width - MARGINS,
        reach: view.reach ?? {},
      }),
    ),
    isGrid && new Set(groups.map(([first]) => `${first!.channel.label} ${first!.channel.unit}`)).size === 1,
  );
  const axis = timeAxis(result, from, to);
  const scene = stackPanels({
    title: result.title,
    description: describe(result, groups, from, to),
    x: from < to ? { kind: "linear", low: from, high: to } : scaleFor([from, to], 0),
    xLabel: axis.label,
    xPer: axis.per,
    panels,
    columns: isGrid && view.width >= TWO_COLUMNS ? 2 : 1,
    page: view,
  });
  const table = () => {
    const recordedToo = recordedSignals(result.comparison).map((one) => within(one, from, to));
    return signalTable(signals, result.units === "physical" ? "ms" : "", recordedToo);
  };
  return { scene, table };
}

/** Signals that share a panel: of one population, in one unit, all inputs or none; inputs come last. */
function groupSignals(signals: readonly Signal[]): readonly (readonly Signal[])[] {
  const groups = new Map<string, Signal[]>();
  for (const signal of signals) {
    const { population, unit, role } = signal.channel;
    const key = JSON.stringify([population, unit, role ?? "state"]);
    const group = groups.get(key);
    if (group) group.push(signal);
    else groups.set(key, [signal]);
  }
  const isInput = (group: readonly Signal[]) => (group[0]!.channel.role === "input" ? 1 : 0);
  return [...groups.values()].sort((a, b) => isInput(a) - isInput(b));
}

/** Panels with lines of one width and, where they show the same quantity of different populations, one scale. */
function asOne(panels: readonly PanelContent[], isSameQuantity: boolean): readonly PanelContent[] {
  const low = Math.min(...panels.map(({ y }) => y.low));
  const high = Math.max(...panels.map(({ y }) => y.high));
  const width = Math.min(
    ...panels.flatMap(({ marks }) => marks.flatMap((mark) => (mark.kind === "line" && mark.ink !== "soft" ? [mark.width] : []))),
  );
  return panels.map((panel) => ({
    ...panel,
    y: isSameQuantity ? { kind: "linear", low, high } : panel.y,
    marks: panel.marks.map((mark) => (mark.kind === "line" && mark.ink !== "soft" ? { ...mark, width } : mark)),
  }));
}

interface Surroundings {
  /** All labels of the figure in order: a label has one colour wherever it appears. */
  readonly labels: readonly string[];
  readonly isOneOfMany: boolean;
  readonly from: number;
  readonly to: number;
  /** Of the plotting area, nearly [points]. */
  readonly width: number;
  readonly reach: NonNullable<View["reach"]>;
}

/** Recorded signals stand behind the model's, or in a panel above where they would cover them. */
function panelsOf(result: Result, group: readonly Signal[], around: Surroundings): readonly PanelContent[] {
  const { population } = group[0]!.channel;
  const recorded = recordedSignals(result.comparison)
    .filter(({ channel }) => channel.population === population && group.some((signal) => signal.channel.label === channel.label))
    .map((one) => within(one, around.from, around.to));
  if (!recorded.some(({ values }) => crossingsOf(values, extent([values])) > CROWDED)) return [panelOf(result, group, recorded, around)];
  return [...recorded.map(recordedPanel), panelOf(result, group, [], around)];
}

function panelOf(result: Result, group: readonly Signal[], recorded: readonly Signal[], around: Surroundings): PanelContent {
  const { channel } = group[0]!;
  const lines = linesOf(result, group, around.labels);
  const [low, high] = extent([
    ...lines.flatMap(({ range, label }) => [range ?? [], around.reach[label] ?? []]),
    ...recorded.map(({ values }) => values),
  ]) ?? [0, 0];
  const isCompared = result.comparison?.population === channel.population && recordedSignals(result.comparison).length > 0;
  // The strokes of the model's spikes stand in a band of their own above the lines.
  const spikes = isCompared
    ? lines.flatMap((line) => spikeStrokes(result, line, around, high + 0.04 * (high - low), high + 0.12 * (high - low)))
    : [];
  const marks: Mark[] = [
    ...recorded.map((one): Mark => ({ kind: "line", x: one.times, y: one.values, ink: "soft", width: 1, opacity: 0.75 })),
    ...lines.map(({ trace, range, ink }): Mark => ({ kind: "line", ...trace, ink, width: lineWidth(trace.y, range, around.width) })),
    ...spikes,
  ];
  const isPotential = result.populations[channel.population]?.peak?.label === channel.label || /^[mu]?V$/.test(channel.unit);
  return {
    heading: headingOf(channel.unit, lines, {
      ...(around.isOneOfMany ? { population: channel.population } : {}),
      of: isCompared ? ` ${spikes.length > 0 ? "and spikes " : ""}of the model` : "",
      isOverRecorded: recorded.length > 0,
    }),
    y: scaleFor([low, spikes.length > 0 ? high + 0.12 * (high - low) : high], 0.06),
    look: "grid",
    marks,
    weight: channel.role === "input" ? 0.7 : isPotential ? 1.5 : 1,
  };
}

/** A line of a panel: what it is called and how it is drawn. */
interface Line {
  readonly signal: Signal;
  readonly label: string;
  readonly trace: Trace;
  /** Lowest and highest value; undefined where there is none. */
  readonly range: readonly [number, number] | undefined;
  readonly name: RichText;
  readonly ink: number;
}

function linesOf(result: Result, group: readonly Signal[], labels: readonly string[]): readonly Line[] {
  const isOneLabel = group.length > 1 && group.every((signal) => signal.channel.label === group[0]!.channel.label);
  const traces = group.map((signal) => traceOf(result, signal));
  return group.map((signal, k) => ({
    signal,
    label: signal.channel.label,
    trace: traces[k]!,
    range: extent([traces[k]!.y]),
    name: typesetName(signal.channel.label + (isOneLabel ? `[${signal.channel.neuron ?? ""}]` : "")),
    ink: isOneLabel ? k : labels.indexOf(signal.channel.label),
  }));
}

/** The model's spikes, which an integrate-and-fire neuron has no shape for, as strokes from `low` to `high`. */
function spikeStrokes(result: Result, { signal, ink }: Line, { from, to }: Surroundings, low: number, high: number): readonly Mark[] {
  const { peak, spikes } = result.populations[signal.channel.population] ?? {};
  if (!spikes || peak?.label !== signal.channel.label) return [];
  const neuron = signal.channel.neuron ?? 0;
  const x = spikes.times.filter((time, k) => spikes.neurons[k] === neuron && time >= from && time <= to);
  return [{ kind: "strokes", x, low: x.map(() => low), high: x.map(() => high), ink, width: 1.4 }];
}

/** What was recorded, alone. */
function recordedPanel({ channel, times, values }: Signal): PanelContent {
  return {
    heading: [{ text: withUnit([...typesetName(channel.label), { text: " recorded" }], channel.unit), ink: "text" }],
    y: scaleFor(extent([values]), 0.06),
    look: "grid",
    marks: [{ kind: "line", x: times, y: values, ink: "soft", width: 0.8 }],
    weight: 1.5,
  };
}

/** Lines that cross their middle height often are drawn thinner, so that neighbouring strokes stay apart. */
function lineWidth(y: Float64Array, range: Line["range"], width: number): number {
  return Math.min(1.6, Math.max(0.8, (0.16 * width) / Math.max(crossingsOf(y, range), 1)));
}

/** How often a line crosses its middle height. */
function crossingsOf(y: Float64Array, [low, high]: readonly [number, number] = [0, 0]): number {
  const middle = low / 2 + high / 2;
  let [crossings, wasAbove] = [0, y[0]! > middle];
  for (let k = 1; k < y.length; k++) {
    const isAbove = y[k]! > middle;
    if (isAbove !== wasAbove) crossings++;
    wasAbove = isAbove;
  }
  return crossings;
}

function traceOf(result: Result, { channel, times, values }: Signal): Trace {
  const { spikes, peak } = result.populations[channel.population] ?? {};
  if (
    !spikes ||
    !peak ||
    peak.label !== channel.label ||
    (channel.neuron === undefined && result.populations[channel.population]!.size > 1)
  )
    return { x: times, y: values };
  const neuron = channel.neuron ?? 0;
  return withPeaks(
    times,
    values,
    spikes.times.filter((_, k) => spikes.neurons[k] === neuron),
    peak.level,
  );
}

interface HeadingContext {
  readonly population?: string;
  /** What stands behind the names where recorded signals are drawn too. */
  readonly of: string;
  readonly isOverRecorded: boolean;
}

function headingOf(unit: string, lines: readonly Line[], { population, of, isOverRecorded }: HeadingContext): readonly HeadingEntry[] {
  const before: HeadingEntry[] = population === undefined ? [] : [{ text: plain(population), ink: "text" }];
  const after: HeadingEntry[] = isOverRecorded ? [{ text: plain("recorded"), ink: "text", swatch: { kind: "line", ink: "soft" } }] : [];
  const inParentheses: HeadingEntry[] =
    unit === "" || unit === "1" ? [] : [{ text: [{ text: "(" }, ...typesetUnit(unit), { text: ")" }], ink: "soft" }];
  const [first] = lines;
  if (lines.length === 1 && !isOverRecorded)
    return [...before, { text: withUnit([...first!.name, { text: of }], unit), ink: population === undefined ? "text" : "soft" }];
  if (lines.length > NAMED) {
    const names = [...new Set(lines.map(({ label }) => label))];
    const text =
      names.length === 1 ? [...typesetName(names[0]!), { text: ` of ${lines.length} neurons` }] : plain(`${lines.length} signals`);
    return [...before, { text, ink: "text" }, ...after, ...inParentheses];
  }
  return [
    ...before,
    ...lines.map(
      ({ name, ink }): HeadingEntry => ({
        text: [...name, { text: of }],
        ink: "text",
        swatch: { kind: "line", ink },
      }),
    ),
    ...after,
    ...inParentheses,
  ];
}

function describe(result: Result, groups: readonly (readonly Signal[])[], from: number, to: number): string {
  const unit = result.units === "physical" ? " ms" : "";
  const panels = groups.map((group) => {
    const { population, unit } = group[0]!.channel;
    const names = [...new Set(group.map(({ channel }) => plainText(typesetName(channel.label))))];
    return `${names.join(", ")} of ${population}${unit ? ` in ${plainText(typesetUnit(unit))}` : ""}`;
  });
  return `Signals against time from ${from} to ${to}${unit}: ${panels.join("; ")}.`;
}
