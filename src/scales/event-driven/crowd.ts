/** Equal neurons that all receive the same: their order never changes but by a spike, so that an event costs no more than for one. */
import { exp } from "../../base/index.ts";
import { dot } from "../../numerics/index.ts";
import type { Law } from "./law.ts";
import { Tangent } from "./tangent.ts";
import { type Driven, drive, type Unit } from "./unit.ts";

export interface CrowdSetup {
  readonly law: Law;
  readonly driven: readonly Driven[];
  /** The potential of each neuron at the begin. */
  readonly potentials: Float64Array;
  /** The variables at the begin {variables}; the first is the potential and not read. */
  readonly start: Float64Array;
  readonly begin: number;
  /** When the refractoriness of each neuron ends; infinity: it is not refractory. */
  readonly releases: Float64Array;
  /** How far ahead a spike is looked for before it is looked for again [ms]. */
  readonly lookahead: number;
  /** Refractory time after every spike [ms]. */
  readonly refractory: number;
}

/** The scale of the potentials is renewed when it leaves [1/2, 2]: that often, an event costs as much as there are neurons. */
const smallestScale = 0.5;
const largestScale = 2;

/**
 * The potential v (the first variable) is each neuron's own, all else is common. Between events v_i(t) = exp(-r t) v_i + K(t) with one K,
 * so that with a common scale m and offset k
 *
 *   v_i = m u_i + k
 *
 * the u_i stand still. The offset is the potential of a neuron that began at 0: it moves with the common variables. The next to fire is
 * the one in front; after its reset it goes back to where it belongs, as a rule behind all others.
 */
export class Crowd implements Unit {
  #next = 0;
  #isKnown = false;
  readonly #setup: CrowdSetup;
  /** Own part of each neuron's potential; of a refractory one the potential itself. */
  readonly #u: Float64Array;
  readonly #isHeld: Uint8Array;
  /** Neurons that are not refractory, the one in front at `head`; a ring. */
  readonly #ring: Uint32Array;
  #head = 0;
  #count: number;
  /** Refractory neurons, first come first served, and when each is released. */
  readonly #waiting: { readonly neuron: number; readonly until: number }[];
  #scale = 1;
  /** Offset and common variables. */
  #x: Float64Array;
  #other: Float64Array;
  /** The variables of the neuron in front. */
  readonly #front: Float64Array;
  #t: number;
  #edge: number;
  #due: "spike" | "release" | "edge" | "look" = "look";
  #shown: Float64Array;
  #shownScale = 1;
  #tangent: Tangent | undefined;

  constructor(setup: CrowdSetup) {
    this.#setup = setup;
    this.#u = setup.potentials.slice();
    const { releases } = setup;
    this.#isHeld = Uint8Array.from(releases, (release) => (release < Number.POSITIVE_INFINITY ? 1 : 0));
    const neurons = [...releases.keys()];
    this.#waiting = neurons
      .filter((i) => this.#isHeld[i] === 1)
      .map((neuron) => ({ neuron, until: releases[neuron]! }))
      .sort((a, b) => a.until - b.until);
    const present = neurons.filter((i) => this.#isHeld[i] === 0).sort((a, b) => this.#u[b]! - this.#u[a]! || a - b);
    this.#ring = new Uint32Array(neurons.length);
    this.#ring.set(present);
    this.#count = present.length;
    this.#x = setup.start.slice();
    this.#x[0] = 0;
    this.#other = this.#x.slice();
    this.#front = this.#x.slice();
    this.#shown = this.#x;
    this.#t = setup.begin;
    this.#edge = drive(setup.driven, this.#t, this.#x);
  }

  /** Follows small deviations from now on. */
  follow(columns: number): Tangent {
    this.#tangent = new Tangent(this.#setup.law, this.#u.length, columns, this.#t);
    return this.#tangent;
  }

  #come(t: number): void {
    if (t === this.#t) return;
    const { flow } = this.#setup.law;
    flow.advance(this.#x, t - this.#t, this.#other);
    [this.#x, this.#other] = [this.#other, this.#x];
    this.#scale *= exp(flow.matrix[0]![0]! * (t - this.#t));
    this.#t = t;
    if (this.#scale < smallestScale || this.#scale > largestScale) this.#renew();
  }

  #renew(): void {
    const k = this.#x[0]!;
    for (let i = 0; i < this.#u.length; i++) if (this.#isHeld[i] === 0) this.#u[i] = this.#scale * this.#u[i]! + k;
    this.#x[0] = 0;
    this.#scale = 1;
  }

  #variablesInFront(): Float64Array {
    this.#front.set(this.#x);
    this.#front[0] = this.#scale * this.#u[this.#ring[this.#head]!]! + this.#x[0]!;
    return this.#front;
  }

  /** Found when it is asked for: several arrivals at one time cost one search. */
  get next(): number {
    if (!this.#isKnown) this.#predict();
    this.#isKnown = true;
    return this.#next;
  }

  #predict(): void {
    const { law, lookahead } = this.#setup;
    const release = this.#waiting[0]?.until ?? Number.POSITIVE_INFINITY;
    const limit = Math.min(this.#edge, release, this.#t + lookahead);
    this.#due = limit === this.#edge ? "edge" : limit === release ? "release" : "look";
    this.#next = limit;
    if (this.#count === 0 || law.crossing === undefined) return;
    const spike = this.#t + law.crossing.first(this.#variablesInFront(), limit - this.#t);
    if (spike > limit || spike === Number.POSITIVE_INFINITY) return;
    this.#next = spike;
    this.#due = "spike";
  }

  act(shifts: Float64Array): number {
    this.#come(this.next);
    let fired = -1;
    if (this.#due === "spike") fired = this.#fire(shifts);
    else if (this.#due === "edge") this.#edge = drive(this.#setup.driven, this.#t, this.#x);
    else if (this.#due === "release") this.#release();
    this.#isKnown = false;
    return fired;
  }

  #fire(shifts: Float64Array): number {
    const { law, refractory } = this.#setup;
    const neuron = this.#ring[this.#head]!;
    const before = this.#variablesInFront();
    const [assigned] = law.reset;
    const after = assigned === undefined ? before[0]! : dot(assigned.row, before);
    this.#tangent?.fire(this.#t, neuron, before, refractory > 0, shifts);
    this.#head = (this.#head + 1) % this.#ring.length;
    this.#count--;
    if (refractory > 0) {
      this.#u[neuron] = after;
      this.#isHeld[neuron] = 1;
      this.#waiting.push({ neuron, until: this.#t + refractory });
    } else this.#insert(neuron, after);
    return neuron;
  }

  #release(): void {
    const { neuron } = this.#waiting.shift()!;
    const potential = this.#u[neuron]!;
    this.#isHeld[neuron] = 0;
    this.#insert(neuron, potential);
    if (this.#tangent === undefined) return;
    this.#front.set(this.#x);
    this.#front[0] = potential;
    this.#tangent.release(this.#t, neuron, this.#front);
  }

  /** Puts a neuron of a given potential behind all that are at least as high. */
  #insert(neuron: number, potential: number): void {
    const { length } = this.#ring;
    const own = (potential - this.#x[0]!) / this.#scale;
    this.#u[neuron] = own;
    let place = this.#head + this.#count;
    for (; place > this.#head && this.#u[this.#ring[(place - 1) % length]!]! < own; place--)
      this.#ring[place % length] = this.#ring[(place - 1) % length]!;
    this.#ring[place % length] = neuron;
    this.#count++;
  }

  receive(t: number, jump: Float64Array, weight: number, shifts: Float64Array): void {
    this.#come(t);
    this.#tangent?.receive(t, jump, weight, shifts);
    for (let i = 0; i < jump.length; i++) this.#x[i]! += weight * jump[i]!;
    this.#isKnown = false;
  }

  change(t: number, neuron: number, variable: number, to: (present: number) => number): void {
    this.#come(t);
    if (variable > 0) this.#x[variable] = to(this.#x[variable]!);
    else this.#changePotentials(neuron, to);
    this.#isKnown = false;
  }

  #changePotentials(neuron: number, to: (present: number) => number): void {
    this.#renew();
    for (let i = 0; i < this.#u.length; i++) if (neuron < 0 || i === neuron) this.#u[i] = to(this.#u[i]!);
    const present = Array.from({ length: this.#count }, (_, k) => this.#ring[(this.#head + k) % this.#ring.length]!);
    present.sort((a, b) => this.#u[b]! - this.#u[a]!);
    this.#head = 0;
    this.#ring.set(present);
  }

  releaseOf(neuron: number): number {
    return this.#waiting.find((one) => one.neuron === neuron)?.until ?? Number.POSITIVE_INFINITY;
  }

  look(t: number): void {
    const { flow } = this.#setup.law;
    this.#shown = this.#x;
    this.#shownScale = this.#scale;
    if (t === this.#t) return;
    flow.advance(this.#x, t - this.#t, this.#other);
    this.#shown = this.#other;
    this.#shownScale = this.#scale * exp(flow.matrix[0]![0]! * (t - this.#t));
  }

  read(neuron: number, variable: number): number {
    if (variable > 0) return this.#shown[variable]!;
    return this.#isHeld[neuron] === 1 ? this.#u[neuron]! : this.#shownScale * this.#u[neuron]! + this.#shown[0]!;
  }
}
