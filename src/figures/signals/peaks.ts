/**
 * Spikes of a sampled trace. A neuron with a reset jumps from its peak to its reset value between two samples, so that the samples
 * alone look clipped at a random height. The peak is known, and so is the moment: this puts them back.
 */

/** A line through samples and peaks, in order of time. */
export interface Trace {
  readonly x: Float64Array;
  readonly y: Float64Array;
}

/**
 * The samples with a vertical stroke at every spike: up to `level`, then down to the next sample.
 *
 * @param times   ascending {samples}
 * @param values  {samples}
 * @param spikes  ascending {spikes}
 * @param level   value just before the reset; null if it varies: then the last two samples before the spike are continued
 */
export function withPeaks(times: Float64Array, values: Float64Array, spikes: Float64Array, level: number | null): Trace {
  const x = new Float64Array(times.length + 2 * spikes.length);
  const y = new Float64Array(x.length);
  let [count, next] = [0, 0];
  const push = (time: number, value: number) => {
    x[count] = time;
    y[count] = value;
    count++;
  };
  /** First sample that no spike separates from the current one. */
  let since = 0;
  for (let k = 0; k < times.length; k++) {
    for (; next < spikes.length && isBefore(spikes[next]!, times[k]!, values[k]!, level); next++) {
      if (k === 0) continue;
      push(spikes[next]!, level ?? continued(times, values, since, k - 1, spikes[next]!));
      push(spikes[next]!, values[k]!);
      since = k;
    }
    push(times[k]!, values[k]!);
  }
  return { x: x.subarray(0, count), y: y.subarray(0, count) };
}

/** Whether a spike came before the sample. A sample at the very moment of the spike is after the reset, unless it is at the peak. */
function isBefore(spike: number, time: number, value: number, level: number | null): boolean {
  return spike < time || (spike === time && (level === null || value < level));
}

/** The value at `time` on the line through samples k-1 and k, when it rises; both must come after the spike before. */
function continued(times: Float64Array, values: Float64Array, since: number, k: number, time: number): number {
  const last = values[k]!;
  if (k <= since) return last;
  const slope = (last - values[k - 1]!) / (times[k]! - times[k - 1]!);
  return slope > 0 ? last + slope * (time - times[k]!) : last;
}
