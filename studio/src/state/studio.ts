/** The studio as its panels see it: the document with its history, what is computed of it, and everything that can be done. */
import { computed, effect, type ReadonlySignal, type Signal, signal, untracked } from "@preact/signals";
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Brush, ChangeKind, Computed, StudioDocument, ViewId, Views } from "../contract.ts";
import type { DataFile } from "../worker/messages.ts";
import { Acceptances } from "./acceptances.ts";
import type { Analyst } from "./analyst.ts";
import { autosave, autosaved } from "./autosave.ts";
import type { Comparison } from "./comparison.ts";
import { Conductor, type Workers } from "./conductor.ts";
import { freshViews, kindOfText, openDocument, withoutValue, withText, withValue, withView } from "./document.ts";
import type { Engine } from "./engine.ts";
import { History } from "./history.ts";
import { linkedDocument } from "./linked.ts";
import { LiveRun } from "./live-run.ts";
import type { NetworkRun } from "./network-run.ts";

/** What lies over the page. */
export type Sheet = "gallery" | "help" | undefined;

/** Owns the state of one page. */
export class Studio {
  readonly engine: Engine;
  readonly conductor: Conductor;
  readonly live: LiveRun;
  readonly network: NetworkRun;
  readonly comparison: Comparison;
  readonly acceptance: Acceptances;
  readonly brush: Signal<Brush> = signal(undefined);
  readonly sheet: Signal<Sheet> = signal(undefined);
  /** The panel beside the views. */
  readonly panel: Signal<"model" | "text"> = signal("model");
  /** The one view that fills the place; undefined: all that are open. */
  readonly focus: Signal<ViewId | undefined> = signal(undefined);
  /** A sentence for a moment: what was done, or why it could not be. */
  readonly notice: Signal<string> = signal("");
  /** Step of the tour; undefined outside of it. */
  readonly tour: Signal<number | undefined> = signal(undefined);
  readonly #analyst: Analyst;
  readonly #history: History<StudioDocument>;

  /** @param asked  what is shown instead of the document of the last visit, which undo leads back to */
  constructor({ engine, analyst, network, comparison }: Workers, first: StudioDocument, asked?: StudioDocument) {
    this.engine = engine;
    this.network = network;
    this.comparison = comparison;
    this.acceptance = new Acceptances(engine);
    this.conductor = new Conductor({ engine, analyst, network, comparison });
    this.live = new LiveRun(engine, () => this.document.peek());
    this.#analyst = analyst;
    this.#history = new History(autosaved() ?? first);
    if (asked) this.#history.step(asked);
    effect(() => {
      const document = this.document.value;
      untracked(() => {
        this.conductor.show(document);
        this.acceptance.change(document);
      });
      autosave(document);
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
    void this.engine.call("files", files);
    this.#analyst.hold(files);
    this.network.hold(files);
    this.comparison.hold(files);
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

  changeView<K extends keyof Views>(view: K, settings: Views[K], kind: ChangeKind = "step"): void {
    const next = withView(this.document.value, view, settings);
    if (kind === "move") this.#history.move(`view ${view}`, next);
    else this.#history.step(next);
  }

  /** Which views are open. */
  changeOpen(open: readonly ViewId[]): void {
    this.#history.step(withView(this.document.value, this.kind.value === "network" ? "openOfNetworks" : "open", open));
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
    const { document, trouble } = (await linkedDocument()) ?? {};
    if (document) this.show(document);
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
