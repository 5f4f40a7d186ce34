/** Eigenvalues of the age structure of populations in the complex plane: what a disturbance of each decays and rings with. */
import { LapicqueError } from "../base/index.ts";
import type { Result, Table, TheoryCurve } from "../contract/index.ts";
import type { Figure, Picture, View } from "./figure.ts";
import type { Options } from "./options.ts";
import { namedOnes, populationOption } from "./populations/choose.ts";
import { threeDigits } from "./populations/quantity.ts";
import { seriesEntry } from "./populations/series.ts";
import { theoryLines } from "./populations/theory.ts";
import { extent, scaleFor } from "./scene/scales.ts";
import type { Mark } from "./scene/scene.ts";
import { stackPanels } from "./scene/stack.ts";
import { plain, withUnit } from "./text/rich-text.ts";

/** The axis reaches so far beyond the second eigenvalue that decays fastest. */
const BEYOND = 1.15;

export const eigenmodes: Figure = {
  id: "eigenmodes",
  options: { populations: { ...populationOption.populations, meaning: "populations to draw, in order; all that theory covers without" } },
  draw,
};

/** The eigenvalues of one population, the slowest complex one first. */
interface Modes extends TheoryCurve {
  readonly name: string;
  readonly ink: number;
}

function draw(result: Result, options: Options, view?: View): Picture {
  const known = theoryLines("eigenmodes", "eigenvalues", result, {});
  const all = Object.keys(result.populations).flatMap((name, ink): Modes[] => {
    const modes = known.get(name);
    return modes ? [{ ...modes, name, ink }] : [];
  });
  if (all.length === 0)
    throw new LapicqueError("figure-nothing", {
      figure: "eigenmodes",
      reason: "no population is a renewal process that theory knows",
      remedy: "draw it of neurons with a hazard, or with white noise, that do not act on one another",
    });
  const shown = namedOnes("eigenmodes", all, options, "among the populations that theory covers");
  const left = BEYOND * Math.min(...shown.map(({ x }) => x[1] ?? x[0]!));
  const inside = shown.map((one) => {
    const isIn = (_: number, k: number) => one.x[k]! >= left;
    return { x: one.x.filter(isIn), y: one.y.filter(isIn) };
  });
  const per = result.units === "physical" ? "1/ms" : "";
  const scene = stackPanels({
    title: result.title,
    description: describe(shown),
    x: scaleFor([left, 0], 0.03),
    xLabel: withUnit(plain("real part"), per),
    right: 0,
    panels: [
      {
        heading: [{ text: withUnit(plain("imaginary part"), per), ink: "text" }, ...shown.map((one) => seriesEntry(one, "", true))],
        y: scaleFor(extent([...inside.map(({ y }) => y), [0]]), 0.06),
        look: "grid",
        marks: [
          { kind: "rule", axis: "x", at: 0, ink: "text", width: 1.4 },
          ...shown.map(({ ink }, k): Mark => ({ kind: "points", ...inside[k]!, ink, radius: 5.5 })),
        ],
        weight: 1,
      },
    ],
    page: view,
  });
  return { scene, table: () => tableOf(shown, per) };
}

function describe(shown: readonly Modes[]): string {
  const rows = shown.map(({ name, x, y }) => `${name}: ${threeDigits(x[0]!)} with ${threeDigits(y[0]!)} i`);
  return `Eigenvalues of the age structure of populations, without their complex conjugates. The first of each: ${rows.join("; ")}.`;
}

function tableOf(shown: readonly Modes[], per: string): Table {
  const rows = shown.flatMap(({ name, x, y }) => Array.from(x, (re, k) => ({ name, n: k + 1, re, im: y[k]! })));
  return {
    columns: [
      { name: "population", unit: "", values: rows.map(({ name }) => name) },
      { name: "n", unit: "", values: Float64Array.from(rows, ({ n }) => n) },
      { name: "re", unit: per, values: Float64Array.from(rows, ({ re }) => re) },
      { name: "im", unit: per, values: Float64Array.from(rows, ({ im }) => im) },
    ],
  };
}
