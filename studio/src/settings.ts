/** How a document is looked at: the settings of each view, part of the document. Types only. */

/** A view by its name in the registry (`views/index.ts`). A document may name one that this version does not have: it is left out. */
export type ViewId = string;

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
  readonly window?: Window;
  readonly starts: readonly Start[];
  /** Layers that are switched off: `field`, `nullclines`, `cycles`, `separatrices`, `run`. */
  readonly hidden: readonly string[];
}

/** Left, right, bottom and top end of the part of a plane that is shown. */
export type Window = readonly [number, number, number, number];

/** What views of a run show: a stretch of time [ms], the moment of pictures that show a single one [ms] (absent: the last), of pictures of a plane a part of it, and the signals that are left out, by channel label. */
export interface TracesSettings {
  readonly range?: readonly [number, number];
  readonly moment?: number;
  /** By figure, in the units of the axes; absent: all of it. */
  readonly windows?: Readonly<Record<string, Window>>;
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
