/** The studio as its panels see it: the document with its history, what is computed of it, and everything that can be done. */
import { computed, effect, type ReadonlySignal, type Signal, signal, untracked } from "@preact/signals";
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Brush, ChangeKind, Computed, ShownDial, StudioDocument, SweepSettings, ViewId, Views } from "../contract.ts";
import type { Place } from "../tour/tour.ts";
import type { DataFile } from "../worker/messages.ts";
import { Acceptances } from "./acceptances.ts";
import { autosave, autosaved } from "./autosave.ts";
import { Conductor } from "./conductor.ts";
import type { Crew } from "./crew.ts";
import { freshViews, kindOfText, openDocument, withoutValue, withText, withValue, withView } from "./document.ts";
import type { Engine } from "./engine.ts";
import { History } from "./history.ts";
import { Job } from "./job.ts";
import { asked } from "./linked.ts";
import { LiveRun } from "./live-run.ts";
import { NetworkRun } from "./network-run.ts";
import { Others } from "./others.ts";
import { OwnWorker } from "./own-worker.ts";
import { compareSource, sweepSource } from "./sources.ts";
import { requestOf, sweepOver } from "./sweeping.ts";

/** What lies over the page. */
export type Sheet = "export" | "gallery" | "help" | "palette" | "tours" | undefined;

/** Owns the state of one page. */
export class Studio {
  readonly engine: Engine;
  readonly conductor: Conductor;
  readonly live: LiveRun;
  readonly network: NetworkRun;
  readonly others: Others;
  readonly comparison: Job<"compare">;
  readonly sweep: Job<"sweep">;
  readonly acceptance: Acceptances;
  readonly brush: Signal<Brush> = signal(undefined);
  readonly sheet: Signal<Sheet> = signal(undefined);
  /** The panel beside the views. */
  readonly panel: Signal<"model" | "text"> = signal("model");
  /** The views that are open, whether by hand or because they suit the document. */
  readonly shown: Signal<readonly ViewId[]> = signal([]);
  /** The one view that fills the place; undefined: all that are open. */
  readonly focus: Signal<ViewId | undefined> = signal(undefined);
  /** A sentence for a moment: what was done, or why it could not be. */
  readonly notice: Signal<string> = signal("");
  /** Where the visitor is on a tour; undefined outside of one. */
  readonly tour: Signal<Place | undefined> = signal(undefined);
  /** The page is a picture in another page: nothing of it is kept, and keys belong to that page. */
  readonly isEmbedded: boolean;
  readonly #crew: Crew;
  readonly #history: History<StudioDocument>;

  /** @param wanted  what is shown instead of the document of the last visit, which undo leads back to */
  constructor(crew: Crew, engine: Engine, first: StudioDocument, wanted?: StudioDocument, isEmbedded = false) {
    this.#crew = crew;
    this.engine = engine;
    this.network = new NetworkRun(crew);
    this.others = new Others(crew, engine);
    this.comparison = new Job(crew, "compare", compareSource);
    this.sweep = new Job(crew, "sweep", (document) => sweepSource(document, this.described.peek()));
    this.acceptance = new Acceptances(engine);
    this.conductor = new Conductor({
      engine,
      analyst: new OwnWorker(crew),
      network: this.network,
      others: this.others,
      comparison: this.comparison,
      sweep: this.sweep,
    });
    this.live = new LiveRun(engine, () => this.document.peek());
    this.isEmbedded = isEmbedded;
    this.#history = new History((isEmbedded ? undefined : autosaved()) ?? first);
    if (wanted) this.#history.step(wanted);
    effect(() => {
      const document = this.document.value;
      untracked(() => {
        this.conductor.show(document);
        this.acceptance.change(document);
      });
      if (!isEmbedded) autosave(document);
    });
    addEventListener("hashchange", () => void this.#openLink());
  }

  get document(): ReadonlySignal<StudioDocument> {
    return this.#history.present;
  }

  /** What the document says: panels that read this alone are not drawn again when a run or a portrait comes. */
  readonly described = computed(() => this.conductor.computed.value.described);

  /** What the document says of its figures. */
  readonly wanted = computed(() => this.described.value?.figures ?? {});

  /** How the document is looked at: another object only when that changes. */
  readonly views = computed(() => this.document.value.views);

  /** What is on show: known when the document has been read, guessed from its text before. */
  readonly kind = computed(() => this.described.value?.kind ?? kindOfText(this.document.value.base));

  /** What stands above the page. */
  readonly title = computed(() => this.described.value?.title ?? this.document.value.name);

  get computed(): ReadonlySignal<Computed> {
    return this.conductor.computed;
  }

  get steps(): ReadonlySignal<{ readonly undo: number; readonly redo: number }> {
    return this.#history.counts;
  }

  /** Shows another document; undo leads back to the one before. */
  show(document: StudioDocument): void {
    this.conductor.forget();
    this.#history.step(document);
    this.sheet.value = undefined;
    this.brush.value = undefined;
  }

  /** Hands files to the workers, which read them where a document names them; what is on show is read again. */
  takeFiles(files: readonly DataFile[]): void {
    this.#crew.hold(files);
    this.conductor.forget();
    this.conductor.show(this.document.peek());
  }

  /** Opens a model, a set or an example by its name. */
  async openNamed(id: string, views?: Views): Promise<void> {
    const text = await this.engine.call("text", id);
    this.show(openDocument(`${id.replace(/^example:/, "")}.yaml`, text, id, views ?? freshViews(this.document.value.views)));
  }

  /** Turns a dial. */
  turn(path: string, value: string, kind: ChangeKind): void {
    const next = withValue(this.document.value, path, value);
    if (kind === "move") this.#history.move(path, next);
    else this.#history.step(next);
  }

  /** A movement has ended: the next one is a step of its own. */
  settle(): void {
    this.#history.settle();
  }

  /** Puts a dial back. */
  reset(path: string): void {
    this.#history.step(withoutValue(this.document.value, path));
  }

  /** Another text from the editor; typing goes on as one step until the editor is left. */
  type(text: string): void {
    const { base, values } = this.document.value;
    const before = Object.keys(values).length === 0 ? base : this.computed.value.described?.text;
    if (text !== before) this.#history.move("text", withText(this.document.value, text));
  }

  /** Another text at one stroke: a step of its own. */
  mend(text: string): void {
    this.#history.settle();
    this.#history.step(withText(this.document.value, text));
  }

  changeView<K extends keyof Views>(view: K, settings: Views[K], kind: ChangeKind = "step"): void {
    const next = withView(this.document.value, view, settings);
    if (kind === "move") this.#history.move(`view ${view}`, next);
    else this.#history.step(next);
  }

  /** Which views are open. */
  changeOpen(open: readonly ViewId[]): void {
    this.#history.step(withView(this.document.value, this.kind.value === "network" ? "openOfNetworks" : "open", open));
  }

  /** Runs what is not there yet of a network on its scales, all of it again where everything is; or stops. */
  toggleRun(): void {
    const runs = [this.network, ...this.others.chosen.peek().map(({ run }) => run)];
    const going = runs.filter(({ state }) => state.peek().kind !== "idle");
    const missing = runs.filter(({ isPresent }) => !isPresent);
    if (going.length > 0) for (const run of going) run.stop();
    else for (const run of missing.length > 0 ? missing : runs) run.start();
  }

  /** Sweeps what the settings say. */
  startSweep(settings: SweepSettings): void {
    void this.sweep.start(this.document.peek(), requestOf(settings, this.described.peek()));
  }

  /** Sweeps over a dial, and shows the curve. */
  sweepOver(dial: ShownDial): void {
    const { views } = this.document.peek();
    const settings = sweepOver(dial, views.sweep);
    const open = this.kind.peek() === "network" ? "openOfNetworks" : "open";
    const shown = this.shown.peek();
    const next = withView(withView(this.document.peek(), "sweep", settings), open, shown.includes("curve") ? shown : [...shown, "curve"]);
    this.#history.step(next);
    this.startSweep(settings);
  }

  undo(): void {
    this.#history.undo();
  }

  redo(): void {
    this.#history.redo();
  }

  /** The document's text with what the dials have set. */
  text(): Promise<string> {
    return this.engine.call("written", this.document.value);
  }

  /** The address that holds the document. */
  async link(): Promise<string> {
    const { linkOf } = await import("../share/link.ts");
    return `${location.href.replace(/#.*$/, "")}${linkOf({ ...this.document.value, base: await this.text() })}`;
  }

  say(text: string): void {
    this.notice.value = text;
  }

  async #openLink(): Promise<void> {
    const { document, place, trouble } = (await asked(this.engine)) ?? {};
    if (document) this.show(document);
    if (place) await import("../tour/walk.ts").then(({ arrive }) => arrive(this, place));
    if (trouble !== undefined) this.say(trouble);
  }
}

const context = createContext<Studio | undefined>(undefined);

/** Hands the studio down to the panels. */
export const StudioProvider = context.Provider;

/** The studio of this page. */
export function useStudio(): Studio {
  const studio = useContext(context);
  if (!studio) throw new Error("a panel outside of the studio");
  return studio;
}
