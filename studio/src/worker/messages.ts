/** Messages between the page and its worker: one typed map of calls, and one of events. */
import type {
  Agreement,
  Continuation,
  FiringCurve,
  PhasePortrait,
  Result,
  SteadyResult,
  SweepResult,
} from "../../../src/contract/index.ts";
import type { Completion, Meaning, Refusal } from "../../../src/session/index.ts";
import type { Acceptance, CompareSettings, Computed, Foreseen, LiveFrame, Part, RunFrame, StudioDocument } from "../contract.ts";
import type { GalleryGroup, Sketch } from "../gallery/gallery.ts";

/** Ranges of the axes of the phase plane. */
export interface Window {
  readonly xRange: readonly [number, number];
  readonly yRange?: readonly [number, number];
}

/** What takes long enough that a second worker does it while the dials stay free. */
export interface Studied {
  portrait: PhasePortrait;
  firing: FiringCurve;
  over: Continuation;
  steady: SteadyResult;
  branches: Continuation;
}

/** `quick` may be rough where that saves time. */
export type Effort = "quick" | "exact";

/** A document to study. */
export interface StudyRequest {
  readonly what: keyof Studied;
  readonly effort: Effort;
  readonly document: StudioDocument;
  readonly held?: Window;
}

/** What a study found. */
export type StudyAnswer = Answer<Studied[keyof Studied]>;

/** A document to compute. */
export interface ShowRequest {
  readonly revision: number;
  readonly document: StudioDocument;
  /** The page has nothing yet: parts that did not change are sent too. */
  readonly fresh: boolean;
  /** Window of the phase plane on the page: kept while dials are turned. */
  readonly held?: Window;
}

/** A stretch of the running simulation, of this document. */
export interface AdvanceRequest {
  readonly document: StudioDocument;
  /** Model time [ms]. */
  readonly dt: number;
  /** It shall begin anew. */
  readonly fresh: boolean;
}

export interface AdvanceAnswer {
  /** The frame is the first of a new run. */
  readonly begun: boolean;
  readonly frame: LiveFrame;
}

/** What a run left; without a result, why there is none. */
export interface RunAnswer {
  readonly result?: Result;
  readonly reason?: string;
}

/** A document as it is to be read. */
export type Readable = Pick<StudioDocument, "base" | "values" | "name">;

/** What was made; without a value, why there is none. */
export interface Answer<Value> {
  readonly value?: Value;
  readonly reason?: string;
}

/** A document on one of its scales; absent: on its own. */
export interface OnScale extends Readable {
  readonly scale?: string;
}

/** Scales to compare. */
export interface CompareRequest extends Readable {
  readonly settings: CompareSettings;
}

/** What is swept: the number at a path between two values with their units; absent: what the document says. */
export interface Sweeping {
  readonly over?: { readonly path: string; readonly low: string; readonly high: string; readonly points: number };
  /** What is measured over it: `E.rate`; absent: the first of what the document measures, else the rate of the first population. */
  readonly measure?: string;
}

export interface SweepRequest extends Readable {
  readonly settings: Sweeping;
}

/** A document to be written for another program, or for people. */
export interface ExportRequest extends Readable {
  /** A format of the exports: `brian2`. */
  readonly to: string;
  /** The command line that writes the same. */
  readonly command: string;
  /** What its figures are drawn of; absent: it has none. */
  readonly result?: Result;
}

/** What was written; without a file, why there is none. */
export interface ExportAnswer {
  readonly file?: { readonly text: string; readonly notes: readonly string[]; readonly extension: string; readonly type: string };
  readonly reasons: readonly string[];
}

/** A text as it is typed, and where the cursor stands in it. */
export interface CursorRequest {
  readonly text: string;
  /** The document's, for files that it names. */
  readonly name: string;
  readonly offset: number;
}

/** A text that is refused; by which scale, absent: by its own. */
export interface RefusalRequest {
  readonly text: string;
  readonly name: string;
  readonly scale?: string;
}

/** How far something is that takes long: part of 1, what is done now, wall time left [s], NaN where it is not known. */
export interface JobStage {
  readonly fraction: number;
  readonly what: string;
  readonly secondsLeft: number;
}

/** A file that the visitor has opened beside a document. */
export interface DataFile {
  /** Without folder. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** What the worker is asked: the name of a call, what it is given, what comes back. */
export interface Calls {
  /** Computes what the views of a document need and sends the parts as they come; a later `show` overtakes it. */
  show: [input: ShowRequest, output: "done" | "overtaken"];
  /** More files that documents may name. */
  files: [input: readonly DataFile[], output: null];
  /** Computes one thing to its end. */
  study: [input: StudyRequest, output: StudyAnswer];
  /** The text of a document with its values set. */
  written: [input: Pick<StudioDocument, "base" | "values">, output: string];
  /** Everything that can be opened by its name. */
  gallery: [input: null, output: readonly GalleryGroup[]];
  /** The text behind a name of the gallery: `adex.tonic`, `example:adex-adapting`. */
  text: [input: string, output: string];
  /** The first trace of something in the gallery, for its card; undefined if it draws none. */
  sketch: [input: string, output: Sketch | undefined];
  /** Goes on with the running simulation. */
  advance: [input: AdvanceRequest, output: AdvanceAnswer];
  /** Runs a network to its end, or until it is halted, and tells how it goes; one at a time. */
  watch: [input: OnScale, output: RunAnswer];
  /** What that run will take. */
  foresee: [input: Required<OnScale>, output: Answer<Foreseen>];
  /** Runs scales of a document and compares them. */
  compare: [input: CompareRequest, output: Answer<Agreement>];
  /** Runs every point of a sweep. */
  sweep: [input: SweepRequest, output: Answer<SweepResult>];
  /** Which scales accept a document, and what of them it has. */
  accepts: [input: Readable, output: Acceptance | null];
  /** Writes a document for another program, or for people. */
  export: [input: ExportRequest, output: ExportAnswer];
  /** What can be written at the cursor; null where nothing is known. */
  complete: [input: CursorRequest, output: Completion | null];
  /** What the word at the cursor means; null where nothing is known. */
  meaning: [input: CursorRequest, output: Meaning | null];
  /** Why a text is refused, and what would help. */
  refusals: [input: RefusalRequest, output: readonly Refusal[]];
  /** Ends the run that is watched where it is. */
  halt: [input: null, output: null];
  /** Adds to a state of the running simulation, in its unit. */
  kick: [input: { readonly state: string; readonly by: number }, output: null];
}

/** What the worker says by itself. */
export interface Events {
  /** A part of what is computed; without a value it is not there any more, and `reason` says why. */
  part: { readonly revision: number; readonly part: Part; readonly value: Computed[Part] | undefined; readonly reason?: string };
  /** The part on the page is that of this document too. */
  kept: { readonly revision: number; readonly part: Part };
  /** The network that is to be watched is being made: the part that is done. */
  building: number;
  /** The run that is watched begins, with a result that has everything but recordings. */
  begun: Result;
  /** It goes on. */
  frame: RunFrame;
  /** The comparison or the sweep goes on. */
  stage: JobStage;
  /** A sweep as far as it has come. */
  grown: SweepResult;
  /** Everything that follows a slider is there; what follows now may be cut short. */
  settled: { readonly revision: number };
}

/** On the wire: numbered calls; of their answers and the events as many in one message as were said in one turn of the worker's event loop. */
export type ToWorker = { [K in keyof Calls]: { readonly id: number; readonly call: K; readonly input: Calls[K][0] } }[keyof Calls];
export type FromWorker =
  | { readonly kind: "answer"; readonly id: number; readonly output: unknown }
  | { readonly kind: "failure"; readonly id: number; readonly message: string }
  | { [K in keyof Events]: { readonly kind: "event"; readonly event: K; readonly value: Events[K] } }[keyof Events];
