/** The figures of a run or a sweep as files: SVG light and dark, PNG, and the data as CSV. */
import { deflateSync } from "node:zlib";
import { encodeUtf8, InternalError, LapicqueError, onceForEach } from "../base/index.ts";
import type { Agreement, Continuation, FiringCurve, PhasePortrait, Result, SteadyResult, SweepResult } from "../contract/index.ts";
import {
  type Drawable,
  type Drawn,
  drawOne,
  drawWanted,
  joinDrawn,
  nameFigures,
  type Pen,
  sourceOf,
  type WantedFigure,
} from "../exports/index.ts";
import {
  compose,
  dark,
  light,
  type Picture,
  type PrintPage,
  pictureTexts,
  printPage,
  printWidths,
  rasterise,
  figures as registry,
  renderPdf,
  renderSvg,
} from "../figures/index.ts";
import { writeTable } from "../io/index.ts";
import type { Opened, OutputFile } from "../session/index.ts";
import { compileForOneUse, withoutFetch } from "./engine.ts";
import type { Shell } from "./shell.ts";
import type { Given } from "./verb.ts";
import { wholeNumber } from "./whole-number.ts";

/** Pixels per point: 1600 x 900 of the usual page. */
const PIXELS = 2;

/** What figures are drawn with: for slides, or as wide as `--width-mm` says on paper. Throws `usage`. */
export function penOf(shell: Shell, given: Given, verb: string): Pen {
  const width = wholeNumber(given, "widthMm", verb);
  const { least, most } = printWidths;
  if (width !== undefined && !(width >= least && width <= most))
    throw new LapicqueError("usage", { problem: `--width-mm takes ${least} to ${most}, not ${width}`, verb });
  const print = width === undefined ? undefined : printPage(width);
  return {
    ...(print ? { page: print.page } : {}),
    write: (path, picture, from) => filesOf(shell, path, picture, from, print),
  };
}

/** Draws the figures that the document wants of every result; one that has nothing to show is left out with a note. */
export function drawResults(pen: Pen, opened: Opened, results: readonly Result[]): Promise<Drawn> {
  return drawWanted(pen, opened, results);
}

/** Draws the figures of a sweep. */
export async function drawSweep(pen: Pen, wanted: readonly WantedFigure[], result: SweepResult): Promise<Drawn> {
  const parts: Drawn[] = [];
  for (const [name, one] of nameFigures(wanted)) {
    const entry = registry.find(({ id }) => id === one.name);
    if (entry?.of === "sweep") parts.push(await drawOne(pen, `figures/${name}`, await entry.load(), result, one));
  }
  return joinDrawn(parts);
}

/** Draws an f-I curve. */
export async function drawCurve(pen: Pen, curve: FiringCurve): Promise<Drawn> {
  const entry = registry.find(({ id }) => id === "f-i");
  if (entry?.of !== "firing") throw new InternalError("the figure f-i is not registered");
  return drawOne(pen, "figures/f-i", await entry.load(), curve, { name: entry.id, options: {} });
}

/** Draws a phase portrait. */
export async function drawPortrait(pen: Pen, portrait: PhasePortrait): Promise<Drawn> {
  const entry = registry.find(({ id }) => id === "phase-plane");
  if (entry?.of !== "portrait") throw new InternalError("the figure phase-plane is not registered");
  return drawOne(pen, "figures/phase-plane", await entry.load(), portrait, { name: entry.id, options: {} });
}

/** Draws fixed points and cycles over a parameter. */
export async function drawContinuation(pen: Pen, found: Continuation): Promise<Drawn> {
  const entry = registry.find(({ id }) => id === "bifurcation");
  if (entry?.of !== "continuation") throw new InternalError("the figure bifurcation is not registered");
  return drawOne(pen, "figures/bifurcation", await entry.load(), found, { name: entry.id, options: {} });
}

/** Draws scales over one another. */
export async function drawAgreement(pen: Pen, agreement: Agreement): Promise<Drawn> {
  const entry = registry.find(({ id }) => id === "compare");
  if (entry?.of !== "agreement") throw new InternalError("the figure compare is not registered");
  return drawOne(pen, "figures/compare", await entry.load(), agreement, { name: entry.id, options: {} });
}

/** Draws the eigenvalues of stationary states. */
export async function drawSteady(pen: Pen, found: SteadyResult): Promise<readonly Drawn[]> {
  const wanted = registry.filter((entry) => entry.of === "steady" && (entry.id !== "dispersion" || hasWaves(found)));
  return Promise.all(
    wanted.map(async (entry) => {
      if (entry.of !== "steady") throw new InternalError(`the figure ${entry.id} is not of stationary states`);
      return drawOne(pen, `figures/${entry.id}`, await entry.load(), found, { name: entry.id, options: {} });
    }),
  );
}

const hasWaves = ({ states }: SteadyResult) => states.some((state) => state.dispersion !== undefined);

/** SVG light and dark, PNG and CSV; for paper a PDF too. */
async function filesOf(
  shell: Shell,
  path: string,
  { scene, table }: Picture,
  { provenance }: Drawable,
  print: PrintPage | undefined,
): Promise<readonly OutputFile[]> {
  const source = sourceOf(provenance);
  const page = compose(scene);
  const svg = renderSvg(scene, light, source, page);
  const files = await rasteriserFiles(shell);
  const texts = pictureTexts(scene, source);
  const deflate = (bytes: Uint8Array) => deflateSync(bytes);
  const options = { ...files, scale: print?.pixels ?? PIXELS, paper: print?.scale ?? 1, texts, deflate };
  const png = await withoutFetch(() => rasterise(svg, options));
  return [
    { name: `${path}.svg`, bytes: encodeUtf8(svg) },
    { name: `${path}-dark.svg`, bytes: encodeUtf8(renderSvg(scene, dark, source, page)) },
    { name: `${path}.png`, bytes: png },
    ...(print
      ? [{ name: `${path}.pdf`, bytes: renderPdf(scene, light, source, { font: files.font, deflate, scale: print.scale }, page) }]
      : []),
    { name: `${path}.csv`, bytes: writeTable(table()) },
  ];
}

interface RasteriserFiles {
  readonly wasm: object;
  readonly font: Uint8Array;
}

/** Read and compiled with the first picture of a process. */
const rasteriserFiles = onceForEach(async (shell: Shell): Promise<RasteriserFiles> => {
  const [wasm, font] = await Promise.all([
    shell.host.read(shell.dependency("@resvg/resvg-wasm/index_bg.wasm")),
    shell.host.read(shell.shipped("assets/figures.ttf")),
  ]);
  return { wasm: compileForOneUse(wasm), font };
});
