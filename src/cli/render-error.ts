/** How a mistake in the user's input is shown: where it is, the line, a caret under it, and what to do. */
import type { LapicqueError, Position } from "../base/index.ts";
import type { Paint } from "./paint.ts";

/** Longest stretch of a source line that is shown; a longer line is cut around the caret. */
const WIDTH = 160;

/**
 *     documents/cell.yaml:6:30: unknown name 'tau_n'
 *
 *       6 |       tau_m*dV/dt = -V/tau_n
 *         |                        ^^^^^
 *       did you mean 'tau_m'?
 */
export function renderError(error: LapicqueError, paint: Paint, kind: "error" | "warning" = "error"): string {
  const label = kind === "error" ? paint.red(kind) : paint.yellow(kind);
  const hint = error.hint ? `  ${paint.cyan(error.hint)}\n` : "";
  if (!error.span) return `${label}: ${error.message}\n${hint}`;
  const position = positionOf(error)!;
  const where = paint.bold(`${position.file}:${position.line}:${position.column}`);
  return `${where}: ${label}: ${error.message}\n${excerpt(position, error.span.end - error.span.start, paint)}${hint}`;
}

/** Line and column of an error, where it has a place. */
export function positionOf(error: LapicqueError): Position | undefined {
  return error.span?.source.locate(error.span.start);
}

function excerpt({ line, column, lineText }: Position, length: number, paint: Paint): string {
  // A long line is cut so that the caret stands in its middle; three dots say so.
  const from = lineText.length > WIDTH && column > WIDTH / 2 ? column - 1 - WIDTH / 2 : 0;
  const [before, after] = [from > 0 ? "..." : "", lineText.length > from + WIDTH ? "..." : ""];
  const shown = printable(before + lineText.slice(from, from + WIDTH) + after);
  const start = before.length + column - 1 - from;
  const carets = Math.max(1, Math.min(length, shown.length - start));
  const gutter = `  ${line} | `;
  const pad = `${" ".repeat(gutter.length - 2)}| `;
  // Tabs are kept under tabs so that the caret stands under its letter.
  const space = shown.slice(0, start).replace(/[^\t]/g, " ");
  return `${paint.dim(gutter)}${shown}\n${paint.dim(pad)}${space}${paint.red("^".repeat(carets))}\n`;
}

/** Control characters could rewrite the terminal: shown as a replacement character. */
function printable(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to be kept away from the terminal.
  return text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, "\ufffd");
}
