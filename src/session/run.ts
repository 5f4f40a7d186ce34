/** Runs a bound document on its scales, one after the other, and gathers the results. */
import { complain, InternalError, type LapicqueError } from "../base/index.ts";
import type { Needs, Plan, PopulationResult, Result, Scale, Spikes } from "../contract/index.ts";
import { fineSampling } from "../kernels/index.ts";
import { evaluate } from "../language/index.ts";
import type { Experiment, Population } from "../model/index.ts";
import { type Checkpoint, type Checkpoints, checkCheckpoints, Keeper } from "./checkpoint.ts";
import { chooseScales } from "./choose.ts";
import { Collector } from "./collector.ts";
import { compare } from "./compare.ts";
import { drive } from "./drive.ts";
import type { Cancellation, Folder, Host, Progress } from "./host.ts";
import type { Opened } from "./open.ts";
import { RecordingStream } from "./stream.ts";
import { begin } from "./threads/begin.ts";

export interface RunOptions {
  readonly signal?: Cancellation;
  readonly progress?: Progress;
  /** Told what each scale's run will take, before any of it is made. */
  readonly announce?: (needs: Needs) => void;
  /** Where recordings are streamed to, as `NAME.partial`, while the run goes on. */
  readonly folder?: Folder;
  /** Most threads that compute; absent: as many as are of use. Results do not depend on it. */
  readonly threads?: number;
  /** Keeps what is needed to go on. */
  readonly checkpoint?: Checkpoints;
  /** Goes on from here, in as many threads as before. */
  readonly from?: Checkpoint;
}

/** What a scale's run left: its result, and the names of the files it streamed (without `.partial`). */
export interface Ran {
  readonly result: Result;
  readonly streamed: readonly string[];
  /** Why the streamed files could not be written; the run went on without them. */
  readonly failure?: LapicqueError;
}

/** Shortest time between two appends to the streamed files [ms]: a disk is slow, and a reader does not look more often. */
const FLUSH = 1000;

/** Runs every scale that the document asks for. Throws a LapicqueError if one refuses the document, or cannot be checkpointed. */
export async function run(host: Host, opened: Opened, options: RunOptions): Promise<readonly Ran[]> {
  const { experiment } = opened;
  if (!experiment) throw new InternalError("a document with errors was run");
  const chosen = await chooseScales(experiment, opened.document);
  if (options.checkpoint) checkCheckpoints(options.checkpoint, chosen);
  const results: Ran[] = [];
  for (const scale of chosen) {
    const prefix = chosen.length > 1 ? `${scale.id}/` : "";
    results.push(await runScale(host, opened, experiment, scale, prefix, options));
    if (results.at(-1)!.result.outcome.kind === "cancelled") break;
  }
  return results;
}

async function runScale(
  host: Host,
  opened: Opened,
  experiment: Experiment,
  scale: Scale,
  prefix: string,
  options: RunOptions,
): Promise<Ran> {
  const { seed, transient, duration } = experiment.run;
  const began = host.now();
  const plan = scale.plan(experiment, { seed });
  options.announce?.(plan.needs);
  const begun = await begin(host, scale, plan, options.threads, options.from);
  const { simulation, threads } = begun;
  const built = host.now();
  const cpu = host.cpu();
  const collector = new Collector(plan.channels);
  for (const chunk of options.from?.recorded ?? []) collector.add(chunk);
  const physical = experiment.units === "physical";
  const stream = options.folder ? new RecordingStream(options.folder, prefix, collector, physical) : undefined;
  let flushed = built;
  try {
    const keeping = { host, opened, folder: options.folder?.path, plan, begun, collector };
    const keeper = options.checkpoint && new Keeper(options.checkpoint, keeping, scale);
    const ending = await drive(host, simulation, duration, () => simulation.drain((chunk) => collector.add(chunk)), {
      ...options,
      start: options.from?.time ?? 0,
      ...(keeper ? { mark: keeper } : {}),
      onTurn: async (time) => {
        if (host.now() - flushed < FLUSH) return;
        await stream?.write(time);
        flushed = host.now();
      },
    });
    const [wall, spent] = [host.now() - built, host.cpu() - cpu];
    await stream?.write(Number.POSITIVE_INFINITY);
    const spikes = collector.spikes();
    const comparison = compare(experiment, spikes, ending.time);
    const measures = simulation.measures?.();
    const result: Result = {
      title: experiment.title || opened.name,
      scale: scale.id,
      units: experiment.units,
      seed,
      transient,
      duration: duration - transient,
      step: stepOf(plan),
      outcome: ending,
      populations: populationsOf(experiment, spikes),
      signals: collector.signals(),
      ...(comparison ? { comparison } : {}),
      ...(measures ? { measures } : {}),
      provenance: { ...opened.provenance, options: { ...opened.provenance.options, ...plan.chosen, ...threads } },
      notes: [...opened.notes, ...leftOut(experiment, plan), ...coarseness(experiment, plan), ...(keeper?.notes ?? [])],
      wall_s: wall / 1000,
      cpu_s: spent / 1000,
      build_s: (built - began) / 1000,
    };
    return { result, streamed: stream?.names ?? [], ...(stream?.failure ? { failure: stream.failure } : {}) };
  } finally {
    simulation.close();
  }
}

/** What the document records and the scale does not compute is said: the activity of a population, of all its neurons or of groups. */
function leftOut({ recordings }: Experiment, { channels }: Plan): readonly string[] {
  const lacks = recordings.filter(
    ({ population, what }) =>
      what.kind === "activity" && !channels.some((channel) => channel.population === population && channel.label.startsWith(what.kind)),
  );
  return [...new Set(lacks.map(({ population }) => population))].map((population) => {
    const { message, hint } = complain({ code: "not-recorded", data: { name: "activity", population } });
    return `${message} (${hint})`;
  });
}

/** A default that hides something is said. */
function coarseness({ run: { every, step }, units }: Experiment, { chosen, channels }: Plan): readonly string[] {
  const interval = Number(chosen.every);
  if (every !== undefined || step !== undefined || units === "none" || interval <= fineSampling) return [];
  if (!channels.some(({ kind }) => kind === "samples")) return [];
  const { message, hint } = complain({ code: "sampled-coarsely", data: { every: interval } });
  return [hint ? `${message} (${hint})` : message];
}

function populationsOf(experiment: Experiment, spikes: Readonly<Record<string, Spikes>>): Result["populations"] {
  const all: Record<string, PopulationResult> = {};
  for (const population of experiment.populations) {
    const events = spikes[population.name];
    const peak = peakOf(population);
    all[population.name] = { size: population.size, ...(events ? { spikes: events } : {}), ...(peak ? { peak } : {}) };
  }
  for (const { name } of experiment.rates) all[name] = { size: 1 };
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
