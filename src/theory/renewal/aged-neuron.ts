/** A neuron whose state is a function of the time since its last spike. */

/** What a neuron does after a spike while its drive is constant. Times in any one unit; hazards in one over it. */
export interface AgedNeuron {
  /** The states just after the spike; empty where the hazard reads the age alone. {n} */
  readonly initial: Float64Array;
  /**
   * Derivatives of the states by the age, 0 of those that are held while the neuron is refractory. It may change faster than the
   * membrane, but not jump except at `breaks`.
   *
   * @param out  {n}
   */
  flow(age: number, states: Float64Array, out: Float64Array): void;
  /** Conditional intensity, 0 while the neuron is refractory. Never negative; smooth except at `breaks`. */
  hazard(age: number, states: Float64Array): number;
  /** Ages at which flow or hazard is not smooth: the end of refractoriness, a switch. In any order. */
  readonly breaks: readonly number[];
}
