/** What can be read off the cohorts of a population as they stand. */
import { exp, expm1, exprel, log } from "../../base/index.ts";
import { farthest } from "../population/flow-step.ts";
import { type AgeGrid, pool } from "./grid.ts";
import type { Waiting } from "./waiting.ts";

/** The cohorts of a population after a step. */
export interface CohortPortrait {
  readonly grid: AgeGrid;
  /** Neurons of each cohort, and the spikes that one of them was expected to fire in the step. */
  readonly masses: ArrayLike<number>;
  readonly expected: ArrayLike<number>;
  /** Hazards at the end of the step [1/ms]; undefined where they are not kept from step to step. */
  readonly hazards: ArrayLike<number> | undefined;
  /** Steps of refractoriness that are left, where refractory neurons are among the cohorts. */
  readonly left: ArrayLike<number> | undefined;
  /** Steps of refractoriness before a neuron joins a cohort. */
  readonly rest: number;
  readonly step: number;
  /** Refractory neurons, where they wait apart. */
  readonly waiting: Waiting | undefined;
}

/** Of more expected spikes no double knows how many there were. */
const mostExpected = 36;

/**
 * Relative error of the activity for cohorts wider than a step: with neurons of a range of hazards, whose logarithms differ by d from end
 * to end, in the place of one, a cohort would fire by d^2/24 more.
 */
export function gridError({ grid, masses, expected }: CohortPortrait): number {
  const { count } = grid;
  let error = 0;
  // Those who are left tell how many there were. Where a hazard is infinite nobody is.
  const firedOf = (place: number) => (masses[place]! > 0 ? masses[place]! * expm1(Math.min(expected[place]!, mostExpected)) : 0);
  let all = firedOf(pool);
  for (let place = 1; place < count; place++) {
    const fired = firedOf(place);
    all += fired;
    if (place === 1 || place + 1 === count || grid.widthOf(place) === 1) continue;
    const [older, younger] = [expected[place - 1]!, expected[place + 1]!];
    const ratio = older / younger;
    if (!(fired > 0 && ratio > 0 && Number.isFinite(ratio))) continue;
    const apart = grid.ageOf(place - 1, 0) - grid.ageOf(place + 1, 0);
    const spread = (log(ratio) * grid.widthOf(place)) / apart;
    error += (fired * spread * spread) / 24;
  }
  return all > 0 ? error / all : 0;
}

/** Whether neurons are left in a cohort where a state has grown beyond all numbers: a spike should have set it meanwhile. */
export function hasEscaped({ grid, masses }: CohortPortrait, values: ArrayLike<number>): boolean {
  for (let place = pool; place < grid.count; place++) if (masses[place]! > 0 && Math.abs(values[place]!) >= farthest) return true;
  return false;
}

/** Expected spikes of a step below 0 that are more than rounding. */
const negative = -1e-6;

/** Whether the hazard of neurons that are not refractory is below 0. Not known where hazards are not kept: then no. */
export function isBelowZero({ grid, masses, hazards, left, step }: CohortPortrait): boolean {
  if (hazards === undefined) return false;
  const isFree = (place: number) => masses[place]! > 0 && (left === undefined || left[place]! < 0.5);
  for (let place = pool; place < grid.count; place++) if (hazards[place]! * step < negative && isFree(place)) return true;
  return false;
}

/** Survivors of less are nobody. */
const fewest = 1e-12;

/**
 * Standard deviation of the intervals that neurons would have if every hazard stayed as it is at its age, at a tick [ms]: of the renewal
 * process whose survivor function falls exponentially between two cohorts.
 */
export function intervalDeviation({ grid, expected, rest, step }: CohortPortrait, tick: number): number {
  // Integrals of S and of age times S, in steps.
  let [survivors, age, rate, mean, second] = [1, rest, 0, rest, 0.5 * rest * rest];
  for (let place = grid.count - 1; place > pool && survivors > fewest; place--) {
    const wait = rest + grid.ageOf(place, tick) - age;
    if (!(wait > 0)) continue;
    const between = age === rest ? expected[place]! : 0.5 * (rate + expected[place]!);
    const k = wait * between;
    const lasting = wait * exprel(-k);
    // The integral of u exp(-u rate) over the wait.
    const delayed = k < 1e-3 ? wait * wait * (0.5 - k / 3) : (lasting - wait * exp(-k)) / between;
    mean += survivors * lasting;
    second += survivors * (age * lasting + delayed);
    survivors *= exp(-k);
    age += wait;
    rate = expected[place]!;
  }
  const last = expected[pool]!;
  if (survivors > fewest) {
    mean += survivors / last;
    second += survivors * (age / last + 1 / (last * last));
  }
  return step * Math.sqrt(Math.max(0, 2 * second - mean * mean));
}
