/** What a file format is: bytes to columns of numbers and back. A format never sees a path; `name` is for messages and headers. */
import type { Table } from "../contract/index.ts";
import type { Asset } from "../model/index.ts";

export interface Format {
  readonly id: string;
  /**
   * Columns by their headers (`I_pA`), all of one length. An empty cell is NaN.
   * Throws LapicqueErrors alone, whatever the bytes are, in time proportional to their number.
   */
  read(bytes: Uint8Array, name: string): Asset;
  /** The table as a file. Reading it gives the same doubles, but for `losses`. */
  write(table: Table): Uint8Array;
  /** What cannot be written, or does not come back; printed in the reference. */
  readonly losses: string;
}

/** The line of a format in the registry. */
export interface FormatEntry {
  readonly id: string;
  readonly title: string;
  /** First bytes of every such file; empty for text, which is tried last. */
  readonly begins: readonly number[];
  readonly load: () => Promise<Format>;
}

/** An array of numbers with its shape, row-major. */
export interface NumberArray {
  readonly shape: readonly number[];
  readonly data: Float64Array;
}
