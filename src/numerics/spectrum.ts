/** Power spectra and covariance functions of sampled signals. */
import { cos } from "../base/index.ts";
import { fourierTransform, powerOfTwoFrom } from "./fourier.ts";

/** Weights over x in [0, 1), the place within a segment: periodic windows, as spectra want them. */
const windows = {
  rectangular: () => 1,
  hann: (x: number) => 0.5 - 0.5 * cos(2 * Math.PI * x),
  hamming: (x: number) => 0.54 - 0.46 * cos(2 * Math.PI * x),
  blackman: (x: number) => 0.42 - 0.5 * cos(2 * Math.PI * x) + 0.08 * cos(4 * Math.PI * x),
} as const;
export type SpectralWindow = keyof typeof windows;

export interface SpectrumOptions {
  /** Distance of the samples; frequencies are in its inverse. */
  readonly step: number;
  /** Samples of a segment, at most those of the signal. */
  readonly segment: number;
  /** `hann` without. */
  readonly window?: SpectralWindow;
}

export interface Spectrum {
  /** From 0 to half the sampling frequency, 1 / (segment * step) apart [1/unit of step]. */
  readonly frequencies: Float64Array;
  /** One-sided density [unit of the values squared * unit of step]. */
  readonly density: Float64Array;
  /** Segments that were averaged; the relative error of the density is about 1 / sqrt(segments) for a Hann window. */
  readonly segments: number;
}

/**
 * Power spectral density by Welch's method: windowed segments that overlap by half, their periodograms averaged; the mean of the whole
 * signal is subtracted first.
 *
 *   S(f_k) = 2 step / sum_j w_j^2 * mean over segments of |sum_j w_j x_j exp(-2 pi i j k / segment)|^2
 *
 * One-sided: sum of S(f_k) / (segment step) is the variance (exactly for one rectangular segment, on average otherwise), so the densities
 * at 0 and at half the sampling frequency, which have no negative twin, are without the factor 2. Undefined for fewer than two samples
 * in the signal or the segment. Source: Welch 1967, doi 10.1109/TAU.1967.1161901.
 */
export function powerSpectrum(values: Float64Array, options: SpectrumOptions): Spectrum | undefined {
  const { step, segment } = options;
  if (segment < 2 || values.length < segment) return undefined;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const density = new Float64Array(Math.floor(segment / 2) + 1);
  let segments = 0;
  eachPeriodogram(values, mean, options, (one) => {
    for (let k = 0; k < density.length; k++) density[k]! += one[k]!;
    segments++;
  });
  for (let k = 0; k < density.length; k++) density[k]! /= segments;
  return { frequencies: Float64Array.from(density, (_, k) => k / (segment * step)), density, segments };
}

/**
 * Calls `visit` with the periodogram of each segment of `powerSpectrum`, one after the other: the density at the same frequencies. The array is
 * the same each time. Nothing for fewer than two samples in the signal or the segment.
 *
 * @param mean  is subtracted from all values
 */
export function eachPeriodogram(
  values: Float64Array,
  mean: number,
  { step, segment, window = "hann" }: SpectrumOptions,
  visit: (density: Float64Array) => void,
): void {
  if (segment < 2) return;
  const weights = Float64Array.from({ length: segment }, (_, j) => windows[window](j / segment));
  const power = weights.reduce((sum, weight) => sum + weight * weight, 0);
  const transform = fourierTransform(segment);
  const [re, im] = [new Float64Array(segment), new Float64Array(segment)];
  const density = new Float64Array(Math.floor(segment / 2) + 1);
  const hop = Math.max(1, Math.floor(segment / 2));
  for (let start = 0; start + segment <= values.length; start += hop) {
    for (let j = 0; j < segment; j++) re[j] = (values[start + j]! - mean) * weights[j]!;
    im.fill(0);
    transform(re, im);
    for (let k = 0; k < density.length; k++)
      density[k] = ((k === 0 || 2 * k === segment ? 1 : 2) * step * (re[k]! * re[k]! + im[k]! * im[k]!)) / power;
    visit(density);
  }
}

/**
 * Covariance function of two signals of one length n, at lags -most .. most: positive where `b` comes later.
 *
 *   C(l) = 1 / (n - |l|) sum_j (a_j - mean a)(b_{j+l} - mean b)      {2 most + 1}
 *
 * `most` is cut to n - 1. Empty for empty signals. Cost O(n log n).
 */
export function covarianceFunction(a: Float64Array, b: Float64Array, most: number): Float64Array {
  const n = a.length;
  if (n === 0) return new Float64Array(0);
  const reach = Math.min(most, n - 1);
  const size = powerOfTwoFrom(n + reach);
  const transform = fourierTransform(size);
  const spectrumOf = (values: Float64Array) => {
    const mean = values.reduce((sum, value) => sum + value, 0) / n;
    const [re, im] = [new Float64Array(size), new Float64Array(size)];
    for (let j = 0; j < n; j++) re[j] = values[j]! - mean;
    transform(re, im);
    return [re, im] as const;
  };
  const [aRe, aIm] = spectrumOf(a);
  const [bRe, bIm] = a === b ? [aRe, aIm] : spectrumOf(b);
  // The conjugate of conj(A) B: transformed forward it is, but for the conjugate and 1 / size, the inverse transform.
  const re = aRe.map((value, k) => value * bRe[k]! + aIm[k]! * bIm[k]!);
  const im = aRe.map((value, k) => -(value * bIm[k]! - aIm[k]! * bRe[k]!));
  transform(re, im);
  return Float64Array.from({ length: 2 * reach + 1 }, (_, k) => {
    const lag = k - reach;
    return re[(lag + size) % size]! / size / (n - Math.abs(lag));
  });
}
