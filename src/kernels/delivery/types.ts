/** What delivery is told, and what it chooses. */
import type { WordFormat } from "../../compiler/index.ts";
import type { Projecting } from "../wiring/index.ts";

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

/** How a projection is stored and added. */
export interface Route {
  readonly input: Entering;
  readonly format: WordFormat | "sum";
  /** What the stored integer is multiplied by to give quanta. 1 on the reference path. */
  readonly multiplier: number;
  /** Expected connections within the partition. */
  readonly connections: number;
}

/** A route that is stored in words, with the number of its channel. */
export interface Channelled extends Route {
  readonly format: WordFormat;
  readonly channel: number;
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
  /** Rows of a ring; on the reference path the longest delay decides when connections are known. */
  readonly rows: number;
  /** One for each projection that enters the partition. */
  readonly routes: readonly Route[];
  /** By target population and arrival variable: what one unit of the ring is worth. 1 on the reference path. */
  readonly quanta: Readonly<Record<string, readonly number[]>>;
  /** Expected connections, and the memory that they, the rings and the lists around them will take [bytes]. */
  readonly connections: number;
  readonly bytes: number;
}
