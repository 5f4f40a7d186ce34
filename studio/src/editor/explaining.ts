/** What the word under the pointer means, beside it; and that at the cursor, told once the cursor rests. */
import type { Extension } from "@codemirror/state";
import { type EditorView, hoverTooltip, ViewPlugin, type ViewUpdate } from "@codemirror/view";
import type { Meaning } from "../../../src/session/index.ts";

/** Asks what stands at an offset of a text; null where nothing is known. */
export type AskMeaning = (text: string, offset: number) => Promise<Meaning | null>;

/** How long the cursor rests before its word is told [ms]: who types or moves on wants no comment. */
const REST = 400;

export function explaining(ask: AskMeaning, say: (meaning: Meaning | undefined) => void): Extension {
  const hover = hoverTooltip(async ({ state }, pos) => {
    const found = await ask(state.doc.toString(), pos);
    return found && { pos: found.from, end: found.to, above: true, create: () => ({ dom: cardOf(found) }) };
  });
  return [hover, cursorWord(ask, say)];
}

/** Tells of the cursor's word. What comes late for another cursor is dropped. */
function cursorWord(ask: AskMeaning, say: (meaning: Meaning | undefined) => void): Extension {
  return ViewPlugin.define((view: EditorView) => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let asked = 0;
    const tell = async () => {
      const mine = ++asked;
      const { main } = view.state.selection;
      const found = main.empty ? await ask(view.state.doc.toString(), main.head) : null;
      if (mine === asked) say(found ?? undefined);
    };
    const wait = () => {
      asked++;
      clearTimeout(timer);
      timer = setTimeout(() => void tell(), REST);
    };
    return {
      update: ({ docChanged, selectionSet }: ViewUpdate) => {
        if (docChanged || selectionSet) wait();
      },
      destroy: () => {
        asked++;
        clearTimeout(timer);
      },
    };
  });
}

function cardOf({ name, what, lines }: Meaning): HTMLElement {
  const card = document.createElement("div");
  card.className = "cm-meaning";
  const heading = document.createElement("code");
  heading.textContent = name;
  card.append(heading, `: ${what}`);
  for (const line of lines) {
    const paragraph = document.createElement("p");
    paragraph.textContent = line;
    card.append(paragraph);
  }
  return card;
}
