/** Documents from and to the disk of the visitor. */
import { freshViews, openDocument } from "../state/document.ts";
import type { Studio } from "../state/studio.ts";

/** A document is text that a person wrote: more than this is another kind of file [bytes]. */
const MOST = 1_000_000;

/** Opens the first of the files that were chosen or dropped. */
export async function openFiles(studio: Studio, files: FileList | null | undefined): Promise<void> {
  const file = files?.[0];
  if (!file) return;
  if (!/\.(ya?ml|json)$/i.test(file.name)) return studio.say(`${file.name} is no document: choose a .yaml or .json file.`);
  if (file.size > MOST) return studio.say(`${file.name} is too large to be a document.`);
  studio.open(openDocument(file.name, await file.text(), undefined, freshViews(studio.document.value.views)));
}

/** Lets the visitor choose a file. */
export function chooseFile(studio: Studio): void {
  const input = document.createElement("input");
  input.type = "file";
  input.accept = ".yaml,.yml,.json";
  input.onchange = () => void openFiles(studio, input.files);
  input.click();
}

/** Hands a file to the browser to keep. */
export function download(name: string, content: Blob): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** Saves the document as text. */
export async function saveDocument(studio: Studio): Promise<void> {
  const { name } = studio.document.value;
  download(name, new Blob([await studio.text()], { type: "text/yaml" }));
  studio.say(`${name} is saved.`);
}

/** Puts a text on the clipboard and says so; where that is not allowed, shows it to be copied by hand. */
export async function copyText(studio: Studio, from: string | Promise<string>, what: string): Promise<void> {
  const text = await from;
  try {
    await navigator.clipboard.writeText(text);
    studio.say(`${what} is copied.`);
  } catch {
    prompt(`${what}:`, text);
  }
}
