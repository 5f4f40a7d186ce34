/** How fast densities forget how they have begun: their relative entropy against the stationary state, over time, on a logarithmic axis. */
import { LapicqueError, log } from "../base/index.ts";
import type { Result, Signal, Table } from "../contract/index.ts";
import type { Figure, Picture, View } from "./figure.ts";
import type { Options } from "./options.ts";
import { namedOnes } from "./populations/choose.ts";
import { filePage } from "./scene/furniture.ts";
import { extent, scaleFor } from "./scene/scales.ts";
import type { HeadingEntry } from "./scene/scene.ts";
import { stackPanels } from "./scene/stack.ts";
import { drawnStretch, stretchOptions, within } from "./signals/select.ts";
import { plain, printNumber } from "./text/rich-text.ts";
import { timeAxis } from "./time-axis.ts";

/** Below this part of its largest value an entropy is made of rounding errors. */
const rounding = 1e-18;

/** Part of the drawn stretch, at its end, over which the rate of decay is taken. */
const late = 0.25;

export const entropy: Figure = {
  id: "entropy",
  options: {
    populations: { kind: "names", meaning: "populations to draw, in order; all that record their entropy without" },
    ...stretchOptions,
  },
  draw,
};

interface Drawn {
  readonly name: string;
  readonly ink: number;
  readonly times: Float64Array;
  readonly values: Float64Array;
  /** Of the last part of the stretch [per unit of time, or per ms]; undefined where too little is left. */
  readonly rate: number | undefined;
}

function draw(result: Result, options: Options, view: View = filePage): Picture {
  const [from, to] = drawnStretch(result, options);
  const axis = timeAxis(result, from, to);
  const drawn = found(result, options).map(({ name, ink, signal }): Drawn => {
    const { times, values } = within(signal, from, to);
    const most = values.reduce((highest, value) => Math.max(highest, value), 0);
    const clear = values.map((value) => (value > rounding * most ? value : Number.NaN));
    return { name, ink, times, values: clear, rate: decay(times, clear) };
  });
  const scene = stackPanels({
    title: result.title,
    description: `Relative entropy over time. ${drawn.map(({ name, rate }) => `${name}: ${said(rate, result)}`).join("; ")}.`,
    x: { kind: "linear", low: from, high: to },
    xLabel: axis.label,
    xPer: axis.per,
    panels: [
      {
        heading: [
          { text: plain("relative entropy"), ink: "text" },
          ...drawn.map(
            ({ name, ink, rate }): HeadingEntry => ({ text: plain(`${name}: ${said(rate, result)}`), ink, swatch: { kind: "line", ink } }),
          ),
        ],
        y: scaleFor(
          extent(
            drawn.map(({ values }) => values),
            "log",
          ),
          0.05,
          "log",
        ),
        look: "grid",
        marks: drawn.map(({ times, values, ink }) => ({ kind: "line", x: times, y: values, ink, width: 1.8 })),
        weight: 1,
      },
    ],
    page: view,
  });
  return { scene, table: () => tableOf(drawn, result) };
}

function found(result: Result, options: Options) {
  const names = Object.keys(result.populations);
  const all = result.signals
    .filter(({ channel }) => channel.label === "entropy")
    .map((signal: Signal) => ({ name: signal.channel.population, ink: names.indexOf(signal.channel.population), signal }));
  if (all.length === 0)
    throw new LapicqueError("figure-nothing", {
      figure: "entropy",
      reason: "no entropy was recorded",
      remedy: "add `entropy` under `record:`, and run the scale fokker-planck",
    });
  return namedOnes("entropy", all, options, "among the populations whose entropy was recorded");
}

/** Slope of the logarithm over the last part of the times, by least squares, with the sign turned round. */
function decay(times: Float64Array, values: Float64Array): number | undefined {
  const points = [...times.keys()].filter((i) => Number.isFinite(values[i]!));
  const last = points.slice(Math.floor((1 - late) * points.length)).map((i) => [times[i]!, log(values[i]!)] as const);
  if (last.length < 3) return undefined;
  const mean = (of: (point: readonly [number, number]) => number) => last.reduce((sum, point) => sum + of(point), 0) / last.length;
  const [t, y] = [mean(([time]) => time), mean(([, value]) => value)];
  return -mean(([time, value]) => (time - t) * (value - y)) / mean(([time]) => (time - t) * (time - t));
}

/** In words; times of physical documents are in ms. */
function said(rate: number | undefined, { units }: Result): string {
  if (rate === undefined) return "nothing is left";
  if (units === "physical") return `${rate > 0 ? "falls" : "grows"} by the factor e in ${printNumber(Math.abs(1 / rate), 4)} ms`;
  return `${rate > 0 ? "falls" : "grows"} as exp(${printNumber(-rate, 4)} t)`;
}

function tableOf(drawn: readonly Drawn[], { units }: Result): Table {
  return {
    columns: [
      { name: "time", unit: units === "physical" ? "ms" : "", values: drawn[0]!.times },
      ...drawn.map(({ name, values }) => ({ name: `${name}.entropy`, unit: "", values })),
    ],
  };
}
