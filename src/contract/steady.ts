/** Stationary states that were found, in the units of the user. Types only. */
import type { Complex } from "./complex.ts";
import type { Continuation } from "./portrait.ts";
import type { Provenance } from "./result.ts";
import type { Dispersion, Localised } from "./waves.ts";

/** A stationary state. */
export interface SteadyState {
  /** In the order of `activities` of the result, in their units. */
  readonly activities: readonly number[];
  /** Values of the unknowns, in their units. */
  readonly state: readonly number[];
  readonly stable: boolean;
  /** Largest real part first [1/ms]. */
  readonly eigenvalues: readonly Complex[];
  /** No eigenvalue is known: the one that stands there is a bound, to the right of which there is none. */
  readonly isBound?: true;
  /** Of one density P: the least C with integral P u^2 <= C integral P u'^2 for all u of mean 0, in the square of the user's unit of the potential. */
  readonly poincare?: number;
  /** Of a field. */
  readonly dispersion?: Dispersion;
}

/** Where stationary states appear, vanish, or change their stability. */
export interface SteadyChange {
  readonly type: "fold" | "Hopf" | "branch point";
  readonly parameter: number;
  readonly activities: readonly number[];
  readonly state: readonly number[];
  /** Angular frequency at a Hopf point [1/ms]. */
  readonly omega?: number;
}

/** Stationary states over a parameter. */
export interface SteadyOver {
  readonly parameter: Continuation["parameter"];
  /** Activities {activities} in the place of states. */
  readonly branches: Continuation["equilibria"];
  readonly changes: readonly SteadyChange[];
}

/** What `steady` finds. */
export interface SteadyResult {
  readonly title: string;
  readonly scale: string;
  readonly units: "physical" | "none";
  readonly activities: readonly { readonly name: string; readonly unit: string }[];
  readonly unknowns: readonly { readonly name: string; readonly unit: string }[];
  /** By the first activity, lowest first. */
  readonly states: readonly SteadyState[];
  readonly over?: SteadyOver;
  /** Of a field. */
  readonly localised?: Localised;
  /** False: only some starts were tried, so that there may be more. */
  readonly complete: boolean;
  /** Why the equations could not be followed everywhere: sentences. */
  readonly gaps: readonly string[];
  readonly words: readonly string[];
  readonly notes: readonly string[];
  readonly provenance: Provenance;
}
