/** A system in flight: smooth steps, spikes located to rounding, resets, refractoriness, and how all that carries derivatives. */

import { numberOperations } from "../../base/index.ts";
import type { Jump, System } from "../../contract/index.ts";
import { staysBelow } from "../../numerics/index.ts";
import { type Field, Stepper } from "./stepper.ts";
import { columnsOf, differentiateBy, fieldOf, type Variation } from "./variation.ts";

/**
 * How a leg ended: after a step, at a spike (the state is the one after the reset), at the end of refractoriness, at a wall (backwards:
 * beyond it the neuron would have fired), or nowhere: no step is short enough, or the neuron fires without end.
 */
export type Leg = "step" | "spike" | "release" | "wall" | "stuck";

export interface FlightOptions {
  readonly backwards?: boolean;
  /** Relative to time: see `errorScale`. Default 1e-9. */
  readonly tolerance?: number;
  readonly variation?: Variation;
  /** Called at the end of each smooth piece, before it is left: `stepper.dense` still knows it. */
  readonly visit?: (length: number) => void;
}

/** Newton iterations on a crossing; then 60 halvings have exhausted the digits. */
const mostIterations = 80;

/** Resets at one moment before it is called firing without end. */
const mostAtOnce = 100;

/** Places within a step that are looked at when the level may touch zero between its ends. */
const looks = 12;

/**
 * Integrates a system with its jumps.
 *
 * Columns of derivatives are by fixed time, also across events: at a spike, with normal n of the level, slopes f- before and f+ after,
 *
 *   dt* = -(n s + dg)/(n f-),   s+ = DR (s + f- dt*) + dR - f+ dt*,
 *
 * and refractoriness of length T ends dt* + dT later, s+ = s + (f+ - f_free)(dt* + dT), where d is the derivative by the parameter.
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
    this.free = fieldOf(system, p, sign, [], variation);
    this.still = system.jump?.held.length ? fieldOf(system, p, sign, system.jump.held, variation) : this.free;
    this.stepper = new Stepper(this.free, this.n, this.columns, tolerance);
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
    stepper.begin();
    this.isBelow = !(this.level(stepper.y) >= 0);
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
    const crossing = isRefractory || !jump ? undefined : this.crossing(length);
    if (crossing !== undefined) length = crossing;
    this.options.visit?.(length);
    this.pass(length);
    if (crossing !== undefined) return this.options.backwards ? "wall" : this.fire();
    // A step that only fills what was left says little about the next one.
    if (most < proposed && length >= 0.49 * most) stepper.proposal = Math.max(stepper.proposal, 0.5 * proposed);
    if (!isRefractory || this.time < this.release) return "step";
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
  }

  private level(y: Float64Array): number {
    return this.jump ? this.jump.level(y, this.p) : -1;
  }

  /** Length of the step up to where the level becomes positive, if it does; the step is then cut there. */
  private crossing(length: number): number | undefined {
    const { stepper, jump, options } = this;
    if (!jump || (options.backwards && !jump.resets)) return undefined;
    const [u0, u1] = [this.level(stepper.y), this.level(stepper.next)];
    let [low, high] = [0, 1];
    if (!this.isBelow) {
      // What is above may dip below within the step and come back: that is a spike as well.
      if (jump.resets || !(u1 > 0) || this.keeps(-1, u0, u1, length)) return undefined;
      low = this.extreme(-1);
      if (!(this.levelWithin(low) < 0)) return undefined;
    } else if (!(u1 > 0)) {
      if (this.keeps(1, u0, u1, length)) return undefined;
      high = this.extreme(1);
      if (!(this.levelWithin(high) > 0)) return undefined;
    }
    const from = low * length;
    for (let k = 0; k < 8; k++) {
      const middle = 0.5 * (low + high);
      if (this.levelWithin(middle) > 0) high = middle;
      else low = middle;
    }
    return this.polish(from, high * length, length);
  }

  /** Whether the level, by its values and slopes at the ends of the step, stays below zero, with sign -1 above. */
  private keeps(sign: number, u0: number, u1: number, length: number): boolean {
    const { stepper } = this;
    const [v0, v1] = [length * this.climb(stepper.y, stepper.slope), length * this.climb(stepper.next, stepper.nextSlope)];
    return staysBelow(numberOperations, sign * u0, sign * v0, sign * u1, sign * v1);
  }

  /** The place within the step where sign * level is greatest. */
  private extreme(sign: number): number {
    const value = (theta: number) => sign * this.levelWithin(theta);
    let best = 0;
    for (let k = 1; k <= looks; k++) if (value(k / looks) > value(best / looks)) best = k;
    let [low, high] = [Math.max(0, best - 1) / looks, Math.min(looks, best + 1) / looks];
    for (let k = 0; k < 40; k++) {
      const [a, b] = [low + (high - low) / 3, high - (high - low) / 3];
      if (value(a) < value(b)) low = a;
      else high = b;
    }
    return 0.5 * (low + high);
  }

  private levelWithin(theta: number): number {
    this.stepper.dense(theta, this.sampled);
    return this.level(this.sampled);
  }

  /** d(level)/dt along a slope. */
  private climb(y: Float64Array, slope: Float64Array): number {
    this.jump?.levelGradient(y, this.p, this.gradient);
    let sum = 0;
    for (let i = 0; i < this.n; i++) sum += this.gradient[i]! * slope[i]!;
    return sum;
  }

  /** Newton's method on the length of the step, stepping again from its beginning: the interpolant is less exact than the method. */
  private polish(from: number, guess: number, length: number): number {
    const { stepper } = this;
    let [low, high, x] = [from, length, guess];
    for (let iteration = 0; iteration < mostIterations; iteration++) {
      stepper.shorten(x);
      const value = this.level(stepper.next);
      if (value >= 0) high = x;
      else low = x;
      const newton = x - value / this.climb(stepper.next, stepper.nextSlope);
      if (value === 0 || Math.abs(newton - x) <= 2 * Number.EPSILON * x || high - low <= 2 * Number.EPSILON * high) break;
      x = newton > low && newton < high ? newton : 0.5 * (low + high);
    }
    return x;
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
    stepper.begin();
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
    stepper.begin();
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
    const climb = this.climb(before, slope);
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
