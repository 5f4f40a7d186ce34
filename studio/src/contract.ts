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
import type { Views } from "./settings.ts";

export type {
  CompareSettings,
  FiringSettings,
  LiveSettings,
  OthersSettings,
  OverSettings,
  PlaneSettings,
  Start,
  SweepSettings,
  TracesSettings,
  ViewId,
  Views,
  Window,
} from "./settings.ts";

/** Single units, whose pictures follow the dials; or a network, whose run takes its time and is watched. */
export type Kind = "units" | "network";

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
