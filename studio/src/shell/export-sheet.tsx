/** The document as a script for another program, in LaTeX, or as one page to print: what it will be, and why it cannot be. */
import { useEffect, useState } from "preact/hooks";
import { exportFormats } from "../../../src/exports/index.ts";
import { commandLine } from "../state/document.ts";
import { type Studio, useStudio } from "../state/studio.ts";
import type { ExportAnswer } from "../worker/messages.ts";
import { copyText, download } from "./files.ts";
import { Sheet } from "./sheet.tsx";
import "../styles/export.css";

/** What the choices are called: the registry's titles are sentences. */
const titles: Readonly<Record<string, string>> = { brian2: "Brian2", latex: "LaTeX", handout: "Hand-out" };

export function ExportSheet() {
  const studio = useStudio();
  const { sheet, document } = studio;
  const [to, choose] = useState(exportFormats[0]!.id);
  const [answer, setAnswer] = useState<ExportAnswer | undefined>(undefined);
  const shown = document.value;
  useEffect(() => {
    let isWanted = true;
    setAnswer(undefined);
    void ask(studio, to).then((made) => isWanted && setAnswer(made));
    return () => {
      isWanted = false;
    };
  }, [to, shown]);
  return (
    <Sheet title="Export" close={() => (sheet.value = undefined)}>
      <fieldset class="choices export-choices" aria-label="Format">
        {exportFormats.map(({ id }) => (
          <button key={id} type="button" aria-pressed={id === to} onClick={() => choose(id)}>
            {titles[id] ?? id}
          </button>
        ))}
      </fieldset>
      <p class="export-what">
        A {exportFormats.find(({ id }) => id === to)!.title}. <code>{commandOf(studio, to)}</code> writes the same.
      </p>
      <div aria-live="polite">{answer ? <Made answer={answer} studio={studio} /> : <p>Being written ...</p>}</div>
    </Sheet>
  );
}

function Made({ answer: { file, reasons }, studio }: { readonly answer: ExportAnswer; readonly studio: Studio }) {
  if (!file)
    return (
      <section class="export-refused">
        <h3>It cannot be written</h3>
        <ul>
          {reasons.map((reason) => (
            <li key={reason}>{reason}</li>
          ))}
        </ul>
      </section>
    );
  const { text, notes, extension, type } = file;
  const name = `${studio.document.value.name.replace(/\.\w+$/, "")}${extension}`;
  const isPage = type === "text/html";
  return (
    <section>
      <p class="export-actions">
        <button type="button" class="primary" onClick={() => download(name, new Blob([text], { type }))}>
          Save {name}
        </button>
        {!isPage && (
          <button type="button" onClick={() => void copyText(studio, text, name)}>
            Copy
          </button>
        )}
        {isPage && <span>Open it in a browser and print it: it fetches nothing.</span>}
      </p>
      {notes.length > 0 && (
        <ul class="export-notes" aria-label="What reads differently there">
          {notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
      {!isPage && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keys.
        <pre class="export-text" tabIndex={0}>
          {text}
        </pre>
      )}
    </section>
  );
}

const commandOf = (studio: Studio, to: string) =>
  `${commandLine(studio.document.value).replace("lapicque run", "lapicque export")} --to ${to}`;

/** A result that is of an older document is left out. */
async function ask(studio: Studio, to: string): Promise<ExportAnswer> {
  const { base, values, name } = studio.document.peek();
  const { result, stale } = studio.computed.peek();
  const request = { base, values, name, to, command: commandOf(studio, to) };
  try {
    return await studio.engine.call("export", result && !stale.includes("result") ? { ...request, result } : request);
  } catch (error) {
    return { reasons: [error instanceof Error ? error.message : String(error)] };
  }
}
