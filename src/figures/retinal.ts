/** Patterns of the visual cortex as they are seen: through the map from the field of view to the cortex, backwards. */
import { atan2, cos, expm1, log1p, sin } from "../base/index.ts";
import type { Result } from "../contract/index.ts";
import { colourEnds, contourMark, ends, type Frame, frameOptions, framesOf, frameTable } from "./fields/frames.ts";
import type { Figure, Picture, View } from "./figure.ts";
import type { Options } from "./options.ts";
import { filePage } from "./scene/furniture.ts";
import type { Mark } from "./scene/scene.ts";
import { tilesOf } from "./scene/tiles.ts";
import { plain, typesetName } from "./text/rich-text.ts";

/** Constants of the map for visual angles in degrees [mm^(1/2) per degree, 1/mm^(1/2)], after Bressloff et al. 2001. */
const usual = { w0: 0.087, eps: 0.051 } as const;

/** Cells of a picture along each side. */
const SIDE = 420;

/** Contours nearer the centre than this part of the radius are not seen; farther out they have at most this part of their distance. */
const [LEAST, CONTOUR] = [0.05, 0.2] as const;

/**
 * The cortical place (x, y) sees the visual place (r, theta) with
 *
 *   x = (alpha/eps) log(1 + eps r/w0),   y = alpha r theta/(w0 + eps r)
 *
 * (Bressloff, Cowan, Golubitsky, Thomas & Wiener 2001, doi 10.1098/rstb.2000.0769; beta = alpha, so that small shapes keep their angles away from
 * the fovea). Of y the limit away from the fovea is drawn, alpha theta/eps: the whole of it does not close where theta comes round. The fovea
 * lies at the low end of x; alpha is such that y reaches once round. Waves along x are rings, waves along y rays, oblique ones spirals, and
 * lattices honeycombs, which grow outwards: the form constants of Kluever.
 */
export const retinal: Figure = {
  id: "retinal",
  options: {
    ...frameOptions,
    w0: { kind: "number", meaning: `constant of the map from the field of view to the cortex; ${usual.w0} without` },
    eps: { kind: "number", meaning: `constant of the map from the field of view to the cortex; ${usual.eps} without` },
  },
  draw,
};

function draw(result: Result, options: Options, view: View = filePage): Picture {
  const frames = framesOf("retinal", result, options);
  // readOptions has checked the kinds.
  const map = { w0: (options.w0 as number | undefined) ?? usual.w0, eps: (options.eps as number | undefined) ?? usual.eps };
  const scene = tilesOf({
    title: result.title,
    description: `Cortical patterns as they are seen: ${frames.map(({ name }) => name).join(", ")}. Centre of the view in the middle.`,
    tiles: frames.map((frame) => ({
      heading: [{ text: frames.length > 1 ? typesetName(frame.name) : plain("as it is seen"), ink: "text" }],
      x: { kind: "linear", low: -1, high: 1 },
      y: { kind: "linear", low: -1, high: 1 },
      aspect: 1,
      marks: [seen(frame, map), ...contoursSeen(frame, map)],
    })),
    page: view,
  });
  return { scene, table: () => frameTable(frames) };
}

/** The disc of the field of view, in units of its radius. */
function seen(frame: Frame, { w0, eps }: { readonly w0: number; readonly eps: number }): Mark {
  const [[left, right], [bottom, top]] = [ends(frame.x), ends(frame.y)];
  const [columns, rows] = [frame.x.values.length, frame.y.values.length];
  // alpha/eps, with which 2 pi at large r is the length of y.
  const scale = (top - bottom) / (2 * Math.PI);
  const radius = (w0 / eps) * expm1((right - left) / scale);
  const values = new Float64Array(SIDE * SIDE);
  for (let j = 0; j < SIDE; j++)
    for (let i = 0; i < SIDE; i++) {
      const [u, v] = [(2 * i + 1) / SIDE - 1, (2 * j + 1) / SIDE - 1];
      const part = Math.sqrt(u * u + v * v);
      const r = part * radius;
      const x = scale * log1p((eps * r) / w0);
      const y = scale * atan2(v, u);
      values[j * SIDE + i] =
        part < 1
          ? interpolated(frame.values, columns, rows, (x / (right - left)) * columns, (y / (top - bottom) + 0.5) * rows)
          : Number.NaN;
    }
  const [low, high] = colourEnds(frame);
  const side = [-1, 1] as const;
  return {
    kind: "cells",
    x: side,
    y: side,
    columns: SIDE,
    rows: SIDE,
    values,
    palette: "sequential",
    low,
    high,
  };
}

/**
 * Contours where they are seen. A cortical orientation is one of the field of view turned by the angle of the place (shift-twist), and contours
 * grow with the distance as all shapes do.
 */
function contoursSeen(frame: Frame, { w0, eps }: { readonly w0: number; readonly eps: number }): readonly Mark[] {
  const [[left, right], [bottom, top]] = [ends(frame.x), ends(frame.y)];
  const scale = (top - bottom) / (2 * Math.PI);
  const radius = (w0 / eps) * expm1((right - left) / scale);
  const middle = (top + bottom) / 2;
  return contourMark(frame, (x, y, angle) => {
    const part = ((w0 / eps) * expm1((x - left) / scale)) / radius;
    const theta = (y - middle) / scale;
    if (part < LEAST) return undefined;
    return { x: part * cos(theta), y: part * sin(theta), angle: angle + theta, length: CONTOUR * part };
  });
}

/** Between the midpoints of four cells, linearly; y goes round, x ends. */
function interpolated(values: Float64Array, columns: number, rows: number, x: number, y: number): number {
  const [i, j] = [Math.floor(x - 0.5), Math.floor(y - 0.5)];
  const [p, q] = [x - 0.5 - i, y - 0.5 - j];
  const at = (column: number, row: number) =>
    values[(((row % rows) + rows) % rows) * columns + Math.min(columns - 1, Math.max(0, column))]!;
  return (1 - q) * ((1 - p) * at(i, j) + p * at(i + 1, j)) + q * ((1 - p) * at(i, j + 1) + p * at(i + 1, j + 1));
}
