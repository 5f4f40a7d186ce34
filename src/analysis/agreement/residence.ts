/** Activity that hops between a low and a high state: how long it stays. */
import { type Bins, histogram } from "../spike-trains/index.ts";
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

/** Bins of the histogram in which two modes are looked for. */
const levels = 256;

/** A mode holds at least this part of the time. */
const least = 0.01;

/** Between two modes there is at most this part of the lower one; of one mode there is as much or more. */
const valley = 0.4;

/** Fewer hops than this may be chance. */
const fewestHops = 8;

/** So many spikes at least are between the states: with fewer, nothing is seen between them because nothing can be. */
const spikesApart = 12;

/** A residence lasts at least so many windows: shorter ones are fluctuations. */
const windowsOfResidence = 3;

/** Times between hops by chance are spread as widely as long; those of a rhythm are not. */
const leastVariation = 0.4;

/** Longest window tried: this part of all trials. */
const longestWindow = 1 / 50;

/**
 * The two states of an activity, undefined where it has one. Windows of one bin, two, four, ... are tried; the first shows two states in which the
 * two halves of the distribution (Otsu's split, 1979, IEEE Trans. Syst. Man Cybern. 9, 62) are modes: in the middle between their means the density is
 * at most 0.4 of that at either mean. A density with one mode is never lower between two points than at both of them, so this cannot be said of one
 * but by chance; eight hops, residences of several windows and their irregularity are asked beside.
 */
export function statesOf(activity: TrialActivity): States | undefined {
  const { trials, group, isDriven, isRandom, size } = activity;
  if (isDriven || !isRandom) return undefined;
  const total = trials.reduce((sum, trial) => sum + trial.length, 0);
  for (let window = group; window <= total * longestWindow && window <= trials[0]!.length; window *= 2) {
    const found = modesOf(trials.map((trial) => coarser(trial, window)));
    const spike = size === undefined ? 0 : 1 / (size * window * activity.fine);
    if (!found || found.high - found.low < spikesApart * spike) continue;
    const states = { window, ...found };
    const stays = staysOf(activity, states);
    const isLong = [stays.low, stays.high].every(({ total: time, ends }) => time / ends >= windowsOfResidence * window * activity.fine);
    const isIrregular = [stays.low, stays.high].some(({ times }) => variationOf(times) >= leastVariation);
    if (stays.low.ends + stays.high.ends >= fewestHops && isLong && isIrregular) return states;
  }
  return undefined;
}

/** Means of the halves of a distribution with a valley between them. */
function modesOf(trials: readonly Float64Array[]): { readonly low: number; readonly high: number } | undefined {
  let [lowest, highest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const trial of trials)
    for (const value of trial) {
      lowest = Math.min(lowest, value);
      highest = Math.max(highest, value);
    }
  if (!(highest > lowest)) return undefined;
  const all = Float64Array.from(trials.flatMap((trial) => [...trial]));
  const bins: Bins = { from: lowest, width: (highest - lowest) / levels, count: levels };
  const counts = histogram(all, bins).counts;
  const halves = splitOf(counts);
  if (!halves || Math.min(...halves.parts) < least) return undefined;
  const [low, high] = halves.means.map((at) => bins.from + at * bins.width) as [number, number];
  const reach = (high - low) / 6;
  const near = (at: number) => all.reduce((sum, value) => sum + (Math.abs(value - at) <= reach ? 1 : 0), 0);
  return near((low + high) / 2) <= valley * Math.min(near(low), near(high)) ? { low, high } : undefined;
}

/** The split with the greatest variance between its halves: their parts and mean places. */
function splitOf(counts: ArrayLike<number>): { readonly parts: readonly number[]; readonly means: readonly number[] } | undefined {
  let [total, moment] = [0, 0];
  for (let k = 0; k < counts.length; k++) {
    total += counts[k]!;
    moment += counts[k]! * (k + 0.5);
  }
  let best: { readonly parts: readonly number[]; readonly means: readonly number[]; readonly between: number } | undefined;
  let [below, sum] = [0, 0];
  for (let k = 0; k + 1 < counts.length; k++) {
    below += counts[k]!;
    sum += counts[k]! * (k + 0.5);
    if (below === 0 || below === total) continue;
    const means = [sum / below, (moment - sum) / (total - below)];
    const between = below * (total - below) * (means[1]! - means[0]!) * (means[1]! - means[0]!);
    if (!best || between > best.between) best = { parts: [below / total, 1 - below / total], means, between };
  }
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
  const variation = times.length >= fewestHops ? variationOf(times) : 1;
  return { value, error: (value * Math.max(variation, leastVariation)) / Math.sqrt(ends), degrees: ends, lacking: fewestHops / ends };
}

function variationOf(times: readonly number[]): number {
  if (times.length < 2) return 0;
  const mean = times.reduce((sum, one) => sum + one, 0) / times.length;
  const square = times.reduce((sum, one) => sum + (one - mean) * (one - mean), 0) / (times.length - 1);
  return Math.sqrt(square) / mean;
}
