/** The objects of a PDF file (ISO 32000-1, 7.3 and 7.5), numbered in the order in which they are added. */
import { encodeUtf8 } from "../../base/index.ts";
import type { Deflate } from "../png/encode.ts";

/** Owns the objects of one file. The same objects give the same bytes: nothing is dated, nothing is drawn by lot. */
export class PdfFile {
  readonly #deflate: Deflate;
  readonly #objects: (readonly Uint8Array[])[] = [];

  constructor(deflate: Deflate) {
    this.#deflate = deflate;
  }

  /** Adds a dictionary, an array or a number; returns what refers to it: `3 0 R`. */
  add(object: string): string {
    return this.#push([encodeUtf8(object)]);
  }

  /** What will refer to the object after the next one: two objects may refer to each other. */
  get afterNext(): string {
    return `${this.#objects.length + 2} 0 R`;
  }

  /** Adds a compressed stream; `entries` are those of its dictionary beside its length and filter. */
  addStream(entries: string, content: Uint8Array): string {
    const packed = this.#deflate(content);
    return this.#push([
      encodeUtf8(`<< ${entries} /Length ${packed.length} /Filter /FlateDecode >>\nstream\n`),
      packed,
      encodeUtf8("\nendstream"),
    ]);
  }

  /** The file, with the references of its catalogue and of what it says about itself. */
  bytes(root: string, info: string): Uint8Array {
    const parts: Uint8Array[] = [];
    let length = 0;
    const write = (part: Uint8Array) => {
      parts.push(part);
      length += part.length;
    };
    // Bytes above 127 in a comment tell programs that move files that this is not a text.
    write(Uint8Array.of(...encodeUtf8("%PDF-1.4\n%"), 0xe2, 0xe3, 0xcf, 0xd3, 0x0a));
    const places = this.#objects.map((object, k) => {
      const place = length;
      write(encodeUtf8(`${k + 1} 0 obj\n`));
      for (const part of object) write(part);
      write(encodeUtf8("\nendobj\n"));
      return place;
    });
    const table = length;
    // Each line of the table has 20 bytes.
    const lines = places.map((place) => `${`${place}`.padStart(10, "0")} 00000 n \n`).join("");
    const count = places.length + 1;
    write(encodeUtf8(`xref\n0 ${count}\n0000000000 65535 f \n${lines}`));
    write(encodeUtf8(`trailer\n<< /Size ${count} /Root ${root} /Info ${info} >>\nstartxref\n${table}\n%%EOF\n`));
    return joined(parts, length);
  }

  #push(object: readonly Uint8Array[]): string {
    return `${this.#objects.push(object)} 0 R`;
  }
}

function joined(parts: readonly Uint8Array[], length: number): Uint8Array {
  const file = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    file.set(part, at);
    at += part.length;
  }
  return file;
}

/** A text in UTF-16, as the titles of a file are written. */
export function textString(text: string): string {
  return `<FEFF${hexOf(text)}>`;
}

/** UTF-16 of a text, in hexadecimal digits. */
export function hexOf(text: string): string {
  let digits = "";
  for (let k = 0; k < text.length; k++) digits += hex4(text.charCodeAt(k));
  return digits;
}

/** Four hexadecimal digits. */
export const hex4 = (value: number): string => value.toString(16).padStart(4, "0").toUpperCase();
