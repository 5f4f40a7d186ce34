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
  readonly y: number;
  readonly p: number;
  /** f(t, y) of the present mode. */
  readonly slope: number;
  /** Absolute tolerance of each state, and the relative one of all. */
  readonly absolute: Float64Array;
  readonly relative: number;
  /** Spacing of doubles at t, at which times can be told apart. */
  readonly resolution: number;
  /** Levels at the beginning and at the end of the trial step, and their derivatives along the flow there. */
  readonly ends: Ends;
}

export interface Ends {
  readonly value0: Float64Array;
  readonly flow0: Float64Array;
  readonly value1: Float64Array;
  readonly flow1: Float64Array;
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
  /** A step that suits the method; infinite where only edges limit it. Grid methods: the distance to the next node. */
  readonly step: number | undefined;
  /** Called after a jump of the state or of what drives it; `isFresh` after a reset, where the last step says nothing about the next. */
  restart(body: Body, isFresh: boolean): void;
  /** Makes a trial step of at most `limit`; returns its length, or 0. The new state is then at `next`, its rates at `nextSlope`. */
  attempt(body: Body, limit: number): number;
  readonly next: number;
  readonly nextSlope: number;
  /** State at t + theta h within the trial step, to the place `out`. */
  interpolate(body: Body, theta: number, out: number): void;
  /** The state after a step of h, shorter than the trial step, from its beginning; returns its place. The trial step stays. */
  shorten(body: Body, h: number): number;
  /** Where sign*level number j first becomes positive for theta in (from, to]; or a number above 1. */
  crossing(body: Body, j: number, sign: number, from: number, to: number): number;
  /** Whether `shorten` at a crossing must be repeated until the level vanishes (false where `crossing` is exact or drawn). */
  readonly isPolished: boolean;
}
