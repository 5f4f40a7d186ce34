/** Closed-form propagation of separate linear equations with constant coefficients. */
import { exprel } from "../base/index.ts";
import { linearIn, number, simplify, substitute, type Tree, uses } from "../language/index.ts";
import { type ExponentialSum, slopeAt, sumAt, upperBound, zerosOf } from "./exponential-sums.ts";
import type { Requirements, Unit } from "./machine.ts";
import { type Body, limitOf, type Method, type Trouble } from "./method.ts";
import type { Evaluate } from "./module.ts";
import type { Program } from "./program.ts";

/** dy_i/dt = a_i + b_i y_i with a_i, b_i constant between edges: b_i by state, or undefined if the program is not of this form. */
function decayTrees(program: Program): readonly Tree[] | undefined {
  const inline = inliner(program);
  const states = new Set(program.states);
  const decays: Tree[] = [];
  for (const [i, rate] of program.rates.entries()) {
    const linear = linearIn(simplify(inline(rate)), states);
    if (linear === undefined || uses(linear.constant, program.varies)) return undefined;
    const own = program.states[i]!;
    for (const [state, coefficient] of linear.coefficients) {
      if (state !== own || uses(coefficient, program.varies)) return undefined;
    }
    decays.push(linear.coefficients.get(own) ?? number(0));
  }
  return decays;
}

/** Whether a program can be propagated exactly: linear separate states, a spike level linear in them, no hazard, no noise, no switches. */
export function isExact(program: Program): boolean {
  const { flow, spike, switches, clamps, noises, states } = program;
  if (flow.hazard !== undefined || switches.length > 0 || clamps.length > 0 || noises.length > 0 || states.length === 0) return false;
  if (Object.keys(flow.bounds).length > 0 || decayTrees(program) === undefined) return false;
  if (spike === undefined) return true;
  const level = linearIn(simplify(inliner(program)(spike.tree)), new Set(states));
  return level !== undefined && [level.constant, ...level.coefficients.values()].every((tree) => !uses(tree, program.varies));
}

function inliner(program: Program): (tree: Tree) => Tree {
  const values = new Map<string, Tree>();
  for (const { name, tree } of program.definitions) values.set(name, substitute(tree, values));
  return (tree) => substitute(tree, values);
}

/**
 * Steps from edge to edge: y(t + h) = y + f(y) h exprel(b h). The spike level is a sum of exponentials, whose first zero is found without
 * stepping; for a single state with level g and g(s) = g + A (e^(b s) - 1) it is log(1 - g/A)/b.
 */
export class ExactMethod implements Method {
  readonly id = "exact";
  readonly isPolished = false;
  readonly isStiff = false;
  readonly step = undefined;
  readonly trouble: Trouble = "underflow";
  readonly made = 1;
  next = 0;
  nextSlope = 0;
  #unit: Unit | undefined;
  #coefficients: Evaluate | undefined;
  #h = 0;

  readonly require = (program: Program): Requirements => ({ functions: { decays: decayTrees(program) ?? [] } });

  restart(body: Body): void {
    if (this.#unit !== body.unit) {
      this.#unit = body.unit;
      this.#coefficients = body.unit.instance.evaluate("decays");
    }
    this.#coefficients!(body.t, 8 * body.y, 8 * body.p, 8 * body.machine.work);
  }

  attempt(body: Body): number {
    const limit = limitOf(body);
    const { machine, unit, t, p } = body;
    // Neurons share the scratch block: the coefficients are read again at each step.
    this.restart(body);
    this.#h = limit;
    this.next = machine.spare;
    this.nextSlope = machine.slope;
    this.#propagate(body, limit, this.next);
    unit.rate(t + limit, 8 * this.next, 8 * p, 8 * this.nextSlope);
    return limit;
  }

  #propagate(body: Body, h: number, out: number): void {
    const { machine, y, slope } = body;
    const { numbers, n, work } = machine;
    for (let i = 0; i < n; i++) {
      const rate = numbers[slope + i]!;
      numbers[out + i] = rate === 0 ? numbers[y + i]! : numbers[y + i]! + rate * h * exprel(numbers[work + i]! * h);
    }
  }

  interpolate(body: Body, theta: number, out: number): void {
    this.#propagate(body, theta * this.#h, out);
  }

  shorten(body: Body, h: number): number {
    this.#propagate(body, h, body.machine.state);
    return body.machine.state;
  }

  crossing(body: Body, j: number, sign: number, from: number, to: number): number {
    const h = this.#h;
    const [begin, end] = [from * h, to * h];
    const level = this.#levelAlong(body, j, sign);
    const first = sumAt(level, begin);
    // At zero already, or a rounding beyond, and rising: the crossing is now.
    if (first >= 0 && slopeAt(level, begin) > 0) return from;
    if (upperBound(level, begin, end) <= 0) return 2;
    // The level at the end of a step may round to zero: an end above zero is a crossing whatever the zeros say.
    const zero = zerosOf(level, begin, end).find((s) => slopeAt(level, s) > 0);
    if (zero !== undefined) return zero / h;
    return sign * body.ends.value1[j]! > 0 && to === 1 && first <= 0 ? 1 : 2;
  }

  /** sign*level as a function of the time since the beginning of the step. */
  #levelAlong(body: Body, j: number, sign: number): ExponentialSum {
    const { machine, slope, ends } = body;
    const { numbers, n, work, levelsAt, levels } = machine;
    const row = levelsAt + 2 * levels.length + j * n;
    const a: number[] = [];
    const b: number[] = [];
    let line = 0;
    for (let i = 0; i < n; i++) {
      const rise = sign * numbers[row + i]! * numbers[slope + i]!;
      const decay = numbers[work + i]!;
      if (rise === 0) continue;
      if (decay === 0) {
        line += rise;
        continue;
      }
      const known = b.indexOf(decay);
      if (known >= 0) a[known]! += rise / decay;
      else {
        a.push(rise / decay);
        b.push(decay);
      }
    }
    return { value: sign * ends.value0[j]!, line, a, b };
  }
}
