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
  readonly #count: number;
  readonly #sorted: BySource;

  /** Onto the targets [from, to). */
  constructor(projecting: Projecting, drawing: Drawing, from: number, to: number, count: number) {
    const { projection } = projecting;
    const properties = new Properties(projecting, drawing);
    this.#projecting = projecting;
    this.#count = count;
    this.weight = properties.weight;
    this.delay = properties.delay;
    this.#sorted = new BySource(projection.from.from, projection.from.to, properties);
    // In this batch the column of targets holds the sources.
    const batch = new Batch(drawing);
    for (let target = from; target < to; target++) {
      this.#drawSources(target, batch);
      this.#sorted.count(batch.targets, batch.length);
    }
    this.#sorted.allocate();
    for (let target = from; target < to; target++) {
      this.#drawSources(target, batch);
      properties.complete(batch, 0, batch.targets, target);
      this.#sorted.put(batch.targets, target, batch);
    }
  }

  connect(source: number, batch: Batch): void {
    this.#sorted.connect(source, batch);
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
