/** From what was typed or pasted to the ASCII text of the language, with every character's place in the original kept. */
import { LapicqueError, type Source, type Span } from "../base/index.ts";
import { characterTable, invisible, lookalikes, superscripts } from "./characters.ts";
import { longestText } from "./limits.ts";

/** ASCII text; character i of `text` came from `offsets[i]` of the source, and `offsets[text.length]` is the source's length. */
export interface NormalText {
  readonly source: Source;
  readonly text: string;
  readonly offsets: readonly number[];
}

/**
 * Applies the fixed table, then NFKC, character by character. Throws `text-too-long`, and for a character that has no meaning
 * `look-alike`, `invisible-character`, `bad-utf8` or `strange-character`, at the character.
 */
export function normalise(source: Source): NormalText {
  const original = source.text;
  if (original.length > longestText) {
    throw new LapicqueError("text-too-long", { length: original.length, longest: longestText }, { source, start: 0, end: 0 });
  }
  const out: string[] = [];
  const offsets: number[] = [];
  const emit = (text: string, offset: number) => {
    for (const character of text) {
      out.push(character);
      offsets.push(offset);
    }
  };
  let exponent = false;
  for (let i = 0; i < original.length; ) {
    const character = String.fromCodePoint(original.codePointAt(i) ?? 0);
    const superscript = superscripts.get(character);
    if (superscript !== undefined) {
      emit(exponent ? superscript : `^${superscript}`, i);
    } else {
      // A digit or letter right after an exponent must not become part of it.
      if (exponent) emit(" ", i);
      emit(character < "\u0080" && character >= " " ? character : meaning(character, { source, start: i, end: i + character.length }), i);
    }
    exponent = superscript !== undefined;
    i += character.length;
  }
  offsets.push(original.length);
  return { source, text: out.join(""), offsets };
}

/** A name or path with its Greek letters spelled out (`n.τ_m` is `n.tau_m`), as equations know it; a text that has no such reading as it is. */
export function spellOut(text: string): string {
  if (/^[\x20-\x7e]*$/.test(text)) return text;
  try {
    return normalise({ name: "", text, locate: () => ({ file: "", line: 1, column: 1, lineText: text }) }).text;
  } catch (error) {
    if (error instanceof LapicqueError) return text;
    throw error;
  }
}

function meaning(character: string, span: Span): string {
  if (character === "\n" || character === "\r" || character === "\t") return character;
  const direct = characterTable.get(character);
  if (direct !== undefined) return direct;
  const data = { character, codePoint: `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}` };
  if (character === "\ufffd" || /^[\ud800-\udfff]$/.test(character)) throw new LapicqueError("bad-utf8", data, span);
  if (character < " " || character === "\u007f") throw new LapicqueError("control-character", data, span);
  if (invisible.has(character)) throw new LapicqueError("invisible-character", data, span);
  const latin = lookalikes.get(character);
  if (latin !== undefined) throw new LapicqueError("look-alike", { ...data, latin }, span);
  // Raised letters and fractions would change their meaning: NFKC makes `xⁿ` a name `xn`, and `2½` the number 21/2.
  if (/^[\u2070-\u207f\u02b0-\u02ff\u1d2c-\u1d6a\u00aa\u2150-\u215f\u00bc-\u00be]$/.test(character)) {
    throw new LapicqueError("raised-character", data, span);
  }
  const composed = [...character.normalize("NFKC")].map((c) => characterTable.get(c) ?? c).join("");
  if (!/^[\x20-\x7e]+$/.test(composed)) throw new LapicqueError("strange-character", data, span);
  return composed;
}
