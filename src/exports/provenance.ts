/** Where an export comes from; every file says it. */
import type { ExportSource } from "./export.ts";

/** Title, program, command line, seed and hash of the document, as [what, value]. */
export function provenanceOf({ opened, command }: ExportSource): readonly (readonly [what: string, value: string])[] {
  const { provenance, experiment, name } = opened;
  return [
    ["document", name],
    ["program", `lapicque ${provenance.version}`],
    ["command", command],
    ["seed", `${experiment?.run.seed ?? ""}`],
    ["sha256", provenance.document_sha256],
  ];
}

/** A text of the document's as part of one line: a comment must not end within it. */
export function oneLine(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that end a line somewhere.
  return text.replace(/[\u0000-\u001f\u007f\u0085\u2028\u2029]+/g, " ");
}

/** The same as lines of a comment, below the title. */
export function provenanceLines(source: ExportSource, comment: string): readonly string[] {
  const title = source.opened.experiment?.title || source.opened.name;
  return [
    `${comment}${oneLine(title)}`,
    comment.trimEnd(),
    ...provenanceOf(source).map(([what, value]) => `${comment}${what}: ${oneLine(value)}`),
  ];
}
