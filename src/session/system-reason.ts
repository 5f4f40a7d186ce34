/** Failures of the system in the words that messages quote. */
import type { Data } from "../base/index.ts";

/** What the system said, without its stack and path: `no space left on device (ENOSPC)`. */
export function systemReason(error: unknown): Data[string] {
  const text = error instanceof Error ? error.message : String(error);
  const match = /^([A-Z]+): (.*?)(?:, \w+(?: '.*')?(?: -> '.*')?)?$/.exec(text);
  return match ? `${match[2]} (${match[1]})` : text;
}
