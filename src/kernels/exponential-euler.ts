/** Exponential Euler: each state relaxes exactly in its own linearised equation, the others frozen. */
import { jacobianTrees } from "../compiler/index.ts";
import { binary, call, name, type Tree } from "../language/index.ts";
import type { Requirements, Unit } from "./machine.ts";
import { areFinite, type Body, limitOf, type Method, type Precision, type Trouble } from "./method.ts";
import type { Evaluate } from "./module.ts";
import { type Program, trialSlot } from "./program.ts";
import { hermite, smoothCrossing } from "./smooth.ts";

/**
 * y_i(t + h) = y_i + h f_i exprel(h df_i/dy_i), order 1; exact where f_i is linear in y_i and depends on nothing that moves. Stable for
 * relaxing states whatever the step.
 *
 * @see Rush and Larsen 1978, IEEE Trans. Biomed. Eng. 25:389, for gates
 */
export class ExponentialEulerMethod implements Method {
  readonly id = "exponential-euler";
  readonly isPolished = true;
  readonly isStiff = false;
  readonly step: number;
  trouble: Trouble = "not-finite";
  readonly made = 1;
  next = 0;
  nextSlope = 0;
  #h = 0;
  #unit: Unit | undefined;
  #compiled: Evaluate | undefined;

  constructor(step: number) {
    this.step = step;
  }

  readonly require = (program: Program): Requirements => {
    const { definitions, entries } = jacobianTrees(program.rates, program.states, program.definitions);
    const n = program.states.length;
    const h = name(trialSlot);
    const advance = program.rates.map((rate, i): Tree => {
      const factor = call("exprel", binary("*", h, entries[i * n + i]!));
      return binary("+", name(program.states[i]!), binary("*", binary("*", h, rate), factor));
    });
    return { functions: { advance }, definitions };
  };

  restart(): void {}

  attempt(body: Body): number {
    const limit = limitOf(body);
    const { machine, unit, t, p } = body;
    const { numbers, n } = machine;
    // The loop stops at every node of the grid, so the limit is the step or what an edge leaves of it.
    const h = limit;
    this.#h = h;
    this.next = machine.work;
    this.nextSlope = machine.slope;
    this.#advance(body, h, this.next);
    unit.rate(t + h, 8 * this.next, 8 * p, 8 * this.nextSlope);
    return areFinite(numbers, this.next, n) && areFinite(numbers, this.nextSlope, n) ? h : 0;
  }

  #advance(body: Body, h: number, out: number): void {
    const { machine, unit, t, y, p } = body;
    machine.numbers[p + machine.trialPlace] = h;
    if (this.#unit !== unit) {
      this.#unit = unit;
      this.#compiled = unit.instance.evaluate("advance");
    }
    this.#compiled!(t, 8 * y, 8 * p, 8 * out);
  }

  interpolate(body: Body, theta: number, out: number): void {
    hermite(body, theta, this.#h, this.next, this.nextSlope, out);
  }

  shorten(body: Body, h: number): number {
    this.#advance(body, h, body.machine.spare);
    return body.machine.spare;
  }

  crossing(body: Body, j: number, sign: number, from: number, to: number, precision: Precision): number {
    return smoothCrossing(this, body, this.#h, j, sign, from, to, precision);
  }
}
