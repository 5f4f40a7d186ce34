/** The panel of a phase plane. */
import type { Curve, FixedPoint, LimitCycle, PhasePortrait } from "../../contract/index.ts";
import type { View } from "../figure.ts";
import type { HeadingEntry, Ink, Mark } from "../scene/scene.ts";
import type { PanelContent } from "../scene/stack.ts";
import { plain, printNumber, type RichText, typesetName, typesetUnit, withUnit } from "../text/rich-text.ts";
import { type Ends, fixedPointMarks } from "./fixed-points.ts";
import { inks, type Layer } from "./layers.ts";

/** What is drawn, and what the legend says of it. */
interface Part {
  readonly marks: readonly Mark[];
  readonly legend: readonly HeadingEntry[];
}

const nothing: Part = { marks: [], legend: [] };

/** The view's `window` has the ends of the axes instead of the portrait's. */
export function planePanel(portrait: PhasePortrait, layers: ReadonlySet<Layer>, view: View): PanelContent {
  const [x, y] = portrait.axes as readonly [PhasePortrait["axes"][0], PhasePortrait["axes"][0]];
  const [left, right, bottom, top] = view.window ?? [x.low, x.high, y.low, y.high];
  const parts: readonly Part[] = [
    layers.has("field") ? { marks: [fieldMark(portrait)], legend: [] } : nothing,
    jumps(portrait, layers.has("labels"), top),
    layers.has("nullclines") ? moments(portrait) : nothing,
    layers.has("separatrices") ? separatrices(portrait) : nothing,
    layers.has("run") ? orbits(portrait) : nothing,
    layers.has("nullclines") ? nullclines(portrait) : nothing,
    layers.has("cycles") ? cycles(portrait) : nothing,
  ];
  const order = [5, 6, 4, 3, 2, 1];
  const curves = parts.flatMap(({ marks }) => marks.flatMap((mark) => (mark.kind === "line" && mark.width > 1.2 ? [mark] : [])));
  return {
    heading: [{ text: withUnit(typesetName(y.state), y.unit), ink: "text" }, ...order.flatMap((k) => parts[k]!.legend)],
    y: { kind: "linear", low: bottom, high: top },
    look: "grid",
    marks: [
      ...parts.flatMap(({ marks }) => marks.map((mark) => (mark.kind === "line" ? within(mark, { left, right, bottom, top }) : mark))),
      ...fixedPointMarks(portrait, layers.has("labels"), { left, right, bottom, top }, view, curves),
    ],
    weight: 1,
  };
}

/** How far beyond the panel lines are kept, in widths of it: what is farther out only costs time. */
const MARGIN = 0.1;

/** A line without its points that lie out of sight between others that do. */
function within(line: Extract<Mark, { kind: "line" }>, { left, right, bottom, top }: Ends): Mark {
  const { x, y } = line;
  const [mx, my] = [MARGIN * (right - left), MARGIN * (top - bottom)];
  /** Where a point lies: columns and rows of nine fields, of which the middle one is seen; an interruption is out of sight on all sides. */
  const side = (value: number, low: number, high: number) => (value < low ? 1 : value > high ? 2 : Number.isNaN(value) ? 3 : 0);
  const fields = new Uint8Array(x.length);
  let isWhole = true;
  for (let k = 0; k < x.length; k++) {
    fields[k] = side(x[k]!, left - mx, right + mx) | (side(y[k]!, bottom - my, top + my) << 2);
    if (fields[k] !== 0) isWhole = false;
  }
  if (isWhole) return line;
  // A step between two fields on one side of the panel cannot cross it.
  const isHidden = (k: number) => {
    const field = fields[k]!;
    const misses = (other: number | undefined) => other === undefined || (field & other) !== 0;
    return field !== 0 && misses(fields[k - 1]) && misses(fields[k + 1]);
  };
  const shown = new Float64Array(x);
  for (let k = 0; k < shown.length; k++) if (isHidden(k)) shown[k] = Number.NaN;
  return { ...line, x: shown, y };
}

/** The grid of the field lies in the portrait's own window. */
function fieldMark({ axes, field }: PhasePortrait): Mark {
  const [a, b] = axes as readonly [PhasePortrait["axes"][0], PhasePortrait["axes"][0]];
  const { columns, rows, u, v } = field;
  const x = u.map((_, k) => a.low + (((k % columns) + 0.5) / columns) * (a.high - a.low));
  const y = u.map((_, k) => b.low + ((Math.floor(k / columns) + 0.5) / rows) * (b.high - b.low));
  return { kind: "arrows", x, y, u, v, ink: "soft", width: 1, length: 17, opacity: 0.38 };
}

function jumps({ threshold, reset }: PhasePortrait, isNamed: boolean, top: number): Part {
  const line =
    (dash: "dashed" | "dotted") =>
    (curve: Curve): Mark => ({ kind: "line", ...curve, ink: "soft", width: 1.6, dash, free: true });
  const entry = (name: string): HeadingEntry => ({ text: plain(name), ink: "text", swatch: { kind: "dashed", ink: "soft" } });
  // The name stands at the top, where an upright line leaves the panel.
  const name = (curve: Curve): readonly Mark[] => {
    const ends = [0, curve.x.length - 1].filter((k) => curve.y[k]! >= top);
    return ends.map((k) => ({
      kind: "label",
      x: curve.x[k]!,
      y: top,
      dx: -5,
      dy: 10,
      text: plain("threshold"),
      anchor: "end",
      ink: "soft",
    }));
  };
  return {
    marks: [...threshold.map(line("dotted")), ...reset.map(line("dashed")), ...(isNamed ? threshold.flatMap(name) : [])],
    legend: reset.length > 0 ? [entry("reset")] : [],
  };
}

const derivative = (state: string): RichText => [{ text: "d" }, ...typesetName(state), { text: "/dt = 0" }];

function nullclines({ nullclines }: PhasePortrait): Part {
  return {
    marks: nullclines.flatMap(({ branches }, k) =>
      branches.map((branch): Mark => ({ kind: "line", ...branch, ink: inks.nullclines[k]!, width: 2.4, free: true })),
    ),
    legend: nullclines.map(({ state }, k) => ({
      text: derivative(state),
      ink: "text",
      swatch: { kind: "line", ink: inks.nullclines[k]! },
    })),
  };
}

/** Nullclines while the input is another, pale; those that stay where they are are not drawn again. */
function moments({ nullclines, moments, states, axes, parameters }: PhasePortrait): Part {
  if (moments.length === 0) return nothing;
  const marks = moments.flatMap((moment) =>
    moment.nullclines.flatMap(({ branches }, k): Mark[] =>
      areAlike(branches, nullclines[k]!.branches)
        ? []
        : branches.map((branch) => ({ kind: "line", ...branch, ink: inks.nullclines[k]!, width: 1.6, opacity: 0.35, free: true })),
    ),
  );
  const points = moments.flatMap(({ fixedPoints }) => fixedPoints);
  const [a, b] = axes.map(({ state }) => states.findIndex(({ name }) => name === state)) as [number, number];
  const place = (stable: boolean) => points.filter((point) => point.stable === stable);
  const discs = (of: readonly FixedPoint[], hollow: boolean): Mark => ({
    kind: "points",
    x: Float64Array.from(of, ({ at }) => at[a]!),
    y: Float64Array.from(of, ({ at }) => at[b]!),
    ink: "soft",
    radius: 3.2,
    hollow,
  });
  const changing = Object.keys(moments[0]!.inputs).filter((name) => moments.some(({ inputs }) => inputs[name] !== parameters[name]));
  const values = (name: string) => {
    const all = [...new Set(moments.map(({ inputs }) => inputs[name]!))];
    return all.length === 1 ? printNumber(all[0]!) : `${printNumber(Math.min(...all))} \u2026 ${printNumber(Math.max(...all))}`;
  };
  const text = changing.flatMap(
    (name, k): RichText => [...(k > 0 ? plain(", ") : []), ...typesetName(name), { text: ` = ${values(name)}` }],
  );
  return {
    marks: [...marks, discs(place(true), false), discs(place(false), true)],
    legend: marks.length > 0 && text.length > 0 ? [{ text: [{ text: "pale: " }, ...text], ink: "soft" }] : [],
  };
}

function areAlike(a: readonly Curve[], b: readonly Curve[]): boolean {
  const isSame = (p: Float64Array, q: Float64Array) => p.length === q.length && p.every((value, k) => value === q[k]);
  return a.length === b.length && a.every((curve, k) => isSame(curve.x, b[k]!.x) && isSame(curve.y, b[k]!.y));
}

function separatrices({ separatrices }: PhasePortrait): Part {
  return {
    marks: separatrices.map(
      ({ x, y, kind }): Mark => ({
        kind: "line",
        x,
        y,
        ink: "text",
        width: 1.4,
        free: true,
        ...(kind === "stable" ? {} : { dash: "dotted" as const, opacity: 0.7 }),
      }),
    ),
    legend: separatrices.some(({ kind }) => kind === "stable")
      ? [{ text: plain("separatrix"), ink: "text", swatch: { kind: "line", ink: "text" } }]
      : [],
  };
}

/** Columns of the states on the axes. */
function onAxes({ states, axes }: PhasePortrait, columns: readonly Float64Array[]): Curve {
  const [x, y] = axes.map(({ state }) => columns[states.findIndex(({ name }) => name === state)]!);
  return { x: x!, y: y! };
}

function orbits(portrait: PhasePortrait): Part {
  const curves = portrait.orbits.map(({ states }) => onAxes(portrait, states));
  return {
    marks: curves.flatMap((curve): Mark[] => [
      { kind: "line", ...curve, ink: inks.orbit, width: 1.6, free: true },
      { kind: "line", ...leaps(curve), ink: inks.orbit, width: 1, dash: "dotted", opacity: 0.55, free: true },
      ...(curve.x.length > 0
        ? [{ kind: "points" as const, x: curve.x.slice(0, 1), y: curve.y.slice(0, 1), ink: inks.orbit as Ink, radius: 3 }]
        : []),
    ]),
    legend: curves.length > 0 ? [{ text: plain("orbit"), ink: "text", swatch: { kind: "line", ink: inks.orbit } }] : [],
  };
}

/** From where an orbit ends at a spike to where it goes on. */
function leaps({ x, y }: Curve): Curve {
  const points: [number, number][] = [];
  for (let k = 1; k + 1 < x.length; k++) {
    if (Number.isNaN(x[k]!)) points.push([x[k - 1]!, y[k - 1]!], [x[k + 1]!, y[k + 1]!], [Number.NaN, Number.NaN]);
  }
  return { x: Float64Array.from(points, ([px]) => px), y: Float64Array.from(points, ([, py]) => py) };
}

function cycles(portrait: PhasePortrait): Part {
  const physical = portrait.units === "physical";
  const name = ({ stable, period }: LimitCycle): RichText => [
    { text: `${stable ? "" : "unstable "}cycle, ${printNumber(period)}` },
    ...(physical ? [{ text: " " }, ...typesetUnit("ms")] : []),
  ];
  return {
    marks: portrait.cycles.flatMap((cycle): Mark[] => {
      const curve = onAxes(portrait, cycle.states);
      const dash = cycle.stable ? {} : { dash: "dashed" as const };
      return [
        { kind: "line", ...curve, ink: inks.cycle, width: 2.6, free: true, ...dash },
        { kind: "line", ...leaps(curve), ink: inks.cycle, width: 1.2, dash: "dotted", free: true },
      ];
    }),
    legend: portrait.cycles.map((cycle) => ({
      text: name(cycle),
      ink: "text",
      swatch: { kind: cycle.stable ? "line" : "dashed", ink: inks.cycle },
    })),
  };
}
