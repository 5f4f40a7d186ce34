/** PNG files of few colours, without compression: the same bytes wherever they are made, and nothing to load. */
import { chunk, signature } from "./encode.ts";

/** Longest block of deflate that is not compressed. */
const longest = 0xffff;

/**
 * A PNG file of 8-bit indices.
 *
 * @param indices  rows from the top {height, width}
 * @param colours  red, green, blue of each index {256, 3}
 */
export function storedPng(indices: Uint8Array, width: number, height: number, colours: Uint8Array): Uint8Array {
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  header.set([8, 3], 8);
  const lines = new Uint8Array((width + 1) * height);
  for (let row = 0; row < height; row++) lines.set(indices.subarray(row * width, (row + 1) * width), row * (width + 1) + 1);
  return joined([
    signature,
    chunk("IHDR", header),
    chunk("sRGB", Uint8Array.of(0)),
    chunk("PLTE", colours),
    chunk("IDAT", stored(lines)),
    chunk("IEND", new Uint8Array(0)),
  ]);
}

/** A zlib stream (RFC 1950) of blocks that are not compressed (RFC 1951). */
function stored(bytes: Uint8Array): Uint8Array {
  const parts: Uint8Array[] = [Uint8Array.of(0x78, 0x01)];
  for (let from = 0; from < bytes.length; from += longest) {
    const block = bytes.subarray(from, from + longest);
    const { length } = block;
    const isLast = from + longest >= bytes.length ? 1 : 0;
    parts.push(Uint8Array.of(isLast, length & 0xff, length >>> 8, ~length & 0xff, (~length >>> 8) & 0xff), block);
  }
  const sum = new Uint8Array(4);
  new DataView(sum.buffer).setUint32(0, adler32(bytes));
  return joined([...parts, sum]);
}

function adler32(bytes: Uint8Array): number {
  let [a, b] = [1, 0];
  for (const byte of bytes) {
    a = (a + byte) % 65_521;
    b = (b + a) % 65_521;
  }
  return (b * 65_536 + a) >>> 0;
}

function joined(parts: readonly Uint8Array<ArrayBufferLike>[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
