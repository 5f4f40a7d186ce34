/** Power spectra of the activity of populations, beside what independent Poisson neurons would have. */
import { activitySpectrum, wholeSteps } from "../analysis/index.ts";
import { LapicqueError, pow } from "../base/index.ts";
import type { Result, Table } from "../contract/index.ts";
import type { Figure, Picture, View } from "./figure.ts";
import type { Options } from "./options.ts";
import { type Activity, activitiesOf, perSecond, rateUnit } from "./populations/activities.ts";
import { binsWithin } from "./populations/binning.ts";
import { threeDigits } from "./populations/quantity.ts";
import { seriesEntry } from "./populations/series.ts";
import { overTheory, type TheoryLines, theoryColumns, theoryEntries, theoryLines, theoryOption, within } from "./populations/theory.ts";
import { type } from "./scene/furniture.ts";
import { roundDown } from "./scene/nice.ts";
import { extent, scaleFor } from "./scene/scales.ts";
import type { Mark } from "./scene/scene.ts";
import { stackPanels } from "./scene/stack.ts";
import { drawnStretch, stretchOptions } from "./signals/select.ts";
import { measure } from "./text/metrics.ts";
import { plain, typesetName, withUnit } from "./text/rich-text.ts";

/**
 * Without options: bins of half a millisecond show up to 1 kHz, segments of a second down to 1 Hz, where the stretch holds at least 4 of
 * them; of more than 16 they are longer. Without units a ten-thousandth and an eighth of the stretch.
 */
const defaults = { bin: 0.5, bins: 10_000, segment: 1000, fewest: 4, most: 16, parts: 8 } as const;

/** More lines than this are named at their ends instead of in the heading. */
const IN_HEADING = 4;

/** Frequencies nearer to one another than this factor are averaged: forty points for each decade. */
const BAND = pow(10, 1 / 40);

export const spectrum: Figure = {
  id: "spectrum",
  options: {
    populations: { kind: "names", meaning: "populations to draw, in order; all that record spikes or activity without" },
    bin: { kind: "time", meaning: "width of the bins in which activity is counted; 0.5 ms without" },
    segment: {
      kind: "time",
      meaning:
        "length of the segments whose spectra are averaged (Welch, Hann window, half overlapping); without, 1 s, but between 1/16 and 1/4 of the stretch",
    },
    ...theoryOption,
    ...stretchOptions,
  },
  draw,
};

/** Spectrum of one population. */
interface Line extends Activity {
  readonly frequencies: Float64Array;
  readonly density: Float64Array;
  /** Level of independent Poisson neurons; undefined where the number of neurons is not known. */
  readonly poisson: number | undefined;
}

function draw(result: Result, options: Options, view?: View): Picture {
  const [from, to] = drawnStretch(result, options);
  const [binWanted, segmentWanted] = widthsFor(result, to - from);
  // readOptions has checked the kinds.
  const bin = (options.bin as number | undefined) ?? wholeSteps(binWanted, result.step);
  const bins = binsWithin("spectrum", from, to, bin);
  const segment = Math.floor(((options.segment as number | undefined) ?? segmentWanted) / bin + 1e-6);
  const lines = activitiesOf("spectrum", result, options, bins).map((one) => lineOf(result, one, bin, segment));
  const theories = theoryLines("spectrum", "spectrum", result, options);
  const isInHeading = lines.length <= IN_HEADING;
  const names = lines.map(({ name }) => plain(name));
  const [first] = lines;
  const y = extent(
    lines.flatMap(({ name, frequencies, density, poisson }) => {
      const theory = theories.get(name);
      return [
        density,
        poisson === undefined ? [] : [poisson],
        ...(theory ? [within(theory, [frequencies[0]!, frequencies.at(-1)!], "log").y] : []),
      ];
    }),
    "log",
  );
  if (!y)
    throw new LapicqueError("figure-nothing", {
      figure: "spectrum",
      reason: "the activity does not vary",
      remedy: "draw `activity` instead",
    });
  const unit = rateUnit(result);
  const [low, high] = [first!.frequencies[0]!, first!.frequencies.at(-1)!];
  const scene = stackPanels({
    title: result.title,
    description: describe(lines, theories),
    x: { kind: "log", low, high },
    xLabel: withUnit(plain("frequency"), unit),
    right: isInHeading ? 0 : 16 + Math.max(...names.map((text) => measure(text, type.tick))),
    panels: [
      {
        heading: [
          { text: withUnit([...plain("spectrum of the activity "), ...typesetName("S_A")], unit), ink: "soft" },
          ...(lines.length > 1 && isInHeading ? lines.map((line) => seriesEntry(line, "", theories.has(line.name))) : []),
          ...theoryEntries(lines, theories),
          ...(lines.some(({ poisson }) => poisson !== undefined)
            ? [{ text: plain("Poisson: r/N"), ink: "soft" as const, swatch: { kind: "dotted" as const, ink: "soft" as const } }]
            : []),
        ],
        y: scaleFor(y, 0.05, "log"),
        look: "grid",
        marks: [
          ...lines.flatMap(reference),
          ...lines.flatMap((line) =>
            overTheory(line, line.frequencies, line.density, theories.get(line.name), { range: [low, high], axes: "log" }, 1.8),
          ),
          ...(isInHeading ? [] : [endLabels(lines)]),
        ],
        weight: 1,
      },
    ],
    page: view,
  });
  return { scene, table: () => tableOf(unit, lines, theories) };
}

/** Bin and segment where the options do not say. */
function widthsFor({ units }: Result, stretch: number): readonly [number, number] {
  if (units === "none") return [roundDown(Math.max(stretch, Number.MIN_VALUE) / defaults.bins), stretch / defaults.parts];
  return [defaults.bin, Math.max(stretch / defaults.most, Math.min(stretch / defaults.fewest, defaults.segment))];
}

/** Names beside the ends of the lines. */
function endLabels(lines: readonly Line[]): Mark {
  return { kind: "end-labels", labels: lines.map(({ name, density, ink }) => ({ y: density.at(-1)!, text: plain(name), ink })) };
}

function lineOf(result: Result, one: Activity, bin: number, segment: number): Line {
  const found = activitySpectrum(one.values, { step: bin / perSecond(result), segment });
  if (!found) {
    throw new LapicqueError("figure-nothing", {
      figure: "spectrum",
      reason: "a segment is longer than the stretch of time, or shorter than two bins",
      remedy: "choose another `segment`, or a shorter `bin`",
    });
  }
  const mean = one.values.reduce((sum, value) => sum + value, 0) / one.values.length;
  return { ...one, ...averaged(found.frequencies, found.density), poisson: one.size === undefined ? undefined : mean / one.size };
}

/** Means of neighbouring values in bands of equal width on a logarithmic axis. */
function averaged(frequencies: Float64Array, density: Float64Array) {
  const [x, y]: [number[], number[]] = [[], []];
  for (let k = 0; k < frequencies.length; ) {
    const end = frequencies[k]! * BAND;
    let [f, s, n] = [0, 0, 0];
    for (; k < frequencies.length && (n === 0 || frequencies[k]! < end); k++, n++) {
      f += frequencies[k]!;
      s += density[k]!;
    }
    x.push(f / n);
    y.push(s / n);
  }
  return { frequencies: Float64Array.from(x), density: Float64Array.from(y) };
}

function reference({ poisson, ink, frequencies }: Line): readonly Mark[] {
  if (poisson === undefined) return [];
  const x = Float64Array.of(frequencies[0]!, frequencies.at(-1)!);
  return [{ kind: "line", x, y: Float64Array.of(poisson, poisson), ink, width: 1.2, dash: "dotted", opacity: 0.8 }];
}

function describe(lines: readonly Line[], theories: TheoryLines): string {
  const rows = lines.map(({ name, frequencies, density, poisson }) => {
    const peak = density.indexOf(Math.max(...density));
    const level = poisson ? `, ${threeDigits(density[peak]! / poisson)} times that of independent Poisson neurons` : "";
    return `${name}: largest at ${threeDigits(frequencies[peak]!)}${level}`;
  });
  const labels = new Set(lines.flatMap(({ name }) => theories.get(name)?.label ?? []));
  const lined = labels.size > 0 ? ` Lines: theory (${[...labels].join(", ")}).` : "";
  return `Power spectrum of the activity against frequency, both axes logarithmic. ${rows.join("; ")}.${lined}`;
}

function tableOf(unit: string, lines: readonly Line[], theories: TheoryLines): Table {
  return {
    columns: [
      { name: "frequency", unit, values: lines[0]!.frequencies },
      ...lines.flatMap(({ name, density, poisson }) => [
        { name, unit, values: density },
        ...(poisson === undefined ? [] : [{ name: `${name} poisson`, unit, values: density.map(() => poisson) }]),
      ]),
      ...theoryColumns(lines, theories, lines[0]!.frequencies, "log", unit),
    ],
  };
}
