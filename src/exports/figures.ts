/** The figures that a document wants, drawn by a pen: what a picture is written as is for the pen to say. */
import { decodeUtf8, encodeUtf8, InternalError, LapicqueError } from "../base/index.ts";
import type { FiringCurve, PhasePortrait, Provenance, Result } from "../contract/index.ts";
import { type Figure, light, type Picture, readOptions, figures as registry, renderSvg, type View } from "../figures/index.ts";
import type { Experiment } from "../model/index.ts";
import { type FiringOptions, firing, type Opened, type OutputFile, type PhaseOptions, phase, withRun } from "../session/index.ts";
import type { ExportedFigure } from "./export.ts";

/** What a pen has drawn. */
export interface Drawn {
  readonly files: readonly OutputFile[];
  /** Paths of the PNG files within the output folder. */
  readonly pictures: readonly string[];
  /** Figures that had nothing to show, and why. */
  readonly notes: readonly string[];
}

/** A figure as a document wants it. */
export type WantedFigure = Experiment["figures"][number];

/** What pictures are written with. */
export interface Pen {
  /** What they are laid out on; absent: the page of files. */
  readonly page?: View;
  /** Makes the files of a picture; `path` is theirs without extension. */
  write(path: string, picture: Picture, from: Drawable): Promise<readonly OutputFile[]>;
}

/** Draws the figures that the document wants of every result; one that has nothing to show is left out with a note. */
export async function drawWanted(pen: Pen, opened: Opened, results: readonly Result[]): Promise<Drawn> {
  const wanted = opened.experiment?.figures ?? [];
  const parts: Drawn[] = [];
  for (const result of results) {
    const prefix = results.length > 1 ? `${result.scale}/figures/` : "figures/";
    for (const [name, one] of nameFigures(wanted)) {
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
  return joinDrawn(parts);
}

/** What computes what no run draws. */
const drawnBy = { steady: "steady", continuation: "phase --over PATH=a:b", agreement: "compare" } as const;

/** The same figures as texts alone, for a page that holds them. */
export async function drawSvgs(opened: Opened, results: readonly Result[]): Promise<readonly ExportedFigure[]> {
  const pen: Pen = {
    write: async (path, { scene }, { provenance }) => [{ name: path, bytes: encodeUtf8(renderSvg(scene, light, sourceOf(provenance))) }],
  };
  const { files } = await drawWanted(pen, opened, results);
  return files.map(({ name, bytes }) => ({ name: name.replace("figures/", ""), svg: decodeUtf8(bytes) ?? "" }));
}

/** The phase plane that a document wants, with the run as an orbit in it. */
async function drawRunInPlane(
  pen: Pen,
  path: string,
  figure: Figure<PhasePortrait>,
  opened: Opened,
  result: Result,
  wanted: WantedFigure,
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
async function drawOwnCurve(pen: Pen, path: string, figure: Figure<FiringCurve>, opened: Opened, wanted: WantedFigure): Promise<Drawn> {
  return orNote(async () => {
    const units = opened.experiment?.units ?? "physical";
    // readOptions has checked the kinds.
    const options = readOptions(figure.id, figure.options, wanted.options, units) as FiringOptions;
    return drawOne(pen, path, figure, await firing(opened, options), wanted);
  });
}

/** A figure that is wanted twice gets a number. */
export function nameFigures(wanted: readonly WantedFigure[]): readonly (readonly [string, WantedFigure])[] {
  const seen = new Map<string, number>();
  return wanted.map((one) => {
    const count = (seen.get(one.name) ?? 0) + 1;
    seen.set(one.name, count);
    return [count > 1 ? `${one.name}-${count}` : one.name, one];
  });
}

export function joinDrawn(parts: readonly Drawn[]): Drawn {
  return {
    files: parts.flatMap(({ files }) => files),
    pictures: parts.flatMap(({ pictures }) => pictures),
    notes: parts.flatMap(({ notes }) => notes),
  };
}

/** What every figure is drawn from: `units` say how its options are read, the provenance goes into the files. */
export interface Drawable {
  readonly units: "physical" | "none";
  readonly provenance?: Provenance;
}

/** Draws one figure. */
export async function drawOne<From extends Drawable>(
  pen: Pen,
  path: string,
  figure: Figure<From>,
  from: From,
  { options }: WantedFigure,
): Promise<Drawn> {
  return orNote(async () => {
    const picture = figure.draw(from, readOptions(figure.id, figure.options, options, from.units), pen.page);
    return { files: await pen.write(path, picture, from), pictures: [`${path}.png`], notes: [] };
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

export function sourceOf(provenance: Provenance | undefined): Provenance {
  if (provenance === undefined) throw new InternalError("a figure without provenance was asked for");
  return provenance;
}
