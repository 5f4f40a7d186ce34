/** A fixed number of connections from one range to another. */
import { Xoshiro } from "../../base/index.ts";
import { binomial } from "./binomial.ts";
import { type Block, blocksOf, type Choose, excludedTarget } from "./blocks.ts";
import type { Projecting } from "./wiring.ts";

/**
 * Pairs drawn one after another with replacement, all equally likely. How many connections reach each block is split off binomially, block
 * by block; the connections of a block then choose their sources. Given these numbers, the targets of a source in a block are independent
 * and uniform.
 *
 * @param wanted  the blocks that will be asked for
 */
export function chooseOfTotal(projecting: Projecting, wanted: readonly Block[], total: number): Choose {
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
    counts.set(block.number, drawSources(projecting, block, here, generator.start(1, block.number, projecting.key)));
  }
  const choose = chooseWithReplacement(excludedTarget(projecting));
  return (source, block, rng, batch) => choose(source, block, counts.get(block.number)![source - sources.from]!, rng, batch);
}

/** Ordered pairs of a source and a target in the block. */
function pairsOf(projecting: Projecting, { from, to }: Block): number {
  const { from: sources } = projecting.projection;
  const size = sources.to - sources.from;
  const excluded = excludedTarget(projecting)(from) === from;
  return size * (to - from) - (excluded ? Math.max(0, Math.min(to, sources.to) - Math.max(from, sources.from)) : 0);
}

/** How many connections onto a block each source has. */
function drawSources(projecting: Projecting, { from, to }: Block, count: number, generator: Xoshiro): Uint32Array {
  const { from: sources } = projecting.projection;
  const size = sources.to - sources.from;
  const excludes = excludedTarget(projecting)(from) === from;
  const counts = new Uint32Array(size);
  const words = new Uint32Array(4096);
  for (let left = count; left > 0; left -= words.length) {
    const some = Math.min(left, words.length);
    generator.fill(words, 0, some);
    for (let i = 0; i < some; i++) {
      let source = generator.fromWord(words[i]!, size);
      // A source that is one of the targets has one pair fewer.
      while (excludes && source + sources.from >= from && source + sources.from < to && generator.below(to - from) === 0) {
        source = generator.below(size);
      }
      counts[source]!++;
    }
  }
  return counts;
}

/** So many targets of the block, uniform and independent. */
function chooseWithReplacement(excluded: (source: number) => number) {
  return (source: number, { from, to }: Block, count: number, rng: Xoshiro, batch: Parameters<Choose>[3]): void => {
    if (count === 0) return;
    const without = excluded(source);
    const isMember = without >= from && without < to;
    const candidates = to - from - (isMember ? 1 : 0);
    batch.reserve(count);
    const { targets, length } = batch;
    const end = length + count;
    rng.fill(targets, length, end);
    for (let i = length; i < end; i++) {
      const target = from + rng.fromWord(targets[i]!, candidates);
      targets[i] = isMember && target >= without ? target + 1 : target;
    }
    batch.length = end;
  };
}
