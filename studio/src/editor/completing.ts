/** What can be written at the cursor, listed below it: with the first letters of a word, and at Ctrl Space. */
import {
  autocompletion,
  type CompletionContext,
  type CompletionResult,
  completionKeymap,
  type Completion as Option,
  pickedCompletion,
  startCompletion,
} from "@codemirror/autocomplete";
import type { Extension } from "@codemirror/state";
import { type EditorView, keymap } from "@codemirror/view";
import type { Candidate, Completion } from "../../../src/session/index.ts";

/** Asks what can be written at an offset of a text; null where nothing is known. */
export type AskCompletion = (text: string, offset: number) => Promise<Completion | null>;

/** Lists candidates and writes the one that is chosen. */
export function completing(ask: AskCompletion): Extension {
  const source = async (context: CompletionContext): Promise<CompletionResult | null> => {
    if (!context.explicit && !context.matchBefore(/[\p{L}_][\p{L}\w.-]*/u)) return null;
    // What was asked of a text that has changed meanwhile is asked again.
    context.addEventListener("abort", () => {}, { onDocChange: true });
    const found = await ask(context.state.doc.toString(), context.pos);
    if (!found || context.aborted) return null;
    const { from, to, candidates } = found;
    const [only] = candidates;
    // What stands there already is no news.
    if (!context.explicit && candidates.length === 1 && only?.label === context.state.sliceDoc(from, to)) return null;
    return { from, to, options: candidates.map(optionOf), filter: false };
  };
  return [autocompletion({ override: [source], icons: false, defaultKeymap: false }), keymap.of(completionKeymap)];
}

function optionOf(candidate: Candidate): Option {
  const { label, detail, meaning } = candidate;
  return {
    label,
    ...(detail ? { detail } : {}),
    ...(meaning ? { info: meaning } : {}),
    apply: (view, option, from, to) => write(view, option, candidate, from, to),
  };
}

/** Writes a candidate, and lists what can stand behind a key. */
function write(view: EditorView, option: Option, { kind, label, apply = label, behind = "" }: Candidate, from: number, to: number): void {
  view.dispatch({
    changes: { from, to, insert: apply + behind },
    selection: { anchor: from + apply.length },
    userEvent: "input.complete",
    annotations: pickedCompletion.of(option),
    scrollIntoView: true,
  });
  if (kind === "key") startCompletion(view);
}
