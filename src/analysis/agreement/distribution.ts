/** How the neurons of a population are distributed at two scales: the largest difference between the parts of them that are below a value. */
import { type Estimate, estimateMean, exactly } from "./estimate.ts";
import { commonDegrees, factorFor, type Judged, lackingOf, settled, tail, verdictOf } from "./judge.ts";
import { studentQuantile } from "./laws.ts";

/** Parts of the neurons below each of some values, at moments of each trial. */
export interface TrialDistribution {
  /** {values}{trials}{moments} */
  readonly below: readonly (readonly Float64Array[])[];
  readonly isRandom: boolean;
  /** Whether moments of one trial differ by more than chance: then a trial is one number. */
  readonly isDriven: boolean;
}

/** The part below each value, as a mean over time and trials. */
export function partsBelow({ below, isRandom, isDriven }: TrialDistribution): readonly Estimate[] {
  return below.map((trials) => {
    const means = trials.map((trial) => Float64Array.of(trial.reduce((sum, one) => sum + one, 0) / trial.length));
    if (isRandom) return estimateMean(isDriven ? means : trials);
    return exactly(means.reduce((sum, [one]) => sum + one!, 0) / means.length);
  });
}

/** A verdict, and the number of the value at which the parts differ most. */
export interface JudgedParts extends Judged {
  readonly at: number;
}

/**
 * Kolmogorov's distance max_k |F_b(v_k) - F_a(v_k)|. They agree where every difference is sure to be within the margin, and differ where one is sure to be
 * outside when all may say so (Bonferroni); the interval has the ends of these two tests.
 */
export function judgeParts(reference: readonly Estimate[], other: readonly Estimate[], margin: number): JudgedParts {
  const parts = reference.map((a, k) => {
    const b = other[k]!;
    const error = Math.sqrt(a.error * a.error + b.error * b.error);
    const degrees = error > 0 ? commonDegrees([a.error, b.error], a, b) : Number.POSITIVE_INFINITY;
    const reach = (probability: number) => (error > 0 ? error * studentQuantile(probability, degrees) : 0);
    const size = Math.abs(b.value - a.value);
    return { size, error, low: size - reach(tail / reference.length), high: size + reach(tail), lacking: error > 0 ? lackingOf(a, b) : 0 };
  });
  const most = (of: (one: (typeof parts)[number]) => number) => parts.reduce((largest, one) => Math.max(largest, of(one)), 0);
  const difference = most(({ size }) => size);
  const at = parts.findIndex(({ size }) => size === difference);
  const interval = [most(({ low }) => low), most(({ high }) => high)] as const;
  const verdict = verdictOf(interval, margin);
  const { error } = parts[at]!;
  const factor =
    verdict === "undecided" ? factorFor(difference, error, studentQuantile(tail, Number.POSITIVE_INFINITY), margin) : undefined;
  return {
    at,
    ...settled(
      { verdict, difference, interval, factor },
      most(({ lacking }) => lacking),
    ),
  };
}
