/** What a view can be saved as. Loaded when it is first asked for. */
import { useState } from "preact/hooks";
import { printPage, printWidths } from "../../../../src/figures/index.ts";
import { plotTheme } from "../stage/stage.tsx";
import { download, fileOf, slug } from "./files.ts";
import { type FormatEntry, formats } from "./formats.ts";
import type { SaveProps } from "./save.tsx";
import "./choices.css";

/** Pictures of documents that were never run name no document. */
const unknown = { version: "", document_sha256: "" };

/** A column of most journals [mm]. */
const COLUMN = 85;

interface ChoicesProps extends SaveProps {
  close(): void;
}

export function Choices({ view, title, theme, source, picture, close }: ChoicesProps) {
  const [width, setWidth] = useState(COLUMN);
  const [trouble, setTrouble] = useState("");
  const isWidth = width >= printWidths.least && width <= printWidths.most;
  const save = async ({ id, extension, type, isPrint }: FormatEntry) => {
    try {
      const print = isPrint ? printPage(width) : undefined;
      const drawn = picture(print?.page);
      if (!drawn) return close();
      const bytes = await fileOf(id, drawn, plotTheme(theme), source ?? unknown, print);
      download(`${slug(title)}-${view}${isPrint ? `-${width}mm` : ""}.${extension}`, type, bytes);
      close();
    } catch (error) {
      setTrouble(error instanceof Error ? error.message : String(error));
    }
  };
  const button = (format: FormatEntry) => (
    <button
      key={format.id}
      type="button"
      data-format={format.id}
      disabled={format.isPrint === true && !isWidth}
      onClick={() => void save(format)}
    >
      {format.title}
    </button>
  );
  return (
    <div>
      {formats.filter(({ isPrint }) => !isPrint).map(button)}
      <label class="plot-width">
        Width on paper
        <input
          type="number"
          min={printWidths.least}
          max={printWidths.most}
          value={width}
          aria-invalid={!isWidth}
          onInput={({ currentTarget }) => setWidth(currentTarget.valueAsNumber)}
        />
        mm
      </label>
      {formats.filter(({ isPrint }) => isPrint).map(button)}
      {trouble !== "" && (
        <p class="plot-trouble" role="alert">
          {trouble}
        </p>
      )}
    </div>
  );
}
