/** Means of correlated series with their standard errors. */
import { covarianceFunction } from "../../numerics/index.ts";
import { fisherTail } from "./laws.ts";

/** A number with its standard error. */
export interface Estimate {
  readonly value: number;
  readonly error: number;
  /** Degrees of freedom of the error; infinite where it is known, as of what is not random. */
  readonly degrees: number;
  /** How many times longer the series should be for the error to be trusted; at most 1 where it can be. */
  readonly lacking: number;
}

/** A number that is not random. */
export const exactly = (value: number): Estimate => ({ value, error: 0, degrees: Number.POSITIVE_INFINITY, lacking: 0 });

/**
 * Correlations are summed up to this many of their own lengths: with exp(-t/tau), whose squares decay with tau/2, that is 5 tau.
 */
const reach = 10;

/** Even where neighbours are not correlated, two lags are looked at: a rhythm of four samples has none between neighbours. */
const fewest = 0.2;

/** Blocks are so many reaches long: with exp(-t/tau) the correlation between blocks takes 4 % from the variance of their means. */
const blockReaches = 5;

/** Fewer blocks than this do not say how much their means vary: Student's factor for 99 % is 3.2 there. */
const fewestBlocks = 8;

/** With fewer blocks of the length that the correlations want, the error is not trusted. */
const trustedBlocks = 4;

/** Trials differ by more than chance where their spread has a probability below this. */
const excess = 0.01;

/**
 * Lag after which nothing is left of the correlations of the series: the least W with W >= 10 T(W), where
 *
 *   T(W) = 1/5 + sum_{k=1..W} (rho_k^2 - 1/n)_+
 *
 * is the length of the envelope of rho: squares, because in a rhythm positive and negative correlations cancel long before they have decayed.
 * The search for W is Sokal's (1997, Functional Integration, NATO ASI B 361, p. 131), there for the integral of rho itself. Undefined where
 * a trial is too short to see it.
 *
 * @param trials  of equal length {n} each
 */
export function correlationReach(trials: readonly Float64Array[]): number | undefined {
  const n = trials[0]!.length;
  const most = Math.floor(n / 2);
  const sum = new Float64Array(most + 1);
  for (const trial of trials) {
    const covariance = covarianceFunction(trial, trial, most);
    for (let k = 0; k <= most; k++) sum[k]! += covariance[most + k]!;
  }
  const noise = 1 / (n * trials.length);
  let length = fewest;
  for (let k = 1; k <= most; k++) {
    const rho = sum[k]! / sum[0]!;
    length += Math.max(0, rho * rho - noise);
    if (k >= reach * length) return k;
  }
  return undefined;
}

/**
 * Mean of a stationary series over independent trials of equal length, its error from the means of overlapping blocks,
 *
 *   error^2 = b/n mean_i (mean of block i - mean of all)^2 / (1 - b/n)
 *
 * (Meketon & Schmeiser 1984), whose length b follows from the correlations of the series. Where trials differ by more than their length
 * explains (networks that are drawn anew), the spread of their means is the error.
 */
export function estimateMean(trials: readonly Float64Array[]): Estimate {
  const n = trials[0]?.length ?? 0;
  const total = n * trials.length;
  if (total === 0) return { value: 0, error: 0, degrees: 0, lacking: Number.POSITIVE_INFINITY };
  let sum = 0;
  for (const trial of trials) for (let k = 0; k < n; k++) sum += trial[k]!;
  const value = sum / total;
  if (trials.every((trial) => trial.every((one) => one === trials[0]![0]!))) return { ...exactly(trials[0]![0]!) };
  const found = correlationReach(trials);
  const wanted = blockReaches * (found ?? n);
  const block = Math.max(1, Math.min(wanted, n, Math.ceil(total / fewestBlocks)));
  const { mean: square } = blockSpread(trials, value, block);
  const variance = ((block / total) * square) / Math.max(1 - block / total, 1 / fewestBlocks);
  const degrees = Math.max(1, 1.5 * (total / block - 1));
  // A block as long as a trial needs no correlations: trials are independent.
  const isWhole = block === n && trials.length >= fewestBlocks;
  const lacking = isWhole ? 0 : (trustedBlocks * wanted) / total;
  const within: Estimate = { value, error: Math.sqrt(variance), degrees, lacking };
  return betweenTrials(trials, within) ?? within;
}

/** Mean square of the deviations of the means of all blocks of a length. */
function blockSpread(trials: readonly Float64Array[], mean: number, block: number): { readonly mean: number } {
  let [squares, count] = [0, 0];
  for (const trial of trials) {
    let sum = 0;
    for (let k = 0; k < trial.length; k++) {
      sum += trial[k]! - mean;
      if (k >= block) sum -= trial[k - block]! - mean;
      if (k < block - 1) continue;
      squares += (sum / block) * (sum / block);
      count++;
    }
  }
  return { mean: squares / count };
}

/** The error from the means of the trials, where they differ by more than `within` says. */
function betweenTrials(trials: readonly Float64Array[], within: Estimate): Estimate | undefined {
  const m = trials.length;
  if (m < 3) return undefined;
  const means = trials.map((trial) => trial.reduce((sum, one) => sum + one, 0) / trial.length);
  const spread = means.reduce((sum, one) => sum + (one - within.value) * (one - within.value), 0) / (m - 1);
  const expected = within.error * within.error * m;
  if (expected > 0 && fisherTail(spread / expected, m - 1, within.degrees) > excess) return undefined;
  return { ...within, error: Math.sqrt(spread / m), degrees: m - 1, lacking: 0 };
}
