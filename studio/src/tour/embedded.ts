/**
 * Keys in a page within a page: a slide deck does not hear what is pressed in one of its frames. What no control of the studio needs is handed
 * on as `{ type: "lapicque:key", version: 1, key, code, keyCode, shiftKey }`; docs/studio.md says how a deck listens. Text is never handed on.
 */

/** A key, as the page around hears it. */
export interface KeyMessage {
  readonly type: "lapicque:key";
  readonly version: 1;
  readonly key: string;
  readonly code: string;
  /** Decks of today still ask for it. */
  readonly keyCode: number;
  readonly shiftKey: boolean;
}

/** Hands keys on until it is told to stop. */
export function forwardKeys(): () => void {
  const hear = (event: KeyboardEvent) => {
    const message = messageOf(event);
    if (message) parent.postMessage(message, "*");
  };
  addEventListener("keydown", hear);
  return () => removeEventListener("keydown", hear);
}

/** What is handed on of a key; undefined where a control of the page needs it. */
export function messageOf(event: KeyboardEvent): KeyMessage | undefined {
  const { key, code, keyCode, shiftKey, ctrlKey, metaKey, altKey, defaultPrevented, target } = event;
  if (ctrlKey || metaKey || altKey || defaultPrevented || !(target instanceof Element)) return undefined;
  if (target.closest('input, select, textarea, [contenteditable], [role="application"]')) return undefined;
  // Tab walks through the frame and out of it; Enter and Space press buttons.
  if (key === "Tab" || (/^(Enter| )$/.test(key) && target.closest("button, summary, a"))) return undefined;
  return { type: "lapicque:key", version: 1, key, code, keyCode, shiftKey };
}
