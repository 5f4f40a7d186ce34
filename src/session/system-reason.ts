/** Failures of the system in the words that messages quote. */

/** What the system said, without its stack and path: `no space left on device (ENOSPC)`. */
export function systemReason(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  const match = /^([A-Z]+): (.*?)(?:, \w+(?: '.*')?(?: -> '.*')?)?$/.exec(text);
  return match ? `${match[2]} (${match[1]})` : text;
}
