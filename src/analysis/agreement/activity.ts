/** What one scale says of one population, and how it is looked at. */

/** Activity of a population in independent trials. */
export interface TrialActivity {
  /** In bins of `fine` width, equal length each [1/unit of time]. */
  readonly trials: readonly Float64Array[];
  /** Width of these bins. */
  readonly fine: number;
  /** How many of them make a bin of variance and time course. */
  readonly group: number;
  /** Whether the drive changes in the recorded time: then trials are compared over time, and fluctuations are those around their mean. */
  readonly isDriven: boolean;
  /** False: the same numbers for every seed. */
  readonly isRandom: boolean;
  /** Neurons; undefined for a population without a number of them. */
  readonly size: number | undefined;
}

/** Means of so many neighbours; what is left of the last is dropped. */
export function coarser(values: Float64Array, group: number): Float64Array {
  const means = new Float64Array(Math.floor(values.length / group));
  for (let k = 0; k < means.length; k++) {
    let sum = 0;
    for (let j = k * group; j < (k + 1) * group; j++) sum += values[j]!;
    means[k] = sum / group;
  }
  return means;
}

/** Mean over trials, sample by sample. */
export function meanTrial(trials: readonly Float64Array[]): Float64Array {
  const mean = new Float64Array(trials[0]?.length ?? 0);
  for (const trial of trials) for (let k = 0; k < mean.length; k++) mean[k]! += trial[k]! / trials.length;
  return mean;
}

/** Mean of all values. */
export function meanOf(trials: readonly Float64Array[]): number {
  let [sum, count] = [0, 0];
  for (const trial of trials) {
    for (let k = 0; k < trial.length; k++) sum += trial[k]!;
    count += trial.length;
  }
  return count > 0 ? sum / count : 0;
}

/**
 * What fluctuates: the deviations from the mean, trial by trial. Of a driven activity in m > 1 trials m - 1 series of the same law, which are
 * independent where the fluctuations are normal and hold nothing of the course that the trials have in common: Helmert's contrasts
 *
 *   d_j = sqrt(j/(j + 1)) (x_{j+1} - mean(x_1 .. x_j)),      j = 1 .. m - 1
 *
 * (Deviations from the mean trial would be m series that are not independent.)
 */
export function fluctuations(trials: readonly Float64Array[], isDriven: boolean): readonly Float64Array[] {
  if (!isDriven || trials.length < 2) {
    const mean = meanOf(trials);
    return trials.map((trial) => trial.map((value) => value - mean));
  }
  const mean = trials[0]!.slice();
  return trials.slice(1).map((trial, k) => {
    const j = k + 1;
    const scale = Math.sqrt(j / (j + 1));
    const contrast = trial.map((value, i) => scale * (value - mean[i]!));
    for (let i = 0; i < mean.length; i++) mean[i]! += (trial[i]! - mean[i]!) / (j + 1);
    return contrast;
  });
}
