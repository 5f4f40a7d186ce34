/** A second worker for what takes long: limit cycles, separatrices, f-I curves. It is ended rather than waited for. */
import type { StudyAnswer, StudyRequest } from "../worker/messages.ts";
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
  async study(request: StudyRequest): Promise<StudyAnswer> {
    this.#engine ??= new Engine(this.#spawn());
    const engine = this.#engine;
    this.#isBusy = true;
    try {
      return await engine.call("study", request);
    } catch (error) {
      return { reason: error instanceof Error ? error.message : String(error) };
    } finally {
      if (engine === this.#engine) this.#isBusy = false;
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
