/** One neuron with variables of its own. */
import { InternalError } from "../../base/index.ts";
import { dot } from "../../numerics/index.ts";
import type { Law } from "./law.ts";
import { type Driven, drive, type Unit } from "./unit.ts";

export interface CellSetup {
  readonly law: Law;
  readonly driven: readonly Driven[];
  /** Index of the neuron in its population. */
  readonly index: number;
  /** Where it begins {variables}. */
  readonly start: Float64Array;
  readonly begin: number;
  /** When refractoriness ends that it begins in; infinity: none. */
  readonly release: number;
  /** How far ahead a spike is looked for before it is looked for again [ms]; no result depends on it. */
  readonly lookahead: number;
  /** The refractory time of the spike that is now [ms]; 0: none. */
  readonly refractoriness: () => number;
}

/** Moves from event to event; between them its variables stand as they were at the last one. */
export class Cell implements Unit {
  #next = 0;
  #isKnown = false;
  readonly #setup: CellSetup;
  #x: Float64Array;
  #other: Float64Array;
  #t: number;
  #shown: Float64Array;
  #edge: number;
  /** End of refractoriness; infinity where it is not refractory. */
  #release: number;
  #due: "spike" | "release" | "edge" | "look" = "look";

  constructor(setup: CellSetup) {
    this.#setup = setup;
    this.#x = setup.start.slice();
    this.#other = setup.start.slice();
    this.#shown = this.#x;
    this.#t = setup.begin;
    this.#release = setup.release;
    this.#edge = drive(setup.driven, this.#t, this.#x);
  }

  get #isRefractory(): boolean {
    return this.#release < Number.POSITIVE_INFINITY;
  }

  /** Brings the variables to t. */
  #come(t: number): void {
    if (t === this.#t) return;
    this.#flow.advance(this.#x, t - this.#t, this.#other);
    [this.#x, this.#other] = [this.#other, this.#x];
    this.#t = t;
  }

  get #flow() {
    const { law } = this.#setup;
    return this.#isRefractory ? law.refractoryFlow : law.flow;
  }

  /** Found when it is asked for: several arrivals at one time cost one search. */
  get next(): number {
    if (!this.#isKnown) this.#predict();
    this.#isKnown = true;
    return this.#next;
  }

  #predict(): void {
    const { law, lookahead } = this.#setup;
    const limit = Math.min(this.#edge, this.#release, this.#t + lookahead);
    this.#due = limit === this.#edge ? "edge" : limit === this.#release ? "release" : "look";
    this.#next = limit;
    if (this.#isRefractory || law.crossing === undefined) return;
    const spike = this.#t + law.crossing.first(this.#x, limit - this.#t);
    if (spike > limit || spike === Number.POSITIVE_INFINITY) return;
    this.#next = spike;
    this.#due = "spike";
  }

  act(): number {
    const { driven, index } = this.#setup;
    this.#come(this.next);
    const due = this.#due;
    if (due === "spike") this.#fire();
    else if (due === "edge") this.#edge = drive(driven, this.#t, this.#x);
    else if (due === "release") this.#release = Number.POSITIVE_INFINITY;
    this.#isKnown = false;
    return due === "spike" ? index : -1;
  }

  #fire(): void {
    const { law, refractoriness } = this.#setup;
    for (const [k, value] of law.reset.map(({ row }) => dot(row, this.#x)).entries()) this.#x[law.reset[k]!.variable] = value;
    const time = refractoriness();
    if (time > 0) this.#release = this.#t + time;
  }

  receive(t: number, jump: Float64Array, weight: number): void {
    this.#come(t);
    const { held } = this.#setup.law;
    for (let i = 0; i < jump.length; i++) if (jump[i] !== 0 && !(this.#isRefractory && held.includes(i))) this.#x[i]! += weight * jump[i]!;
    this.#isKnown = false;
  }

  change(t: number, _neuron: number, variable: number, to: (present: number) => number): void {
    this.#come(t);
    this.#x[variable] = to(this.#x[variable]!);
    this.#isKnown = false;
  }

  releaseOf(): number {
    return this.#release;
  }

  look(t: number): void {
    this.#shown = this.#x;
    if (t === this.#t) return;
    this.#flow.advance(this.#x, t - this.#t, this.#other);
    this.#shown = this.#other;
  }

  read(neuron: number, variable: number): number {
    if (neuron !== this.#setup.index) throw new InternalError(`neuron ${neuron} was looked for in ${this.#setup.index}`);
    return this.#shown[variable]!;
  }
}
