/** What delivery is told, and what it chooses. */
import type { WordFormat } from "../../compiler/index.ts";
import type { MonotoneTable, Projecting } from "../wiring/index.ts";

/** Integers in multiples of a quantum, or doubles added in a fixed order. */
export type Arithmetic = "fast" | "reference";

/** A projection as it enters its targets. */
export interface Entering extends Projecting {
  /** Id of neuron 0 of the source population. Ids ascend in the order of populations. */
  readonly preOffset: number;
  /** Number of the arrival variable of the target population. */
  readonly ring: number;
  /**
   * Where the weight is multiplied by what travels with the spike: the column of the payloads, and a bound of their magnitude, beyond which
   * integers might overflow.
   */
  readonly payload?: { readonly column: number; readonly bound: number };
}

/** A run of neurons of one population that a partition owns, cut at ends of blocks; `local` is the local index of neuron `from`. */
export interface Share {
  readonly population: string;
  readonly from: number;
  readonly to: number;
  readonly local: number;
}

/** The targets of a partition. `size` counts local indices, those that pad a population included. */
export interface Partition {
  readonly shares: readonly Share[];
  readonly size: number;
}

/**
 * How the weights of a projection become quanta of its ring:
 * - `constant`: all are the same;
 * - `table`: multiples of `multiplier` quanta, the integer found in a table by the word that draws the weight; `step` is their worth;
 * - `direct`: weight / quantum, rounded;
 * - `exact`: doubles, on the reference path.
 */
export type Grain =
  | { readonly kind: "constant"; readonly quanta: number }
  | { readonly kind: "table"; readonly multiplier: number; readonly step: number; readonly table: MonotoneTable }
  | { readonly kind: "direct"; readonly quantum: number }
  | { readonly kind: "exact" };

/** A projection within one partition. */
export interface Route {
  readonly input: Entering;
  readonly grain: Grain;
  /** Which connections are stored together, and how; absent where nothing is stored: one number for each step says it all. */
  readonly channel?: Channel;
  /** Expected connections that are stored. */
  readonly connections: number;
}

/** Connections that stand together: of one format, into rings of one number, with one multiplier and one payload. */
export interface Channel {
  readonly number: number;
  readonly ring: number;
  readonly format: WordFormat;
  readonly multiplier: number;
  /** Column of the payload. */
  readonly payload?: number;
}

/** A route whose connections are stored. */
export interface Channelled extends Route {
  readonly channel: Channel;
}

/** What a partition will need; nothing is allocated yet. */
export interface DeliveryPlan {
  readonly arithmetic: Arithmetic;
  readonly partition: Partition;
  /** Number of neuron ids, of all partitions. */
  readonly neurons: number;
  /** Arrival variables of the population that has most. */
  readonly rings: number;
  /** Columns of payloads. */
  readonly columns: number;
  /** A row of a ring has 2^targetBits cells. */
  readonly targetBits: number;
  /** Rows of a ring. On the reference path the longest delay decides when connections are known; this is what is expected. */
  readonly rows: number;
  /** One for each projection that enters the partition, and one for what it leaves out of a sum. */
  readonly routes: readonly Route[];
  /** By number; those that one loop can deliver stand together. */
  readonly channels: readonly Channel[];
  /** By target population and arrival variable: what one unit of the ring is worth. 1 on the reference path. */
  readonly quanta: Readonly<Record<string, readonly number[]>>;
  /** Rings whose quanta rest on a sample of the weights: their sums are verified when connections are known. */
  readonly watched: readonly number[];
  /** What connections will take at most, unless an estimate is wrong [bytes]. */
  readonly wordBytes: number;
  /** Whether connections are read ahead: of fewer, the caches hold enough. */
  readonly readsAhead: boolean;
  /** Expected connections, and the memory that they, the rings and the lists around them will take [bytes]. */
  readonly connections: number;
  readonly bytes: number;
}
