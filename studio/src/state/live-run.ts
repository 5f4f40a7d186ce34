/** The running mode of the page: asks the worker for one stretch a picture, so that neither side ever waits in a queue. */
import { type ReadonlySignal, signal } from "@preact/signals";
import type { LiveFrame, StudioDocument } from "../contract.ts";
import type { Engine } from "./engine.ts";

type Hear = (frame: LiveFrame | undefined) => void;

/** The longest wall time that one stretch makes up for [ms]: after a pause of the page the simulation does not jump. */
const LONGEST = 50;

/** Owns the clock of the running mode. */
export class LiveRun {
  readonly #engine: Engine;
  readonly #document: () => StudioDocument;
  readonly #running = signal(false);
  readonly #trouble = signal<string | undefined>(undefined);
  readonly #listeners = new Set<Hear>();
  #isFresh = true;
  #before = 0;
  #isAsked = false;

  constructor(engine: Engine, document: () => StudioDocument) {
    this.#engine = engine;
    this.#document = document;
  }

  get running(): ReadonlySignal<boolean> {
    return this.#running;
  }

  /** Why it stopped by itself. */
  get trouble(): ReadonlySignal<string | undefined> {
    return this.#trouble;
  }

  /** Calls back with every frame; `undefined` begins a new run. Returns how to stop listening. */
  readonly listen = (hear: Hear): (() => void) => {
    this.#listeners.add(hear);
    return () => this.#listeners.delete(hear);
  };

  /** Goes on, or pauses. */
  toggle(): void {
    this.#running.value = !this.#running.value;
    if (!this.#running.value) return;
    if (this.#trouble.value !== undefined) this.restart();
    this.#before = performance.now();
    this.#ask();
  }

  /** The next stretch is the first of a new run. */
  restart(): void {
    this.#isFresh = true;
    this.#trouble.value = undefined;
  }

  /** Adds to a state of the simulation. */
  kick(state: string, by: number): void {
    void this.#engine.call("kick", { state, by });
  }

  #ask(): void {
    if (this.#isAsked) return;
    this.#isAsked = true;
    requestAnimationFrame(async () => {
      try {
        if (this.#running.value) await this.#advance();
      } catch (error) {
        this.#stop(error instanceof Error ? error.message : String(error));
      }
      this.#isAsked = false;
      if (this.#running.value) this.#ask();
    });
  }

  async #advance(): Promise<void> {
    const document = this.#document();
    const now = performance.now();
    const dt = (document.views.live.speed * Math.min(now - this.#before, LONGEST)) / 1000;
    this.#before = now;
    const fresh = this.#isFresh;
    this.#isFresh = false;
    const { begun, frame } = await this.#engine.call("advance", { document, dt, fresh });
    if (begun) this.#say(undefined);
    this.#say(frame);
    if (frame.ending) this.#stop(frame.ending.message ?? "The simulation has ended.");
  }

  #stop(reason: string): void {
    this.#trouble.value = reason;
    this.#running.value = false;
  }

  #say(frame: LiveFrame | undefined): void {
    for (const hear of this.#listeners) hear(frame);
  }
}
