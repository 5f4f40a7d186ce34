/** First and second moments of spike trains, and means with their standard error. */

/**
 * Mean rate of `size` neurons that fired `count` spikes within a window.
 *
 *   count / (size * window)      [1/unit of window]; 0 for an empty window or population
 */
export function meanRate(count: number, size: number, window: number): number {
  return window > 0 && size > 0 ? count / (size * window) : 0;
}

/** Intervals between successive spikes; empty for fewer than two. `times` ascending. */
export function interspikeIntervals(times: Float64Array): Float64Array {
  const intervals = new Float64Array(Math.max(0, times.length - 1));
  for (let k = 0; k < intervals.length; k++) intervals[k] = times[k + 1]! - times[k]!;
  return intervals;
}

/**
 * Coefficient of variation of one train's intervals: their standard deviation (divisor n) over their mean.
 * Undefined for fewer than two intervals, where every train looks regular.
 */
export function intervalVariation(times: Float64Array): number | undefined {
  const intervals = interspikeIntervals(times);
  if (intervals.length < 2) return undefined;
  let mean = 0;
  for (const interval of intervals) mean += interval / intervals.length;
  let variance = 0;
  for (const interval of intervals) variance += ((interval - mean) * (interval - mean)) / intervals.length;
  return Math.sqrt(variance) / mean;
}

/** Mean of `intervalVariation` over the trains where it is defined; undefined if there is none. */
export function populationVariation(trains: readonly Float64Array[]): number | undefined {
  const values = trains.map(intervalVariation).filter((value) => value !== undefined);
  return values.length > 0 ? values.reduce((sum, value) => sum + value, 0) / values.length : undefined;
}

/**
 * Mean and standard error of the mean (sample standard deviation / sqrt(n)) of independent repetitions.
 * The error of a single value is undefined.
 */
export function meanAndError(values: readonly number[]): { readonly mean: number; readonly error: number | undefined } {
  const n = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  if (n < 2) return { mean, error: undefined };
  const squares = values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0);
  return { mean, error: Math.sqrt(squares / (n - 1) / n) };
}

/**
 * Splits events (time, neuron) in order of time into one train per neuron.
 *
 * @param times    [ms] {events}
 * @param neurons  index of the neuron that fired {events}
 * @param size     number of neurons
 */
export function trainsOf(times: Float64Array, neurons: ArrayLike<number>, size: number): Float64Array[] {
  const counts = new Uint32Array(size);
  for (let k = 0; k < times.length; k++) counts[neurons[k]!]!++;
  const trains = Array.from(counts, (count) => new Float64Array(count));
  counts.fill(0);
  for (let k = 0; k < times.length; k++) {
    const neuron = neurons[k]!;
    trains[neuron]![counts[neuron]!++] = times[k]!;
  }
  return trains;
}
