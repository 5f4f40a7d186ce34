/** Phase portraits of a document: from what was opened to the plane of one of its units. */
import { type PortraitOptions as Choices, phasePortrait, settingOf, traceOrbit } from "../analysis/index.ts";
import { InternalError, LapicqueError } from "../base/index.ts";
import type { Orbit, PhasePortrait, Result, System } from "../contract/index.ts";
import type { NumberArray } from "../io/index.ts";
import { firstAtLeast } from "../numerics/index.ts";
import { scales } from "../scales/index.ts";
import type { Json } from "./json.ts";
import type { Opened } from "./open.ts";
import { readRange } from "./range.ts";

/** What may be chosen of a portrait; without anything it chooses for itself. */
export interface PhaseOptions {
  /** Population or entry of `rates`; the first without. */
  readonly population?: string | undefined;
  /** A state, `V`, or a state with its range, `V=-80:-20` or `V=-80mV:-20mV`. */
  readonly x?: string | undefined;
  readonly y?: string | undefined;
  /** States that keep their initial values instead of being slaved. */
  readonly frozen?: readonly string[] | undefined;
}

/** What a program chooses beside: other parameters without compiling anew, and parts that take time. */
export interface PortrayOptions extends PhaseOptions, Pick<Choices, "p" | "start" | "xRange" | "yRange" | "orbit" | "moments"> {}

/** A unit of a document, compiled once, for any number of portraits and orbits. */
export interface Portrayer {
  readonly system: System;
  /** Title of the document, with the name of the unit where there are several. */
  readonly title: string;
  /** Throws `unknown-state`, `same-axes`, `bad-window`, `bad-axis-range`. */
  portray(options?: PortrayOptions): PhasePortrait;
  /** The portrait with its limit cycles and separatrices, for the parameters that it was drawn with. */
  complete(portrait: PhasePortrait, p?: ArrayLike<number>): Promise<PhasePortrait>;
  /** The orbit from a start {n}, in internal units, for a time [ms]. */
  orbit(start: ArrayLike<number>, duration: number, backwards: boolean, p?: Float64Array): Orbit;
  close(): void;
}

/** Compiles a unit of the document. Throws `unknown-population`. */
export async function portrayer(opened: Opened, population?: string): Promise<Portrayer> {
  const { experiment } = opened;
  if (!experiment) throw new InternalError("a portrait of a document with errors was asked for");
  const isRate = experiment.populations.length === 0 || experiment.rates.some(({ name }) => name === population);
  const scale = await scales.find(({ id }) => id === (isRate ? "rate" : "cell"))!.load();
  const system = scale.system!(experiment, population);
  const isOneOfMany = experiment.populations.length + experiment.rates.length > 1;
  const named = experiment.title || opened.name;
  const title = isOneOfMany ? `${named}: ${system.name}` : named;
  return {
    system,
    title,
    portray(options = {}) {
      const { x, y, population: _, frozen = [], ...rest } = options;
      const [across, up] = [axisChoice(system, x), axisChoice(system, y)];
      const portrait = phasePortrait(system, {
        title,
        ...(across === undefined ? {} : { x: across.name }),
        ...(up === undefined ? {} : { y: up.name }),
        ...(across?.range ? { xRange: across.range } : {}),
        ...(up?.range ? { yRange: up.range } : {}),
        frozen,
        ...rest,
      });
      return { ...portrait, provenance: opened.provenance };
    },
    async complete(portrait, p) {
      const { withDynamics } = await import("./phase-dynamics.ts");
      return withDynamics(system, settingOf(system, p).p, portrait);
    },
    orbit: (start, duration, backwards, p) =>
      traceOrbit(system, p ?? Float64Array.from(system.parameters, ({ value }) => value), start, { duration, backwards, tolerance: 1e-8 }),
    close: () => system.close(),
  };
}

/** The plane that the document itself asks for: the options of its first figure `phase-plane`. */
export function planeOf({ experiment }: Opened): PhaseOptions {
  const { x, y, population, frozen } = experiment?.figures.find(({ name }) => name === "phase-plane")?.options ?? {};
  const word = (value: unknown) => (typeof value === "string" ? value : undefined);
  const list = [frozen].flat().filter((one) => typeof one === "string");
  return { x: word(x), y: word(y), population: word(population), frozen: list };
}

/** The portrait of a unit of the document, with everything in it. */
export async function phase(opened: Opened, { population, x, y, frozen }: PhaseOptions = {}): Promise<PhasePortrait> {
  const unit = await portrayer(opened, population);
  try {
    return await unit.complete(unit.portray({ x, y, frozen, orbit: true, moments: true }));
  } finally {
    unit.close();
  }
}

/** `V`, `V=-80:-20`, `V=-80mV:-20mV`: a number without unit is in the unit of the state. */
function axisChoice(
  system: System,
  text: string | undefined,
): { readonly name: string; readonly range?: readonly [number, number] } | undefined {
  if (text === undefined) return undefined;
  const [name = "", range, ...more] = text.split("=").map((part) => part.trim());
  if (range === undefined) return { name };
  const state = system.states.find((one) => one.name === name);
  if (more.length > 0) throw new LapicqueError("bad-axis-range", { given: text });
  // A state that there is none of is refused by the portrait, which knows them all.
  if (state === undefined) return { name };
  const ends = readRange(range, state, system);
  if (ends === undefined) throw new LapicqueError("bad-axis-range", { given: text });
  return { name, range: ends };
}

/** The portrait with the recorded run in the place of its orbit, where both states were recorded of the first neuron. */
export function withRun(portrait: PhasePortrait, result: Pick<Result, "signals" | "populations">): PhasePortrait {
  const { axes, states, population } = portrait;
  const signals = states.map(({ name }) =>
    result.signals.find(({ channel }) => channel.population === population && channel.label === name && (channel.neuron ?? 0) === 0),
  );
  const shown = axes.map(({ state }) => signals[states.findIndex(({ name }) => name === state)]);
  const [first] = shown;
  if (first === undefined || shown.some((one) => one?.times.length !== first.times.length)) return portrait;
  const { spikes, peak } = result.populations[population] ?? {};
  const own =
    spikes && peak ? spikes.times.filter((_, k) => spikes.neurons[k] === 0 && spikes.times[k]! >= first.times[0]!) : new Float64Array(0);
  const columns = signals.map((signal) =>
    cutAt(own, first.times, signal?.values, signal?.channel.label === peak?.label ? peak?.level : undefined),
  );
  const orbit: Orbit = {
    times: cutAt(own, first.times, first.times, undefined),
    states: columns,
    spikes: [...own],
    backwards: false,
    end: "time",
  };
  return { ...portrait, orbits: [orbit] };
}

/** Values with two more at each spike: the level that it reaches (or the value before), and a gap. */
function cutAt(
  spikes: Float64Array,
  times: Float64Array,
  values: Float64Array | undefined,
  level: number | null | undefined,
): Float64Array {
  const cut = new Float64Array(times.length + 2 * spikes.length);
  if (!values) cut.fill(Number.NaN);
  let [from, at] = [0, 0];
  /** The values before sample `to`, as they are. */
  const copy = (to: number) => {
    if (values) cut.set(values.subarray(from, to), at);
    at += to - from;
    from = to;
  };
  for (const spike of spikes) {
    const after = firstAtLeast(times, spike);
    if (after === times.length) break;
    copy(after);
    cut[at++] = level ?? values?.[after - 1] ?? Number.NaN;
    cut[at++] = Number.NaN;
  }
  copy(times.length);
  return cut.subarray(0, at);
}

type Fields = { [key: string]: Json };

/** The JSON report of a portrait. Under `units: none` `period_ms` loses its suffix. */
export function phaseReport(portrait: PhasePortrait): Fields {
  const ms = portrait.units === "physical" ? "_ms" : "";
  const { title, population, provenance, axes, others, states, parameters, fixedPoints, cycles, moments, words, notes } = portrait;
  const point = ({ at, eigenvalues, type, stable, beyondThreshold }: PhasePortrait["fixedPoints"][number]): Fields => ({
    ...Object.fromEntries(states.map(({ name }, i) => [name, at[i]!])),
    eigenvalues: eigenvalues.map(([re, im]) => [re, im]),
    type,
    stable,
    beyond_threshold: beyondThreshold === true,
  });
  return {
    title,
    population,
    provenance: provenance ? { ...provenance } : null,
    axes: axes.map((axis) => ({ ...axis })),
    others: others.map((one) => ({ ...one })),
    parameters: { ...parameters },
    fixed_points: fixedPoints.map(point),
    limit_cycles: cycles.map(({ period, stable, multipliers, spikes }) => ({
      [`period${ms}`]: period,
      stable,
      multipliers: multipliers.map(([re, im]) => [re, im]),
      spikes,
    })),
    moments: moments.map(({ from, to, inputs, fixedPoints: points }) => ({
      [`from${ms}`]: from,
      [`to${ms}`]: to,
      inputs: { ...inputs },
      fixed_points: points.map(point),
    })),
    words,
    notes,
  };
}

/** Nullclines, field, threshold, reset, cycles, separatrices and orbits as arrays: a curve has a row for each point. */
export function phaseArrays(portrait: PhasePortrait): Readonly<Record<string, NumberArray>> {
  const { nullclines, field, threshold, reset, cycles, separatrices, orbits, axes } = portrait;
  const rows = (columns: readonly Float64Array[]): NumberArray => {
    const count = columns[0]?.length ?? 0;
    const data = new Float64Array(count * columns.length);
    columns.forEach((column, j) => {
      for (let k = 0; k < count; k++) data[k * columns.length + j] = column[k]!;
    });
    return { shape: [count, columns.length], data };
  };
  const grid = (data: Float64Array): NumberArray => ({ shape: axes.length > 1 ? [field.rows, field.columns] : [field.columns], data });
  const centres = (low: number, high: number, count: number): NumberArray => ({
    shape: [count],
    data: Float64Array.from({ length: count }, (_, k) => low + ((k + 0.5) / count) * (high - low)),
  });
  const [x, y] = axes;
  return Object.fromEntries([
    ...nullclines.flatMap(({ state, branches }) =>
      branches.map((curve, k) => [`nullcline.${state}.${k}`, rows([curve.x, curve.y])] as const),
    ),
    ["field.x", centres(x.low, x.high, field.columns)],
    ...(y ? [["field.y", centres(y.low, y.high, field.rows)] as const, ["field.v", grid(field.v)] as const] : []),
    ["field.u", grid(field.u)],
    ...threshold.map((curve, k) => [`threshold.${k}`, rows([curve.x, curve.y])] as const),
    ...reset.map((curve, k) => [`reset.${k}`, rows([curve.x, curve.y])] as const),
    ...cycles.map(({ times, states }, k) => [`cycle.${k}`, rows([times, ...states])] as const),
    ...separatrices.map((curve, k) => [`separatrix.${k}`, rows([curve.x, curve.y])] as const),
    ...orbits.map(({ times, states }, k) => [`orbit.${k}`, rows([times, ...states])] as const),
  ]);
}
