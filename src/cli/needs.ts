/** What a run will take, in words, before it begins. */
import type { Needs } from "../contract/index.ts";
import { left } from "./progress-bar.ts";

/** Runs that take less than this go without saying [s]. */
const worthSaying = 1;

/** One line for a network that takes its time; undefined for what is done at once. */
export function needsLine({ neurons, connections, bytes, seconds }: Needs): string | undefined {
  if (connections === 0 || seconds === undefined || seconds < worthSaying) return undefined;
  const memory = bytes < 1e9 ? `${Math.ceil(bytes / 1e6)} MB` : `${(bytes / 1e9).toPrecision(2)} GB`;
  const count = (n: number) => n.toLocaleString("en");
  return `${count(neurons)} neurons, ${count(connections)} connections, ${memory}, about ${left(seconds)} of computing\n`;
}
