/** The pattern of a field over a plane, and the waves that it is made of. */
import type { Result } from "../contract/index.ts";
import { fourierTransform } from "../numerics/index.ts";
import {
  colourEnds,
  contourMark,
  ends,
  type Frame,
  frameMark,
  frameOptions,
  framesOf,
  frameTable,
  isUniform,
  planeLabel,
  planeScales,
  rampEntry,
  rangeOf,
} from "./fields/frames.ts";
import type { Figure, Picture, View } from "./figure.ts";
import type { Options } from "./options.ts";
import { filePage } from "./scene/furniture.ts";
import type { Mark } from "./scene/scene.ts";
import { type Tile, tilesOf } from "./scene/tiles.ts";
import { plain, printNumber, type RichText, typesetName, withUnit } from "./text/rich-text.ts";

export const planform: Figure = { id: "planform", options: frameOptions, draw };

function draw(result: Result, options: Options, view: View = filePage): Picture {
  const frames = framesOf("planform", result, options);
  const waves = frames.map(wavesOf);
  const tiles = frames.flatMap((frame, k) => [patternTile(frame), ...(frames.length > 2 ? [] : [waveTile(frame, waves[k]!)])]);
  const told = frames.map((frame, k) =>
    Number.isFinite(waves[k]!.length)
      ? `${frame.name}: strongest wave of length ${printNumber(waves[k]!.length, 3)}`
      : `${frame.name}: uniform`,
  );
  const scene = tilesOf({ title: result.title, description: `Patterns over the plane. ${told.join("; ")}.`, tiles, page: view });
  return { scene, table: () => frameTable(frames) };
}

function patternTile(frame: Frame): Tile {
  const { profile, x, y, name } = frame;
  const range = colourEnds(frame);
  const [[left, right], [bottom, top]] = [ends(x), ends(y)];
  return {
    heading: [{ text: typesetName(name), ink: "text" }, rampEntry(range, profile.channel.unit, "sequential")],
    ...planeScales(frame),
    xLabel: planeLabel(frame),
    aspect: (right - left) / (top - bottom),
    marks: [frameMark(frame, range, "sequential"), ...contoursOf(frame)],
  };
}

/** Lines along preferred orientations. */
function contoursOf(frame: Frame): readonly Mark[] {
  const [left, right] = ends(frame.x);
  const length = (right - left) / contoursAcross;
  return contourMark(frame, (x, y, angle) => ({ x, y, angle, length }));
}

/** Amplitudes of the waves of a pattern around its mean. */
interface Waves {
  readonly columns: number;
  readonly rows: number;
  /** Distances of neighbouring wave numbers. */
  readonly steps: readonly [number, number];
  readonly amplitudes: Float64Array;
  /** Length of the strongest wave; infinity where there is none. */
  readonly length: number;
}

/** The longest contours are so small a part of the width. */
const contoursAcross = 24;

/** Waves are shown up to so many times the wave number of the strongest. */
const BEYOND = 2.2;

function wavesOf(frame: Frame): Waves {
  const [nx, ny] = [frame.x.values.length, frame.y.values.length];
  const power = powersOf(frame.values, nx, ny);
  const [[left, right], [bottom, top]] = [ends(frame.x), ends(frame.y)];
  const steps = [(2 * Math.PI) / (right - left), (2 * Math.PI) / (top - bottom)] as const;
  const signed = (k: number, n: number) => (2 * k < n ? k : k - n);
  // What is uniform has waves of rounding, which are not looked at.
  let [best, strongest] = [isUniform(rangeOf([frame.values])) ? Number.POSITIVE_INFINITY : 0, 0];
  for (let j = 0; j < ny; j++)
    for (let i = 0; i < nx; i++) {
      if (power[j * nx + i]! <= best) continue;
      best = power[j * nx + i]!;
      const [kx, ky] = [signed(i, nx) * steps[0], signed(j, ny) * steps[1]];
      strongest = Math.sqrt(kx * kx + ky * ky);
    }
  const reach = strongest === 0 ? 4 * Math.max(...steps) : Math.min(BEYOND * strongest, (steps[0] * nx) / 2, (steps[1] * ny) / 2);
  const [cx, cy] = [Math.max(1, Math.floor(reach / steps[0])), Math.max(1, Math.floor(reach / steps[1]))];
  const [columns, rows] = [2 * cx + 1, 2 * cy + 1];
  const amplitudes = new Float64Array(columns * rows);
  for (let j = -cy; j <= cy; j++)
    for (let i = -cx; i <= cx; i++) amplitudes[(j + cy) * columns + i + cx] = Math.sqrt(power[((j + ny) % ny) * nx + ((i + nx) % nx)]!);
  return { columns, rows, steps, amplitudes, length: strongest > 0 ? (2 * Math.PI) / strongest : Number.POSITIVE_INFINITY };
}

/** Squares of the Fourier coefficients of rows of values, without their mean. */
function powersOf(values: Float64Array, nx: number, ny: number): Float64Array {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const re = values.map((value) => value - mean);
  const im = new Float64Array(values.length);
  const alongX = fourierTransform(nx);
  for (let j = 0; j < ny; j++) alongX(re.subarray(j * nx, (j + 1) * nx), im.subarray(j * nx, (j + 1) * nx));
  const alongY = fourierTransform(ny);
  const [a, b] = [new Float64Array(ny), new Float64Array(ny)];
  for (let i = 0; i < nx; i++) {
    for (let j = 0; j < ny; j++) {
      a[j] = re[j * nx + i]!;
      b[j] = im[j * nx + i]!;
    }
    alongY(a, b);
    for (let j = 0; j < ny; j++) re[j * nx + i] = a[j]! * a[j]! + b[j]! * b[j]!;
  }
  return re.map((value) => value / (values.length * values.length));
}

function lengthWords(length: number, unit: string): RichText {
  return Number.isFinite(length)
    ? withUnit(plain(`strongest of length ${printNumber(length, 3)}`), unit)
    : plain("none: the field is uniform");
}

function waveTile({ x }: Frame, { columns, rows, steps, amplitudes, length }: Waves): Tile {
  const [sizeX, sizeY] = [(columns * steps[0]) / 2, (rows * steps[1]) / 2];
  const high = rangeOf([amplitudes])[1];
  const per = x.unit === "" ? "" : `1/${x.unit}`;
  return {
    heading: [
      { text: plain("amplitude of waves"), ink: "text" },
      { text: lengthWords(length, x.unit), ink: "soft" },
    ],
    x: { kind: "linear", low: -sizeX, high: sizeX },
    y: { kind: "linear", low: -sizeY, high: sizeY },
    xLabel: withUnit(plain("wave number along both axes"), per),
    aspect: sizeX / sizeY,
    marks: [
      {
        kind: "cells",
        x: [-sizeX, sizeX],
        y: [-sizeY, sizeY],
        columns,
        rows,
        values: amplitudes,
        palette: "sequential",
        low: 0,
        high: high > 0 ? high : 1,
      },
    ],
  };
}
