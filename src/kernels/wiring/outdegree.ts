/** A fixed number of targets for each source. */
import { excludedTarget } from "./blocks.ts";
import type { Drawing } from "./drawing.ts";
import { Properties } from "./values.ts";
import type { Batch, Law, Projecting, Wiring } from "./wiring.ts";

/** In the place of a block in the key of what is drawn for a source as a whole. */
const noBlock = 4294967295;

/** Each source draws all its targets with replacement, from a sequence of its own; those outside the run are left out. */
export class OutdegreeWiring implements Wiring {
  readonly weight: Law;
  readonly delay: Law;
  readonly #projecting: Projecting;
  readonly #from: number;
  readonly #to: number;
  readonly #count: number;
  readonly #properties: Properties;

  /** Onto the targets [from, to). */
  constructor(projecting: Projecting, drawing: Drawing, from: number, to: number, count: number) {
    this.#projecting = projecting;
    this.#from = from;
    this.#to = to;
    this.#count = count;
    this.#properties = new Properties(projecting, drawing);
    this.weight = this.#properties.weight;
    this.delay = this.#properties.delay;
  }

  connect(source: number, batch: Batch): void {
    const { projection, seed, key } = this.#projecting;
    const { from, to } = projection.to;
    const without = excludedTarget(this.#projecting)(source);
    const isMember = without >= from && without < to;
    const candidates = to - from - (isMember ? 1 : 0);
    if (candidates === 0) return;
    batch.reserve(this.#count);
    const first = batch.length;
    const at = batch.targetsAt + 4 * first;
    batch.drawing.start(seed, source, noBlock, key);
    batch.drawing.integers(at, at + 4 * this.#count, candidates, from, isMember ? without : -1);
    batch.length += this.#count;
    this.#properties.complete(batch, first, source, batch.targets);
    if (this.#from > from || this.#to < to) keep(batch, first, this.#from, this.#to);
  }
}

/** Of the connections from place `first` on, keeps those with targets [from, to). */
export function keep(batch: Batch, first: number, from: number, to: number): void {
  const { targets, delays, words, weights } = batch;
  let end = first;
  for (let i = first; i < batch.length; i++) {
    if (targets[i]! < from || targets[i]! >= to) continue;
    targets[end] = targets[i]!;
    delays[end] = delays[i]!;
    words[end] = words[i]!;
    weights[end++] = weights[i]!;
  }
  batch.length = end;
}
