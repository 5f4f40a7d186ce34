/** Shapes as the operators of a PDF page (ISO 32000-1, 8 and 9), in the coordinates of the shapes: y downwards. */
import { unreachable } from "../../base/index.ts";
import { coloursOf } from "../paint/cells.ts";
import { haloWidth } from "../paint/letters.ts";
import type { Shape } from "../paint/shapes.ts";
import { colourOf, type Theme } from "../paint/theme.ts";
import { measure, script } from "../text/metrics.ts";
import type { PdfFile } from "./file.ts";
import type { PdfFont } from "./font.ts";

/** What the operators refer to by name. */
export interface Resources {
  readonly file: PdfFile;
  readonly font: PdfFont;
  readonly theme: Theme;
  /** References of images, and opacities: `/I0` and `/G0` are the first. */
  readonly images: string[];
  readonly opacities: number[];
}

/** Coordinates to a hundredth of a point, as in the SVG. */
const number = (value: number) => `${Math.round(value * 100) / 100}`;

/** Red, green and blue from 0 to 1 of `#rrggbb`. */
const rgb = (hex: string) => [1, 3, 5].map((at) => `${Math.round(Number.parseInt(hex.slice(at, at + 2), 16) / 0.255) / 1000}`).join(" ");

/** The operators that paint a shape; the state of the page is the same before and after. */
export function operatorsOf(shape: Shape, resources: Resources): string {
  switch (shape.kind) {
    case "path":
      return pathOf(shape, resources);
    case "discs":
      return discsOf(shape, resources.theme);
    case "text":
      return textOf(shape, resources);
    case "cells":
      return cellsOf(shape, resources);
    case "clip": {
      const { x, y, width, height } = shape.box;
      const inner = shape.shapes.map((each) => operatorsOf(each, resources)).join("\n");
      return `q ${number(x)} ${number(y)} ${number(width)} ${number(height)} re W n\n${inner}\nQ`;
    }
    default:
      return unreachable(shape);
  }
}

function pathOf({ parts, stroke, fill, opacity }: Extract<Shape, { kind: "path" }>, { theme, opacities }: Resources): string {
  if (stroke === undefined && fill === undefined) return "";
  let operators = "q";
  if (opacity !== undefined) operators += ` /G${indexOf(opacities, opacity)} gs`;
  if (fill !== undefined) operators += ` ${rgb(colourOf(fill, theme))} rg`;
  if (stroke) {
    const dash = stroke.dash ? ` [${stroke.dash.join(" ")}] 0 d` : "";
    const cap = stroke.cap === "round" ? " 1 J" : "";
    // 2 j: bevelled corners, as in the SVG.
    operators += ` ${rgb(colourOf(stroke.ink, theme))} RG ${number(stroke.width)} w 2 j${cap}${dash}`;
  }
  for (const part of parts) {
    operators += "\n";
    for (let k = 0; k < part.length; k += 2) operators += `${number(part[k]!)} ${number(part[k + 1]!)} ${k === 0 ? "m" : "l"} `;
    if (fill !== undefined) operators += "h";
  }
  return `${operators}\n${fill === undefined ? "S" : stroke ? "B" : "f"} Q`;
}

/** Place of a value in a list, which gets it if it lacks it. */
function indexOf(list: number[], value: number): number {
  const place = list.indexOf(value);
  return place < 0 ? list.push(value) - 1 : place;
}

/** A disc is a line of no length with round ends; one with an outline is a smaller disc on a larger one. */
function discsOf({ centres, radius, fill, stroke }: Extract<Shape, { kind: "discs" }>, theme: Theme): string {
  const inner = rgb(colourOf(fill, theme));
  const dot = (k: number) => {
    const place = `${number(centres[k]!)} ${number(centres[k + 1]!)}`;
    return `${place} m ${place} l`;
  };
  const dots = Array.from({ length: centres.length / 2 }, (_, k) => dot(2 * k));
  // In one path, discs that overlap are painted once: they are opaque.
  if (!stroke) return dots.length === 0 ? "" : `q 1 J ${inner} RG ${number(2 * radius)} w\n${dots.join("\n")}\nS Q`;
  const outer = rgb(colourOf(stroke.ink, theme));
  const [large, small] = [2 * radius + stroke.width, Math.max(0, 2 * radius - stroke.width)].map(number);
  return `q 1 J\n${dots.map((each) => `${outer} RG ${large} w ${each} S ${inner} RG ${small} w ${each} S`).join("\n")}\nQ`;
}

/** An image whose cells stay cells however large it is drawn. */
function cellsOf(shape: Extract<Shape, { kind: "cells" }>, { file, theme, images }: Resources): string {
  const { columns, rows, levels, palette, box } = shape;
  let colours = "";
  for (const part of coloursOf(palette, theme)) colours += part.toString(16).padStart(2, "0");
  const image = file.addStream(
    `/Type /XObject /Subtype /Image /Width ${columns} /Height ${rows} /BitsPerComponent 8 /Interpolate false /ColorSpace [/Indexed /DeviceRGB 255 <${colours}>]`,
    levels,
  );
  const name = `/I${images.push(image) - 1}`;
  // An image fills the unit square with its first row at y = 1.
  return `q ${number(box.width)} 0 0 ${number(-box.height)} ${number(box.x)} ${number(box.y + box.height)} cm ${name} Do Q`;
}

function textOf({ x, y, text, size, anchor, ink, halo }: Extract<Shape, { kind: "text" }>, { font, theme }: Resources): string {
  const width = anchor === "start" ? 0 : measure(text, size);
  const start = anchor === "start" ? x : anchor === "middle" ? x - width / 2 : x - width;
  const runs = text.map(({ text: characters, shift }) => {
    const [rise, part] = shift === undefined ? [0, 1] : [-script[shift] * size, script.size];
    return `/F0 ${number(part * size)} Tf ${number(rise)} Ts ${font.encode(characters)} Tj`;
  });
  // Letters stand upright although y points downwards.
  const words = `1 0 0 -1 ${number(start)} ${number(y)} Tm ${runs.join(" ")}`;
  const rim = halo ? `${rgb(theme.background)} RG ${2 * haloWidth} w 1 j 1 Tr ${words} 0 Tr ` : "";
  return `q BT ${rim}${rgb(colourOf(ink, theme))} rg ${words} ET Q`;
}
