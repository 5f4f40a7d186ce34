/**
 * Something that takes long and is made at a click: a comparison of scales, a sweep. It is made in a worker of its own and ended by another
 * click or by a change of the document that it is of.
 */
import { batch, type ReadonlySignal, signal } from "@preact/signals";
import type { StudioDocument } from "../contract.ts";
import type { Calls, JobStage } from "../worker/messages.ts";
import type { Crew } from "./crew.ts";
import { OwnWorker } from "./own-worker.ts";

/** `idle`: nothing is under way. */
export type JobState = { readonly kind: "idle" } | ({ readonly kind: "running" } & JobStage);

/** The calls that are jobs. */
export type JobCall = "compare" | "sweep";

/** What a job makes. */
export type Made<C extends JobCall> = NonNullable<Calls[C][1]["value"]>;

/** What a job is made from, beside the document. */
export type Settings<C extends JobCall> = Calls[C][0]["settings"];

/** Puts what was made on the page. */
type Put<C extends JobCall> = (value: Made<C> | undefined, reason?: string) => void;

const idle: JobState = { kind: "idle" };

/** Owns the worker and the job in it. */
export class Job<C extends JobCall> {
  readonly #call: C;
  readonly #sourceOf: (document: StudioDocument) => string;
  readonly #worker: OwnWorker;
  readonly #state = signal<JobState>(idle);
  /** What is on the page was made from this, and would be made from that now. */
  readonly #made = signal<string | undefined>(undefined);
  readonly #wanted = signal<string | undefined>(undefined);
  #from: string | undefined;
  #put: Put<C> = () => {};

  /** @param sourceOf  what it depends on: while that stays, what was made is of the document as it is */
  constructor(crew: Crew, call: C, sourceOf: (document: StudioDocument) => string) {
    this.#call = call;
    this.#sourceOf = sourceOf;
    this.#worker = new OwnWorker(crew, {
      stage: (stage) => {
        this.#state.value = { kind: "running", ...stage };
      },
      // What grows is of the job that was asked for.
      grown: (value) => this.#show(value as Made<C>),
    });
  }

  get state(): ReadonlySignal<JobState> {
    return this.#state;
  }

  /** Whether what is on the page is of the document as it is. */
  get isPresent(): boolean {
    return this.#made.value !== undefined && this.#made.value === this.#wanted.value;
  }

  /** Where what is made goes. */
  puts(put: Put<C>): void {
    this.#put = put;
  }

  /** The document has changed: what is under way for another one is given up; what it has made so far stays. */
  change(document: StudioDocument): void {
    this.#wanted.value = this.#sourceOf(document);
    if (this.#from !== undefined && this.#from !== this.#wanted.peek()) this.stop();
  }

  /** Another document, of which nothing is known. */
  forget(): void {
    this.#made.value = undefined;
    this.stop();
  }

  /** Begins, or stops. */
  toggle(document: StudioDocument, settings: Settings<C>): void {
    if (this.#from === undefined) void this.start(document, settings);
    else this.stop();
  }

  /** Begins anew. */
  async start(document: StudioDocument, settings: Settings<C>): Promise<void> {
    this.stop();
    const { base, values, name } = document;
    this.#from = this.#sourceOf(document);
    this.#wanted.value = this.#from;
    this.#state.value = { kind: "running", fraction: 0, what: "", secondsLeft: Number.NaN };
    // The request is that of the call: both are of C.
    const answer = await this.#worker.ask(this.#call, { base, values, name, settings } as Calls[C][0]);
    batch(() => {
      this.#show("value" in answer ? (answer.value as Made<C>) : undefined, answer.reason);
      this.stop();
    });
  }

  /** Ends it where it is. */
  stop(): void {
    this.#worker.end();
    this.#from = undefined;
    this.#state.value = idle;
  }

  #show(value: Made<C> | undefined, reason?: string): void {
    this.#made.value = this.#from;
    this.#put(value, reason);
  }
}
