/**
 * The experiment: what `bind` makes of a document. Resolved, checked, plain and structured-clonable (trees without spans).
 * Every number is in internal units (ms, mV, pA, nS, pF, GOhm; plain numbers under `units: none`).
 */
import type { Tree } from "../language/index.ts";
import type { Dimension } from "../units/index.ts";

/** A distribution whose arguments are trees over parameters, other initial values, `index` and `size`. */
export type Draw =
  | { readonly kind: "normal" | "lognormal" | "uniform"; readonly a: Tree; readonly b: Tree }
  | { readonly kind: "exponential"; readonly mean: Tree }
  | { readonly kind: "truncated" | "clipped"; readonly of: Draw; readonly low: Tree; readonly high: Tree };

/** A value of the document: an expression of what is in scope, or drawn once per owner. */
export type Value = { readonly kind: "expression"; readonly tree: Tree } | { readonly kind: "draw"; readonly draw: Draw };

/** A named quantity; `unit` is the user's own text, for headers and axes ("" if dimensionless or under `units: none`). `factor` internal = user's number * factor. */
export interface Quantity {
  readonly name: string;
  readonly dimension: Dimension;
  readonly unit: string;
  readonly factor: number;
}

/** A variable with a derivative. */
export interface State extends Quantity {
  /** d(state)/dt, divided by the coefficient that stood before the derivative. Functions are inlined; definitions are named. May be linear in `xi...`. */
  readonly rate: Tree;
  readonly initial: Value;
}
/** A named constant, or a value drawn once per neuron. */
export interface Parameter extends Quantity {
  readonly value: Value;
  readonly meaning?: string;
  readonly range?: readonly [number, number];
  readonly source?: string;
}
/** A name for an expression of states, inputs and parameters, computed anew at every instant. */
export interface Definition extends Quantity {
  readonly tree: Tree;
}
/** A random value is drawn at each spike. */
export interface Assignment {
  readonly target: string;
  readonly value: Value;
}

/** Equations with everything resolved: a neuron of a population, or a `rates` entry. */
export interface Flow {
  readonly name: string;
  /** Catalogue model and set it started from, for `cite`. */
  readonly model?: string;
  readonly set?: string;
  readonly states: readonly State[];
  /** Sorted so that each uses only those before it. */
  readonly definitions: readonly Definition[];
  readonly parameters: readonly Parameter[];
  readonly inputs: readonly Quantity[];
  /** Names of private noise sources used (`xi`, `xi_1`, ...). */
  readonly noises: readonly string[];
  readonly spike?: Tree;
  readonly hazard?: Tree;
  /** `simultaneous` (a mapping: right-hand sides see the values before) or `sequential` (text). Functions inlined, locals allowed as targets when sequential. */
  readonly reset?: { readonly order: "simultaneous" | "sequential"; readonly assignments: readonly Assignment[] };
  readonly refractory?: { readonly time: Value; readonly hold: readonly string[] };
  readonly bounds: Readonly<Record<string, readonly [Tree, Tree]>>;
}

/** Neurons of one kind (or one entry of `rates`), with their groups as half-open ranges. */
export interface Population {
  readonly name: string;
  /** The flow with the population's own overrides applied. */
  readonly flow: Flow;
  readonly size: number;
  readonly groups: Readonly<Record<string, readonly [number, number]>>;
  /** Where the neurons sit, at equal distances. */
  readonly geometry?: Geometry;
  /**
   * Time since the last spike when the run begins [ms]; absent: never fired. What the reset changes has flowed since, driven as at the
   * beginning; the other states are as they begin.
   */
  readonly initialAge?: Value;
}
/**
 * Neuron i of n sits at (i + 1/2)/n of the length of a ring or line. A sheet of a x b has columns = max(1, floor(sqrt(n*a/b) + 1/2)) and
 * rows = ceil(n/columns); neuron i sits at x = (i mod columns + 1/2)/columns*a, y = (floor(i/columns) + 1/2)/rows*b. The flow has these as
 * parameters `position`, or `position.x` and `position.y`. Where it is periodic, opposite ends touch. Lengths in internal units.
 */
export interface Geometry {
  readonly kind: "ring" | "line" | "sheet";
  readonly lengths: readonly number[];
  readonly periodic: boolean;
}

/** A coordinate of a field: `points` cells of equal width between `from` and `to` [internal units], whose midpoints are its values. */
export interface FieldAxis extends Quantity {
  readonly from: number;
  readonly to: number;
  readonly points: number;
  /** `periodic`: the ends touch. `zero`: beyond them nothing acts, and `laplacian` finds 0 at the ends. */
  readonly outside: "periodic" | "zero";
}
/**
 * What acts across a field. The trees of its flow read the result by `name`. `conv`: the integral over the named axes of the kernel of the
 * displacement (from where it acts to where it is felt) times `of`; the kernel also reads parameters and coordinates of where it is felt.
 */
export type FieldOperator =
  | {
      readonly kind: "conv";
      readonly name: string;
      readonly of: Tree;
      readonly axes: readonly string[];
      readonly kernel: Tree;
      /** Names of the displacements in the kernel, one for each axis. */
      readonly displacements: readonly string[];
      /** As the document calls the kernel. */
      readonly written: string;
    }
  | { readonly kind: "laplacian"; readonly name: string; readonly of: Tree };
/** Equations over space. Its trees also read the coordinates; `xi` is white in space and time. */
export interface Field extends Population {
  /** In the order of the document; the last runs fastest. */
  readonly axes: readonly FieldAxis[];
  /** Each reads only those before it. */
  readonly operators: readonly FieldOperator[];
}

/** A run of neurons of one population, half-open. */
export interface Range {
  readonly population: string;
  readonly from: number;
  readonly to: number;
}

/** What is done at a spike or an arrival. `sequential`: each line sees the results of those above it, and may define local names. */
export interface Rule {
  readonly order: "simultaneous" | "sequential";
  readonly assignments: readonly Assignment[];
}

/**
 * One side of a synapse: `pre` lives once per source neuron, `post` once per target neuron and projection. Functions and parameters are
 * put in, so the trees read own states, own definitions, locals of own rules, `t`, and variables of the neuron of that side as `pre.X`
 * or `post.X`. Rules on the post side also read `weight` and what travels with the spike.
 */
export interface SynapseSide {
  readonly states: readonly State[];
  readonly definitions: readonly Definition[];
  /** At a spike of the neuron of this side. */
  readonly atSpike?: Rule;
  /** At an arrival; post side only. */
  readonly atArrival?: Rule;
}

/** How spikes, or states, of one neuron act on another. */
export type Synapse =
  /** A spike adds its weight to a state of the target. */
  | { readonly kind: "jump"; readonly name: string }
  /** The activity A(t) of the sources, as one number, times the weight. */
  | { readonly kind: "activity"; readonly name: string }
  /** Spikes act through equations. `output` is over post states and `post.X`; `travels`: locals and states of `pre` that arrivals read, as its rule at the spike left them. */
  | {
      readonly kind: "spiking";
      readonly name: string;
      readonly pre?: SynapseSide;
      readonly post: SynapseSide;
      readonly output: Tree;
      readonly travels: readonly string[];
    }
  /** Acts all the time: the input is the sum over the sources of weight * send; over pre states, `pre.X`, and linear in `post.X`. */
  | { readonly kind: "graded"; readonly name: string; readonly pre?: SynapseSide; readonly send: Tree };

/** Which neurons are connected. Counts are of connections drawn with replacement. */
export type Connect =
  | { readonly kind: "all" | "one-to-one"; readonly self: boolean }
  /**
   * One trial for each ordered pair; the tree reads `pre.index`, `post.index` (within the populations), `distance`, and `pre.X`, `post.X` for
   * parameters of the neurons that differ between them.
   */
  | { readonly kind: "probability"; readonly probability: Tree; readonly self: boolean }
  | { readonly kind: "indegree" | "outdegree" | "total"; readonly count: number; readonly self: boolean }
  /**
   * Columns `pre` and `post` of an asset (indices within the ranges), optional `weight` and `delay` in internal units, which then stand in the
   * place of the projection's.
   */
  | { readonly kind: "pairs"; readonly asset: string };

/** Connections from one range of neurons to another. `weight` and `delay` are drawn, or evaluated, for each connection. */
export interface Projection {
  /** As `record` and paths name it; one line of the document becomes one projection for each pair of populations. */
  readonly name: string;
  readonly from: Range;
  readonly to: Range;
  readonly synapse: Synapse;
  /** Input of the target (a state, for a jump). */
  readonly into: string;
  /** Absent for `activity`. */
  readonly connect?: Connect;
  readonly weight: Value;
  /** [ms]; absent: none was given. */
  readonly delay?: Value;
}

/** Spikes from outside: independent Poisson trains for each neuron, or times from a file, common to all targets. */
export interface SpikeSource {
  readonly name: string;
  readonly to: Range;
  /** A state that jumps, or, with a synapse, an input. */
  readonly into: string;
  readonly synapse?: Synapse;
  readonly start: number;
  readonly stop: number;
  /** [ms]. */
  readonly delay: number;
  readonly weight: Value;
  readonly source:
    | { readonly kind: "poisson"; readonly rate: Value; readonly each: "stimulus" | "neuron"; readonly redraw?: number }
    /** Column `time` of the asset [ms, from the start of the stimulus], and `neuron` where trains differ (index within the range). */
    | { readonly kind: "spikes"; readonly asset: string };
}

/** When and on what a stimulus acts; `amplitude` and the like are values, drawn once per stimulus or per neuron (`each`). */
export interface Stimulus {
  readonly name: string;
  /** Population (or rates entry), half-open neuron range, and input (or state, for clamp). */
  readonly targets: readonly { readonly population: string; readonly from: number; readonly to: number; readonly input: string }[];
  readonly start: number;
  /** End of the stimulus; infinity for the rest of the run. */
  readonly stop: number;
  readonly each: "stimulus" | "neuron";
  /** Random values are drawn anew after this time [ms]. */
  readonly redraw?: number;
  readonly wave: Wave;
}
/** The course of a stimulus over time, in the unit of its input. */
export type Wave =
  | { readonly kind: "step"; readonly amplitude: Value }
  | { readonly kind: "ramp"; readonly from: Value; readonly to: Value }
  | { readonly kind: "pulses"; readonly amplitude: Value; readonly period: Value; readonly width: Value; readonly count: number }
  | { readonly kind: "sine"; readonly amplitude: Value; readonly frequency: Value; readonly phase: Value; readonly offset: Value }
  | {
      readonly kind: "chirp";
      readonly amplitude: Value;
      readonly from: Value;
      readonly to: Value;
      readonly phase: Value;
      readonly offset: Value;
    }
  /** Ornstein-Uhlenbeck: exact samples every `step`, held between. */
  | { readonly kind: "noise"; readonly mean: Value; readonly sd: Value; readonly tau: Value; readonly step: number }
  /** Gaussian white noise of the given intensity [input * sqrt(time)], common to the targets unless `each: neuron`. */
  | { readonly kind: "white-noise"; readonly mean: Value; readonly intensity: Value }
  | { readonly kind: "expression"; readonly tree: Tree }
  /**
   * Columns of an asset: `time` [ms] ascending, `value` in internal units; held until the next sample, or interpolated. With `neurons`, `value`
   * has that many numbers for each time, one for each neuron of a target's range.
   */
  | { readonly kind: "recording"; readonly asset: string; readonly interpolate: "hold" | "linear"; readonly neurons?: number }
  /** Holds the target state at the expression and records the clamp current. */
  | { readonly kind: "clamp"; readonly tree: Tree };

/** One thing to record of a range of neurons. */
export interface Recording {
  readonly population: string;
  readonly from: number;
  readonly to: number;
  /** `spikes`, a state, an input, a definition, or an expression; `label` is the column's name, `mean` averages over the neurons. */
  readonly what:
    | { readonly kind: "spikes" }
    /** Spikes per neuron and time, in bins of `run.bin`. */
    | { readonly kind: "activity" }
    /** The part of the neurons whose last spike is known, at scales without single neurons. */
    | { readonly kind: "mass" }
    /**
     * How the neurons are distributed; its relative entropy against the stationary state, its largest value, and its exponential moment: at
     * scales of densities.
     */
    | { readonly kind: "density" | "entropy" | "sup" | "moment" }
    | {
        readonly kind: "signal";
        readonly label: string;
        readonly tree: Tree;
        readonly unit: string;
        readonly factor: number;
        readonly mean: boolean;
      };
}

/** A figure that the document asks for, with its options as they were written. */
export interface Figure {
  readonly name: string;
  readonly options: Readonly<Record<string, unknown>>;
}

/** When, how finely and by which method; times in internal units. */
export interface Run {
  readonly transient: number;
  /** End of the run, transient included [ms]. */
  readonly duration: number;
  readonly step?: number;
  readonly tolerance?: number;
  readonly method: string;
  readonly sde: "ito" | "stratonovich";
  readonly every?: number;
  /** Width of the bins of population activity; absent: the step. */
  readonly bin?: number;
  readonly seed: number;
  readonly scales: readonly string[];
  /** Options of single scales, by scale, as they were written; each scale checks its own. */
  readonly options?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** Recorded spikes to compare with: coincidence factor at each window [ms]. */
export interface Comparison {
  readonly population: string;
  readonly asset: string;
  readonly windows: readonly number[];
  /** Recorded signals that are drawn under the model's. */
  readonly signals: readonly ComparedSignal[];
}
/** Repetitions of a recorded signal: `assets` with the columns `time` [ms] and `value` (internal units). `label` is a signal of `recordings`. */
export interface ComparedSignal {
  readonly label: string;
  readonly unit: string;
  readonly factor: number;
  readonly assets: readonly string[];
}

/** A document with everything resolved: what a scale accepts or refuses, and runs. */
export interface Experiment {
  readonly title: string;
  readonly units: "physical" | "none";
  readonly populations: readonly Population[];
  /** Entries of `rates`: a population of size one without spikes. */
  readonly rates: readonly Population[];
  /** Entries of `fields`. */
  readonly fields: readonly Field[];
  readonly projections: readonly Projection[];
  readonly stimuli: readonly Stimulus[];
  readonly spikeSources: readonly SpikeSource[];
  readonly recordings: readonly Recording[];
  readonly run: Run;
  readonly figures: readonly Figure[];
  readonly comparison?: Comparison;
  /** Parts of the document that only a later scale understands (projections, fields, ...): why the scales built so far refuse. */
  readonly demands: readonly Demand[];
  /** Columns of the files that the document names, by asset name. */
  readonly assets: Readonly<Record<string, Asset>>;
}
/** A part of the document that asks a scale for more than single units, and its path. */
export interface Demand {
  /** `plasticity`: a projection whose synapse has an `edge` block, which is not among `projections`. */
  readonly feature:
    | "projections"
    | "fields"
    | "synapses"
    | "plasticity"
    | "hazard"
    | "poisson"
    | "spike-trains"
    | "activity"
    | "redraw"
    | "initial-age";
  readonly where: string;
}
/** Columns of a file that the document names. */
export interface Asset {
  readonly columns: Readonly<Record<string, Float64Array>>;
  /** Rows and columns of the array that the file holds, where it holds one; `columns` are its columns, or its rows where those are fewer. */
  readonly shape?: readonly [rows: number, columns: number];
}
