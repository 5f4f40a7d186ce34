/** Where one line of a block ends and the next begins: a formula may go on over several lines of text. */
import { after } from "./cursor.ts";
import type { Token } from "./tokens.ts";

/** Cuts tokens into lines, joining those that go on. Each ends with an `end` token. */
export function logicalLines(tokens: readonly Token[]): Token[][] {
  const lines: Token[][] = [];
  let line: Token[] = [];
  let physical: Token[] = [];
  let depth = 0;
  const close = (end: Token) => {
    if (line.length > 0) lines.push([...line, { kind: "end", text: "", span: end.span, spaced: true }]);
    line = [];
    depth = 0;
  };
  for (const token of tokens) {
    if (token.kind !== "newline" && token.kind !== "end") {
      physical.push(token);
      continue;
    }
    if (physical.length > 0) {
      const last = line.at(-1);
      const first = physical[0];
      // A single `=` begins an equation, whatever was left open above it.
      const begins = physical.some((t) => t.text === "=");
      const goesOn = last !== undefined && !begins && (depth > 0 || leavesOpen(last) || (first !== undefined && leadsOn(first)));
      if (!goesOn && last !== undefined) close({ ...last, span: after(last.span) });
      for (const t of physical) {
        if (t.text === "(") depth++;
        if (t.text === ")") depth = Math.max(0, depth - 1);
      }
      for (const t of physical) line.push(t);
      physical = [];
    }
    if (token.kind === "end") close(token);
  }
  return lines;
}

const joining: ReadonlySet<string> = new Set([
  "+",
  "-",
  "*",
  "/",
  "^",
  "<",
  "<=",
  ">",
  ">=",
  "==",
  "!=",
  ",",
  "(",
  "=",
  "and",
  "or",
  "not",
]);

function leavesOpen(token: Token): boolean {
  return joining.has(token.text);
}

function leadsOn(token: Token): boolean {
  return token.text !== "not" && (joining.has(token.text) || token.text === ")");
}
