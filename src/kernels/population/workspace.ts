/** Memory of a part of a network that no population keeps. */

/** Memory that all populations of a part use in turn. */
export interface Workspace {
  /** Input arrays of the block that is computed, one stride apart. */
  readonly inputs: number;
  /** An array of random numbers, likewise. */
  readonly uniforms: number;
  /** Recorded expressions of a block, likewise. */
  readonly signals: number;
  /** Neurons that fired: their count, then their numbers within the population, as i32. */
  readonly list: number;
}
