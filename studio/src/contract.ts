/**
 * What the parts of the studio agree on. The document is the whole state; the worker computes what the views of it need; a view is a
 * function of (document, computed). Types only, all of it plain data that a message can carry.
 */
import type {
  Agreement,
  Channel,
  Continuation,
  Ending,
  FiringCurve,
  Needs,
  PhasePortrait,
  Profile,
  Result,
  Signal,
  Spikes,
  SteadyResult,
  SweepResult,
} from "../../src/contract/index.ts";
import type { Dial } from "../../src/session/index.ts";

/** A view by its name in the registry (`views/index.ts`). A document may name one that this version does not have: it is left out. */
export type ViewId = string;

/** Single units, whose pictures follow the dials; or a network, whose run takes its time and is watched. */
export type Kind = "units" | "network";

/** A trajectory that starts at a point of the plane, in the user's units, by the names of the states. */
export interface Start {
  readonly at: Readonly<Record<string, number>>;
  readonly backwards: boolean;
}

/** What the phase plane shows beside the model: nothing here is computed. */
export interface PlaneSettings {
  /** Names of the states on the axes; absent: the first two. */
  readonly axes?: readonly [string, string];
  /** [left, right, bottom, top] in the user's units; absent: chosen from the dynamics. */
  readonly window?: readonly [number, number, number, number];
  readonly starts: readonly Start[];
  /** Layers that are switched off: `field`, `nullclines`, `cycles`, `separatrices`, `run`. */
  readonly hidden: readonly string[];
}

/** What views over time show: a stretch of time [ms], the moment of pictures that show a single one [ms] (absent: the last), and the signals that are left out, by channel label. */
export interface TracesSettings {
  readonly range?: readonly [number, number];
  readonly moment?: number;
  readonly hidden: readonly string[];
}

/** What the f-I view shows: the input on its axis and the range; absent: chosen by the analysis. */
export interface FiringSettings {
  readonly input?: string;
  readonly range?: readonly [number, number];
}

/** What a diagram of branches is over; absent: the number that is varied first, between the ends of its slider. */
export interface OverSettings {
  readonly parameter?: string;
}

/** What the running mode shows: the width of its screen in model time [ms], model time per second of wall time [ms], strength of a kick (1: a sixth of what the state ranges over). */
export interface LiveSettings {
  readonly span: number;
  readonly speed: number;
  readonly kick: number;
}

/** What is compared: two scales, the reference first, and how often each is run; absent: those that the document names, as often as is usual. */
export interface CompareSettings {
  readonly scales?: readonly [string, string];
  readonly trials?: number;
}

/** The scales that a network's document is run on beside its own, in order; absent: the others that it names. */
export interface OthersSettings {
  readonly scales?: readonly string[];
}

/** What is swept: a number of the document by its path, between two values in its unit, and what is measured; absent: what the document says. */
export interface SweepSettings {
  readonly over?: { readonly path: string; readonly low: number; readonly high: number; readonly points: number };
  readonly measure?: string;
}

/** The settings of the views, and which are open, from the top left: of single units, and of networks (absent: those that suit the document). Views over time share the stretch of the traces. */
export interface Views {
  readonly open: readonly ViewId[];
  readonly openOfNetworks?: readonly ViewId[];
  readonly plane: PlaneSettings;
  readonly traces: TracesSettings;
  readonly firing: FiringSettings;
  readonly over: OverSettings;
  readonly live: LiveSettings;
  readonly steady: OverSettings;
  readonly compare: CompareSettings;
  readonly others: OthersSettings;
  readonly sweep: SweepSettings;
}

/** The whole state of the studio. Immutable and plain: a change is a new one, undo is an old one. */
export interface StudioDocument {
  /** File name without folder. */
  readonly name: string;
  /** The text as it was opened or typed. */
  readonly base: string;
  /** Values by path that the dials have set in it; the text with them written in is made where it is asked for. */
  readonly values: Readonly<Record<string, string>>;
  /** What the command line calls `base`: `example:adex-adapting`, `adex.tonic`; absent for a file. */
  readonly source?: string;
  readonly views: Views;
}

/** A mistake or warning with its place in the text (offsets), made for the editor. */
export interface Remark {
  readonly kind: "error" | "warning";
  readonly message: string;
  readonly hint: string;
  /** Half-open range of the document's text; absent where it has no place (a file that cannot be read). */
  readonly from?: number;
  readonly to?: number;
}

/** A dial as the panel shows it. */
export interface ShownDial extends Dial {
  /** Name as MathML. */
  readonly symbol: string;
  /** As it was written when the document was opened: where reset leads. */
  readonly original: string;
  /** Ends of the slider in `unit`: the document's range, else sensible ones around the original; absent without a number. */
  readonly ends?: readonly [number, number];
}

/** An entry's equations, typeset. */
export interface Typeset {
  readonly path: string;
  /** MathML of each equation and rule. */
  readonly equations: readonly string[];
  readonly rules: readonly (readonly [key: string, mathml: string])[];
  readonly states: readonly { readonly name: string; readonly unit: string }[];
}

/** What the document says, without computing anything. */
export interface Described {
  readonly title: string;
  /** The document's text, with what the dials have set. */
  readonly text: string;
  readonly remarks: readonly Remark[];
  readonly notes: readonly string[];
  readonly dials: readonly ShownDial[];
  readonly entries: readonly Typeset[];
  /** Whether it can be run. */
  readonly sound: boolean;
  /** Absent where it has mistakes. */
  readonly kind?: Kind;
  /** The scales that it names. */
  readonly scales: readonly string[];
  /** What it sweeps; absent where it says nothing. */
  readonly sweep?: DescribedSweep;
  /** The populations that fire: of which something can be measured. */
  readonly firing: readonly string[];
  /** What the document says of its figures, by their names: of each the first. */
  readonly figures: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** The `sweep:` of a document. */
export interface DescribedSweep {
  /** The axes, each with the path of the dial that it turns, where there is one; whether its values are numbers. */
  readonly axes: readonly { readonly path: string; readonly dial?: string; readonly isNumeric: boolean; readonly count: number }[];
  readonly measures: readonly string[];
}

/** What the run of a network will take. */
export interface Foreseen extends Needs {
  /** The scale that runs it. */
  readonly scale: string;
  /** What it will record. */
  readonly channels: readonly Channel[];
  /** Why it would be refused for want of memory. */
  readonly refusal?: string;
}

/** What the worker has computed for a document so far; parts arrive one after the other, older ones stay until they are replaced. */
export interface Computed {
  readonly described?: Described;
  /** Of networks. */
  readonly foreseen?: Foreseen;
  /** Of a network that is running: what it has recorded so far, as if it had been stopped. */
  readonly result?: Result;
  /** Runs of the same values on other scales. */
  readonly beside?: readonly Result[];
  /** Absent for a document that has no phase plane; `reason` says why. */
  readonly portrait?: PhasePortrait;
  readonly firing?: FiringCurve;
  /** Fixed points and cycles over a parameter. */
  readonly over?: Continuation;
  /** Stationary states, and their branches over a number of the document. */
  readonly steady?: SteadyResult;
  readonly branches?: Continuation;
  /** Two scales of the document over one another. */
  readonly agreement?: Agreement;
  /** A sweep, or as much of it as there is. */
  readonly sweep?: SweepResult;
  /** Why a part is not there, in a sentence. */
  readonly reasons: Readonly<Partial<Record<Exclude<Part, "described">, string>>>;
  /** Parts that belong to an older document and are being computed anew. */
  readonly stale: readonly Part[];
  /** Parts on their way: the other parts may be of the document whose answer is just coming in, and these are still of the one before. */
  readonly coming: readonly Part[];
}

/** What the scales say of a document. */
export interface Acceptance {
  readonly scales: readonly {
    readonly id: string;
    readonly title: string;
    readonly accepts: boolean;
    readonly reasons: readonly string[];
  }[];
  /** Why none of them has stationary states of it; empty where one has. */
  readonly withoutSteady: readonly string[];
}

/** The parts that are computed one after the other. */
export type Part =
  | "described"
  | "foreseen"
  | "result"
  | "beside"
  | "portrait"
  | "firing"
  | "over"
  | "steady"
  | "branches"
  | "agreement"
  | "sweep";

/** A stretch of the running simulation; times in ms, values in the user's units. */
export interface LiveFrame {
  /** How far the run has come [ms]. */
  readonly time: number;
  /** What was recorded since the frame before, as in a result. */
  readonly signals: readonly Signal[];
  /** Spikes since the frame before, by population. */
  readonly spikes: Readonly<Record<string, Spikes>>;
  /** Profiles since the frame before; absent where none are recorded. */
  readonly profiles?: readonly Profile[];
  /** Why it cannot go on; absent while it can. */
  readonly ending?: Ending;
}

/** A stretch of a network's run. */
export interface RunFrame extends LiveFrame {
  /** Its time per wall time so far, 0 where that is not known yet; and the wall time that is left [s], NaN likewise. */
  readonly speed: number;
  readonly secondsLeft: number;
}

/** Calls back with every frame of the running simulation; `undefined` begins a new run. Returns how to stop listening. */
export type Listen = (hear: (frame: LiveFrame | undefined) => void) => () => void;

/** A stretch of time that is highlighted in all views [ms]. Not part of the document: it goes with the pointer. */
export type Brush = readonly [from: number, to: number] | undefined;

/** How a change of the settings is kept: a `step` of its own for undo, or part of a movement that is one step in all. */
export type ChangeKind = "step" | "move";
