/** Explicit Runge-Kutta methods with adaptive steps. */
import { numberOperations, pow } from "../base/index.ts";
import { errorScale, type Tableau } from "../numerics/index.ts";
import type { Body } from "./method.ts";
import { RungeKuttaMethod } from "./runge-kutta.ts";

/**
 * Stiffness: h times the rate constant estimated from two evaluations at the end of the step [Hairer, Wanner II, section IV.2]. Beyond the
 * stability interval the step is limited by stability; `patience` such findings without as many to the contrary decide. One step in
 * `checkEvery` is looked at; a march is no longer than that.
 */
const stiffnessInterval: Readonly<Record<string, number>> = { tsitouras5: 3.0, "dormand-prince8": 5.5 };
const patience = 15;
const checkEvery = 16;

/** A method with an error estimate. The loop over its steps is compiled: see `compiler/march.ts`. */
export class AdaptiveMethod extends RungeKuttaMethod {
  readonly step = undefined;
  readonly marches = true;
  #proposal = 0;
  #suspicions = 0;
  #steps = 0;
  readonly #order: number;

  constructor(tableau: Tableau) {
    super(tableau);
    this.#order = tableau.bErrorCoarse.length > 0 ? tableau.order : tableau.embeddedOrder + 1;
  }

  restart(body: Body, isFresh: boolean): void {
    this.enter(body);
    if (isFresh || this.#proposal === 0) this.#proposal = firstStep(body, this.#order);
  }

  attempt(body: Body): number {
    this.enter(body);
    const { machine, slope, y, p, march: place } = body;
    const { numbers, n, work, levelsAt, march: at } = machine;
    for (let i = 0; i < n; i++) numbers[work + i] = numbers[slope + i]!;
    numbers[place + at.t] = body.t;
    numbers[place + at.rest] = body.rest;
    numbers[place + at.proposal] = this.#proposal;
    numbers[place + at.stop] = body.stop;
    numbers[place + at.look] = body.look;
    numbers[place + at.budget] = checkEvery - (this.#steps % checkEvery);
    this.march!(8 * y, 8 * p, 8 * work, 8 * place, 8 * levelsAt);
    const h = numbers[place + at.length]!;
    this.begin(body, h);
    this.#proposal = numbers[place + at.proposal]!;
    this.made = numbers[place + at.made]!;
    this.#steps += this.made;
    if (this.made > 1 || h === 0) for (let i = 0; i < n; i++) numbers[slope + i] = numbers[work + i]!;
    body.moveTo(numbers[place + at.t]!, numbers[place + at.rest]!);
    if (h > 0 && this.#steps % checkEvery === 0) this.#suspect(body);
    return h;
  }

  /** Looks at h*lambda from the last stage and the new state, both at t + h; see `stiffnessInterval`. */
  #suspect(body: Body): void {
    const { a, b, c, fsal } = this.tableau;
    const { numbers, n, work } = body.machine;
    const stage = fsal ? b.length - 2 : b.length - 1;
    if (c[stage] !== 1) return;
    const row = a[stage]!;
    let [between, rates] = [0, 0];
    for (let i = 0; i < n; i++) {
      let difference = 0;
      for (let k = 0; k < b.length; k++) difference += ((row[k] ?? 0) - b[k]!) * numbers[work + k * n + i]!;
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
}

/**
 * A first step that keeps an explicit Euler step near the tolerance.
 * @see Hairer, Norsett, Wanner I, section II.4, "starting step size"
 */
function firstStep(body: Body, order: number): number {
  const { machine, unit, absolute, relative, slope, t, y, p } = body;
  const { numbers, n, state } = machine;
  let [size, speed] = [0, 0];
  const scale = (i: number) =>
    errorScale(numberOperations, {
      relative,
      absolute: absolute[i]!,
      size: Math.abs(numbers[y + i]!),
      speed: Math.abs(numbers[slope + i]!),
    });
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
  const wanted = steepest <= 1e-15 ? Math.max(1e-6, guess * 1e-3) : pow(0.01 / steepest, 1 / order);
  const h = Math.min(100 * guess, wanted);
  return h < Number.POSITIVE_INFINITY ? h : guess;
}
