/** Eigenvalues of stationary states in the complex plane: left of the imaginary axis a disturbance decays. */
import { LapicqueError } from "../base/index.ts";
import type { Complex, SteadyResult, SteadyState, Table } from "../contract/index.ts";
import type { Figure, Picture, View } from "./figure.ts";
import type { Options } from "./options.ts";
import { filePage } from "./scene/furniture.ts";
import { extent, scaleFor } from "./scene/scales.ts";
import type { HeadingEntry, Mark } from "./scene/scene.ts";
import { stackPanels } from "./scene/stack.ts";
import { plain, printNumber, typesetName, withUnit } from "./text/rich-text.ts";

export const eigenvalues: Figure<SteadyResult> = { id: "eigenvalues", options: {}, draw };

/** States that are told apart; with more there would be more colours than an eye can tell. */
const mostStates = 7;

/** Below this an activity is a rounding error of 0. */
const nothing = 1e-12;

function draw(found: SteadyResult, _: Options, view: View = filePage): Picture {
  const { title, states, units, activities } = found;
  if (states.length === 0)
    throw new LapicqueError("figure-nothing", {
      figure: "eigenvalues",
      reason: "no stationary state was found",
      remedy: "change the parameters",
    });
  const shown = states.slice(0, mostStates);
  const parts = (pick: 0 | 1) => shown.map(({ eigenvalues: all }) => columnOf(all, pick));
  const [re, im] = [parts(0), parts(1)];
  const { name, unit } = activities[0]!;
  const entry = ({ activities: [activity], stable, isBound }: SteadyState, ink: number): HeadingEntry => {
    const value = withUnit(plain(Math.abs(activity!) < nothing ? "0" : printNumber(activity!, 5)), "");
    const text = [...typesetName(name), ...plain(" = "), ...value, ...plain(unit === "" || unit === "1" ? "" : ` ${unit}`)];
    const told = `${stable ? ", stable" : ", unstable"}${isBound ? "; none to the right of the dashed line" : ""}`;
    return { text: [...text, ...plain(told)], ink: "text", swatch: { kind: "point", ink } };
  };
  const per = units === "physical" ? "1/ms" : "";
  const scene = stackPanels({
    title,
    description: `Eigenvalues of ${states.length} stationary states in the complex plane. ${found.words.join(". ")}.`,
    x: scaleFor(extent([...re, [0]]), 0.08),
    xLabel: withUnit(plain("real part"), per),
    page: view,
    panels: [
      {
        heading: [{ text: withUnit(plain("imaginary part"), per), ink: "text" }, ...shown.map(entry)],
        y: scaleFor(extent([...im, [0]]), 0.12),
        look: "grid",
        weight: 1,
        marks: [
          { kind: "rule", axis: "x", at: 0, ink: "text", width: 1.4 },
          ...shown.map(
            ({ stable, isBound }, k): Mark =>
              isBound
                ? // There is no eigenvalue to the right of it.
                  { kind: "rule", axis: "x", at: re[k]![0]!, ink: k, width: 1.8, dash: "dashed" }
                : { kind: "points", x: re[k]!, y: im[k]!, ink: k, radius: re[k]!.length > 40 ? 2.6 : 5, hollow: !stable },
          ),
        ],
      },
    ],
  });
  return { scene, table: () => tableOf(found) };
}

function columnOf(values: readonly Complex[], pick: 0 | 1): Float64Array {
  return Float64Array.from(values, (one) => one[pick]);
}

function tableOf({ states, activities, units }: SteadyResult): Table {
  const rows = states.flatMap((state, k) => state.eigenvalues.map(([re, im]) => ({ k, state, re, im })));
  const column = (name: string, unit: string, of: (row: (typeof rows)[number]) => number) => ({
    name,
    unit,
    values: Float64Array.from(rows, of),
  });
  const per = units === "physical" ? "1/ms" : "";
  return {
    columns: [
      column("state", "", ({ k }) => k),
      ...activities.map(({ name, unit }, i) => column(name, unit, ({ state }) => state.activities[i]!)),
      column("stable", "", ({ state }) => (state.stable ? 1 : 0)),
      column("re", per, ({ re }) => re),
      column("im", per, ({ im }) => im),
    ],
  };
}
