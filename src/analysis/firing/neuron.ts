/** One neuron and the input that is varied: what all parts of the f-I curve ask for. */
import type { System } from "../../contract/index.ts";
import { sizesOf } from "../phase/sizes.ts";
import { type Steady, type SteadyOptions, steadyFiring } from "./steady.ts";

/** A system whose only variable is one input; everything in internal units. */
export class FiringNeuron {
  readonly system: System;
  readonly p: Float64Array;
  /** Number of the input among the parameters. */
  readonly index: number;
  readonly sizes: Float64Array;
  readonly #options: SteadyOptions;

  constructor(system: System, p: Float64Array, index: number, options: SteadyOptions) {
    this.system = system;
    this.p = Float64Array.from(p);
    this.index = index;
    this.sizes = sizesOf(system, p);
    this.#options = options;
  }

  /** The parameters with this input. */
  at(input: number): Float64Array {
    this.p[this.index] = input;
    return this.p;
  }

  /** What a step to `input` from the states `start` leads to. */
  settle(input: number, start: ArrayLike<number>, options: SteadyOptions = {}): Steady {
    return steadyFiring(this.system, this.at(input), this.sizes, start, { ...this.#options, ...options });
  }

  /** Spikes of a step before the first pause; one is enough to know that there are any. */
  spikesOnce(input: number, start: ArrayLike<number>): boolean {
    const { kind, spikes } = this.settle(input, start, { isRough: true, most: 1 });
    return spikes > 0 || kind === "runaway";
  }

  /**
   * How much input matters: what moves a state by a tenth of its size, against the pull back to where it is; one unit of the input where
   * nothing pulls.
   */
  get unit(): number {
    const { system, index, sizes } = this;
    const n = system.states.length;
    const quantity = system.parameters[index]!;
    const y = Float64Array.from(system.states, ({ value }) => value);
    const [low, high, jacobian] = [new Float64Array(n), new Float64Array(n), new Float64Array(n * n)];
    system.rhs(y, this.at(0), low);
    system.rhs(y, this.at(quantity.factor), high);
    system.jacobian(y, this.at(0), jacobian);
    let unit = 0;
    for (let i = 0; i < n; i++) {
      const push = Math.abs(high[i]! - low[i]!) / quantity.factor;
      if (push > 0) unit = Math.max(unit, (0.1 * sizes[i]! * Math.abs(jacobian[i * n + i]!)) / push);
    }
    return unit > 1e-9 * quantity.factor && unit < 1e12 * quantity.factor ? unit : quantity.factor;
  }
}
