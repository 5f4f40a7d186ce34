/** The button of a view that writes it into a file. */
import { useRef } from "preact/hooks";
import type { Picture, PictureSource } from "../../../../src/figures/index.ts";
import { plotTheme } from "../stage/stage.tsx";
import { formats } from "./formats.ts";

export interface SaveProps {
  /** What the view is called in file names: `traces`. */
  readonly view: string;
  readonly title: string;
  readonly theme: string;
  readonly source: PictureSource | undefined;
  /** The picture on the page of files. */
  picture(): Picture | undefined;
}

/** Pictures of documents that were never run name no document. */
const unknown: PictureSource = { version: "", document_sha256: "" };

export function Save({ view, title, theme, source, picture }: SaveProps) {
  const menu = useRef<HTMLDetailsElement>(null);
  const save = async ({ id, type }: (typeof formats)[number]) => {
    if (menu.current) menu.current.open = false;
    const drawn = picture();
    if (!drawn) return;
    const { download, fileOf, slug } = await import("./files.ts");
    download(`${slug(title)}-${view}.${id}`, type, await fileOf(id, drawn, plotTheme(theme), source ?? unknown));
  };
  return (
    <details class="plot-save" ref={menu}>
      <summary aria-label={`Save ${view}`}>Save</summary>
      <div>
        {formats.map((format) => (
          <button key={format.id} type="button" data-format={format.id} onClick={() => void save(format)}>
            {format.title}
          </button>
        ))}
      </div>
    </details>
  );
}
