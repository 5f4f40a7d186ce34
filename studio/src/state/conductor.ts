/** Keeps what is computed in step with the document: the latest wins, one request is under way, none waits but the newest. */
import { batch, type ReadonlySignal, signal } from "@preact/signals";
import type { PhasePortrait } from "../../../src/contract/index.ts";
import type { Computed, Part, StudioDocument } from "../contract.ts";
import type { Window } from "../worker/messages.ts";
import { kindOfText, otherScales } from "./document.ts";
import type { Engine } from "./engine.ts";
import type { Job } from "./job.ts";
import type { NetworkRun } from "./network-run.ts";
import type { Others } from "./others.ts";
import type { OwnWorker } from "./own-worker.ts";
import { sharing } from "./sharing.ts";
import { Studies } from "./studies.ts";

/** A request that has not shown a picture by then is given up for a newer one [ms]: a drag should not wait for a long run. */
const PATIENCE = 120;

const nothing: Computed = { reasons: {}, stale: [], coming: [] };
const parts: readonly Part[] = ["described", "foreseen", "result", "portrait", "firing", "over", "steady", "branches"];
/** Those that follow a dial. */
const answered = ["described", "result", "portrait"] as const;

/** Who computes: what follows a dial, what takes a moment, the runs of networks on their scales, what is made at a click. */
export interface Workers {
  readonly engine: Engine;
  readonly analyst: OwnWorker;
  readonly network: NetworkRun;
  readonly others: Others;
  readonly comparison: Job<"compare">;
  readonly sweep: Job<"sweep">;
}

/** Owns the dialogue with the workers about the document on show. */
export class Conductor {
  readonly #engine: Engine;
  readonly #studies: Studies;
  readonly #network: NetworkRun;
  readonly #others: Others;
  readonly #jobs: readonly Pick<Job<"compare">, "change" | "forget">[];
  readonly #computed = signal<Computed>(nothing);
  readonly #failure = signal<string | undefined>(undefined);
  #revision = 0;
  #isFresh = true;
  #waiting: StudioDocument | undefined;
  /** The document that was last sent. */
  #shown: StudioDocument | undefined;
  /** When the request under way was sent; undefined if there is none, or what matters of it has come. */
  #sent: number | undefined;
  /** What the result of a network on the page was made from. */
  #from: string | undefined;

  constructor({ engine, analyst, network, others, comparison, sweep }: Workers) {
    this.#engine = engine;
    this.#network = network;
    this.#others = others;
    this.#jobs = [comparison, sweep];
    network.puts((result, reason, from) =>
      batch(() => {
        this.#put("result", result, reason);
        this.#from = result && from;
        this.#overlay();
      }),
    );
    others.tells(() => this.#overlay());
    sweep.puts((swept, reason) => this.#put("sweep", swept, reason));
    comparison.puts((agreement, reason) => this.#put("agreement", agreement, reason));
    this.#studies = new Studies(analyst, {
      computed: () => this.#computed.peek(),
      put: (what, value, reason) => this.#put(what, value, reason),
      held: (document) => this.#held(document),
    });
    engine.on("part", ({ revision, part, value, reason }) => {
      if (revision !== this.#revision) return;
      // The union of events does not tie the part to its value.
      const completed = part === "portrait" ? this.#studies.complete(value as PhasePortrait | undefined, this.#shown) : value;
      this.#put(part, completed, reason);
    });
    engine.on("kept", ({ revision, part }) => {
      if (revision === this.#revision) this.#put(part, this.#computed.peek()[part], this.#computed.peek().reasons[part as "result"]);
    });
    engine.on("settled", ({ revision }) => {
      if (revision === this.#revision) this.#next(true);
    });
  }

  get computed(): ReadonlySignal<Computed> {
    return this.#computed;
  }

  /** Why nothing can be computed at all (the worker could not start, or broke). */
  get failure(): ReadonlySignal<string | undefined> {
    return this.#failure;
  }

  /** Computes what this document needs; another document under way is overtaken as soon as it has shown something. */
  show(document: StudioDocument): void {
    const before = this.#waiting ?? this.#shown;
    // Where undo leads from a network to a neuron, or back, neither has pictures for the other.
    if (before && kindOfText(before.base) !== kindOfText(document.base)) this.forget();
    this.#waiting = document;
    this.#computed.value = { ...this.#computed.peek(), stale: parts };
    this.#studies.change(document);
    this.#network.change(document);
    this.#others.change(document);
    for (const job of this.#jobs) job.change(document);
    this.#next(this.#sent === undefined);
  }

  /** Forgets the pictures of another document. */
  forget(): void {
    this.#isFresh = true;
    this.#studies.forget();
    this.#network.forget();
    this.#others.forget();
    this.#from = undefined;
    for (const job of this.#jobs) job.forget();
    this.#computed.value = nothing;
  }

  #next(isFree: boolean): void {
    if (isFree) this.#sent = undefined;
    const document = this.#waiting;
    if (!document) return;
    const now = performance.now();
    if (this.#sent !== undefined && now - this.#sent < PATIENCE) {
      setTimeout(() => this.#next(false), PATIENCE - (now - this.#sent) + 1);
      return;
    }
    this.#waiting = undefined;
    this.#shown = document;
    this.#sent = now;
    const revision = ++this.#revision;
    const held = this.#held(document);
    this.#computed.value = { ...this.#computed.peek(), coming: answered };
    const request = { revision, document, fresh: this.#isFresh, ...(held ? { held } : {}) };
    this.#isFresh = false;
    this.#engine.call("show", request).then(
      () => revision === this.#revision && this.#finish(document),
      (error: Error) => revision === this.#revision && this.#fail(error),
    );
  }

  /** The window on the page, if it shows the same axes. */
  #held({ views: { plane } }: StudioDocument): Window | undefined {
    const [x, y] = this.#computed.peek().portrait?.axes ?? [];
    if (!x || (plane.axes && (plane.axes[0] !== x.state || plane.axes[1] !== y?.state))) return undefined;
    return { xRange: [x.low, x.high], ...(y ? { yRange: [y.low, y.high] as const } : {}) };
  }

  #put(part: Part, value: Computed[Part] | undefined, reason: string | undefined): void {
    const before = this.#computed.peek();
    const kept = part === "described" ? sharing(before.described, value as Computed["described"]) : value;
    const { [part]: _, reasons, stale, coming, ...others } = before;
    const { [part as Exclude<Part, "described">]: __, ...otherReasons } = reasons;
    this.#computed.value = {
      ...others,
      ...(kept === undefined ? {} : { [part]: kept }),
      reasons: reason === undefined ? otherReasons : { ...otherReasons, [part]: reason },
      // With a newer document waiting, this is old on arrival.
      stale: this.#waiting ? stale : stale.filter((each) => each !== part),
      coming: coming.filter((each) => each !== part),
    };
  }

  /** Lays the results of other scales over that of the document's own. */
  #overlay(): void {
    const beside = this.#others.results(this.#from);
    const before = this.#computed.peek().beside ?? [];
    if (beside.length !== before.length || beside.some((result, k) => result !== before[k])) this.#put("beside", beside, undefined);
  }

  #finish(document: StudioDocument): void {
    batch(() => {
      this.#failure.value = undefined;
      // What has not come by now belongs to views that are not open.
      const computed = this.#computed.peek();
      const stale = this.#waiting ? computed.stale : [];
      if (stale.length !== computed.stale.length || computed.coming.length > 0) this.#computed.value = { ...computed, stale, coming: [] };
      this.#next(true);
    });
    if (this.#waiting) return;
    this.#studies.settle(document);
    const { described, foreseen } = this.#computed.peek();
    const isNetwork = described?.kind === "network";
    this.#network.settle(document, isNetwork ? foreseen : undefined);
    if (isNetwork && foreseen) this.#others.settle(document, otherScales(document.views, described, foreseen));
  }

  #fail(error: Error): void {
    this.#failure.value = error.message;
    this.#computed.value = { ...this.#computed.peek(), coming: [] };
    this.#next(true);
  }
}
