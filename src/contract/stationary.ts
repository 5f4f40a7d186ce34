/** What a scale is asked for to find stationary states. Types only. */
import type { Complaint } from "../base/index.ts";
import type { Experiment } from "../model/index.ts";
import type { Complex } from "./complex.ts";
import type { System } from "./system.ts";
import type { Dispersion, Localised } from "./waves.ts";

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

/** Eigenvalues of the linearised dynamics [1/ms], largest real part first. */
export interface Spectrum {
  readonly eigenvalues: readonly Complex[];
  /** There are none as far to the left as can be looked: the one that stands there is a bound of their real parts. */
  readonly isBound?: true;
  /** Of one density: the best constant of Poincare's inequality, in the square of the user's unit of the potential. */
  readonly poincare?: number;
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
  spectrum?(x: Float64Array, p: Float64Array): Spectrum;
  /**
   * Guesses from which solutions are looked for. Absent: they are looked for everywhere in the range of the first unknown, the others solved
   * for it, and of two unknowns in the whole rectangle.
   */
  starts?(p: Float64Array): readonly Float64Array[];
  /** Of a field that is the same everywhere: how waves on a solution grow. */
  dispersion?(x: Float64Array, p: Float64Array): Dispersion;
  /** Of a field: what it has beside states that are the same everywhere; undefined where that is not known. */
  localised?(p: Float64Array): Localised | undefined;
  /** Whether that finds all solutions in the ranges of the unknowns. */
  readonly complete: boolean;
  /** Why the equations could not be followed where solutions have been looked for so far: there may be some that are not known. Absent: they always can. */
  gaps?(): readonly Complaint[];
}

/** How a scale finds stationary states. */
export interface Stationary {
  /** Empty: it can set up the equations. Says more than `accepts` of the scale, which is about runs. */
  accepts(experiment: Experiment, population?: string): readonly Complaint[];
  /** @param population  where the document has several that do not act on one another; the first without. Throws `unknown-population`. */
  problem(experiment: Experiment, population?: string): StationaryProblem;
  /**
   * The stationary state next to these activities [1/ms], by population, to first order, where there is one that is stable. Of an experiment
   * that it accepts. Absent: the scale has no finite populations.
   */
  linearised?(experiment: Experiment, near: ReadonlyMap<string, number>): Linearised | NotLinearised;
}

/** What populations do without coupling: as that many neurons, or as the mesoscopic equation with a Lambda. */
export type LinearisedSource = "neurons" | "survival" | "interval-variance";

/** No stationary state is near, some population falls silent, or the state is not stable. */
export interface NotLinearised {
  readonly kind: "none" | "silent" | "unstable";
}

/** Populations of finite size around a stationary state, to first order. */
export interface Linearised {
  readonly kind: "linearised";
  /** Stationary activities [1/ms]. */
  readonly rates: ReadonlyMap<string, number>;
  /** Two-sided power spectra of the activities by population [1/ms], at an angular frequency [1/ms]; undefined where the state is about to lose its stability. */
  spectra(source: LinearisedSource): (omega: number) => ReadonlyMap<string, number> | undefined;
  /** Parts of populations, half-open ranges of their neurons, whose neurons are all driven alike. */
  readonly parts: readonly { readonly population: string; readonly from: number; readonly to: number }[];
  /**
   * What an input of a part makes of the activities of all populations: modulated as e^(i omega t), the input moves them by so much e^(i omega t)
   * [1/ms per unit of the input], at an angular frequency [1/ms].
   *
   * @param input  number of the input in the equations of the part's neurons
   */
  response(part: number, input: number): (omega: number) => ReadonlyMap<string, Complex>;
  close(): void;
}
