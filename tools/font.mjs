/**
 * Makes assets/figures.ttf and src/figures/font/advances.ts from DejaVuSans.ttf: the glyphs that figures use (Latin, Greek, Cyrillic,
 * punctuation, arrows, mathematics), without hinting, kerning and features that small labels do not need.
 *
 *   node tools/font.mjs path/to/DejaVuSans.ttf      (Debian: package fonts-dejavu-core)
 */
import { readFileSync, writeFileSync } from "node:fs";

const wanted = [
  [0x20, 0x7e],
  [0xa0, 0x17f],
  [0x192, 0x192],
  [0x1cd, 0x1d4],
  [0x218, 0x21b],
  [0x2b0, 0x2b8],
  [0x2c6, 0x2dd], // Latin
  [0x300, 0x30c], // accents that combine
  [0x370, 0x3ff],
  [0x400, 0x45f], // Greek, Cyrillic
  [0x2000, 0x200a],
  [0x2010, 0x2027],
  [0x202f, 0x203a],
  [0x2044, 0x2044],
  [0x2070, 0x209c], // punctuation, super- and subscripts
  [0x20ac, 0x20ac],
  [0x2103, 0x2103],
  [0x210f, 0x210f],
  [0x2122, 0x2122],
  [0x2126, 0x2126],
  [0x2190, 0x2199],
  [0x21d0, 0x21d4], // arrows
  [0x2200, 0x2211],
  [0x2212, 0x2213],
  [0x2215, 0x221e],
  [0x2227, 0x222b],
  [0x2234, 0x2235],
  [0x223c, 0x223c],
  [0x2243, 0x2248],
  [0x2260, 0x2265],
  [0x226a, 0x226b],
  [0x2282, 0x2287],
  [0x2295, 0x2297],
  [0x22c5, 0x22c5],
  [0x27e8, 0x27e9], // mathematics
  [0x25a0, 0x25a1],
  [0x25b2, 0x25b3],
  [0x25cb, 0x25cf],
  [0x2713, 0x2713],
  [0xfffd, 0xfffd],
];

const font = readFileSync(process.argv[2] ?? "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf");
const tables = new Map();
for (let k = 0; k < font.readUInt16BE(4); k++) {
  const at = 12 + 16 * k;
  const offset = font.readUInt32BE(at + 8);
  tables.set(font.toString("latin1", at, at + 4), font.subarray(offset, offset + font.readUInt32BE(at + 12)));
}
const [head, hhea, maxp, loca, glyf, hmtx] = ["head", "hhea", "maxp", "loca", "glyf", "hmtx"].map((name) => tables.get(name));
const unitsPerEm = head.readUInt16BE(18);
const advanced = hhea.readUInt16BE(34);

/** Glyph of each character, from the cmap of full Unicode (format 12). */
function readCmap() {
  const cmap = tables.get("cmap");
  const found = new Map();
  for (let k = 0; k < cmap.readUInt16BE(2); k++) {
    const at = cmap.readUInt32BE(8 + 8 * k);
    if (cmap.readUInt16BE(at) !== 12) continue;
    for (let group = 0; group < cmap.readUInt32BE(at + 12); group++) {
      const entry = at + 16 + 12 * group;
      const [from, to, glyph] = [0, 4, 8].map((step) => cmap.readUInt32BE(entry + step));
      for (let code = from; code <= to; code++) found.set(code, glyph + code - from);
    }
  }
  return found;
}

function glyphData(glyph) {
  const long = head.readInt16BE(50) === 1;
  const at = (k) => (long ? loca.readUInt32BE(4 * k) : 2 * loca.readUInt16BE(2 * k));
  return glyf.subarray(at(glyph), at(glyph + 1));
}

/** Offsets of the component glyph numbers inside a composite glyph, and where the components end. */
function components(data) {
  const offsets = [];
  let at = 10;
  for (;;) {
    const flags = data.readUInt16BE(at);
    offsets.push(at + 2);
    at += 4 + (flags & 1 ? 4 : 2) + (flags & 8 ? 2 : flags & 0x40 ? 4 : flags & 0x80 ? 8 : 0);
    if (!(flags & 0x20)) return { offsets, end: at };
  }
}

/** The glyph without its hinting instructions. `renumber` gives the new number of a component. */
function withoutHints(data, renumber) {
  if (data.length === 0) return data;
  const contours = data.readInt16BE(0);
  if (contours >= 0) {
    const at = 10 + 2 * contours;
    const instructions = data.readUInt16BE(at);
    return Buffer.concat([data.subarray(0, at), Buffer.from([0, 0]), data.subarray(at + 2 + instructions)]);
  }
  const { offsets, end } = components(data);
  const copy = Buffer.from(data.subarray(0, end));
  for (const at of offsets) {
    copy.writeUInt16BE(renumber(copy.readUInt16BE(at)), at);
    copy.writeUInt16BE(copy.readUInt16BE(at - 2) & ~0x100, at - 2);
  }
  return copy;
}

const padded = (data) => Buffer.concat([data, Buffer.alloc((4 - (data.length % 4)) % 4)]);

function checksum(data) {
  const whole = padded(data);
  let sum = 0;
  for (let at = 0; at < whole.length; at += 4) sum = (sum + whole.readUInt32BE(at)) >>> 0;
  return sum;
}

const cmap = readCmap();
const codes = wanted.flatMap(([from, to]) => Array.from({ length: to - from + 1 }, (_, k) => from + k)).filter((code) => cmap.has(code));
const kept = [0];
for (const code of codes) if (!kept.includes(cmap.get(code))) kept.push(cmap.get(code));
for (let k = 0; k < kept.length; k++) {
  const data = glyphData(kept[k]);
  if (data.length === 0 || data.readInt16BE(0) >= 0) continue;
  for (const at of components(data).offsets) if (!kept.includes(data.readUInt16BE(at))) kept.push(data.readUInt16BE(at));
}
const renumber = (glyph) => kept.indexOf(glyph);
const metric = (glyph) => {
  const advance = hmtx.readUInt16BE(4 * Math.min(glyph, advanced - 1));
  const bearing = glyph < advanced ? hmtx.readInt16BE(4 * glyph + 2) : hmtx.readInt16BE(4 * advanced + 2 * (glyph - advanced));
  return { advance, bearing };
};

function makeCmap() {
  const groups = [];
  for (const code of codes) {
    const glyph = renumber(cmap.get(code));
    const last = groups.at(-1);
    if (last && last.to + 1 === code && last.glyph + code - last.from === glyph) last.to = code;
    else groups.push({ from: code, to: code, glyph });
  }
  const table = Buffer.alloc(12 + 16 + 12 * groups.length);
  table.writeUInt16BE(1, 2);
  table.writeUInt16BE(3, 4); // Windows, full Unicode
  table.writeUInt16BE(10, 6);
  table.writeUInt32BE(12, 8);
  table.writeUInt16BE(12, 12);
  table.writeUInt32BE(table.length - 12, 16);
  table.writeUInt32BE(groups.length, 24);
  for (const [k, { from, to, glyph }] of groups.entries())
    for (const [step, value] of [from, to, glyph].entries()) table.writeUInt32BE(value, 28 + 12 * k + 4 * step);
  return table;
}

function makeFont() {
  const glyphs = kept.map((glyph) => padded(withoutHints(glyphData(glyph), renumber)));
  const offsets = Buffer.alloc(4 * (kept.length + 1));
  let end = 0;
  for (const [k, data] of glyphs.entries()) {
    end += data.length;
    offsets.writeUInt32BE(end, 4 * (k + 1));
  }
  const metrics = Buffer.alloc(4 * kept.length);
  kept.forEach((glyph, k) => {
    metrics.writeUInt16BE(metric(glyph).advance, 4 * k);
    metrics.writeInt16BE(metric(glyph).bearing, 4 * k + 2);
  });
  const [newHead, newHhea, newMaxp] = [head, hhea, maxp].map((table) => Buffer.from(table));
  newHead.writeUInt32BE(0, 8);
  newHead.writeInt16BE(1, 50);
  newHhea.writeUInt16BE(kept.length, 34);
  newMaxp.writeUInt16BE(kept.length, 4);
  const post = Buffer.from(tables.get("post").subarray(0, 32));
  post.writeUInt32BE(0x00030000, 0);
  const made = {
    "OS/2": tables.get("OS/2"),
    cmap: makeCmap(),
    glyf: Buffer.concat(glyphs),
    head: newHead,
    hhea: newHhea,
    hmtx: metrics,
    loca: offsets,
    maxp: newMaxp,
    name: tables.get("name"),
    post,
  };
  const names = Object.keys(made).sort();
  const header = Buffer.alloc(12 + 16 * names.length);
  header.writeUInt32BE(0x00010000, 0);
  header.writeUInt16BE(names.length, 4);
  const power = 2 ** Math.floor(Math.log2(names.length));
  for (const [k, value] of [16 * power, Math.log2(power), 16 * (names.length - power)].entries()) header.writeUInt16BE(value, 6 + 2 * k);
  let at = header.length;
  names.forEach((name, k) => {
    const entry = 12 + 16 * k;
    header.write(name, entry, "latin1");
    for (const [step, value] of [checksum(made[name]), at, made[name].length].entries()) header.writeUInt32BE(value, entry + 4 + 4 * step);
    at += padded(made[name]).length;
  });
  const whole = Buffer.concat([header, ...names.map((name) => padded(made[name]))]);
  const headAt = header.readUInt32BE(12 + 16 * names.indexOf("head") + 8);
  whole.writeUInt32BE((0xb1b0afba - checksum(whole)) >>> 0, headAt + 8);
  return whole;
}

/** Advance widths as runs of consecutive characters, in thousandths of the font size. */
function makeAdvances() {
  const lines = [];
  let run;
  for (const code of codes) {
    if (!run || code !== run.from + run.widths.length) {
      run = { from: code, widths: [] };
      lines.push(run);
    }
    run.widths.push(Math.round((1000 * metric(cmap.get(code)).advance) / unitsPerEm));
  }
  const text = lines.map(({ from, widths }) => `  [0x${from.toString(16)}, "${widths.join(" ")}"],`).join("\n");
  return `/**
 * Data table: advance widths of the font in assets/figures.ttf, in thousandths of the font size.
 * Each line is the first character of a run and the widths of the characters from there on. Made by tools/font.mjs.
 */
// biome-ignore format: one line a run
export const advances: readonly (readonly [number, string])[] = [
${text}
];
`;
}

writeFileSync("assets/figures.ttf", makeFont());
writeFileSync("src/figures/font/advances.ts", makeAdvances());
console.log(`${kept.length} glyphs, ${makeFont().length} bytes`);
