/** BibTeX entries, and which of them a sentence such as `Naud et al. 2008, Table 1` means. */

/** Whether a source names an entry: the family name of its first author and its year stand in it. */
export function isNamedBy(entry: string, source: string): boolean {
  const [author, year] = [fieldOf(entry, "author"), fieldOf(entry, "year")];
  const family = author.split(" and ")[0]!.split(",")[0]!;
  return family !== "" && year !== "" && folded(source).includes(folded(family)) && source.includes(year);
}

/** Text of `field = {...}`; "" if there is none. Entries are written with one field a line. */
function fieldOf(entry: string, field: string): string {
  return new RegExp(`^\\s*${field}\\s*=\\s*\\{(.*)\\},?\\s*$`, "m").exec(entry)?.[1] ?? "";
}

/** Without accents, in Unicode or in TeX, and in lower case. */
function folded(text: string): string {
  return text
    .normalize("NFD")
    .replace(/\p{M}|\\[^a-zA-Z]|[{}]/gu, "")
    .replace(/\\(\w+)\s*/g, "$1")
    .toLowerCase();
}

/** An entry for a source that is no known reference: as it was written, so that nothing is lost. */
export function miscellaneous(source: string): string {
  const doi = /\b10\.\d{4,9}\/[^\s,;]+/.exec(source)?.[0].replace(/[.)]+$/, "");
  const key = folded(doi ?? source)
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "")
    .slice(0, 40);
  const note = source.replace(/[\\{}]/g, "").replace(/[&%$#_]/g, (letter) => `\\${letter}`);
  return `@misc{${key || "source"},\n  note = {${note}}${doi ? `,\n  doi = {${doi}}` : ""}\n}`;
}
