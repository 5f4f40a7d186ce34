/** One trial for each ordered pair, with a probability that depends on the pair. */
import type { Tree } from "../../language/index.ts";
import { blockSize, type Choose, excludedTarget } from "./blocks.ts";
import type { Drawing } from "./drawing.ts";
import { PairMap } from "./pair-map.ts";
import type { Projecting } from "./wiring.ts";

/** Takes each target of the block with the probability of its pair. */
export function chooseByPair(projecting: Projecting, drawing: Drawing, probability: Tree): Choose {
  const excluded = excludedTarget(projecting);
  const map = new PairMap(projecting, probability, drawing);
  const all = new Int32Array(blockSize);
  const limits = new Float64Array(blockSize);
  return (source, { from, to }, batch) => {
    batch.reserve(to - from);
    const { targets, words, length } = batch;
    const at = batch.wordsAt + 4 * length;
    drawing.fill(at, at + 4 * (to - from));
    for (let target = from; target < to; target++) all[target - from] = target;
    map.evaluate(source, all, 0, to - from, limits);
    const { generator } = drawing;
    const without = excluded(source);
    let end = length;
    for (let target = from; target < to; target++) {
      if (target === without) continue;
      const limit = limits[target - from]! * 4294967296;
      const word = words[length + target - from]!;
      // A word of 32 bits decides, but for the one that the limit falls into.
      if (word + 1 <= limit || (word < limit && generator.uniform() < limit - word)) targets[end++] = target;
    }
    batch.length = end;
  };
}
