/** Everything that two activities of one population are compared by. */
import type { Verdict } from "../../contract/index.ts";
import type { TrialActivity } from "./activity.ts";
import { courseOf, judgeCourses } from "./course.ts";
import type { Estimate } from "./estimate.ts";
import { type Judged, judgeMeans, judgeRatio } from "./judge.ts";
import { judgeSpectra } from "./judge-spectra.ts";
import { activityVariance, meanActivity } from "./moments.ts";
import { meanStay, type Stays, statesOf, staysOf } from "./residence.ts";
import { type ActivitySpectrum, highestFrequency, spectrumOf } from "./spectra.ts";

/** What differs by less than these parts of itself agrees. */
export interface Margins {
  readonly mean: number;
  readonly variance: number;
  readonly spectrum: number;
  /** Of the activity at each moment. */
  readonly course: number;
  /** Of residence times and of the number of switches. */
  readonly residence: number;
  /** Of parts of the neurons: largest difference of two distributions. */
  readonly distribution: number;
}

/** What is asked of theory and simulation without being told otherwise. */
export const defaultMargins: Margins = { mean: 0.02, variance: 0.2, spectrum: 0.15, course: 0.1, residence: 0.2, distribution: 0.02 };

/** One number of both, and what is said of it. */
export interface Comparison extends Judged {
  readonly name: "mean" | "variance" | "spectrum" | "shape" | "time course" | "residence low" | "residence high" | "switches";
  readonly values: readonly [number, number];
  readonly errors: readonly [number, number];
  readonly margin: number;
  /** Frequencies of a spectrum; times of a stretch of the course, from its beginning. */
  readonly range?: readonly [number, number];
}

/** What cannot be compared, and why. */
export interface Missing {
  readonly name: string;
  readonly reason: string;
}

export interface Compared {
  readonly comparisons: readonly Comparison[];
  readonly missing: readonly Missing[];
}

/** Activity of a population at one scale with all that is computed from it alone. */
export interface Portrayed {
  readonly activity: TrialActivity;
  readonly mean: Estimate;
  /** Of what is random. */
  readonly variance: Estimate | undefined;
  /** Of what is random and long enough. */
  readonly spectrum: ActivitySpectrum | undefined;
}

/** Computes what one activity says. */
export function portrayActivity(activity: TrialActivity): Portrayed {
  const { isRandom } = activity;
  return {
    activity,
    mean: meanActivity(activity),
    variance: isRandom ? activityVariance(activity) : undefined,
    spectrum: isRandom ? spectrumOf(activity, highestFrequency(activity)) : undefined,
  };
}

/** Compares two activities of one population in bins of the same width. */
export function compareActivities(reference: Portrayed, other: Portrayed, margins: Margins): Compared {
  const parts = [
    compareMeans(reference, other, margins),
    compareFluctuations(reference, other, margins),
    compareCourses(reference, other, margins),
    compareStays(reference, other, margins),
  ];
  return { comparisons: parts.flatMap(({ comparisons }) => comparisons), missing: parts.flatMap(({ missing }) => missing) };
}

/** Differs if anything differs, else undecided if anything is, else agrees. */
export function overallVerdict(comparisons: readonly { readonly verdict: Verdict }[]): Verdict {
  const has = (verdict: Verdict) => comparisons.some((one) => one.verdict === verdict);
  return has("differs") ? "differs" : has("undecided") || comparisons.length === 0 ? "undecided" : "agrees";
}

function fromEstimates(name: Comparison["name"], a: Estimate, b: Estimate, margin: number, judged: Judged): Comparison {
  return { name, values: [a.value, b.value], errors: [a.error, b.error], margin, ...judged };
}

function compareMeans(reference: Portrayed, other: Portrayed, { mean: margin }: Margins): Compared {
  const judged = judgeMeans(reference.mean, other.mean, margin);
  return { comparisons: [fromEstimates("mean", reference.mean, other.mean, margin, judged)], missing: [] };
}

function compareFluctuations(reference: Portrayed, other: Portrayed, margins: Margins): Compared {
  const names = ["variance", "spectrum"];
  const none = (reason: string): Compared => ({ comparisons: [], missing: names.map((name) => ({ name, reason })) });
  const silent = [reference, other].filter(({ mean }) => mean.value === 0).length;
  if (!reference.variance || !other.variance) return none("one of the scales is not random");
  if (silent > 0) return none(silent === 2 ? "neither fires" : "one of the scales does not fire");
  const [a, b] = [reference.variance, other.variance];
  const variance = fromEstimates("variance", a, b, margins.variance, judgeRatio(a, b, margins.variance));
  if (!reference.spectrum || !other.spectrum) {
    const reason = "the recorded time is shorter than a few bins";
    return { comparisons: [variance], missing: [{ name: "spectrum", reason }] };
  }
  const { levels, level, shape } = judgeSpectra(reference.spectrum, other.spectrum, margins.spectrum);
  const range = [0, highestFrequency(reference.activity)] as const;
  const spectrum = { ...fromEstimates("spectrum", ...levels, margins.spectrum, level), range };
  return { comparisons: [variance, spectrum, { ...spectrum, ...shape, name: "shape" }], missing: [] };
}

function compareCourses(reference: Portrayed, other: Portrayed, { course: margin }: Margins): Compared {
  if (!reference.activity.isDriven) return { comparisons: [], missing: [] };
  const none = (reason: string): Compared => ({ comparisons: [], missing: [{ name: "time course", reason }] });
  const both = [reference.activity, other.activity];
  if (both.some(({ isRandom, trials }) => isRandom && trials.length < 2)) return none("it takes at least two trials");
  const [a, b] = [courseOf(reference.activity), courseOf(other.activity)];
  if (a.mean.length === 0) return none("the recorded time is shorter than a bin");
  if (reference.mean.value === 0) return none("the reference does not fire");
  const width = reference.activity.fine * reference.activity.group;
  const { from, to, ...judged } = judgeCourses(a, b, margin);
  return { comparisons: [{ ...judged, name: "time course", margin, range: [from * width, to * width] }], missing: [] };
}

function compareStays(reference: Portrayed, other: Portrayed, { residence: margin }: Margins): Compared {
  const states = statesOf(reference.activity) ?? statesOf(other.activity);
  if (!states || !reference.activity.isRandom || !other.activity.isRandom) return { comparisons: [], missing: [] };
  const [a, b] = [staysOf(reference.activity, states), staysOf(other.activity, states)];
  const missing: Missing[] = [];
  const comparisons: Comparison[] = [];
  const add = (name: Comparison["name"], first: Estimate | undefined, second: Estimate | undefined) => {
    if (first && second) comparisons.push(fromEstimates(name, first, second, margin, judgeRatio(first, second, margin)));
    else missing.push({ name, reason: "one of the scales has not left the state" });
  };
  add("residence low", meanStay(a.low), meanStay(b.low));
  add("residence high", meanStay(a.high), meanStay(b.high));
  add("switches", switchRate(a), switchRate(b));
  return { comparisons, missing };
}

/** Switches per time: those of both kinds over the whole time. */
function switchRate({ low, high }: { readonly low: Stays; readonly high: Stays }): Estimate | undefined {
  const [up, down] = [meanStay(low), meanStay(high)];
  if (!up || !down) return undefined;
  // One cycle is a stay in each state.
  const cycle = up.value + down.value;
  const relative = Math.sqrt(up.error * up.error + down.error * down.error) / cycle;
  return {
    value: 2 / cycle,
    error: (2 / cycle) * relative,
    degrees: Math.min(up.degrees, down.degrees),
    lacking: Math.max(up.lacking, down.lacking),
  };
}
