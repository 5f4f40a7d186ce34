/** What a run will take, in words, before it begins. */
import type { Needs } from "../contract/index.ts";
import { left } from "./progress-bar.ts";

/** Networks of fewer connections that compute for a shorter time [s] go without saying. */
const [manyConnections, longTime] = [100_000, 1];

/** One line for a network that takes its room or its time; undefined for what is done at once. */
export function needsLine({ neurons, connections, bytes, seconds }: Needs): string | undefined {
  if (connections === 0 || seconds === undefined || (connections < manyConnections && seconds < longTime)) return undefined;
  const memory = bytes < 1e9 ? `${Math.ceil(bytes / 1e6)} MB` : `${(bytes / 1e9).toPrecision(2)} GB`;
  const count = (n: number) => n.toLocaleString("en");
  return `${count(neurons)} neurons, ${count(connections)} connections, ${memory}, about ${left(seconds)} of computing\n`;
}
