/** Computes the parts of what the page shows; the newest document stops the one before. */
import { printMathML } from "../../../src/language/index.ts";
import { dialsOf, type Host, type Opened, run, showEntries, type Turned, type Workbench } from "../../../src/session/index.ts";
import type { Computed, Part, StudioDocument } from "../contract.ts";
import { openViews } from "../state/document.ts";
import { describe, type Ground } from "./describe.ts";
import { foreseenOf, kindOf } from "./kind.ts";
import type { ShowRequest, StudyAnswer, StudyRequest, Window } from "./messages.ts";
import { quickPortrait, wholePortrait } from "./plane.ts";
import { reasonOf } from "./reason.ts";
import type { Tell } from "./serve.ts";

/** One request to show a document. */
interface Task {
  readonly revision: number;
  readonly document: StudioDocument;
  readonly opened: Opened;
  /** The document's text with its values set. */
  readonly text: string;
  readonly signal: AbortSignal;
}

/** Owns the document on the bench and the task under way. */
export class Desk {
  readonly #makeBench: () => Workbench;
  #bench: Workbench;
  readonly #host: Host;
  readonly #tell: Tell;
  #current = new AbortController();
  #ground: (Ground & { readonly base: string }) | undefined;
  /** What each part on the page was made from: one that would be the same is not made again. */
  #made = new Map<Part, string>();

  constructor(makeBench: () => Workbench, host: Host, tell: Tell) {
    this.#makeBench = makeBench;
    this.#bench = makeBench();
    this.#host = host;
    this.#tell = tell;
  }

  async show({ revision, document, fresh, held }: ShowRequest): Promise<"done" | "overtaken"> {
    if (fresh) this.#made = new Map();
    this.#current.abort();
    this.#current = new AbortController();
    const { signal } = this.#current;
    const turned = await this.#turn(document);
    if (signal.aborted) return "overtaken";
    const task: Task = { revision, document, ...turned, signal };
    const kind = turned.opened.experiment && (await kindOf(turned.opened));
    this.#put(task, "described", { ...describe(task.opened, task.text, this.#ground!), ...(kind ? { kind } : {}) });
    if (kind) {
      // The run of a network takes its time: it is said how much, and another worker makes it.
      const running = kind === "network" ? this.#foresee(task) : this.#run(task);
      if (openViews(document.views, kind)?.includes("plane")) {
        // A short run has ended by the next turn of the event loop, and the page draws it while the plane is computed. A long one waits.
        await this.#host.pause();
        if (!signal.aborted) await this.#portray(task, held);
      }
      await running;
    }
    if (signal.aborted) return "overtaken";
    this.#tell("settled", { revision });
    return "done";
  }

  /** Forgets what was read: files that it names may be there now. */
  clear(): void {
    this.#bench = this.#makeBench();
    this.#ground = undefined;
    this.#made = new Map();
  }

  /** What takes longer than a dial can wait for; asked of a worker of its own. */
  async study({ what, effort, document, held }: StudyRequest): Promise<StudyAnswer> {
    try {
      const { opened, text } = await this.#turn(document);
      const { views } = document;
      if (what === "portrait") return { value: await wholePortrait(opened, views.plane, held) };
      if (what === "steady") return { value: await (await import("./steady.ts")).steadyOf(opened) };
      if (what === "over" || what === "branches") {
        const { dials } = describe(opened, text, this.#ground!);
        if (what === "branches") return { value: await (await import("./steady.ts")).branchesOf(opened, dials, views.steady) };
        return { value: await (await import("./over.ts")).diagramOf(opened, dials, views.over) };
      }
      const { curveOf } = await import("./curve.ts");
      return { value: await curveOf(opened, views.firing, effort) };
    } catch (error) {
      return { reason: reasonOf(error) };
    }
  }

  /** Opens what the document began from, once, then turns it. */
  async #turn({ base, values, name }: StudioDocument): Promise<Turned> {
    if (this.#ground?.base !== base) {
      const opened = await this.#bench.open(base, name);
      const entries = opened.errors.length > 0 ? (this.#ground?.entries ?? []) : showEntries(opened, printMathML);
      this.#ground = { base, entries, dials: new Map(dialsOf(opened.document).map((dial) => [dial.path, dial])) };
    }
    return this.#bench.turn(base, new Map(Object.entries(values)), name);
  }

  async #run(task: Task): Promise<void> {
    await this.#make(task, "result", task.text, async () => {
      const [first] = await run(this.#host, task.opened, { signal: task.signal });
      return first && { value: first.result, reason: first.result.outcome.message ?? undefined };
    });
  }

  async #foresee(task: Task): Promise<void> {
    await this.#make(task, "foreseen", task.text, async () => ({ value: await foreseenOf(this.#host, task.opened) }));
  }

  async #portray(task: Task, held: Window | undefined): Promise<void> {
    const { opened, text, document } = task;
    const settings = document.views.plane;
    // Which layers are hidden is for the page alone.
    const from = `${text}\n${JSON.stringify([settings.axes, settings.window, settings.starts])}`;
    await this.#make(task, "portrait", from, async () => ({ value: await quickPortrait(opened, settings, held) }));
  }

  /** Makes a part and puts it on the page, unless it is there, or a newer document has come meanwhile. */
  async #make<P extends Part>(
    task: Task,
    part: P,
    from: string,
    compute: () => Promise<{ readonly value: Computed[P]; readonly reason?: string | undefined } | undefined>,
  ): Promise<void> {
    if (this.#made.get(part) === from) return this.#keep(task, part);
    try {
      const made = await compute();
      if (task.signal.aborted || !made) return;
      this.#made.set(part, from);
      this.#put(task, part, made.value, made.reason);
    } catch (error) {
      this.#made.delete(part);
      this.#put(task, part, undefined, reasonOf(error));
    }
  }

  #put<P extends Part>({ revision }: Task, part: P, value: Computed[P] | undefined, reason?: string): void {
    this.#tell("part", { revision, part, value, ...(reason === undefined ? {} : { reason }) });
  }

  /** What is on the page is still right. */
  #keep({ revision }: Task, part: Part): void {
    this.#tell("kept", { revision, part });
  }
}
