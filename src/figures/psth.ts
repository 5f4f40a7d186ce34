/** Rates around an event that repeats itself, averaged over its trials. */
import { type Peristimulus, peristimulus } from "../analysis/index.ts";
import { LapicqueError } from "../base/index.ts";
import type { Result, Table } from "../contract/index.ts";
import type { Figure, Picture, View } from "./figure.ts";
import type { Options } from "./options.ts";
import { perSecond, rateUnit } from "./populations/activities.ts";
import { binsWithin, countingWidth } from "./populations/binning.ts";
import { type Firing, firingPopulations, populationOption } from "./populations/choose.ts";
import { quantity, threeDigits } from "./populations/quantity.ts";
import { seriesEntry, seriesLine } from "./populations/series.ts";
import type { Mark } from "./scene/scene.ts";
import { stackPanels } from "./scene/stack.ts";
import { drawnStretch } from "./signals/select.ts";
import { plain, withUnit } from "./text/rich-text.ts";
import { timeAxis } from "./time-axis.ts";

/** At most about this many bins fill a trial, and each holds about so many spikes: their scatter is a seventh. */
const finest = { bins: 99, spikes: 50 } as const;

/** More populations than this are drawn without the bands of their errors, which would cover one another. */
const BANDED = 4;

export const psth: Figure = {
  id: "psth",
  options: {
    ...populationOption,
    every: { kind: "time", meaning: "distance of the onsets of two trials" },
    first: { kind: "time", meaning: "onset of the first trial; the end of the transient without" },
    before: { kind: "time", meaning: "how long before an onset the picture begins; 0 without" },
    after: { kind: "time", meaning: "how long after an onset it ends; `every` less `before` without" },
    bin: {
      kind: "time",
      meaning: "width of the bins; without, a round one that holds about fifty spikes, of which twenty to a hundred fill a trial",
    },
  },
  draw,
};

/** A population's rate over a trial [Hz]. */
interface Line extends Firing {
  readonly found: Peristimulus;
}

/** When trials begin and what of them is drawn. */
interface Trials {
  readonly onsets: readonly number[];
  readonly from: number;
  readonly to: number;
}

function draw(result: Result, options: Options, view?: View): Picture {
  const trials = trialsOf(result, options);
  // readOptions has checked the kinds.
  const found = firingPopulations("psth", result, options, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY);
  const width = (options.bin as number | undefined) ?? widthFor(result, found, trials);
  binsWithin("psth", trials.from, trials.to, width);
  const scale = perSecond(result);
  const lines = found.map((one): Line => {
    const { times, rate, error } = peristimulus(one.spikes.times, one.size, { ...trials, width })!;
    return { ...one, found: { times, rate: rate.map((value) => value * scale), error: error?.map((value) => value * scale) } };
  });
  const axis = timeAxis(result, trials.from, trials.to);
  const highest = Math.max(...lines.flatMap(({ found: { rate, error } }) => Array.from(rate, (value, k) => value + (error?.[k] ?? 0))));
  const count = trials.onsets.length;
  const scene = stackPanels({
    title: result.title,
    description: describe(result, lines, count),
    x: { kind: "linear", low: trials.from, high: trials.to },
    xLabel: withUnit(plain("time from the onset of a trial"), result.units === "physical" ? (axis.per === 1 ? "ms" : "s") : ""),
    xPer: axis.per,
    panels: [
      {
        heading: [
          { text: withUnit(plain("rate"), rateUnit(result)), ink: "soft" },
          ...lines.map((line) => seriesEntry(line)),
          { text: plain(`${count} ${count === 1 ? "trial" : "trials"}, bins of ${quantity(width, result)}`), ink: "soft" },
        ],
        y: { kind: "linear", low: 0, high: highest > 0 ? 1.05 * highest : 1 },
        look: "grid",
        marks: [
          ...(trials.from < 0 ? [{ kind: "rule", axis: "x", at: 0, ink: "soft", width: 1, dash: "dotted" } as const] : []),
          ...(lines.length <= BANDED ? lines.flatMap(band) : []),
          ...lines.map((line) => seriesLine(line, line.found.times, line.found.rate, 1.8)),
        ],
        weight: 1,
      },
    ],
    page: view,
  });
  return { scene, table: () => tableOf(result, lines) };
}

/** A width for the population with the fewest spikes, silent ones apart. */
function widthFor(result: Result, found: readonly Firing[], { onsets, from, to }: Trials): number {
  const [begin, end] = drawnStretch(result, {});
  const counts = found.map(({ spikes }) => spikes.times.length).filter((count) => count > 0);
  return countingWidth(result, (to - from) / finest.bins, (Math.min(...counts) * onsets.length) / (end - begin), finest.spikes);
}

/** The trials that lie within the recording. */
function trialsOf(result: Result, options: Options): Trials {
  // readOptions has checked the kinds.
  const { every, first, before = 0, after } = options as { readonly [name in "every" | "first" | "before" | "after"]?: number };
  const refuse = (reason: string, remedy: string) => new LapicqueError("figure-nothing", { figure: "psth", reason, remedy });
  if (every === undefined)
    throw refuse("it is not said when trials begin", "write `psth: { every: 2 s }`, and `first` for the first onset");
  if (!(every > 0)) throw refuse("trials do not follow one another", "choose `every` above 0");
  const [begin, end] = drawnStretch(result, {});
  const [from, to] = [-before, after ?? every - before];
  const onsets: number[] = [];
  // Whole multiples, because sums of `every` would round; a trial that ends with the run counts.
  for (let k = 0; ; k++) {
    const onset = (first ?? begin) + k * every;
    if (!(onset + to <= end + 1e-6 * every)) break;
    if (onset + from >= begin - 1e-6 * every) onsets.push(onset);
  }
  if (onsets.length === 0 || !(to > from)) throw refuse("no whole trial lies within the recorded time", "choose a shorter `after`");
  return { onsets, from, to };
}

/** One standard error of the mean on both sides. */
function band({ found: { times, rate, error }, ink }: Line): readonly Mark[] {
  if (!error) return [];
  const at = (side: number) => rate.map((value, k) => Math.max(0, value + side * error[k]!));
  return [{ kind: "area", x: times, low: at(-1), high: at(1), ink, opacity: 0.2 }];
}

function describe(result: Result, lines: readonly Line[], count: number): string {
  const unit = rateUnit(result) ? " Hz" : "";
  const rows = lines.map(({ name, found: { rate, times } }) => {
    const peak = rate.indexOf(Math.max(...rate));
    return `${name}: at most ${threeDigits(rate[peak]!)}${unit}, ${quantity(times[peak]!, result)} from the onset`;
  });
  return `Rates over ${count} trials, with bands of one standard error. ${rows.join("; ")}.`;
}

function tableOf(result: Result, lines: readonly Line[]): Table {
  const unit = rateUnit(result);
  return {
    columns: [
      { name: "time", unit: result.units === "physical" ? "ms" : "", values: lines[0]!.found.times },
      ...lines.flatMap(({ name, found: { rate, error } }) => [
        { name, unit, values: rate },
        ...(error ? [{ name: `${name} error`, unit, values: error }] : []),
      ]),
    ],
  };
}
