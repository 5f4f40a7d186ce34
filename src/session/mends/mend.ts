/** A mend: what changes of a document's text may do away with a complaint. Whether they do is tried out, in `offers.ts`. */
import type { Code, LapicqueError, Span } from "../../base/index.ts";
import { setValues } from "../../model/index.ts";
import type { Opened } from "../open.ts";

/** A complaint about a document. */
export interface Asked {
  readonly error: LapicqueError;
  /** The text of the document. */
  readonly text: string;
  readonly opened: Opened;
}

/** A change of the text. */
export interface Edit {
  /** What it does, as one would ask for it: "Change `Mohm` to `MOhm`". */
  readonly label: string;
  /** The whole text with the change. */
  readonly text: string;
}

/** The changes that may help; most likely first. */
export type Mend = (asked: Asked) => readonly Edit[];

/** Mends by the code of the complaint. */
export type Mends = Readonly<Partial<Record<Code, Mend>>>;

/** The stretch of a document's text that a complaint is about; undefined if it stands in another file. */
export function stretchOf(text: string, span: Span | undefined): readonly [from: number, to: number] | undefined {
  if (!span) return undefined;
  const lines = text.split("\n");
  const offset = (at: number) => {
    const { line, column, lineText } = span.source.locate(at);
    if (lines[line - 1]?.replace(/\r$/, "") !== lineText) return undefined;
    return lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0) + column - 1;
  };
  const [from, to] = [offset(span.start), offset(span.end)];
  return from === undefined || to === undefined ? undefined : [from, to];
}

/** Puts other words in the place of some that stand in the stretch of the complaint; without a place, or without the words, there is no edit. */
export function replaced({ text, error }: Asked, old: string, put: string, label = `Change \`${old}\` to \`${put}\``): readonly Edit[] {
  const [from, to] = stretchOf(text, error.span) ?? [0, -1];
  const end = Math.max(to, from + old.length);
  const at = to < 0 ? -1 : placeIn(text.slice(from, end), old);
  if (at < 0) return [];
  return [{ label, text: text.slice(0, from + at) + put + text.slice(from + at + old.length) }];
}

/** The names that a complaint finds near to the wrong one. */
export const toNear: Mend = (asked) => {
  const { name, unit, suggestions } = asked.error.data;
  const wrong = `${name ?? unit}`;
  return Array.isArray(suggestions) ? suggestions.flatMap((near) => replaced(asked, wrong, near)) : [];
};

/** The last place of a whole word (or of an operator) in a text: a path ends with what is wrong in it. */
function placeIn(text: string, old: string): number {
  const isLetter = (letter: string | undefined) => letter !== undefined && /[\p{L}\w]/u.test(letter);
  for (let at = text.lastIndexOf(old); at >= 0; at = at === 0 ? -1 : text.lastIndexOf(old, at - 1)) {
    const isWhole = !(isLetter(old[0]) && isLetter(text[at - 1])) && !(isLetter(old.at(-1)) && isLetter(text[at + old.length]));
    if (isWhole) return at;
  }
  return -1;
}

/** Sets a value by its path; keys that are not there are added. */
export function set({ text }: Asked, path: string, value: string, label: string): readonly Edit[] {
  return [{ label, text: setValues(text, new Map([[path, value]])) }];
}
