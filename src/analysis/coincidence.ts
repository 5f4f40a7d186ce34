/**
 * How well one spike train predicts another: the coincidence factor.
 *
 * Kistler, Gerstner, van Hemmen 1997, Neural Computation 9:1015; in this form Jolivet et al. 2008, J Neurosci Methods
 * 169:417, eqs 1 and 2.
 */

/**
 * Number of coincidences within +-window; each spike is used at most once. Matching the earliest free pair first is the
 * largest possible number of pairs, because both trains are ordered.
 *
 * A difference equal to the window counts; times that were sampled on a grid carry rounding of a few units in the last
 * place, so `slack` (relative to the window) makes a difference of exactly the window count whatever its rounding.
 */
export function coincidences(first: Float64Array, second: Float64Array, window: number): number {
  const slack = 1e-9;
  const reach = window * (1 + slack);
  let [i, j, count] = [0, 0, 0];
  while (i < first.length && j < second.length) {
    const lag = first[i]! - second[j]!;
    if (Math.abs(lag) <= reach) {
      count++;
      i++;
      j++;
    } else if (lag < 0) i++;
    else j++;
  }
  return count;
}

/**
 * Coincidence factor of a model's train against recorded data.
 *
 *   Gamma = (N_coinc - <N_coinc>) / ((N_data + N_model)/2) / (1 - 2 nu window),   <N_coinc> = 2 nu window N_data
 *
 * with nu = N_model/duration: 1 for a perfect prediction, 0 on average for a Poisson train of the model's rate. Not
 * symmetric: nu is the model's. Two empty trains give 1, one empty train 0.
 *
 * @param window    half width: spikes coincide when they differ by at most this  [ms]
 * @param duration  length of the stretch that both trains cover                   [ms]
 */
export function coincidenceFactor(data: Float64Array, model: Float64Array, window: number, duration: number): number {
  if (data.length === 0 && model.length === 0) return 1;
  if (data.length === 0 || model.length === 0) return 0;
  const nu = model.length / duration;
  const expected = 2 * nu * window * data.length;
  const excess = coincidences(data, model, window) - expected;
  return excess / (0.5 * (data.length + model.length)) / (1 - 2 * nu * window);
}

/** Intrinsic reliability: the mean coincidence factor over all ordered pairs of different repetitions. 1 for fewer than two. */
export function reliability(repetitions: readonly Float64Array[], window: number, duration: number): number {
  let [sum, pairs] = [0, 0];
  for (const data of repetitions)
    for (const model of repetitions) {
      if (data === model) continue;
      sum += coincidenceFactor(data, model, window, duration);
      pairs++;
    }
  return pairs > 0 ? sum / pairs : 1;
}
