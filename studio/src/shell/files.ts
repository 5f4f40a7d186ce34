/** Documents from and to the disk of the visitor. */
import { freshViews, openDocument } from "../state/document.ts";
import type { Studio } from "../state/studio.ts";

/** A document is text that a person wrote: more than this is another kind of file [bytes]. */
const MOST_TEXT = 1_000_000;
/** What documents name is held by every worker: more than this would not leave memory to compute [bytes]. */
const MOST_DATA = 256 * 1024 * 1024;

const isDocument = ({ name }: File) => /\.(ya?ml|json)$/i.test(name);

/** Opens the first document among the files that were chosen or dropped; all of them are there for documents to name. */
export async function openFiles(studio: Studio, files: FileList | null | undefined): Promise<void> {
  const all = [...(files ?? [])];
  if (all.length === 0) return;
  const first = all.find(isDocument);
  if (first && first.size > MOST_TEXT) return studio.say(`${first.name} is too large to be a document.`);
  const data = all.filter((file) => file !== first);
  if (data.reduce((sum, { size }) => sum + size, 0) > MOST_DATA)
    return studio.say(`These files are too large for a page: more than ${MOST_DATA / 1024 / 1024} MB. The command line reads them.`);
  try {
    const read = data.map(async (file) => ({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) }));
    if (data.length > 0) studio.takeFiles(await Promise.all(read));
    if (first) return studio.show(openDocument(first.name, await first.text(), undefined, freshViews(studio.document.value.views)));
  } catch {
    return studio.say("That cannot be read: it is a folder, or it has been moved.");
  }
  studio.say(`${data.map(({ name }) => name).join(", ")}: there for every document that names ${data.length === 1 ? "it" : "them"}.`);
}

/** Lets the visitor choose files. */
export function chooseFile(studio: Studio): void {
  const input = document.createElement("input");
  input.type = "file";
  input.multiple = true;
  input.accept = ".yaml,.yml,.json,.csv,.npy,.npz";
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
