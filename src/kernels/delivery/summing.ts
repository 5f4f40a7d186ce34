/** What is the same for all targets of a projection: one number for each step. */
import { InternalError } from "../../base/index.ts";
import { delayLawOf, weightLawOf } from "../wiring/index.ts";
import { overlaps } from "./plan.ts";
import type { Partition, Route } from "./types.ts";

/** Adds `value` to the local targets [from, to) of ring k that a step's arrivals are read from. */
export type AddToRow = (k: number, tick: number, from: number, to: number, value: number) => void;

/** Sums the spikes of one projection's sources and adds them, a delay later, to all its targets. */
export class Summing {
  readonly #firstId: number;
  readonly #endId: number;
  readonly #delay: number;
  readonly #ring: number;
  readonly #column: number | undefined;
  /** Of one spike, in units of the ring. */
  readonly #weight: number;
  readonly #isInteger: boolean;
  readonly #targets: readonly { readonly from: number; readonly to: number }[];
  /** Sums of the last steps, by step modulo the delay. */
  readonly sums: Float64Array;

  constructor({ input, grain }: Route, partition: Partition) {
    const { from } = input.projection;
    const [weight, delay] = [weightLawOf(input), delayLawOf(input)];
    if (weight.kind !== "constant" || delay.kind !== "constant") throw new InternalError("a sum of connections that differ");
    this.#firstId = input.preOffset + from.from;
    this.#endId = input.preOffset + from.to;
    this.#delay = delay.value;
    this.#ring = input.ring;
    this.#column = input.payload?.column;
    this.#weight = grain.kind === "constant" ? grain.quanta : weight.value;
    this.#isInteger = grain.kind === "constant";
    this.#targets = overlaps(input, partition).map((part) => ({ from: part.from + part.origin, to: part.to + part.origin }));
    this.sums = new Float64Array(this.#delay);
  }

  /** Takes the spikes of a step, and adds what is due in the next one. */
  deliver(tick: number, ids: Uint32Array, count: number, payloads: readonly Float64Array[], add: AddToRow): void {
    const first = placeOf(ids, count, this.#firstId);
    const end = placeOf(ids, count, this.#endId);
    let sum = end - first;
    if (this.#column !== undefined) {
      const payload = payloads[this.#column]!;
      sum = 0;
      for (let i = first; i < end; i++) sum += payload[i]!;
    }
    this.sums[tick % this.#delay] = sum;
    const due = this.sums[(tick + 1) % this.#delay]! * this.#weight;
    if (due === 0) return;
    const value = this.#isInteger ? Math.round(due) : due;
    for (const { from, to } of this.#targets) add(this.#ring, tick + 1, from, to, value);
  }
}

/** Number of the first `count` ids, which ascend, that are below `id`. */
function placeOf(ids: Uint32Array, count: number, id: number): number {
  let [low, high] = [0, count];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (ids[middle]! < id) low = middle + 1;
    else high = middle;
  }
  return low;
}
