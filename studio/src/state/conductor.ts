/** Keeps what is computed in step with the document: the latest wins, one request is under way, none waits but the newest. */
import { batch, type ReadonlySignal, signal } from "@preact/signals";
import type { Computed, StudioDocument } from "../contract.ts";
import type { Part } from "../worker/messages.ts";
import type { Engine } from "./engine.ts";

/** A request that has not shown a picture by then is given up for a newer one [ms]: a drag should not wait for a long run. */
const PATIENCE = 120;

const nothing: Computed = { reasons: {}, stale: [] };
const parts: readonly Part[] = ["described", "result", "portrait", "firing"];

/** Owns the dialogue with the worker about the document on show. */
export class Conductor {
  readonly #engine: Engine;
  readonly #computed = signal<Computed>(nothing);
  readonly #failure = signal<string | undefined>(undefined);
  #revision = 0;
  #isFresh = true;
  #waiting: StudioDocument | undefined;
  /** When the request under way was sent; undefined if there is none, or what matters of it has come. */
  #sent: number | undefined;

  constructor(engine: Engine) {
    this.#engine = engine;
    engine.on("part", ({ revision, part, value, reason }) => {
      if (revision === this.#revision) this.#put(part, value, reason);
    });
    engine.on("kept", ({ revision, part }) => {
      if (revision === this.#revision) this.#put(part, this.#computed.peek()[part], this.#computed.peek().reasons[part as "result"]);
    });
    engine.on("settled", ({ revision }) => {
      if (revision === this.#revision) this.#next(true);
    });
  }

  get computed(): ReadonlySignal<Computed> {
    return this.#computed;
  }

  /** Why nothing can be computed at all (the worker could not start, or broke). */
  get failure(): ReadonlySignal<string | undefined> {
    return this.#failure;
  }

  /** Computes what this document needs; another document under way is overtaken as soon as it has shown something. */
  show(document: StudioDocument): void {
    this.#waiting = document;
    this.#computed.value = { ...this.#computed.peek(), stale: parts };
    this.#next(this.#sent === undefined);
  }

  /** Forgets the pictures of another document. */
  forget(): void {
    this.#isFresh = true;
    this.#computed.value = nothing;
  }

  #next(isFree: boolean): void {
    if (isFree) this.#sent = undefined;
    const document = this.#waiting;
    if (!document) return;
    const now = performance.now();
    if (this.#sent !== undefined && now - this.#sent < PATIENCE) {
      setTimeout(() => this.#next(false), PATIENCE - (now - this.#sent) + 1);
      return;
    }
    this.#waiting = undefined;
    this.#sent = now;
    const revision = ++this.#revision;
    const request = { revision, document, fresh: this.#isFresh };
    this.#isFresh = false;
    this.#engine.call("show", request).then(
      () => revision === this.#revision && this.#finish(),
      (error: Error) => revision === this.#revision && this.#fail(error),
    );
  }

  #put(part: Part, value: Computed[Part], reason: string | undefined): void {
    const { [part]: _, reasons, stale, ...others } = this.#computed.peek();
    const { [part as Exclude<Part, "described">]: __, ...otherReasons } = reasons;
    this.#computed.value = {
      ...others,
      ...(value === undefined ? {} : { [part]: value }),
      reasons: reason === undefined ? otherReasons : { ...otherReasons, [part]: reason },
      // With a newer document waiting, this is old on arrival.
      stale: this.#waiting ? stale : stale.filter((each) => each !== part),
    };
  }

  #finish(): void {
    batch(() => {
      this.#failure.value = undefined;
      // What has not come by now belongs to views that are not open.
      if (!this.#waiting) this.#computed.value = { ...this.#computed.peek(), stale: [] };
      this.#next(true);
    });
  }

  #fail(error: Error): void {
    this.#failure.value = error.message;
    this.#next(true);
  }
}
