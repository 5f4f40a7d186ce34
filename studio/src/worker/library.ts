/** What can be opened by its name: models of the catalogue with their sets, and the examples. */
import {
  checkScales,
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
import type { GalleryGroup, Sketch } from "../gallery/gallery.ts";

const EXAMPLE = "example:";

/** Opens `example:NAME`, or a model or set of the catalogue. */
export async function openNamed(environment: Environment, id: string): Promise<Opened> {
  if (!id.startsWith(EXAMPLE)) return openModel(environment, id);
  const { examples } = await import("./examples.ts");
  const name = id.slice(EXAMPLE.length);
  return openText(environment, examples.get(name) ?? "", `${name}.yaml`);
}

/** Scales whose runs the page draws: a plane, traces and an f-I curve are of single units. */
const shown: ReadonlySet<string> = new Set(["cell", "rate"]);

/** Models with their sets in the order of the catalogue, then the examples that can be computed here. */
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
  const items = [...examples]
    .filter(([, text]) => isForSingleUnits(text))
    .map(([name, text]) => ({ id: EXAMPLE + name, title: titleOf(text) ?? name, phenomenon: "", source: "" }));
  return [...groups, { id: "examples", title: "Examples", items }];
}

/** The first line of a document's title, without reading the document. */
function titleOf(text: string): string | undefined {
  return /^title:\s*["']?(.+?)["']?\s*$/m.exec(text)?.[1];
}

/**
 * Whether an example can be computed here, judged by its text: to open them all takes seconds. A test holds it against the scales' own
 * answers.
 */
export function isForSingleUnits(text: string): boolean {
  const scale = /\bscale:\s*\[?\s*([\w-]+)/.exec(text)?.[1];
  return !/^(projections|fields|synapses):/m.test(text) && (scale === undefined || shown.has(scale));
}

/** Whether a scale that the page shows runs the document. */
export async function isRunnable(opened: Opened): Promise<boolean> {
  const { experiment } = opened;
  if (!experiment || obstacles(opened).length > 0) return false;
  const fitting = (await checkScales(experiment))
    .filter(({ id, accepts, isBuilt }) => accepts && isBuilt && shown.has(id))
    .map(({ id }) => id);
  const named = experiment.run.scales;
  return named.length === 0 ? fitting.length > 0 : fitting.includes(named[0]!);
}

const WIDTH = 100;
const HEIGHT = 40;

/** The first signal of a run as a polyline: the extremes within each of 100 columns, so that no spike is lost. */
export async function sketchOf(environment: Environment, id: string): Promise<Sketch | undefined> {
  const opened = await openNamed(environment, id);
  if (!(await isRunnable(opened))) return undefined;
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
  return { points: points.join(" ") };
}
