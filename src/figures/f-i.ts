/** Firing rate over a constant input: the curve with its points, the closed form beside it, the rheobases marked. */
import { LapicqueError } from "../base/index.ts";
import type { FiringCurve, Table } from "../contract/index.ts";
import type { Figure, Picture, View } from "./figure.ts";
import type { Options } from "./options.ts";
import { filePage } from "./scene/furniture.ts";
import { placeRuleNames } from "./scene/labels.ts";
import { scaleFor } from "./scene/scales.ts";
import type { HeadingEntry, Mark, PageSize, Scale } from "./scene/scene.ts";
import { stackPanels } from "./scene/stack.ts";
import { plain, plainText, printNumber, type RichText, typesetName, typesetUnit, withUnit } from "./text/rich-text.ts";

/** What of a page is no plotting area, at most [points]. */
const MARGINS = { width: 100, height: 110 } as const;

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
  const x = scaleFor([first.input, last.input], 0.02);
  const y = scaleFor([0, highest], 0.08);
  const inputLabel = withUnit(typesetName(input.name), input.unit);
  const rateUnit = curve.units === "physical" ? "Hz" : "";
  const scene = stackPanels({
    title,
    description: `Firing rate against ${plainText(inputLabel)}. ${sentences(curve)}`,
    x,
    xLabel: inputLabel,
    right: 0,
    panels: [
      {
        heading: headingOf(curve, rateUnit),
        y,
        look: "grid",
        marks: [
          ...rheobaseMarks(curve, x, y, view ?? filePage),
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
function branchesOf({ points }: FiringCurve): readonly Extract<Mark, { kind: "line" }>[] {
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

/** Vertical rules at the rheobases with their names, off the curves. */
function rheobaseMarks(curve: FiringCurve, x: Scale, y: Scale, page: PageSize): readonly Mark[] {
  const { rheobase, input, points, theory } = curve;
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
  const area = { width: page.width - MARGINS.width, height: page.height - MARGINS.height };
  const rules = distinct.map(({ at, name }) => ({ at, text: [{ text: `${name} ${printNumber(at, 5)}` }, ...unit], short: plain(name) }));
  return [
    ...distinct.map(({ at }): Mark => ({ kind: "rule", axis: "x", at, ink: "faint", width: 1, dash: "dashed" })),
    ...placeRuleNames(rules, x, y, area, [
      ...branchesOf(curve).map(({ x, y }) => ({ x, y })),
      ...(theory ? [{ x: theory.input, y: theory.rate }] : []),
    ]),
  ];
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
