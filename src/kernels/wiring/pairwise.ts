/** One trial for each ordered pair, with a probability that depends on the pair. */
import type { Tree } from "../../language/index.ts";
import { type Choose, excludedTarget } from "./blocks.ts";
import { PairLookup } from "./expressions.ts";
import type { Projecting } from "./wiring.ts";

/** Takes each target of the block with the probability of its pair. */
export function chooseByPair(projecting: Projecting, probability: Tree): Choose {
  const excluded = excludedTarget(projecting);
  const lookup = new PairLookup(projecting);
  return (source, { from, to }, batch) => {
    batch.reserve(to - from);
    const { drawing, targets, words, length } = batch;
    const at = batch.wordsAt + 4 * length;
    drawing.fill(at, at + 4 * (to - from));
    const { generator } = drawing;
    const without = excluded(source);
    let end = length;
    for (let target = from; target < to; target++) {
      if (target === without) continue;
      lookup.turnTo(source, target);
      const limit = lookup.evaluate(probability) * 4294967296;
      const word = words[length + target - from]!;
      // A word of 32 bits decides, but for the one that the limit falls into.
      if (word + 1 <= limit || (word < limit && generator.uniform() < limit - word)) targets[end++] = target;
    }
    batch.length = end;
  };
}
