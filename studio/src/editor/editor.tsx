/** The document as text, with its mistakes under the cursor. The editor itself is loaded when it is first shown. */
import { useEffect, useRef, useState } from "preact/hooks";
import type { Meaning } from "../../../src/session/index.ts";
import { Remarks } from "../panels/remarks.tsx";
import { Said } from "../plots/stage/said.tsx";
import { type Studio, useStudio } from "../state/studio.ts";
import type { TextEditor } from "./text-editor.ts";

export function Editor() {
  const studio = useStudio();
  const place = useRef<HTMLDivElement>(null);
  const editor = useRef<TextEditor>();
  const [meaning, setMeaning] = useState<Meaning>();
  const { computed } = studio;
  const { described, stale } = computed.value;
  const isFresh = described !== undefined && !stale.includes("described");
  useEffect(() => {
    let isGone = false;
    void import("./text-editor.ts").then(({ TextEditor }) => {
      if (isGone || !place.current) return;
      editor.current = new TextEditor(place.current, textOf(studio), {
        typed: (text) => studio.type(text),
        complete: (text, offset) => studio.engine.call("complete", { text, offset, name: studio.document.peek().name }),
        explain: (text, offset) => studio.engine.call("meaning", { text, offset, name: studio.document.peek().name }),
        say: setMeaning,
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
      <p class="editor-status" role="status" aria-label="At the cursor">
        {meaning && (
          <>
            <code>{meaning.name}</code>
            {": "}
            <Said text={[meaning.what, ...meaning.lines.slice(0, 1)].join(" · ")} />
          </>
        )}
      </p>
      {described && <Remarks remarks={described.remarks} notes={described.notes} />}
    </div>
  );
}

/** The text with what the dials have set, once it is made. Nothing is set in a text that was typed. */
function textOf({ document, computed }: Studio): string {
  const { base, values } = document.peek();
  return Object.keys(values).length === 0 ? base : (computed.peek().described?.text ?? base);
}
