/** The activity of a population over time and over trials. */
import { firstAtLeast, powerSpectrum, type Spectrum, type SpectrumOptions } from "../../numerics/index.ts";
import type { Sampled } from "../signals.ts";
import { type Bins, binCentres, binOf, binsBetween, countsIn } from "./bins.ts";

/**
 * Population activity A_N(t): the fraction of neurons that fire per time.
 *
 *   A_N = spikes in the bin / (size * width)      [1/unit of width], at the centre of each bin
 *
 * @param times  all spikes of the population, in any order
 */
export function populationActivity(times: Float64Array, size: number, bins: Bins): Sampled {
  return { times: binCentres(bins), values: Float64Array.from(countsIn(times, bins), (count) => count / (size * bins.width)) };
}

/** Samples averaged in each bin; a bin without one repeats the bin before, as a signal that is held does. */
export function binnedSamples({ times, values }: Sampled, bins: Bins): Float64Array {
  const [sums, counts] = [new Float64Array(bins.count), new Uint32Array(bins.count)];
  for (let k = 0; k < times.length; k++) {
    const bin = binOf(bins, times[k]!);
    if (bin < 0 || bin >= bins.count) continue;
    sums[bin]! += values[k]!;
    counts[bin]!++;
  }
  let held = values[0] ?? 0;
  return sums.map((sum, k) => {
    if (counts[k]! > 0) held = sum / counts[k]!;
    return held;
  });
}

/**
 * Spectrum of an activity, as theory writes it: two-sided, for positive frequencies.
 *
 *   S_A(f) = integral <dA(t) dA(t + s)> exp(-2 pi i f s) ds      r / N for N independent Poisson neurons of rate r
 *
 * Half of `powerSpectrum`, without f = 0. Undefined where that is.
 */
export function activitySpectrum(values: Float64Array, options: SpectrumOptions): Spectrum | undefined {
  const found = powerSpectrum(values, options);
  if (!found) return undefined;
  const { frequencies, density, segments } = found;
  // The last of an even segment has no twin and was not doubled.
  const last = options.segment % 2 === 0 ? density.length - 1 : Number.NaN;
  return { frequencies: frequencies.slice(1), density: density.slice(1).map((s, k) => (k + 1 === last ? s : s / 2)), segments };
}

/** Rate around a repeated event, averaged over its trials. */
export interface Peristimulus {
  /** Centres of the bins, from the onset. */
  readonly times: Float64Array;
  /** Spikes per neuron and time, mean over the trials. */
  readonly rate: Float64Array;
  /** Standard error of that mean over the trials; undefined for a single trial. */
  readonly error: Float64Array | undefined;
}

export interface PeristimulusOptions {
  /** Times of the onsets. */
  readonly onsets: readonly number[];
  /** Begin and end of the stretch around an onset, from the onset. */
  readonly from: number;
  readonly to: number;
  readonly width: number;
}

/** Peristimulus time histogram of a population of `size` neurons; `times` ascending. Undefined without onsets. */
export function peristimulus(times: Float64Array, size: number, options: PeristimulusOptions): Peristimulus | undefined {
  const { onsets, width } = options;
  const n = onsets.length;
  if (n === 0) return undefined;
  const bins = binsBetween(options.from, options.to, width);
  const [sums, squares] = [new Float64Array(bins.count), new Float64Array(bins.count)];
  for (const onset of onsets) {
    const shifted = { ...bins, from: onset + bins.from };
    const counts = new Uint32Array(bins.count);
    for (let k = firstAtLeast(times, shifted.from - width); k < times.length; k++) {
      const bin = binOf(shifted, times[k]!);
      if (bin >= bins.count) break;
      if (bin >= 0) counts[bin]!++;
    }
    for (let k = 0; k < bins.count; k++) {
      sums[k]! += counts[k]!;
      squares[k]! += counts[k]! * counts[k]!;
    }
  }
  const scale = 1 / (size * width);
  const error = () => sums.map((sum, k) => scale * Math.sqrt(Math.max(0, squares[k]! - (sum * sum) / n) / (n - 1) / n));
  return { times: binCentres(bins), rate: sums.map((sum) => (sum / n) * scale), error: n > 1 ? error() : undefined };
}
