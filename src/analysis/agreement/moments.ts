/** Mean and variance of an activity with their standard errors. */
import { coarser, fluctuations, meanOf, type TrialActivity } from "./activity.ts";
import { type Estimate, estimateMean, exactly } from "./estimate.ts";

/**
 * Mean activity [1/time]. Its error is at least that of one spike more or less in all trials: whoever has counted few spikes, or none, knows no
 * more.
 */
export function meanActivity({ trials, fine, group, isDriven, isRandom, size }: TrialActivity): Estimate {
  const value = meanOf(trials);
  if (!isRandom) return exactly(value);
  const found = estimateMean(
    fluctuations(
      trials.map((trial) => coarser(trial, group)),
      isDriven,
    ),
  );
  const time = fine * trials.reduce((sum, trial) => sum + trial.length, 0);
  // The mean is that of all trials, its error that of the contrasts, of which there is one less.
  const error = found.error * (isDriven && trials.length > 1 ? Math.sqrt((trials.length - 1) / trials.length) : 1);
  const spike = size === undefined ? 0 : 1 / (size * time);
  return { ...found, value, error: Math.max(error, spike) };
}

/**
 * Variance of the activity in bins of `group` samples [1/time^2]: mean of (A - mean)^2, of a driven activity around its course. The error of the
 * mean, which makes it too small, is added.
 */
export function activityVariance({ trials, group, isDriven }: TrialActivity): Estimate {
  const deviations = fluctuations(
    trials.map((trial) => coarser(trial, group)),
    isDriven,
  );
  const found = estimateMean(deviations.map((trial) => trial.map((value) => value * value)));
  const bias = isDriven && trials.length > 1 ? 0 : estimateMean(deviations).error;
  return { ...found, value: found.value + bias * bias };
}
