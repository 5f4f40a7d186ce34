/** A worker for one thing that takes long, which is begun when it is first needed, and ended rather than waited for. */
import type { Calls, Events } from "../worker/messages.ts";
import type { Crew } from "./crew.ts";
import type { Engine } from "./engine.ts";

/** What is listened to. */
export type Hearing = { readonly [K in keyof Events]?: (value: Events[K]) => void };

/** What is answered where a worker fails. */
export interface Failure {
  readonly reason: string;
}

/** Owns the worker. */
export class OwnWorker {
  readonly #crew: Crew;
  readonly #hearing: Hearing;
  #engine: Engine | undefined;
  #isBusy = false;

  constructor(crew: Crew, hearing: Hearing = {}) {
    this.#crew = crew;
    this.#hearing = hearing;
  }

  /** Something was asked that has not been answered. */
  get isBusy(): boolean {
    return this.#isBusy;
  }

  /** The answer, or why the worker failed. Neither comes if it is ended before. */
  async ask<K extends keyof Calls>(call: K, input: Calls[K][0]): Promise<Calls[K][1] | Failure> {
    this.#engine ??= this.#begin();
    const engine = this.#engine;
    this.#isBusy = true;
    try {
      return await engine.call(call, input);
    } catch (error) {
      return { reason: error instanceof Error ? error.message : String(error) };
    } finally {
      if (engine === this.#engine) this.#isBusy = false;
    }
  }

  /** Asks what is under way to come to its end by itself. */
  halt(): void {
    void this.#engine?.call("halt", null);
  }

  /** Ends what is under way, and the worker with it; another is begun when it is needed. */
  end(): void {
    if (this.#engine) this.#crew.end(this.#engine);
    this.#engine = undefined;
    this.#isBusy = false;
  }

  #begin(): Engine {
    const engine = this.#crew.begin();
    // Names of entries, as the type of the map says; each event has the listener of its own entry.
    for (const event of Object.keys(this.#hearing) as (keyof Events)[]) engine.on(event, this.#hearing[event] as (value: unknown) => void);
    return engine;
  }
}
