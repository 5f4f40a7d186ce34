/** How waves on homogeneous states of a field grow, over their wave number. */
import { LapicqueError } from "../base/index.ts";
import type { Dispersion, SteadyResult, SteadyState, Table } from "../contract/index.ts";
import type { Figure, Picture, View } from "./figure.ts";
import type { Options } from "./options.ts";
import { filePage } from "./scene/furniture.ts";
import { extent, scaleFor } from "./scene/scales.ts";
import type { HeadingEntry, Mark } from "./scene/scene.ts";
import { type PanelContent, stackPanels } from "./scene/stack.ts";
import { plain, printNumber, typesetName, withUnit } from "./text/rich-text.ts";

export const dispersion: Figure<SteadyResult> = { id: "dispersion", options: {}, draw };

/** States that are told apart; with more there would be more colours than an eye can tell. */
const mostStates = 6;

/** A state with its waves. */
type Waving = SteadyState & { readonly dispersion: Dispersion };

function draw(found: SteadyResult, _: Options, view: View = filePage): Picture {
  const states = found.states.filter((state): state is Waving => state.dispersion !== undefined).slice(0, mostStates);
  const [first] = states;
  if (!first) {
    const remedy = "draw it of a document with `fields:`, whose places are alike";
    throw new LapicqueError("figure-nothing", { figure: "dispersion", reason: "there is no homogeneous state of a field", remedy });
  }
  const per = found.units === "physical" ? "1/ms" : "";
  const waves = states.some(({ dispersion: { omega } }) => omega.some((one) => one !== 0));
  const far = Math.max(...states.map(({ dispersion: { waveNumbers } }) => waveNumbers.at(-1)!));
  const panels: PanelContent[] = [
    {
      heading: [{ text: withUnit(plain("growth rate"), per), ink: "text" }, ...states.map((state, ink) => entryOf(found, state, ink))],
      y: scaleFor(extent([...states.map(({ dispersion: { growth } }) => growth), [0]]), 0.08),
      look: "grid",
      marks: [{ kind: "rule", axis: "y", at: 0, ink: "text", width: 1.2 }, ...states.flatMap((state, ink) => growthMarks(state, ink))],
      weight: 1,
    },
  ];
  if (waves)
    panels.push({
      heading: [{ text: withUnit(plain("angular frequency"), per), ink: "text" }],
      y: scaleFor(extent([...states.map(({ dispersion: { omega } }) => omega), [0]]), 0.08),
      look: "grid",
      marks: states.map(({ dispersion: { waveNumbers: x, omega: y } }, ink): Mark => ({ kind: "line", x, y, ink, width: 2 })),
      weight: 0.5,
    });
  const scene = stackPanels({
    title: found.title,
    description: `Growth of waves on ${states.length} homogeneous states. ${found.words.join(". ")}.`,
    x: { kind: "linear", low: 0, high: far },
    xLabel: withUnit(plain(`wave number along ${first.dispersion.axis}`), first.dispersion.unit),
    panels,
    page: view,
  });
  return { scene, table: () => tableOf(found, states, per) };
}

function entryOf({ activities }: SteadyResult, { activities: [activity], dispersion: { critical } }: Waving, ink: number): HeadingEntry {
  const gain =
    critical?.gain === undefined ? "" : `: gain ${printNumber(critical.present!, 3)}, waves grow from ${printNumber(critical.gain, 4)}`;
  return {
    text: [...typesetName(activities[0]!.name), ...plain(` = ${printNumber(activity!, 4)}${gain}`)],
    ink: "text",
    swatch: { kind: "line", ink },
  };
}

/** The curve, with a point where waves grow fastest, and one where they are the first to grow. */
function growthMarks({ dispersion: { waveNumbers, growth, fastest } }: Waving, ink: number): readonly Mark[] {
  const mark: Mark = { kind: "line", x: waveNumbers, y: growth, ink, width: 2.4 };
  if (fastest.waveNumber === 0) return [mark];
  const point: Mark = { kind: "points", x: Float64Array.of(fastest.waveNumber), y: Float64Array.of(fastest.growth), ink, radius: 5.5 };
  return [mark, point];
}

function tableOf({ activities }: SteadyResult, states: readonly Waving[], per: string): Table {
  const rows = states.flatMap(({ activities: [activity], dispersion: one }) =>
    Array.from(one.waveNumbers, (k, i) => ({ activity: activity!, k, growth: one.growth[i]!, omega: one.omega[i]! })),
  );
  const column = (name: string, unit: string, of: (row: (typeof rows)[number]) => number) => ({
    name,
    unit,
    values: Float64Array.from(rows, of),
  });
  return {
    columns: [
      column(activities[0]!.name, activities[0]!.unit, ({ activity }) => activity),
      column("wave_number", states[0]!.dispersion.unit, ({ k }) => k),
      column("growth", per, ({ growth }) => growth),
      column("omega", per, ({ omega }) => omega),
    ],
  };
}
