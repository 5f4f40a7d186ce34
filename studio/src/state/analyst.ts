/** A second worker for what takes long: limit cycles, separatrices, f-I curves. It is ended rather than waited for. */
import type { DataFile, StudyAnswer, StudyRequest } from "../worker/messages.ts";
import { Engine } from "./engine.ts";

/** Owns the second worker, which is started when it is first needed. */
export class Analyst {
  readonly #spawn: () => Worker;
  #engine: Engine | undefined;
  #isBusy = false;
  #files: readonly DataFile[] = [];

  constructor(spawn: () => Worker) {
    this.#spawn = spawn;
  }

  /** The answer, unless `stop` comes before it: then there is none. */
  async study(request: StudyRequest): Promise<StudyAnswer> {
    this.#engine ??= this.#begin();
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

  /** More files, for this worker and for those after it. */
  hold(files: readonly DataFile[]): void {
    this.#files = [...this.#files, ...files];
    void this.#engine?.call("files", files);
  }

  #begin(): Engine {
    const engine = new Engine(this.#spawn());
    if (this.#files.length > 0) void engine.call("files", this.#files);
    return engine;
  }

  /** Ends what is under way. Synchronous code hears no message, so the worker goes with it. */
  stop(): void {
    if (!this.#isBusy) return;
    this.#engine?.close();
    this.#engine = undefined;
    this.#isBusy = false;
  }
}
