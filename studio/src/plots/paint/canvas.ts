/** Paints a page of shapes on a canvas, so that it looks like the SVG that `renderSvg` writes of the same page. */
import {
  colourOf,
  coloursOf,
  fontFamily,
  haloWidth,
  type Page,
  type RichText,
  type Shape,
  script,
  type Theme,
} from "../../../../src/figures/index.ts";

/** What is painted with: a canvas's context, colours, and device pixels per point. */
export interface Brush {
  readonly context: CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;
  readonly theme: Theme;
  readonly scale: number;
}

/** Fills the canvas with the background of the theme and paints the page on it. The canvas has page size times `scale` pixels. */
export function paintPage(brush: Brush, page: Page): void {
  const { context, theme, scale } = brush;
  context.setTransform(scale, 0, 0, scale, 0, 0);
  context.fillStyle = theme.background;
  context.fillRect(0, 0, page.width, page.height);
  paintShapes(brush, page.shapes);
}

/** Paints shapes over what is there, in the coordinates that the context has. */
export function paintShapes(brush: Brush, shapes: readonly Shape[]): void {
  for (const shape of shapes) paintShape(brush, shape);
}

function paintShape(brush: Brush, shape: Shape): void {
  switch (shape.kind) {
    case "path":
      paintPath(brush, shape);
      return;
    case "discs":
      paintDiscs(brush, shape);
      return;
    case "text":
      paintText(brush, shape);
      return;
    case "cells":
      paintCells(brush, shape);
      return;
    case "clip": {
      const { x, y, width, height } = shape.box;
      const { context } = brush;
      context.save();
      context.beginPath();
      context.rect(x, y, width, height);
      context.clip();
      paintShapes(brush, shape.shapes);
      context.restore();
      return;
    }
    default:
      shape satisfies never;
  }
}

function paintPath({ context, theme }: Brush, { parts, stroke, fill, opacity }: Extract<Shape, { kind: "path" }>): void {
  context.globalAlpha = opacity ?? 1;
  if (stroke) {
    context.strokeStyle = colourOf(stroke.ink, theme);
    context.lineWidth = stroke.width;
    context.lineJoin = "bevel";
    context.lineCap = stroke.cap;
    context.setLineDash(stroke.dash ? [...stroke.dash] : []);
  }
  // What shines through or is dashed would show where pieces meet.
  if (fill === undefined && opacity === undefined && !stroke?.dash) strokePieces(context, parts);
  else {
    context.beginPath();
    for (const part of parts) {
      context.moveTo(part[0]!, part[1]!);
      for (let k = 2; k < part.length; k += 2) context.lineTo(part[k]!, part[k + 1]!);
      if (fill !== undefined) context.closePath();
    }
    if (fill !== undefined) {
      context.fillStyle = colourOf(fill, theme);
      context.fill();
    }
    if (stroke) context.stroke();
  }
  context.globalAlpha = 1;
}

/**
 * Points that are stroked at once. A canvas without a graphics card takes time with the square of them: a trace that fills its panel,
 * 2 500 points at two pixels a point, took 240 ms in one piece and 12 ms in pieces of 50.
 */
const PIECE = 48;

function strokePieces(context: Brush["context"], parts: readonly Float64Array[]): void {
  let count = 0;
  context.beginPath();
  for (const part of parts) {
    context.moveTo(part[0]!, part[1]!);
    for (let k = 2; k < part.length; k += 2) {
      const [x, y] = [part[k]!, part[k + 1]!];
      context.lineTo(x, y);
      if (++count < PIECE) continue;
      context.stroke();
      context.beginPath();
      context.moveTo(x, y);
      count = 0;
    }
  }
  if (count > 0) context.stroke();
}

function paintDiscs({ context, theme }: Brush, { centres, radius, fill, stroke }: Extract<Shape, { kind: "discs" }>): void {
  context.fillStyle = colourOf(fill, theme);
  if (stroke) {
    context.strokeStyle = colourOf(stroke.ink, theme);
    context.lineWidth = stroke.width;
    context.setLineDash([]);
  } else context.beginPath();
  for (let k = 0; k < centres.length; k += 2) {
    const [x, y] = [centres[k]!, centres[k + 1]!];
    // Outlined discs cover those before them; plain ones are one path.
    if (stroke) context.beginPath();
    context.moveTo(x + radius, y);
    context.arc(x, y, radius, 0, 2 * Math.PI);
    if (!stroke) continue;
    context.fill();
    context.stroke();
  }
  if (!stroke) context.fill();
}

/** Cells are painted one pixel each, and that picture is stretched. */
function paintCells({ context, theme }: Brush, { box, columns, rows, levels, palette }: Extract<Shape, { kind: "cells" }>): void {
  const picture = new ImageData(columns, rows);
  // Whole pixels: a million cells are to be on the screen within a frame.
  const pixels = new Uint32Array(picture.data.buffer);
  const colours = pixelsOf(coloursOf(palette, theme));
  for (let k = 0; k < levels.length; k++) pixels[k] = colours[levels[k]!]!;
  if (unstretched?.width !== columns || unstretched.height !== rows) unstretched = new OffscreenCanvas(columns, rows);
  unstretched.getContext("2d")!.putImageData(picture, 0, 0);
  context.imageSmoothingEnabled = false;
  context.drawImage(unstretched, box.x, box.y, box.width, box.height);
}

/** Where cells were put last. While a dial moves, pictures of one size follow each other, and a canvas takes longer to make than to write on. */
let unstretched: OffscreenCanvas | undefined;

/** Opaque pixels of colours {n, 3} as an image holds them. */
function pixelsOf(colours: Uint8Array): Uint32Array {
  const bytes = new Uint8Array((4 * colours.length) / 3).fill(255);
  for (let from = 0, to = 0; from < colours.length; from += 3, to += 4) bytes.set(colours.subarray(from, from + 3), to);
  return new Uint32Array(bytes.buffer);
}

/** The font of a run, as CSS writes it. */
const fontOf = (size: number) => `${size}px "${fontFamily}", Verdana, sans-serif`;

function paintText({ context, theme }: Brush, { x, y, text, size, anchor, ink, halo }: Extract<Shape, { kind: "text" }>): void {
  context.strokeStyle = theme.background;
  context.lineWidth = 2 * haloWidth;
  context.lineJoin = "round";
  context.setLineDash([]);
  context.fillStyle = colourOf(ink, theme);
  context.textBaseline = "alphabetic";
  // One run is placed by the canvas; several are measured and follow one another.
  const isOne = text.length === 1;
  context.textAlign = isOne ? alignments[anchor] : "left";
  let at = isOne || anchor === "start" ? x : x - (anchor === "end" ? 1 : 0.5) * widthOf(context, text, size);
  for (const [k, run] of text.entries()) {
    context.font = fontOf(run.shift ? script.size * size : size);
    const baseline = y + (run.shift ? script[run.shift] * size : 0);
    if (halo) context.strokeText(run.text, at, baseline);
    context.fillText(run.text, at, baseline);
    if (k + 1 < text.length) at += context.measureText(run.text).width;
  }
}

const alignments = { start: "left", middle: "center", end: "right" } as const;

/** Width in the font that this browser has, which may not be the one that files are laid out with. */
function widthOf(context: Brush["context"], text: RichText, size: number): number {
  let width = 0;
  for (const run of text) {
    context.font = fontOf(run.shift ? script.size * size : size);
    width += context.measureText(run.text).width;
  }
  return width;
}
