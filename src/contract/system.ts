/**
 * The equations of one unit without time: dy/dt = f(y, p), with the jump at a spike. What phase planes, f-I curves and continuation
 * are computed from. Everything is in internal units (ms, mV, pA, ...); `factor` leads back to the user's. Types only.
 */

/** A state, parameter or input of a system. */
export interface SystemQuantity {
  readonly name: string;
  /** The user's own unit; "" if dimensionless. internal value = written value * factor. */
  readonly unit: string;
  readonly factor: number;
  /** Where the run begins (states), the value (parameters), or what acts for most of the run (inputs; see `Stretch`). */
  readonly value: number;
  /** Sensible range of a parameter, if the document says one; of an unknown, where it is looked for. */
  readonly range?: readonly [number, number];
}

/** What happens at a spike. Gradients and Jacobians are by the states, row by row. */
export interface Jump {
  /** The neuron fires where the level is positive, or becomes so. */
  level(y: Float64Array, p: Float64Array): number;
  /** Derivatives of the level by the states {n}. */
  levelGradient(y: Float64Array, p: Float64Array, out: Float64Array): void;
  /** States after the spike; the states as they are where nothing is reset (`resets` false). */
  reset(y: Float64Array, p: Float64Array, out: Float64Array): void;
  /** d(states after)/d(states before) {n, n}. */
  resetJacobian(y: Float64Array, p: Float64Array, out: Float64Array): void;
  /** False: a spike is only noted, as in Hodgkin-Huxley neurons. */
  readonly resets: boolean;
  /** Time without spikes after one [ms], and the states that are held meanwhile (indices). A random time is taken at its mean. */
  readonly refractory: (p: Float64Array) => number;
  readonly held: readonly number[];
}

/**
 * Conditions in the equations (`where`, `heaviside`, `abs`, `min`, `floor`, ...), across which rates or their slopes jump. With every
 * condition held at a value, 1 or 0 or, of `floor`, an integer, the equations are smooth.
 */
export interface Switching {
  readonly conditions: readonly {
    /** truth: it holds where its level is positive. floor: its value is the integer part of its level. */
    readonly kind: "truth" | "floor";
    /** truth: whether it holds at level 0 itself. */
    readonly atZero: boolean;
  }[];
  /** Rates {n} and d rate_i/d state_j {n, n} with the conditions held at the `values` {k}. */
  rhs(y: Float64Array, p: Float64Array, values: Float64Array, out: Float64Array): void;
  jacobian(y: Float64Array, p: Float64Array, values: Float64Array, out: Float64Array): void;
  /** Levels {k} and their derivatives by the states {k, n}: those of one condition may depend on the values of others. */
  levels(y: Float64Array, p: Float64Array, values: Float64Array, out: Float64Array): void;
  levelGradients(y: Float64Array, p: Float64Array, values: Float64Array, out: Float64Array): void;
}

/**
 * A stretch of the run in which the inputs stay as they are. An input that moves all the time (a ramp, a sine) is cut into pieces, each
 * with the value in its middle; noise counts with its mean. The `value` of an input is that of the stretches that last longest together:
 * of those with any input at all, where one lasts a fifth of the run, else of all; the mean over time where nothing lasts (a recording).
 */
export interface Stretch {
  readonly from: number;
  readonly to: number;
  /** Values of the inputs, in their order. */
  readonly inputs: readonly number[];
}

/** One unit of one population. */
export interface System {
  /** Name of the population (or entry of `rates`). */
  readonly name: string;
  readonly units: "physical" | "none";
  readonly states: readonly SystemQuantity[];
  /** Parameters in document order, then inputs. */
  readonly parameters: readonly SystemQuantity[];
  /** How many of the parameters are inputs: the last ones. */
  readonly inputCount: number;
  /** What the inputs do in the course of the run. */
  readonly course: readonly Stretch[];
  /** Rates at the states y {n} with the parameters p [1/ms]. */
  rhs(y: Float64Array, p: Float64Array, out: Float64Array): void;
  /** d rate_i/d state_j {n, n}, row by row. */
  jacobian(y: Float64Array, p: Float64Array, out: Float64Array): void;
  /** Absent: the unit has no spikes. */
  readonly jump?: Jump;
  /** Absent: the rates are smooth. `rhs` and `jacobian` evaluate the conditions as they stand. */
  readonly switching?: Switching;
  /** What was left out to make a system of it: noise, a hazard, time in the equations. Sentences for people. */
  readonly notes: readonly string[];
  /** Gives back the memory of the compiled equations. Nothing of the system may be called afterwards. */
  close(): void;
}
