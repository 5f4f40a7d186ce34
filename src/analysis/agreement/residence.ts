/** Activity that hops between a low and a high state: how long it stays. */
import { type Bins, histogram, quantile } from "../spike-trains/index.ts";
import { coarser, type TrialActivity } from "./activity.ts";
import type { Estimate } from "./estimate.ts";

/** Two states, told apart in means over windows. */
export interface States {
  /** Fine bins of a window. */
  readonly window: number;
  /** Mean activity in each. */
  readonly low: number;
  readonly high: number;
}

/** Bins of the histogram in which two modes are looked for, over so many of which it is smoothed on each side. */
const [levels, smoothing] = [60, 3] as const;

/** The histogram leaves out this part of the values at each end. */
const outside = 0.002;

/** A state holds at least this part of the time. */
const least = 0.02;

/** Between two modes the density is at most this part of that at the lower one; beside a single mode it never is. */
const valley = 0.6;

/**
 * Each mode has been visited by half of the hops, and its density is known to about the root of 1 over that: so many such errors deep is a valley that is
 * not chance.
 */
const errorsDeep = 2.5;

/** Fewer times than this do not say how much they vary. */
const fewestTimes = 8;

/** So many spikes at least are between the states: with fewer, nothing is seen between them because nothing can be. */
const spikesApart = 12;

/** A residence lasts at least so many windows: shorter ones are fluctuations. */
const windowsOfResidence = 3;

/** Times between hops by chance are spread as widely as long; those of a rhythm are not. */
const leastVariation = 0.4;

/** Longest window tried: this part of all trials. */
const longestWindow = 1 / 50;

/**
 * The two states of an activity, undefined where it has one. Windows of one bin, two, four, ... are tried; the first shows them in which the density
 * of the activity has two modes with a valley between them that is deeper than chance makes it, and the activity hops irregularly and stays for
 * several windows.
 */
export function statesOf(activity: TrialActivity): States | undefined {
  const { trials, group, isDriven, isRandom, size } = activity;
  if (isDriven || !isRandom) return undefined;
  const total = trials.reduce((sum, trial) => sum + trial.length, 0);
  for (let window = group; window <= total * longestWindow && window <= trials[0]!.length; window *= 2) {
    const found = modesOf(trials.map((trial) => coarser(trial, window)));
    const spike = size === undefined ? 0 : 1 / (size * window * activity.fine);
    if (!found || found.depth > valley || found.high - found.low < spikesApart * spike) continue;
    const states = { window, low: found.low, high: found.high };
    const stays = staysOf(activity, states);
    const isLong = [stays.low, stays.high].every(({ total: time, ends }) => time / ends >= windowsOfResidence * window * activity.fine);
    const isIrregular = [stays.low, stays.high].some(({ times }) => variationOf(times) >= leastVariation);
    const hops = stays.low.ends + stays.high.ends;
    if (found.depth <= 1 - errorsDeep * Math.sqrt(2 / hops) && isLong && isIrregular) return states;
  }
  return undefined;
}

/** Two modes of the values, and the density at the deepest point between them in parts of that at the lower one. */
function modesOf(trials: readonly Float64Array[]): { readonly low: number; readonly high: number; readonly depth: number } | undefined {
  const all = Float64Array.from(trials.flatMap((trial) => [...trial])).sort();
  const [low, high] = [quantile(all, outside), quantile(all, 1 - outside)];
  if (low === undefined || high === undefined || !(high > low)) return undefined;
  const bins: Bins = { from: low, width: (high - low) / levels, count: levels };
  const counts = histogram(all, bins).counts;
  const smooth = counts.map((_, k) => {
    const [from, to] = [Math.max(0, k - smoothing), Math.min(levels, k + smoothing + 1)];
    let sum = 0;
    for (let i = from; i < to; i++) sum += counts[i]!;
    return sum / (to - from);
  });
  const at = (k: number) => bins.from + (k + 0.5) * bins.width;
  let best: { readonly low: number; readonly high: number; readonly depth: number } | undefined;
  let below = 0;
  for (let k = 1; k + 1 < levels; k++) {
    below += counts[k - 1]!;
    if (below < least * all.length || below > (1 - least) * all.length) continue;
    const [left, right] = [highestOf(smooth, 0, k), highestOf(smooth, k + 1, levels)];
    const depth = smooth[k]! / Math.min(smooth[left]!, smooth[right]!);
    if (depth < (best?.depth ?? 1)) best = { low: at(left), high: at(right), depth };
  }
  return best;
}

/** Index of the largest value from one index until before another. */
function highestOf(values: Float64Array, from: number, to: number): number {
  let best = from;
  for (let k = from; k < to; k++) if (values[k]! > values[best]!) best = k;
  return best;
}

/** Stays in one state: time in it, those that ended within a trial, and how long those lasted that also began in it. */
export interface Stays {
  total: number;
  ends: number;
  readonly times: number[];
}

/**
 * Stays of an activity in the two states. It goes up where it reaches three quarters of the way from the low to the high mean, and down at one
 * quarter: what returns before has not left.
 */
export function staysOf({ trials, fine }: TrialActivity, { window, low, high }: States): { readonly low: Stays; readonly high: Stays } {
  const stays = { low: { total: 0, ends: 0, times: [] as number[] }, high: { total: 0, ends: 0, times: [] as number[] } };
  const [down, up] = [low + (high - low) / 4, high - (high - low) / 4];
  const step = window * fine;
  for (const trial of trials) {
    let [isHigh, since, isWhole] = [false, 0, false];
    const values = coarser(trial, window);
    for (let k = 0; k < values.length; k++) {
      const value = values[k]!;
      if (k === 0) isHigh = value > (low + high) / 2;
      const state = isHigh ? stays.high : stays.low;
      if (isHigh ? value <= down : value >= up) {
        state.ends++;
        if (isWhole) state.times.push((k - since) * step);
        [isHigh, since, isWhole] = [!isHigh, k, true];
      }
      (isHigh ? stays.high : stays.low).total += step;
    }
  }
  return stays;
}

/**
 * Mean stay: time in the state over the number of its ends, which counts the cut ones at both ends of a trial rightly; its error as of independent
 * stays. Undefined where none has ended.
 */
export function meanStay({ total, ends, times }: Stays): Estimate | undefined {
  if (ends === 0) return undefined;
  const value = total / ends;
  const variation = times.length >= fewestTimes ? variationOf(times) : 1;
  return { value, error: (value * Math.max(variation, leastVariation)) / Math.sqrt(ends), degrees: ends, lacking: fewestTimes / ends };
}

function variationOf(times: readonly number[]): number {
  if (times.length < 2) return 0;
  const mean = times.reduce((sum, one) => sum + one, 0) / times.length;
  const square = times.reduce((sum, one) => sum + (one - mean) * (one - mean), 0) / (times.length - 1);
  return Math.sqrt(square) / mean;
}
