/** Writes PNG files (W3C Portable Network Graphics, third edition): 8-bit RGB with text chunks. */

import { encodeUtf8 } from "../../base/index.ts";

/** zlib compression, as `deflateSync` of Node and `zlibSync` of fflate do it. */
export type Deflate = (bytes: Uint8Array) => Uint8Array;

/** The sum of the table of CRC-32 as zlib and PNG use it: polynomial 0xEDB88320, reflected. */
const crcTable = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let bit = 0; bit < 8; bit++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c >>> 0;
});

function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = crcTable[(crc ^ byte) & 0xff]! ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}

/** A chunk of a PNG file: length, type, data, checksum. */
export function chunk(type: string, data: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(12 + data.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, data.length);
  for (let k = 0; k < 4; k++) bytes[4 + k] = type.charCodeAt(k);
  bytes.set(data, 8);
  view.setUint32(8 + data.length, crc32(bytes.subarray(4, 8 + data.length)));
  return bytes;
}

/** iTXt: keyword, no compression, no language, no translated keyword, UTF-8 text. */
function textChunk(keyword: string, text: string): Uint8Array {
  return chunk("iTXt", Uint8Array.of(...encodeUtf8(keyword), 0, 0, 0, 0, 0, ...encodeUtf8(text.replaceAll("\0", ""))));
}

/** The first bytes of a PNG file. */
export const signature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);

/**
 * A PNG file of opaque pixels.
 *
 * @param pixels  red, green, blue, alpha of each pixel, rows from the top; alpha is dropped {height, width, 4}
 * @param texts   keyword (1 to 79 Latin characters) and text
 * @param density pixels per metre
 */
export function encodePng(
  pixels: Uint8Array,
  width: number,
  height: number,
  texts: Readonly<Record<string, string>>,
  density: number,
  deflate: Deflate,
): Uint8Array {
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  header.set([8, 2], 8);
  const physical = new Uint8Array(9);
  const physicalView = new DataView(physical.buffer);
  physicalView.setUint32(0, density);
  physicalView.setUint32(4, density);
  physical[8] = 1;
  const parts = [
    signature,
    chunk("IHDR", header),
    chunk("sRGB", Uint8Array.of(0)),
    chunk("pHYs", physical),
    ...Object.entries(texts).map(([keyword, text]) => textChunk(keyword, text)),
    chunk("IDAT", deflate(scanlines(pixels, width, height))),
    chunk("IEND", new Uint8Array(0)),
  ];
  const file = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    file.set(part, at);
    at += part.length;
  }
  return file;
}

/**
 * Rows with filter 2 (difference from the row above): flat areas and upright edges become zeros, which deflate shrinks quickly.
 * Most pixels of a chart equal those above; whole pixels are compared, because this runs once, before any compiler has warmed up.
 */
function scanlines(bytes: Uint8Array, width: number, height: number): Uint8Array {
  // A copy begins at a multiple of four, as 32-bit words must.
  const pixels = bytes.byteOffset % 4 === 0 ? bytes : bytes.slice();
  const words = new Uint32Array(pixels.buffer, pixels.byteOffset, width * height);
  const row = 1 + 3 * width;
  const lines = new Uint8Array(row * height);
  for (let y = 0; y < height; y++) {
    lines[y * row] = 2;
    for (let k = y * width, end = k + width; k < end; k++) {
      if (y > 0 && words[k] === words[k - width]) continue;
      const to = y * row + 1 + 3 * (k - y * width);
      for (let colour = 0; colour < 3; colour++) {
        const above = y > 0 ? pixels[4 * (k - width) + colour]! : 0;
        lines[to + colour] = pixels[4 * k + colour]! - above;
      }
    }
  }
  return lines;
}
