/** One trial for each ordered pair, all with the same probability. */
import { BinomialTable } from "./binomial-table.ts";
import { blockSize, type Choose, excludedTarget } from "./blocks.ts";
import type { Projecting } from "./wiring.ts";

/**
 * How many targets of a block a source has is binomial; which they are is a uniform choice among all sets of that many. Both together have
 * the law of independent trials.
 */
export function chooseByChance(projecting: Projecting, probability: number): Choose {
  const excluded = excludedTarget(projecting);
  const tables = new Map<number, BinomialTable>();
  const chosen = new Int32Array(blockSize / 32);
  return (source, { from, to }, batch) => {
    const without = excluded(source);
    const isMember = without >= from && without < to;
    const candidates = to - from - (isMember ? 1 : 0);
    if (candidates === 0) return;
    let table = tables.get(candidates);
    if (table === undefined) {
      table = new BinomialTable(candidates, probability);
      tables.set(candidates, table);
    }
    // Before the generator is asked for: it stands in the memory that may be replaced.
    batch.reserve(candidates);
    const { generator } = batch.drawing;
    const count = table.draw(generator);
    if (count === 0) return;
    // The fewer are marked one by one: those that are chosen, or those that are not.
    const marksChosen = 2 * count <= candidates;
    chosen.fill(0);
    for (let left = marksChosen ? count : candidates - count; left > 0; ) {
      const place = generator.below(candidates);
      const bit = 1 << (place & 31);
      if ((chosen[place >> 5]! & bit) !== 0) continue;
      chosen[place >> 5]! |= bit;
      left--;
    }
    const skipped = isMember ? without - from : candidates;
    let end = batch.length;
    for (let word = 0; 32 * word < candidates; word++) {
      let bits = marksChosen ? chosen[word]! : ~chosen[word]!;
      if (32 * word + 32 > candidates) bits &= (1 << (candidates & 31)) - 1;
      while (bits !== 0) {
        const place = 32 * word + 31 - Math.clz32(bits & -bits);
        batch.targets[end++] = from + (place < skipped ? place : place + 1);
        bits &= bits - 1;
      }
    }
    batch.length = end;
  };
}
