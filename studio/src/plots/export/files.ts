/** A view as a file: the picture and the numbers that the command line would write for the same result. */
import {
  compose,
  encodePng,
  type Picture,
  type PictureSource,
  pictureTexts,
  renderSvg,
  type Theme,
} from "../../../../src/figures/index.ts";
import { writeTable } from "../../../../src/io/index.ts";
import { paintPage } from "../paint/canvas.ts";
import type { Format } from "./formats.ts";

/** Pixels per point: 1600 x 900 of the usual page. */
const PIXELS = 2;

/** Points of the page per metre, for programs that print at true size. */
const POINTS_PER_METRE = 72 * 39.37007874015748;

/** Bytes of the file. The SVG is, to the letter, the one that the command line writes. */
export async function fileOf(format: Format, { scene, table }: Picture, theme: Theme, source: PictureSource): Promise<Uint8Array> {
  switch (format) {
    case "svg":
      return new TextEncoder().encode(renderSvg(scene, theme, source));
    case "csv":
      return writeTable(table());
    case "png": {
      const page = compose(scene);
      const [width, height] = [page.width * PIXELS, page.height * PIXELS];
      const context = new OffscreenCanvas(width, height).getContext("2d");
      if (!context) throw new Error("this browser has no canvas to draw the picture on");
      paintPage({ context, theme, scale: PIXELS }, page);
      const pixels = new Uint8Array(context.getImageData(0, 0, width, height).data.buffer);
      const { zlibSync } = await import("fflate");
      return encodePng(pixels, width, height, pictureTexts(scene, source), Math.round(PIXELS * POINTS_PER_METRE), (bytes) =>
        zlibSync(bytes),
      );
    }
  }
}

/** A file name of a title: `adex-adapting` of "AdEx, adapting". */
export function slug(title: string): string {
  const words = title
    .normalize("NFKD")
    .toLowerCase()
    .match(/[a-z0-9]+/g);
  return words ? words.join("-").slice(0, 60) : "lapicque";
}

/** Hands a file to the browser's downloads. */
export function download(name: string, type: string, bytes: Uint8Array): void {
  // The bytes of a file are never shared between threads.
  const address = URL.createObjectURL(new Blob([bytes as Uint8Array<ArrayBuffer>], { type }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  // The download has its own hold on the bytes once it began.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
