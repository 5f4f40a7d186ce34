/** Explicit Runge-Kutta methods of a tableau, with adaptive or fixed steps. */
import { pow } from "../base/index.ts";
import type { StepperLayout } from "../compiler/index.ts";
import type { Tableau } from "../numerics/index.ts";
import type { Requirements, Unit } from "./machine.ts";
import type { Body, Method, Trouble } from "./method.ts";
import type { Step } from "./module.ts";
import type { Program } from "./program.ts";
import { hermite, smoothCrossing } from "./smooth.ts";

/** Step control: a step is chosen this much smaller than the estimate says, and changes by these factors at most. */
const safety = 0.9;
const [shrinkMost, growMost] = [0.2, 6];

/** Below this fraction of the spacing of times a step can no longer be told from none, whatever the solution does. */
const vanishing = 1e-6;

/**
 * Stiffness: h times the rate constant estimated from two evaluations at the end of the step [Hairer, Wanner II, section IV.2]. Beyond the
 * stability interval the step is limited by stability; `patience` such findings without as many to the contrary decide.
 */
const stiffnessInterval: Readonly<Record<string, number>> = { tsitouras5: 3.0, "dormand-prince8": 5.5 };
const patience = 15;
const checkEvery = 8;

/** Real stability intervals of the fixed-step methods; beyond them a decaying mode grows. */
const stabilityInterval: Readonly<Record<string, number>> = { euler: 2, heun: 2, rk4: 2.785 };

export class ExplicitMethod implements Method {
  readonly id: string;
  readonly isPolished = true;
  readonly step: number | undefined;
  trouble: Trouble = "underflow";
  next = 0;
  nextSlope = 0;
  isStiff = false;
  readonly #tableau: Tableau;
  readonly #errorOrder: number;
  #unit: Unit | undefined;
  #layout: StepperLayout | undefined;
  #step: Step | undefined;
  #dense: Step | undefined;
  /** Length of the present trial step, and the adaptive choice for the next. */
  #h = 0;
  #proposal = 0;
  #isDenseReady = false;
  #suspicions = 0;
  #steps = 0;
  readonly #weights: Float64Array;

  /** @param step  fixed step; adaptive without */
  constructor(tableau: Tableau, step?: number) {
    this.id = tableau.id;
    this.step = step;
    this.#tableau = tableau;
    this.#errorOrder = tableau.bErrorCoarse.length > 0 ? tableau.order : tableau.embeddedOrder + 1;
    this.#weights = new Float64Array(tableau.dense?.weights.length ?? 0);
  }

  readonly require = (_program: Program): Requirements => ({ functions: {}, tableau: this.#tableau });

  #enter(body: Body): StepperLayout {
    if (this.#unit !== body.unit) {
      this.#unit = body.unit;
      const { instance } = body.unit;
      this.#layout = instance.steppers.step;
      this.#step = instance.step("step");
      this.#dense = this.#tableau.dense === undefined ? undefined : instance.step("stepDense");
    }
    return this.#layout!;
  }

  restart(body: Body, isFresh: boolean): void {
    this.#enter(body);
    if (this.step === undefined && (isFresh || this.#proposal === 0)) this.#proposal = firstStep(body, this.#errorOrder);
  }

  attempt(body: Body, limit: number): number {
    const layout = this.#enter(body);
    const { machine, slope, y, p, t } = body;
    const { numbers, n, work } = machine;
    for (let i = 0; i < n; i++) numbers[work + i] = numbers[slope + i]!;
    this.next = work + layout.yNew;
    this.#isDenseReady = false;
    if (this.step !== undefined) return this.#fixed(body, limit);
    let wasRejected = false;
    for (;;) {
      // A remainder far shorter than the step would be wasted: the last two share what is left.
      let h = this.#proposal;
      if (h * 1.01 >= limit) h = limit;
      else if (2 * h > limit) h = 0.5 * limit;
      if (!(h >= vanishing * body.resolution)) {
        this.trouble = "underflow";
        return 0;
      }
      this.#step!(t, h, 8 * y, 8 * p, 8 * work);
      const error = this.#error(body, layout);
      const accepted = error <= 1 && this.#endSlope(body, layout, h);
      const factor = error < Number.POSITIVE_INFINITY ? safety / rootOf(error, this.#errorOrder) : shrinkMost;
      if (!accepted) {
        this.#proposal = h * (error <= 1 ? shrinkMost : Math.max(shrinkMost, factor));
        wasRejected = true;
        continue;
      }
      const grown = h * Math.min(wasRejected ? 1 : growMost, Math.max(shrinkMost, factor));
      // A step cut short by an edge says nothing against the one that was wanted.
      this.#proposal = h < this.#proposal ? Math.max(grown, this.#proposal) : grown;
      this.#h = h;
      if (++this.#steps % checkEvery === 0) this.#suspect(body, layout);
      return h;
    }
  }

  #fixed(body: Body, limit: number): number {
    const { machine, t, y, p } = body;
    const layout = this.#layout!;
    // A step that leaves the numbers (an exponential run up to a spike) is halved: the spike lies within it.
    for (let h = limit; h >= vanishing * body.resolution; h *= 0.5) {
      this.#step!(t, h, 8 * y, 8 * p, 8 * machine.work);
      if (!this.#endSlope(body, layout, h)) continue;
      this.#h = h;
      if (!this.#growsFalsely(body)) return h;
      this.trouble = "unstable";
      return 0;
    }
    this.trouble = "underflow";
    return 0;
  }

  /** Root mean square of the estimated error in units of the tolerance; infinite if anything is not finite. */
  #error(body: Body, layout: StepperLayout): number {
    const { machine, absolute, relative, y } = body;
    const { numbers, n, work } = machine;
    const hasCoarse = this.#tableau.bErrorCoarse.length > 0;
    let [fine, coarse] = [0, 0];
    for (let i = 0; i < n; i++) {
      const size = Math.max(Math.abs(numbers[y + i]!), Math.abs(numbers[this.next + i]!));
      const scale = absolute[i]! + relative * size;
      const e = numbers[work + layout.error + i]! / scale;
      fine += e * e;
      if (!hasCoarse) continue;
      const c = numbers[work + layout.coarse + i]! / scale;
      coarse += c * c;
    }
    const mean = hasCoarse && fine > 0 ? (fine * fine) / ((fine + 0.01 * coarse) * n) : fine / n;
    const error = Math.sqrt(mean);
    return Number.isNaN(error) ? Number.POSITIVE_INFINITY : error;
  }

  /** Rates at the end of the trial step; false if they or the state are not finite. */
  #endSlope(body: Body, layout: StepperLayout, h: number): boolean {
    const { machine, unit, p, t } = body;
    const { numbers, n, work } = machine;
    if (this.#tableau.fsal) {
      this.nextSlope = work + (layout.stages - 1) * n;
    } else {
      this.nextSlope = machine.slope;
      unit.rate(t + h, 8 * this.next, 8 * p, 8 * this.nextSlope);
    }
    return areFinite(numbers, this.next, n) && areFinite(numbers, this.nextSlope, n);
  }

  interpolate(body: Body, theta: number, out: number): void {
    const { dense } = this.#tableau;
    if (dense === undefined) {
      hermite(body, theta, this.#h, this.next, this.nextSlope, out);
      return;
    }
    const { machine, t, y, p } = body;
    const { numbers, n, work } = machine;
    if (!this.#isDenseReady) {
      this.#dense!(t, this.#h, 8 * y, 8 * p, 8 * work);
      this.#isDenseReady = true;
    }
    const weights = this.#weights;
    for (let k = 0; k < weights.length; k++) {
      const row = dense.weights[k]!;
      let sum = 0;
      for (let d = row.length - 1; d >= 0; d--) sum = sum * theta + row[d]!;
      weights[k] = theta * sum * this.#h;
    }
    for (let i = 0; i < n; i++) {
      let sum = 0;
      for (let k = 0; k < weights.length; k++) sum += weights[k]! * numbers[work + k * n + i]!;
      numbers[out + i] = numbers[y + i]! + sum;
    }
  }

  shorten(body: Body, h: number): number {
    const { machine, slope, t, y, p } = body;
    const { numbers, n, spare } = machine;
    for (let i = 0; i < n; i++) numbers[spare + i] = numbers[slope + i]!;
    this.#step!(t, h, 8 * y, 8 * p, 8 * spare);
    return spare + this.#layout!.yNew;
  }

  crossing(body: Body, j: number, sign: number, from: number, to: number): number {
    return smoothCrossing(this, body, this.#h, j, sign, from, to);
  }

  /** Looks at h*lambda from the last stage and the new state, both at t + h; see `stiffnessInterval`. */
  #suspect(body: Body, layout: StepperLayout): void {
    const { a, b, c, fsal } = this.#tableau;
    const { numbers, n, work } = body.machine;
    const stage = fsal ? b.length - 2 : b.length - 1;
    if (c[stage] !== 1) return;
    const row = a[stage]!;
    let [between, rates] = [0, 0];
    for (let i = 0; i < n; i++) {
      let difference = 0;
      for (let k = 0; k < layout.stages; k++) difference += ((row[k] ?? 0) - b[k]!) * numbers[work + k * n + i]!;
      const rate = numbers[work + stage * n + i]! - numbers[this.nextSlope + i]!;
      const weight = 1 / body.absolute[i]!;
      between += difference * difference * weight * weight;
      rates += rate * rate * weight * weight;
    }
    // difference is (Y - y1)/h, so the quotient is h times the rate constant.
    const isBeyond = between > 0 && Math.sqrt(rates / between) > stiffnessInterval[this.id]!;
    this.#suspicions = isBeyond ? this.#suspicions + 1 : Math.max(0, this.#suspicions - 2);
    this.isStiff = this.#suspicions >= patience;
  }

  /**
   * Whether the fixed step has been beyond the stability of the method for a while, on a mode that decays: the secant of the rates along
   * the trial step shows its rate constant. The full step counts even where an event cuts it.
   */
  #growsFalsely(body: Body): boolean {
    const limit = stabilityInterval[this.id];
    if (limit === undefined) return false;
    const { machine, slope, y, absolute } = body;
    const { numbers, n } = machine;
    let [between, rates, product] = [0, 0, 0];
    for (let i = 0; i < n; i++) {
      const weight = 1 / absolute[i]!;
      const difference = (numbers[this.next + i]! - numbers[y + i]!) * weight;
      const rate = (numbers[this.nextSlope + i]! - numbers[slope + i]!) * weight;
      between += difference * difference;
      rates += rate * rate;
      product += difference * rate;
    }
    const isBeyond = product < 0 && this.step! * Math.sqrt(rates / between) > limit;
    this.#suspicions = isBeyond ? this.#suspicions + 1 : Math.max(0, this.#suspicions - 2);
    return this.#suspicions >= patience;
  }
}

/**
 * A first step that keeps an explicit Euler step near the tolerance.
 * @see Hairer, Norsett, Wanner I, section II.4, "starting step size"
 */
function firstStep(body: Body, order: number): number {
  const { machine, unit, absolute, relative, slope, t, y, p } = body;
  const { numbers, n, state } = machine;
  let [size, speed] = [0, 0];
  const scale = (i: number) => absolute[i]! + relative * Math.abs(numbers[y + i]!);
  for (let i = 0; i < n; i++) {
    const [a, b] = [numbers[y + i]! / scale(i), numbers[slope + i]! / scale(i)];
    size += a * a;
    speed += b * b;
  }
  const guess = size < 1e-10 * n || speed < 1e-10 * n ? 1e-6 : 0.01 * Math.sqrt(size / speed);
  for (let i = 0; i < n; i++) numbers[state + i] = numbers[y + i]! + guess * numbers[slope + i]!;
  unit.rate(t + guess, 8 * state, 8 * p, 8 * machine.slope);
  let bend = 0;
  for (let i = 0; i < n; i++) {
    const b = (numbers[machine.slope + i]! - numbers[slope + i]!) / scale(i);
    bend += b * b;
  }
  const steepest = Math.max(Math.sqrt(speed / n), Math.sqrt(bend / n) / guess);
  const wanted = steepest <= 1e-15 ? Math.max(1e-6, guess * 1e-3) : rootOf(0.01 / steepest, order);
  const h = Math.min(100 * guess, wanted);
  return h < Number.POSITIVE_INFINITY ? h : guess;
}

/** x^(1/order); square roots where they do, since this is called once a step. */
function rootOf(x: number, order: number): number {
  if (order === 8) return Math.sqrt(Math.sqrt(Math.sqrt(x)));
  return order === 2 ? Math.sqrt(x) : pow(x, 1 / order);
}

/** Whether n numbers from `place` are all finite. */
export function areFinite(numbers: Float64Array, place: number, n: number): boolean {
  // The sum of squares is finite unless something is not, or is beyond 1e154, where nothing measured lies.
  let sum = 0;
  for (let i = 0; i < n; i++) sum += numbers[place + i]! * numbers[place + i]!;
  return sum < Number.POSITIVE_INFINITY;
}
