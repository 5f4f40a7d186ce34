/**
 * Pictures of the pages as small PNG files: an SVG of the program drawn with the program's font, 8-bit indexed colours. Line drawings have few
 * colours: about 20 kB where full colour takes five times as much.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { deflateSync } from "node:zlib";
import { initWasm, Resvg } from "@resvg/resvg-wasm";

let font;

/** The PNG of an SVG text, `width` pixels wide, in at most so many colours. */
export async function smallPng(root, svg, width, family, colours = 256) {
  if (!font) {
    await initWasm(readFileSync(join(root, "node_modules/@resvg/resvg-wasm/index_bg.wasm")));
    font = readFileSync(join(root, "assets/figures.ttf"));
  }
  const drawing = new Resvg(svg, {
    background: "white",
    fitTo: { mode: "width", value: width },
    font: { fontBuffers: [font], loadSystemFonts: false, defaultFontFamily: family, sansSerifFamily: family },
  });
  const image = drawing.render();
  const { palette, indices } = indexed(image.pixels, colours);
  const png = encode(image.width, image.height, palette, indices);
  image.free();
  drawing.free();
  return png;
}

/** Colours rounded to 16 levels, the `colours` most frequent of them, and the index of the nearest for every pixel. */
function indexed(pixels, colours) {
  const key = (k) => ((pixels[k] >> 4) << 8) | ((pixels[k + 1] >> 4) << 4) | (pixels[k + 2] >> 4);
  const count = new Float64Array(4096);
  const sums = new Float64Array(4096 * 3);
  for (let k = 0; k < pixels.length; k += 4) {
    const c = key(k);
    count[c]++;
    for (let i = 0; i < 3; i++) sums[3 * c + i] += pixels[k + i];
  }
  const kept = [...count.keys()]
    .filter((c) => count[c] > 0)
    .sort((a, b) => count[b] - count[a] || a - b)
    .slice(0, colours);
  const palette = kept.map((c) => [0, 1, 2].map((i) => Math.round(sums[3 * c + i] / count[c])));
  const nearest = new Int16Array(4096).fill(-1);
  kept.forEach((c, i) => {
    nearest[c] = i;
  });
  const indices = new Uint8Array(pixels.length / 4);
  for (let k = 0; k < pixels.length; k += 4) {
    const c = key(k);
    if (nearest[c] < 0) nearest[c] = closest(palette, pixels, k);
    indices[k / 4] = nearest[c];
  }
  return { palette, indices };
}

function closest(palette, pixels, k) {
  let [best, least] = [0, Number.POSITIVE_INFINITY];
  palette.forEach((colour, i) => {
    const distance = colour.reduce((sum, value, j) => sum + (value - pixels[k + j]) ** 2, 0);
    if (distance < least) [best, least] = [i, distance];
  });
  return best;
}

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

function encode(width, height, palette, indices) {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3], 8);
  const rows = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y++) rows.set(indices.subarray(y * width, (y + 1) * width), y * (width + 1) + 1);
  return Buffer.concat([
    signature,
    chunk("IHDR", header),
    chunk("PLTE", Buffer.from(palette.flat())),
    chunk("IDAT", deflateSync(rows, { level: 9 })),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

const table = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let bit = 0; bit < 8; bit++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c >>> 0;
});

function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const out = Buffer.alloc(body.length + 8);
  out.writeUInt32BE(data.length, 0);
  out.set(body, 4);
  let crc = 0xffffffff;
  for (const byte of body) crc = table[(crc ^ byte) & 0xff] ^ (crc >>> 8);
  out.writeUInt32BE((crc ^ 0xffffffff) >>> 0, out.length - 4);
  return out;
}
