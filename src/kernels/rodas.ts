/** Rosenbrock methods with the compiled Jacobian, for stiff equations. */
import { numberOperations, pow } from "../base/index.ts";
import { jacobianTrees } from "../compiler/index.ts";
import { decompose, errorScale, type RosenbrockTableau, solveDecomposed, stepControl } from "../numerics/index.ts";
import type { Requirements, Unit } from "./machine.ts";
import { areFinite, type Body, limitOf, type Method, type Precision, type Trouble } from "./method.ts";
import type { Evaluate } from "./module.ts";
import type { Program } from "./program.ts";
import { smoothCrossing } from "./smooth.ts";

const { safety, shrinkMost, growMost, vanishing } = stepControl;
/** Halvings of the step after which a singular matrix is not the step's fault. */
const maxSingular = 30;

export class RosenbrockMethod implements Method {
  readonly id = "rodas";
  readonly isPolished = true;
  readonly isStiff = false;
  readonly step: number | undefined;
  trouble: Trouble = "underflow";
  readonly made = 1;
  next = 0;
  nextSlope = 0;
  readonly #tableau: RosenbrockTableau;
  #unit: Unit | undefined;
  #jacobian: Evaluate | undefined;
  #matrix = new Float64Array(0);
  #pivots = new Int32Array(0);
  #h = 0;
  #proposal = 0;

  /** @param step  fixed step; adaptive without */
  constructor(tableau: RosenbrockTableau, step?: number) {
    this.#tableau = tableau;
    this.step = step;
  }

  readonly require = (program: Program): Requirements => {
    const { definitions, entries, byTime } = jacobianTrees(program.rates, program.states, program.definitions);
    return { functions: { jacobian: [...entries, ...byTime] }, definitions };
  };

  restart(body: Body, isFresh: boolean): void {
    if (!isFresh && this.#proposal > 0) return;
    // The error test corrects a first guess at once; a hundredth of the time that the rates would take to double the states.
    const { numbers, n } = body.machine;
    let fastest = 0;
    for (let i = 0; i < n; i++) {
      const size = Math.abs(numbers[body.y + i]!) + body.absolute[i]! / body.relative;
      fastest = Math.max(fastest, Math.abs(numbers[body.slope + i]!) / size);
    }
    this.#proposal = fastest > 0 ? 0.01 / fastest : 1e-3;
  }

  #enter(body: Body): void {
    if (this.#unit === body.unit) return;
    const { n } = body.machine;
    this.#unit = body.unit;
    this.#jacobian = body.unit.instance.evaluate("jacobian");
    this.#matrix = new Float64Array(n * n);
    this.#pivots = new Int32Array(n);
  }

  attempt(body: Body): number {
    const limit = limitOf(body);
    this.#enter(body);
    const { machine, t, y, p } = body;
    const { numbers, n, work } = machine;
    const { b } = this.#tableau;
    this.#jacobian!(t, 8 * y, 8 * p, 8 * machine.jacobian);
    this.next = work + b.length * n;
    let wasRejected = false;
    let singular = 0;
    for (;;) {
      let h = this.step === undefined ? this.#proposal : limit;
      if (h * 1.01 >= limit) h = limit;
      if (!(h >= vanishing * body.resolution)) {
        this.trouble = "underflow";
        return 0;
      }
      if (!this.#solve(body, h, work)) {
        this.trouble = "no-convergence";
        if (++singular > maxSingular) return 0;
        this.#proposal = 0.5 * h;
        continue;
      }
      const error = this.step === undefined ? this.#error(body) : 0;
      const isSound = areFinite(numbers, this.next, n) && this.#endSlope(body, h);
      const factor = error < Number.POSITIVE_INFINITY ? safety / pow(error, 1 / (this.#tableau.embeddedOrder + 1)) : shrinkMost;
      if (!(error <= 1 && isSound)) {
        if (this.step !== undefined) {
          this.trouble = "not-finite";
          return 0;
        }
        this.#proposal = h * (error <= 1 ? shrinkMost : Math.max(shrinkMost, factor));
        wasRejected = true;
        continue;
      }
      const grown = h * Math.min(wasRejected ? 1 : growMost, Math.max(shrinkMost, factor));
      this.#proposal = h < this.#proposal ? Math.max(grown, this.#proposal) : grown;
      this.#h = h;
      return h;
    }
  }

  #endSlope(body: Body, h: number): boolean {
    const { machine, unit, t, p } = body;
    this.nextSlope = machine.slope;
    unit.rate(t + h, 8 * this.next, 8 * p, 8 * this.nextSlope);
    return areFinite(machine.numbers, this.nextSlope, machine.n);
  }

  /** Stages u_0 ... u_(s-1) and the new state at `work`, with the Jacobian at the beginning of the step; false if the matrix is singular. */
  #solve(body: Body, h: number, work: number): boolean {
    const { machine, unit, t, y, p, slope } = body;
    const { numbers, n, jacobian, state } = machine;
    const { gamma, alpha, gammas, a, c, b } = this.#tableau;
    const matrix = this.#matrix;
    const diagonal = 1 / (h * gamma);
    for (let i = 0; i < n * n; i++) matrix[i] = -numbers[jacobian + i]!;
    for (let i = 0; i < n; i++) matrix[i * n + i]! += diagonal;
    if (!decompose(n, matrix, this.#pivots)) return false;
    const byTime = jacobian + n * n;
    for (let s = 0; s < b.length; s++) {
      const u = work + s * n;
      if (s === 0) {
        for (let i = 0; i < n; i++) numbers[u + i] = numbers[slope + i]!;
      } else {
        combine(numbers, n, y, work, a[s]!, state);
        unit.rate(t + alpha[s]! * h, 8 * state, 8 * p, 8 * u);
      }
      const row = c[s]!;
      for (let i = 0; i < n; i++) {
        let sum = numbers[u + i]! + h * gammas[s]! * numbers[byTime + i]!;
        for (let k = 0; k < s; k++) sum += (row[k]! / h) * numbers[work + k * n + i]!;
        numbers[u + i] = sum;
      }
      solveDecomposed(n, matrix, this.#pivots, numbers, u);
    }
    combine(numbers, n, y, work, b, work + b.length * n);
    return true;
  }

  #error(body: Body): number {
    const { machine, absolute, relative, y, slope } = body;
    const { numbers, n, work } = machine;
    const { bError } = this.#tableau;
    let total = 0;
    for (let i = 0; i < n; i++) {
      let e = 0;
      for (let s = 0; s < bError.length; s++) e += bError[s]! * numbers[work + s * n + i]!;
      const size = Math.max(Math.abs(numbers[y + i]!), Math.abs(numbers[this.next + i]!));
      e /= errorScale(numberOperations, { relative, absolute: absolute[i]!, size, speed: Math.abs(numbers[slope + i]!) });
      total += e * e;
    }
    const error = Math.sqrt(total / n);
    return Number.isNaN(error) ? Number.POSITIVE_INFINITY : error;
  }

  interpolate(body: Body, theta: number, out: number): void {
    const { machine, y } = body;
    const { numbers, n, work } = machine;
    const { dense } = this.#tableau;
    const rest = 1 - theta;
    for (let i = 0; i < n; i++) {
      let inner = 0;
      for (let l = dense.length - 1; l >= 0; l--) {
        const row = dense[l]!;
        let d = 0;
        for (let s = 0; s < row.length; s++) d += row[s]! * numbers[work + s * n + i]!;
        inner = inner * theta + d;
      }
      numbers[out + i] = rest * numbers[y + i]! + theta * (numbers[this.next + i]! + rest * inner);
    }
  }

  shorten(body: Body, h: number): number {
    const { spare, n } = body.machine;
    this.#solve(body, h, spare);
    return spare + this.#tableau.b.length * n;
  }

  crossing(body: Body, j: number, sign: number, from: number, to: number, precision: Precision): number {
    return smoothCrossing(this, body, this.#h, j, sign, from, to, precision);
  }
}

/** out = y + sum_k weights[k] u_k. */
function combine(numbers: Float64Array, n: number, y: number, work: number, weights: readonly number[], out: number): void {
  for (let i = 0; i < n; i++) {
    let sum = numbers[y + i]!;
    for (let k = 0; k < weights.length; k++) sum += weights[k]! * numbers[work + k * n + i]!;
    numbers[out + i] = sum;
  }
}
