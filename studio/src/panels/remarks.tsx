/** Mistakes, warnings and notes of the document, in sentences. */
import type { Remark } from "../contract.ts";
import { Said } from "../plots/stage/said.tsx";
import { useStudio } from "../state/studio.ts";

export function Remarks({ remarks, notes }: { readonly remarks: readonly Remark[]; readonly notes: readonly string[] }) {
  const { panel } = useStudio();
  return (
    <div class="remarks">
      {remarks.map(({ kind, message, hint }) => (
        <div class="remark" data-kind={kind} role={kind === "error" ? "alert" : undefined} key={message}>
          <p>
            <Said text={message} />
          </p>
          {hint !== "" && (
            <p class="hint">
              <Said text={hint} />
            </p>
          )}
        </div>
      ))}
      {remarks.some(({ kind, from }) => kind === "error" && from !== undefined) && panel.value === "model" && (
        <button type="button" class="link" onClick={() => (panel.value = "text")}>
          Show it in the text
        </button>
      )}
      {notes.length > 0 && (
        <details class="notes">
          <summary>{notes.length === 1 ? "1 note" : `${notes.length} notes`}</summary>
          {notes.map((note) => (
            <p key={note}>{note}</p>
          ))}
        </details>
      )}
    </div>
  );
}
