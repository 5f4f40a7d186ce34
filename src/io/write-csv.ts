/** Writes CSV (RFC 4180, but with plain line feeds): numbers with all their digits, cells quoted where they must be. */
import { encodeUtf8 } from "../base/index.ts";
import type { Table, TableColumn } from "../contract/index.ts";

/** One line with its line feed. NaN is an empty cell. */
export function csvLine(cells: readonly (string | number)[]): string {
  let line = "";
  for (let k = 0; k < cells.length; k++) {
    const cell = cells[k]!;
    line += (k === 0 ? "" : ",") + (typeof cell === "number" ? printNumber(cell) : quote(cell));
  }
  // An empty cell alone would be a blank line.
  return `${line === "" && cells.length === 1 ? '""' : line}\n`;
}

/** The shortest text that reads back to the same double. */
function printNumber(value: number): string {
  if (Number.isNaN(value)) return "";
  return value === 0 && 1 / value < 0 ? "-0" : `${value}`;
}

function quote(text: string): string {
  return /[",\r\n]|^\s|\s$|^#/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** `V_mV`: the name and unit of a column; the name alone without unit. */
export function columnHeader({ name, unit }: TableColumn): string {
  return unit === "" || unit === "1" ? name : `${name}_${unit}`;
}

/** The table as a CSV file in UTF-8. */
export function writeTable({ columns }: Table): Uint8Array<ArrayBuffer> {
  const rows = columns[0]?.values.length ?? 0;
  const lines = [csvLine(columns.map(columnHeader))];
  const cells: (string | number)[] = columns.map(() => "");
  for (let row = 0; row < rows; row++) {
    for (let k = 0; k < columns.length; k++) cells[k] = columns[k]!.values[row]!;
    lines.push(csvLine(cells));
  }
  return encodeUtf8(lines.join(""));
}
