/** A population as masses over potential and conductance, and one step of it. */
import { Carriage } from "./carry.ts";
import { Exchanges } from "./diffuse.ts";
import type { PlaneMedium } from "./medium.ts";

/** What is kept to go on from. */
export interface PlaneState {
  readonly masses: Float64Array;
  readonly numbers: readonly number[];
}

/** Part of the time from reset to threshold that a neuron has within one sub-step: it fires once in it at most. */
const withinOne = 0.99;

/**
 * Rounding adds up where it always goes the same way: about 1e-16 a step. It is taken out when it has come to the first of these; beyond the second it would be
 * something else.
 */
const [rounding, notRounding] = [1e-14, 1e-12];

export class PlanePopulation {
  readonly medium: PlaneMedium;
  /** Neurons. */
  readonly size: number;
  /** {conductances, potentials}; their sum is 1. */
  readonly masses: Float64Array;
  /** Spikes per neuron in the last step. */
  fired = 0;
  /** Rate of spikes per neuron at its end [1/ms]. */
  activity = 0;
  readonly #carriage: Carriage;
  readonly #exchanges: Exchanges;
  readonly #step: number;
  /** Sub-steps of half a step along the potential. */
  #parts = 1;

  constructor(medium: PlaneMedium, size: number, step: number, initial: Float64Array) {
    const { grid } = medium;
    this.medium = medium;
    this.size = size;
    this.masses = Float64Array.from(initial);
    this.#carriage = new Carriage(grid);
    this.#exchanges = new Exchanges(grid.g.cells, grid.v.cells);
    this.#step = step;
  }

  /** Finds the activity at the beginning, or after a change. */
  begin(time: number): void {
    this.#prepare(time, 0, 0);
    this.activity = this.#carriage.passing(this.masses);
  }

  /**
   * Makes a step: half of it along the potential, all of it along the conductance, the other half along the potential (Strang 1968, doi 10.1137/0705041), with drift and
   * diffusion as they are in its middle.
   */
  advance(middle: number, shift: number, more: number): void {
    this.#prepare(middle, shift, more);
    this.fired = this.#carry();
    this.#exchanges.apply(this.masses);
    this.fired += this.#carry();
    this.#even();
    this.activity = this.#carriage.passing(this.masses);
  }

  #even(): void {
    const { masses, mass } = this;
    const error = Math.abs(mass - 1);
    if (error > rounding && error < notRounding) for (let k = 0; k < masses.length; k++) masses[k]! /= mass;
  }

  #carry(): number {
    let fired = 0;
    for (let k = 0; k < this.#parts; k++) fired += this.#carriage.apply(this.masses);
    return fired;
  }

  #prepare(time: number, shift: number, more: number): void {
    const { medium } = this;
    medium.at(time);
    if (medium.updateSpeeds()) {
      const half = this.#step / 2;
      this.#parts = Math.max(1, Math.ceil(half / (withinOne * this.#carriage.quickest(medium.speeds))));
      this.#carriage.prepare(medium.speeds, half / this.#parts);
    }
    if (medium.updateExchange(shift, more)) this.#exchanges.prepare(medium.up, medium.down, this.#step);
  }

  /** All mass. */
  get mass(): number {
    let sum = 0;
    for (const mass of this.masses) sum += mass;
    return sum;
  }

  /** Part of the neurons in the rows of conductances [from, to). */
  massOf(from: number, to: number): number {
    const { cells } = this.medium.grid.v;
    let sum = 0;
    for (let k = from * cells; k < to * cells; k++) sum += this.masses[k]!;
    return sum;
  }

  save(): PlaneState {
    return { masses: this.masses.slice(), numbers: [this.fired, this.activity] };
  }

  restore({ masses, numbers }: PlaneState): void {
    this.masses.set(masses);
    [this.fired, this.activity] = numbers as [number, number];
  }
}
