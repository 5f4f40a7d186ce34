/** Two spectra compared: the power of bands, their shape, and single lines. */
import { exp, log, log1p } from "../../base/index.ts";
import type { Estimate } from "./estimate.ts";
import { type Judged, judgeRatio, tail } from "./judge.ts";
import { shiftedChiSquare, shiftOf, studentQuantile } from "./laws.ts";
import { type ActivitySpectrum, bandLevel, cellOf, firstAbove, lines, meanBetween, welchVariance } from "./spectra.ts";

/**
 * Edges of the bands in parts of the highest frequency. Narrower ones than of 100 Hz would not be decided by a hundred seconds of a network that
 * oscillates: the power of its volleys goes up and down together.
 */
const edges = [0, 1 / 2, 1] as const;

/** The shape of a band is looked at in so many cells. */
const cellsOfBand = 20;

/** A band of both spectra, and what is said of it. */
export interface JudgedBand {
  readonly low: number;
  readonly high: number;
  /** Geometric means of the densities. */
  readonly power: readonly [Estimate, Estimate];
  /** Of their ratio. */
  readonly level: Judged;
  /** Of the densities over their means: the root mean square of their relative differences over the band, without what chance adds. */
  readonly shape: Judged;
}

/**
 * Compares two spectra in bands.
 *
 * - Level: the ratio of the geometric means of the densities, whose errors come from the power over time.
 * - Shape: over the cells of a band, with l_c the logarithm of the ratio in a cell less their weighted mean, X = sum_c l_c^2/v_c is a chi-square
 *   variable of one degree of freedom less than there are cells, shifted by sum_c (true l_c)^2/v_c. Its quantiles give an interval for the root mean
 *   square of the true l_c.
 * - A shape differs too where a single narrow cell does: a line that one of the spectra lacks. All tests of a spectrum that can say `differs` of
 *   shapes share 1 %, half for bands and half for lines.
 */
export function judgeSpectra(reference: ActivitySpectrum, other: ActivitySpectrum, highest: number, margin: number): readonly JudgedBand[] {
  const bands = edges.slice(1).flatMap((edge, k) => {
    const [low, high] = [edges[k]! * highest, edge * highest];
    const [from, to] = [firstAbove(reference.frequencies, low), firstAbove(reference.frequencies, high)];
    return to > from + 1 ? [{ low, high, from, to }] : [];
  });
  const width = Math.max(2, Math.round(highest / lines / reference.frequencies[0]!));
  const narrow = (from: number, to: number) => split(from, to, Math.floor((to - from) / width));
  const tests = bands.reduce((sum, { from, to }) => sum + narrow(from, to).length, 0);
  return bands.map(({ low, high, from, to }): JudgedBand => {
    const parts = split(from, to, Math.min(cellsOfBand, Math.floor((to - from) / 2)));
    const power = [bandLevel(reference, parts, low, high), bandLevel(other, parts, low, high)] as const;
    const cells = compared(reference, other, parts);
    const shape = judgeShape(cells, tail / bands.length, margin);
    const hasLine = hasLineBeyond(compared(reference, other, narrow(from, to)), tail / tests, margin);
    return {
      low,
      high,
      power,
      level: judgeRatio(...power, margin),
      shape: hasLine ? { ...shape, verdict: "differs", factor: undefined } : shape,
    };
  });
}

/** Begins and ends of `count` parts of nearly equal length; at least one. */
function split(from: number, to: number, count: number): readonly (readonly [number, number])[] {
  const all = Math.max(1, count);
  const at = (k: number) => from + Math.round((k * (to - from)) / all);
  return Array.from({ length: all }, (_, k) => [at(k), at(k + 1)] as const);
}

/** Logarithms of the ratios in cells with their variances, and of how many independent ones there are. */
interface Compared {
  readonly cells: readonly { readonly ratio: number; readonly variance: number }[];
  readonly degrees: number;
}

type Parts = readonly (readonly [number, number])[];

/** Cells in which one of the two has no power say nothing that is finite, and are left out. */
function compared(reference: ActivitySpectrum, other: ActivitySpectrum, parts: Parts): Compared {
  const [first, second] = [scatterOf(reference, parts), scatterOf(other, parts)];
  const cells = parts.flatMap(([from, to]) => {
    const [a, b] = [cellOf(reference, from, to), cellOf(other, from, to)];
    if (!(a.mean > 0 && b.mean > 0)) return [];
    return [{ ratio: log(b.mean / a.mean), variance: first.factor * a.variance + second.factor * b.variance }];
  });
  return { cells, degrees: Math.min(cells.length - 1, (first.degrees + second.degrees) / 2) };
}

/** How the powers of cells scatter against one another. */
interface Scatter {
  /** Variance in parts of that of normal fluctuations, at least 1. */
  readonly factor: number;
  /** Independent ones among the cells, less one. */
  readonly degrees: number;
}

/**
 * Scatter of the cells from segment to segment: where neurons fire in volleys, powers at different frequencies go up and down together, and more
 * than those of normal fluctuations. With the covariance R of the powers over their common part, each in parts of its normal variance, the factor is
 * tr R/(n - 1), and a sum of n squares has the law of one of (tr R)^2/tr R^2 independent ones (Satterthwaite 1946); the trace of R^2 is corrected for
 * the number of segments.
 */
function scatterOf(spectrum: ActivitySpectrum, parts: Parts): Scatter {
  const { density, periodograms } = spectrum;
  const [n, segments] = [parts.length, periodograms.length];
  if (n < 2 || segments < 3) return { factor: 1, degrees: n - 1 };
  const means = parts.map(([from, to]) => meanBetween(density, from, to));
  const normal = parts.map(
    ([from, to]) => (cellOf(spectrum, from, to).variance * welchVariance(to - from, 1)) / welchVariance(to - from, segments),
  );
  const rows = periodograms.map((one) => {
    const relative = parts.map(([from, to], c) => (means[c]! > 0 ? meanBetween(one, from, to) / means[c]! : 1));
    const common = relative.reduce((sum, value) => sum + value, 0) / n;
    return relative.map((value, c) => (value - common) / Math.sqrt(normal[c]!));
  });
  let [trace, squares] = [0, 0];
  for (let c = 0; c < n; c++)
    for (let d = 0; d <= c; d++) {
      let sum = 0;
      for (const row of rows) sum += row[c]! * row[d]!;
      const covariance = sum / (segments - 1);
      if (c === d) trace += covariance;
      squares += (c === d ? 1 : 2) * covariance * covariance;
    }
  const free = segments - 1;
  const corrected = ((squares - (trace * trace) / free) * free) / (free + 1);
  return { factor: Math.max(1, trace / (n - 1)), degrees: Math.max(1, Math.min(n - 1, (trace * trace) / Math.max(corrected, 1e-300))) };
}

/** Ratios less their mean, weighted by what they are worth. */
function withoutLevel({ cells }: Compared): Compared["cells"] {
  const weight = cells.reduce((sum, { variance }) => sum + 1 / variance, 0);
  const level = cells.reduce((sum, { ratio, variance }) => sum + ratio / variance, 0) / weight;
  return cells.map(({ ratio, variance }) => ({ ratio: ratio - level, variance }));
}

function hasLineBeyond(all: Compared, probability: number, margin: number): boolean {
  const quantile = studentQuantile(probability, Number.POSITIVE_INFINITY);
  return withoutLevel(all).some(({ ratio, variance }) => Math.abs(ratio) - quantile * Math.sqrt(variance) > log1p(margin));
}

/** @param differing  probability of each test that can say `differs` where nothing does */
function judgeShape(all: Compared, differing: number, margin: number): Judged {
  const { degrees } = all;
  const cells = withoutLevel(all);
  if (cells.length < 2) return { verdict: "undecided", difference: 0, interval: [0, Number.POSITIVE_INFINITY], factor: largest };
  // The law of `degrees` independent squares for that of all.
  const part = degrees / (cells.length - 1);
  const x = part * cells.reduce((sum, { ratio, variance }) => sum + (ratio * ratio) / variance, 0);
  const weight = part * cells.reduce((sum, { variance }) => sum + 1 / variance, 0);
  const size = (shift: number) => exp(Math.sqrt(shift / weight)) - 1;
  const limit = log1p(margin) * log1p(margin) * weight;
  const interval = [size(shiftOf(x, degrees, 1 - tail)), size(shiftOf(x, degrees, tail))] as const;
  const difference = size(Math.max(0, x - degrees));
  if (shiftedChiSquare(x, degrees, limit) < tail) return { verdict: "agrees", difference, interval, factor: undefined };
  if (1 - shiftedChiSquare(x, degrees, limit) < differing) return { verdict: "differs", difference, interval, factor: undefined };
  return { verdict: "undecided", difference, interval, factor: factorForShape(x, degrees, limit) };
}

/** Factors that are tried, each so much larger than the one before; there is no promise beyond the last. */
const [growth, largest] = [1.1, 100] as const;

/** With k times the data the shift grows by k; what is then expected, and one standard deviation more towards the margin, has to decide. */
function factorForShape(x: number, degrees: number, limit: number): number {
  const shift = Math.max(0, x - degrees);
  for (let k = 1.2; k < largest; k *= growth) {
    const [mean, deviation] = [degrees + k * shift, Math.sqrt(2 * (degrees + 2 * k * shift))];
    const isDecided =
      shift < limit
        ? shiftedChiSquare(mean + deviation, degrees, k * limit) < tail
        : 1 - shiftedChiSquare(mean - deviation, degrees, k * limit) < tail;
    if (isDecided) return k;
  }
  return largest;
}
