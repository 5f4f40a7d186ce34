/** Spikes of a system one after the other, and what happens where there are no more. */
import type { System } from "../../contract/index.ts";
import { eigenvalues } from "../../numerics/index.ts";
import { Flight } from "../flow/flight.ts";
import { NewtonSolver } from "../phase/newton.ts";

/**
 * How the wait for the next spike ended: with it; at rest (a stable fixed point is near); with none for a great many steps (something
 * moves below the threshold); or nowhere, because the neuron fires without end or the solution ends.
 */
export type Event = "spike" | "rest" | "quiet" | "stuck";

/** Nearness to a stable fixed point, in spans of the states, at which it is believed to be reached. */
const nearness = 1e-3;
/** Steps between two looks for a fixed point. */
const patience = 6;
/**
 * Extent of all states between two spikes, in spans, at which it comes to rest although the level is passed: at a point where the equations
 * switch, around which it turns in ever smaller and faster circles.
 */
const vanishing = 1e-2;
/** Part of a span that the states must move at least in the time since the last spike, or a fixed point is looked for. */
const slow = 0.2;

/** A neuron in flight, from spike to spike. */
export class Train {
  /** Time from the last spike (or the start) to this one [ms]. */
  interval = 0;
  /** By state: greatest difference seen so far. */
  readonly spans: Float64Array;
  readonly #system: System;
  readonly #p: Float64Array;
  readonly #flight: Flight;
  readonly #low: Float64Array;
  readonly #high: Float64Array;
  /** The same since the last spike. */
  readonly #least: Float64Array;
  readonly #most: Float64Array;
  readonly #sizes: Float64Array;
  readonly #steps: number;
  readonly #solver: NewtonSolver;
  readonly #fixed: Float64Array;
  readonly #jacobian: Float64Array;
  #from = 0;

  /**
   * @param sizes  by state: size of what does not count, times 1e6 {n}
   * @param steps  without a spike, after which none is expected
   */
  constructor(system: System, p: Float64Array, sizes: Float64Array, tolerance: number, steps: number) {
    const n = system.states.length;
    this.#system = system;
    this.#p = p;
    this.#sizes = sizes;
    this.#steps = steps;
    this.#flight = new Flight(system, p, { tolerance });
    this.#low = new Float64Array(n).fill(Number.POSITIVE_INFINITY);
    this.#high = new Float64Array(n).fill(Number.NEGATIVE_INFINITY);
    this.spans = new Float64Array(n);
    this.#least = new Float64Array(n);
    this.#most = new Float64Array(n);
    this.#fixed = new Float64Array(n);
    this.#jacobian = new Float64Array(n * n);
    this.#solver = new NewtonSolver(
      system,
      system.states.map((_, i) => i),
      sizes,
    );
    this.#see();
  }

  /** States here; after a spike those after the reset. */
  get state(): Float64Array {
    return this.#flight.y;
  }

  /** Begins at y; `afterSpike`: as if it had just fired. What the spans have seen is kept. */
  start(y: ArrayLike<number>, afterSpike = false): void {
    this.#flight.start(y, afterSpike);
    this.#from = 0;
    this.#forget();
    this.#see();
  }

  /** Goes on to the next spike. */
  next(): Event {
    const flight = this.#flight;
    for (let step = 1; step <= this.#steps; step++) {
      const leg = flight.advance(Number.MAX_VALUE);
      this.#see();
      if (leg === "spike") {
        this.interval = flight.time - this.#from;
        this.#from = flight.time;
        return this.#hasVanished() ? "rest" : "spike";
      }
      if (leg === "stuck") return "stuck";
      if (step % patience === 0 && !flight.isRefractory && this.#isSlow() && this.#isNearRest()) return "rest";
    }
    return "quiet";
  }

  /** The fixed point that was found at the end. */
  get rest(): Float64Array {
    return this.#fixed;
  }

  #forget(): void {
    this.#least.fill(Number.POSITIVE_INFINITY);
    this.#most.fill(Number.NEGATIVE_INFINITY);
  }

  #hasVanished(): boolean {
    const isTiny = !this.#system.jump?.resets && this.spans.every((span, i) => this.#most[i]! - this.#least[i]! < vanishing * span);
    this.#forget();
    this.#see();
    if (isTiny) for (let i = 0; i < this.#fixed.length; i++) this.#fixed[i] = this.#flight.y[i]!;
    return isTiny;
  }

  #see(): void {
    const { y } = this.#flight;
    for (let i = 0; i < this.spans.length; i++) {
      if (y[i]! < this.#low[i]!) this.#low[i] = y[i]!;
      if (y[i]! > this.#high[i]!) this.#high[i] = y[i]!;
      if (y[i]! < this.#least[i]!) this.#least[i] = y[i]!;
      if (y[i]! > this.#most[i]!) this.#most[i] = y[i]!;
      this.spans[i] = Math.max(this.#high[i]! - this.#low[i]!, 1e-6 * this.#sizes[i]!);
    }
  }

  #isSlow(): boolean {
    const { slope } = this.#flight.stepper;
    const time = this.#flight.time - this.#from;
    for (let i = 0; i < this.spans.length; i++) if (Math.abs(slope[i]!) * time > slow * this.spans[i]!) return false;
    return true;
  }

  /** A ghost of a saddle-node is as slow as a fixed point; so one is looked for, and must be stable. */
  #isNearRest(): boolean {
    const fixed = this.#fixed;
    const n = fixed.length;
    const { y } = this.#flight;
    for (let i = 0; i < n; i++) fixed[i] = y[i]!;
    if (!this.#solver.solve(fixed, this.#p)) return false;
    for (let i = 0; i < n; i++) if (!(Math.abs(fixed[i]! - y[i]!) <= nearness * this.spans[i]!)) return false;
    if (this.#system.jump?.resets && this.#system.jump.level(fixed, this.#p) > 0) return false;
    this.#system.jacobian(fixed, this.#p, this.#jacobian);
    return eigenvalues(n, this.#jacobian).every(([re]) => re < 0);
  }
}
