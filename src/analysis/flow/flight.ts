/** A system in flight: smooth steps, spikes and switches located to rounding, resets, refractoriness, and how all that carries derivatives. */

import type { Jump, System } from "../../contract/index.ts";
import { Conditions } from "./conditions.ts";
import { Passage } from "./passage.ts";
import { type Field, Stepper } from "./stepper.ts";
import { columnsOf, differentiateBy, fieldOf, type Variation } from "./variation.ts";

/**
 * How a leg ended: after a step, at a spike (the state is the one after the reset), where a condition in the equations changes, at the end
 * of refractoriness, at a wall (backwards: beyond it the neuron would have fired), or nowhere: no step is short enough, or the neuron fires
 * without end.
 */
export type Leg = "step" | "spike" | "switch" | "release" | "wall" | "stuck";

export interface FlightOptions {
  readonly backwards?: boolean;
  /** Relative to time: see `errorScale`. Default 1e-9. */
  readonly tolerance?: number;
  readonly variation?: Variation;
  /** Called at the end of each smooth piece, before it is left: `stepper.dense` still knows it. */
  readonly visit?: (length: number) => void;
}

/** Resets at one moment before it is called firing without end. */
const mostAtOnce = 100;

/**
 * Integrates a system with its jumps.
 *
 * Columns of derivatives are by fixed time, also across events: at a spike, with normal n of the level, slopes f- before and f+ after,
 *
 *   dt* = -(n s + dg)/(n f-),   s+ = DR (s + f- dt*) + dR - f+ dt*,
 *
 * and refractoriness of length T ends dt* + dT later, s+ = s + (f+ - f_free)(dt* + dT), where d is the derivative by the parameter. A
 * condition in the equations is a level with DR = 1: s+ = s + (f- - f+) dt*. Where the flow leads back to a condition from both sides it
 * can only slide along; the equations are then evaluated as they stand.
 *
 * @see Leine, Nijmeijer, Dynamics and Bifurcations of Non-Smooth Mechanical Systems (2004), section 7.3 (saltation matrix)
 */
export class Flight {
  readonly stepper: Stepper;
  /** Time since the start, counted positive also backwards. */
  time = 0;
  spikes = 0;
  /** Derivatives of the moment of the last spike, by what the columns are by. */
  readonly shift: Float64Array;
  /** Refractory until this time; where nothing is held or waited for, 0. */
  private release = 0;
  private correction = 0;
  private isBelow = false;
  private atOnce = 0;
  private lastSpike = Number.NaN;
  private readonly free: Field;
  private readonly still: Field;
  private readonly jump: Jump | undefined;
  private readonly passage: Passage;
  private readonly conditions: Conditions | undefined;
  private readonly n: number;
  private readonly columns: number;
  /** Of the parameter that is varied. */
  private readonly unit: number;
  private readonly p: Float64Array;
  private readonly options: FlightOptions;
  private readonly gradient: Float64Array;
  private readonly before: Float64Array;
  private readonly sampled: Float64Array;

  constructor(system: System, p: Float64Array, options: FlightOptions = {}) {
    const { backwards = false, tolerance = 1e-9, variation } = options;
    [this.p, this.options, this.jump, this.n] = [p, options, system.jump, system.states.length];
    this.columns = columnsOf(system, variation);
    this.unit = variation?.parameter === undefined ? 1 : system.parameters[variation.parameter]!.factor;
    const sign = backwards ? -1 : 1;
    const conditions = system.switching && new Conditions(system, system.switching, p);
    this.conditions = conditions;
    const rates = conditions ?? system;
    this.free = fieldOf(system, rates, p, sign, [], variation);
    this.still = system.jump?.held.length ? fieldOf(system, rates, p, sign, system.jump.held, variation) : this.free;
    this.stepper = new Stepper(this.free, this.n, this.columns, tolerance);
    conditions?.watch(this.stepper);
    const gradientOf = (y: Float64Array, out: Float64Array) => this.jump?.levelGradient(y, p, out);
    this.passage = new Passage(this.stepper, this.n, (y) => this.level(y), gradientOf);
    this.shift = new Float64Array(this.columns);
    [this.gradient, this.before, this.sampled] = [0, 1, 2].map(() => new Float64Array(this.n)) as [
      Float64Array,
      Float64Array,
      Float64Array,
    ];
  }

  /** The states and columns here. */
  get y(): Float64Array {
    return this.stepper.y;
  }

  /** Within the pause after a spike. */
  get isRefractory(): boolean {
    return this.release > this.time;
  }

  /** Begins at y, with the unit matrix and 0 as derivatives; `afterSpike`: as if it had just fired. */
  start(y: ArrayLike<number>, afterSpike: boolean | undefined = false): void {
    const { stepper, n } = this;
    [this.time, this.correction, this.spikes, this.release, this.atOnce, this.lastSpike] = [0, 0, 0, 0, 0, Number.NaN];
    stepper.y.fill(0);
    for (let i = 0; i < n; i++) stepper.y[i] = y[i]!;
    if (this.options.variation?.states) for (let i = 0; i < n; i++) stepper.y[(1 + i) * n + i] = 1;
    this.shift.fill(0);
    if (afterSpike) this.wait();
    else stepper.field = this.free;
    stepper.proposal = 0;
    this.begin();
    this.isBelow = !(this.level(stepper.y) >= 0);
  }

  /** Rates at a state that was set from outside. */
  private begin(): void {
    if (this.conditions) this.conditions.settle();
    else this.stepper.begin();
  }

  /** Goes on by one smooth piece of at most `limit`, up to the next event. */
  advance(limit: number): Leg {
    const { stepper, jump } = this;
    const { isRefractory } = this;
    if (jump?.resets && !this.options.backwards && !isRefractory && this.level(stepper.y) > 0) return this.fire();
    const most = isRefractory ? Math.min(limit, this.release - this.time) : limit;
    const proposed = stepper.proposal;
    let length = stepper.attempt(most);
    if (!(length > 0)) return "stuck";
    let crossing = isRefractory || !jump ? undefined : this.crossing(length);
    if (crossing !== undefined) length = crossing;
    const change = this.conditions?.first(length);
    if (change !== undefined && change < length) [length, crossing] = [change, undefined];
    const meets = this.conditions?.meets(length);
    this.options.visit?.(length);
    this.pass(length);
    if (crossing !== undefined && this.options.backwards) return "wall";
    if (crossing !== undefined && jump?.resets) return this.fire();
    if (meets) this.change();
    if (crossing !== undefined) return this.fire();
    // A step that only fills what was left says little about the next one.
    if (most < proposed && length >= 0.49 * most) stepper.proposal = Math.max(stepper.proposal, 0.5 * proposed);
    if (!isRefractory || this.time < this.release) return meets ? "switch" : "step";
    this.endWait();
    return "release";
  }

  private pass(length: number): void {
    this.stepper.commit();
    // Compensated: near a divergence the steps are far below the last place of the time.
    const corrected = length - this.correction;
    const sum = this.time + corrected;
    this.correction = sum - this.time - corrected;
    this.time = sum;
    // The last step of a pause is meant to end it, whatever the sum rounds to.
    if (this.release > 0 && this.release - this.time <= 4 * Number.EPSILON * this.release) this.time = this.release;
    this.isBelow = this.level(this.stepper.y) < 0;
    this.conditions?.pass();
  }

  /** Conditions change, at the present state: rates, and derivatives by fixed time. */
  private change(): void {
    const { stepper, conditions, n, columns } = this;
    if (!conditions) return;
    const before = Float64Array.from(stepper.slope.subarray(0, n));
    const climb = conditions.leading(this.gradient);
    const parameter = this.options.variation?.parameter;
    const levelChange = new Float64Array(1);
    if (parameter !== undefined && columns > 0) {
      differentiateBy(this.p, parameter, this.unit, (out) => conditions.levelInto(out), levelChange);
    }
    conditions.change();
    for (let c = 0; c < columns; c++) {
      const base = (1 + c) * n;
      let sum = parameter !== undefined && c === columns - 1 ? levelChange[0]! : 0;
      for (let j = 0; j < n; j++) sum += this.gradient[j]! * stepper.y[base + j]!;
      for (let i = 0; i < n; i++) stepper.y[base + i]! -= ((before[i]! - stepper.slope[i]!) * sum) / climb;
    }
    if (columns > 0) stepper.begin();
  }

  private level(y: Float64Array): number {
    return this.jump ? this.jump.level(y, this.p) : -1;
  }

  /** Length of the step up to a spike, if one is in it; the step is then cut there. */
  private crossing(length: number): number | undefined {
    const { jump, options } = this;
    if (!jump || (options.backwards && !jump.resets)) return undefined;
    // What is above may dip below within the step and come back: that is a spike as well, unless it had to be reset.
    return this.passage.find(length, this.isBelow, !jump.resets);
  }

  /** The spike itself, at the present state: reset, derivatives, refractoriness. */
  private fire(): Leg {
    const { stepper, jump, time } = this;
    if (!jump) return "stuck";
    this.spikes++;
    this.atOnce = time === this.lastSpike ? this.atOnce + 1 : 0;
    this.lastSpike = time;
    this.isBelow = false;
    if (!jump.resets) return "spike";
    if (this.atOnce > mostAtOnce) return "stuck";
    const slope = Float64Array.from(stepper.slope.subarray(0, this.n));
    this.before.set(stepper.y.subarray(0, this.n));
    jump.reset(this.before, this.p, this.sampled);
    const columns = this.columns > 0 ? Float64Array.from(stepper.y) : undefined;
    for (let i = 0; i < this.n; i++) stepper.y[i] = this.sampled[i]!;
    this.wait();
    this.begin();
    if (columns) this.salt(columns, slope);
    // Guessed anew: the last step belonged to the upstroke.
    stepper.proposal = 0;
    this.isBelow = !(this.level(stepper.y) >= 0);
    return "spike";
  }

  private wait(): void {
    const { jump, p, stepper } = this;
    const pause = jump?.refractory(p) ?? 0;
    this.release = pause > 0 ? this.time + pause : 0;
    stepper.field = pause > 0 ? this.still : this.free;
  }

  private endWait(): void {
    const { stepper, n } = this;
    this.release = 0;
    if (stepper.field === this.free) return;
    const held = Float64Array.from(stepper.slope.subarray(0, n));
    stepper.field = this.free;
    this.begin();
    const later = this.refractoryChange();
    for (let c = 0; c < this.columns; c++) {
      const delay = this.shift[c]! + (c === this.columns - 1 ? later : 0);
      for (let i = 0; i < n; i++) stepper.y[(1 + c) * n + i]! += (held[i]! - stepper.slope[i]!) * delay;
    }
    if (this.columns > 0) stepper.begin();
    stepper.proposal = 0;
    this.isBelow = !(this.level(stepper.y) >= 0);
  }

  /** d(refractoriness)/d(parameter), 0 without one. */
  private refractoryChange(): number {
    const parameter = this.options.variation?.parameter;
    if (parameter === undefined || !this.jump) return 0;
    const { jump, p } = this;
    const change = new Float64Array(1);
    differentiateBy(
      p,
      parameter,
      this.unit,
      (out) => {
        out[0] = jump.refractory(p);
      },
      change,
    );
    return change[0]!;
  }

  /** Carries the columns across a reset; `slope` is f before it, `this.before` the state. */
  private salt(columns: Float64Array, slope: Float64Array): void {
    const { n, p, jump, stepper, before } = this;
    if (!jump) return;
    const resetJacobian = new Float64Array(n * n);
    jump.resetJacobian(before, p, resetJacobian);
    jump.levelGradient(before, p, this.gradient);
    const climb = this.passage.climb(before, slope);
    const parameter = this.options.variation?.parameter;
    const [levelChange, resetChange] = [new Float64Array(1), new Float64Array(n)];
    if (parameter !== undefined) {
      differentiateBy(
        p,
        parameter,
        this.unit,
        (out) => {
          out[0] = jump.level(before, p);
        },
        levelChange,
      );
      differentiateBy(p, parameter, this.unit, (out) => jump.reset(before, p, out), resetChange);
    }
    for (let c = 0; c < this.columns; c++) {
      const isForced = parameter !== undefined && c === this.columns - 1;
      const base = (1 + c) * n;
      let sum = isForced ? levelChange[0]! : 0;
      for (let j = 0; j < n; j++) sum += this.gradient[j]! * columns[base + j]!;
      const delay = -sum / climb;
      this.shift[c] = delay;
      for (let i = 0; i < n; i++) {
        let after = (isForced ? resetChange[i]! : 0) - stepper.slope[i]! * delay;
        for (let j = 0; j < n; j++) after += resetJacobian[i * n + j]! * (columns[base + j]! + slope[j]! * delay);
        stepper.y[base + i] = after;
      }
    }
    stepper.begin();
  }
}
