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
import { EXAMPLE, type GalleryGroup, type Sketch } from "../gallery/gallery.ts";
import { subjects } from "../gallery/subjects.ts";
import { kindOf } from "./kind.ts";

/** Opens `example:NAME`, or a model or set of the catalogue. */
export async function openNamed(environment: Environment, id: string): Promise<Opened> {
  if (!id.startsWith(EXAMPLE)) return openModel(environment, id);
  const { examples } = await import("./examples.ts");
  const name = id.slice(EXAMPLE.length);
  return openText(environment, examples.get(name) ?? "", `${name}.yaml`);
}

/** The examples by subject, then the models with their sets in the order of the catalogue. */
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
  const itemOf = (name: string) => ({ id: EXAMPLE + name, title: titleOf(examples.get(name) ?? "") ?? name, phenomenon: "", source: "" });
  return [...subjects.map(({ examples: names, ...subject }) => ({ ...subject, items: names.map(itemOf) })), ...groups];
}

/** The first line of a document's title, without reading the document. */
function titleOf(text: string): string | undefined {
  return /^title:\s*["']?(.+?)["']?\s*$/m.exec(text)?.[1];
}

const WIDTH = 100;
const HEIGHT = 40;

/** The first signal of a run of single units. */
export async function sketchOf(environment: Environment, id: string): Promise<Sketch | undefined> {
  const opened = await openNamed(environment, id);
  if (obstacles(opened).length > 0) return undefined;
  return (await kindOf(opened)) === "network" ? undefined : traceOf(environment, opened);
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
  return points.join(" ");
}
