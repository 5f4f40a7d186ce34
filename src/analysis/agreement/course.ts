/** The course of an activity over trials, compared from moment to moment. */
import { coarser, meanTrial, type TrialActivity } from "./activity.ts";
import { factorFor, type Judged, tail } from "./judge.ts";
import { studentQuantile } from "./laws.ts";

/** Mean over trials in bins of variance, and how much it scatters. */
export interface Course {
  readonly mean: Float64Array;
  /** Variance of one trial's bin, over the trials. */
  readonly variance: Float64Array;
  readonly trials: number;
}

/** The course of an activity. */
export function courseOf({ trials, group, isRandom }: TrialActivity): Course {
  const bins = trials.map((trial) => coarser(trial, group));
  const mean = meanTrial(bins);
  const variance = new Float64Array(mean.length);
  if (isRandom) {
    for (const bin of bins)
      for (let k = 0; k < mean.length; k++) variance[k]! += ((bin[k]! - mean[k]!) * (bin[k]! - mean[k]!)) / (bins.length - 1);
  }
  return { mean, variance, trials: isRandom ? trials.length : Number.POSITIVE_INFINITY };
}

/** Neighbours on each side whose scatter, in parts of their means, is taken together: few trials say little of one bin. */
const neighbours = 4;

/** A stretch of the course is as long as it takes for its error to be this part of the margin. */
const precision = 1 / 8;

/** A comparison of courses, and where they are farthest apart. */
export interface JudgedCourse extends Judged {
  /** Bins from and until before. */
  readonly from: number;
  readonly to: number;
  readonly values: readonly [number, number];
  readonly errors: readonly [number, number];
}

/**
 * Compares the mean courses of two activities of which one at least is random.
 *
 * The recorded time is cut into stretches, each as long as the data need to tell the margin; a stretch counts in parts of the reference's activity
 * in it, or of its mean over time where that is more. The courses agree where the 99 % intervals of all stretches lie inside the margin (an
 * intersection of tests needs no correction), and differ where that of any stretch, or of any single bin, lies outside, with 1 % shared by all.
 */
export function judgeCourses(reference: Course, other: Course, margin: number): JudgedCourse {
  const count = reference.mean.length;
  const average = reference.mean.reduce((sum, one) => sum + one, 0) / count;
  const scatters = [scatterOf(reference), scatterOf(other)] as const;
  const degrees = (Math.min(reference.trials, other.trials) - 1) * Math.min(count, 2 * neighbours + 1);
  const look = (from: number, to: number): Stretch => {
    const values = [meanBetween(reference.mean, from, to), meanBetween(other.mean, from, to)] as const;
    const level = Math.max(values[0], average);
    const errors = [reference, other].map(({ trials }, k) => {
      const scatter = meanBetween(scatters[k]!, from, to);
      return Math.sqrt(scatter / ((to - from) * trials));
    }) as [number, number];
    const error = Math.sqrt(errors[0] * errors[0] + errors[1] * errors[1]);
    return { from, to, values, errors, difference: (values[1] - values[0]) / level, error: error / level };
  };
  const stretches = cut(count, (from, to) => look(from, to).error <= precision * margin).map(([from, to]) => look(from, to));
  const single = Array.from({ length: count }, (_, k) => look(k, k + 1));
  const strict = studentQuantile(tail / (count + stretches.length), degrees);
  const apart = [...stretches, ...single].filter(({ difference, error }) => Math.abs(difference) - strict * error > margin);
  if (apart.length > 0) {
    const worst = farthest(apart);
    const interval = [worst.difference - strict * worst.error, worst.difference + strict * worst.error] as const;
    return { ...worst, verdict: "differs", interval, factor: undefined };
  }
  const quantile = studentQuantile(tail, degrees);
  const interval = [
    Math.min(...stretches.map(({ difference, error }) => difference - quantile * error)),
    Math.max(...stretches.map(({ difference, error }) => difference + quantile * error)),
  ] as const;
  const worst = farthest(stretches);
  if (interval[0] > -margin && interval[1] < margin) return { ...worst, verdict: "agrees", interval, factor: undefined };
  const factors = stretches.map(({ difference, error }) =>
    Math.abs(difference) + quantile * error < margin ? 1 : factorFor(difference, error, quantile, margin),
  );
  return { ...worst, verdict: "undecided", interval, factor: Math.max(...factors) };
}

interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly values: readonly [number, number];
  readonly errors: readonly [number, number];
  /** In parts of the level. */
  readonly difference: number;
  readonly error: number;
}

const farthest = (stretches: readonly Stretch[]): Stretch =>
  stretches.reduce((a, b) => (Math.abs(b.difference) > Math.abs(a.difference) ? b : a));

function meanBetween(values: Float64Array, from: number, to: number): number {
  let sum = 0;
  for (let k = from; k < to; k++) sum += values[k]!;
  return sum / (to - from);
}

/** Variance of each bin: its mean times variance over mean of the bins around it. Where nothing fires nothing scatters. */
function scatterOf({ mean, variance }: Course): Float64Array {
  return mean.map((value, k) => {
    const [from, to] = [Math.max(0, k - neighbours), Math.min(mean.length, k + neighbours + 1)];
    const around = meanBetween(mean, from, to);
    return around > 0 ? (value * meanBetween(variance, from, to)) / around : 0;
  });
}

/** Stretches, each as short as it is enough; what is left at the end belongs to the last. */
function cut(count: number, isEnough: (from: number, to: number) => boolean): readonly (readonly [number, number])[] {
  const found: [number, number][] = [];
  let from = 0;
  for (let to = 1; to <= count; to++) {
    if (!isEnough(from, to)) continue;
    found.push([from, to]);
    from = to;
  }
  if (found.length === 0) return [[0, count]];
  found[found.length - 1]![1] = count;
  return found;
}
