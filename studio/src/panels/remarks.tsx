/** Mistakes, warnings and notes of the document, in sentences, and why nothing runs it; each with the changes that would help. */
import { useRef } from "preact/hooks";
import type { Refusal } from "../../../src/session/index.ts";
import type { Remark } from "../contract.ts";
import { Said } from "../plots/stage/said.tsx";
import { useStudio } from "../state/studio.ts";
import { lazily } from "../views/lazy.tsx";
import { useRefusals } from "./refusals.ts";

const Offers = lazily(async () => (await import("./offers.tsx")).Offers);

export function Remarks({ remarks, notes }: { readonly remarks: readonly Remark[]; readonly notes: readonly string[] }) {
  const { panel } = useStudio();
  const refusals = useReasons(remarks);
  const place = useRef<HTMLDivElement>(null);
  const offersOf = (message: string) => refusals.find((one) => one.message === message)?.offers ?? [];
  // A document without mistakes that no scale runs.
  const others = remarks.some(({ kind }) => kind === "error")
    ? []
    : refusals.map(({ message, hint }) => ({ kind: "error" as const, message, hint }));
  return (
    <div class="remarks" ref={place} tabIndex={-1}>
      {[...remarks, ...others].map(({ kind, message, hint }) => (
        <div class="remark" data-kind={kind} role={kind === "error" ? "alert" : undefined} key={message}>
          <p>
            <Said text={message} />
          </p>
          {hint !== "" && (
            <p class="hint">
              <Said text={hint} />
            </p>
          )}
          {/* The button that was pressed is gone with its remark. */}
          <Offers offers={offersOf(message)} onTaken={() => place.current?.focus()} />
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

/** Why the document is refused, asked where it has mistakes or nothing has run it. */
function useReasons(remarks: readonly Remark[]): readonly Refusal[] {
  const { reasons, stale, described } = useStudio().computed.value;
  const isRefused = remarks.some(({ kind }) => kind === "error") || (reasons.result ?? reasons.foreseen) !== undefined;
  return useRefusals(isRefused && !stale.includes("described") ? described?.text : undefined);
}
