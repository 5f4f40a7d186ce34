/**
 * Lapicque as a library.
 *
 *     import { run } from "lapicque";
 *     const [result] = await run(text);            // a document: YAML, JSON, or the same as an object
 *     result.populations.cell.spikes.times;        // ms
 *
 * The same code runs in Node and in a browser. Documents that name files need a `host` that can read them.
 */
import { LapicqueError } from "./base/index.ts";
import type { Agreement, PhasePortrait, Result, SteadyResult } from "./contract/index.ts";
import { figures } from "./figures/index.ts";
import type { DocumentData } from "./model/index.ts";
import {
  builtNames,
  type Changes,
  type CompareOptions,
  compareScales,
  type Host,
  type Live,
  type Opened,
  obstacles,
  openCheckpoint,
  openText,
  type PhaseOptions,
  phase as phaseOf,
  portableHost,
  type Ran,
  type RunOptions,
  run as runOpened,
  type SteadyOptions,
  type Swept,
  live as startLive,
  steady as steadyOf,
  sweep as sweepOpened,
  withTheory,
} from "./session/index.ts";

/** What may be given with a document. */
export interface Options extends Changes, RunOptions {
  /** Reads the files that the document names; without one, a document that names files is refused. */
  readonly host?: Partial<Host>;
  /** What messages call the document, and where its files are looked for. */
  readonly name?: string;
  /** Whether `run` and `resume` add the theory that figures draw over what was simulated, which may take seconds. */
  readonly theory?: boolean;
}

/** Reads and checks a document. Never throws for a wrong one: `errors` has every mistake, and then there is no `experiment`. */
export async function open(document: string | DocumentData, options: Options = {}): Promise<Opened> {
  const text = typeof document === "string" ? document : JSON.stringify(document, null, 2);
  const environment = { host: hostOf(options), names: builtNames(figures.map(({ id }) => id)) };
  return openText(environment, text, options.name ?? "document", options);
}

/** Computes a document: one result for each scale. Throws a LapicqueError if the document is wrong. */
export async function run(document: string | DocumentData, options: Options = {}): Promise<readonly Result[]> {
  const opened = sound(await open(document, options));
  return theorised(opened, await runOpened(hostOf(options), opened, options), options);
}

/**
 * Goes on with a run from one of its checkpoints, to the results of a run that never stopped:
 *
 *     let kept: Uint8Array;
 *     await run(text, { checkpoint: { every: 1000, keep: async (bytes) => { kept = bytes; } }, signal });
 *     const [result] = await resume(kept);
 *
 * Of `options`, those that change the document have no effect. Throws a LapicqueError if the bytes are no checkpoint of this version, damaged or
 * cut off, or if a file that the document names has changed.
 */
export async function resume(bytes: Uint8Array, options: Options = {}): Promise<readonly Result[]> {
  const host = hostOf(options);
  const names = builtNames(figures.map(({ id }) => id));
  const { opened, checkpoint } = await openCheckpoint({ host, names }, bytes, options.name ?? "the checkpoint");
  return theorised(opened, await runOpened(host, opened, { ...options, from: checkpoint }), options);
}

/** Computes every point of a document's sweep. Throws a LapicqueError if the document is wrong. */
export async function sweep(document: string | DocumentData, options: Options = {}): Promise<Swept> {
  const opened = sound(await open(document, { ...options, isSweep: true }));
  return sweepOpened(hostOf(options), opened, options);
}

/**
 * Compares scales of a document, the first of `scales` with every other: statistics with their errors, a verdict for each and for all. Throws a
 * LapicqueError if the document is wrong, a scale refuses it, or a run does not complete.
 */
export async function compare(document: string | DocumentData, options: Options & CompareOptions = {}): Promise<Agreement> {
  const compared = await compareScales(hostOf(options), sound(await open(document, options)), options);
  if (compared.kind === "compared") return compared.agreement;
  const { scale, outcome } = compared;
  throw new LapicqueError("compare-unfinished", { scale, reason: outcome.message ?? outcome.kind });
}

/**
 * The phase plane (or line) of a unit of a document: nullclines, fixed points, cycles, separatrices, and what is to be seen in words.
 * Throws a LapicqueError if the document or a choice is wrong.
 */
export async function phase(document: string | DocumentData, options: Options & PhaseOptions = {}): Promise<PhasePortrait> {
  return phaseOf(sound(await open(document, options)), options);
}

/**
 * The stationary states of a document with their stability, and with `over: "PATH=a:b"` their branches, folds and Hopf points. Throws a
 * LapicqueError if the document or a choice is wrong, or no scale has equations for its stationary states.
 */
export async function steady(document: string | DocumentData, options: Options & SteadyOptions = {}): Promise<SteadyResult> {
  return steadyOf(sound(await open(document, options)), options);
}

/**
 * Starts a simulation that goes on for as long as it is asked to, while its parameters, inputs and states are changed:
 *
 *     const cell = await live(text);
 *     cell.advance(20).spikes.cell.times;   // of the first 20 ms
 *     cell.set("I", "300 pA");
 *     cell.kick("V", "10 mV");
 *
 * Throws a LapicqueError if the document is wrong.
 */
export async function live(document: string | DocumentData, options: Options = {}): Promise<Live> {
  return startLive(sound(await open(document, options)));
}

/** The results, with what theory says of them where that is asked for. */
function theorised({ experiment }: Opened, ran: readonly Ran[], { theory = false }: Options): Promise<readonly Result[]> {
  return Promise.all(ran.map(({ result }) => (theory ? withTheory(experiment!, result) : result)));
}

function hostOf({ host }: Options): Host {
  return { ...portableHost, ...host };
}

function sound(opened: Opened): Opened {
  const [error] = obstacles(opened);
  if (error) throw error;
  return opened;
}

export { InternalError, LapicqueError, version } from "./base/index.ts";
export type * from "./contract/index.ts";
export { catalogue, type DocumentData } from "./model/index.ts";
export {
  type Checkpoints,
  type Host,
  type Live,
  type Opened,
  type PhaseOptions,
  printJson,
  type SteadyOptions,
  type Stretch,
  toReport,
  toReports,
} from "./session/index.ts";
