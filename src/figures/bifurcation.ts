/** Fixed points and cycles over a parameter: stable and unstable branches, where they change, and the frequency of the cycles. */
import { LapicqueError } from "../base/index.ts";
import type { Bifurcation, Continuation, Curve, CycleBranch, Table } from "../contract/index.ts";
import type { Figure, Picture, View } from "./figure.ts";
import type { Options } from "./options.ts";
import { filePage } from "./scene/furniture.ts";
import { type Named, placeLabels } from "./scene/labels.ts";
import { extent, scaleFor } from "./scene/scales.ts";
import type { HeadingEntry, Ink, Mark, Scale } from "./scene/scene.ts";
import { type PanelContent, stackPanels } from "./scene/stack.ts";
import { plain, plainText, printNumber, type RichText, typesetName, withUnit } from "./text/rich-text.ts";

const inks = { point: 0, cycle: 1 } as const satisfies Record<string, Ink>;

export const bifurcation: Figure<Continuation> = {
  id: "bifurcation",
  options: {
    y: { kind: "text", meaning: "state on the vertical axis; the first one without" },
    hide: { kind: "names", meaning: "what to leave out: `cycles`, `frequency`, `labels`" },
  },
  draw,
};

function draw(found: Continuation, options: Options, view: View = filePage): Picture {
  // readOptions has checked the kinds.
  const state = stateOf(found, options.y as string | undefined);
  const hidden = hiddenOf(options.hide as readonly string[] | undefined);
  const { name, unit, low, high } = found.parameter;
  const x: Scale = { kind: "linear", low, high };
  const cycles = hidden.has("cycles") ? [] : found.cycles;
  const hasFrequency = cycles.length > 0 && !hidden.has("frequency");
  const area = { width: view.width - 100, height: (view.height - 130) * (hasFrequency ? 0.66 : 1) };
  const panels = [
    statePanel({ ...found, cycles }, state, x, hidden.has("labels") ? undefined : area),
    ...(hasFrequency ? [frequencyPanel(cycles, found.units)] : []),
  ];
  const scene = stackPanels({
    title: found.title,
    description: describe(found, state),
    x,
    xLabel: withUnit(typesetName(name), unit),
    panels,
    page: view,
  });
  return { scene, table: () => tableOf(found) };
}

function stateOf({ states }: Continuation, name: string | undefined): number {
  if (name === undefined) return 0;
  const index = states.findIndex((state) => state.name === name);
  if (index >= 0) return index;
  throw new LapicqueError("figure-no-such", { figure: "bifurcation", name, what: "a state", known: states.map((state) => state.name) });
}

const parts = ["cycles", "frequency", "labels"] as const;

function hiddenOf(names: readonly string[] = []): ReadonlySet<string> {
  for (const name of names) {
    if (!parts.some((part) => part === name)) {
      throw new LapicqueError("figure-no-such", { figure: "bifurcation", name, what: "a part of it", known: [...parts] });
    }
  }
  return new Set(names);
}

/** @param area  about the size of the panel, if its points are to be named */
function statePanel(found: Continuation, state: number, x: Scale, area: { width: number; height: number } | undefined): PanelContent {
  const { equilibria, cycles, bifurcations, states } = found;
  const values = [...equilibria.map((branch) => branch.states[state]!), ...cycles.flatMap(({ high, low }) => [high[state]!, low[state]!])];
  const kind = isSteep(equilibria, cycles, state) ? "log" : "linear";
  const y = scaleFor(extent(values, kind), kind === "log" ? 0.03 : 0.08, kind);
  const lines = [
    ...equilibria.flatMap(({ parameter, states: columns, stable }) => branchLines(parameter, columns[state]!, stable, inks.point)),
    ...cycles.flatMap(({ parameter, high, low, stable }) =>
      [high, low].flatMap((columns) => branchLines(parameter, columns[state]!, stable, inks.cycle)),
    ),
  ];
  const shown = bifurcations.filter(({ period }) => period === undefined || cycles.length > 0);
  const named = shown.map((one): Named => ({ x: one.parameter, y: heightOf(found, one, state), text: nameOf(one) }));
  const entry = (text: string, ink: Ink, kind: "line" | "dashed"): HeadingEntry => ({
    text: plain(text),
    ink: "text",
    swatch: { kind, ink },
  });
  const has = (branches: readonly { readonly stable: Uint8Array }[], value: number) =>
    branches.some(({ stable }) => stable.includes(value));
  return {
    heading: [
      { text: withUnit(typesetName(states[state]!.name), states[state]!.unit), ink: "text" },
      ...(has(equilibria, 1) ? [entry("stable fixed point", inks.point, "line")] : []),
      ...(has(equilibria, 0) ? [entry("unstable", inks.point, "dashed")] : []),
      ...(has(cycles, 1) ? [entry("stable cycle, its extremes", inks.cycle, "line")] : []),
      ...(has(cycles, 0) ? [entry("unstable", inks.cycle, "dashed")] : []),
    ],
    y,
    look: "grid",
    marks: [
      ...areas(cycles, state),
      ...lines,
      {
        kind: "points",
        x: Float64Array.from(named, (one) => one.x),
        y: Float64Array.from(named, (one) => one.y),
        ink: "text",
        radius: 4.5,
      },
      ...(area ? placeLabels(named, x, y, area, curvesOf(equilibria, cycles, state)) : []),
    ],
    weight: 2,
  };
}

/** A range that is wider by this factor than what nine tenths of the parameter need is drawn in equal ratios. */
const steep = 30;

/** Whether a branch runs off, as to infinity at one value of the parameter: all values are positive, and the highest belong to little of the parameter. */
function isSteep(equilibria: Continuation["equilibria"], cycles: readonly CycleBranch[], state: number): boolean {
  const parts = equilibria.flatMap(({ parameter, states }) =>
    Array.from(parameter.subarray(1), (value, k) => ({ width: Math.abs(value - parameter[k]!), value: states[state]![k + 1]! })),
  );
  if (cycles.length > 0 || parts.some(({ value }) => !(value > 0))) return false;
  const whole = parts.reduce((sum, { width }) => sum + width, 0);
  const ascending = parts.sort((a, b) => a.value - b.value);
  let [sum, k] = [0, 0];
  for (; k < ascending.length && sum < 0.9 * whole; k++) sum += ascending[k]!.width;
  return k > 0 && ascending.at(-1)!.value > steep * ascending[k - 1]!.value;
}

/** All lines, for labels to keep off them. */
function curvesOf(equilibria: Continuation["equilibria"], cycles: readonly CycleBranch[], state: number): readonly Curve[] {
  return [
    ...equilibria.map(({ parameter, states }) => ({ x: parameter, y: states[state]! })),
    ...cycles.flatMap(({ parameter, high, low }) => [high, low].map((columns) => ({ x: parameter, y: columns[state]! }))),
  ];
}

/** What lies between the extremes of stable cycles. */
function areas(cycles: readonly CycleBranch[], state: number): Mark[] {
  return cycles.flatMap(({ parameter, high, low, stable }) =>
    runs(stable).map(
      ([from, to]): Mark => ({
        kind: "area",
        x: parameter.slice(from, to),
        low: low[state]!.slice(from, to),
        high: high[state]!.slice(from, to),
        ink: inks.cycle,
        opacity: 0.1,
      }),
    ),
  );
}

/** Stretches of stable points: from, to (exclusive). */
function runs(stable: Uint8Array): [number, number][] {
  const found: [number, number][] = [];
  stable.forEach((flag, k) => {
    const last = found.at(-1);
    if (flag === 0) return;
    if (last && last[1] === k) last[1] = k + 1;
    else found.push([k, k + 1]);
  });
  return found.filter(([from, to]) => to - from > 1);
}

/** A branch as a full line where it is stable and a dashed one where it is not. */
function branchLines(x: Float64Array, y: Float64Array, stable: Uint8Array, ink: Ink): Mark[] {
  const pieces = (wanted: 0 | 1) => {
    const points: [number, number][] = [];
    for (let k = 0; k + 1 < x.length; k++) {
      if ((stable[k] === 1 && stable[k + 1] === 1 ? 1 : 0) !== wanted) continue;
      const last = points.at(-1);
      if (!last || last[0] !== x[k] || last[1] !== y[k]) points.push([Number.NaN, Number.NaN], [x[k]!, y[k]!]);
      points.push([x[k + 1]!, y[k + 1]!]);
    }
    return { x: Float64Array.from(points, ([px]) => px), y: Float64Array.from(points, ([, py]) => py) };
  };
  return [
    { kind: "line", ...pieces(1), ink, width: 2.6, free: true },
    { kind: "line", ...pieces(0), ink, width: 1.6, dash: "dashed", free: true },
  ];
}

function frequencyPanel(cycles: readonly CycleBranch[], units: Continuation["units"]): PanelContent {
  const per = units === "physical" ? 1000 : 1;
  const rates = cycles.map(({ period }) => period.map((value) => per / value));
  const range = extent(rates);
  return {
    heading: [{ text: withUnit(plain("frequency"), units === "physical" ? "Hz" : ""), ink: "text" }],
    y: scaleFor(range && [0, range[1]], 0.06),
    look: "grid",
    marks: cycles.flatMap(({ parameter, stable }, k) => branchLines(parameter, rates[k]!, stable, inks.cycle)),
    weight: 1,
  };
}

/** Where a special point is drawn: the state of a fixed point, the greatest value of a cycle. */
function heightOf({ cycles }: Continuation, { parameter, period, state }: Bifurcation, of: number): number {
  if (period === undefined) return state[of]!;
  let [best, height] = [Number.POSITIVE_INFINITY, state[of]!];
  for (const branch of cycles) {
    branch.parameter.forEach((value, k) => {
      const size = Math.max(Math.abs(parameter), Math.abs(value), Number.MIN_VALUE);
      const distance = Math.abs(value - parameter) / size + Math.abs(branch.period[k]! / period - 1);
      if (distance < best) [best, height] = [distance, branch.high[of]![k]!];
    });
  }
  return height;
}

const names: Readonly<Record<Bifurcation["type"], string>> = {
  "saddle-node": "saddle-node",
  "Andronov-Hopf": "Hopf",
  "branch point": "branch point",
  "fold of cycles": "fold of cycles",
  "period doubling": "period doubling",
  homoclinic: "homoclinic",
  grazing: "threshold",
};

function nameOf({ type, parameter, period, criticality }: Bifurcation): RichText {
  const name = type === "grazing" && period !== undefined ? "grazing" : names[type];
  const kind = criticality === undefined ? "" : `${criticality} `;
  return plain(`${kind}${name} ${printNumber(parameter, 5)}`);
}

function describe({ states, parameter, words }: Continuation, state: number): string {
  const [up, across] = [states[state]!, parameter].map(({ name, unit }) => plainText(withUnit(typesetName(name), unit))) as [
    string,
    string,
  ];
  return `Bifurcation diagram, ${up} against ${across}. ${words.map((sentence) => `${sentence[0]!.toUpperCase()}${sentence.slice(1)}.`).join(" ")}`;
}

/** A row for each point of each branch, then one for each special point: parameter, lowest and highest value of each state, period. */
function tableOf({ parameter, states, equilibria, cycles, bifurcations, units }: Continuation): Table {
  interface Row {
    readonly what: string;
    readonly branch: number;
    readonly stable: number;
    readonly parameter: number;
    readonly period: number;
    readonly low: readonly number[];
    readonly high: readonly number[];
  }
  const nothing = Number.NaN;
  const rows: Row[] = [
    ...equilibria.flatMap((branch, k) =>
      Array.from(branch.parameter, (value, i): Row => {
        const at = branch.states.map((column) => column[i]!);
        return { what: "fixed point", branch: k, stable: branch.stable[i]!, parameter: value, period: nothing, low: at, high: at };
      }),
    ),
    ...cycles.flatMap((branch, k) =>
      Array.from(branch.parameter, (value, i): Row => {
        const [low, high] = [branch.low, branch.high].map((columns) => columns.map((column) => column[i]!)) as [number[], number[]];
        return { what: "cycle", branch: k, stable: branch.stable[i]!, parameter: value, period: branch.period[i]!, low, high };
      }),
    ),
    ...bifurcations.map(
      (one): Row => ({
        what: one.type,
        branch: nothing,
        stable: nothing,
        parameter: one.parameter,
        period: one.period ?? nothing,
        low: one.state,
        high: one.state,
      }),
    ),
  ];
  const column = (name: string, unit: string, of: (row: Row) => number) => ({ name, unit, values: Float64Array.from(rows, of) });
  return {
    columns: [
      { name: "what", unit: "", values: rows.map(({ what }) => what) },
      column("branch", "", ({ branch }) => branch),
      column("stable", "", ({ stable }) => stable),
      column(parameter.name, parameter.unit, (row) => row.parameter),
      column("period", units === "physical" ? "ms" : "", ({ period }) => period),
      ...states.flatMap(({ name, unit }, i) => [
        column(`${name}_lowest`, unit, ({ low }) => low[i]!),
        column(`${name}_highest`, unit, ({ high }) => high[i]!),
      ]),
    ],
  };
}
