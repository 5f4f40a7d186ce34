/** A fixed number of sources for each target. */
import { excludedTarget } from "./blocks.ts";
import { BySource } from "./by-source.ts";
import type { Drawing } from "./drawing.ts";
import { Properties } from "./values.ts";
import { Batch, type Law, type Projecting, type Wiring } from "./wiring.ts";

/** Each target draws its sources with replacement, from a sequence of its own; then the connections are sorted by source. */
export class IndegreeWiring implements Wiring {
  readonly weight: Law;
  readonly delay: Law;
  readonly #projecting: Projecting;
  readonly #drawing: Drawing;
  readonly #properties: Properties;
  readonly #targets: { readonly from: number; readonly to: number };
  readonly #count: number;
  #sorted: BySource | undefined;

  /** Onto the targets [from, to). */
  constructor(projecting: Projecting, drawing: Drawing, from: number, to: number, count: number) {
    this.#projecting = projecting;
    this.#drawing = drawing;
    this.#properties = new Properties(projecting, drawing);
    this.#targets = { from, to };
    this.#count = count;
    this.weight = this.#properties.weight;
    this.delay = this.#properties.delay;
  }

  *sort(): Generator<number, void> {
    const { from: first, to: end } = this.#projecting.projection.from;
    const { from, to } = this.#targets;
    const sorted = new BySource(first, end, this.#properties);
    // In this batch the column of targets holds the sources.
    const batch = new Batch(this.#drawing);
    for (let target = from; target < to; target++) {
      this.#drawSources(target, batch);
      sorted.count(batch.targets, batch.length);
      yield batch.length;
    }
    sorted.allocate();
    for (let target = from; target < to; target++) {
      this.#drawSources(target, batch);
      this.#properties.complete(batch, 0, batch.targets, target);
      sorted.put(batch.targets, target, batch);
      yield batch.length;
    }
    this.#sorted = sorted;
  }

  connect(source: number, batch: Batch): void {
    if (this.#sorted === undefined) for (const _ of this.sort());
    this.#sorted!.connect(source, batch);
  }

  #drawSources(target: number, batch: Batch): void {
    const { projection, seed, key } = this.#projecting;
    const { from, to } = projection.from;
    const without = excludedTarget(this.#projecting)(target);
    const isMember = without >= from && without < to;
    const candidates = to - from - (isMember ? 1 : 0);
    batch.length = 0;
    if (candidates === 0) return;
    batch.reserve(this.#count);
    batch.drawing.start(seed, target, 0, key);
    batch.drawing.integers(batch.targetsAt, batch.targetsAt + 4 * this.#count, candidates, from, isMember ? without : -1);
    batch.length = this.#count;
  }
}
