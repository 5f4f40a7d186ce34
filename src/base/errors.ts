/** Misuse, as data. The sentences a person reads are made from code and data in `messages/`. */
import { type Code, type Complaint, type DataOf, say } from "./messages/index.ts";
import type { Data } from "./messages/message.ts";

/** Where a text came from, and how its offsets map to lines of the file that a person edits. */
export interface Source {
  /** The file as the user named it; `equations`, `--set` or similar for text that has no file. */
  readonly name: string;
  readonly text: string;
  /** Position of an offset of `text` in the file: line and column from 1, and the whole line for the caret. */
  locate(offset: number): Position;
}

/** Line and column (from 1) in the file that a person edits, with the whole line for the caret. */
export interface Position {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly lineText: string;
}

/** A stretch of a source, half-open, in UTF-16 units of `source.text`. */
export interface Span {
  readonly source: Source;
  readonly start: number;
  readonly end: number;
}

/** The user's input is wrong. `data` names things in the user's own words; `span` points at the user's own line. */
export class LapicqueError<C extends Code = Code> extends Error {
  readonly code: C;
  readonly data: Data;
  readonly span: Span | undefined;
  readonly hint: string;

  constructor(code: C, data: DataOf<C>, span?: Span) {
    const { text, hint } = say(code, data);
    super(text);
    this.name = "LapicqueError";
    this.code = code;
    this.data = data;
    this.span = span;
    this.hint = hint;
  }
}

/** The error of a code whose data travelled with it. */
export function complain({ code, data }: Complaint, span?: Span): LapicqueError {
  // `Complaint` pairs each code with its own data; the constructor sees only the union.
  return new LapicqueError<Code>(code, data as DataOf<Code>, span);
}

/** The same error, at a place of its own. */
export function placed(error: LapicqueError, span: Span | undefined): LapicqueError {
  return complain(error as Complaint, span);
}

/** A source whose text is the whole file. */
export function fileSource(name: string, text: string): Source {
  return {
    name,
    text,
    locate(offset) {
      const before = text.slice(0, offset);
      const lineStart = before.lastIndexOf("\n") + 1;
      const lineEnd = text.indexOf("\n", offset);
      return {
        file: name,
        line: before.split("\n").length,
        column: offset - lineStart + 1,
        lineText: text.slice(lineStart, lineEnd < 0 ? undefined : lineEnd).replace(/\r$/, ""),
      };
    },
  };
}

/**
 * Runs `body` and keeps a LapicqueError in `into` instead of throwing it, so that one run of `check` shows every mistake.
 * Anything else passes through.
 */
export function collect<T>(into: LapicqueError[], body: () => T): T | undefined {
  try {
    return body();
  } catch (error) {
    if (!(error instanceof LapicqueError)) throw error;
    into.push(error);
    return undefined;
  }
}
