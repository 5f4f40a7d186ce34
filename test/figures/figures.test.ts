import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { inflateSync } from "node:zlib";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { dark, figures, light, pictureTexts, positioner, rasterise, type Scene } from "../../src/figures/index.ts";
import { measure } from "../../src/figures/text/metrics.ts";
import { plainText } from "../../src/figures/text/rich-text.ts";
import { draw, headings, noise, refusal, svg } from "./drawing.ts";
import {
  adapting,
  adaptingResult,
  adex,
  comparedResult,
  grid,
  hodgkinHuxley,
  provenance,
  result,
  signal,
  step,
  sweepResult,
  tonic,
  train,
} from "./fixtures.ts";

/** Compares with the file, numbers to three decimals. A changed picture is written beside the old one, to be looked at. */
function expectGolden(name: string, text: string): void {
  const round = (content: string) => content.replace(/-?\d+\.\d+/g, (number) => `${Math.round(Number(number) * 1000) / 1000}`);
  const file = new URL(`golden/${name}.svg`, import.meta.url);
  const changed = new URL(`golden/${name}-changed.svg`, import.meta.url);
  const old = existsSync(file) ? readFileSync(file, "utf8") : "";
  if (round(old) === round(text)) rmSync(changed, { force: true });
  else writeFileSync(changed, text);
  expect(round(text)).toBe(round(old));
}

const flagship = () => {
  const kinds = {
    tonic,
    adapting,
    bursting: { a: 4, b: 120, tauW: 100, vReset: -46 },
    delayed: { a: -10, b: 0, tauW: 100, vReset: -60 },
    burst: { a: 0.5, b: 7, tauW: 5, vReset: -51 },
  };
  const runs = Object.entries(kinds).map(([name, set]) => ({ name, run: adex(300, 0.5, { ...set, current: step(500, 50, 250) }) }));
  return result(
    "Five firing patterns",
    300,
    runs.map(({ name, run }) => signal(name, "V", "mV", run.times, run.V)),
    Object.fromEntries(runs.map(({ name, run }) => [name, { size: 1, spikes: train(run.spikes), peak: { label: "V", level: 0 } }])),
  );
};

describe("golden pictures (open test/figures/golden/NAME-changed.svg when one differs)", () => {
  test.each([
    ["traces-adex", "traces", () => adaptingResult(300, 0.5), {}, light],
    ["traces-hodgkin-huxley-dark", "traces", () => hodgkinHuxley(50, 0.25), {}, dark],
    ["traces-five-populations", "traces", flagship, {}, light],
    ["traces-stretch", "traces", () => adaptingResult(300, 0.5), { from: "50 ms", to: "0.1 s", signals: "V" }, light],
    ["raster-compared", "raster", () => comparedResult(6000, 3), {}, light],
    ["curve", "curve", sweepResult, {}, light],
  ] as const)("%s", async (name, id, from, options, theme) => {
    expectGolden(name, svg((await draw(id, from(), options)).scene, theme));
  });
});

describe("traces", () => {
  test("one panel for each unit, inputs last, whatever the order of recording", async () => {
    const signals = [noise("I", "pA", { role: "input" }), noise("V", "mV"), noise("w", "pA"), noise("theta", "mV")];
    const { scene } = await draw("traces", result("t", 2, signals, { cell: { size: 1 } }));
    expect(headings(scene)).toEqual(["V \u03b8 (mV)", "w (pA)", "I (pA)"]);
  });

  test("populations have panels of their own, headed by their names", async () => {
    const [a, b] = ["a", "b"].map((name) => signal(name, "V", "mV", grid(3, 1), grid(3, 1)));
    expect(headings((await draw("traces", result("t", 2, [a!, b!], {}))).scene)).toEqual(["a V (mV)", "b V (mV)"]);
  });

  test("spikes of a neuron with a reset reach the peak, those of another neuron are not drawn in it", async () => {
    const [V0, V1] = [0, 1].map((neuron) => signal("E", "V", "mV", Float64Array.of(0, 1), Float64Array.of(-50, -60), { neuron }));
    const spikes = { times: Float64Array.of(0.5), neurons: Uint32Array.of(1) };
    const { scene } = await draw("traces", result("t", 1, [V0!, V1!], { E: { size: 2, spikes, peak: { label: "V", level: 20 } } }));
    const lines = scene.panels[0]!.marks.flatMap((mark) => (mark.kind === "line" ? [[...mark.y]] : []));
    expect(lines).toEqual([
      [-50, -60],
      [-50, 20, -60, -60],
    ]);
  });

  test("seconds are printed from five seconds on, nothing under units: none", async () => {
    const label = async (end: number, units: string) =>
      plainText((await draw("traces", result("t", end, [noise("V", "")], {}, { units }))).scene.panels[0]!.x.label!);
    expect([await label(4999, "physical"), await label(5000, "physical"), await label(5000, "none")]).toEqual([
      "time (ms)",
      "time (s)",
      "time",
    ]);
  });

  test("the axis runs from the end of the transient to where the run stopped", async () => {
    const stopped = { kind: "cancelled", time: 700, error: null, message: null, remedy: null };
    const { scene } = await draw("traces", result("t", 1000, [noise("V", "mV")], {}, { transient: 0, outcome: stopped }));
    expect(scene.panels[0]!.x.scale).toEqual({ kind: "linear", low: 0, high: 700 });
  });

  test("the table beside it holds every sample that was recorded", async () => {
    const from = adaptingResult(100, 0.5);
    const { table } = await draw("traces", from);
    expect(table().columns.map(({ name, unit }) => `${name} ${unit}`)).toEqual(["time ms", "V mV", "w pA"]);
    expect(table().columns[1]!.values).toEqual(from.signals[0]!.values);
  });

  test("five panels stay on a page of 16:9, and every panel keeps a plotting area of 28 points", async () => {
    const signals = ["mV", "pA", "nS", "ms", "1/ms"].map((unit, k) => noise(`s${k}`, unit));
    const { scene } = await draw("traces", result("t", 2, signals, {}));
    expect([scene.width, scene.height]).toEqual([800, 450]);
    const many = Array.from({ length: 30 }, (_, k) => noise(`s${k}`, `u${k}`));
    for (const { frame } of (await draw("traces", result("t", 2, many, {}))).scene.panels)
      expect(frame.height).toBeGreaterThanOrEqual(28 - 1e-9);
  });

  test("a name that was not recorded, a stretch without samples and an empty recording are refused", async () => {
    const from = result("t", 2, [noise("V", "mV")], {});
    expect(await refusal("traces", from, { signals: "w" })).toBe("figure-no-such");
    expect(await refusal("traces", from, { from: "5 ms", to: "6 ms" })).toBe("figure-nothing");
    expect(await refusal("traces", result("t", 2, [], {}))).toBe("figure-nothing");
  });
});

describe("raster", () => {
  test("a group for each population, a stroke for each spike, in the row of its neuron", async () => {
    const spikes = { times: Float64Array.of(1, 2, 3), neurons: Uint32Array.of(0, 3, 1) };
    const { scene, table } = await draw(
      "raster",
      result("t", 10, [], { E: { size: 4, spikes }, I: { size: 4, spikes: train(Float64Array.of(5)) } }),
    );
    const strokes = scene.panels[0]!.marks.flatMap((mark) => (mark.kind === "strokes" ? [mark] : []));
    expect(strokes.map(({ x }) => [...x])).toEqual([[1, 2, 3], [5]]);
    const centres = [0, 1, 2].map((k) => (strokes[0]!.low[k]! + strokes[0]!.high[k]!) / 2);
    // Rows go down with the neuron's index: neuron 3 lies three rows below neuron 0.
    expect((centres[1]! - centres[0]!) / (centres[2]! - centres[0]!)).toBeCloseTo(3, 12);
    expect(table().columns.map(({ values }) => [...values])).toEqual([
      ["E", "E", "E", "I"],
      [0, 3, 1, 0],
      [1, 2, 3, 5],
    ]);
  });

  test("a comparison stands under the model's spikes with its coincidence factors and their mean", async () => {
    const { scene, table } = await draw("raster", comparedResult(2000, 3));
    expect(headings(scene)[0]).toBe("coincidence factor \u0393 = 0.56 within 4 ms, 0.79 between repetitions");
    const labels = scene.panels[0]!.marks.flatMap((mark) => (mark.kind === "label" ? [plainText(mark.text)] : []));
    expect(labels).toEqual(["model", "recorded", "\u0393, 2 ms", "0.41", "0.42", "0.43", "\u0393, 4 ms", "0.55", "0.56", "0.58"]);
    expect(new Set<unknown>(table().columns[0]!.values)).toEqual(new Set(["model", "recorded"]));
  });

  test("traces stand over the recorded voltage with the model's spikes above; in a panel below it where it would cover them", async () => {
    const from = comparedResult(2000, 3);
    const spiky = (period: number) => from.signals[0]!.values.map((_, k) => (k % period === 0 ? 30 : -60));
    const drawn = async (period: number) => {
      const voltage = signal("cell", "V", "mV", from.signals[0]!.times, spiky(period), { neuron: 0 });
      return (await draw("traces", { ...from, comparison: { ...from.comparison!, signals: [voltage] } })).scene;
    };
    const kinds = (scene: Scene) => scene.panels.map(({ marks }) => marks.map((mark) => mark.kind));
    const sparse = await drawn(1000);
    expect(headings(sparse)).toEqual(["V and spikes of the model recorded (mV)"]);
    expect(kinds(sparse)).toEqual([["line", "line", "strokes"]]);
    const crowded = await drawn(100);
    expect(headings(crowded)).toEqual(["V recorded (mV)", "V and spikes of the model (mV)"]);
    expect(kinds(crowded)).toEqual([["line"], ["line", "strokes"]]);
  });

  test("recorded voltage is drawn above the spikes", async () => {
    const from = comparedResult(2000, 3);
    const voltage = signal("cell", "V", "mV", from.signals[0]!.times, from.signals[0]!.values, { neuron: 0 });
    const { scene } = await draw("raster", { ...from, comparison: { ...from.comparison!, signals: [voltage] } });
    expect(headings(scene)[0]).toBe("V recorded (mV)");
    expect(scene.panels.length).toBe(2);
  });

  test("silence is said, no recording of spikes is refused", async () => {
    const silent = await draw("raster", result("t", 10, [], { E: { size: 4, spikes: train(new Float64Array()) } }));
    expect(svg(silent.scene)).toContain("no spikes");
    expect(await refusal("raster", result("t", 10, [], { E: { size: 4 } }))).toBe("figure-nothing");
    expect(await refusal("raster", comparedResult(2000, 3), { populations: "nobody" })).toBe("figure-no-such");
  });
});

/** What a picture must never contain, whatever it is made from. */
function expectSound(scene: Scene): void {
  const text = svg(scene);
  expect(text).not.toMatch(/NaN|Infinity|undefined|null/);
  for (const { frame } of scene.panels)
    expect([frame.x, frame.y, frame.width, frame.height].every((value) => Number.isFinite(value) && value > 0)).toBe(true);
}

test("values that are not finite, huge, tiny, constant or missing never reach a picture as such", async () => {
  const value = fc.oneof(fc.double(), fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, 0, -65, 1e308, -1e308, 1e-320));
  const values = fc.array(value, { minLength: 1, maxLength: 30 });
  await fc.assert(
    fc.asyncProperty(
      values,
      fc.array(fc.double({ min: 0, max: 30, noNaN: true }), { maxLength: 5 }),
      fc.option(value),
      async (y, spikes, level) => {
        const V = signal("cell", "V", "mV", grid(y.length, 1), Float64Array.from(y));
        const population = { size: 1, spikes: train(Float64Array.from(spikes).sort()), peak: { label: "V", level } };
        const from = result("x", y.length - 1, [V], { cell: population });
        expectSound((await draw("traces", from)).scene);
        expectSound((await draw("raster", from)).scene);
      },
    ),
    { seed: 1, numRuns: 300 },
  );
});

describe("files", () => {
  let wasm: object;
  let font: Uint8Array;
  beforeAll(() => {
    wasm = readFileSync(new URL("../../node_modules/@resvg/resvg-wasm/index_bg.wasm", import.meta.url));
    font = readFileSync(new URL("../../assets/figures.ttf", import.meta.url));
  });

  /** Chunks of a PNG by type. */
  function chunks(png: Uint8Array): Map<string, Uint8Array> {
    const view = new DataView(png.buffer, png.byteOffset);
    const found = new Map<string, Uint8Array>();
    for (let at = 8; at < png.length; at += 12 + view.getUint32(at)) {
      const type = String.fromCharCode(...png.subarray(at + 4, at + 8));
      const data = png.subarray(at + 8, at + 8 + view.getUint32(at));
      found.set(type === "iTXt" ? `iTXt ${new TextDecoder().decode(data).split("\0")[0]}` : type, data);
    }
    return found;
  }

  /** Colours of a picture: undoes filter 2. */
  function pixels(png: Uint8Array): { readonly width: number; readonly at: (x: number, y: number) => readonly number[] } {
    const found = chunks(png);
    const width = new DataView(found.get("IHDR")!.buffer, found.get("IHDR")!.byteOffset).getUint32(0);
    const data = inflateSync(found.get("IDAT")!);
    const row = 3 * width + 1;
    for (let k = row; k < data.length; k++) if (k % row > 0) data[k] = (data[k]! + data[k - row]!) & 255;
    return { width, at: (x, y) => [...data.subarray(y * row + 1 + 3 * x, y * row + 4 + 3 * x)] };
  }

  test("a PNG carries title, description, version and document hash, has 1600 x 900 pixels, and shows the background and the line", async () => {
    const { scene } = await draw("traces", result("Title \u03c4 <&>", 2, [signal("cell", "V", "mV", grid(3, 1), new Float64Array(3))], {}));
    const png = await rasterise(svg(scene, dark), { wasm, font, scale: 2, texts: pictureTexts(scene, provenance) });
    const found = chunks(png);
    const text = (keyword: string) =>
      new TextDecoder()
        .decode(found.get(`iTXt ${keyword}`)!)
        .split("\0")
        .at(-1);
    expect([text("Title"), text("Software"), text("Source")]).toEqual([
      "Title \u03c4 <&>",
      "lapicque 0.0.0",
      `document sha256 ${"0".repeat(64)}`,
    ]);
    expect(text("Description")).toBe(scene.description);
    expect([...found.keys()].filter((type) => !type.startsWith("iTXt"))).toEqual(["IHDR", "sRGB", "pHYs", "IDAT", "IEND"]);
    const { at, width } = pixels(png);
    expect([width, at(2, 2)]).toEqual([1600, [0x14, 0x17, 0x1c]]);
    // A constant signal runs through the middle of its frame, in the first colour of the series.
    const { frame } = scene.panels[0]!;
    expect(at(Math.round(2 * (frame.x + frame.width / 3)), Math.round(2 * (frame.y + frame.height / 2)))).toEqual([0x56, 0xb4, 0xe9]);
  });

  test("an SVG is well-formed XML whatever the names are (resvg is the judge)", async () => {
    const { Resvg } = await import("@resvg/resvg-wasm");
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "binary" }), fc.string(), fc.string({ unit: "grapheme" }), async (title, label, population) => {
        const one = signal(population, label, label, Float64Array.of(0, 1), Float64Array.of(0, 1));
        const text = svg((await draw("traces", result(title, 1, [one], {}))).scene);
        expect(() => new Resvg(text).free()).not.toThrow();
      }),
      { seed: 1, numRuns: 200 },
    );
  });

  test("an SVG names its source and refers to nothing outside", async () => {
    const text = svg((await draw("traces", adaptingResult(100, 0.5))).scene);
    expect(text).toContain(`document-sha256="${"0".repeat(64)}"`);
    expect(text).toContain("<title>Adapting AdEx neuron (Naud et al. 2008)</title>");
    expect(text).not.toMatch(/href|url\((?!#)|<script|<style|@import/);
  });

  test("the font has the characters that labels use", async () => {
    const { advances } = await import("../../src/figures/font/advances.ts");
    const has = (code: number) => advances.some(([from, widths]) => code >= from && code < from + widths.split(" ").length);
    for (const character of "AZaz09 \u00b5\u03a9\u0394\u03c4\u03be\u0393\u2212\u00d7\u00b7\u2009\u2026\u00e9\u221a\u221e\u2264\u2192")
      expect([character, has(character.codePointAt(0)!)]).toEqual([character, true]);
  });
});

test("each figure of the registry has the id of its line, and documents its options", async () => {
  for (const { id, load } of figures) {
    const figure = await load();
    expect(figure.id).toBe(id);
    for (const { meaning } of Object.values(figure.options)) expect(meaning.length).toBeGreaterThan(10);
  }
});

describe("the size of the page", () => {
  test.each(["traces", "raster"])("%s on a page of 360 x 300: frames on the page, tick labels apart", async (id) => {
    const { scene } = await draw(id, adaptingResult(), {}, { width: 360, height: 300 });
    expect(scene.width).toBe(360);
    // A raster of few rows is lower.
    expect(scene.height).toBeLessThanOrEqual(300);
    for (const { frame, x } of scene.panels) {
      expect(frame.x).toBeGreaterThan(0);
      expect(frame.x + frame.width).toBeLessThan(360);
      const at = positioner(x.scale, frame.x, frame.x + frame.width);
      for (const [k, tick] of x.ticks.entries()) {
        const next = x.ticks[k + 1];
        if (next) expect(at(next.at) - at(tick.at)).toBeGreaterThan((measure(tick.label, 13) + measure(next.label, 13)) / 2);
      }
    }
  });

  test("an axis covers at least what it is told to reach", async () => {
    const { scene } = await draw("traces", adaptingResult(), {}, { width: 800, height: 450, reach: { V: [-200, -100] } });
    expect(scene.panels[0]!.y.scale.low).toBeLessThan(-200);
    expect(scene.panels[0]!.y.scale.high).toBeLessThan(50);
  });
});
