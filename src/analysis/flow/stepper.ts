/** Adaptive explicit Runge-Kutta steps of an autonomous field, with dense output. */
import { numberOperations } from "../../base/index.ts";
import { denseWeights, dormandPrince8, errorScale, stepFactor, type Tableau, trialLength } from "../../numerics/index.ts";

/** A vector field: writes the rates at y. */
export type Field = (y: Float64Array, out: Float64Array) => void;

/** The row of a tableau without its zeros: where the slopes of its stages begin, and their weights. */
interface Row {
  readonly places: Int32Array;
  readonly weights: Float64Array;
}

function rowOf(weights: readonly number[], n: number): Row {
  const stages = weights.flatMap((weight, k) => (weight === 0 ? [] : [k]));
  return { places: Int32Array.from(stages, (k) => k * n), weights: Float64Array.from(stages, (k) => weights[k]!) };
}

/** Sensitivities may be this much coarser than the states: they steer Newton's method and give multipliers, both to many digits. */
const sensitivitySlack = 100;

/** Trial steps that may fail one after the other; each shortens at least by a tenth. */
const mostTrials = 400;

/**
 * Steps of dy/dt = f(y) for `states` states and, behind them, any number of columns of as many derivatives of the states.
 *
 * Time does not occur in the field, so a step may be as short as it likes: solutions that diverge within 1e-20 ms are followed as well
 * as others. The tolerance is that of `errorScale` for the states, relative to the greatest entry for columns.
 */
export class Stepper {
  /** Where the step begins, its rate, and where it ends (after `attempt` or `shorten`). */
  readonly y: Float64Array;
  readonly slope: Float64Array;
  readonly next: Float64Array;
  readonly nextSlope: Float64Array;
  /** Length the next step is going to have; 0: to be guessed. */
  proposal = 0;
  /** Evaluations of the field since the beginning. */
  evaluations = 0;
  field: Field;
  private readonly n: number;
  private readonly states: number;
  private readonly tolerance: number;
  private readonly tableau: Tableau;
  private readonly rows: readonly Row[];
  private readonly extra: readonly Row[];
  private readonly b: Row;
  private readonly error: Row;
  private readonly coarse: Row;
  /** Slopes of the stages, one after the other. */
  private readonly k: Float64Array;
  private readonly views: readonly Float64Array[];
  private readonly stage: Float64Array;
  private readonly order: number;
  private hasDense = false;
  private taken = 0;

  constructor(field: Field, states: number, columns: number, tolerance: number, tableau: Tableau = dormandPrince8) {
    this.field = field;
    this.states = states;
    this.n = states * (1 + columns);
    this.tolerance = tolerance;
    this.tableau = tableau;
    this.rows = tableau.a.map((row) => rowOf(row, this.n));
    this.extra = (tableau.dense?.extra.a ?? []).map((row) => rowOf(row, this.n));
    this.b = rowOf(tableau.b, this.n);
    this.error = rowOf(tableau.bError, this.n);
    this.coarse = rowOf(tableau.bErrorCoarse, this.n);
    this.order = tableau.bErrorCoarse.length > 0 ? tableau.order : tableau.embeddedOrder + 1;
    const stages = tableau.b.length + (tableau.fsal ? 0 : 1) + this.extra.length;
    this.k = new Float64Array(stages * this.n);
    this.views = Array.from({ length: stages }, (_, s) => this.k.subarray(s * this.n, (s + 1) * this.n));
    [this.y, this.slope, this.next, this.nextSlope, this.stage] = [0, 1, 2, 3, 4].map(() => new Float64Array(this.n)) as Five;
  }

  /** Begins at `y` (or goes on from the present one, after it was changed from outside). */
  begin(y?: ArrayLike<number>): void {
    if (y) this.y.set(y);
    this.evaluate(this.y, this.slope);
  }

  /** Tries steps of at most `limit` until the error is within the tolerance. Returns the length, or 0 where no length will do. */
  attempt(limit: number): number {
    if (this.proposal <= 0) this.proposal = this.guess();
    let h = trialLength(numberOperations, this.proposal, limit);
    for (let trial = 0; trial < mostTrials; trial++) {
      this.stretch(h);
      const error = this.errorOf(h);
      const factor = stepFactor(numberOperations, error, this.order);
      if (error <= 1) {
        // After a failure nothing is known about longer steps.
        this.proposal = h * (trial > 0 ? Math.min(1, factor) : factor);
        return h;
      }
      h *= Math.min(0.9, factor);
    }
    return 0;
  }

  /** Makes the end of a step of length h, without a look at its error. */
  shorten(h: number): void {
    this.stretch(h);
  }

  /** The end of the step becomes the beginning of the next. */
  commit(): void {
    copy(this.next, this.y);
    copy(this.nextSlope, this.slope);
    this.hasDense = false;
  }

  /** States at the fraction theta of the step last made (not after `commit`). */
  dense(theta: number, out: Float64Array): void {
    if (!this.hasDense) this.prepareDense();
    // A method without dense output is not used here.
    const weights = denseWeights(this.tableau.dense!, theta);
    const count = Math.min(out.length, this.n);
    for (let i = 0; i < count; i++) {
      let sum = 0;
      for (let s = 0; s < weights.length; s++) sum += weights[s]! * this.k[s * this.n + i]!;
      out[i] = this.y[i]! + this.taken * sum;
    }
  }

  private evaluate(y: Float64Array, out: Float64Array): void {
    this.evaluations++;
    this.field(y, out);
  }

  private combine(h: number, { places, weights }: Row, out: Float64Array): void {
    const { n, y, k } = this;
    const count = places.length;
    for (let i = 0; i < n; i++) {
      let sum = 0;
      for (let s = 0; s < count; s++) sum += weights[s]! * k[places[s]! + i]!;
      out[i] = y[i]! + h * sum;
    }
  }

  private stretch(h: number): void {
    const { rows, stage, views } = this;
    copy(this.slope, views[0]!);
    for (let s = 1; s < rows.length; s++) {
      this.combine(h, rows[s]!, stage);
      this.evaluate(stage, views[s]!);
    }
    this.combine(h, this.b, this.next);
    this.evaluate(this.next, this.nextSlope);
    copy(this.nextSlope, views[rows.length - (this.tableau.fsal ? 1 : 0)]!);
    this.taken = h;
    this.hasDense = false;
  }

  private prepareDense(): void {
    const first = this.rows.length + (this.tableau.fsal ? 0 : 1);
    this.extra.forEach((row, s) => {
      this.combine(this.taken, row, this.stage);
      this.evaluate(this.stage, this.views[first + s]!);
    });
    this.hasDense = true;
  }

  private estimate(row: Row, h: number, i: number): number {
    let sum = 0;
    for (let s = 0; s < row.places.length; s++) sum += row.weights[s]! * this.k[row.places[s]! + i]!;
    return h * sum;
  }

  /** Root mean square over the states, as `errorNorm` has it, then over each column: the greatest of them. */
  private errorOf(h: number): number {
    const { n, states, next } = this;
    let worst = 0;
    for (let block = 0; block < n; block += states) {
      let [fine, coarse] = [0, 0];
      for (let i = block; i < block + states; i++) {
        if (!Number.isFinite(next[i]!) || !Number.isFinite(this.nextSlope[i]!)) return Number.POSITIVE_INFINITY;
        const scale = block === 0 ? this.scaleOf(i) : this.scaleIn(block, i);
        const e = this.estimate(this.error, h, i) / scale;
        fine += e * e;
        if (this.coarse.places.length === 0) continue;
        const c = this.estimate(this.coarse, h, i) / scale;
        coarse += c * c;
      }
      const norm =
        this.coarse.places.length === 0 ? Math.sqrt(fine / states) : fine === 0 ? 0 : fine / Math.sqrt((fine + 0.01 * coarse) * states);
      worst = Math.max(worst, norm);
    }
    return worst;
  }

  private scaleOf(i: number): number {
    return errorScale(numberOperations, {
      relative: this.tolerance,
      absolute: this.tolerance,
      size: Math.max(Math.abs(this.y[i]!), Math.abs(this.next[i]!)),
      speed: Math.abs(this.slope[i]!),
    });
  }

  private scaleIn(block: number, i: number): number {
    let greatest = 0;
    for (let j = block; j < block + this.states; j++) greatest = Math.max(greatest, Math.abs(this.y[j]!), Math.abs(this.next[j]!));
    return sensitivitySlack * this.tolerance * (Math.abs(this.next[i]!) + 0.1 * greatest) + Number.MIN_VALUE;
  }

  /** A first length: a hundredth of the time in which the states change by as much as they are large. */
  private guess(): number {
    let [size, speed] = [0, 0];
    for (let i = 0; i < this.states; i++) {
      const unit = 1 + Math.abs(this.y[i]!);
      size = Math.max(size, Math.abs(this.y[i]!) / unit);
      speed = Math.max(speed, Math.abs(this.slope[i]!) / unit);
    }
    return speed > 0 ? (0.01 * Math.max(size, 0.01)) / speed : 1;
  }
}

/** `TypedArray.set` takes longer than a short loop. */
function copy(from: Float64Array, to: Float64Array): void {
  for (let i = 0; i < to.length; i++) to[i] = from[i]!;
}

/** A tuple: `map` forgets the length. */
type Five = [Float64Array, Float64Array, Float64Array, Float64Array, Float64Array];
