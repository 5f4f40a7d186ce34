/** Explicit Runge-Kutta methods with fixed steps. */
import { stepControl, type Tableau } from "../numerics/index.ts";
import { areFinite, type Body, limitOf } from "./method.ts";
import { RungeKuttaMethod } from "./runge-kutta.ts";

/** Real stability intervals; beyond them a decaying mode grows. */
const stabilityInterval: Readonly<Record<string, number>> = { euler: 2, heun: 2, rk4: 2.785 };
/** Findings beyond it, without as many to the contrary, that decide. */
const patience = 15;

/** A method whose steps end at the nodes of a grid and at events. */
export class FixedStepMethod extends RungeKuttaMethod {
  readonly step: number;
  #suspicions = 0;

  constructor(tableau: Tableau, step: number) {
    super(tableau);
    this.step = step;
  }

  restart(body: Body): void {
    this.enter(body);
  }

  attempt(body: Body): number {
    this.enter(body);
    const { machine, unit, t, p } = body;
    const { numbers, n, work } = machine;
    // A step that leaves the numbers (an exponential run up to a spike) is halved: the spike lies within it.
    for (let h = limitOf(body); h >= stepControl.vanishing * body.resolution; h *= 0.5) {
      this.begin(body, h);
      this.stepInto(body, h, work);
      if (!this.layout.leavesEnd) unit.rate(t + h, 8 * this.next, 8 * p, 8 * this.nextSlope);
      if (!areFinite(numbers, this.next, n) || !areFinite(numbers, this.nextSlope, n)) continue;
      if (!this.#growsFalsely(body)) return h;
      this.trouble = "unstable";
      return 0;
    }
    this.trouble = "underflow";
    return 0;
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
    const isBeyond = product < 0 && this.step * Math.sqrt(rates / between) > limit;
    this.#suspicions = isBeyond ? this.#suspicions + 1 : Math.max(0, this.#suspicions - 2);
    return this.#suspicions >= patience;
  }
}
