/** NPZ, the archive of NumPy: a ZIP file of NPY files, one for each array. */
import { type UnzipFileInfo, unzipSync, zipSync } from "fflate";
import { LapicqueError } from "../../base/index.ts";
import type { Asset } from "../../model/index.ts";
import type { Format, NumberArray } from "../format.ts";
import { columnHeader } from "../write-csv.ts";
import { columnsOf, countNpy, readNpy, writeNpy } from "./npy.ts";

export const npz: Format = {
  id: "npz",
  read,
  write: ({ columns }) =>
    writeNpz(
      Object.fromEntries(
        columns.flatMap((column) =>
          column.values instanceof Float64Array ? [[columnHeader(column), { shape: [column.values.length], data: column.values }]] : [],
        ),
      ),
    ),
  losses: "Columns of words are left out. 64-bit integers beyond 2^53 are rounded.",
};

/** More than this in all is refused before it is taken [bytes]: 64 million doubles. */
const MOST = 512 * 1024 * 1024;

/** The least that a file has in the table of contents (APPNOTE 4.3.12) [bytes]. */
const ENTRY = 46;

/** An archive of arrays by name. The same arrays give the same bytes. */
export function writeNpz(arrays: Readonly<Record<string, NumberArray>>): Uint8Array {
  const files = Object.fromEntries(Object.entries(arrays).map(([name, array]) => [`${name}.npy`, writeNpy(array)]));
  // A date without time zone, so that the bytes do not depend on where and when they are written.
  return zipSync(files, { level: 6, mtime: "1980-01-01T00:00:00" });
}

/** Arrays of an archive by name. Throws `npz-bad`, and what `readNpy` throws. */
export function readNpz(bytes: Uint8Array, name: string): Readonly<Record<string, NumberArray>> {
  let [total, compressed, entries] = [0, 0, 0];
  const accept = (file: UnzipFileInfo) => {
    compressed += file.size;
    // Entries that share bytes, or that are not there, would make much work of a small file.
    if (!(compressed <= bytes.length && ++entries * ENTRY <= bytes.length)) throw new Error("its table of contents is not of this file");
    if (!file.name.endsWith(".npy")) return false;
    total += file.originalSize;
    if (!(total <= MOST)) throw tooLarge(name);
    return true;
  };
  let files: Readonly<Record<string, Uint8Array>>;
  try {
    files = unzipSync(bytes, { filter: accept });
  } catch (error) {
    if (error instanceof LapicqueError) throw error;
    // fflate throws errors of its own, and RangeErrors for offsets beyond the file.
    throw new LapicqueError("npz-bad", { file: name, reason: error instanceof Error ? error.message : "it is damaged" });
  }
  // Numbers of one byte take eight when they are read.
  const numbers = Object.entries(files).reduce((sum, [file, content]) => sum + countNpy(content, `${name}: ${file}`), 0);
  if (!(numbers * Float64Array.BYTES_PER_ELEMENT <= MOST)) throw tooLarge(name);
  return Object.fromEntries(
    Object.entries(files).map(([file, content]) => [file.slice(0, -".npy".length), readNpy(content, `${name}: ${file}`)]),
  );
}

const tooLarge = (file: string) => new LapicqueError("npz-too-large", { file, most: MOST / 1024 / 1024 });

function read(bytes: Uint8Array, name: string): Asset {
  const columns = Object.entries(readNpz(bytes, name)).flatMap(([array, content]) => Object.entries(columnsOf(content, array)));
  const [first] = columns;
  const other = columns.find(([, values]) => values.length !== first![1].length);
  if (first && other) throw new LapicqueError("npz-lengths", { file: name, names: [first[0], other[0]] });
  return { columns: Object.fromEntries(columns) };
}
