/** What explicit Runge-Kutta methods of fixed and of adaptive steps have in common. */
import type { StepperLayout } from "../compiler/index.ts";
import type { Tableau } from "../numerics/index.ts";
import type { Requirements, Unit } from "./machine.ts";
import type { Body, Method, Precision, Trouble } from "./method.ts";
import type { March, Step } from "./module.ts";
import { hermite, smoothCrossing } from "./smooth.ts";

/** A method of a tableau: its compiled steps, and what they say between their ends. */
export abstract class RungeKuttaMethod implements Method {
  readonly id: string;
  readonly isPolished = true;
  abstract readonly step: number | undefined;
  trouble: Trouble = "underflow";
  next = 0;
  nextSlope = 0;
  made = 1;
  isStiff = false;
  protected readonly tableau: Tableau;
  /** Length of the present trial step. */
  protected h = 0;
  protected layout!: StepperLayout;
  protected march: March | undefined;
  #unit: Unit | undefined;
  #step!: Step;
  #dense: Step | undefined;
  #isDenseReady = false;
  /** Weights of the continuous extension, stage by stage, and their number for one stage; stages without one are left out. */
  readonly #weights: Float64Array;
  readonly #weighted: readonly number[];
  readonly #degree: number;
  /** Coefficients of the present step's continuous extension, state by state. */
  #coefficients = new Float64Array(0);

  constructor(tableau: Tableau) {
    this.id = tableau.id;
    this.tableau = tableau;
    const rows = tableau.dense?.weights ?? [];
    this.#degree = Math.max(0, ...rows.map((row) => row.length));
    this.#weighted = [...rows.keys()].filter((stage) => rows[stage]!.some((weight) => weight !== 0));
    this.#weights = Float64Array.from(
      this.#weighted.flatMap((stage) => Array.from({ length: this.#degree }, (_, d) => rows[stage]![d] ?? 0)),
    );
  }

  readonly require = (): Requirements => ({ functions: {}, tableau: this.tableau });
  abstract restart(body: Body, isFresh: boolean): void;
  abstract attempt(body: Body): number;

  /** Finds the compiled functions of the present mode. */
  protected enter(body: Body): void {
    const { unit } = body;
    if (this.#unit === unit) return;
    this.#unit = unit;
    this.layout = unit.instance.steppers.step!;
    this.#step = unit.instance.step("step");
    this.#dense = this.tableau.dense === undefined ? undefined : unit.instance.step("stepDense");
    this.march = this.step === undefined ? unit.instance.march("stepMarch") : undefined;
  }

  /** Says that a new trial step of h stands in the work block. */
  protected begin(body: Body, h: number): void {
    const { work } = body.machine;
    this.h = h;
    this.next = work + this.layout.yNew;
    this.nextSlope = work + this.layout.end;
    this.#isDenseReady = false;
  }

  /** One step of h from (t, y) into a work block. */
  protected stepInto(body: Body, h: number, work: number): void {
    const { machine, slope, t, y, p } = body;
    const { numbers, n } = machine;
    for (let i = 0; i < n; i++) numbers[work + i] = numbers[slope + i]!;
    this.#step(t, h, 8 * y, 8 * p, 8 * work);
  }

  interpolate(body: Body, theta: number, out: number): void {
    const { dense } = this.tableau;
    if (dense === undefined) {
      hermite(body, theta, this.h, this.next, this.nextSlope, out);
      return;
    }
    if (!this.#isDenseReady) this.#prepareDense(body);
    const { machine, y } = body;
    const { numbers, n } = machine;
    const [degree, coefficients] = [this.#degree, this.#coefficients];
    for (let i = 0; i < n; i++) {
      let sum = 0;
      for (let d = degree - 1; d >= 0; d--) sum = (sum + coefficients[i * degree + d]!) * theta;
      numbers[out + i] = numbers[y + i]! + sum;
    }
  }

  /** Stages and coefficients of the continuous extension: once a step, whatever the number of samples in it. */
  #prepareDense({ machine, t, y, p }: Body): void {
    const { numbers, n, work } = machine;
    const [weights, degree] = [this.#weights, this.#degree];
    this.#dense!(t, this.h, 8 * y, 8 * p, 8 * work);
    if (this.#coefficients.length !== n * degree) this.#coefficients = new Float64Array(n * degree);
    const coefficients = this.#coefficients.fill(0);
    const weighted = this.#weighted;
    for (let k = 0; k < weighted.length; k++) {
      for (let i = 0; i < n; i++) {
        const slope = this.h * numbers[work + weighted[k]! * n + i]!;
        for (let d = 0; d < degree; d++) coefficients[i * degree + d]! += weights[k * degree + d]! * slope;
      }
    }
    this.#isDenseReady = true;
  }

  shorten(body: Body, h: number): number {
    const { spare } = body.machine;
    this.stepInto(body, h, spare);
    return spare + this.layout.yNew;
  }

  crossing(body: Body, j: number, sign: number, from: number, to: number, precision: Precision): number {
    return smoothCrossing(this, body, this.h, j, sign, from, to, precision);
  }
}
