/** A second worker for what takes long: limit cycles, separatrices, f-I curves. It is ended rather than waited for. */
import type { Studies, StudyRequest } from "../worker/messages.ts";
import { Engine } from "./engine.ts";

/** Owns the second worker, which is started when it is first needed. */
export class Analyst {
  readonly #spawn: () => Worker;
  #engine: Engine | undefined;
  #isBusy = false;

  constructor(spawn: () => Worker) {
    this.#spawn = spawn;
  }

  /** The answer, unless `stop` comes before it: then there is none. */
  async study<K extends keyof Studies>(request: StudyRequest & { readonly what: K }): Promise<Studies[K]> {
    this.#engine ??= new Engine(this.#spawn());
    this.#isBusy = true;
    try {
      // The answer is of the kind that was asked for.
      return (await this.#engine.call("study", request)) as Studies[K];
    } finally {
      this.#isBusy = false;
    }
  }

  /** Ends what is under way. Synchronous code hears no message, so the worker goes with it. */
  stop(): void {
    if (!this.#isBusy) return;
    this.#engine?.close();
    this.#engine = undefined;
    this.#isBusy = false;
  }
}
