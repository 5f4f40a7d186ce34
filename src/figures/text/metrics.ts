/** How wide text is, from the advance widths of the font that the PNGs are drawn with. */
import { advances } from "../font/advances.ts";
import type { RichText } from "./rich-text.ts";

/** Size of sub- and superscripts relative to the text around them, and how far they are moved, in sizes of the text around them. */
export const script = { size: 0.72, sub: 0.22, super: -0.36 } as const;

/** Width of a character that the font lacks: a full square, as in Chinese or Japanese. */
const UNKNOWN = 1;

let table: ReadonlyMap<number, number> | undefined;

/** Built at first use: most runs of the program draw nothing. */
function widths(): ReadonlyMap<number, number> {
  if (table) return table;
  const made = new Map<number, number>();
  for (const [from, text] of advances) for (const [k, width] of text.split(" ").entries()) made.set(from + k, Number(width) / 1000);
  table = made;
  return made;
}

/** Width of a character in units of the font size. */
function widthOf(character: string): number {
  return widths().get(character.codePointAt(0)!) ?? UNKNOWN;
}

/** Width of a text set at `size` points [points]. */
export function measure(text: RichText, size: number): number {
  let width = 0;
  for (const { text: characters, shift } of text) {
    let sum = 0;
    for (const character of characters) sum += widthOf(character);
    width += sum * size * (shift ? script.size : 1);
  }
  return width;
}

const ELLIPSIS = "\u2026";

/** The text, or its beginning with an ellipsis, so that it is no wider than `width` points. */
export function shorten(text: string, size: number, width: number): string {
  let [sum, kept] = [0, 0];
  for (const character of text) {
    sum += widthOf(character) * size;
    if (sum > width) return `${text.slice(0, kept).trimEnd()}${ELLIPSIS}`;
    // The longest beginning after which an ellipsis still fits.
    if (sum + widthOf(ELLIPSIS) * size <= width) kept += character.length;
  }
  return text;
}

/** Lines of at most `width` points, broken between words; what does not fit on the last line is shortened. */
export function breakLines(text: string, size: number, width: number, most: number): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/\s+/).filter((part) => part !== "")) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (line !== "" && lines.length < most - 1 && measure([{ text: longer }], size) > width) {
      lines.push(shorten(line, size, width));
      line = word;
    } else line = longer;
  }
  return line === "" ? lines : [...lines, shorten(line, size, width)];
}
