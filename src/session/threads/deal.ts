/** Which thread computes what. */
import type { Part, Sharing } from "../../contract/index.ts";

/** What threads must save before they are begun: starting one takes about as long [ns]. */
const startCost = 300e6;
/** A step of less work than this is over before threads have met [ns]. */
const meetingCost = 20e3;

/** The number of threads that is fastest, of those that there are. */
export function usefulThreads({ work, steps }: Sharing, available: number): number {
  const all = work.reduce((sum, one) => sum + one, 0);
  const isLong = all * steps > 2 * startCost;
  return isLong ? Math.max(1, Math.min(available, work.length, Math.floor(all / meetingCost))) : 1;
}

/** Consecutive parts, at most `threads`, the largest of which has as little work as can be. */
export function deal(work: readonly number[], threads: number): readonly Part[] {
  const all = work.reduce((sum, one) => sum + one, 0);
  let [low, high] = [Math.max(...work), all];
  // 50 halvings: a double has no more digits.
  for (let k = 0; k < 50 && low < high; k++) {
    const middle = (low + high) / 2;
    if (cut(work, middle, threads) === undefined) low = middle;
    else high = middle;
  }
  return cut(work, high, threads) ?? [{ from: 0, to: work.length }];
}

/** Parts of at most so much work each; undefined where that takes more than `threads`. As many as `threads`, if there are so many atoms. */
function cut(work: readonly number[], most: number, threads: number): readonly Part[] | undefined {
  const parts: Part[] = [];
  let [from, sum] = [0, 0];
  for (const [atom, cost] of work.entries()) {
    const isFull = sum + cost > most;
    const isNeeded = work.length - atom <= threads - parts.length - 1;
    if (atom > from && (isFull || isNeeded)) {
      parts.push({ from, to: atom });
      [from, sum] = [atom, 0];
    }
    sum += cost;
  }
  parts.push({ from, to: work.length });
  return parts.length <= threads ? parts : undefined;
}
