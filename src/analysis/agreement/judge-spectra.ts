/** Two spectra compared: their level, their shape, and single lines. */
import { exp, log, log1p } from "../../base/index.ts";
import type { Estimate } from "./estimate.ts";
import { type Judged, judgeRatio, tail } from "./judge.ts";
import { shiftedChiSquare, shiftOf, studentQuantile } from "./laws.ts";
import { type ActivitySpectrum, cellOf, levelOf, lines, meanBetween, welchVariance } from "./spectra.ts";

/**
 * The shape is looked at in so many cells. Levels of single bands would not be decided by a hundred seconds of a network that oscillates: the powers
 * of its volleys go up and down together over a hundred hertz.
 */
const cells = 40;

/** Two spectra, and what is said of them. */
export interface JudgedSpectra {
  /** Geometric means of the densities. */
  readonly levels: readonly [Estimate, Estimate];
  /** Of their ratio. */
  readonly level: Judged;
  /** Of the densities over their levels: the root mean square of their relative differences, without what chance adds. */
  readonly shape: Judged;
}

/**
 * Compares two spectra at the same frequencies.
 *
 * - Level: the ratio of the geometric means of the densities, whose errors come from the power over time.
 * - Shape: with l_c the logarithm of the ratio in a cell less their weighted mean, X = sum_c l_c^2/v_c is a chi-square variable of one degree of
 *   freedom less than there are cells, shifted by sum_c (true l_c)^2/v_c. Its quantiles give an interval for the root mean square of the true l_c.
 * - The shape differs too where a single narrow cell does: a line that one of the spectra lacks, or that stands elsewhere. Shape and lines share the 1 %
 *   of tests that may say `differs` where nothing does.
 */
export function judgeSpectra(reference: ActivitySpectrum, other: ActivitySpectrum, margin: number): JudgedSpectra {
  const count = reference.frequencies.length;
  const parts = split(count, Math.min(cells, Math.floor(count / 2)));
  const levels = [levelOf(reference, parts), levelOf(other, parts)] as const;
  const shape = judgeShape(compared(reference, other, parts), margin);
  const narrow = split(count, Math.min(lines, Math.floor(count / 2)));
  const hasLine = hasLineBeyond(compared(reference, other, narrow), tail / (2 * narrow.length), margin);
  return { levels, level: judgeRatio(...levels, margin), shape: hasLine ? { ...shape, verdict: "differs", factor: undefined } : shape };
}

/** Begins and ends of `count` parts of nearly equal length; at least one. */
function split(length: number, count: number): readonly (readonly [number, number])[] {
  const all = Math.max(1, count);
  const at = (k: number) => Math.round((k * length) / all);
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

/** @param probability  with which each side of each cell may say so where there is none */
function hasLineBeyond(all: Compared, probability: number, margin: number): boolean {
  const widest = Math.max(...all.cells.map(({ variance }) => variance));
  // Powers are Gamma variables of shape 1/variance, their ratio is Fisher's: its logarithm has about the tails of Student's law.
  const quantile = studentQuantile(probability, 4 / widest);
  return withoutLevel(all).some(({ ratio, variance }) => Math.abs(ratio) - quantile * Math.sqrt(variance) > log1p(margin));
}

function judgeShape(all: Compared, margin: number): Judged {
  const { degrees } = all;
  const shown = withoutLevel(all);
  if (shown.length < 2) return { verdict: "undecided", difference: 0, interval: [0, Number.POSITIVE_INFINITY], factor: largest };
  // The law of `degrees` independent squares for that of all.
  const part = degrees / (shown.length - 1);
  const x = part * shown.reduce((sum, { ratio, variance }) => sum + (ratio * ratio) / variance, 0);
  const weight = part * shown.reduce((sum, { variance }) => sum + 1 / variance, 0);
  const size = (shift: number) => exp(Math.sqrt(shift / weight)) - 1;
  const limit = log1p(margin) * log1p(margin) * weight;
  const interval = [size(shiftOf(x, degrees, 1 - tail)), size(shiftOf(x, degrees, tail))] as const;
  const difference = size(Math.max(0, x - degrees));
  if (shiftedChiSquare(x, degrees, limit) < tail) return { verdict: "agrees", difference, interval, factor: undefined };
  if (1 - shiftedChiSquare(x, degrees, limit) < tail) return { verdict: "differs", difference, interval, factor: undefined };
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
