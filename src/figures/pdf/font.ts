/** The font of the figures within a PDF file: characters as numbers of glyphs, and back for whoever copies or searches text. */
import { encodeUtf8, InternalError } from "../../base/index.ts";
import { fontFamily } from "../paint/letters.ts";
import { hex4, hexOf, type PdfFile } from "./file.ts";

/** Flag of a font whose glyphs are not only those of Latin text (9.8.2). */
const SYMBOLIC = 4;

/** Owns which glyphs a file uses. */
export class PdfFont {
  readonly #bytes: Uint8Array;
  readonly #glyphs: ReadonlyMap<number, number>;
  readonly #used = new Map<number, string>();

  /** @param bytes  a TrueType file with a character map of format 4 or 12, as assets/figures.ttf */
  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#glyphs = characterMap(bytes);
  }

  /** A string of glyphs in hexadecimal digits. Characters that the font lacks are its empty box. */
  encode(text: string): string {
    let digits = "";
    for (const character of text) {
      const glyph = this.#glyphs.get(character.codePointAt(0)!) ?? 0;
      this.#used.set(glyph, character);
      digits += hex4(glyph);
    }
    return `<${digits}>`;
  }

  /** Adds the font to the file, once everything is encoded; returns what refers to it. */
  addTo(file: PdfFile): string {
    const view = viewOf(this.#bytes);
    const head = tableAt(view, "head");
    const hhea = tableAt(view, "hhea");
    const unit = 1000 / view.getUint16(head + 18);
    const [ascent, descent] = [4, 6].map((at) => Math.round(view.getInt16(hhea + at) * unit));
    const box = [36, 38, 40, 42].map((at) => Math.round(view.getInt16(head + at) * unit));
    const name = fontFamily.replaceAll(" ", "");
    const data = file.addStream(`/Length1 ${this.#bytes.length}`, this.#bytes);
    const descriptor = file.add(
      `<< /Type /FontDescriptor /FontName /${name} /Flags ${SYMBOLIC} /FontBBox [${box.join(" ")}] /ItalicAngle 0 /Ascent ${ascent} /Descent ${descent} /CapHeight ${ascent} /StemV 80 /FontFile2 ${data} >>`,
    );
    const last = view.getUint16(hhea + 34) - 1;
    const hmtx = tableAt(view, "hmtx");
    const glyphs = [...this.#used.keys()].sort((a, b) => a - b);
    const widths = glyphs.map((glyph) => `${glyph} [${Math.round(view.getUint16(hmtx + 4 * Math.min(glyph, last)) * unit)}]`);
    const descendant = file.add(
      `<< /Type /Font /Subtype /CIDFontType2 /BaseFont /${name} /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor ${descriptor} /CIDToGIDMap /Identity /W [${widths.join(" ")}] >>`,
    );
    const back = file.addStream("", encodeUtf8(this.#backToText(glyphs)));
    return file.add(
      `<< /Type /Font /Subtype /Type0 /BaseFont /${name} /Encoding /Identity-H /DescendantFonts [${descendant}] /ToUnicode ${back} >>`,
    );
  }

  /** A character map from glyphs to text (9.10.3), at most 100 lines in a block. */
  #backToText(glyphs: readonly number[]): string {
    const blocks: string[] = [];
    for (let from = 0; from < glyphs.length; from += 100) {
      const some = glyphs.slice(from, from + 100);
      const lines = some.map((glyph) => `<${hex4(glyph)}> <${hexOf(this.#used.get(glyph)!)}>`);
      blocks.push(`${some.length} beginbfchar\n${lines.join("\n")}\nendbfchar\n`);
    }
    return `/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
${blocks.join("")}endcmap
CMapName currentdict /CMap defineresource pop
end
end
`;
  }
}

const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** Where a table of a TrueType file begins. */
function tableAt(view: DataView, tag: string): number {
  const count = view.getUint16(4);
  for (let k = 0; k < count; k++) {
    const entry = 12 + 16 * k;
    if ([...tag].every((letter, j) => view.getUint8(entry + j) === letter.charCodeAt(0))) return view.getUint32(entry + 8);
  }
  throw new InternalError(`the font of the figures has no table ${tag}`);
}

/** Glyphs by character, from the Unicode subtables (OpenType, cmap, formats 4 and 12). */
function characterMap(bytes: Uint8Array): ReadonlyMap<number, number> {
  const view = viewOf(bytes);
  const cmap = tableAt(view, "cmap");
  const glyphs = new Map<number, number>();
  const count = view.getUint16(cmap + 2);
  for (let k = 0; k < count; k++) {
    const table = cmap + view.getUint32(cmap + 8 + 8 * k);
    const format = view.getUint16(table);
    if (format === 4) readSegments(view, table, glyphs);
    else if (format === 12) readGroups(view, table, glyphs);
  }
  return glyphs;
}

function readSegments(view: DataView, table: number, glyphs: Map<number, number>): void {
  const double = view.getUint16(table + 6);
  const [ends, starts] = [table + 14, table + 16 + double];
  const [deltas, offsets] = [starts + double, starts + 2 * double];
  for (let at = 0; at < double; at += 2) {
    const [start, end, delta, offset] = [starts, ends, deltas, offsets].map((list) => view.getUint16(list + at)) as [
      number,
      number,
      number,
      number,
    ];
    for (let code = start; code <= end && code < 0xffff; code++) {
      const glyph = offset === 0 ? code : view.getUint16(offsets + at + offset + 2 * (code - start));
      if (offset === 0 || glyph !== 0) glyphs.set(code, (glyph + delta) & 0xffff);
    }
  }
}

function readGroups(view: DataView, table: number, glyphs: Map<number, number>): void {
  const count = view.getUint32(table + 12);
  for (let k = 0; k < count; k++) {
    const [start, end, first] = [16, 20, 24].map((at) => view.getUint32(table + at + 12 * k)) as [number, number, number];
    for (let code = start; code <= end; code++) glyphs.set(code, first + code - start);
  }
}
