/** How the parts of one experiment, each computed by a thread of its own, hear of one another. */

/**
 * What is said at one moment: before `share` what one part says, after it what all parts say, which is the same for each of them.
 */
export interface Packet {
  /** Events: so many of `ids`, and of each column of `payloads`, count. */
  count: number;
  /** What fired, ascending. */
  readonly ids: Uint32Array;
  /** What travels with each event, column by column. */
  readonly payloads: readonly Float64Array[];
  /** Numbers that have a place each. A part writes at the places of its atoms alone {`Sharing.firstNumber`}. */
  readonly numbers: Float64Array;
}

/** Connects a part with the others. */
export interface Exchange {
  /**
   * Says what is in the packet and waits for all others to say theirs, which it then holds. Every part calls it equally often.
   *
   * @param ends  this part cannot go on
   * @returns     whether any part cannot: all end at the same moment
   */
  share(packet: Packet, ends: boolean): boolean;
}

/** How the atoms of a plan can be dealt to threads, and what they will say. */
export interface Sharing {
  /** Expected cost of each atom in a step [ns], as good as can be known before. */
  readonly work: readonly number[];
  /** The id of the first thing of each atom that can fire, and at the end the number of ids {atoms + 1}. */
  readonly firstId: readonly number[];
  /** The place of the first number of each atom, and at the end their number {atoms + 1}. */
  readonly firstNumber: readonly number[];
  /** Columns of payloads. */
  readonly columns: number;
  /** Steps of the whole run. */
  readonly steps: number;
}
