/** From what a run has recorded to its result. */
import { type Complaint, complain } from "../base/index.ts";
import type {
  ActivityMeasures,
  ComparisonResult,
  Ending,
  Measures,
  Plan,
  PopulationResult,
  Reason,
  Result,
  Scale,
  Spikes,
} from "../contract/index.ts";
import { fineSampling } from "../kernels/index.ts";
import { evaluate } from "../language/index.ts";
import type { Experiment, Population } from "../model/index.ts";
import { Collector } from "./collector.ts";
import type { Opened } from "./open.ts";

/** What is known of a run when it begins. */
export interface Frame extends Pick<Result, "build_s"> {
  readonly opened: Opened;
  readonly experiment: Experiment;
  readonly scale: Scale;
  readonly plan: Plan;
  readonly threads: { readonly threads?: number };
}

/** What has come of it. */
export interface Come extends Pick<Result, "notes" | "signals" | "profiles" | "wall_s" | "cpu_s"> {
  readonly ending: Ending;
  readonly spikes: Readonly<Record<string, Spikes>>;
  readonly measures?: Measures | undefined;
  readonly activities?: Readonly<Record<string, ActivityMeasures>> | undefined;
  readonly remarks?: readonly Reason[] | undefined;
  readonly comparison?: ComparisonResult | undefined;
}

/** The result of a run that has only begun. */
export function blankOf(frame: Frame): Result {
  const { channels } = frame.plan;
  const ending = { kind: "cancelled", time: 0, error: null, message: null, remedy: null } as const;
  const empty = new Collector(channels);
  return resultOf(frame, { ending, spikes: empty.spikes(), signals: empty.signals(), notes: [], wall_s: 0, cpu_s: 0 });
}

/** The result of a run. */
export function resultOf({ opened, experiment, scale, plan, threads, build_s }: Frame, come: Come): Result {
  const { seed, transient, duration } = experiment.run;
  const { ending, spikes, activities = {}, signals, profiles = [], comparison, measures, wall_s, cpu_s } = come;
  const lacks = leftOut(experiment, plan);
  return {
    title: experiment.title || opened.name,
    scale: scale.id,
    units: experiment.units,
    seed,
    transient,
    duration: duration - transient,
    step: stepOf(plan),
    outcome: ending,
    ...(plan.isDeterministic ? { isDeterministic: true } : {}),
    populations: populationsOf(experiment, spikes, activities),
    signals,
    ...(profiles.length > 0 ? { profiles } : {}),
    ...(comparison ? { comparison } : {}),
    ...(measures ? { measures } : {}),
    provenance: { ...opened.provenance, options: { ...opened.provenance.options, ...plan.chosen, ...threads } },
    ...(lacks.length > 0 ? { lacks } : {}),
    ...(come.remarks?.length ? { remarks: come.remarks } : {}),
    notes: [
      ...opened.notes,
      ...lacks.map((data) => sentence({ code: "not-recorded", data })),
      ...coarseness(experiment, plan),
      ...(come.remarks ?? []).map(sentence),
      ...come.notes,
    ],
    wall_s,
    cpu_s,
    build_s,
  };
}

/** What the document records and the scale does not compute. */
function leftOut({ recordings }: Experiment, { channels }: Plan): NonNullable<Result["lacks"]> {
  const lacks = recordings.filter(({ population, what }) => {
    const label = what.kind === "signal" ? what.label : what.kind;
    return !channels.some((channel) => channel.population === population && channel.label.startsWith(label));
  });
  const names = new Map(
    lacks.map(({ population, what }) => {
      const name = what.kind === "signal" ? what.label : what.kind;
      return [`${population}.${name}`, { name, population }];
    }),
  );
  return [...names.values()];
}

/** A complaint as a note. */
export function sentence(reason: Complaint): string {
  const { message, hint } = complain(reason);
  return hint ? `${message} (${hint})` : message;
}

/** A default that hides something is said. */
function coarseness({ run: { every, step }, units }: Experiment, { chosen, channels }: Plan): readonly string[] {
  const interval = Number(chosen.every);
  if (every !== undefined || step !== undefined || units === "none" || interval <= fineSampling) return [];
  if (!channels.some(({ kind }) => kind === "samples")) return [];
  return [sentence({ code: "sampled-coarsely", data: { every: interval } })];
}

function populationsOf(experiment: Experiment, spikes: Come["spikes"], activities: NonNullable<Come["activities"]>): Result["populations"] {
  const all: Record<string, PopulationResult> = {};
  for (const population of experiment.populations) {
    const events = spikes[population.name];
    const peak = peakOf(population);
    const activity = activities[population.name];
    all[population.name] = {
      size: population.size,
      ...(events ? { spikes: events } : {}),
      ...(activity ? { activity } : {}),
      ...(peak ? { peak } : {}),
    };
  }
  for (const { name } of [...experiment.rates, ...experiment.fields]) all[name] = { size: 1 };
  return all;
}

/** The fixed step: of the grid, or of the method that every unit uses. */
function stepOf({ clock, chosen }: Plan): number | null {
  if (clock.kind === "grid") return clock.step;
  return typeof chosen.step === "number" ? chosen.step : null;
}

/** The state and level of a spike condition of the form `V > level`, for a neuron that is reset. */
function peakOf({ flow }: Population): PopulationResult["peak"] {
  const { spike, reset } = flow;
  if (!reset || spike?.kind !== "binary" || spike.left.kind !== "name") return undefined;
  const label = spike.left.name;
  const state = flow.states.find(({ name }) => name === label);
  if (!state) return undefined;
  const values = new Map(flow.parameters.map(({ name, value }) => [name, value]));
  let constant = true;
  const level: number = evaluate(spike.right, function lookup(name): number {
    const value = values.get(name);
    if (value?.kind === "expression") return evaluate(value.tree, lookup);
    constant = false;
    return Number.NaN;
  });
  return { label, level: constant && Number.isFinite(level) ? level / state.factor : null };
}
