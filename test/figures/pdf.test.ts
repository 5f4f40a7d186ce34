/** Pictures as PDF files: read back object by object, as a viewer does. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { deflateSync, inflateSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { advances } from "../../src/figures/font/advances.ts";
import { light, type Page, printPage, renderPdf, type Scene, type Shape } from "../../src/figures/index.ts";
import { plain } from "../../src/figures/text/rich-text.ts";
import { draw, noise } from "./drawing.ts";
import { provenance, result } from "./fixtures.ts";

const font = readFileSync(fileURLToPath(new URL("../../assets/figures.ttf", import.meta.url)));
const scene: Scene = { width: 200, height: 100, title: "\u03c4 (of a membrane)", description: "nothing", panels: [] };

function pdfOf(shapes: readonly Shape[], scale = 1): Uint8Array {
  const page: Page = { width: 200, height: 100, shapes };
  return renderPdf(scene, light, provenance, { font, deflate: (bytes) => deflateSync(bytes), scale }, page);
}

/** Objects by their number, as the table at the end of the file says where they begin; streams are inflated (ISO 32000-1, 7.5.4). */
function objectsOf(bytes: Uint8Array): ReadonlyMap<number, { readonly entries: string; readonly stream?: Buffer }> {
  const text = Buffer.from(bytes).toString("latin1");
  const table = Number(/startxref\n(\d+)\n%%EOF\n$/.exec(text)![1]);
  expect(text.startsWith("xref\n0 ", table)).toBe(true);
  const lines = text.slice(table).split("\n");
  const count = Number(lines[1]!.split(" ")[1]);
  return new Map(
    Array.from({ length: count - 1 }, (_, k) => {
      const at = Number(lines[3 + k]!.slice(0, 10));
      const begin = `${k + 1} 0 obj\n`;
      expect(text.startsWith(begin, at)).toBe(true);
      const start = text.indexOf("stream\n", at);
      const end = text.indexOf("endobj", at);
      const entries = text.slice(at + begin.length, start >= 0 && start < end ? start : end);
      const length = /\/Length (\d+) \/Filter/.exec(entries)?.[1];
      if (length === undefined) return [k + 1, { entries }];
      const from = start + "stream\n".length;
      expect(text.startsWith("\nendstream\nendobj", from + Number(length))).toBe(true);
      return [k + 1, { entries, stream: inflateSync(bytes.subarray(from, from + Number(length))) }];
    }),
  );
}

const withEntry = (bytes: Uint8Array, entry: string) => [...objectsOf(bytes).values()].filter(({ entries }) => entries.includes(entry));

/** What is painted on the page, after the background. */
function painted(bytes: Uint8Array): string {
  const objects = objectsOf(bytes);
  const [page] = withEntry(bytes, "/Type /Page ");
  const content = objects.get(Number(/\/Contents (\d+) 0 R/.exec(page!.entries)![1]))!.stream!.toString("latin1");
  return content.slice(content.indexOf("f Q\n") + "f Q\n".length).trim();
}

describe("PDF", () => {
  test("every object begins where the table says, and what refers to it finds it (kills: an offset in characters, a wrong number)", async () => {
    const { scene: traces } = await draw("traces", result("t", 2, [noise("V", "mV")], {}));
    const bytes = renderPdf(traces, light, provenance, { font, deflate: (each) => deflateSync(each) });
    const objects = objectsOf(bytes);
    const references = [...objects.values()].flatMap(({ entries }) =>
      [...entries.matchAll(/(\d+) 0 R/g)].map(([, number]) => Number(number)),
    );
    expect(references.length).toBeGreaterThan(5);
    expect(references.every((number) => objects.has(number))).toBe(true);
    const [pages] = withEntry(bytes, "/Type /Pages ");
    const kid = Number(/\/Kids \[(\d+)/.exec(pages!.entries)![1]);
    expect(objects.get(kid)!.entries).toContain("/Type /Page ");
    expect(objects.get(Number(/\/Parent (\d+)/.exec(objects.get(kid)!.entries)![1]))).toEqual(pages);
    expect(renderPdf(traces, light, provenance, { font, deflate: (each) => deflateSync(each) })).toEqual(bytes);
  });

  test("a picture for a column of 85 mm is 85 mm wide: 240.945 points, 1004 pixels at 300 dpi", () => {
    const { page, scale, pixels } = printPage(85);
    const bytes = renderPdf(scene, light, provenance, { font, deflate: (each) => deflateSync(each), scale }, { ...page, shapes: [] });
    // 85 / 25.4 inches of 72 points, of 300 pixels.
    expect(withEntry(bytes, "/Type /Page ")[0]!.entries).toContain("/MediaBox [0 0 240.945 160.63]");
    expect(Math.round(page.width * pixels)).toBe(1004);
  });

  test("y points downwards, the first point lies a quarter from the top (kills: a page upside down)", () => {
    const line = pdfOf(
      [{ kind: "path", parts: [Float64Array.of(10, 25, 20.126, 50)], stroke: { ink: "text", width: 1.5, cap: "butt" } }],
      0.5,
    );
    expect(painted(line)).toBe("q 0.106 0.118 0.137 RG 1.5 w 2 j\n10 25 m 20.13 50 l \nS Q");
    const content = [...objectsOf(line).values()]
      .map(({ stream }) => stream?.toString("latin1") ?? "")
      .find((text) => text.includes(" cm\n"))!;
    expect(content.split("\n")[0]).toBe("0.5 0 0 -0.5 0 50 cm");
  });

  test("discs are lines without length and round ends, as wide as they; outlines lie under them", () => {
    const centres = Float64Array.of(5, 6, 7, 8);
    expect(painted(pdfOf([{ kind: "discs", centres, radius: 2, fill: 0 }]))).toBe(
      "q 1 J 0 0.447 0.698 RG 4 w\n5 6 m 5 6 l\n7 8 m 7 8 l\nS Q",
    );
    const ringed = pdfOf([{ kind: "discs", centres: centres.subarray(0, 2), radius: 2, fill: 0, stroke: { ink: "background", width: 1 } }]);
    expect(painted(ringed)).toBe("q 1 J\n1 1 1 RG 5 w 5 6 m 5 6 l S 0 0.447 0.698 RG 3 w 5 6 m 5 6 l S\nQ");
  });

  test("cells are an image of one byte a cell, first row on top, level 0 as the background", () => {
    const levels = Uint8Array.of(0, 1, 255, 7, 8, 9);
    const box = { x: 10, y: 20, width: 30, height: 40 };
    const bytes = pdfOf([{ kind: "cells", box, columns: 3, rows: 2, levels, palette: "sequential" }]);
    expect(painted(bytes)).toBe("q 30 0 0 -40 10 60 cm /I0 Do Q");
    const [image] = withEntry(bytes, "/Subtype /Image");
    expect(image!.entries).toMatch(/\/Width 3 \/Height 2 .*<ffffff/);
    expect([...image!.stream!]).toEqual([...levels]);
  });

  test("every character of the font has the width that the layout reckons with (kills: a wrong glyph, widths of another table)", () => {
    const all = advances.flatMap(([from, widths]) =>
      widths.split(" ").map((width, k) => [String.fromCodePoint(from + k), Number(width)] as const),
    );
    const bytes = pdfOf([
      { kind: "text", x: 0, y: 50, text: plain(all.map(([character]) => character).join("")), size: 10, anchor: "start", ink: "text" },
    ]);
    const digits = /<([0-9A-F]+)> Tj/.exec(painted(bytes))![1]!;
    const glyphs = Array.from({ length: digits.length / 4 }, (_, k) => Number.parseInt(digits.slice(4 * k, 4 * k + 4), 16));
    expect(glyphs).toHaveLength(all.length);
    const [descendant] = withEntry(bytes, "/CIDFontType2");
    const widths = new Map([...descendant!.entries.matchAll(/(\d+) \[(\d+)\]/g)].map(([, glyph, width]) => [Number(glyph), Number(width)]));
    // advances.ts was made by other code from the same file; both are rounded to thousandths.
    expect(all.filter(([, width], k) => Math.abs(widths.get(glyphs[k]!)! - width) > 1)).toEqual([]);
    const back = [...objectsOf(bytes).values()]
      .map(({ stream }) => stream?.toString("latin1") ?? "")
      .find((text) => text.includes("beginbfchar"))!;
    const texts = new Map(
      [...back.slice(back.indexOf("beginbfchar")).matchAll(/^<([0-9A-F]{4})> <([0-9A-F]+)>$/gm)].map(([, glyph, text]) => [
        Number.parseInt(glyph!, 16),
        text,
      ]),
    );
    expect(new Set(glyphs)).toEqual(new Set(texts.keys()));
    expect(texts.get(glyphs[1]!)).toBe("0021");
  });

  test("subscripts are lower and smaller, and the text after them comes back; what is anchored at its end ends there", () => {
    const text = [{ text: "V" }, { text: "m", shift: "sub" as const }, { text: "!" }];
    const words = painted(pdfOf([{ kind: "text", x: 100, y: 50, text, size: 10, anchor: "end", ink: "text" }]));
    // V, m and ! are 684, 974 and 401 thousandths wide: 6.84 + 0.72 * 9.74 + 4.01 points.
    expect(words).toContain("1 0 0 -1 82.14 50 Tm");
    expect([...words.matchAll(/\/F0 ([\d.]+) Tf (-?[\d.]+) Ts/g)].map(([, size, rise]) => [Number(size), Number(rise)])).toEqual([
      [10, 0],
      [7.2, -2.2],
      [10, 0],
    ]);
  });

  test("the file says what it shows and where it is from", () => {
    const [info] = withEntry(pdfOf([]), "/Title");
    const read = (key: string) =>
      Buffer.from(new RegExp(`/${key} <FEFF([0-9A-F]*)>`).exec(info!.entries)![1]!, "hex")
        .swap16()
        .toString("utf16le");
    expect(read("Title")).toBe(scene.title);
    expect(read("Keywords")).toBe(`document sha256 ${provenance.document_sha256}`);
  });

  test("what is clipped, veiled or ringed is so (kills: a state that leaks)", () => {
    const inner: Shape = { kind: "path", parts: [Float64Array.of(0, 0, 9, 0, 9, 9)], fill: 1, opacity: 0.25 };
    const bytes = pdfOf([{ kind: "clip", box: { x: 1, y: 2, width: 3, height: 4 }, shapes: [inner] }]);
    expect(painted(bytes)).toBe("q 1 2 3 4 re W n\nq /G0 gs 0.835 0.369 0 rg\n0 0 m 9 0 l 9 9 l h\nf Q\nQ");
    expect(withEntry(bytes, "/Type /Page ")[0]!.entries).toContain("/ExtGState << /G0 << /CA 0.25 /ca 0.25 >> >>");
    const halo = painted(pdfOf([{ kind: "text", x: 0, y: 9, text: plain("a"), size: 10, anchor: "start", ink: "text", halo: true }]));
    expect(halo).toMatch(/^q BT 1 1 1 RG 3 w 1 j 1 Tr .* 0 Tr 0\.106 .*ET Q$/);
  });
});
