/** What a scale is asked for to find stationary states. Types only. */
import type { Complaint } from "../base/index.ts";
import type { Experiment } from "../model/index.ts";
import type { Complex } from "./complex.ts";
import type { System } from "./system.ts";

/** An activity that a stationary state is told by: of a population, or a variable of rate equations. */
export interface ActivityReading {
  /** `E`. */
  readonly name: string;
  /** As it is printed; internal value = printed value * factor. */
  readonly unit: string;
  readonly factor: number;
  /** Its value at the unknowns x with the parameters p, in internal units. */
  of(x: Float64Array, p: Float64Array): number;
}

/**
 * The equations whose solutions are stationary states. The `states` of the system are the unknowns x: their `range` says where they are
 * looked for (absent: around the parameters that have their unit). `rhs` is a residual that is 0 at a stationary state.
 */
export interface StationaryProblem {
  readonly system: System;
  /** The first is the one that a state is told by. */
  readonly activities: readonly ActivityReading[];
  /**
   * Eigenvalues of the linearised dynamics at a solution [1/ms], largest real part first; the leading ones are enough, if it is all that
   * are near the imaginary axis or beyond. Absent: the residual is a rate of change, and they are those of its Jacobian.
   */
  spectrum?(x: Float64Array, p: Float64Array): readonly Complex[];
  /**
   * Guesses from which solutions are looked for. Absent: they are looked for everywhere in the range of the first unknown, the others solved
   * for it, and of two unknowns in the whole rectangle.
   */
  starts?(p: Float64Array): readonly Float64Array[];
  /** Whether that finds all solutions in the ranges of the unknowns. */
  readonly complete: boolean;
}

/** How a scale finds stationary states. */
export interface Stationary {
  /** Empty: it can set up the equations. Says more than `accepts` of the scale, which is about runs. */
  accepts(experiment: Experiment, population?: string): readonly Complaint[];
  /** @param population  where the document has several that do not act on one another; the first without. Throws `unknown-population`. */
  problem(experiment: Experiment, population?: string): StationaryProblem;
}
