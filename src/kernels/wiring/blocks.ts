/** Rules whose connections are drawn by source and block of targets. */
import type { Drawing } from "./drawing.ts";
import { Properties } from "./values.ts";
import type { Batch, Law, Projecting, Wiring } from "./wiring.ts";

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

/** Chooses targets of a source within a block, with the drawing of the batch: appends them. */
export type Choose = (source: number, block: Block, batch: Batch) => void;

/** Asks a rule for the targets in one block after another, each from a sequence of its own, and gives them delays and weights. */
export class BlockWiring implements Wiring {
  readonly weight: Law;
  readonly delay: Law;
  readonly #projecting: Projecting;
  readonly #blocks: readonly Block[];
  readonly #choose: Choose;
  readonly #properties: Properties;

  constructor(projecting: Projecting, drawing: Drawing, blocks: readonly Block[], choose: Choose) {
    this.#projecting = projecting;
    this.#blocks = blocks;
    this.#choose = choose;
    this.#properties = new Properties(projecting, drawing);
    this.weight = this.#properties.weight;
    this.delay = this.#properties.delay;
  }

  connect(source: number, batch: Batch): void {
    const { seed, key } = this.#projecting;
    for (const block of this.#blocks) {
      const first = batch.length;
      batch.drawing.start(seed, source, block.number, key);
      this.#choose(source, block, batch);
      if (batch.length > first) this.#properties.complete(batch, first, source, batch.targets);
    }
  }
}

/** The target that is the source itself, if it is to be left out; -1 where no target is. */
export function excludedTarget({ projection, pre, post }: Projecting): (source: number) => number {
  const { connect } = projection;
  const leavesOut = connect !== undefined && connect.kind !== "pairs" && !connect.self && pre.name === post.name;
  return leavesOut ? (source) => source : () => -1;
}
