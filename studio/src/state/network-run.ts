/**
 * The run of a network on one scale as the page has it: in a worker of its own, drawn while it goes on, begun by itself when the dials rest and
 * it is short, else by a click.
 */
import { batch, type ReadonlySignal, signal } from "@preact/signals";
import type { Result } from "../../../src/contract/index.ts";
import { spell } from "../../../src/session/index.ts";
import type { Foreseen, RunFrame, StudioDocument } from "../contract.ts";
import { Recorder } from "../plots/live/recorder.ts";
import type { RunAnswer } from "../worker/messages.ts";
import type { Crew } from "./crew.ts";
import { OwnWorker } from "./own-worker.ts";

/** A dial that rests for this long begins a run [ms], */
const REST = 350;
/** unless the run is shorter than this [s]: it begins as soon as the one before it has ended. */
const SHORT = 1;
/** A run that takes longer than this waits for a click [s]. */
const LONG = 4;
/** A worker that has not stopped by then is ended [ms]: it may be in the middle of something that cannot be cut. */
const PATIENCE = 50;
/** Between two pictures of a run [ms], and how many times what drawing one takes: most of the time is for the dials. */
const PICTURE = 100;
const SHARE = 2;

/** How far a run is; times as in a frame, fractions of 1. `idle`: nothing runs, and what is on the page is of the present document, or nothing is. */
export type RunState =
  | { readonly kind: "idle" }
  | { readonly kind: "connecting"; readonly fraction: number }
  | ({ readonly kind: "running" } & Pick<RunFrame, "time" | "speed" | "secondsLeft">);

/** Puts what a run has recorded on the page. @param from  what it was made from */
type Put = (result: Result | undefined, reason: string | undefined, from: string) => void;

type Runnable = Pick<StudioDocument, "base" | "values" | "name">;

/** A run under way. */
interface Run {
  readonly from: string;
  readonly recorder: Recorder;
  /** Begun before anybody knew what these values will take. */
  isGuess: boolean;
  blank?: Result;
  /** When the next picture may be made. */
  next: number;
}

const idle: RunState = { kind: "idle" };

/** Owns a worker and the run in it. */
export class NetworkRun {
  readonly #worker: OwnWorker;
  readonly #scale: string | undefined;
  readonly #state = signal<RunState>(idle);
  /** What the picture on the page, or the one that is coming, was made from. */
  readonly #ran = signal<string | undefined>(undefined);
  #ranName = "";
  readonly #wanted = signal<string | undefined>(undefined);
  #put: Put = () => {};
  #run: Run | undefined;
  #document: Runnable | undefined;
  /** The text whose last run was foreseen to be short. */
  #short: string | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param scale  on which the activity alone is recorded; absent: the document's own, with all that it records */
  constructor(crew: Crew, scale?: string) {
    this.#scale = scale;
    this.#worker = new OwnWorker(crew, {
      building: (fraction) => {
        if (this.#run) this.#state.value = { kind: "connecting", fraction };
      },
      begun: (blank) => {
        if (this.#run) this.#run.blank = blank;
      },
      frame: (frame) => {
        if (this.#run) this.#take(this.#run, frame);
      },
    });
  }

  get state(): ReadonlySignal<RunState> {
    return this.#state;
  }

  /** Whether what is on the page, or is coming, is of the document as it is. */
  get isPresent(): boolean {
    return this.#ran.value !== undefined && this.#ran.value === this.#wanted.value;
  }

  /** Where results go. */
  puts(put: Put): void {
    this.#put = put;
  }

  /**
   * The document has changed: a run of what it was is given up. Where a dial was turned from values whose run is short, and the worker is free,
   * the run begins at once: this one will be as short, or is given up when it turns out to be none.
   */
  change(document: StudioDocument): void {
    clearTimeout(this.#timer);
    const from = sourceOf(document);
    this.#wanted.value = from;
    if (this.#run && this.#run.from !== from) this.#giveUp();
    if (this.#short === document.base && !this.isPresent && !this.#worker.isBusy) this.#begin(document, true);
  }

  /** The document has been read. @param foreseen  absent: it is no network, or has mistakes */
  settle(document: StudioDocument, foreseen: Foreseen | undefined): void {
    this.#document = foreseen && document;
    const { refusal, seconds = 0 } = foreseen ?? {};
    const isShort = foreseen !== undefined && refusal === undefined && seconds <= SHORT;
    // Other scales than the document's own are foreseen in their own time.
    this.#short = isShort && this.#scale === undefined ? document.base : undefined;
    if (this.#run?.isGuess && isShort) this.#run.isGuess = false;
    else if (this.#run?.isGuess) {
      this.#ran.value = undefined;
      this.#giveUp();
    }
    if (!foreseen || this.isPresent) return;
    if (refusal === undefined && seconds <= LONG) this.#timer = setTimeout(() => this.start(), this.#rest(seconds));
    // The picture of other values stays, to be compared; that of another document does not.
    else if (refusal !== undefined || this.#ranName !== document.name)
      this.#put(undefined, refusal ?? `Press Run, or the key R: it will take about ${spell(seconds)}.`, sourceOf(document));
  }

  #rest(seconds: number): number {
    if (seconds > SHORT) return REST;
    return this.#worker.isBusy ? PATIENCE : 0;
  }

  /** Another document, of which nothing is known. */
  forget(): void {
    clearTimeout(this.#timer);
    this.#document = undefined;
    this.#short = undefined;
    this.#ran.value = undefined;
    this.#ranName = "";
    this.#giveUp();
  }

  /** It is not wanted any more: its worker goes. */
  close(): void {
    this.forget();
    this.#worker.end();
  }

  /** Runs the document from the beginning. */
  start(): void {
    const document = this.#document;
    if (!document) return;
    clearTimeout(this.#timer);
    this.#giveUp();
    if (this.#worker.isBusy) this.#worker.end();
    this.#begin(document, false);
  }

  #begin(document: Runnable, isGuess: boolean): void {
    const recorder = new Recorder(Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY);
    const run: Run = { from: sourceOf(document), recorder, isGuess, next: 0 };
    this.#run = run;
    this.#ran.value = run.from;
    this.#ranName = document.name;
    this.#state.value = { kind: "connecting", fraction: 0 };
    void this.#perform(run, document);
  }

  /** Runs, or stops. */
  toggle(): void {
    if (this.#run) this.stop();
    else this.start();
  }

  /** Ends the run where it is; what it has recorded stays. */
  stop(): void {
    const run = this.#run;
    if (!run) return;
    this.#worker.halt();
    setTimeout(() => {
      if (this.#run !== run) return;
      this.#worker.end();
      this.#finish(run, run.blank ? { result: soFar(run) } : { reason: "Stopped before its first step." });
    }, PATIENCE);
  }

  async #perform(run: Run, { base, values, name }: Runnable): Promise<void> {
    const scale = this.#scale === undefined ? {} : { scale: this.#scale };
    const answer = await this.#worker.ask("watch", { base, values, name, ...scale });
    if (run !== this.#run) return;
    // Of a document with a mistake the picture stays, and the mistake is told where it stands: what was run too soon says nothing.
    if (run.isGuess && !("result" in answer && answer.result)) {
      this.#ran.value = undefined;
      this.#giveUp();
    } else this.#finish(run, answer);
  }

  #finish({ from }: Run, { result, reason }: RunAnswer): void {
    this.#run = undefined;
    batch(() => {
      this.#state.value = idle;
      this.#put(result, reason, from);
    });
  }

  #take(run: Run, frame: RunFrame): void {
    const { time, speed, secondsLeft } = frame;
    run.recorder.add(frame);
    this.#state.value = { kind: "running", time, speed, secondsLeft };
    const now = performance.now();
    // The whole is about to come.
    if (now < run.next || 1000 * secondsLeft < PICTURE) return;
    run.next = Number.POSITIVE_INFINITY;
    this.#put(soFar(run), undefined, run.from);
    // After the picture has been drawn.
    requestAnimationFrame(() =>
      setTimeout(() => {
        const drawn = performance.now();
        run.next = drawn + Math.max(PICTURE, SHARE * (drawn - now));
      }),
    );
  }

  /** What goes on is not looked at any more. */
  #giveUp(): void {
    if (!this.#run) return;
    this.#run = undefined;
    this.#state.value = idle;
    this.#worker.halt();
  }
}

/** What a run depends on. */
const sourceOf = ({ base, values }: Runnable) => JSON.stringify([base, values]);

/** The result that a run would have, had it been stopped where it is. */
function soFar({ blank, recorder }: Run): Result {
  const { outcome, populations, ...rest } = blank!;
  const spikes = recorder.spikes(0);
  const profiles = recorder.profiles(0);
  return {
    ...rest,
    outcome: { ...outcome, time: recorder.time },
    populations: Object.fromEntries(
      Object.entries(populations).map(([name, one]) => [name, spikes[name] ? { ...one, spikes: spikes[name] } : one]),
    ),
    signals: recorder.signals(0),
    ...(profiles.length > 0 ? { profiles } : {}),
  };
}
