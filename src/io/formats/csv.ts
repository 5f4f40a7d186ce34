/** CSV: one header line, then numbers. Reads what spreadsheets and scientific programs write, and says where a cell is wrong. */
import { decodeUtf8, LapicqueError, type Source } from "../../base/index.ts";
import type { Asset } from "../../model/index.ts";
import type { Format } from "../format.ts";
import { writeTable } from "../write-csv.ts";

export const csv: Format = {
  id: "csv",
  read,
  write: writeTable,
  losses: "Columns of words are left out when read. A lone surrogate in a word becomes U+FFFD.",
};

/** One line: its cells, and for each the offset where it begins. */
interface Line {
  readonly cells: readonly string[];
  readonly starts: readonly number[];
  /** From 1. */
  readonly number: number;
  readonly text: string;
}

/** What a cell of no number may say. */
const notANumber = /^[+-]?nan$/i;
const unbounded = /^([+-]?)inf(inity)?$/i;
const decimal = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

function read(bytes: Uint8Array, name: string): Asset {
  const text = decodeUtf8(bytes);
  if (text === undefined || text.includes("\0")) throw new LapicqueError("csv-not-text", { file: name });
  const lines = readLines(text, name);
  const first = lines.next();
  if (first.done) throw new LapicqueError("csv-empty", { file: name });
  const header = first.value;
  const names = header.cells.map((cell) => cell.trim());
  checkHeader(header, names, name);
  const columns = names.map(() => new Column());
  for (const line of lines) {
    if (line.cells.length !== names.length) {
      const data = { file: name, wanted: names.length, found: line.cells.length };
      throw new LapicqueError("csv-row-length", data, spanOf(name, line, Math.min(names.length, line.cells.length - 1)));
    }
    for (let k = 0; k < names.length; k++) columns[k]!.add(line.cells[k]!, line, k, names[k]!, name);
  }
  return { columns: Object.fromEntries(names.flatMap((one, k) => (columns[k]!.isWords ? [] : [[one, columns[k]!.finish()]]))) };
}

/** A column while it grows. Words are kept apart: a column of words alone is no mistake, a word among numbers is one. */
class Column {
  #values = new Float64Array(1024);
  #count = 0;
  #numbers = 0;
  #words = 0;
  #firstWord: (() => LapicqueError) | undefined;

  get isWords(): boolean {
    return this.#words > 0 && this.#numbers === 0;
  }

  add(cell: string, line: Line, index: number, column: string, file: string): void {
    if (this.#count === this.#values.length) {
      const longer = new Float64Array(2 * this.#count);
      longer.set(this.#values);
      this.#values = longer;
    }
    const value = readCell(cell);
    if (value === undefined) {
      this.#words++;
      this.#firstWord ??= () => new LapicqueError("csv-not-a-number", { file, column, text: shown(cell) }, spanOf(file, line, index));
    } else if (cell !== "") this.#numbers++;
    if (this.#words > 0 && this.#numbers > 0) throw this.#firstWord!();
    this.#values[this.#count++] = value ?? Number.NaN;
  }

  finish(): Float64Array {
    return this.#values.slice(0, this.#count);
  }
}

/** The number in a cell; undefined for a word. */
function readCell(cell: string): number | undefined {
  const text = cell.trim();
  if (text === "" || notANumber.test(text)) return Number.NaN;
  if (decimal.test(text)) return Number(text);
  const infinite = unbounded.exec(text);
  return infinite ? (infinite[1] === "-" ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY) : undefined;
}

function checkHeader(header: Line, names: readonly string[], file: string): void {
  names.forEach((one, k) => {
    if (one === "") throw new LapicqueError("csv-header", { file, reason: "a column has no name" }, spanOf(file, header, k));
    const text = readCell(one);
    if (text !== undefined && !Number.isNaN(text))
      throw new LapicqueError("csv-no-header", { file, text: shown(one) }, spanOf(file, header, k));
    if (names.indexOf(one) < k)
      throw new LapicqueError("csv-header", { file, reason: `two columns are called ${shown(one)}` }, spanOf(file, header, k));
  });
}

/** Long or unprintable cells are shortened in messages. */
function shown(text: string): string {
  const printable = text.replace(/\s+/g, " ");
  return printable.length > 40 ? `${printable.slice(0, 40)}...` : printable;
}

/** Points at cell `index` of a line. */
function spanOf(file: string, line: Line, index: number) {
  const source: Source = {
    name: file,
    text: line.text,
    locate: (offset) => ({ file, line: line.number, column: offset + 1, lineText: line.text }),
  };
  const start = line.starts[index] ?? 0;
  const end = index + 1 < line.starts.length ? line.starts[index + 1]! - 1 : line.text.length;
  return { source, start, end: Math.max(start, end) };
}

/** Lines that hold something: neither blank nor a comment that begins with #. */
function* readLines(text: string, file: string): Generator<Line, void> {
  let [at, number] = [0, 1];
  let separator: string | undefined;
  while (at < text.length) {
    const end = lineEnd(text, at);
    const plain = text.slice(at, end);
    if (plain.trim() === "" || plain.startsWith("#")) {
      at = afterBreak(text, end);
      number++;
      continue;
    }
    separator ??= separatorOf(plain);
    if (!plain.includes('"')) {
      yield plainLine(plain, separator, number);
      at = afterBreak(text, end);
      number++;
      continue;
    }
    const line = quotedLine(text, at, separator, number, file);
    yield line;
    number += line.breaks + 1;
    at = afterBreak(text, at + line.length);
  }
}

/** The comma, unless the header has none and is divided by semicolons or tabs. */
function separatorOf(header: string): string {
  if (header.includes(",")) return ",";
  return header.includes("\t") ? "\t" : header.includes(";") ? ";" : ",";
}

function lineEnd(text: string, from: number): number {
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 10 || code === 13) return at;
  }
  return text.length;
}

/** Start of the line after the break at `at`: LF, CR or CR LF. */
function afterBreak(text: string, at: number): number {
  return text[at] === "\r" && text[at + 1] === "\n" ? at + 2 : at + 1;
}

function plainLine(text: string, separator: string, number: number): Line {
  const cells = text.split(separator);
  const starts: number[] = [];
  let at = 0;
  for (const cell of cells) {
    starts.push(at);
    at += cell.length + 1;
  }
  return { cells, starts, number, text };
}

/** A line with quoted cells, which may contain separators, line breaks and doubled quotes. */
function quotedLine(
  text: string,
  from: number,
  separator: string,
  number: number,
  file: string,
): Line & { readonly length: number; readonly breaks: number } {
  const cells: string[] = [];
  const starts: number[] = [];
  let [at, breaks] = [from, 0];
  for (;;) {
    starts.push(at - from);
    if (text[at] === '"') {
      const closed = closingQuote(text, at + 1);
      const firstLine = text.slice(from, lineEnd(text, from));
      const span = () => spanOf(file, { cells, starts, number, text: firstLine }, starts.length - 1);
      if (closed < 0) throw new LapicqueError("csv-open-quote", { file }, span());
      const content = text.slice(at + 1, closed);
      breaks += content.match(/\r\n|\r|\n/g)?.length ?? 0;
      cells.push(content.replaceAll('""', '"'));
      at = closed + 1;
      if (at < text.length && text[at] !== separator && text[at] !== "\r" && text[at] !== "\n")
        throw new LapicqueError("csv-header", { file, reason: "after a closing quote there must be a separator" }, span());
    } else {
      const end = lineEnd(text, at);
      const cut = text.indexOf(separator, at);
      const stop = cut >= 0 && cut < end ? cut : end;
      cells.push(text.slice(at, stop));
      at = stop;
    }
    if (text[at] !== separator) break;
    at++;
  }
  return { cells, starts, number, text: text.slice(from, lineEnd(text, from)), length: at - from, breaks };
}

/** Position of the quote that ends a cell; doubled ones belong to it. -1 if there is none. */
function closingQuote(text: string, from: number): number {
  for (let at = text.indexOf('"', from); at >= 0; at = text.indexOf('"', at + 2)) if (text[at + 1] !== '"') return at;
  return -1;
}
