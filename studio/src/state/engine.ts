/** The page's side of the worker: numbered calls with promises, events with listeners. */
import { batch } from "@preact/signals";
import type { Calls, Events, FromWorker } from "../worker/messages.ts";

interface Waiting {
  readonly resolve: (output: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** One worker for the life of the page. Transport only: what is asked when is decided by `conductor.ts`. */
export class Engine {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  readonly #listeners = new Map<keyof Events, Set<(value: never) => void>>();
  #next = 1;

  constructor(worker: Worker) {
    this.#worker = worker;
    // What comes together is drawn together.
    worker.onmessage = ({ data }: MessageEvent<readonly FromWorker[]>) =>
      batch(() => {
        for (const message of data) this.#hear(message);
      });
    worker.onerror = (event) => this.#fail(new Error(event.message || "the worker could not be started"));
  }

  call<K extends keyof Calls>(call: K, input: Calls[K][0]): Promise<Calls[K][1]> {
    const id = this.#next++;
    return new Promise((resolve, reject) => {
      // The answer to call K is of its output type: the worker's handlers are checked against the same map.
      this.#waiting.set(id, { resolve: resolve as (output: unknown) => void, reject });
      this.#worker.postMessage({ id, call, input });
    });
  }

  /** Calls back with every event of a kind; returns how to stop. */
  on<K extends keyof Events>(event: K, hear: (value: Events[K]) => void): () => void {
    const all = this.#listeners.get(event) ?? new Set();
    this.#listeners.set(event, all);
    all.add(hear);
    return () => all.delete(hear);
  }

  /** Ends the worker, whatever it is doing; what was asked is never answered, and what it has said before is not heard any more. */
  close(): void {
    this.#worker.onmessage = null;
    this.#worker.onerror = null;
    this.#worker.terminate();
    this.#waiting.clear();
  }

  #hear(message: FromWorker): void {
    if (message.kind === "event") {
      // The listeners of an event were added with its own type.
      for (const hear of this.#listeners.get(message.event) ?? []) (hear as (value: unknown) => void)(message.value);
      return;
    }
    const waiting = this.#waiting.get(message.id);
    this.#waiting.delete(message.id);
    if (message.kind === "answer") waiting?.resolve(message.output);
    else waiting?.reject(new Error(message.message));
  }

  #fail(error: Error): void {
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }
}
