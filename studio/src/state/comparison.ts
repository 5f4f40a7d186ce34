/** The comparison of two scales as the page has it: in a worker of its own, begun by a click, ended by another. */
import { batch, type ReadonlySignal, signal } from "@preact/signals";
import type { Agreement } from "../../../src/contract/index.ts";
import type { CompareSettings, StudioDocument } from "../contract.ts";
import type { CompareAnswer, CompareStage, DataFile } from "../worker/messages.ts";
import { Engine } from "./engine.ts";

/** `idle`: nothing runs. */
export type ComparisonState = { readonly kind: "idle" } | ({ readonly kind: "running" } & CompareStage);

/** Puts what was found on the page. */
type Put = (agreement: Agreement | undefined, reason?: string) => void;

const idle: ComparisonState = { kind: "idle" };

/** Owns the fourth worker and the comparison in it. Its runs are not watched, so it is ended rather than asked to stop. */
export class Comparison {
  readonly #spawn: () => Worker;
  readonly #state = signal<ComparisonState>(idle);
  /** What the agreement on the page was made from, and what it would be made from now. */
  readonly #made = signal<string | undefined>(undefined);
  readonly #wanted = signal<string | undefined>(undefined);
  #put: Put = () => {};
  #engine: Engine | undefined;
  #files: readonly DataFile[] = [];
  #document: StudioDocument | undefined;

  constructor(spawn: () => Worker) {
    this.#spawn = spawn;
  }

  get state(): ReadonlySignal<ComparisonState> {
    return this.#state;
  }

  /** Whether the agreement on the page is of the document as it is. */
  get isPresent(): boolean {
    return this.#made.value !== undefined && this.#made.value === this.#wanted.value;
  }

  /** Where agreements go. */
  puts(put: Put): void {
    this.#put = put;
  }

  /** More files that documents may name. */
  hold(files: readonly DataFile[]): void {
    this.#files = [...this.#files, ...files];
    void this.#engine?.call("files", files);
  }

  /** The document has changed: what is compared would not be it. */
  change(document: StudioDocument): void {
    const wanted = sourceOf(document);
    if (wanted === this.#wanted.peek()) return;
    this.#wanted.value = wanted;
    this.#end();
  }

  /** The document has been read. */
  settle(document: StudioDocument): void {
    this.#document = document;
  }

  /** Another document, of which nothing is known. */
  forget(): void {
    this.#document = undefined;
    this.#made.value = undefined;
    this.#end();
  }

  /** Compares, or stops. */
  toggle(settings: CompareSettings): void {
    if (this.#state.peek().kind === "running") this.#end();
    else void this.#start(settings);
  }

  async #start(settings: CompareSettings): Promise<void> {
    const document = this.#document;
    if (!document) return;
    const { base, values, name } = document;
    const engine = this.#begin();
    this.#state.value = { kind: "running", fraction: 0, what: "", secondsLeft: Number.NaN };
    let answer: CompareAnswer;
    try {
      answer = await engine.call("compare", { base, values, name, settings });
    } catch (error) {
      answer = { reason: error instanceof Error ? error.message : String(error) };
    }
    if (engine !== this.#engine) return;
    batch(() => {
      this.#end();
      this.#made.value = sourceOf(document);
      this.#put(answer.agreement, answer.reason);
    });
  }

  #begin(): Engine {
    const engine = new Engine(this.#spawn());
    if (this.#files.length > 0) void engine.call("files", this.#files);
    engine.on("compared", (stage) => {
      if (engine === this.#engine) this.#state.value = { kind: "running", ...stage };
    });
    this.#engine = engine;
    return engine;
  }

  #end(): void {
    this.#engine?.close();
    this.#engine = undefined;
    this.#state.value = idle;
  }
}

/** What a comparison depends on. */
const sourceOf = ({ base, values, views }: StudioDocument) => JSON.stringify([base, values, views.compare]);
