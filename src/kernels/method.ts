/** What the hybrid loop asks of a method of integration. */
import type { Machine, Require, Unit } from "./machine.ts";

/**
 * One neuron's place in memory and time, as its method sees it. Places are indices of doubles in `machine.numbers`.
 */
export interface Body {
  readonly machine: Machine;
  readonly unit: Unit;
  /** Present time, and the part of it that is too small for a double to hold beside it. */
  readonly t: number;
  readonly rest: number;
  /** The time that no step may pass, and the time at or after which a step ends the `attempt`, because somebody wants to see it. */
  readonly stop: number;
  readonly look: number;
  readonly y: number;
  readonly p: number;
  /** f(t, y) of the present mode. */
  readonly slope: number;
  /** The numbers of a march, see `MarchLayout`. Tolerances, signs, `absolute` and `ends` are parts of it. */
  readonly march: number;
  /** Absolute tolerance of each state, and the relative one of all. */
  readonly absolute: Float64Array;
  readonly relative: number;
  /** Spacing of doubles at t, at which times can be told apart. */
  readonly resolution: number;
  /** Levels at the beginning and at the end of the trial step, and their derivatives along the flow there. */
  readonly ends: Ends;
  /** Puts the body at another time, after steps in which nothing happened. */
  moveTo(t: number, rest: number): void;
}

export interface Ends {
  readonly value0: Float64Array;
  readonly flow0: Float64Array;
  readonly value1: Float64Array;
  readonly flow1: Float64Array;
}

/** How far the next step may go. */
export function limitOf(body: Body): number {
  return body.stop - body.t - body.rest;
}

/** Whether n numbers from `place` are all finite. */
export function areFinite(numbers: Float64Array, place: number, n: number): boolean {
  // The sum of squares is finite unless something is not, or is beyond 1e154, where nothing measured lies.
  let sum = 0;
  for (let i = 0; i < n; i++) sum += numbers[place + i]! * numbers[place + i]!;
  return sum < Number.POSITIVE_INFINITY;
}

/** Why no step could be made. */
export type Trouble =
  /** The step shrank to nothing: the solution grows without bound, or is not continuous. */
  | "underflow"
  /** A fixed step left the numbers. */
  | "not-finite"
  /** A fixed step is beyond the stability of its method. */
  | "unstable"
  /** The linear systems of an implicit method cannot be solved. */
  | "no-convergence";

/** How well a crossing is wanted. Of several the first must be found; a single one is polished anyway, and needs a guess only. */
export type Precision = "fine" | "rough";

/**
 * A method of integration of one neuron, between events. A trial step lives until the next `attempt`; `shorten` and `interpolate`
 * read it.
 */
export interface Method {
  readonly id: string;
  /** What must be compiled for it. */
  readonly require: Require;
  /** Set by a failed `attempt`. */
  readonly trouble: Trouble;
  /** The step is held down by stability, not by accuracy. */
  readonly isStiff: boolean;
  /** Steps run from node to node of the grid, whatever happens between, and spikes are stamped at their beginning. */
  readonly isOnGrid?: boolean;
  /** `attempt` also writes the levels at the end of the trial step. */
  readonly marches?: boolean;
  /** A step that suits the method; absent where only edges limit it. Grid methods: the distance to the next node. */
  readonly step: number | undefined;
  /** Called after a jump of the state or of what drives it; `isFresh` after a reset, where the last step says nothing about the next. */
  restart(body: Body, isFresh: boolean): void;
  /**
   * Makes a trial step from the body's time, not beyond `stop`, and returns its length, or 0. The new state is then at `next`, its rates
   * at `nextSlope`. Steps before it in which no watched level can become positive are taken at once, up to `look`.
   */
  attempt(body: Body): number;
  /** Steps of the last `attempt`. */
  readonly made: number;
  readonly next: number;
  readonly nextSlope: number;
  /** State at t + theta h within the trial step, to the place `out`. */
  interpolate(body: Body, theta: number, out: number): void;
  /** The state after a step of h, shorter than the trial step, from its beginning; returns its place. The trial step stays. */
  shorten(body: Body, h: number): number;
  /** Where sign*level number j first becomes positive for theta in (from, to]; or a number above 1. */
  crossing(body: Body, j: number, sign: number, from: number, to: number, precision: Precision): number;
  /** Whether `shorten` at a crossing must be repeated until the level vanishes (false where `crossing` is exact or drawn). */
  readonly isPolished: boolean;
}
