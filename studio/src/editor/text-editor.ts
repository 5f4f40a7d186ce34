/** CodeMirror with what a document needs: colours for YAML and equations, line numbers, undo of typing, mistakes with their hints. */
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { HighlightStyle, indentUnit, StreamLanguage, syntaxHighlighting } from "@codemirror/language";
import { type Diagnostic, lintGutter, lintKeymap, setDiagnostics } from "@codemirror/lint";
import { EditorState } from "@codemirror/state";
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from "@codemirror/view";
import type { Meaning } from "../../../src/session/index.ts";
import type { Remark } from "../contract.ts";
import { type AskCompletion, completing } from "./completing.ts";
import { type AskMeaning, explaining } from "./explaining.ts";
import "./editor.css";
import { documentLanguage, documentTags } from "./highlight.ts";

/** Whom the editor tells and asks. */
export interface Helpers {
  /** Somebody has changed the text. */
  readonly typed: (text: string) => void;
  readonly complete: AskCompletion;
  readonly explain: AskMeaning;
  /** What the word at the cursor means, or nothing, once the cursor rests. */
  readonly say: (meaning: Meaning | undefined) => void;
}

/** Owns the editor's piece of the page. */
export class TextEditor {
  readonly #view: EditorView;

  constructor(place: HTMLElement, text: string, { typed: onType, complete, explain, say }: Helpers) {
    const typed = EditorView.updateListener.of(({ docChanged, transactions, state }) => {
      if (
        docChanged &&
        transactions.some(
          (one) =>
            one.isUserEvent("input") ||
            one.isUserEvent("delete") ||
            one.isUserEvent("undo") ||
            one.isUserEvent("redo") ||
            one.isUserEvent("move"),
        )
      )
        onType(state.doc.toString());
    });
    this.#view = new EditorView({
      parent: place,
      state: EditorState.create({
        doc: text,
        extensions: [
          lineNumbers(),
          lintGutter(),
          history(),
          drawSelection(),
          highlightActiveLine(),
          indentUnit.of("  "),
          EditorView.lineWrapping,
          EditorView.contentAttributes.of({ "aria-label": "Text of the document" }),
          StreamLanguage.define(documentLanguage),
          syntaxHighlighting(HighlightStyle.define(documentTags)),
          completing(complete),
          explaining(explain, say),
          // Escape, then Tab leaves the editor; Tab alone indents.
          keymap.of([...defaultKeymap, ...historyKeymap, ...lintKeymap, indentWithTab]),
          typed,
        ],
      }),
    });
  }

  /** Shows another text, with the cursor where it was. */
  show(text: string): void {
    const before = this.#view.state.doc.toString();
    if (before === text) return;
    let from = 0;
    while (from < Math.min(before.length, text.length) && before[from] === text[from]) from++;
    let behind = 0;
    while (behind < Math.min(before.length, text.length) - from && before.at(-1 - behind) === text.at(-1 - behind)) behind++;
    this.#view.dispatch({ changes: { from, to: before.length - behind, insert: text.slice(from, text.length - behind) } });
  }

  /** Underlines mistakes and warnings; their sentences come up under the pointer and with F8. */
  mark(remarks: readonly Remark[]): void {
    const { length } = this.#view.state.doc;
    const diagnostics = remarks.flatMap(({ kind, message, hint, from, to }): Diagnostic[] => {
      if (from === undefined || from > length) return [];
      const text = hint === "" ? message : `${message}\n${hint}`;
      return [{ severity: kind, message: text, from, to: Math.min(to ?? from, length) }];
    });
    this.#view.dispatch(setDiagnostics(this.#view.state, diagnostics));
  }

  close(): void {
    this.#view.destroy();
  }
}
