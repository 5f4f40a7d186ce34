/** What a run will take, said before it begins. */
import type { Needs } from "../contract/index.ts";
import { needsWords } from "../session/index.ts";

/** Networks of fewer connections that compute for a shorter time [s] go without saying. */
const [manyConnections, longTime] = [100_000, 1];

/** One line for a network that takes its room or its time; undefined for what is done at once. */
export function needsLine(needs: Needs): string | undefined {
  const { connections, seconds } = needs;
  if (connections === 0 || seconds === undefined || (connections < manyConnections && seconds < longTime)) return undefined;
  return `${needsWords(needs)}\n`;
}
