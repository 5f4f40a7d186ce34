/** Files: bytes to columns and back, never a path. Adding a format is one file in formats/ and one line here. */
import type { Asset } from "../model/index.ts";
import type { FormatEntry, NumberArray } from "./format.ts";

/** Every format, in the order in which their first bytes are compared; text comes last. */
export const formats: readonly FormatEntry[] = [
  {
    id: "npy",
    title: "NumPy array: 1 or 2 dimensions of floats, integers or booleans",
    begins: [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59],
    load: async () => (await import("./formats/npy.ts")).npy,
  },
  {
    id: "npz",
    title: "NumPy archive of arrays",
    begins: [0x50, 0x4b, 0x03, 0x04],
    load: async () => (await import("./formats/npz.ts")).npz,
  },
  { id: "csv", title: "table of numbers with a header line", begins: [], load: async () => (await import("./formats/csv.ts")).csv },
];

/** The format of a file by its first bytes: what a file is called proves nothing. */
export function sniff(bytes: Uint8Array): FormatEntry {
  // Text, which has no first bytes of its own, fits every file.
  return formats.find(({ begins }) => begins.every((byte, k) => bytes[k] === byte))!;
}

/**
 * Columns of a file that a document names, by their headers. Rejects with a LapicqueError that says where the file is wrong.
 *
 * @param name  as the document spells it; headers of NPY files are made from it
 */
export async function readColumns(bytes: Uint8Array, name: string): Promise<Asset> {
  return (await sniff(bytes).load()).read(bytes, name);
}

/** Arrays by name as an NPZ archive; the same arrays give the same bytes. */
export async function writeArrays(arrays: Readonly<Record<string, NumberArray>>): Promise<Uint8Array> {
  return (await import("./formats/npz.ts")).writeNpz(arrays);
}

export { type Digest, isArchive, pack, unpack } from "./archive.ts";
export type { Format, FormatEntry, NumberArray } from "./format.ts";
export { columnHeader, csvLine, writeTable } from "./write-csv.ts";
