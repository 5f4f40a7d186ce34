/** The figures of a run or a sweep as files: SVG light and dark, PNG, and the data as CSV. */
import { deflateSync } from "node:zlib";
import { decodeUtf8, encodeUtf8, InternalError, LapicqueError } from "../base/index.ts";
import type {
  Agreement,
  Continuation,
  FiringCurve,
  PhasePortrait,
  Provenance,
  Result,
  SteadyResult,
  SweepResult,
} from "../contract/index.ts";
import {
  compose,
  dark,
  type Figure,
  light,
  type Picture,
  pictureTexts,
  rasterise,
  readOptions,
  figures as registry,
  renderSvg,
} from "../figures/index.ts";
import { writeTable } from "../io/index.ts";
import type { Experiment } from "../model/index.ts";
import { type FiringOptions, firing, type Opened, type OutputFile, type PhaseOptions, phase, withRun } from "../session/index.ts";
import { compileForOneUse, withoutFetch } from "./engine.ts";
import type { Shell } from "./shell.ts";

/** Pixels per point: 1600 x 900 of the usual page. */
const PIXELS = 2;

export interface Drawn {
  readonly files: readonly OutputFile[];
  /** Paths of the PNG files within the output folder. */
  readonly pictures: readonly string[];
  /** Figures that had nothing to show, and why. */
  readonly notes: readonly string[];
}

type Wanted = Experiment["figures"][number];

/** Makes the files of a picture; `path` is theirs without extension. */
type Pen = (path: string, picture: Picture, from: Drawable) => Promise<readonly OutputFile[]>;

const penOf =
  (shell: Shell): Pen =>
  (path, picture, from) =>
    picturesOf(shell, path, picture, from);

/** Draws the figures that the document wants of every result; one that has nothing to show is left out with a note. */
export function drawResults(shell: Shell, opened: Opened, results: readonly Result[]): Promise<Drawn> {
  return drawWith(penOf(shell), opened, results);
}

/** The same figures as texts alone, for a page that holds them. */
export async function drawSvgs(
  opened: Opened,
  results: readonly Result[],
): Promise<readonly { readonly name: string; readonly svg: string }[]> {
  const pen: Pen = async (path, { scene }, { provenance }) => [
    { name: path, bytes: encodeUtf8(renderSvg(scene, light, sourceOf(provenance))) },
  ];
  const { files } = await drawWith(pen, opened, results);
  return files.map(({ name, bytes }) => ({ name: name.replace("figures/", ""), svg: decodeUtf8(bytes) ?? "" }));
}

async function drawWith(pen: Pen, opened: Opened, results: readonly Result[]): Promise<Drawn> {
  const wanted = opened.experiment?.figures ?? [];
  const parts: Drawn[] = [];
  for (const result of results) {
    const prefix = results.length > 1 ? `${result.scale}/figures/` : "figures/";
    for (const [name, one] of named(wanted)) {
      const entry = registry.find(({ id }) => id === one.name);
      if (entry?.of === "run") parts.push(await drawOne(pen, `${prefix}${name}`, await entry.load(), result, one));
      else if (entry?.of === "portrait") parts.push(await drawRunInPlane(pen, `${prefix}${name}`, await entry.load(), opened, result, one));
      else if (entry?.of === "firing") parts.push(await drawOwnCurve(pen, `${prefix}${name}`, await entry.load(), opened, one));
      else if (entry?.of === "sweep")
        parts.push({ files: [], pictures: [], notes: [`\`${one.name}\` draws a sweep: \`lapicque sweep\` makes it`] });
      else if (entry)
        parts.push({
          files: [],
          pictures: [],
          notes: [`\`${one.name}\` draws what \`lapicque ${drawnBy[entry.of]}\` computes`],
        });
    }
  }
  return join(parts);
}

/** What computes what no run draws. */
const drawnBy = { steady: "steady", continuation: "phase --over PATH=a:b", agreement: "compare" } as const;

/** Draws the figures of a sweep. */
export async function drawSweep(shell: Shell, wanted: readonly Wanted[], result: SweepResult): Promise<Drawn> {
  const parts: Drawn[] = [];
  for (const [name, one] of named(wanted)) {
    const entry = registry.find(({ id }) => id === one.name);
    if (entry?.of === "sweep") parts.push(await drawOne(penOf(shell), `figures/${name}`, await entry.load(), result, one));
  }
  return join(parts);
}

/** The phase plane that a document wants, with the run as an orbit in it. */
async function drawRunInPlane(
  pen: Pen,
  path: string,
  figure: Figure<PhasePortrait>,
  opened: Opened,
  result: Result,
  wanted: Wanted,
): Promise<Drawn> {
  return orNote(async () => {
    const { x, y, population, frozen } = readOptions(figure.id, figure.options, wanted.options, result.units);
    // readOptions has checked the kinds.
    const options = { x, y, population, frozen } as PhaseOptions;
    const portrait = withRun(await phase(opened, options), result);
    return drawOne(pen, path, figure, portrait, wanted);
  });
}

/** The f-I curve that a document wants. */
async function drawOwnCurve(pen: Pen, path: string, figure: Figure<FiringCurve>, opened: Opened, wanted: Wanted): Promise<Drawn> {
  return orNote(async () => {
    const units = opened.experiment?.units ?? "physical";
    // readOptions has checked the kinds.
    const options = readOptions(figure.id, figure.options, wanted.options, units) as FiringOptions;
    return drawOne(pen, path, figure, await firing(opened, options), wanted);
  });
}

/** Draws an f-I curve. */
export async function drawCurve(shell: Shell, curve: FiringCurve): Promise<Drawn> {
  const entry = registry.find(({ id }) => id === "f-i");
  if (entry?.of !== "firing") throw new InternalError("the figure f-i is not registered");
  return drawOne(penOf(shell), "figures/f-i", await entry.load(), curve, { name: entry.id, options: {} });
}

/** Draws a phase portrait. */
export async function drawPortrait(shell: Shell, portrait: PhasePortrait): Promise<Drawn> {
  const entry = registry.find(({ id }) => id === "phase-plane");
  if (entry?.of !== "portrait") throw new InternalError("the figure phase-plane is not registered");
  return drawOne(penOf(shell), "figures/phase-plane", await entry.load(), portrait, { name: entry.id, options: {} });
}

/** Draws fixed points and cycles over a parameter. */
export async function drawContinuation(shell: Shell, found: Continuation): Promise<Drawn> {
  const entry = registry.find(({ id }) => id === "bifurcation");
  if (entry?.of !== "continuation") throw new InternalError("the figure bifurcation is not registered");
  return drawOne(penOf(shell), "figures/bifurcation", await entry.load(), found, { name: entry.id, options: {} });
}

/** Draws scales over one another. */
export async function drawAgreement(shell: Shell, agreement: Agreement): Promise<Drawn> {
  const entry = registry.find(({ id }) => id === "compare");
  if (entry?.of !== "agreement") throw new InternalError("the figure compare is not registered");
  return drawOne(penOf(shell), "figures/compare", await entry.load(), agreement, { name: entry.id, options: {} });
}

/** Draws the eigenvalues of stationary states. */
export async function drawSteady(shell: Shell, found: SteadyResult): Promise<readonly Drawn[]> {
  const wanted = registry.filter((entry) => entry.of === "steady" && (entry.id !== "dispersion" || hasWaves(found)));
  return Promise.all(
    wanted.map(async (entry) => {
      if (entry.of !== "steady") throw new InternalError(`the figure ${entry.id} is not of stationary states`);
      return drawOne(penOf(shell), `figures/${entry.id}`, await entry.load(), found, { name: entry.id, options: {} });
    }),
  );
}

const hasWaves = ({ states }: SteadyResult) => states.some((state) => state.dispersion !== undefined);

/** A figure that is wanted twice gets a number. */
function named(wanted: readonly Wanted[]): readonly (readonly [string, Wanted])[] {
  const seen = new Map<string, number>();
  return wanted.map((one) => {
    const count = (seen.get(one.name) ?? 0) + 1;
    seen.set(one.name, count);
    return [count > 1 ? `${one.name}-${count}` : one.name, one];
  });
}

function join(parts: readonly Drawn[]): Drawn {
  return {
    files: parts.flatMap(({ files }) => files),
    pictures: parts.flatMap(({ pictures }) => pictures),
    notes: parts.flatMap(({ notes }) => notes),
  };
}

/** What every figure is drawn from: `units` say how its options are read, the provenance goes into the files. */
interface Drawable {
  readonly units: "physical" | "none";
  readonly provenance?: Provenance;
}

async function drawOne<From extends Drawable>(
  pen: Pen,
  path: string,
  figure: Figure<From>,
  from: From,
  { options }: Wanted,
): Promise<Drawn> {
  return orNote(async () => {
    const picture = figure.draw(from, readOptions(figure.id, figure.options, options, from.units));
    return { files: await pen(path, picture, from), pictures: [`${path}.png`], notes: [] };
  });
}

/** What was drawn, or why not. */
async function orNote(body: () => Promise<Drawn>): Promise<Drawn> {
  try {
    return await body();
  } catch (error) {
    if (!(error instanceof LapicqueError)) throw error;
    return { files: [], pictures: [], notes: [error.hint ? `${error.message} (${error.hint})` : error.message] };
  }
}

function sourceOf(provenance: Provenance | undefined): Provenance {
  if (provenance === undefined) throw new InternalError("a figure without provenance was asked for");
  return provenance;
}

async function picturesOf(shell: Shell, path: string, { scene, table }: Picture, { provenance }: Drawable): Promise<readonly OutputFile[]> {
  const source = sourceOf(provenance);
  const page = compose(scene);
  const svg = renderSvg(scene, light, source, page);
  const files = await rasteriserFiles(shell);
  const texts = pictureTexts(scene, source);
  const png = await withoutFetch(() => rasterise(svg, { ...files, scale: PIXELS, texts, deflate: (bytes) => deflateSync(bytes) }));
  return [
    { name: `${path}.svg`, bytes: encodeUtf8(svg) },
    { name: `${path}-dark.svg`, bytes: encodeUtf8(renderSvg(scene, dark, source, page)) },
    { name: `${path}.png`, bytes: png },
    { name: `${path}.csv`, bytes: writeTable(table()) },
  ];
}

interface RasteriserFiles {
  readonly wasm: object;
  readonly font: Uint8Array;
}

/** Read and compiled with the first picture of a process. */
const loaded = new WeakMap<Shell, Promise<RasteriserFiles>>();

function rasteriserFiles(shell: Shell): Promise<RasteriserFiles> {
  const known = loaded.get(shell);
  if (known) return known;
  const load = async () => {
    const [wasm, font] = await Promise.all([
      shell.host.read(shell.dependency("@resvg/resvg-wasm/index_bg.wasm")),
      shell.host.read(shell.shipped("assets/figures.ttf")),
    ]);
    return { wasm: compileForOneUse(wasm), font };
  };
  const loading = load();
  loaded.set(shell, loading);
  return loading;
}
