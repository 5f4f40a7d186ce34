/**
 * What the analyses of single units find. Plain, clonable data. States and parameters are in the user's own units (already divided by
 * `factor`); times in ms, rates and eigenvalues in 1/ms (plain numbers under `units: none`).
 */
import type { Complex } from "./complex.ts";
import type { Provenance } from "./result.ts";

export type FixedPointType =
  | "stable node"
  | "stable focus"
  | "unstable node"
  | "unstable focus"
  | "saddle"
  | "saddle-focus"
  | "centre"
  /** An eigenvalue is zero: linearisation does not decide. */
  | "degenerate";

/** A state at which nothing changes. */
export interface FixedPoint {
  /** Values of all states, in the order of `states` of the portrait. */
  readonly at: readonly number[];
  /** Largest real part first {n}. */
  readonly eigenvalues: readonly Complex[];
  readonly type: FixedPointType;
  readonly stable: boolean;
  /** Where the spike condition of a neuron with a reset holds: it is never there, but moves towards it or away from it until it fires. */
  readonly beyondThreshold?: boolean;
}

/** A curve in the plane: one x, y pair a point, in drawing order. Branches of one curve are separate, never joined. */
export interface Curve {
  readonly x: Float64Array;
  readonly y: Float64Array;
}

/** Where the rate of `state` is 0. */
export interface Nullcline {
  readonly state: string;
  readonly branches: readonly Curve[];
}

/** A closed orbit, through resets where there are any. */
export interface LimitCycle {
  readonly period: number;
  readonly stable: boolean;
  /** Floquet multipliers without the trivial 1 {n - 1}. */
  readonly multipliers: readonly Complex[];
  /** Spikes in one period; 0 where it never reaches the spike condition. */
  readonly spikes: number;
  /** One period: times and all states {n}, in user's units. A NaN separates what a reset separates. */
  readonly times: Float64Array;
  readonly states: readonly Float64Array[];
}

/** A branch of the stable or unstable manifold of a saddle, from the saddle outwards. */
export interface Separatrix extends Curve {
  /** Index into the fixed points. */
  readonly of: number;
  readonly kind: "stable" | "unstable";
}

/** An orbit from a start, forwards or backwards; a NaN separates what a reset separates. */
export interface Orbit {
  readonly times: Float64Array;
  readonly states: readonly Float64Array[];
  readonly spikes: readonly number[];
  readonly backwards: boolean;
  /** What ended it: its time, a fixed point, or leaving every reasonable range. */
  readonly end: "time" | "rest" | "escape";
}

/** An axis of the window. */
export interface PortraitAxis {
  readonly state: string;
  readonly unit: string;
  readonly low: number;
  readonly high: number;
}

/** A phase plane (two axes) or phase line (one). */
export interface PhasePortrait {
  readonly title: string;
  readonly population: string;
  readonly units: "physical" | "none";
  /** Names and units of all states of the model. */
  readonly states: readonly { readonly name: string; readonly unit: string }[];
  readonly axes: readonly [PortraitAxis] | readonly [PortraitAxis, PortraitAxis];
  /** What happens to the states that are no axis: held at a value, or where their own rate is 0 (`slaved`: the one nearest the start). */
  readonly others: readonly { readonly state: string; readonly how: "frozen" | "slaved"; readonly value: number }[];
  /** Parameters and inputs, by name, in user's units. */
  readonly parameters: Readonly<Record<string, number>>;
  /** Rates on a regular grid of the window, row by row from the bottom: {rows * columns}; on a line one row and no `v`. */
  readonly field: { readonly columns: number; readonly rows: number; readonly u: Float64Array; readonly v: Float64Array };
  readonly nullclines: readonly Nullcline[];
  readonly fixedPoints: readonly FixedPoint[];
  readonly cycles: readonly LimitCycle[];
  readonly separatrices: readonly Separatrix[];
  readonly orbits: readonly Orbit[];
  /** Where the neuron fires, and where it lands: straight lines or curves in the window. */
  readonly threshold: readonly Curve[];
  readonly reset: readonly Curve[];
  /** Nullclines and operating point at times of the run where the input differs. */
  readonly moments: readonly Moment[];
  /** What is to be seen, in sentences. */
  readonly words: readonly string[];
  readonly provenance?: Provenance;
  readonly notes: readonly string[];
}

/** The phase plane while an input has another value than at rest. */
export interface Moment {
  readonly from: number;
  readonly to: number;
  readonly inputs: Readonly<Record<string, number>>;
  readonly nullclines: readonly Nullcline[];
  readonly fixedPoints: readonly FixedPoint[];
}

/** A branch of fixed points or cycles over a parameter: values of the parameter, of every state (extremes for cycles), and stability. */
export interface EquilibriumBranch {
  readonly parameter: Float64Array;
  readonly states: readonly Float64Array[];
  readonly stable: Uint8Array;
}
export interface CycleBranch {
  readonly parameter: Float64Array;
  readonly period: Float64Array;
  /** Largest and smallest value of each state. */
  readonly high: readonly Float64Array[];
  readonly low: readonly Float64Array[];
  readonly stable: Uint8Array;
}

/** Where fixed points or cycles appear, change type or vanish. */
export interface Bifurcation {
  readonly type: "saddle-node" | "Andronov-Hopf" | "branch point" | "fold of cycles" | "period doubling" | "homoclinic" | "grazing";
  readonly parameter: number;
  /** How far from `parameter` it may lie: of homoclinic orbits, which cycles only approach. Absent: it is exact to some 1e-9 of itself. */
  readonly uncertainty?: number;
  readonly state: readonly number[];
  /** Angular frequency at an Andronov-Hopf bifurcation [1/ms]. */
  readonly omega?: number;
  /** Sign of the first Lyapunov coefficient: cycles branch off stable (supercritical) or unstable (subcritical); degenerate: it is 0. */
  readonly criticality?: "supercritical" | "subcritical" | "degenerate";
  /** Period of a cycle's bifurcation. */
  readonly period?: number;
}

/** Fixed points and cycles over a parameter. */
export interface Continuation {
  readonly title: string;
  readonly population: string;
  readonly units: "physical" | "none";
  readonly states: readonly { readonly name: string; readonly unit: string }[];
  readonly parameter: { readonly name: string; readonly unit: string; readonly low: number; readonly high: number };
  readonly equilibria: readonly EquilibriumBranch[];
  readonly cycles: readonly CycleBranch[];
  readonly bifurcations: readonly Bifurcation[];
  readonly words: readonly string[];
  readonly provenance?: Provenance;
  readonly notes: readonly string[];
}

/** The shape of the spikes of a voltage trace, of the neuron that the f-I curve is of; null where the model has no such thing. */
export interface SpikeShape {
  /** Threshold to peak, in the unit of the state. */
  readonly amplitude: number | null;
  /** Width at half the amplitude [ms]. */
  readonly halfWidth: number | null;
  /** Depth of the lowest point after the spike below the threshold. */
  readonly afterHyperpolarisation: number | null;
  /** Shortest time between two spikes that a second, stronger pulse can reach [ms]. */
  readonly refractoriness: number | null;
}

/** Firing rate over a constant input. */
export interface FiringCurve {
  readonly title: string;
  readonly population: string;
  readonly units: "physical" | "none";
  readonly input: { readonly name: string; readonly unit: string };
  /** Steady firing rate [Hz; 1/time under `units: none`] at each input, first rate after the step, and spikes seen. */
  readonly points: readonly { readonly input: number; readonly rate: number; readonly onset: number; readonly spikes: number }[];
  readonly rheobase: {
    /** Smallest constant input with sustained firing when stepped to from rest; null if none in the range. */
    readonly step: number | null;
    /** Input at which a slow ramp leaves rest: saddle-node or Andronov-Hopf. */
    readonly ramp: number | null;
    /** Smallest step that elicits at least one spike. */
    readonly single: number | null;
  };
  /** Type I: arbitrarily low rates; type II: a jump at the onset. */
  readonly excitability: "I" | "II" | null;
  readonly shape: SpikeShape | null;
  /** The closed form, where one exists, at the same inputs. */
  readonly theory?: { readonly label: string; readonly input: Float64Array; readonly rate: Float64Array };
  readonly words: readonly string[];
  readonly provenance?: Provenance;
  readonly notes: readonly string[];
}
