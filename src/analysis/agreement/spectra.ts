/** Spectra of activities, and what they say in bands and cells. */
import { exp, log } from "../../base/index.ts";
import { eachPeriodogram } from "../../numerics/index.ts";
import { fluctuations, type TrialActivity } from "./activity.ts";
import { type Estimate, estimateMean, exactly } from "./estimate.ts";

/** Spectrum of an activity: two-sided density at equally spaced frequencies, and the periodograms that it is the mean of. */
export interface ActivitySpectrum {
  /** From one spacing on [1/time]. */
  readonly frequencies: Float64Array;
  readonly density: Float64Array;
  /** Of all segments of all trials, which overlap by half. */
  readonly periodograms: readonly Float64Array[];
  /** The same with shorter segments, trial by trial: how the power changes with time. */
  readonly course: readonly (readonly Float64Array[])[];
}

/** A line is looked for in so many cells of the whole spectrum: a segment is so long that each has two frequencies. */
export const lines = 200;

/** Segments are at most this part of a trial; those that follow the power over time are so much shorter again. */
const parts = { longest: 1 / 4, shorter: 1 / 4 } as const;

/**
 * Correlation of the powers of neighbouring segments that overlap by half under a Hann window, and of powers at neighbouring frequencies, one
 * and two apart: Welch 1967 (doi 10.1109/TAU.1967.1161901), and (2/3)^2, (1/6)^2.
 */
const hann = { segments: 1 / 36, next: 4 / 9, second: 1 / 36 } as const;

/** The highest frequency that is compared: two over a bin of variance, where the fine bins resolve it. */
export function highestFrequency({ fine, group }: TrialActivity): number {
  return Math.min(2 / (fine * group), 0.4 / fine);
}

/** Welch spectrum of the fluctuations, over all trials, up to `highest`; undefined where a trial is shorter than some samples. */
export function spectrumOf(activity: TrialActivity, highest: number): ActivitySpectrum | undefined {
  const { trials, fine, isDriven } = activity;
  const segment = Math.floor(Math.min((2 * lines) / highest / fine, (trials[0]?.length ?? 0) * parts.longest));
  const shorter = Math.floor(segment * parts.shorter);
  if (shorter < 4) return undefined;
  const values = fluctuations(trials, isDriven);
  const all = values.map((trial) => periodogramsOf(trial, fine, segment, highest));
  const { frequencies } = all[0]!;
  const periodograms = all.flatMap((one) => one.periodograms);
  const course = values.map((trial) => periodogramsOf(trial, fine, shorter, highest).periodograms);
  return { frequencies, density: meanOfAll(periodograms), periodograms, course };
}

/** Two-sided periodograms of half overlapping segments under a Hann window, without frequency 0 and up to `highest`. */
function periodogramsOf(values: Float64Array, step: number, segment: number, highest: number) {
  const all = Float64Array.from({ length: Math.floor(segment / 2) }, (_, k) => (k + 1) / (segment * step));
  // The last of an even segment, which has no twin, is far above.
  const frequencies = all.slice(0, firstAbove(all, highest));
  const periodograms: Float64Array[] = [];
  eachPeriodogram(values, 0, { step, segment }, (density) => {
    periodograms.push(density.slice(1, frequencies.length + 1).map((one) => one / 2));
  });
  return { frequencies, periodograms };
}

/** Number of the first frequency above one. */
function firstAbove(frequencies: Float64Array, frequency: number): number {
  const found = frequencies.findIndex((one) => one > frequency * (1 + 1e-9));
  return found < 0 ? frequencies.length : found;
}

/** Mean of some neighbours. */
export function meanBetween(values: Float64Array, from: number, to: number): number {
  let sum = 0;
  for (let k = from; k < to; k++) sum += values[k]!;
  return sum / (to - from);
}

/**
 * Geometric mean of the density over cells: every frequency counts alike, not the highest peak alone. Its error is that of the power over time, each
 * frequency in parts of its mean, which need not be that of normal fluctuations.
 */
export function levelOf(spectrum: ActivitySpectrum, cells: readonly (readonly [number, number])[]): Estimate {
  const means = cells.map(([from, to]) => meanBetween(spectrum.density, from, to)).filter((mean) => mean > 0);
  if (means.length === 0) return exactly(0);
  const value = exp(means.reduce((sum, mean) => sum + log(mean), 0) / means.length);
  const { course } = spectrum;
  const density = meanOfAll(course.flat());
  const relative = (one: Float64Array) => {
    let sum = 0;
    for (let k = 0; k < density.length; k++) sum += density[k]! > 0 ? one[k]! / density[k]! : 1;
    return sum / density.length;
  };
  const found = estimateMean(course.map((trial) => Float64Array.from(trial, relative)));
  return { ...found, value, error: value * found.error };
}

function meanOfAll(periodograms: readonly Float64Array[]): Float64Array {
  const mean = new Float64Array(periodograms[0]?.length ?? 0);
  for (const one of periodograms) for (let k = 0; k < mean.length; k++) mean[k]! += one[k]! / periodograms.length;
  return mean;
}

/**
 * Variance of the mean of `count` neighbouring frequencies of a flat spectrum of normal fluctuations in parts of its square, by Welch's method
 * with so many segments: 1/K (1 + 2/36 (K - 1)/K), and 4/9 and 1/36 between neighbours.
 */
export function welchVariance(count: number, segments: number): number {
  const perSegment = (1 + (2 * hann.segments * (segments - 1)) / segments) / segments;
  const neighbours = 1 + (2 * hann.next * (count - 1)) / count + (2 * hann.second * Math.max(0, count - 2)) / count;
  return (perSegment * neighbours) / count;
}

/** Mean density from the frequency number `from` until before `to`, and its variance in parts of its square. */
export interface Cell {
  readonly mean: number;
  readonly variance: number;
}

/** A cell of a spectrum; where the density changes within it the variance is larger than Welch's. */
export function cellOf({ density, periodograms }: ActivitySpectrum, from: number, to: number): Cell {
  const count = to - from;
  let [sum, squares] = [0, 0];
  for (let k = from; k < to; k++) {
    sum += density[k]!;
    squares += density[k]! * density[k]!;
  }
  const segments = periodograms.length;
  // The densities scatter themselves, which adds to their squares.
  const shape = sum > 0 ? Math.max(1, (count * squares) / (sum * sum) / (1 + welchVariance(1, segments))) : 1;
  return { mean: sum / count, variance: shape * welchVariance(count, segments) };
}
