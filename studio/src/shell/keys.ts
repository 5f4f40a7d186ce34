/** Hears the keys of actions anywhere on the page. They need Ctrl (Cmd) or stay silent while a text is typed, so that screen readers keep theirs. */
import { useEffect } from "preact/hooks";
import type { Action } from "../actions/action.ts";
import { basicActions, perform } from "../actions/basic.ts";
import type { Studio } from "../state/studio.ts";

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches("textarea, select, input:not([type=range])"));
}

/** What a key that was pressed does. Ctrl Shift Z is Ctrl Y. */
export function actionOf({ key, shiftKey }: Pick<KeyboardEvent, "key" | "shiftKey">, ctrl: boolean): Action | undefined {
  const pressed = ctrl && shiftKey && key.toLowerCase() === "z" ? "y" : key.toLowerCase();
  return basicActions.find((each) => each.key?.key === pressed && each.key.ctrl === ctrl);
}

/** Listens while the page is shown. */
export function useKeys(studio: Studio): void {
  useEffect(() => {
    if (studio.isEmbedded) return;
    const hear = (event: KeyboardEvent) => {
      const ctrl = event.ctrlKey || event.metaKey;
      if (event.altKey || event.defaultPrevented) return;
      // The editor has an undo of its own for what is being typed.
      if (isTyping(event.target) && (!ctrl || /^[zy]$/i.test(event.key))) return;
      if (studio.sheet.value !== undefined && !ctrl) return;
      const found = actionOf(event, ctrl);
      if (!found) return;
      event.preventDefault();
      perform(found, studio);
    };
    addEventListener("keydown", hear);
    return () => removeEventListener("keydown", hear);
  }, [studio]);
}
