/** How irregular a spike train is: measures of its intervals. `times` are ascending. */

/** Intervals between successive spikes; empty for fewer than two. */
export function interspikeIntervals(times: Float64Array): Float64Array {
  const intervals = new Float64Array(Math.max(0, times.length - 1));
  for (let k = 0; k < intervals.length; k++) intervals[k] = times[k + 1]! - times[k]!;
  return intervals;
}

/** Mean of all intervals of all trains; undefined where there is none. */
export function meanInterval(trains: readonly Float64Array[]): number | undefined {
  let [sum, count] = [0, 0];
  for (const train of trains) {
    if (train.length < 2) continue;
    sum += train.at(-1)! - train[0]!;
    count += train.length - 1;
  }
  return count > 0 ? sum / count : undefined;
}

/**
 * Coefficient of variation of one train's intervals: their standard deviation (divisor n) over their mean.
 * Undefined for fewer than two intervals, where every train looks regular, and for spikes that all fall on one moment.
 */
export function intervalVariation(times: Float64Array): number | undefined {
  const n = times.length - 1;
  if (n < 2) return undefined;
  const mean = (times[n]! - times[0]!) / n;
  if (!(mean > 0)) return undefined;
  let variance = 0;
  for (let k = 0; k < n; k++) {
    const deviation = times[k + 1]! - times[k]! - mean;
    variance += (deviation * deviation) / n;
  }
  return Math.sqrt(variance) / mean;
}

/**
 * CV2: the mean of 2 |I' - I| / (I' + I) over neighbouring intervals I, I'. 0 for a regular train, 1 for a Poisson process, and unlike the
 * coefficient of variation the same where the rate drifts. Undefined for fewer than two intervals.
 *
 * Neighbouring intervals that are both 0 (three spikes at one moment) count as equal.
 * Source: Holt, Softky, Koch & Douglas 1996, doi 10.1152/jn.1996.75.5.1806, equation 1.
 */
export function neighbourVariation(times: Float64Array): number | undefined {
  return meanOfNeighbours(times, (contrast) => 2 * Math.abs(contrast));
}

/**
 * Local variation LV: the mean of 3 ((I - I') / (I + I'))^2 over neighbouring intervals. 0 for a regular train, 1 for a Poisson process,
 * 3 / (2 k + 1) for gamma-distributed intervals of shape k. Undefined for fewer than two intervals; two that are 0 count as equal.
 *
 * Source: Shinomoto, Shima & Tanji 2003, doi 10.1162/089976603322518759, equation 2.2.
 */
export function localVariation(times: Float64Array): number | undefined {
  return meanOfNeighbours(times, (contrast) => 3 * contrast * contrast);
}

/** Mean over neighbouring intervals of a function of their contrast (I' - I) / (I' + I). */
function meanOfNeighbours(times: Float64Array, of: (contrast: number) => number): number | undefined {
  const pairs = times.length - 2;
  if (pairs < 1) return undefined;
  let sum = 0;
  for (let k = 0; k < pairs; k++) {
    const both = times[k + 2]! - times[k]!;
    if (both > 0) sum += of((times[k + 2]! - 2 * times[k + 1]! + times[k]!) / both);
  }
  return sum / pairs;
}
