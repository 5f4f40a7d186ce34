/** Firing rate over a constant input: the curve with its points, the closed form beside it, the rheobases marked. */
import { LapicqueError } from "../base/index.ts";
import type { FiringCurve, Table } from "../contract/index.ts";
import type { Figure, Picture, View } from "./figure.ts";
import type { Options } from "./options.ts";
import { filePage, type } from "./scene/furniture.ts";
import { scaleFor } from "./scene/scales.ts";
import type { HeadingEntry, Mark } from "./scene/scene.ts";
import { stackPanels } from "./scene/stack.ts";
import { measure } from "./text/metrics.ts";
import { plain, plainText, printNumber, type RichText, typesetName, typesetUnit, withUnit } from "./text/rich-text.ts";

/** What of the width of a page is no plotting area, at most [points]. */
const MARGINS = 100;

export const firingRate: Figure<FiringCurve> = {
  id: "f-i",
  options: {
    input: { kind: "text", meaning: "input that is varied, also with its range: I=0pA:300pA; the only one without" },
    population: { kind: "text", meaning: "population; the first without" },
  },
  draw,
};

function draw(curve: FiringCurve, _: Options, view?: View): Picture {
  const { points, theory, input, title } = curve;
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last || !points.some(({ rate }) => rate > 0)) {
    throw new LapicqueError("figure-nothing", {
      figure: "f-i",
      reason: "the neuron is silent at every input that was tried",
      remedy: "give a range with more input: --input I=0:1000",
    });
  }
  const highest = Math.max(...points.map(({ rate }) => rate));
  const inputLabel = withUnit(typesetName(input.name), input.unit);
  const rateUnit = curve.units === "physical" ? "Hz" : "";
  const scene = stackPanels({
    title,
    description: `Firing rate against ${plainText(inputLabel)}. ${sentences(curve)}`,
    x: scaleFor([first.input, last.input], 0.02),
    xLabel: inputLabel,
    right: 0,
    panels: [
      {
        heading: headingOf(curve, rateUnit),
        y: scaleFor([0, highest], 0.08),
        look: "grid",
        marks: [
          ...rheobaseMarks(curve, highest, (view?.width ?? filePage.width) - MARGINS),
          ...(theory ? [closedLine(theory), pointsOf(curve)] : [...branchesOf(curve), pointsOf(curve)]),
        ],
        weight: 1,
      },
    ],
    page: view,
  });
  return { scene, table: () => tableOf(curve) };
}

function headingOf({ theory, excitability }: FiringCurve, rateUnit: string): readonly HeadingEntry[] {
  const kinds = { I: "type I: begins at rate 0", II: "type II: begins with a jump" } as const;
  return [
    { text: withUnit(plain("firing rate"), rateUnit), ink: "text" },
    ...(theory
      ? [
          { text: plain("computed"), ink: "text" as const, swatch: { kind: "point" as const, ink: 0 } },
          { text: plain(theory.label), ink: "text" as const, swatch: { kind: "line" as const, ink: 1 } },
        ]
      : []),
    ...(excitability ? [{ text: plain(kinds[excitability]), ink: "soft" as const }] : []),
  ];
}

/** The points lie on it, so no line joins them. */
function closedLine({ input, rate }: NonNullable<FiringCurve["theory"]>): Mark {
  return { kind: "line", x: input, y: rate, ink: 1, width: 1.8 };
}

function pointsOf({ points, theory }: FiringCurve): Mark {
  const firing = points.filter(({ rate }) => rate > 0);
  return {
    kind: "points",
    x: Float64Array.from(firing, ({ input }) => input),
    y: Float64Array.from(firing, ({ rate }) => rate),
    ink: 0,
    radius: theory ? 3 : 2.2,
  };
}

/** Silent and firing stretches as lines of their own: between them the rate is not known, so nothing is drawn there. */
function branchesOf({ points }: FiringCurve): readonly Mark[] {
  const [x, y]: number[][] = [[], []];
  for (const [k, { input, rate }] of points.entries()) {
    const before = points[k - 1];
    if (before && before.rate > 0 !== rate > 0) {
      x!.push(Number.NaN);
      y!.push(Number.NaN);
    }
    x!.push(input);
    y!.push(rate);
  }
  const columns = { x: Float64Array.from(x!), y: Float64Array.from(y!) };
  return [{ kind: "line", ...columns, ink: 0, width: 1.8 }];
}

/** Heights of the names of rheobases, in parts of the highest rate: at the top, or below a curve that begins higher than that. */
const rows = { top: 1.02, below: 0.28, step: 0.075, room: 0.34 } as const;

/** Vertical rules at the rheobases with their names, one below the other where they would run into one another. */
function rheobaseMarks({ rheobase, input, points }: FiringCurve, highest: number, width: number): readonly Mark[] {
  const [low, high] = [points[0]!.input, points.at(-1)!.input];
  const unit: RichText = input.unit === "" || input.unit === "1" ? [] : [{ text: " " }, ...typesetUnit(input.unit)];
  const named = [
    { at: rheobase.single, name: "single spike" },
    { at: rheobase.step, name: "fires after a step" },
    { at: rheobase.ramp, name: "slow ramp" },
  ].flatMap(({ at, name }) => (at !== null && at >= low && at <= high ? [{ at, name }] : []));
  const distinct: { at: number; name: string }[] = [];
  for (const one of named) {
    const same = distinct.find((other) => printNumber(other.at, 5) === printNumber(one.at, 5));
    if (same) same.name = "rheobase";
    else distinct.push({ ...one });
  }
  const lowest = Math.min(...points.flatMap(({ rate }) => (rate > 0 ? [rate] : [])));
  const first = lowest > rows.room * highest ? rows.below : rows.top;
  return distinct.flatMap(({ at, name }, k): Mark[] => {
    const isRight = at > low + 0.6 * (high - low);
    const room = (isRight ? (at - low) / (high - low) : (high - at) / (high - low)) * width;
    const full: RichText = [{ text: `${name} ${printNumber(at, 5)}` }, ...unit];
    return [
      { kind: "rule", axis: "x", at, ink: "faint", width: 1, dash: "dashed" },
      {
        kind: "label",
        x: at,
        y: highest * (first - rows.step * k),
        dx: isRight ? -5 : 5,
        // On a narrow page the name must do; the value stands on the axis.
        text: measure(full, type.tick) + 5 <= room ? full : plain(name),
        anchor: isRight ? "end" : "start",
        ink: "soft",
        halo: true,
      },
    ];
  });
}

function sentences({ words }: FiringCurve): string {
  return words.map((sentence) => `${sentence[0]!.toUpperCase()}${sentence.slice(1)}.`).join(" ");
}

/** One row for each point; the closed form beside, at the same inputs. */
function tableOf({ points, input, theory, units }: FiringCurve): Table {
  const Hz = units === "physical" ? "Hz" : "";
  const column = (name: string, unit: string, pick: (point: FiringCurve["points"][number]) => number) => ({
    name,
    unit,
    values: Float64Array.from(points, pick),
  });
  const closed = theory && new Map(Array.from(theory.input, (one, k) => [one, theory.rate[k]!] as const));
  return {
    columns: [
      column(input.name, input.unit, (point) => point.input),
      column("rate", Hz, (point) => point.rate),
      column("onset_rate", Hz, (point) => point.onset),
      ...(closed ? [column("closed_form", Hz, (point) => closed.get(point.input) ?? Number.NaN)] : []),
    ],
  };
}
