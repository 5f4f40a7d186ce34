/** What the browser keeps between visits. It may refuse (private windows, full disks): then nothing is kept, and nothing breaks. */

/** The text under a key; undefined if there is none. */
export function kept(key: string): string | undefined {
  try {
    return localStorage.getItem(key) ?? undefined;
  } catch {
    return undefined;
  }
}

/** Keeps a text. Returns whether that worked. */
export function keep(key: string, text: string): boolean {
  try {
    localStorage.setItem(key, text);
    return true;
  } catch {
    return false;
  }
}
