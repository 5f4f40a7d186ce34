/** What the browser page of plots.test.ts loads: views of the studio, driven from outside. */
import { signal } from "@preact/signals";
import { h, render } from "preact";
import type { Result } from "../../src/contract/index.ts";
import { compose, figures, renderSvg, type Scene, themes } from "../../src/figures/index.ts";
import { run } from "../../src/index.ts";
import type { Brush, Computed, TracesSettings } from "../../studio/src/contract.ts";
import { Traces } from "../../studio/src/plots/index.ts";
import { paintPage } from "../../studio/src/plots/paint/canvas.ts";
import { adaptingResult, comparedResult, hodgkinHuxley } from "../figures/fixtures.ts";

/** Pixels of a page painted on a canvas, and of its SVG drawn by the browser. Both opaque, at two pixels a point. */
async function bothPictures(scene: Scene, name: "light" | "dark"): Promise<readonly [Uint8ClampedArray, Uint8ClampedArray]> {
  const [theme, scale] = [themes[name], 2];
  const make = () => {
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [scene.width * scale, scene.height * scale];
    return canvas.getContext("2d", { willReadFrequently: true })!;
  };
  const painted = make();
  paintPage({ context: painted, theme, scale }, compose(scene));
  const svg = renderSvg(scene, theme, { version: "0", document_sha256: "0" });
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const drawn = make();
  drawn.drawImage(image, 0, 0, drawn.canvas.width, drawn.canvas.height);
  const pixels = (context: CanvasRenderingContext2D) => context.getImageData(0, 0, context.canvas.width, context.canvas.height).data;
  return [pixels(painted), pixels(drawn)];
}

const results: Readonly<Record<string, () => Result>> = {
  adapting: () => adaptingResult(),
  "hodgkin-huxley": () => hodgkinHuxley(100, 0.05),
  compared: () => comparedResult(2000, 5),
};

async function sceneOf(id: string, from: string): Promise<Scene> {
  const entry = figures.find((one) => one.id === id);
  if (entry?.of !== "run") throw new Error(`no figure ${id} of a run`);
  return (await entry.load()).draw(results[from]!(), {}).scene;
}

/** Mean difference of a colour channel (of 255), and the share of pixels that differ by more than a quarter of the range. */
async function difference(id: string, from: string, name: "light" | "dark"): Promise<{ readonly mean: number; readonly far: number }> {
  const [a, b] = await bothPictures(await sceneOf(id, from), name);
  let [sum, far] = [0, 0];
  for (let k = 0; k < a.length; k += 4) {
    const gaps = [0, 1, 2].map((c) => Math.abs(a[k + c]! - b[k + c]!));
    sum += gaps[0]! + gaps[1]! + gaps[2]!;
    if (Math.max(...gaps) > 64) far++;
  }
  return { mean: sum / (a.length * 0.75), far: far / (a.length / 4) };
}

const computed = signal<Computed>({ reasons: {}, stale: [] });
const brush = signal<Brush>(undefined);
const theme = signal("light");
const traces = signal<TracesSettings>({ hidden: [] });
const changes = { traces: 0 };

function show(view: "traces"): void {
  const host = document.createElement("main");
  document.body.replaceChildren(host);
  const change = (next: TracesSettings) => {
    changes.traces++;
    traces.value = next;
  };
  const views = {
    traces: () => h(Traces, { settings: traces.value, change, computed: computed.value, brush, theme: theme.value }),
  };
  render(h(views[view], {}), host);
}

async function simulate(text: string): Promise<void> {
  computed.value = { ...computed.value, result: (await run(text))[0]! };
}

const tools = { difference, show, simulate, computed, brush, theme, traces, changes };

/** What the test calls. */
export type Tools = typeof tools;

Object.assign(globalThis, { tools, ready: true });
