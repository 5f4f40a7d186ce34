/** NPY, the array file of NumPy (format versions 1.0 to 3.0, numpy.lib.format): numbers in one or two dimensions. */
import { LapicqueError } from "../../base/index.ts";
import type { Table } from "../../contract/index.ts";
import type { Asset } from "../../model/index.ts";
import type { Format, NumberArray } from "../format.ts";

/** The byte 0x93 and NUMPY. */
const npyMagic: readonly number[] = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];

export const npy: Format = {
  id: "npy",
  read: (bytes, name) => {
    const array = readNpy(bytes, name);
    const [rows, columns] = array.shape;
    return { columns: columnsOf(array, name), ...(rows !== undefined && columns !== undefined ? { shape: [rows, columns] } : {}) };
  },
  write: (table) => writeNpy(matrixOf(table)),
  losses:
    "Headers and units: columns are numbered, after the file's name. 64-bit integers beyond 2^53 are rounded. Columns of words are left out.",
};

/** Readers of one element, by NumPy's type code. */
const readers: Readonly<Record<string, readonly [size: number, read: (view: DataView, at: number, little: boolean) => number]>> = {
  f8: [8, (view, at, little) => view.getFloat64(at, little)],
  f4: [4, (view, at, little) => view.getFloat32(at, little)],
  i8: [8, (view, at, little) => Number(view.getBigInt64(at, little))],
  i4: [4, (view, at, little) => view.getInt32(at, little)],
  i2: [2, (view, at, little) => view.getInt16(at, little)],
  i1: [1, (view, at) => view.getInt8(at)],
  u8: [8, (view, at, little) => Number(view.getBigUint64(at, little))],
  u4: [4, (view, at, little) => view.getUint32(at, little)],
  u2: [2, (view, at, little) => view.getUint16(at, little)],
  u1: [1, (view, at) => view.getUint8(at)],
  b1: [1, (view, at) => view.getUint8(at)],
};

interface Header {
  readonly type: string;
  readonly isLittle: boolean;
  readonly isFortran: boolean;
  readonly shape: readonly number[];
  /** Where the numbers begin. */
  readonly offset: number;
}

/** The array of an NPY file, row-major. Throws `npy-bad`, `npy-type`, `npy-shape`, `npy-truncated`. */
export function readNpy(bytes: Uint8Array, name: string): NumberArray {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const header = readHeader(bytes, view, name);
  const { type, isLittle, isFortran, shape, offset } = header;
  const [size, readOne] = readers[type]!;
  const count = countOf(header);
  const [needed, found] = [count * size, bytes.length - offset];
  if (!(needed <= found)) throw new LapicqueError("npy-truncated", { file: name, needed, found });
  const data = new Float64Array(count);
  for (let k = 0; k < count; k++) data[k] = readOne(view, offset + k * size, isLittle);
  if (!isFortran || shape.length < 2) return { shape, data };
  const [rows, columns] = [shape[0]!, shape[1]!];
  return { shape, data: data.map((_, k) => data[(k % columns) * rows + Math.floor(k / columns)]!) };
}

/** How many numbers an NPY file says that it has. Throws `npy-bad`, `npy-type`, `npy-shape`. */
export function countNpy(bytes: Uint8Array, name: string): number {
  return countOf(readHeader(bytes, new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), name));
}

const countOf = ({ shape }: Header) => shape.reduce((product, length) => product * length, 1);

function readHeader(bytes: Uint8Array, view: DataView, file: string): Header {
  const bad = (reason: string) => new LapicqueError("npy-bad", { file, reason });
  if (!npyMagic.every((byte, k) => bytes[k] === byte)) throw bad("it does not begin as one");
  const version = bytes[6] ?? 0;
  const start = version === 1 ? 10 : 12;
  if (version < 1 || version > 3) throw bad(`its format version is ${version}`);
  if (bytes.length < start) throw bad("it ends within its header");
  const length = version === 1 ? view.getUint16(8, true) : view.getUint32(8, true);
  const offset = start + length;
  // A header is a hundred bytes; NumPy itself refuses more than 10,000.
  if (length > 10_000) throw bad(`its header is ${length} bytes long`);
  if (bytes.length < offset) throw bad("it ends within its header");
  const text = String.fromCharCode(...bytes.subarray(start, offset));
  const [, order, type] = /'descr'\s*:\s*'([<>|=]?)([a-zA-Z]\d+)'/.exec(text) ?? [];
  const fortran = /'fortran_order'\s*:\s*(True|False)/.exec(text)?.[1];
  const dimensions = /'shape'\s*:\s*\(([\d\s,L]*)\)/.exec(text)?.[1];
  if (fortran === undefined || dimensions === undefined) throw bad("its header cannot be read");
  if (type === undefined || !Object.hasOwn(readers, type)) {
    const written = /'descr'\s*:\s*('[^']{0,40}'|\[)/.exec(text)?.[1] ?? "?";
    throw new LapicqueError("npy-type", { file, type: written === "[" ? "records" : written.replaceAll("'", "") });
  }
  const shape = (dimensions.match(/\d+/g) ?? []).map(Number);
  if (shape.length > 2) throw new LapicqueError("npy-shape", { file, shape: shape.join(" x ") });
  return { type, isLittle: order !== ">", isFortran: fortran === "True", shape, offset };
}

/**
 * The array as columns: one signal where it has one dimension; where it has two, its longer dimension is time (rows, if both are
 * equal). `name` may be a path; its last part without `.npy` is the header, with the number of the signal before the unit:
 * `voltage_mV.npy` has `voltage[0]_mV`, ...
 */
export function columnsOf({ shape, data }: NumberArray, name: string): Asset["columns"] {
  const header = name.replace(/^.*[/\\]/, "").replace(/\.npy$/i, "");
  if (shape.length < 2) return { [header]: data };
  const [rows, columns] = [shape[0]!, shape[1]!];
  const isByColumn = rows >= columns;
  const [signals, samples] = isByColumn ? [columns, rows] : [rows, columns];
  const pick = (signal: number) =>
    isByColumn
      ? Float64Array.from({ length: samples }, (_, k) => data[k * columns + signal]!)
      : data.slice(signal * columns, (signal + 1) * columns);
  return Object.fromEntries(Array.from({ length: signals }, (_, signal) => [numbered(header, signal), pick(signal)]));
}

function numbered(header: string, k: number): string {
  const cut = header.lastIndexOf("_");
  return cut > 0 ? `${header.slice(0, cut)}[${k}]${header.slice(cut)}` : `${header}[${k}]`;
}

/** An NPY file (version 1.0) of doubles, little-endian, row-major. */
export function writeNpy({ shape, data }: NumberArray): Uint8Array {
  const tuple = shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(", ")})`;
  const text = `{'descr': '<f8', 'fortran_order': False, 'shape': ${tuple}, }`;
  // The numbers begin at a multiple of 64; the header ends with a line feed.
  const offset = Math.ceil((10 + text.length + 1) / 64) * 64;
  const bytes = new Uint8Array(offset + 8 * data.length);
  bytes.set(npyMagic);
  bytes[6] = 1;
  const view = new DataView(bytes.buffer);
  view.setUint16(8, offset - 10, true);
  const padded = `${text.padEnd(offset - 11)}\n`;
  for (let k = 0; k < padded.length; k++) bytes[10 + k] = padded.charCodeAt(k);
  for (let k = 0; k < data.length; k++) view.setFloat64(offset + 8 * k, data[k]!, true);
  return bytes;
}

/** One column as a vector, several as a matrix {rows, columns}. */
function matrixOf({ columns }: Table): NumberArray {
  const numeric = columns.flatMap(({ values }) => (values instanceof Float64Array ? [values] : []));
  const [first] = numeric;
  if (!first) return { shape: [0], data: new Float64Array() };
  if (numeric.length === 1) return { shape: [first.length], data: first };
  const data = new Float64Array(first.length * numeric.length);
  for (const [k, values] of numeric.entries()) for (let row = 0; row < values.length; row++) data[row * numeric.length + k] = values[row]!;
  return { shape: [first.length, numeric.length], data };
}
