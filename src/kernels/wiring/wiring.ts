/** What the connections of a projection are to those who store or count them. */
import type { Asset, Geometry, Projection } from "../../model/index.ts";
import type { Drawing } from "./drawing.ts";

/** Neurons of one population, as connections see them. */
export interface Neurons {
  readonly name: string;
  readonly size: number;
  readonly geometry?: Geometry;
  /** Values of a name (`X` of `pre.X`) by index in the population; a number where all have the same. */
  column(name: string): number | Float64Array;
}

/** A projection with all that its connections depend on. */
export interface Projecting {
  readonly projection: Projection;
  /** Number of the projection in its document: a part of the keys of all that is drawn for it. */
  readonly key: number;
  readonly seed: number;
  /** [ms] */
  readonly step: number;
  readonly pre: Neurons;
  readonly post: Neurons;
  /** The edge list, where the rule is `pairs`. */
  readonly asset?: Asset;
}

/**
 * A weight or a delay of every connection of a projection.
 * - `constant`;
 * - `drawn`: the same law for all; `at(word)` is its value, monotone in the word, an integer from 0 to 2^32 - 1 that is drawn for each;
 * - `each`: made for each connection, within `typical` (by a sample of pairs).
 */
export type Law =
  | { readonly kind: "constant"; readonly value: number }
  | { readonly kind: "drawn"; readonly at: (word: number) => number; readonly name: string }
  | { readonly kind: "each" };

/** Connections of one source, column by column. The columns grow: read them anew after each call that fills. */
export class Batch {
  readonly drawing: Drawing;
  length = 0;
  /** Index of the target within its population. */
  targets = new Int32Array(0);
  /** Steps from the spike to the arrival, at least 1. Not written where the delay is constant. */
  delays = new Int32Array(0);
  /** The words that weights are drawn with. Not written unless the weight is drawn. */
  words = new Uint32Array(0);
  /** The same column, for signed integers in the place of the words. */
  integers = new Int32Array(0);
  /** Not written unless each connection has a weight of its own making. */
  weights = new Float64Array(0);
  /** Addresses of the columns in the memory of the drawing. */
  targetsAt = 0;
  delaysAt = 0;
  wordsAt = 0;
  #buffer: ArrayBuffer | undefined;
  #capacity = 0;

  constructor(drawing: Drawing) {
    this.drawing = drawing;
  }

  /** Room for `more` connections beyond those that are there. */
  reserve(more: number): void {
    const wanted = this.length + more;
    if (wanted > this.#capacity) this.#grow(Math.max(1024, wanted, 2 * this.#capacity));
    if (this.#buffer !== this.drawing.memory.buffer) this.#look();
  }

  #grow(capacity: number): void {
    const [targets, delays, words] = [this.targets.slice(), this.delays.slice(), this.words.slice()];
    const { weights, length } = this;
    this.#capacity = capacity;
    this.targetsAt = this.drawing.take(4 * capacity);
    this.delaysAt = this.drawing.take(4 * capacity);
    this.wordsAt = this.drawing.take(4 * capacity);
    this.weights = new Float64Array(capacity);
    this.#look();
    this.targets.set(targets.subarray(0, length));
    this.delays.set(delays.subarray(0, length));
    this.words.set(words.subarray(0, length));
    this.weights.set(weights.subarray(0, length));
  }

  #look(): void {
    const { buffer } = this.drawing.memory;
    this.#buffer = buffer;
    this.targets = new Int32Array(buffer, this.targetsAt, this.#capacity);
    this.delays = new Int32Array(buffer, this.delaysAt, this.#capacity);
    this.words = new Uint32Array(buffer, this.wordsAt, this.#capacity);
    this.integers = new Int32Array(buffer, this.wordsAt, this.#capacity);
  }
}

/**
 * The connections of a projection onto a run of its targets. What they are depends on the projection, its key and the seed alone, neither
 * on the run nor on the order of the questions.
 */
export interface Wiring {
  readonly weight: Law;
  /** In steps. */
  readonly delay: Law;
  /**
   * Sorts connections that are drawn by target, before the first `connect`, which does it otherwise. Yields after some of them, with their
   * number. Absent: there is nothing to sort.
   */
  sort?(): Generator<number, void>;
  /** Appends the connections of a source (index in its population) to the batch. */
  connect(source: number, batch: Batch): void;
}
