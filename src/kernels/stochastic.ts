/** Fixed-step methods for white noise, with crossings of the threshold between the ends of a step. */
import { exp, inverseGaussian, type Stream } from "../base/index.ts";
import { name } from "../language/index.ts";
import type { Requirements, Unit } from "./machine.ts";
import { areFinite, type Body, limitOf, type Method, type Trouble } from "./method.ts";
import type { Evaluate } from "./module.ts";
import { type Program, splitNoise } from "./program.ts";
import { reflected, stepTrees } from "./stochastic-step.ts";

/** Writes the increments of all sources for a step of h from t; `isWhole`: a whole step of the grid. */
export type Increments = (t: number, h: number, isWhole: boolean, out: Float64Array) => void;

export interface StochasticOptions {
  readonly id: "euler-maruyama" | "milstein";
  readonly step: number;
  readonly calculus: "ito" | "stratonovich";
  readonly increments: Increments;
  /** Decides whether and when the threshold was crossed within a step. */
  readonly bridge: Stream;
}

/**
 * Increments from one stream a source: whole steps of the grid take draw number n of the stream, so that a source common to several
 * neurons is the same for all; parts of steps (after a crossing or at an edge) draw from `parts`.
 */
export function streamIncrements(sources: readonly Stream[], parts: Stream, step: number): Increments {
  return (t, h, isWhole, out) => {
    const n = Math.round(t / step);
    const scale = Math.sqrt(h);
    for (let j = 0; j < sources.length; j++) out[j] = scale * (isWhole ? sources[j]!.at(n).normal() : parts.normal());
  };
}

/** Below it e^x is less than any uniform draw: most steps are far from the threshold and draw nothing. */
const certain = -37;

/**
 * dy = a(y) dt + sum_j b_j(y) dW_j, Ito or Stratonovich.
 *
 *   euler-maruyama   y + a h + sum_j b_j dW_j                                               strong order 1/2
 *   milstein         ... + 1/2 sum_jk (L^j b_k)(dW_j dW_k - delta_jk h), L^j = b_j . d/dy   strong order 1 where L^j b_k = L^k b_j,
 *                    then corrected by h/2 (a(new) - a(y)): the trapezoidal drift makes laws of second order where b is constant
 *
 * A Stratonovich equation is turned into the Ito one with drift a + 1/2 sum_j L^j b_j.
 * Between the ends of a step the level of the spike is a Brownian bridge of variance sigma^2 = sum_j (dg . b_j)^2 per unit of time: with
 * levels g0, g1 < 0 at the ends it was crossed with probability exp(-2 g0 g1/(sigma^2 h)), and u = tau/(h - tau) of the first crossing
 * tau is inverse Gaussian with mean |g0/g1| and shape g0^2/(sigma^2 h). After the reset the rest of the step is done afresh.
 *
 * @see Kloeden, Platen, Numerical Solution of Stochastic Differential Equations, sections 10.2 and 10.3
 */
export class StochasticMethod implements Method {
  readonly id: string;
  readonly isPolished = false;
  readonly isStiff = false;
  readonly step: number;
  trouble: Trouble = "not-finite";
  readonly made = 1;
  next = 0;
  nextSlope = 0;
  readonly #options: StochasticOptions;
  readonly #dw: Float64Array;
  #h = 0;
  #unit: Unit | undefined;
  #advance: Evaluate | undefined;
  #diffusion: Evaluate | undefined;
  /** Reflects states at their bounds, in place: each output reads its own state only. */
  #bounded: Evaluate | undefined;
  #hasBounds = false;
  /** Per source: by how much it moves the spike level; and the sum of squares, the variance of the level per unit of time. */
  readonly #lifts: Float64Array;
  #variance = 0;

  constructor(options: StochasticOptions, noises: number) {
    this.id = options.id;
    this.step = options.step;
    this.#options = options;
    this.#dw = new Float64Array(noises);
    this.#lifts = new Float64Array(noises);
  }

  readonly require = (program: Program): Requirements => {
    const diffusion = splitNoise(program)!;
    const { id, calculus } = this.#options;
    const { trees, definitions } = stepTrees(program, diffusion, id, calculus);
    const bounded = program.states.map((state) => reflected(program, state, name(state)));
    return { functions: { advance: trees, bounded, diffusion: diffusion.columns.flat() }, definitions };
  };

  restart(): void {}

  #enter({ unit, machine: { program } }: Body): void {
    if (this.#unit === unit) return;
    this.#unit = unit;
    this.#advance = unit.instance.evaluate("advance");
    this.#diffusion = unit.instance.evaluate("diffusion");
    this.#bounded = unit.instance.evaluate("bounded");
    this.#hasBounds = Object.keys(program.flow.bounds).length > 0;
  }

  attempt(body: Body): number {
    const limit = limitOf(body);
    const { machine, unit, t, y, p, slope } = body;
    const { numbers, n } = machine;
    // The loop stops at every node of the grid, so the limit is the step or what an event leaves of it.
    const h = limit;
    const isWhole = Math.abs(h - this.step) < 1e-9 * this.step;
    this.#h = h;
    this.#options.increments(t, h, isWhole, this.#dw);
    numbers[p + machine.trialPlace] = h;
    for (let j = 0; j < this.#dw.length; j++) numbers[p + machine.incrementPlace + j] = this.#dw[j]!;
    this.next = machine.spare;
    this.nextSlope = machine.slope;
    this.#enter(body);
    this.#advance!(t, 8 * y, 8 * p, 8 * this.next);
    if (this.id === "milstein") {
      unit.rate(t + h, 8 * this.next, 8 * p, 8 * this.nextSlope);
      for (let i = 0; i < n; i++) numbers[this.next + i]! += 0.5 * h * (numbers[this.nextSlope + i]! - numbers[slope + i]!);
    }
    if (this.#hasBounds) this.#bounded!(t, 8 * this.next, 8 * p, 8 * this.next);
    unit.rate(t + h, 8 * this.next, 8 * p, 8 * this.nextSlope);
    return areFinite(numbers, this.next, n) ? h : 0;
  }

  interpolate(body: Body, theta: number, out: number): void {
    const { numbers, n } = body.machine;
    for (let i = 0; i < n; i++) numbers[out + i] = (1 - theta) * numbers[body.y + i]! + theta * numbers[this.next + i]!;
  }

  /** The state at a crossing: on the line between the ends, moved along the noise until the level vanishes. */
  shorten(body: Body, h: number): number {
    const { machine, ends } = body;
    const { numbers, n, work, state } = machine;
    const theta = h / this.#h;
    this.interpolate(body, theta, state);
    if (this.#variance === 0) return state;
    const level = (1 - theta) * ends.value0[0]! + theta * ends.value1[0]!;
    for (let j = 0; j < this.#dw.length; j++) {
      const share = (-level * this.#lifts[j]!) / this.#variance;
      for (let i = 0; i < n; i++) numbers[state + i]! += share * numbers[work + j * n + i]!;
    }
    return state;
  }

  crossing(body: Body, j: number, sign: number, from: number, to: number): number {
    const { value0, value1 } = body.ends;
    const [u0, u1] = [sign * value0[j]!, sign * value1[j]!];
    if (from > 0) return u1 > 0 ? 0.5 * (from + to) : 2;
    this.#readVariance(body, j);
    const variance = this.#variance * this.#h;
    const isUp = sign > 0 && j === 0 && variance > 0 && u0 < 0;
    if (!isUp) return u1 > 0 ? Math.min(1, Math.max(0, u0 / (u0 - u1))) : 2;
    const { bridge } = this.#options;
    const exponent = (-2 * u0 * u1) / variance;
    if (u1 <= 0 && (exponent < certain || bridge.uniform() >= exp(exponent))) return 2;
    const ratio = inverseGaussian(bridge, Math.abs(u0 / u1), (u0 * u0) / variance);
    return ratio < Number.POSITIVE_INFINITY ? ratio / (1 + ratio) : 1;
  }

  /** The factors of the noise at the beginning of the step into the work block, and how they move level j. */
  #readVariance(body: Body, j: number): void {
    const { machine, t, y, p } = body;
    const { numbers, n, work, levelsAt, levels } = machine;
    const gradient = levelsAt + 2 * levels.length + j * n;
    this.#diffusion!(t, 8 * y, 8 * p, 8 * work);
    this.#variance = 0;
    for (let k = 0; k < this.#lifts.length; k++) {
      let lift = 0;
      for (let i = 0; i < n; i++) lift += numbers[gradient + i]! * numbers[work + k * n + i]!;
      this.#lifts[k] = lift;
      this.#variance += lift * lift;
    }
  }
}
