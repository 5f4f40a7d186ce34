/** The workers of the page: each is begun with the files that the visitor has opened. */
import type { DataFile } from "../worker/messages.ts";
import { Engine } from "./engine.ts";

/** Owns the files, and knows the workers that may still ask for them. */
export class Crew {
  readonly #spawn: () => Worker;
  readonly #engines = new Set<Engine>();
  #files: readonly DataFile[] = [];

  constructor(spawn: () => Worker) {
    this.#spawn = spawn;
  }

  begin(): Engine {
    const engine = new Engine(this.#spawn());
    if (this.#files.length > 0) void engine.call("files", this.#files);
    this.#engines.add(engine);
    return engine;
  }

  /** Ends a worker, whatever it is doing: synchronous code hears no message. */
  end(engine: Engine): void {
    this.#engines.delete(engine);
    engine.close();
  }

  /** More files that documents may name. */
  hold(files: readonly DataFile[]): void {
    this.#files = [...this.#files, ...files];
    for (const engine of this.#engines) void engine.call("files", files);
  }
}
