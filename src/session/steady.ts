/** Stationary states of a document: from what was opened to what `lapicque steady` says. */
import { steadyOver, steadyStates } from "../analysis/index.ts";
import { type Complaint, complain, InternalError, LapicqueError } from "../base/index.ts";
import type {
  Continuation,
  Dispersion,
  Scale,
  StationaryProblem,
  SteadyChange,
  SteadyOver,
  SteadyResult,
  SteadyState,
  Table,
} from "../contract/index.ts";
import type { Experiment } from "../model/index.ts";
import { scales as registry } from "../scales/index.ts";
import type { Json } from "./json.ts";
import type { Opened } from "./open.ts";
import { sentence } from "./result.ts";
import { axisFor } from "./steady-axis.ts";
import { describeSteady } from "./steady-words.ts";

/** What may be chosen; without anything it chooses for itself. */
export interface SteadyOptions {
  /** Of several units that do not act on one another. */
  readonly population?: string | undefined;
  /** The scale whose equations are solved; the first that can without. */
  readonly scale?: string | undefined;
  /** `PATH=a:b`: a number of the document, by its path or its name where that is unique, and its range. */
  readonly over?: string | undefined;
}

/**
 * The stationary states of the document, and their branches over a parameter. Throws `no-stationary-scale`, `unknown-stationary-scale`,
 * `bad-over`, `unknown-parameter-over`, `unknown-population`.
 */
export async function steady(opened: Opened, { population, scale: wanted, over }: SteadyOptions = {}): Promise<SteadyResult> {
  const { experiment } = opened;
  if (!experiment) throw new InternalError("stationary states of a document with errors were asked for");
  const { id, stationary } = await chooseScale(opened, wanted, population);
  const problem = stationary.problem(experiment, population);
  try {
    const { system, activities } = problem;
    const values = system.parameters.map(({ value }) => value);
    const states = steadyStates(problem, values);
    const followed = over === undefined ? undefined : followOver(opened, problem, stationary, population, over);
    const gaps = gapsOf(problem, followed?.gaps ?? []);
    const found = {
      title: experiment.title || opened.name,
      scale: id,
      units: system.units,
      activities: activities.map(({ name, unit }) => ({ name, unit })),
      unknowns: system.states.map(({ name, unit }) => ({ name, unit })),
      states,
      ...(followed ? { over: followed.over } : {}),
      ...localisedOf(problem, values),
      complete: problem.complete && gaps.length === 0,
      gaps,
      notes: system.notes,
      provenance: opened.provenance,
    };
    return { ...found, words: describeSteady(found) };
  } finally {
    problem.system.close();
  }
}

function localisedOf({ localised }: StationaryProblem, values: readonly number[]): Pick<SteadyResult, "localised"> {
  const found = localised?.(Float64Array.from(values));
  return found ? { localised: found } : {};
}

/** Sentences, each obstacle of a population once. */
function gapsOf(problem: StationaryProblem, others: readonly Complaint[]): readonly string[] {
  const all = [...(problem.gaps?.() ?? []), ...others];
  const key = (one: Complaint) => `${one.code} ${"where" in one.data ? one.data.where : ""}`;
  const first = new Map(all.toReversed().map((one) => [key(one), one]));
  return all.filter((one) => first.get(key(one)) === one).map(sentence);
}

function followOver(
  opened: Opened,
  problem: StationaryProblem,
  stationary: NonNullable<Scale["stationary"]>,
  population: string | undefined,
  over: string,
): { readonly over: SteadyOver; readonly gaps: readonly Complaint[] } {
  const axis = axisFor(opened, problem, (experiment) => stationary.problem(experiment, population), over);
  try {
    const values = axis.problem.system.parameters.map(({ value }) => value);
    return { over: steadyOver(axis.problem, values, axis), gaps: axis.problem.gaps?.() ?? [] };
  } finally {
    axis.close();
  }
}

/** Why no scale has stationary states of the document, in sentences; empty where one has. */
export async function withoutSteady(experiment: Experiment): Promise<readonly string[]> {
  const reasons: string[] = [];
  for (const { id, stationary } of await Promise.all(registry.map((entry) => entry.load()))) {
    const refused = stationary?.accepts(experiment);
    if (refused?.length === 0) return [];
    reasons.push(...(refused ?? []).map((reason) => `${id}: ${complain(reason).message}`));
  }
  return reasons;
}

type Chosen = Pick<Scale, "id"> & { readonly stationary: NonNullable<Scale["stationary"]> };

/** The scale that was asked for, else the first that can: of those that the document names, then of all. */
async function chooseScale({ experiment }: Opened, wanted: string | undefined, population: string | undefined): Promise<Chosen> {
  const loaded = await Promise.all(registry.map((entry) => entry.load()));
  const able = loaded.flatMap(({ id, stationary }) => (stationary ? [{ id, stationary }] : []));
  const asked = wanted === undefined ? able : able.filter(({ id }) => id === wanted);
  if (asked.length === 0) throw new LapicqueError("unknown-stationary-scale", { name: wanted!, known: able.map(({ id }) => id) });
  const place = ({ id }: Chosen) => (experiment!.run.scales.includes(id) ? experiment!.run.scales.indexOf(id) : Number.POSITIVE_INFINITY);
  const refused: string[] = [];
  for (const one of asked.toSorted((a, b) => Math.min(place(a), 1e9) - Math.min(place(b), 1e9))) {
    const reasons = one.stationary.accepts(experiment!, population);
    if (reasons.length === 0) return one;
    refused.push(...reasons.map((reason) => `${one.id}: ${complain(reason).message}`));
  }
  throw new LapicqueError("no-stationary-scale", { reasons: refused });
}

type Fields = { [key: string]: Json };

const named = (names: readonly { readonly name: string }[], values: readonly number[]): Fields =>
  Object.fromEntries(names.map(({ name }, k) => [name, values[k]!]));

/** Unknowns that are printed one by one; of more only the activities. */
const mostUnknowns = 40;

/** The growth of waves: wave numbers per unit of the axis, rates in 1/ms. */
function waves({ axis, unit, fastest, critical }: Dispersion): Fields {
  return {
    axis,
    unit,
    fastest: { wave_number: fastest.waveNumber, growth: fastest.growth, omega: fastest.omega },
    ...(critical
      ? {
          critical: {
            wave_number: critical.waveNumber,
            ...(critical.factor === undefined ? {} : { factor: critical.factor }),
            ...(critical.gain === undefined ? {} : { gain: critical.gain, present_gain: critical.present! }),
          },
        }
      : {}),
  };
}

/** The JSON report. Activities are in their units (of populations Hz), eigenvalues in 1/ms. */
export function steadyReport(found: SteadyResult): Fields {
  const { title, scale, provenance, activities, unknowns, states, over, complete, gaps, localised, words, notes } = found;
  const state = (values: readonly number[]) => (unknowns.length <= mostUnknowns ? { state: named(unknowns, values) } : {});
  const entry = ({
    activities: values,
    state: at,
    stable,
    eigenvalues: [leading],
    isBound,
    poincare,
    dispersion,
  }: SteadyState): Fields => ({
    activity: values[0]!,
    activities: named(activities, values),
    stable,
    leading_eigenvalue: [leading![0], leading![1]],
    is_bound: isBound === true,
    ...(poincare === undefined ? {} : { poincare_constant: poincare }),
    ...(dispersion ? { dispersion: waves(dispersion) } : {}),
    ...state(at),
  });
  const point = ({ parameter, activities: values, state: at }: SteadyChange): Fields => ({
    parameter,
    activity: values[0]!,
    activities: named(activities, values),
    ...state(at),
  });
  const changes = (type: SteadyChange["type"]) => (over?.changes ?? []).filter((one) => one.type === type);
  return {
    title,
    scale,
    provenance: { ...provenance },
    quantities: activities.map(({ name, unit }) => ({ name, unit })),
    complete,
    gaps: [...gaps],
    steady_states: states.map(entry),
    ...(over
      ? {
          over: { ...over.parameter },
          branches: over.branches.map(({ parameter, states: columns, stable }) => ({
            parameter: [...parameter],
            activity: [...columns[0]!],
            activities: Object.fromEntries(activities.map(({ name }, k) => [name, [...columns[k]!]])),
            stable: Array.from(stable, (one) => one === 1),
          })),
          folds: changes("fold").map(point),
          hopf_points: changes("Hopf").map((one) => ({ ...point(one), omega: one.omega! })),
          branch_points: changes("branch point").map(point),
        }
      : {}),
    ...(localised
      ? {
          bumps: localised.bumps.map(({ width, stable }) => ({ width, stable })),
          ...(localised.front ? { front_speed: localised.front.speed } : {}),
        }
      : {}),
    words: [...words],
    notes: [...notes],
  };
}

/** The states as a table: activities, unknowns, stability, leading eigenvalue; with a parameter a row for each point of each branch too. */
export function steadyTable({ activities, unknowns, states, over, units }: SteadyResult): Table {
  const points = (over?.branches ?? []).flatMap(({ parameter, states: columns, stable }, branch) =>
    Array.from(parameter, (value, i) => ({ branch, value, activities: columns.map((column) => column[i]!), stable: stable[i]! })),
  );
  const none = Number.NaN;
  const column = (
    name: string,
    unit: string,
    ofState: (state: SteadyState) => number,
    ofPoint: (point: (typeof points)[number]) => number,
  ) => ({
    name,
    unit,
    values: Float64Array.from([...states.map(ofState), ...points.map(ofPoint)]),
  });
  const per = units === "physical" ? "1/ms" : "";
  // An unknown that is an activity stands there once.
  const others = unknowns
    .flatMap((one, k) => (activities.some(({ name }) => name === one.name) ? [] : [{ ...one, k }]))
    .slice(0, mostUnknowns);
  return {
    columns: [
      ...(over
        ? [
            { name: "what", unit: "", values: [...states.map(() => "state"), ...points.map(() => "branch")] },
            column(
              "branch",
              "",
              () => none,
              ({ branch }) => branch,
            ),
            column(
              over.parameter.name,
              over.parameter.unit,
              () => none,
              ({ value }) => value,
            ),
          ]
        : []),
      ...activities.map(({ name, unit }, k) =>
        column(
          name,
          unit,
          (one) => one.activities[k]!,
          (one) => one.activities[k]!,
        ),
      ),
      ...others.map(({ name, unit, k }) =>
        column(
          name,
          unit,
          ({ state }) => state[k]!,
          () => none,
        ),
      ),
      column(
        "stable",
        "",
        ({ stable }) => (stable ? 1 : 0),
        ({ stable }) => stable,
      ),
      column(
        "leading_re",
        per,
        ({ eigenvalues }) => eigenvalues[0]![0],
        () => none,
      ),
      column(
        "leading_im",
        per,
        ({ eigenvalues }) => eigenvalues[0]![1],
        () => none,
      ),
    ],
  };
}

/** The branches as what a bifurcation diagram is drawn of; its states are the activities. */
export function steadyDiagram({ title, units, activities, over, words, notes, provenance }: SteadyResult): Continuation | undefined {
  if (!over) return undefined;
  const types = { fold: "saddle-node", Hopf: "Andronov-Hopf", "branch point": "branch point" } as const;
  return {
    title,
    population: "",
    units,
    states: activities,
    parameter: over.parameter,
    equilibria: over.branches,
    cycles: [],
    bifurcations: over.changes.map(({ type, parameter, activities: state, omega }) => ({
      type: types[type],
      parameter,
      state,
      ...(omega === undefined ? {} : { omega }),
    })),
    words,
    notes,
    provenance,
  };
}
