/** What a scale promises. Types only. Times in ms (plain numbers under `units: none`). */

import type { Complaint } from "../base/index.ts";
import type { Experiment } from "../model/index.ts";
import type { Exchange, Sharing } from "./exchange.ts";
import type { Stationary } from "./stationary.ts";
import type { System } from "./system.ts";

/** Values of one channel. */
export type Column = Float64Array | Float32Array | Int32Array | Uint32Array;

/** Why a scale refuses an experiment: a code of the message table with its data. */
export type Reason = Complaint;

/**
 * How a run ended, or why it paused. Numerical trouble is returned, never thrown; everything recorded so far can be drained.
 */
export type Outcome =
  | { readonly kind: "reached" }
  /**
   * Not there yet, at t: a stretch of many steps hands over so that its caller can look around; `advance` goes on. Of a part of several:
   * another one has ended.
   */
  | { readonly kind: "paused"; readonly t: number }
  | {
      readonly kind: "blow-up" | "event-storm" | "diverged" | "no-convergence" | "not-unique" | "does-not-fit";
      readonly t: number;
      /** Uncertainty of t, where the method knows it. */
      readonly error?: number;
      readonly reason: Reason;
    };

/** The one line of a scale in scales/index.ts. Lazy, so that a program's start does not contain every scale. */
export interface ScaleEntry {
  readonly id: string;
  readonly title: string;
  /** Runs only where a document names it. */
  readonly onRequest?: true;
  readonly load: () => Promise<Scale>;
}

/** One way of computing an experiment. A scale imports no other scale. */
export interface Scale {
  readonly id: string;
  /** Empty: yes. Several scales may run one document. */
  accepts(experiment: Experiment): readonly Reason[];
  /** Cheap and allocation-free: what will this need? */
  plan(experiment: Experiment, options: Options): Plan;
  /**
   * Compiles and allocates, in the thread that will run the part.
   *
   * @param exchange  connects the part with the others; absent where it is the only one
   */
  create(plan: Plan, part: Part, exchange?: Exchange): Simulation;
  /**
   * The equations of one unit of a population (or entry of `rates`; the first without a name) without time, for phase planes, f-I curves
   * and continuation. Absent: the scale has no units of few variables. Throws `unknown-population`.
   */
  readonly system?: (experiment: Experiment, population?: string) => System;
  /** The equations of its stationary states. Absent: it has none that could be solved without a run. */
  readonly stationary?: Stationary;
}

/** What the caller chooses for a run beside the experiment. */
export interface Options {
  readonly seed: number;
  /** `reference`: doubles throughout, additions in a fixed order. Absent: as fast as is exact enough. */
  readonly arithmetic?: "fast" | "reference";
  /** The run goes on after its duration, for as long as it is advanced. Sampling, stimuli and every step are those of the run that ends. */
  readonly endless?: boolean;
}

/** Structured-clonable. `atoms` are the units of work that may be dealt out: single neurons at the cell scale. */
export interface Plan {
  readonly experiment: Experiment;
  readonly options: Options;
  readonly channels: readonly Channel[];
  readonly atoms: number;
  readonly needs: Needs;
  /** Absent: the atoms cannot be dealt to threads. What can be can also be saved. */
  readonly sharing?: Sharing;
  readonly clock: { readonly kind: "grid"; readonly step: number } | { readonly kind: "free" };
  /** The seed changes nothing: no noise, nothing drawn. Absent: it may. */
  readonly isDeterministic?: true;
  /** What was chosen automatically (method, tolerance, step), for the provenance. */
  readonly chosen: Readonly<Record<string, string | number>>;
}

/** What a run will take, before anything is allocated. */
export interface Needs {
  readonly neurons: number;
  /** What is computed in the place of single neurons, and how much of it. Absent: the neurons themselves. */
  readonly instead?: { readonly kind: "cohorts" | "modes" | "density" | "field" | "units"; readonly count: number };
  readonly connections: number;
  /** Memory, of all threads. */
  readonly bytes: number;
  /** Computing time on one thread, to a factor of some; absent where steps are not known beforehand. */
  readonly seconds?: number;
}

/** Contiguous atoms; results do not depend on the cut. */
export interface Part {
  readonly from: number;
  readonly to: number;
}

/** A part of an experiment in flight. */
export interface Simulation {
  readonly time: number;
  /**
   * Goes on, for some milliseconds, with what takes long before the first step (connections), so that its caller can look around. Returns the
   * part of it that is done, 1 at its end. Absent: nothing takes long. Whoever does not call it waits in the first `advance`, `set` or `restore`.
   */
  build?(): number;
  /** Runs until `until` at the latest; a split run takes the same steps as a whole one. */
  advance(until: number): Outcome;
  /** Hands over what was recorded since the last call. */
  drain(sink: (chunk: Chunk) => void): void;
  /**
   * Gives a parameter, an input or a state another value [internal units] from `time` on (with a fixed step: from the next node of its
   * grid on), where the last `advance` has `reached`. The constant takes the place of all that drives the input. Nothing is compiled.
   *
   * @param path  `POP.NAME`, or `POP[3].NAME` for one neuron
   */
  set(path: string, value: number): void;
  /** Adds to a state, likewise. */
  kick(path: string, by: number): void;
  /** Numbers about the run so far as a whole, by the name of their key in the report; rates in 1/ms. Absent: there are none. */
  measures?(): Measures;
  /** What is known of the activity of each population, by name, at scales without single neurons. */
  activities?(): Readonly<Record<string, ActivityMeasures>>;
  /** What has happened so far that a reader of the result must know. */
  remarks?(): readonly Reason[];
  /** Everything that a simulation of the same plan and part needs to go on from here, at a time that was `reached`. Drain first. */
  save?(): Snapshot;
  /** Goes on from a snapshot: before the first `advance`. */
  restore?(snapshot: Snapshot): void;
  close(): void;
}

/** A simulation at rest. `state` is plain data: structured-clonable, of objects, arrays, numbers, texts and typed arrays. */
export interface Snapshot {
  readonly time: number;
  readonly state: unknown;
}

/** The activity of a population over the recorded time, at a scale without single neurons. */
export interface ActivityMeasures {
  /** Spikes; real numbers where nothing is drawn. */
  readonly spikes: number;
  /** Mean over time, and in the last step [spikes per neuron and ms]. */
  readonly mean: number;
  readonly final: number;
  /** Largest difference, of all steps, between 1 and the part of the neurons whose last spike is known. */
  readonly massError: number;
  /** Relative error of the activity that comes of cohorts which are wider than a step, as it was estimated on the way. */
  readonly gridError: number;
  /**
   * Power of the activity at low frequencies over that of the neurons, as the correction for neurons whose last spike is not known gives it where
   * they do not act on one another; null where there is no correction.
   */
  readonly lowFrequencyPower: number | null;
}

/** Numbers about a whole run. */
export type Measures = Readonly<Record<string, readonly number[]>>;

/** What profiles are over beside time: the age of neurons, their potential, a place. */
export interface Axis {
  readonly name: string;
  /** The user's own unit; "" if dimensionless. internal value = written value * factor. */
  readonly unit: string;
  readonly factor: number;
  /** Midpoints of the cells, ascending, at equal distances [internal units]. */
  readonly values: Float64Array;
}

/**
 * A recorded quantity and how it reads: events are (neuron, time) pairs, samples one value per time, profiles one value per time and cell of
 * their axes. Of several parts each has events of its own; the samples and profiles of a channel are all from one of them.
 */
export interface Channel {
  readonly id: string;
  readonly population: string;
  /** Column label: the state's or expression's name. */
  readonly label: string;
  /** `input` for what drives a neuron: figures draw it in a panel of its own. Absent: a state or an expression. */
  readonly role?: "input";
  readonly unit: string;
  /** internal value = written value * factor. */
  readonly factor: number;
  readonly kind: "samples" | "events" | "profiles";
  /** Of profiles: one axis or several, of which the last runs fastest. */
  readonly axes?: readonly Axis[];
  /** How long after its time a sample is known, at most: one in the middle of a bin, when the bin is over. Absent: at once. */
  readonly lag?: number;
  /** Neuron index for samples of one neuron; absent for population means and events. */
  readonly neuron?: number;
}

/** What one channel recorded since it was last drained. */
export interface Chunk {
  readonly channel: string;
  readonly times: Float64Array;
  /** Values of samples and profiles (internal units), profile after profile; or neuron indices of events. */
  readonly data: Column;
}
