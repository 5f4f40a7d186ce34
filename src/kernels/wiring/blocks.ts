/** Rules whose connections are drawn by source and block of targets. */
import { Xoshiro } from "../../base/index.ts";
import { Properties } from "./values.ts";
import type { Batch, Projecting, Wiring } from "./wiring.ts";

/** Connections are drawn anew for each block of so many consecutive neurons of a population, and partitions are cut between blocks. */
export const blockSize = 1024;

/** What the targets of a projection in one block are, as places within the block. */
export interface Block {
  /** Number of the block within the population. */
  readonly number: number;
  /** First target of the projection in it, and the one after the last: indices in the population. */
  readonly from: number;
  readonly to: number;
}

/** The blocks of the targets [from, to) of a population. */
export function blocksOf(from: number, to: number): readonly Block[] {
  const blocks: Block[] = [];
  for (let number = Math.floor(from / blockSize); number * blockSize < to; number++) {
    blocks.push({ number, from: Math.max(from, number * blockSize), to: Math.min(to, (number + 1) * blockSize) });
  }
  return blocks;
}

/** Chooses targets of a source within a block: appends them to the batch. */
export type Choose = (source: number, block: Block, generator: Xoshiro, batch: Batch) => void;

/** Asks a rule for the targets in one block after another, each from a sequence of its own, and gives them delays and weights. */
export class BlockWiring implements Wiring {
  readonly #projecting: Projecting;
  readonly #blocks: readonly Block[];
  readonly #choose: Choose;
  readonly #properties: Properties;
  readonly #generator: Xoshiro;

  constructor(projecting: Projecting, blocks: readonly Block[], choose: Choose) {
    this.#projecting = projecting;
    this.#blocks = blocks;
    this.#choose = choose;
    this.#properties = new Properties(projecting);
    this.#generator = new Xoshiro(projecting.seed, "connections");
  }

  get weight() {
    return this.#properties.weight;
  }

  get delay() {
    return this.#properties.delay;
  }

  connect(source: number, batch: Batch): void {
    const { key } = this.#projecting;
    const sourceOf = () => source;
    for (const block of this.#blocks) {
      const first = batch.length;
      this.#generator.start(source, block.number, key);
      this.#choose(source, block, this.#generator, batch);
      if (batch.length > first) this.#properties.complete(sourceOf, batch, first, this.#generator);
    }
  }
}

/** The target that is the source itself, if it is to be left out; -1 where no target is. */
export function excludedTarget({ projection, pre, post }: Projecting): (source: number) => number {
  const { connect } = projection;
  const leavesOut = connect !== undefined && connect.kind !== "pairs" && !connect.self && pre.name === post.name;
  return leavesOut ? (source) => source : () => -1;
}
