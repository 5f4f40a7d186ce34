/** A place in a list of tokens, and the few questions a parser asks there. */
import { type Code, type DataOf, LapicqueError, type Span } from "../base/index.ts";
import type { Token } from "./tokens.ts";

/** Anything that knows whether it has a name: a set, a map, or sets one inside the other. */
export interface Names {
  has(name: string): boolean;
}

/** What a parser is told about the place where its text stands. */
export interface ParseOptions {
  /** Names that the document declares and that are visible here: they end the unit of a literal. */
  readonly declared?: Names;
  /** `none` in a document of plain numbers, where a unit is an error. Default `physical`. */
  readonly units?: "physical" | "none";
}

/** Walks over tokens, the last of which has kind `end`. */
export class Cursor {
  readonly tokens: readonly Token[];
  readonly declared: Names;
  readonly units: "physical" | "none";
  private index = 0;

  constructor(tokens: readonly Token[], options: ParseOptions = {}) {
    this.tokens = tokens;
    this.declared = options.declared ?? new Set();
    this.units = options.units ?? "physical";
  }

  /** The token `ahead` places on; the end stays the end. */
  peek(ahead = 0): Token {
    // A list of tokens is never empty.
    return (this.tokens[Math.min(this.index + ahead, this.tokens.length - 1)] ?? this.tokens.at(-1)) as Token;
  }

  /** Whether the token there is this operator. */
  at(operator: string, ahead = 0): boolean {
    const token = this.peek(ahead);
    return token.kind === "operator" && token.text === operator;
  }

  /** The current token; the cursor goes on to the next. */
  take(): Token {
    const token = this.peek();
    if (this.index < this.tokens.length - 1) this.index++;
    return token;
  }

  /** Goes on by `count` tokens. */
  skip(count: number): void {
    for (let i = 0; i < count; i++) this.take();
  }

  /** The token before the current one. */
  previous(): Token {
    return (this.tokens[Math.max(this.index - 1, 0)] ?? this.tokens[0]) as Token;
  }
}

/** From the begin of one span to the end of another. */
export function joinSpans(a: Span, b: Span): Span {
  return { source: a.source, start: Math.min(a.start, b.start), end: Math.max(a.end, b.end) };
}

/** What the user wrote there, on one line, cut after 60 characters. */
export function written(span: Span | undefined): string {
  if (span === undefined) return "";
  const text = span.source.text.slice(span.start, span.end).replace(/\s+/g, " ").trim();
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

/** As `written`, without parentheses around the whole. */
export function inner(span: Span | undefined): string {
  const text = written(span);
  if (!text.startsWith("(") || !text.endsWith(")")) return text;
  let depth = 0;
  for (const [i, character] of [...text].entries()) {
    if (character === "(") depth++;
    if (character === ")") depth--;
    if (depth === 0 && i < text.length - 1) return text;
  }
  return text.slice(1, -1);
}

/** What stands at a token, for `expected ... but found ...`. */
export function describeToken(token: Token): string {
  return token.kind === "end" ? "the end" : token.kind === "newline" ? "the end of the line" : `\`${token.text}\``;
}

/** Throws the error with this code at this place. */
export function fail<C extends Code>(code: C, data: DataOf<C>, span: Span | undefined): never {
  throw new LapicqueError(code, data, span);
}

/** The place behind a span. */
export function after(span: Span): Span {
  return { source: span.source, start: span.end, end: span.end };
}
