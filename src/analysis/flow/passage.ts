/** Where a level passes zero upwards within a step. */
import { numberOperations } from "../../base/index.ts";
import { staysBelow } from "../../numerics/index.ts";
import type { Stepper } from "./stepper.ts";

/** Newton iterations on a crossing; then 60 halvings have exhausted the digits. */
const mostIterations = 80;

/** Places within a step that are looked at when the level may touch zero between its ends. */
const looks = 12;

/** Finds where a level becomes positive, to rounding. */
export class Passage {
  private readonly stepper: Stepper;
  private readonly n: number;
  private readonly level: (y: Float64Array) => number;
  private readonly levelGradient: (y: Float64Array, out: Float64Array) => void;
  private readonly sampled: Float64Array;
  private readonly gradient: Float64Array;

  /** @param level  of the states; `levelGradient` its derivatives by them {n} */
  constructor(
    stepper: Stepper,
    n: number,
    level: (y: Float64Array) => number,
    levelGradient: (y: Float64Array, out: Float64Array) => void,
  ) {
    [this.stepper, this.n, this.level, this.levelGradient] = [stepper, n, level, levelGradient];
    [this.sampled, this.gradient] = [new Float64Array(n), new Float64Array(n)];
  }

  /**
   * Length of the step last made up to where the level becomes positive, if it does; the step is then cut there.
   *
   * @param isBelow  the level has been negative since it last was at zero
   * @param dips  what has not may become negative within the step and come back
   */
  find(length: number, isBelow: boolean, dips: boolean): number | undefined {
    const { stepper } = this;
    const [u0, u1] = [this.level(stepper.y), this.level(stepper.next)];
    let [low, high] = [0, 1];
    if (!isBelow) {
      if (!dips || !(u1 > 0) || this.keeps(-1, u0, u1, length)) return undefined;
      low = this.extreme(-1);
      if (!(this.levelWithin(low) < 0)) return undefined;
    } else if (!(u1 > 0)) {
      if (this.keeps(1, u0, u1, length)) return undefined;
      high = this.extreme(1);
      if (!(this.levelWithin(high) > 0)) return undefined;
    }
    const from = low * length;
    for (let k = 0; k < 8; k++) {
      const middle = 0.5 * (low + high);
      if (this.levelWithin(middle) > 0) high = middle;
      else low = middle;
    }
    return this.polish(from, high * length, length);
  }

  /** d(level)/dt along a slope. */
  climb(y: Float64Array, slope: Float64Array): number {
    this.levelGradient(y, this.gradient);
    let sum = 0;
    for (let i = 0; i < this.n; i++) sum += this.gradient[i]! * slope[i]!;
    return sum;
  }

  /** Whether the level, by its values and slopes at the ends of the step, stays below zero, with sign -1 above. */
  private keeps(sign: number, u0: number, u1: number, length: number): boolean {
    const { stepper } = this;
    const [v0, v1] = [length * this.climb(stepper.y, stepper.slope), length * this.climb(stepper.next, stepper.nextSlope)];
    return staysBelow(numberOperations, sign * u0, sign * v0, sign * u1, sign * v1);
  }

  /** The place within the step where sign * level is greatest. */
  private extreme(sign: number): number {
    const value = (theta: number) => sign * this.levelWithin(theta);
    let best = 0;
    for (let k = 1; k <= looks; k++) if (value(k / looks) > value(best / looks)) best = k;
    let [low, high] = [Math.max(0, best - 1) / looks, Math.min(looks, best + 1) / looks];
    for (let k = 0; k < 40; k++) {
      const [a, b] = [low + (high - low) / 3, high - (high - low) / 3];
      if (value(a) < value(b)) low = a;
      else high = b;
    }
    return 0.5 * (low + high);
  }

  private levelWithin(theta: number): number {
    this.stepper.dense(theta, this.sampled);
    return this.level(this.sampled);
  }

  /** Newton's method on the length of the step, stepping again from its beginning: the interpolant is less exact than the method. */
  private polish(from: number, guess: number, length: number): number {
    const { stepper } = this;
    let [low, high, x] = [from, length, guess];
    for (let iteration = 0; iteration < mostIterations; iteration++) {
      stepper.shorten(x);
      const value = this.level(stepper.next);
      if (value >= 0) high = x;
      else low = x;
      const newton = x - value / this.climb(stepper.next, stepper.nextSlope);
      if (value === 0 || Math.abs(newton - x) <= 2 * Number.EPSILON * x || high - low <= 2 * Number.EPSILON * high) break;
      x = newton > low && newton < high ? newton : 0.5 * (low + high);
    }
    return x;
  }
}
