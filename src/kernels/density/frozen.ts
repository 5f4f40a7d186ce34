/** Densities while nothing changes: what each would settle to at given activities, and activities that are consistent with themselves. */
import { pow } from "../../base/index.ts";
import { findRoot } from "../../numerics/index.ts";
import { type Inputs, inputsOf } from "./inputs.ts";
import type { Medium } from "./medium.ts";
import { DensityOperator } from "./operator.ts";
import type { DensityPlan } from "./plan.ts";
import { Resolvent } from "./resolvent.ts";

/** Largest activity that is looked at, over that without coupling; and how many activities on the way. */
const [largest, looks] = [1e4, 400];

/** The operators of all populations at one moment of the drive. */
export class FrozenDensities {
  readonly operators: readonly DensityOperator[];
  readonly #plan: DensityPlan;
  readonly #inputs: Inputs;
  readonly #time: number;
  readonly #resolvents: readonly Resolvent[];
  readonly #nothing: readonly Float64Array[];

  /** @param media  driven as they are at `time` */
  constructor(plan: DensityPlan, media: readonly Medium[], time: number) {
    this.#plan = plan;
    this.#inputs = inputsOf(plan, media);
    this.#time = time;
    this.operators = media.map((medium) => new DensityOperator(medium));
    this.#resolvents = media.map(({ grid }) => new Resolvent(grid.cells));
    this.#nothing = media.map(({ grid }) => new Float64Array(grid.cells));
  }

  /** The operator of population `i` at constant activities [1/ms]. */
  at(i: number, activities: ArrayLike<number>): DensityOperator {
    const operator = this.operators[i]!;
    const { shift, more, colour } = this.#inputs;
    this.#inputs.hold(i, activities, this.#time);
    operator.update(this.#time, shift[i]!, more[i]!, colour[i]!);
    return operator;
  }

  /** Mean time that a neuron of population `i` spends in each cell from a reset to its next spike, at constant activities [ms] {cells}. */
  dwelling(i: number, activities: ArrayLike<number>): Float64Array {
    const operator = this.at(i, activities);
    const resolvent = this.#resolvents[i]!;
    resolvent.solve(operator, 0, 1, this.#nothing[i]!, operator.entry);
    return resolvent.y;
  }

  /** Rate at which population `i` fires at constant activities [1/ms]: one over the mean interval. */
  rate(i: number, activities: ArrayLike<number>): number {
    return 1 / (sumOf(this.dwelling(i, activities)) + this.#waitOf(i));
  }

  /**
   * Coefficient of variation of the intervals of population `i` at constant activities. With the time T from a potential to the next spike, E[T^2] is twice the time
   * spent where the neuron dwells, each of these times counted with what is left from there.
   */
  irregularity(i: number, activities: ArrayLike<number>): number {
    const { waiting } = this.#plan.cells[i]!.reading;
    const dwelling = this.dwelling(i, activities).slice();
    const mean = sumOf(dwelling);
    const resolvent = this.#resolvents[i]!;
    resolvent.solve(this.operators[i]!, 0, 1, this.#nothing[i]!, dwelling);
    const spread = 2 * sumOf(resolvent.y) - mean * mean;
    const more = waiting.kind === "exponential" ? waiting.mean * waiting.mean : 0;
    return Math.sqrt(spread + more) / (mean + this.#waitOf(i));
  }

  #waitOf(i: number): number {
    const { waiting } = this.#plan.cells[i]!.reading;
    return waiting.kind === "none" ? 0 : waiting.kind === "constant" ? waiting.time : waiting.mean;
  }

  /** Masses that settle at constant activities {cells}; together with those that wait they are 1. */
  masses(i: number, activities: ArrayLike<number>): Float64Array {
    const rate = this.rate(i, activities);
    return this.#resolvents[i]!.y.map((time) => rate * time);
  }

  /**
   * Activities that make themselves: of one population the smallest, of several those to which repeated evaluation leads from silence. Undefined where there are
   * none, or where states that neurons share have no place in the equations yet.
   */
  consistent(): Float64Array | undefined {
    const n = this.operators.length;
    if (this.#plan.cells.some(({ reading }) => reading.common.length > 0)) return undefined;
    return n === 1 ? this.#smallest() : this.#iterated(n);
  }

  #smallest(): Float64Array | undefined {
    const excess = (a: number) => this.rate(0, [a]) - a;
    const first = this.rate(0, [0]);
    if (!(first > 0)) return undefined;
    const ratio = pow(largest * 1e3, 1 / looks);
    let below = first / 1e3;
    if (excess(below) <= 0) below = 0;
    for (let above = below || first / 1e3; above < largest * first; above *= ratio) {
      if (above <= below) continue;
      if (excess(above) <= 0) return Float64Array.of(findRoot(excess, below, above).x);
      below = above;
    }
    return undefined;
  }

  #iterated(n: number): Float64Array | undefined {
    let activities = new Float64Array(n);
    for (let k = 0; k < 2000; k++) {
      const next = activities.map((activity, i) => 0.5 * activity + 0.5 * this.rate(i, activities));
      const isSettled = next.every((activity, i) => Math.abs(activity - activities[i]!) <= 1e-13 * activity);
      activities = next;
      if (isSettled) return activities;
      if (!activities.every(Number.isFinite)) return undefined;
    }
    return undefined;
  }
}

const sumOf = (times: Float64Array) => times.reduce((sum, time) => sum + time, 0);
