/** Sampled signals compared with one another. */

/** Samples in order of time; `times` and `values` of one length. */
export interface Sampled {
  readonly times: Float64Array;
  readonly values: Float64Array;
}

/**
 * Root mean square of `model - recorded` over the recorded samples within the model's stretch; the model is interpolated linearly
 * between its samples.
 *
 *   sqrt(mean_k (m(t_k) - r_k)^2)      [unit of the values]; undefined where the two have no time in common
 */
export function rmsDifference(model: Sampled, recorded: Sampled): number | undefined {
  const { times, values } = model;
  let [sum, count, k] = [0, 0, 0];
  for (const [i, time] of recorded.times.entries()) {
    while (k + 1 < times.length && times[k + 1]! <= time) k++;
    if (!(time >= times[k]!) || (k + 1 >= times.length && time > times[k]!)) continue;
    const part = time === times[k]! ? 0 : (time - times[k]!) / (times[k + 1]! - times[k]!);
    const at = part === 0 ? values[k]! : values[k]! + part * (values[k + 1]! - values[k]!);
    const difference = at - recorded.values[i]!;
    sum += difference * difference;
    count++;
  }
  return count > 0 ? Math.sqrt(sum / count) : undefined;
}
