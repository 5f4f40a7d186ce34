/** File names in documents: relative to the document that holds them, written with `/`. */

/** Folder part of a name with its `/`; empty for a bare name. */
function folderOf(name: string): string {
  return name.slice(0, Math.max(name.lastIndexOf("/"), name.lastIndexOf("\\")) + 1);
}

/** Whether a name stands for itself: a root, a drive, an address. */
function isAbsolute(name: string): boolean {
  return /^(?:[/\\]|[A-Za-z]:[/\\]|[a-z][a-z0-9+.-]+:)/.test(name);
}

/** The name of `file` as seen from where `document` was named: `a/b.yaml` and `../c.csv` give `c.csv`. */
export function besideDocument(document: string, file: string): string {
  if (isAbsolute(file)) return file;
  const folder = folderOf(document);
  const root = /^(?:[a-z][a-z0-9+.-]+:\/\/[^/]*\/|[A-Za-z]:[/\\]|[/\\])/.exec(folder)?.[0] ?? "";
  const parts: string[] = [];
  for (const part of `${folder.slice(root.length)}${file}`.split(/[/\\]/)) {
    if (part === "." || part === "") continue;
    if (part === ".." && parts.length > 0 && parts.at(-1) !== "..") parts.pop();
    else parts.push(part);
  }
  return root + parts.join("/");
}
