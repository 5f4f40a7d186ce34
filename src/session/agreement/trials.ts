/** Independent runs of one scale: the activity of every population in bins. */
import { binnedSamples, binsBetween, populationActivity, wholeSteps } from "../../analysis/index.ts";
import { hashName, stream } from "../../base/index.ts";
import type { Ending, Profile, Result, Scale } from "../../contract/index.ts";
import type { Experiment } from "../../model/index.ts";
import { firingPopulations, recordingActivity } from "../activity-on.ts";
import type { Host } from "../host.ts";
import type { Opened } from "../open.ts";
import { type RunOptions, run } from "../run.ts";
import type { Contestant } from "./choose.ts";
import { densityRecordings } from "./recorded-densities.ts";

/** Bins of all scales: `fine` ones for spectra, so many of which make one of variance and time course [ms]. */
export interface Binning {
  readonly fine: number;
  readonly group: number;
}

/** Bins of variance where nothing is said: this long [ms], or, where time has no unit, this part of the recorded time. */
const bins = { width: 10, part: 1 / 1000 } as const;

/** So many fine bins make a bin of variance, where the step allows. */
const fineBins = 10;

/** Whole steps near the wanted bins. */
export function binningOf({ run: { step, transient, duration }, units }: Experiment, wanted: number | undefined): Binning {
  const width = wanted ?? (units === "physical" ? bins.width : (duration - transient) * bins.part);
  const fine = wholeSteps(width / fineBins, step ?? null);
  return { fine, group: Math.max(1, Math.round(width / fine)) };
}

/** What the trials of a scale left. */
export interface Trials {
  readonly contestant: Contestant;
  readonly seeds: readonly number[];
  /** Activity of each trial in fine bins [Hz], by population; none where the scale does not record it. */
  readonly activities: ReadonlyMap<string, readonly Float64Array[]>;
  /** Densities over a state of each trial, by population; none where they were not recorded. */
  readonly densities: ReadonlyMap<string, readonly Profile[]>;
  /** The last of the results, without what was recorded. */
  readonly last: Result;
  readonly wall_s: number;
  readonly cpu_s: number;
  /** The ends of the trials, where all of them blew up. */
  readonly blowUps: readonly Ended[];
  /** The trial for which there is nothing to compare. */
  readonly failure: Ended | undefined;
}

/** A trial that did not complete. */
export interface Ended {
  readonly seed: number;
  readonly outcome: Ending;
}

/** Trials of what is random and blows up: each has one time. */
const trialsOfBlowUp = 10;

/**
 * Runs the trials of a scale. Each has a seed of its own, keyed by the document's, the scale, its place among the scales, and the trial, so that
 * no two runs of a comparison have random numbers in common. A scale that is not random runs once.
 *
 * @param begun  called before each trial, with how many there will be
 */
export async function runTrials(
  host: Host,
  opened: Opened,
  experiment: Experiment,
  contestant: Contestant,
  {
    place,
    trials,
    binning,
    hasDensities,
    options,
    begun,
  }: {
    readonly place: number;
    readonly trials: number;
    readonly binning: Binning;
    /** Whether densities are recorded beside activities. */
    readonly hasDensities: boolean;
    readonly options: RunOptions;
    readonly begun: (trial: number, of: number) => RunOptions;
  },
): Promise<Trials> {
  const draws = stream(experiment.run.seed, hashName(`compare ${contestant.scale.id}`), place);
  const seeds: number[] = [];
  const activities = new Map<string, Float64Array[]>(firingPopulations(experiment).map(({ name }) => [name, []]));
  const densities = new Map<string, Profile[]>(firingPopulations(experiment).map(({ name }) => [name, []]));
  const blowUps: Ended[] = [];
  let wanted = trials;
  let [wall, cpu] = [0, 0];
  for (let trial = 0; ; trial++) {
    const seed = draws.at(trial).uint32();
    const here = { ...opened, experiment: trialOf(experiment, contestant.scale, binning, hasDensities, seed) };
    const [ran] = await run(host, here, { ...options, ...begun(trial, wanted) });
    const { result } = ran!;
    seeds.push(seed);
    wall += result.build_s + result.wall_s;
    cpu += result.cpu_s;
    const { outcome } = result;
    if (outcome.kind === "blow-up") blowUps.push({ seed, outcome });
    const isAlike = outcome.kind === "blow-up" ? blowUps.length === trial + 1 : outcome.kind === "completed" && blowUps.length === 0;
    if (isAlike) for (const [name, all] of activities) all.push(...activityIn(result, name, binning));
    if (isAlike) for (const [name, all] of densities) all.push(...(result.profiles ?? []).filter((one) => isDensityOf(one, name)));
    if (blowUps.length > 0) wanted = Math.max(trials, trialsOfBlowUp);
    if (isAlike && result.isDeterministic !== true && trial + 1 < wanted) continue;
    const { profiles: _, ...kept } = result;
    const last = { ...kept, signals: [], populations: {} };
    return {
      contestant,
      seeds,
      activities,
      densities,
      last,
      wall_s: wall,
      cpu_s: cpu,
      blowUps,
      failure: isAlike ? undefined : outcome.kind === "completed" ? blowUps[0] : { seed, outcome },
    };
  }
}

const isDensityOf = ({ channel }: Profile, name: string) => channel.population === name && channel.label === "density";

/** The experiment on one scale with a seed of its own, which records activity, and densities. */
function trialOf(experiment: Experiment, scale: Scale, { fine }: Binning, hasDensities: boolean, seed: number): Experiment {
  const densities = hasDensities ? densityRecordings(firingPopulations(experiment)) : [];
  return recordingActivity({ ...experiment, run: { ...experiment.run, bin: fine, seed } }, scale, densities);
}

/** Activity in fine bins over the recorded time, as far as the run came; none where it was not recorded. */
function activityIn(result: Result, name: string, { fine }: Binning): readonly Float64Array[] {
  const { kind, time } = result.outcome;
  const end = result.transient + result.duration;
  const within = binsBetween(result.transient, kind === "blow-up" ? Math.min(time, end) : end, fine);
  const signal = result.signals.find(({ channel }) => channel.population === name && channel.label === "activity");
  if (signal) return [binnedSamples(signal, within)];
  const { spikes, size } = result.populations[name] ?? {};
  if (!spikes || size === undefined) return [];
  const perSecond = result.units === "physical" ? 1000 : 1;
  return [populationActivity(spikes.times, size, within).values.map((value) => value * perSecond)];
}
