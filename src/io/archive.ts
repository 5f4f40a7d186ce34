/**
 * Plain data as bytes and back, typed arrays bit for bit: for what one program writes and the same program reads again. The same data give
 * the same bytes. Little-endian, like every machine that runs WebAssembly in place:
 *
 *     20 bytes   mark
 *      8 bytes   length of the whole file, a double
 *      8 bytes   length of the skeleton, a double
 *     skeleton   JSON, UTF-8: the data with the number of a block in place of each typed array, and where the blocks are
 *     blocks     elements of the arrays, each beginning at a multiple of 8
 *     32 bytes   SHA-256 of everything before
 */
import { decodeUtf8, encodeUtf8, InternalError, LapicqueError } from "../base/index.ts";

/** SHA-256 in lower-case hexadecimal. */
export type Digest = (bytes: Uint8Array) => Promise<string>;

const mark = encodeUtf8("lapicque checkpoint\n");
const [lengthAt, skeletonLengthAt, skeletonAt, digestLength] = [20, 28, 36, 32];

const kinds = { Float64Array, Float32Array, Int32Array, Uint32Array, Uint8Array } as const;
type Kind = keyof typeof kinds;
type Numbers = InstanceType<(typeof kinds)[Kind]>;

/** A block: kind of array, first byte after the skeleton, bytes. */
type Block = readonly [Kind, number, number];

interface Skeleton {
  readonly data: unknown;
  readonly blocks: readonly Block[];
}

/** Objects of the skeleton that stand for something else have this one key. */
const stand = "$";

/** Packs data of objects, arrays, numbers, texts, truth values, null and typed arrays. An array that occurs twice is written once. */
export async function pack(data: unknown, digest: Digest): Promise<Uint8Array> {
  const arrays = new Map<Numbers, number>();
  const bare = encode(data, arrays);
  const blocks: Block[] = [];
  let end = 0;
  for (const array of arrays.keys()) {
    blocks.push([kindOf(array)!, end, array.byteLength]);
    end = aligned(end + array.byteLength);
  }
  const skeleton = encodeUtf8(JSON.stringify({ data: bare, blocks } satisfies Skeleton));
  const first = aligned(skeletonAt + skeleton.length);
  const bytes = new Uint8Array(first + end + digestLength);
  bytes.set(mark);
  const view = new DataView(bytes.buffer);
  view.setFloat64(lengthAt, bytes.length, true);
  view.setFloat64(skeletonLengthAt, skeleton.length, true);
  bytes.set(skeleton, skeletonAt);
  for (const [k, array] of [...arrays.keys()].entries())
    bytes.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), first + blocks[k]![1]);
  const hex = await digest(bytes.subarray(0, -digestLength));
  bytes.set(
    Uint8Array.from({ length: digestLength }, (_, k) => Number.parseInt(hex.slice(2 * k, 2 * k + 2), 16)),
    bytes.length - digestLength,
  );
  return bytes;
}

/** Whether a file begins as one of these. */
export function isArchive(bytes: Uint8Array): boolean {
  return bytes.length > 0 && mark.every((byte, k) => k >= bytes.length || bytes[k] === byte);
}

/** The data of a file. Throws `checkpoint-foreign`, `checkpoint-truncated` or `checkpoint-damaged`; what it gives is what was packed. */
export async function unpack(bytes: Uint8Array, file: string, digest: Digest): Promise<unknown> {
  if (!isArchive(bytes)) throw new LapicqueError("checkpoint-foreign", { file });
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const [found, least] = [bytes.length, skeletonAt + digestLength];
  const needed = found < least ? least : view.getFloat64(lengthAt, true);
  if (found < needed) throw new LapicqueError("checkpoint-truncated", { file, needed, found });
  const hex = Array.from(bytes.subarray(-digestLength), (byte) => byte.toString(16).padStart(2, "0")).join("");
  if (found !== needed || (await digest(bytes.subarray(0, -digestLength))) !== hex) throw new LapicqueError("checkpoint-damaged", { file });
  const length = view.getFloat64(skeletonLengthAt, true);
  const { data, blocks } = JSON.parse(decodeUtf8(bytes.subarray(skeletonAt, skeletonAt + length))!) as Skeleton;
  const first = aligned(skeletonAt + length);
  // A copy, whatever kind of view the host has given: its elements begin where an array of their kind may begin.
  const copy = (from: number, size: number) => new Uint8Array(bytes.subarray(from, from + size)).buffer;
  const arrays = blocks.map(([kind, from, size]) => new kinds[kind](copy(first + from, size)));
  return decode(data, arrays);
}

const aligned = (length: number) => Math.ceil(length / 8) * 8;

function kindOf(value: object): Kind | undefined {
  return (Object.keys(kinds) as Kind[]).find((kind) => value instanceof kinds[kind]);
}

/** What JSON cannot say stands as a text or a number behind `$`. */
function encode(value: unknown, arrays: Map<Numbers, number>): unknown {
  switch (typeof value) {
    case "string":
    case "boolean":
      return value;
    case "number":
      return Number.isFinite(value) && !Object.is(value, -0) ? value : { [stand]: Object.is(value, -0) ? "-0" : `${value}` };
    case "undefined":
      return { [stand]: "undefined" };
    case "object":
      return value === null ? null : encodeObject(value, arrays);
    default:
      throw new InternalError(`a ${typeof value} is no plain data`);
  }
}

function encodeObject(value: object, arrays: Map<Numbers, number>): unknown {
  if (kindOf(value) !== undefined) {
    const array = value as Numbers;
    const block = arrays.get(array) ?? arrays.size;
    arrays.set(array, block);
    return { [stand]: block };
  }
  if (Array.isArray(value)) return value.map((one) => encode(one, arrays));
  const isPlain = [Object.prototype, null].includes(Object.getPrototypeOf(value));
  if (!isPlain || Object.hasOwn(value, stand)) throw new InternalError("an object is no plain data");
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, encode(one, arrays)]));
}

function decode(value: unknown, arrays: readonly Numbers[]): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((one) => decode(one, arrays));
  if (!Object.hasOwn(value, stand)) return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, decode(one, arrays)]));
  const what = (value as { readonly [stand]: string | number })[stand];
  if (typeof what === "number") return arrays[what];
  return what === "undefined" ? undefined : Number(what);
}
