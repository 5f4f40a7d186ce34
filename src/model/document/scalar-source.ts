/** Where each character of a YAML scalar's value stands in the file, through block, folded and quoted notation. */
import { fileSource, type Source } from "../../base/index.ts";

/** How a scalar is written. */
export type Notation = "plain" | "single" | "double" | "block";

/**
 * A source for the value of a scalar that begins at `start` of `file`. Its text is the value; the alignment is computed when
 * a position is first asked for, that is, when there is something to complain about.
 */
export function scalarSource(file: Source, start: number, notation: Notation, value: string): Source {
  let offsets: Uint32Array | undefined;
  return {
    name: file.name,
    text: value,
    locate(offset) {
      offsets ??= alignScalar(file.text, start, notation, value);
      // The end of a text is behind its last visible character, not where the next key begins.
      const end = value.trimEnd().length;
      return file.locate(offset >= end && end > 0 ? offsets[end - 1]! + 1 : offsets[Math.max(offset, 0)]!);
    },
  };
}

/**
 * Offsets in `text` of each character of `value` and of its end. Outside of escapes a value differs from its notation only in white space
 * (indentation, folded line ends), so each visible character is the next equal one.
 */
export function alignScalar(text: string, start: number, notation: Notation, value: string): Uint32Array {
  const offsets = new Uint32Array(value.length + 1);
  let at = notation === "block" ? text.indexOf("\n", start) + 1 : notation === "plain" ? start : start + 1;
  for (let i = 0; i < value.length; ) {
    const escaped = notation === "double" ? escapeAt(text, at) : undefined;
    if (escaped !== undefined) {
      if (escaped.makes > 0) {
        offsets.fill(at, i, i + escaped.makes);
        i += escaped.makes;
      }
      at += escaped.length;
      continue;
    }
    const character = value[i]!;
    if (isBlank(character)) {
      offsets[i++] = at;
      if (text[at] === character) at++;
      continue;
    }
    if (isBlank(text[at] ?? "")) {
      at++;
      continue;
    }
    offsets[i++] = at;
    // In single quotes a quote is written twice.
    at += notation === "single" && character === "'" ? 2 : 1;
    if (at > text.length) break;
  }
  offsets[value.length] = Math.min(at, text.length);
  return offsets;
}

/** Length of an escape of a double-quoted scalar and the number of characters it makes. */
function escapeAt(text: string, at: number): { readonly length: number; readonly makes: number } | undefined {
  if (text[at] !== "\\") return undefined;
  const letter = text[at + 1] ?? "";
  if (letter === "\n") return { length: 2, makes: 0 };
  const digits = letter === "x" ? 2 : letter === "u" ? 4 : letter === "U" ? 8 : 0;
  const code = Number.parseInt(text.slice(at + 2, at + 2 + digits), 16);
  return { length: 2 + digits, makes: digits === 8 && code > 0xffff ? 2 : 1 };
}

function isBlank(character: string): boolean {
  return character === " " || character === "\n" || character === "\t";
}

/** The file's text as lines are counted: without a byte order mark, with `\n` line ends. Positions are those that an editor shows. */
export function documentSource(name: string, text: string): Source {
  return fileSource(name, text.replace(/^\ufeff/, "").replace(/\r\n?/g, "\n"));
}
