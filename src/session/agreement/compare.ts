/** The scales of a document over one another: independent runs of each, compared population by population with the first. */
import {
  type Comparison,
  cellOf,
  coarser,
  compareActivities,
  courseOf,
  defaultMargins,
  type Margins,
  overallVerdict,
  type Portrayed,
  portrayActivity,
} from "../../analysis/index.ts";
import { InternalError, LapicqueError } from "../../base/index.ts";
import type {
  Agreement,
  Cause,
  ComparedActivity,
  ComparedPopulation,
  ComparedQuantity,
  ComparedScale,
  Ending,
  LeftOut,
  Needs,
  Provenance,
} from "../../contract/index.ts";
import type { Experiment } from "../../model/index.ts";
import { firingPopulations } from "../activity-on.ts";
import type { Cancellation, Host, Progress } from "../host.ts";
import type { Opened } from "../open.ts";
import { compareEnds, type Weighed } from "./blow-up.ts";
import { causesOf, knownCauses } from "./causes/index.ts";
import { chooseContestants } from "./choose.ts";
import { distanceOf, distributionsOf } from "./distributions.ts";
import { isDriven } from "./driven.ts";
import { withDensities } from "./recorded-densities.ts";
import { type Binning, binningOf, type Ended, runTrials, type Trials } from "./trials.ts";
import { timeWords, verdictWords } from "./words.ts";

export interface CompareOptions {
  /** Ids, the reference first; those of the document without. */
  readonly scales?: readonly string[];
  /** Independent runs of each scale; without 1, or 10 where the drive changes. */
  readonly trials?: number;
  /** Width of the bins of variance and time course [ms]. */
  readonly bin?: number;
  /** Those that are not the usual ones. */
  readonly margins?: Partial<Margins>;
  readonly threads?: number;
  readonly signal?: Cancellation;
  readonly progress?: Progress;
  readonly announce?: (needs: Needs) => void;
}

/** A comparison, or why there is none: the trial of a scale that did not complete. */
export type ComparedScales =
  | { readonly kind: "compared"; readonly agreement: Agreement }
  | {
      readonly kind: "unfinished";
      readonly title: string;
      readonly provenance: Provenance;
      readonly scale: string;
      readonly seed: number;
      readonly outcome: Ending;
    };

/** Trials where the drive changes: the course is a mean over them. */
const trialsOfCourse = 10;

/**
 * Runs and compares. Throws a LapicqueError where the document has no population that fires, or for scales that are not there or refuse it
 * {chooseContestants}.
 */
export async function compareScales(host: Host, opened: Opened, options: CompareOptions = {}): Promise<ComparedScales> {
  const { experiment } = opened;
  if (!experiment) throw new InternalError("a document with errors was compared");
  if (firingPopulations(experiment).length === 0) throw new LapicqueError("compare-nothing", {});
  const contestants = await chooseContestants(experiment, options.scales);
  const counted = withDensities(experiment, contestants, firingPopulations(experiment));
  const driven = isDriven(experiment);
  const trials = options.trials ?? (driven ? trialsOfCourse : 1);
  const recorded = experiment.run.duration - experiment.run.transient;
  if (options.bin !== undefined && !(options.bin > 0 && options.bin <= recorded / 2))
    throw new LapicqueError("compare-bin", {
      given: timeWords(options.bin, experiment.units),
      longest: timeWords(recorded, experiment.units),
    });
  const binning = binningOf(experiment, options.bin);
  const all: Trials[] = [];
  const began = host.now();
  for (const [place, contestant] of contestants.entries()) {
    const begun = (trial: number, of: number) => {
      const words = `${contestant.label}${of > 1 ? `, trial ${trial + 1} of ${of}` : ""}`;
      const progress: Progress = ({ fraction }) => {
        const part = (place + (trial + fraction) / of) / contestants.length;
        options.progress?.({ fraction: part, secondsLeft: ((host.now() - began) / 1000) * (1 / part - 1), what: words });
      };
      return { progress, ...(trial === 0 && options.announce ? { announce: options.announce } : {}) };
    };
    const { threads, signal } = options;
    const run = { ...(threads === undefined ? {} : { threads }), ...(signal ? { signal } : {}) };
    const found = await runTrials(host, opened, counted ?? experiment, contestant, {
      place,
      trials,
      binning,
      hasDensities: counted !== undefined,
      options: run,
      begun,
    });
    if (found.failure) return unfinished(found, found.failure);
    all.push(found);
  }
  const ended = all.filter(({ blowUps }) => blowUps.length > 0);
  if (ended.length > 0 && ended.length < all.length) return unfinished(ended[0]!, ended[0]!.blowUps[0]!);
  const margins = { ...defaultMargins, ...options.margins };
  return { kind: "compared", agreement: agreementOf(opened, experiment, all, { driven, trials, binning, margins }) };
}

function unfinished({ contestant, last }: Trials, { seed, outcome }: Ended): ComparedScales {
  return { kind: "unfinished", title: last.title, provenance: last.provenance, scale: contestant.label, seed, outcome };
}

interface Setting {
  readonly driven: boolean;
  readonly trials: number;
  readonly binning: Binning;
  readonly margins: Margins;
}

/** Time in the unit of rates per internal unit of time: seconds per millisecond. */
const secondsPer = ({ units }: Experiment) => (units === "physical" ? 1 / 1000 : 1);

function agreementOf(opened: Opened, experiment: Experiment, all: readonly Trials[], setting: Setting): Agreement {
  const [first] = all;
  const { run, units } = experiment;
  const { margins, binning } = setting;
  const ends = first!.blowUps.length > 0 ? compareEnds(experiment, all, margins.mean, binning) : undefined;
  const { populations, quantities, leftOut, causes, isSilent } = ends ?? compareRuns(experiment, all, setting);
  const verdict = overallVerdict(quantities);
  return {
    title: experiment.title || opened.name,
    units,
    scales: all.map(scaleOf),
    trials: Math.max(...all.map(({ seeds }) => seeds.length)),
    duration: run.duration - run.transient,
    bin: binning.fine * binning.group,
    populations,
    quantities,
    leftOut,
    causes,
    verdict,
    words: verdictWords(verdict, quantities, units),
    provenance: first!.last.provenance,
    notes: [...new Set([...(isSilent ? ["nothing fires: there is little to compare"] : []), ...all.flatMap(({ last }) => last.notes)])],
  };
}

/** Compares runs that have come to their end, population by population. */
function compareRuns(experiment: Experiment, all: readonly Trials[], setting: Setting): Weighed {
  const [first, ...others] = all;
  const { run } = experiment;
  const quantities: ComparedQuantity[] = [];
  const leftOut: LeftOut[] = [];
  const populations: ComparedPopulation[] = [];
  const portraits = new Map<string, ReadonlyMap<Trials, Portrayed>>();
  const distributions = new Map(
    firingPopulations(experiment).flatMap((population) => {
      const found = distributionsOf(all, population, setting.driven);
      return found ? [[population.name, found] as const] : [];
    }),
  );
  for (const { name, size } of firingPopulations(experiment)) {
    const found = new Map(all.flatMap((one) => portrayed(experiment, one, name, size, setting)));
    portraits.set(name, found);
    populations.push({
      name,
      size,
      activities: [...found].map(([one, portrait]) => drawnOf(experiment, one, portrait, setting)),
      ...(distributions.has(name) && { distribution: distributions.get(name)!.drawn }),
    });
  }
  const rates = new Map([...portraits].map(([name, found]) => [name, found.get(first!)?.mean.value ?? 0]));
  const causes = new Map(others.map((other) => [other.contestant.label, causesOf({ experiment, reference: first!, other, rates })]));
  for (const { name } of firingPopulations(experiment)) {
    for (const other of others) {
      const scales = [first!.contestant.label, other.contestant.label] as const;
      const [a, b] = [portraits.get(name)!.get(first!), portraits.get(name)!.get(other)];
      if (!a || !b) {
        leftOut.push({ population: name, name: "all", scales, reason: "one of the scales does not record its activity" });
        continue;
      }
      const { comparisons, missing } = compareActivities(a, b, setting.margins);
      leftOut.push(...missing.map((one) => ({ population: name, scales, ...one })));
      const recorded = run.duration - run.transient;
      for (const one of comparisons) quantities.push(quantityOf(experiment, name, scales, one, setting, recorded));
      const distance = distributions.get(name) && distanceOf(distributions.get(name)!, first!, other, setting.margins.distribution);
      if (distance === undefined) continue;
      const { factor, ...found } = distance;
      const longer = factor === undefined ? null : factor * recorded * setting.trials;
      quantities.push({ population: name, unit: "", scales, ...found, longer, knownCauses: [] });
    }
  }
  const explained = quantities.map((one) => ({ ...one, knownCauses: knownCauses(causes.get(one.scales[1])!, one) }));
  const isSilent = [...rates.values()].every((rate) => rate === 0);
  return { populations, quantities: explained, leftOut, causes: unique([...causes.values()].flat()), isSilent };
}

function scaleOf({ contestant: { scale, label }, seeds, last, wall_s, cpu_s }: Trials): ComparedScale {
  return { scale: scale.id, label, seeds, isRandom: last.isDeterministic !== true, step: last.step, wall_s, cpu_s };
}

/** The activity of a population on one scale with what it says by itself; none where it was not recorded. */
function portrayed(
  experiment: Experiment,
  one: Trials,
  name: string,
  size: number,
  { binning, driven }: Setting,
): readonly (readonly [Trials, Portrayed])[] {
  const trials = one.activities.get(name) ?? [];
  if (trials.length === 0) return [];
  const fine = binning.fine * secondsPer(experiment);
  const isRandom = one.last.isDeterministic !== true && !areSame(trials);
  return [[one, portrayActivity({ trials, fine, group: binning.group, isDriven: driven, isRandom, size })]];
}

/** Several scales have causes in common. */
function unique(causes: readonly Cause[]): readonly Cause[] {
  const isSame = (a: Cause, b: Cause) => a.population === b.population && a.words === b.words;
  return causes.filter((one, k) => causes.findIndex((other) => isSame(one, other)) === k);
}

/** Trials with different seeds that are the same are not random. */
function areSame([first, ...others]: readonly Float64Array[]): boolean {
  return others.length > 0 && others.every((other) => other.every((value, k) => value === first![k]));
}

function quantityOf(
  experiment: Experiment,
  population: string,
  scales: readonly [string, string],
  one: Comparison,
  { trials }: Setting,
  duration: number,
): ComparedQuantity {
  const isPhysical = experiment.units === "physical";
  const time = one.factor === undefined ? null : one.factor * duration * trials;
  const per = secondsPer(experiment);
  // Frequencies as they are; the band is part of the name.
  const name =
    one.range && one.name !== "time course"
      ? `${one.name} ${one.range!.map((edge) => Number(edge.toPrecision(6))).join("-")}${isPhysical ? " Hz" : ""}`
      : one.name;
  return {
    population,
    name,
    unit: isPhysical ? unitOf(one.name) : "",
    scales,
    values: one.values,
    standardErrors: one.errors,
    difference: one.difference,
    interval: one.interval,
    ...(one.name === "time course" ? { during: [one.range![0] / per, one.range![1] / per] as const } : {}),
    margin: one.margin,
    verdict: one.verdict,
    longer: time,
    knownCauses: [],
  };
}

function unitOf(name: Comparison["name"]): string {
  switch (name) {
    case "variance":
      return "Hz^2";
    case "residence low":
    case "residence high":
      return "s";
    case "switches":
      return "1/s";
    default:
      return "Hz";
  }
}

/** Bands of a spectrum that is drawn are so much wider than the one before: neighbours on a logarithmic axis. */
const drawnBand = 1.08;

function drawnOf(
  experiment: Experiment,
  { contestant }: Trials,
  { activity, spectrum }: Portrayed,
  { binning, driven }: Setting,
): ComparedActivity {
  const width = binning.fine * binning.group;
  const course = courseOf(activity);
  const values = driven && activity.isRandom ? course.mean : coarser(activity.trials[0]!, binning.group);
  const times = values.map((_, k) => experiment.run.transient + (k + 0.5) * width);
  const error =
    driven && activity.isRandom && activity.trials.length > 1
      ? { activityError: course.variance.map((variance) => Math.sqrt(variance / course.trials)) }
      : {};
  if (!spectrum) return { scale: contestant.label, times, activity: values, ...error };
  const cells: { readonly frequency: number; readonly density: number; readonly error: number }[] = [];
  for (let from = 0; from < spectrum.frequencies.length; ) {
    const end = spectrum.frequencies[from]! * drawnBand;
    let to = from + 1;
    while (to < spectrum.frequencies.length && spectrum.frequencies[to]! < end) to++;
    const { mean, variance } = cellOf(spectrum, from, to);
    const frequency = (spectrum.frequencies[from]! + spectrum.frequencies[to - 1]!) / 2;
    cells.push({ frequency, density: mean, error: mean * Math.sqrt(variance) });
    from = to;
  }
  return {
    scale: contestant.label,
    times,
    activity: values,
    ...error,
    frequencies: Float64Array.from(cells, ({ frequency }) => frequency),
    density: Float64Array.from(cells, ({ density }) => density),
    densityError: Float64Array.from(cells, (cell) => cell.error),
  };
}
