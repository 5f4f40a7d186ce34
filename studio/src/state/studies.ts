/** What takes longer than a frame: f-I curves roughly while dials move, everything in full once they rest. */
import type { PhasePortrait } from "../../../src/contract/index.ts";
import type { Computed, ShownDial, StudioDocument } from "../contract.ts";
import type { Effort, Studied, StudyAnswer, StudyRequest, Window } from "../worker/messages.ts";
import { openViews } from "./document.ts";
import type { OwnWorker } from "./own-worker.ts";
import { steadyDial, variedDial } from "./varied.ts";

/** A dial that rests for this long is studied in full [ms]. */
const REST = 180;
/** A rough curve that takes longer is given up when the document changes [ms]. */
const PATIENCE = 400;
/** A rough curve, or stationary states, that took no longer are drawn while dials move; others wait until they rest, behind the plane [ms]. */
const AT_ONCE = 300;
/** Where the rough curve took longer than this, the exact one would take minutes [ms]. */
const WORTHWHILE = 2000;

type What = keyof Studied;

/** What stands in the place of a picture that is not there yet. */
const underWay = {
  firing: "The curve is being computed ...",
  over: "Fixed points and cycles are being followed ...",
  steady: "Stationary states are being looked for ...",
  branches: "Stationary states are being followed: it may take half a minute ...",
} as const;

/** The views that each part which is not made at once is for. */
const viewsOn = { over: ["over"], steady: ["steady", "eigenvalues", "dispersion"], branches: ["steady"] } as const;

/** What was studied, and how well. */
interface Study {
  readonly from: string;
  readonly effort: Effort;
}

/** What the studies need of the page, and where they put what they find. */
export interface Desktop {
  computed(): Computed;
  put<W extends What>(what: W, value: Studied[W] | undefined, reason?: string): void;
  /** Window of the phase plane on the page. */
  held(document: StudioDocument): Window | undefined;
}

/** Owns the dialogue with the second worker: one study at a time, of the document that was shown last. */
export class Studies {
  readonly #worker: OwnWorker;
  readonly #desktop: Desktop;
  #document: StudioDocument | undefined;
  #changed = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #busy: (Study & { readonly what: What; readonly since: number }) | undefined;
  #done = new Map<What, Study>();
  #plane: PhasePortrait | undefined;
  /** What the rough curve and the stationary states of this text took [ms]. */
  readonly #costs = new Map<What, { readonly base: string; readonly time: number }>();

  constructor(worker: OwnWorker, desktop: Desktop) {
    this.#worker = worker;
    this.#desktop = desktop;
  }

  /** The document has changed: what is under way for another one is given up, unless it will soon be there. */
  change(document: StudioDocument): void {
    this.#document = undefined;
    this.#changed = performance.now();
    clearTimeout(this.#timer);
    const { what, from, effort, since } = this.#busy ?? {};
    if (what !== undefined && from !== this.#sourceOf(what, document)) {
      const isSoonThere = effort === "quick" || this.#cost(what, document) <= AT_ONCE;
      if (!isSoonThere || performance.now() - (since ?? 0) >= PATIENCE) this.#stop();
    }
    this.#follow(document);
  }

  /** What follows a dial is on the page: the rest may follow. */
  settle(document: StudioDocument): void {
    this.#document = document;
    void this.#next();
  }

  /** Another document, of which nothing is known. */
  forget(): void {
    this.#stop();
    this.#done = new Map();
    this.#plane = undefined;
  }

  /** A portrait that came at once, with what was found before in the same plane. */
  complete(portrait: PhasePortrait | undefined, document: StudioDocument | undefined): PhasePortrait | undefined {
    const isSame = document && this.#done.get("portrait")?.from === this.#sourceOf("portrait", document);
    return portrait && isSame && this.#plane ? { ...this.#plane, orbits: portrait.orbits } : portrait;
  }

  /** Such code is synchronous and hears no message, so its worker goes with it. */
  #stop(): void {
    if (this.#worker.isBusy) this.#worker.end();
    this.#busy = undefined;
  }

  /** Stationary states that were found in a moment do not wait for the first worker: they need nothing of what it finds. */
  #follow(document: StudioDocument): void {
    const { described } = this.#desktop.computed();
    if (this.#busy || !described?.sound || this.#cost("steady", document) > AT_ONCE) return;
    const open = openViews(document.views, described.kind ?? "units") ?? [];
    const from = this.#sourceOf("steady", document);
    const isWanted = viewsOn.steady.some((view) => open.includes(view)) && this.#done.get("steady")?.from !== from;
    if (isWanted) void this.#make(document, "steady", from, "exact");
  }

  async #next(): Promise<void> {
    const document = this.#document;
    if (!document || this.#busy || !this.#desktop.computed().described?.sound) return;
    // What opens by itself is a picture of the run.
    const open = openViews(document.views, this.#desktop.computed().described?.kind ?? "units") ?? [];
    const from = {
      portrait: this.#sourceOf("portrait", document),
      firing: this.#sourceOf("firing", document),
      over: this.#sourceOf("over", document),
      steady: this.#sourceOf("steady", document),
      branches: this.#sourceOf("branches", document),
    };
    const curve = this.#done.get("firing");
    const wantsCurve = open.includes("firing") && curve?.from !== from.firing;
    const cost = this.#cost("firing", document);
    if (wantsCurve && cost <= AT_ONCE) return this.#make(document, "firing", from.firing, "quick");
    const isWanted = (what: keyof typeof viewsOn) =>
      viewsOn[what].some((view) => open.includes(view)) && this.#done.get(what)?.from !== from[what];
    if (isWanted("steady") && this.#cost("steady", document) <= AT_ONCE) return this.#make(document, "steady", from.steady, "exact");
    const rest = this.#changed + REST - performance.now();
    if (rest > 0) {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => void this.#next(), rest);
      return;
    }
    if (open.includes("plane") && this.#done.get("portrait")?.from !== from.portrait)
      return this.#make(document, "portrait", from.portrait, "exact");
    if (wantsCurve) return this.#make(document, "firing", from.firing, "quick");
    for (const what of ["over", "steady", "branches"] as const) if (isWanted(what)) return this.#make(document, what, from[what], "exact");
    if (open.includes("firing") && curve?.effort === "quick" && cost <= WORTHWHILE)
      return this.#make(document, "firing", from.firing, "exact");
  }

  async #make(document: StudioDocument, what: What, from: string, effort: Effort): Promise<void> {
    const busy = { what, from, effort, since: performance.now() };
    this.#busy = busy;
    const held = this.#desktop.held(document);
    const request: StudyRequest = { what, effort, document, ...(held ? { held } : {}) };
    if (what !== "portrait" && !this.#desktop.computed()[what]) this.#desktop.put(what, undefined, underWay[what]);
    const { value, reason }: StudyAnswer = await this.#worker.ask("study", request);
    if (this.#busy !== busy) return;
    const isRough = what === "firing" && effort === "quick";
    if (isRough || what === "steady") this.#costs.set(what, { base: document.base, time: performance.now() - busy.since });
    this.#busy = undefined;
    this.#done.set(what, { from, effort: reason === undefined ? effort : "exact" });
    if (what === "portrait") this.#plane = value as PhasePortrait | undefined;
    // A rough curve of a moment ago is shown while the dial moves on: better than none.
    if (what !== "portrait" || reason === undefined) this.#put(what, value, reason);
    void this.#next();
  }

  /** What a study of a text took when it was last made [ms]; infinite until it has been. */
  #cost(what: What, { base }: StudioDocument): number {
    const cost = this.#costs.get(what);
    return cost?.base === base ? cost.time : Number.POSITIVE_INFINITY;
  }

  #put(what: What, value: Studied[What] | undefined, reason: string | undefined): void {
    // Trajectories may have been started meanwhile.
    const orbits = this.#desktop.computed().portrait?.orbits;
    // The value is of the kind that was asked for.
    if (what === "portrait" && orbits) this.#desktop.put(what, { ...(value as PhasePortrait), orbits }, reason);
    else this.#desktop.put(what, value as Studied[typeof what], reason);
  }

  /**
   * What a study depends on. Where trajectories start, and what is hidden, are no part of the plane's; what a curve or diagram is over is
   * none of its own.
   */
  #sourceOf(what: What, { base, values, views: { plane, firing, over, steady } }: StudioDocument): string {
    if (what === "portrait") return JSON.stringify([base, values, plane.axes, plane.window]);
    const dials = this.#desktop.computed().described?.dials ?? [];
    const without = (own: readonly ShownDial[]) => Object.entries(values).filter(([set]) => !own.some(({ path }) => path === set));
    if (what === "steady") return JSON.stringify([base, values]);
    if (what === "over" || what === "branches") {
      const varied = what === "over" ? variedDial(dials, over) : steadyDial(dials, steady);
      return JSON.stringify([base, without(varied ? [varied] : []), varied?.path]);
    }
    const inputs = dials.filter(({ group }) => group === "input");
    const isOne = inputs.every(({ name }) => name === inputs[0]?.name);
    return JSON.stringify([base, without(isOne ? inputs : []), firing.input, firing.range]);
  }
}
