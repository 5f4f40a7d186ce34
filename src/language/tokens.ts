/** Cuts normalised text into tokens with spans. One pass over the characters, no regular expression that could backtrack. */
import { LapicqueError, type Source, type Span } from "../base/index.ts";
import { normalise } from "./normalise.ts";

/** A token. `text` is normalised; the span is in the original. `spaced`: a blank or line break stands before it. */
export interface Token {
  readonly kind: "number" | "name" | "operator" | "newline" | "end";
  readonly text: string;
  readonly span: Span;
  readonly spaced: boolean;
}

// Longest first. Those after the line break belong to other languages: they are tokens so that the error can name ours.
const operators = [
  ..."<= >= == != + - * / ^ ( ) , < > = '".split(" "),
  ...'** += -= *= /= && || <> ~= // %% := -> [ ] { } : ; ! ? % & | ~ @ $ \\ " `'.split(" "),
].sort((a, b) => b.length - a.length);

/** Tokens of a source, ending with one of kind `end`. `#` begins a comment. Throws as `normalise` does. */
export function tokenise(source: Source): Token[] {
  const { text, offsets } = normalise(source);
  const tokens: Token[] = [];
  let spaced = false;
  const push = (kind: Token["kind"], from: number, to: number) => {
    // The end of the last character, not the begin of the next: several characters may come from one.
    const last = offsets[to - 1] ?? 0;
    let next = to;
    while (next < offsets.length - 1 && offsets[next] === last) next++;
    const end = to > from ? (offsets[next] ?? 0) : (offsets[from] ?? 0);
    tokens.push({ kind, text: text.slice(from, to), span: { source, start: offsets[from] ?? 0, end }, spaced });
    spaced = false;
  };
  for (let i = 0; i < text.length; ) {
    const c = text[i] ?? "";
    let to = i;
    if (c === "\n" || c === "\r") {
      to += c === "\r" && text[i + 1] === "\n" ? 2 : 1;
      push("newline", i, to);
    } else if (c === " " || c === "\t") {
      to++;
      spaced = true;
    } else if (c === "#") {
      while (to < text.length && text[to] !== "\n" && text[to] !== "\r") to++;
    } else if (isDigit(c) || (c === "." && isDigit(text[i + 1]))) {
      to = endOfNumber(text, i);
      push("number", i, to);
    } else if (isLetter(c)) {
      to = endOfName(text, i);
      push("name", i, to);
    } else {
      const operator = operators.find((o) => text.startsWith(o, i));
      to += operator?.length ?? 1;
      if (operator === undefined) {
        const start = offsets[i] ?? 0;
        throw new LapicqueError("strange-character", { character: c, codePoint: "" }, { source, start, end: start + 1 });
      }
      push("operator", i, to);
    }
    i = to;
  }
  push("end", text.length, text.length);
  return tokens;
}

function isDigit(c: string | undefined): boolean {
  return c !== undefined && c >= "0" && c <= "9";
}

function isLetter(c: string | undefined): boolean {
  return c !== undefined && ((c >= "a" && c <= "z") || (c >= "A" && c <= "Z") || c === "_");
}

/** digits [. digits] [e [sign] digits]; the exponent only where digits follow, so that `2 e` and `5eV` keep their letters. */
function endOfNumber(text: string, from: number): number {
  let to = from;
  while (isDigit(text[to])) to++;
  if (text[to] === ".") {
    to++;
    while (isDigit(text[to])) to++;
  }
  if (text[to] === "e" || text[to] === "E") {
    const digits = text[to + 1] === "-" || text[to + 1] === "+" ? to + 2 : to + 1;
    if (isDigit(text[digits])) {
      to = digits;
      while (isDigit(text[to])) to++;
    }
  }
  return to;
}

/** A name, with the dots of `pre.size` where a letter follows. */
function endOfName(text: string, from: number): number {
  let to = from;
  while (isLetter(text[to]) || isDigit(text[to]) || (text[to] === "." && isLetter(text[to + 1]))) to++;
  return to;
}
