/** A fixed number of connections from one range to another. */
import { Xoshiro } from "../../base/index.ts";
import { binomial } from "./binomial.ts";
import { type Block, blocksOf, type Choose, excludedTarget } from "./blocks.ts";
import type { Drawing } from "./drawing.ts";
import type { Batch, Projecting } from "./wiring.ts";

/** In the place of a source in the key of what is drawn for a block as a whole. */
const noSource = 4294967295;

/**
 * Pairs drawn one after another with replacement, all equally likely. How many connections reach each block is split off binomially, block
 * by block; the connections of a block then choose their sources. Given these numbers, the targets of a source in a block are independent
 * and uniform.
 *
 * @param wanted  the blocks that will be asked for
 */
export function chooseOfTotal(projecting: Projecting, drawing: Drawing, wanted: readonly Block[], total: number): Choose {
  const { from: sources, to } = projecting.projection;
  const generator = new Xoshiro(projecting.seed, "connections by block");
  const counts = new Map<number, Uint32Array>();
  const blocks = blocksOf(to.from, to.to);
  const pairs = blocks.map((block) => pairsOf(projecting, block));
  let connectionsLeft = total;
  let pairsLeft = pairs.reduce((sum, some) => sum + some, 0);
  for (const [i, block] of blocks.entries()) {
    const here = binomial(connectionsLeft, pairs[i]! / pairsLeft, generator.start(0, block.number, projecting.key));
    connectionsLeft -= here;
    pairsLeft -= pairs[i]!;
    if (!wanted.some(({ number }) => number === block.number)) continue;
    drawing.start(projecting.seed, noSource, block.number, projecting.key);
    counts.set(block.number, drawSources(projecting, drawing, block, here));
  }
  const choose = chooseWithReplacement(excludedTarget(projecting));
  return (source, block, batch) => choose(source, block, counts.get(block.number)![source - sources.from]!, batch);
}

/** Ordered pairs of a source and a target in the block. */
function pairsOf(projecting: Projecting, { from, to }: Block): number {
  const { from: sources } = projecting.projection;
  const size = sources.to - sources.from;
  const excluded = excludedTarget(projecting)(from) === from;
  return size * (to - from) - (excluded ? Math.max(0, Math.min(to, sources.to) - Math.max(from, sources.from)) : 0);
}

/** How many connections onto a block each source has. */
function drawSources(projecting: Projecting, drawing: Drawing, { from, to }: Block, count: number): Uint32Array {
  const { from: sources } = projecting.projection;
  const size = sources.to - sources.from;
  const counts = new Uint32Array(size);
  if (excludedTarget(projecting)(from) !== from) {
    const address = drawing.scratch(4 * size);
    drawing.scatter(address, size, count);
    counts.set(new Uint32Array(drawing.memory.buffer, address, size));
    return counts;
  }
  const { generator } = drawing;
  for (let i = 0; i < count; i++) {
    let source = generator.below(size);
    // A source that is one of the targets has one pair fewer.
    while (source + sources.from >= from && source + sources.from < to && generator.below(to - from) === 0) source = generator.below(size);
    counts[source]!++;
  }
  return counts;
}

/** So many targets of the block, uniform and independent. */
export function chooseWithReplacement(excluded: (source: number) => number) {
  return (source: number, { from, to }: Block, count: number, batch: Batch): void => {
    if (count === 0) return;
    const without = excluded(source);
    const isMember = without >= from && without < to;
    batch.reserve(count);
    const at = batch.targetsAt + 4 * batch.length;
    batch.drawing.integers(at, at + 4 * count, to - from - (isMember ? 1 : 0), from, isMember ? without : -1);
    batch.length += count;
  };
}
