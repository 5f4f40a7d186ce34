/** A fixed number of sources for each target. */
import { Xoshiro } from "../../base/index.ts";
import { excludedTarget } from "./blocks.ts";
import { BySource } from "./by-source.ts";
import { Properties } from "./values.ts";
import { Batch, type Projecting, type Wiring } from "./wiring.ts";

/** Each target draws its sources with replacement, from a sequence of its own; then the connections are sorted by source. */
export class IndegreeWiring implements Wiring {
  readonly #projecting: Projecting;
  readonly #count: number;
  readonly #properties: Properties;
  readonly #sorted: BySource;
  readonly #generator: Xoshiro;
  readonly #sources: Uint32Array;

  /** Onto the targets [from, to). */
  constructor(projecting: Projecting, from: number, to: number, count: number) {
    const { projection } = projecting;
    this.#projecting = projecting;
    this.#count = count;
    this.#properties = new Properties(projecting);
    this.#generator = new Xoshiro(projecting.seed, "connections");
    this.#sorted = new BySource(projection.from.from, projection.from.to, this.#properties);
    this.#sources = new Uint32Array(count);
    for (let target = from; target < to; target++) this.#sorted.count(this.#sources, this.#draw(target));
    this.#sorted.allocate();
    const batch = new Batch();
    for (let target = from; target < to; target++) {
      batch.length = 0;
      const drawn = this.#draw(target);
      batch.reserve(drawn);
      batch.length = drawn;
      batch.targets.fill(target, 0, batch.length);
      this.#properties.complete((i) => this.#sources[i]!, batch, 0, this.#generator);
      this.#sorted.put(this.#sources, batch);
    }
  }

  get weight() {
    return this.#properties.weight;
  }

  get delay() {
    return this.#properties.delay;
  }

  connect(source: number, batch: Batch): void {
    this.#sorted.connect(source, batch);
  }

  /** Draws the sources of a target; how many they are. */
  #draw(target: number): number {
    const { from, to } = this.#projecting.projection.from;
    const without = excludedTarget(this.#projecting)(target);
    const isMember = without >= from && without < to;
    const candidates = to - from - (isMember ? 1 : 0);
    if (candidates === 0) return 0;
    const generator = this.#generator.start(target, 0, this.#projecting.key);
    generator.fill(this.#sources, 0, this.#count);
    for (let i = 0; i < this.#count; i++) {
      const source = from + generator.fromWord(this.#sources[i]!, candidates);
      this.#sources[i] = isMember && source >= without ? source + 1 : source;
    }
    return this.#count;
  }
}
