/** What the browser page of plots.test.ts loads: views of the studio, driven from outside. */
import { type Signal, signal } from "@preact/signals";
import { h, render } from "preact";
import type { Result } from "../../src/contract/index.ts";
import { compose, figures, renderSvg, type Scene, themes } from "../../src/figures/index.ts";
import { phasePlane } from "../../src/figures/phase-plane.ts";
import { live, open, run } from "../../src/index.ts";
import { firing, type Portrayer, portrayer } from "../../src/session/index.ts";
import type { Brush, Computed, Listen, LiveFrame, LiveSettings, PlaneSettings, TracesSettings } from "../../studio/src/contract.ts";
import { Firing, Plane, Traces } from "../../studio/src/plots/index.ts";
import { Live } from "../../studio/src/plots/live/live.tsx";
import { paintPage } from "../../studio/src/plots/paint/canvas.ts";
import { type Point, pageAt } from "../../studio/src/plots/stage/frame.ts";
import { thinResult } from "../../studio/src/plots/traces/extremes.ts";
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

const computed = signal<Computed>({ reasons: {}, stale: [], coming: [] });
const brush = signal<Brush>(undefined);
const theme = signal("light");
const plane = signal<PlaneSettings>({ starts: [], hidden: [] });
const traces = signal<TracesSettings>({ hidden: [] });
const liveSettings = signal<LiveSettings>({ span: 200, speed: 100, kick: 10 });
const running = signal(true);
const operating = signal<number | undefined>(undefined);
const listeners = new Set<(frame: LiveFrame | undefined) => void>();

const listen: Listen = (hear) => {
  listeners.add(hear);
  return () => listeners.delete(hear);
};

/** Where changes go: into the signal, and whatever computes is told. */
function setter<T>(state: Signal<T>, then: (next: T) => void = () => {}) {
  return (next: T) => {
    state.value = next;
    then(next);
  };
}

const views = {
  plane: () =>
    h(Plane, { settings: plane.value, change: setter(plane, portray), computed: computed.value, brush, theme: theme.value, listen }),
  firing: () =>
    h(Firing, {
      settings: {},
      change: () => {},
      computed: computed.value,
      brush,
      theme: theme.value,
      operating: operating.value,
      setInput: setter(operating),
    }),
  traces: () => h(Traces, { settings: traces.value, change: setter(traces), computed: computed.value, brush, theme: theme.value }),
  live: () =>
    h(Live, {
      settings: liveSettings.value,
      change: setter(liveSettings),
      computed: computed.value,
      brush,
      theme: theme.value,
      running: running.value,
      listen,
      toggle: () => {
        running.value = !running.value;
      },
      restart: () => {},
      kick: (state, by) => current?.kick(state, by),
    }),
};

/** Shows views one below the other, each of that height [CSS pixels]. */
function show(names: readonly (keyof typeof views)[], height: number): void {
  const main = document.createElement("main");
  document.body.replaceChildren(main);
  document.body.style.margin = "0";
  document.body.style.background = theme.value.includes("dark") ? "#14171c" : "#ffffff";
  for (const name of names) {
    const place = document.createElement("section");
    place.style.height = `${height}px`;
    main.append(place);
    render(h(views[name], {}), place);
  }
}

let current: Awaited<ReturnType<typeof live>> | undefined;

/** Computes the run of a document. */
async function simulate(text: string): Promise<void> {
  const [result] = await run(text);
  computed.value = { ...computed.value, result: result! };
}

/** Computes the f-I curve of a document. */
async function fire(text: string): Promise<void> {
  computed.value = { ...computed.value, firing: await firing(await open(text)) };
}

let unit: Portrayer | undefined;

/** Compiles the unit of a document and draws its plane. */
async function compile(text: string): Promise<void> {
  unit?.close();
  unit = await portrayer(await open(text));
  portray(plane.value);
}

/** The portrait with an orbit from every start, as the worker of the studio makes it. */
function portray({ starts, window }: PlaneSettings): void {
  if (!unit) return;
  const { system } = unit;
  const ranges = window ? { xRange: [window[0], window[1]] as const, yRange: [window[2], window[3]] as const } : {};
  const portrait = unit.portray(system.states.length > 1 ? ranges : {});
  const orbits = starts.map(({ at, backwards }) => {
    const start = system.states.map(({ name, value, factor }) => (at[name] === undefined ? value : at[name] * factor));
    return unit!.orbit(start, 200, backwards);
  });
  computed.value = { ...computed.value, portrait: { ...portrait, orbits } };
}

/** Goes on with a document for `frames` pictures of a sixtieth of a second. */
async function goOn(text: string, frames: number): Promise<void> {
  current?.close();
  current = await live(text);
  for (const hear of listeners) hear(undefined);
  for (let k = 0; k < frames; k++) {
    const stretch = current.advance(liveSettings.value.speed / 60);
    for (const hear of listeners) hear(stretch);
    await new Promise(requestAnimationFrame);
  }
}

/** A recording of a million samples a signal, with a spike every 997 samples. */
function makeLong(samples: number): void {
  const result = adaptingResult(100);
  const times = Float64Array.from({ length: samples }, (_, k) => k / 100);
  const values = (f: number) => times.map((time, k) => 20 * Math.sin(time * f) + 3 * Math.sin(k * 1.7) + (k % 997 === 0 ? 60 : 0));
  const end = samples / 100;
  const signals = result.signals.map((signal, k) => ({ ...signal, times, values: values(0.07 / (k + 1)) }));
  computed.value = {
    ...computed.value,
    result: { ...result, duration: end, outcome: { ...result.outcome, time: end }, populations: {}, signals },
  };
}

/** Where data coordinates of the plane are on the screen: the figure's own frame, found by composing it for the same place. */
function planePoint(x: number, y: number): Point {
  const place = document.querySelector<HTMLElement>("[data-view=plane] .plot-stage")!;
  const box = place.getBoundingClientRect();
  // As measured by the stage: type of the usual size, in a place that is large enough for it.
  const zoom = Number.parseFloat(getComputedStyle(place).fontSize) / 15;
  const page = { width: Math.round(box.width / zoom), height: Math.round(box.height / zoom) };
  const { window } = plane.value;
  const { scene } = phasePlane.draw({ ...computed.value.portrait!, title: "" }, {}, { ...page, ...(window ? { window } : {}) });
  const at = pageAt(scene.panels[0]!, { x, y });
  return { x: box.left + at.x * zoom, y: box.top + at.y * zoom };
}

/** Where the run is at a time, on the screen. */
function runPoint(time: number): Point {
  const [x, y] = computed.value.result!.signals;
  const k = x!.times.findIndex((at) => at >= time);
  return planePoint(x!.values[k]!, y!.values[k]!);
}

/** Whether the run passes, from one time to another, where it is at `time`: it may have come around before. */
function runPasses(from: number, to: number, time: number): boolean {
  const [x, y] = computed.value.result!.signals;
  const here = x!.times.findIndex((at) => at >= time);
  return x!.times.some(
    (at, k) =>
      at >= from && at <= to && Math.abs(x!.values[k]! - x!.values[here]!) < 0.1 && Math.abs(y!.values[k]! - y!.values[here]!) < 0.1,
  );
}

const tools = {
  fire,
  planePoint,
  runPoint,
  runPasses,
  compile,
  difference,
  compose,
  paintPage,
  thinResult,
  themes,
  figures,
  show,
  simulate,
  goOn,
  makeLong,
  computed,
  brush,
  theme,
  plane,
  traces,
  live: liveSettings,
  operating,
};

/** A start as the test sees it. */
export type PlaneStart = PlaneSettings["starts"][number];

/** What the test calls. */
export type Tools = typeof tools;

Object.assign(globalThis, { tools, ready: true });
