/** Computes the parts of what the page shows, in the order in which they are looked at; the newest document stops the one before. */
import { dialsOf, type Host, type Opened, run, showEntries, type Turned, type Workbench } from "../../../src/session/index.ts";
import type { Computed, StudioDocument } from "../contract.ts";
import { describe, type Ground } from "./describe.ts";
import type { Part, ShowRequest } from "./messages.ts";
import type { Tell } from "./serve.ts";

/** One request to show a document. */
interface Task {
  readonly revision: number;
  readonly document: StudioDocument;
  readonly signal: AbortSignal;
}

/** Owns the document on the bench and the task under way. */
export class Desk {
  readonly #bench: Workbench;
  readonly #host: Host;
  readonly #tell: Tell;
  #current = new AbortController();
  #ground: (Ground & { readonly base: string }) | undefined;
  /** The text whose run is on the page. */
  #ran: string | undefined;

  constructor(bench: Workbench, host: Host, tell: Tell) {
    this.#bench = bench;
    this.#host = host;
    this.#tell = tell;
  }

  async show({ revision, document, fresh }: ShowRequest): Promise<"done" | "overtaken"> {
    if (fresh) this.#ran = undefined;
    this.#current.abort();
    this.#current = new AbortController();
    const task: Task = { revision, document, signal: this.#current.signal };
    const { opened, text } = await this.#turn(document);
    if (task.signal.aborted) return "overtaken";
    this.#put(task, "described", describe(opened, text, this.#ground!));
    if (opened.experiment) await this.#run(task, opened, text);
    if (task.signal.aborted) return "overtaken";
    this.#tell("settled", { revision });
    return "done";
  }

  /** Opens what the document began from, once, then turns it. */
  async #turn({ base, values, name }: StudioDocument): Promise<Turned> {
    if (this.#ground?.base !== base) {
      const opened = await this.#bench.open(base, name);
      const entries = opened.errors.length > 0 ? (this.#ground?.entries ?? []) : showEntries(opened, "mathml");
      this.#ground = { base, entries, dials: new Map(dialsOf(opened.document).map((dial) => [dial.path, dial])) };
    }
    return this.#bench.turn(base, new Map(Object.entries(values)), name);
  }

  async #run(task: Task, opened: Opened, text: string): Promise<void> {
    if (this.#ran === text) return;
    try {
      const [first] = await run(this.#host, opened, { signal: task.signal });
      if (task.signal.aborted || !first) return;
      this.#ran = text;
      this.#put(task, "result", first.result, first.result.outcome.message ?? undefined);
    } catch (error) {
      this.#ran = undefined;
      this.#put(task, "result", undefined, reasonOf(error));
    }
  }

  #put<P extends Part>({ revision }: Task, part: P, value: Computed[P], reason?: string): void {
    this.#tell("part", { revision, part, value, ...(reason === undefined ? {} : { reason }) });
  }
}

/** A scale's refusal is for the user to read; it comes as an error with a hint. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return "hint" in error && error.hint ? `${error.message}: ${error.hint}` : error.message;
}
