/** From SVG to PNG, with resvg compiled to WebAssembly: the same pixels in Node and in a browser. The only place that loads it. */

import { fontFamily } from "../paint/letters.ts";
import { type Deflate, encodePng } from "./encode.ts";

export interface RasteriseOptions {
  /** `index_bg.wasm` of @resvg/resvg-wasm: its bytes, or the compiled WebAssembly.Module. Used by the first call alone. */
  readonly wasm: object;
  /** The font file, assets/figures.ttf. */
  readonly font: Uint8Array;
  /** Pixels per point; 2 makes 1600 x 900 of the usual page. */
  readonly scale: number;
  /** Points on paper for one of the picture; 1 if absent. */
  readonly paper?: number;
  /** Texts for the file: Title, Description, Software, ... */
  readonly texts: Readonly<Record<string, string>>;
  /** zlib of the platform; fflate's without. */
  readonly deflate?: Deflate;
}

const inchesPerMetre = 39.37007874015748;
const pointsPerInch = 72;

/** resvg keeps one instance a process and refuses a second initialisation, so this must remember. */
let loading: Promise<typeof import("@resvg/resvg-wasm")> | undefined;

async function load(wasm: object): Promise<typeof import("@resvg/resvg-wasm")> {
  const resvg = await import("@resvg/resvg-wasm");
  // Its declaration names types of the DOM; bytes and modules are what it takes everywhere.
  await resvg.initWasm(wasm as Uint8Array<ArrayBuffer>);
  return resvg;
}

/** PNG bytes of an SVG. Rejects when resvg cannot be loaded; an SVG made by `renderSvg` is always accepted. */
export async function rasterise(svg: string, options: RasteriseOptions): Promise<Uint8Array> {
  loading ??= load(options.wasm);
  const { Resvg } = await loading;
  const drawing = new Resvg(svg, {
    fitTo: { mode: "zoom", value: options.scale },
    font: { fontBuffers: [options.font], loadSystemFonts: false, defaultFontFamily: fontFamily, sansSerifFamily: fontFamily },
  } as ConstructorParameters<typeof Resvg>[1]);
  const image = drawing.render();
  try {
    const deflate = options.deflate ?? (await import("fflate")).zlibSync;
    const density = Math.round((options.scale / (options.paper ?? 1)) * pointsPerInch * inchesPerMetre);
    return encodePng(image.pixels, image.width, image.height, options.texts, density, deflate);
  } finally {
    image.free();
    drawing.free();
  }
}
