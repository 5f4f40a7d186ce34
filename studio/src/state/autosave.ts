/** The document survives the page: what was on show is there again. */
import type { StudioDocument } from "../contract.ts";
import { readViews } from "../share/views.ts";
import { keep, kept } from "./storage.ts";

const KEY = "lapicque.document";
const VERSION = 1;
/** After the last change [ms]: a slider is not written at every step. */
const DELAY = 300;

let timer: ReturnType<typeof setTimeout> | undefined;

/** Keeps the document a little later. */
export function autosave(document: StudioDocument): void {
  clearTimeout(timer);
  timer = setTimeout(() => keep(KEY, JSON.stringify({ version: VERSION, document })), DELAY);
}

/** The document of the last visit, if there is one that this version can read. */
export function autosaved(): StudioDocument | undefined {
  try {
    const { version, document } = JSON.parse(kept(KEY) ?? "{}") as { version?: number; document?: StudioDocument };
    if (version !== VERSION || typeof document?.base !== "string") return undefined;
    return { ...document, views: readViews(document.views) };
  } catch {
    return undefined;
  }
}
