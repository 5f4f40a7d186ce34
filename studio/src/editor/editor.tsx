/** The document as text, with its mistakes under the cursor. The editor itself is loaded when it is first shown. */
import { useEffect, useRef } from "preact/hooks";
import { Remarks } from "../panels/remarks.tsx";
import { type Studio, useStudio } from "../state/studio.ts";
import type { TextEditor } from "./text-editor.ts";

export function Editor() {
  const studio = useStudio();
  const place = useRef<HTMLDivElement>(null);
  const editor = useRef<TextEditor>();
  const { computed } = studio;
  const { described, stale } = computed.value;
  const isFresh = described !== undefined && !stale.includes("described");
  useEffect(() => {
    let isGone = false;
    void import("./text-editor.ts").then(({ TextEditor }) => {
      if (isGone || !place.current) return;
      editor.current = new TextEditor(place.current, textOf(studio), {
        typed: (text) => studio.type(text),
        complete: (text, offset) => studio.engine.call("complete", { text, offset }),
      });
      editor.current.mark(studio.computed.value.described?.remarks ?? []);
    });
    return () => {
      isGone = true;
      studio.settle();
      editor.current?.close();
    };
  }, []);
  useEffect(() => {
    if (!isFresh) return;
    // Effects come late: what was typed meanwhile is in the document, and its remarks are on their way.
    const text = textOf(studio);
    editor.current?.show(text);
    if (text === described.text) editor.current?.mark(described.remarks);
  }, [described, isFresh]);
  return (
    <div class="editor">
      <div class="editor-place" ref={place} />
      {described && <Remarks remarks={described.remarks} notes={described.notes} />}
    </div>
  );
}

/** The text with what the dials have set, once it is made. Nothing is set in a text that was typed. */
function textOf({ document, computed }: Studio): string {
  const { base, values } = document.peek();
  return Object.keys(values).length === 0 ? base : (computed.peek().described?.text ?? base);
}
