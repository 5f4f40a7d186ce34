/** A page as a standalone SVG file: no script, no style sheet, nothing to fetch. */
import { unreachable } from "../../base/index.ts";
import { storedPng } from "../png/stored.ts";
import type { Scene } from "../scene/scene.ts";
import { script } from "../text/metrics.ts";
import type { RichText } from "../text/rich-text.ts";
import { base64 } from "./base64.ts";
import { coloursOf } from "./cells.ts";
import { compose } from "./compose.ts";
import { fontFamily, haloWidth } from "./letters.ts";
import type { Page, Shape } from "./shapes.ts";
import { colourOf, type Theme } from "./theme.ts";

/** Where a picture comes from; written into every file. */
export interface PictureSource {
  readonly version: string;
  readonly document_sha256: string;
}

/** Coordinates to a hundredth of a point: a fiftieth of a pixel of the PNG. */
const number = (value: number) => `${Math.round(value * 100) / 100}`;

/** Text for XML: markup escaped, characters that XML 1.0 forbids replaced. */
export function escapeXml(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "\ufffd")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

/**
 * The scene as SVG text. User text appears only as character data and attribute values, escaped. Whoever draws it in several themes
 * composes the page once and hands it over.
 */
export function renderSvg(scene: Scene, theme: Theme, source: PictureSource, page: Page = compose(scene)): string {
  const { width, height, shapes } = page;
  const clips: string[] = [];
  const body = shapes.map((shape) => draw(shape, theme, clips)).join("\n");
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" font-family="'${fontFamily}', Verdana, sans-serif">
<title>${escapeXml(scene.title)}</title>
<desc>${escapeXml(scene.description)}</desc>
<metadata><lapicque xmlns="https://lapicque.invalid/picture" version="${escapeXml(source.version)}" document-sha256="${escapeXml(source.document_sha256)}"/></metadata>
${clips.length > 0 ? `<defs>\n${clips.join("\n")}\n</defs>\n` : ""}<rect width="${width}" height="${height}" fill="${theme.background}"/>
${body}
</svg>
`;
}

function draw(shape: Shape, theme: Theme, clips: string[]): string {
  switch (shape.kind) {
    case "path":
      return drawPath(shape, theme);
    case "discs":
      return drawDiscs(shape, theme);
    case "text":
      return drawText(shape, theme);
    case "cells":
      return drawCells(shape, theme);
    case "clip": {
      const { x, y, width, height } = shape.box;
      const id = `c${clips.length}`;
      clips.push(
        `<clipPath id="${id}"><rect x="${number(x)}" y="${number(y)}" width="${number(width)}" height="${number(height)}"/></clipPath>`,
      );
      return `<g clip-path="url(#${id})">\n${shape.shapes.map((inner) => draw(inner, theme, clips)).join("\n")}\n</g>`;
    }
    default:
      return unreachable(shape);
  }
}

function strokeAttributes(stroke: NonNullable<Extract<Shape, { kind: "path" }>["stroke"]>, theme: Theme): string {
  const dash = stroke.dash ? ` stroke-dasharray="${stroke.dash.join(" ")}"` : "";
  const cap = stroke.cap === "round" ? ' stroke-linecap="round"' : "";
  // Mitred corners would make a spike of a few pixels look taller than it is.
  return ` stroke="${colourOf(stroke.ink, theme)}" stroke-width="${number(stroke.width)}" stroke-linejoin="bevel"${cap}${dash}`;
}

function drawPath({ parts, stroke, fill, opacity }: Extract<Shape, { kind: "path" }>, theme: Theme): string {
  let d = "";
  for (const part of parts) {
    // Rasters are thousands of upright strokes.
    if (part.length === 4 && part[0] === part[2] && fill === undefined) d += `M${number(part[0]!)} ${number(part[1]!)}V${number(part[3]!)}`;
    else for (let k = 0; k < part.length; k += 2) d += `${k === 0 ? "M" : k === 2 ? "L" : " "}${number(part[k]!)} ${number(part[k + 1]!)}`;
    if (fill !== undefined) d += "Z";
  }
  const paint = stroke ? strokeAttributes(stroke, theme) : "";
  const veil = opacity === undefined ? "" : ` opacity="${number(opacity)}"`;
  return `<path d="${d}" fill="${fill === undefined ? "none" : colourOf(fill, theme)}"${paint}${veil}/>`;
}

function drawDiscs({ centres, radius, fill, stroke }: Extract<Shape, { kind: "discs" }>, theme: Theme): string {
  const outline = stroke ? ` stroke="${colourOf(stroke.ink, theme)}" stroke-width="${number(stroke.width)}"` : "";
  let circles = "";
  for (let k = 0; k < centres.length; k += 2)
    circles += `<circle cx="${number(centres[k]!)}" cy="${number(centres[k + 1]!)}" r="${number(radius)}"/>`;
  return `<g fill="${colourOf(fill, theme)}"${outline}>${circles}</g>`;
}

/** An image within the file, whose cells stay cells however large it is drawn. */
function drawCells(shape: Extract<Shape, { kind: "cells" }>, theme: Theme): string {
  const { x, y, width, height } = shape.box;
  const place = `x="${number(x)}" y="${number(y)}" width="${number(width)}" height="${number(height)}"`;
  const look = 'preserveAspectRatio="none" image-rendering="optimizeSpeed" style="image-rendering:pixelated"';
  return `<image ${place} ${look} href="data:image/png;base64,${base64(cellsPng(shape, theme))}"/>`;
}

/** The cells as a PNG file. */
function cellsPng({ columns, rows, levels: pixels, palette }: Extract<Shape, { kind: "cells" }>, theme: Theme): Uint8Array {
  return storedPng(pixels, columns, rows, coloursOf(palette, theme));
}

function drawText({ x, y, text, size, anchor, ink, halo }: Extract<Shape, { kind: "text" }>, theme: Theme): string {
  const place = anchor === "start" ? "" : ` text-anchor="${anchor}"`;
  const rim = halo ? ` stroke="${theme.background}" stroke-width="${2 * haloWidth}" stroke-linejoin="round" paint-order="stroke"` : "";
  const start = `<text x="${number(x)}" y="${number(y)}" font-size="${number(size)}" fill="${colourOf(ink, theme)}"${place}${rim} xml:space="preserve">`;
  return `${start}${drawRuns(text, size)}</text>`;
}

/** Runs of text; dy is relative to the run before, so a plain run after a subscript must come back. */
function drawRuns(text: RichText, size: number): string {
  let [result, moved] = ["", 0];
  for (const { text: characters, shift } of text) {
    const wanted = shift === undefined ? 0 : script[shift] * size;
    const dy = wanted === moved ? "" : ` dy="${number(wanted - moved)}"`;
    const small = shift === undefined ? "" : ` font-size="${number(script.size * size)}"`;
    result += dy === "" && small === "" ? escapeXml(characters) : `<tspan${dy}${small}>${escapeXml(characters)}</tspan>`;
    moved = wanted;
  }
  return result;
}
