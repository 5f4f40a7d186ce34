/** Connections drawn in another order, sorted by source. */
import type { Batch, Law } from "./wiring.ts";

/**
 * A counting sort in two rounds over the same connections: `count` all, then `put` all. Connections of a source keep the order in which
 * they were put. Holds 4 bytes for each connection, 4 more for a drawn or individual delay, 4 for a drawn weight, 8 for an individual one.
 */
export class BySource {
  readonly #first: number;
  /** Place of the first connection of each source; while connections are put, of the next one. */
  readonly #places: Uint32Array;
  readonly #laws: { readonly weight: Law; readonly delay: Law };
  #targets = new Int32Array(0);
  #delays = new Int32Array(0);
  #words = new Uint32Array(0);
  #weights = new Float64Array(0);

  /** For sources [from, to). */
  constructor(from: number, to: number, laws: { readonly weight: Law; readonly delay: Law }) {
    this.#first = from;
    this.#places = new Uint32Array(to - from + 2);
    this.#laws = laws;
  }

  /** First round: these sources have a connection each, or as often as they stand there. */
  count(sources: Int32Array, length: number): void {
    for (let i = 0; i < length; i++) this.#places[sources[i]! - this.#first + 2]!++;
  }

  /** Between the rounds. */
  allocate(): void {
    const places = this.#places;
    for (let i = 2; i < places.length; i++) places[i]! += places[i - 1]!;
    const total = places.at(-1)!;
    this.#targets = new Int32Array(total);
    if (this.#laws.delay.kind !== "constant") this.#delays = new Int32Array(total);
    if (this.#laws.weight.kind === "drawn") this.#words = new Uint32Array(total);
    if (this.#laws.weight.kind === "each") this.#weights = new Float64Array(total);
  }

  /** Second round: the connections of a batch, with their sources; all have one target, or each its own. */
  put(sources: Int32Array, target: number | Int32Array, batch: Batch): void {
    const { delay, weight } = this.#laws;
    for (let i = 0; i < batch.length; i++) {
      const place = this.#places[sources[i]! - this.#first + 1]!++;
      this.#targets[place] = typeof target === "number" ? target : target[i]!;
      if (delay.kind !== "constant") this.#delays[place] = batch.delays[i]!;
      if (weight.kind === "drawn") this.#words[place] = batch.words[i]!;
      if (weight.kind === "each") this.#weights[place] = batch.weights[i]!;
    }
  }

  /** Appends what was put of a source. */
  connect(source: number, batch: Batch): void {
    const [from, to] = [this.#places[source - this.#first]!, this.#places[source - this.#first + 1]!];
    if (from === to) return;
    batch.reserve(to - from);
    const { delay, weight } = this.#laws;
    batch.targets.set(this.#targets.subarray(from, to), batch.length);
    if (delay.kind !== "constant") batch.delays.set(this.#delays.subarray(from, to), batch.length);
    if (weight.kind === "drawn") batch.words.set(this.#words.subarray(from, to), batch.length);
    if (weight.kind === "each") batch.weights.set(this.#weights.subarray(from, to), batch.length);
    batch.length += to - from;
  }
}
