/** What can be opened by its name: models of the catalogue with their sets, and the examples. */
import {
  type Environment,
  listItems,
  type Opened,
  obstacles,
  openModel,
  openText,
  phenomenonOf,
  run,
  setsOf,
} from "../../../src/session/index.ts";
import type { Kind } from "../contract.ts";
import type { GalleryGroup, Sketch } from "../gallery/gallery.ts";
import { kindOfText } from "../state/document.ts";
import { foreseenOf, kindOf } from "./kind.ts";

const EXAMPLE = "example:";

/** Opens `example:NAME`, or a model or set of the catalogue. */
export async function openNamed(environment: Environment, id: string): Promise<Opened> {
  if (!id.startsWith(EXAMPLE)) return openModel(environment, id);
  const { examples } = await import("./examples.ts");
  const name = id.slice(EXAMPLE.length);
  return openText(environment, examples.get(name) ?? "", `${name}.yaml`);
}

/** Models with their sets in the order of the catalogue, then the examples. */
export async function galleryOf(): Promise<readonly GalleryGroup[]> {
  const models = (await listItems()).filter(({ kind }) => kind === "model");
  const groups = await Promise.all(
    models.map(async ({ id, title }) => ({
      id,
      title,
      items: [{ id, title, phenomenon: (await phenomenonOf(id)) ?? "", source: "" }, ...(await setsOf(id))],
    })),
  );
  const { examples } = await import("./examples.ts");
  const ofKind = (kind: Kind) =>
    [...examples]
      .filter(([, text]) => kindOfText(text) === kind)
      .map(([name, text]) => ({ id: EXAMPLE + name, title: titleOf(text) ?? name, phenomenon: "", source: "" }));
  return [
    ...groups,
    { id: "examples", title: "Examples", items: ofKind("units") },
    { id: "networks", title: "Networks", items: ofKind("network") },
  ];
}

/** The first line of a document's title, without reading the document. */
function titleOf(text: string): string | undefined {
  return /^title:\s*["']?(.+?)["']?\s*$/m.exec(text)?.[1];
}

const WIDTH = 100;
const HEIGHT = 40;

/** The first signal of a run, or how large a network is. */
export async function sketchOf(environment: Environment, id: string): Promise<Sketch | undefined> {
  const opened = await openNamed(environment, id);
  if (obstacles(opened).length > 0) return undefined;
  if ((await kindOf(opened)) === "network") return { kind: "size", size: await foreseenOf(environment.host, opened) };
  return traceOf(environment, opened);
}

/** A polyline: the extremes within each of 100 columns, so that no spike is lost. */
async function traceOf(environment: Environment, opened: Opened): Promise<Sketch | undefined> {
  const [ran] = await run(environment.host, opened, {});
  const signal = ran?.result.signals[0];
  if (!signal || signal.values.length < 2) return undefined;
  const { times, values } = signal;
  const [low, high] = values.reduce(([a, b], value) => [Math.min(a, value), Math.max(b, value)], [Infinity, -Infinity]);
  const begin = times[0]!;
  const span = times.at(-1)! - begin;
  const columns = Array.from({ length: WIDTH }, () => [Infinity, -Infinity] as [number, number]);
  for (const [i, value] of values.entries()) {
    const column = columns[Math.min(WIDTH - 1, Math.floor(((times[i]! - begin) / span) * WIDTH))]!;
    column[0] = Math.min(column[0], value);
    column[1] = Math.max(column[1], value);
  }
  const y = (value: number) => Number((HEIGHT - 2 - ((value - low) / (high - low || 1)) * (HEIGHT - 4)).toFixed(1));
  const points = columns.flatMap(([least, most], x) =>
    most < least ? [] : [`${x},${y(least)}`, ...(most > least ? [`${x},${y(most)}`] : [])],
  );
  return { kind: "trace", points: points.join(" ") };
}
