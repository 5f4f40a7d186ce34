/** Mean firing rates of populations as bars, and how the rates of single neurons are spread, as boxes on them. */
import { quantile } from "../analysis/index.ts";
import type { Result, Table } from "../contract/index.ts";
import type { Figure, Picture, View } from "./figure.ts";
import type { Options } from "./options.ts";
import { perSecond, rateUnit } from "./populations/activities.ts";
import { type Firing, firingPopulations, populationOption } from "./populations/choose.ts";
import { threeDigits } from "./populations/quantity.ts";
import { type } from "./scene/furniture.ts";
import type { Ink, Mark } from "./scene/scene.ts";
import { stackPanels } from "./scene/stack.ts";
import { drawnStretch, stretchOptions } from "./signals/select.ts";
import { measure } from "./text/metrics.ts";
import { plain, withUnit } from "./text/rich-text.ts";

/** Half heights of bar and box in a row of height 1, and the height of a row at most [points]. */
const BAR = 0.36;
const BOX = 0.17;
const HIGHEST_ROW = 100;

/** Quantiles: whiskers, box, median. */
const marked = [0.05, 0.25, 0.5, 0.75, 0.95] as const;

export const rates: Figure = { id: "rates", options: { ...populationOption, ...stretchOptions }, draw };

/** Rates of the neurons of one population. */
interface Spread extends Firing {
  readonly mean: number;
  /** Standard deviation over the neurons (divisor n). */
  readonly deviation: number;
  /** The values of `marked`. */
  readonly quantiles: readonly number[];
}

function draw(result: Result, options: Options, view?: View): Picture {
  const [from, to] = drawnStretch(result, options);
  const scale = to > from ? perSecond(result) / (to - from) : 0;
  const spreads = firingPopulations("rates", result, options, from, to).map((one) => spreadOf(one, scale));
  const highest = Math.max(...spreads.map(({ quantiles, mean }) => Math.max(quantiles.at(-1)!, mean)));
  const most = highest > 0 ? 1.04 * highest : 1;
  const labels = spreads.map(({ name }) => plain(name));
  const means = spreads.map(({ mean }) => plain(threeDigits(mean)));
  const scene = stackPanels({
    title: result.title,
    description: describe(result, spreads),
    x: { kind: "linear", low: 0, high: most },
    xLabel: withUnit(plain("firing rate"), rateUnit(result)),
    left: 30 + Math.max(...labels.map((text) => measure(text, type.tick))),
    right: 34 + Math.max(measure(plain("mean"), type.tick), ...means.map((text) => measure(text, type.tick))),
    highest: HIGHEST_ROW * spreads.length,
    panels: [
      {
        heading: spreads.some(({ size }) => size > 1)
          ? ["bar: mean", "box: median and quartiles of the neurons", "whiskers: 5 to 95 %"].map((text) => ({
              text: plain(text),
              ink: "soft",
            }))
          : [],
        y: { kind: "linear", low: spreads.length, high: 0 },
        look: "bare",
        marks: [
          ...spreads.flatMap((one, row) => rowMarks(one, row)),
          ...labels.map((text, row): Mark => ({ kind: "label", x: 0, y: row + 0.5, dx: -10, text, anchor: "end", ink: "text" })),
          ...means.map((text, row): Mark => ({ kind: "label", x: most, y: row + 0.5, dx: 8, text, anchor: "start", ink: "text" })),
          { kind: "label", x: most, y: 0, dx: 8, dy: -13, text: plain("mean"), anchor: "start", ink: "soft" },
        ],
        weight: 1,
        lowest: spreads.length * type.tick * 1.5,
      },
    ],
    page: view,
  });
  return { scene, table: () => tableOf(result, spreads) };
}

function spreadOf(one: Firing, scale: number): Spread {
  const counts = new Float64Array(one.size);
  for (const neuron of one.spikes.neurons) counts[neuron]!++;
  const sorted = counts.map((count) => count * scale).sort();
  const mean = (one.spikes.times.length * scale) / one.size;
  const variance = sorted.reduce((sum, rate) => sum + (rate - mean) * (rate - mean), 0) / one.size;
  return { ...one, mean, deviation: Math.sqrt(variance), quantiles: marked.map((p) => quantile(sorted, p) ?? 0) };
}

/** Bar, whiskers, box, median and mean of one population. */
function rowMarks({ mean, quantiles, ink, size }: Spread, row: number): readonly Mark[] {
  const middle = row + 0.5;
  const block = (low: number, high: number, half: number, opacity: number): Mark => ({
    kind: "area",
    x: Float64Array.of(low, high),
    low: Float64Array.of(middle + half, middle + half),
    high: Float64Array.of(middle - half, middle - half),
    ink,
    opacity,
  });
  const bar = block(0, mean, BAR, 0.28);
  if (size === 1) return [bar];
  const [lowest, lower, median, upper, highest] = quantiles as [number, number, number, number, number];
  const level = (from: number, to: number): readonly Mark[] =>
    from < to ? [{ kind: "line", x: Float64Array.of(from, to), y: Float64Array.of(middle, middle), ink, width: 1.5 }] : [];
  const upright = (at: number, half: number, width: number, colour: Ink = ink): Mark => ({
    kind: "strokes",
    x: Float64Array.of(at),
    low: Float64Array.of(middle + half),
    high: Float64Array.of(middle - half),
    ink: colour,
    width,
  });
  return [
    bar,
    upright(mean, BAR, 2.5),
    ...level(lowest, lower),
    ...level(upper, highest),
    upright(lowest, BOX / 2, 1.5),
    upright(highest, BOX / 2, 1.5),
    block(lower, upper, BOX, 0.8),
    upright(median, BOX, 2, "background"),
  ];
}

function describe(result: Result, spreads: readonly Spread[]): string {
  const unit = rateUnit(result) ? " Hz" : "";
  const rows = spreads.map(
    ({ name, mean, deviation }) => `${name}: ${threeDigits(mean)}${unit}, standard deviation ${threeDigits(deviation)}`,
  );
  return `Mean firing rates and their spread over the neurons. ${rows.join("; ")}.`;
}

function tableOf(result: Result, spreads: readonly Spread[]): Table {
  const unit = rateUnit(result);
  const column = (name: string, pick: (one: Spread) => number) => ({ name, unit, values: Float64Array.from(spreads, pick) });
  return {
    columns: [
      { name: "population", unit: "", values: spreads.map(({ name }) => name) },
      { name: "neurons", unit: "", values: Float64Array.from(spreads, ({ size }) => size) },
      column("mean", ({ mean }) => mean),
      column("deviation", ({ deviation }) => deviation),
      ...marked.map((p, k) => column(`quantile_${p}`, ({ quantiles }) => quantiles[k]!)),
    ],
  };
}
