/** A view as a file: the picture and the numbers that the command line would write for the same result. */
import {
  compose,
  encodePng,
  type Picture,
  type PictureSource,
  type PrintPage,
  pictureTexts,
  renderPdf,
  renderSvg,
  type Theme,
} from "../../../../src/figures/index.ts";
import { formats, writeTable } from "../../../../src/io/index.ts";
import { paintPage } from "../paint/canvas.ts";
import type { Format } from "./formats.ts";

/** Pixels per point: 1600 x 900 of the usual page. */
const PIXELS = 2;

/** Points of the page per metre, for programs that print at true size. */
const POINTS_PER_METRE = 72 * 39.37007874015748;

/**
 * Bytes of the file. The SVG is, to the letter, the one that the command line writes.
 *
 * @param print  the page that the picture was drawn on, if it is for paper
 */
export async function fileOf(
  format: Format,
  { scene, table }: Picture,
  theme: Theme,
  source: PictureSource,
  print?: PrintPage,
): Promise<Uint8Array> {
  switch (format) {
    case "svg":
      return new TextEncoder().encode(renderSvg(scene, theme, source));
    case "csv":
      return writeTable(table());
    case "npz": {
      const entry = formats.find(({ id }) => id === "npz");
      if (!entry) throw new Error("NPZ is not registered");
      return (await entry.load()).write(table());
    }
    case "pdf":
    case "print-pdf": {
      const [{ zlibSync }, font] = await Promise.all([import("fflate"), figureFont()]);
      return renderPdf(scene, theme, source, { font, deflate: (bytes) => zlibSync(bytes), scale: print?.scale ?? 1 });
    }
    case "png":
    case "print-png": {
      const page = compose(scene);
      const pixels = print?.pixels ?? PIXELS;
      const [width, height] = [Math.round(page.width * pixels), Math.round(page.height * pixels)];
      const context = new OffscreenCanvas(width, height).getContext("2d");
      if (!context) throw new Error("this browser has no canvas to draw the picture on");
      paintPage({ context, theme, scale: pixels }, page);
      const painted = new Uint8Array(context.getImageData(0, 0, width, height).data.buffer);
      const { zlibSync } = await import("fflate");
      const density = Math.round((pixels / (print?.scale ?? 1)) * POINTS_PER_METRE);
      return encodePng(painted, width, height, pictureTexts(scene, source), density, (bytes) => zlibSync(bytes));
    }
  }
}

/** The font of the figures: a file of the site, text within the single file. */
async function figureFont(): Promise<Uint8Array> {
  const { default: address } = await import("../../../../assets/figures.ttf?url");
  // A page from `file:` may fetch nothing, not even from an address that holds the bytes.
  const inPage = /^data:[^,]*;base64,(.*)$/.exec(address)?.[1];
  if (inPage !== undefined) return Uint8Array.from(atob(inPage), (character) => character.charCodeAt(0));
  return new Uint8Array(await (await fetch(address)).arrayBuffer());
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
