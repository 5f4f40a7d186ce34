import { describe, expect, test } from "vitest";
import type { Table } from "../../src/contract/index.ts";
import { roundDown } from "../../src/figures/scene/nice.ts";
import { draw, headings, refusal, svg } from "./drawing.ts";
import { grid, result, signal } from "./fixtures.ts";
import { microcircuit, network, type Sketch, trainsResult } from "./network.ts";

const column = (table: Table, name: string) => table.columns.find((one) => one.name === name)!.values as Float64Array;
const mean = (values: ArrayLike<number>) => Array.from(values).reduce((sum, value) => sum + value, 0) / values.length;
const pair: readonly Sketch[] = [
  ["E", 80, 10],
  ["I", 20, 20],
];
const z = 4.89;

describe("raster of large populations", () => {
  const large = network(microcircuit, 1000, 0.5);
  test("takes less than a megabyte of SVG and says how many neurons it leaves out", async () => {
    const { scene } = await draw("raster", large);
    const strokes = scene.panels[0]!.marks.flatMap((mark) => (mark.kind === "strokes" ? [mark.x.length] : []));
    expect(strokes.reduce((sum, count) => sum + count, 0)).toBeLessThan(15_000);
    expect(svg(scene).length).toBeLessThan(1e6);
    expect(headings(scene)[0]).toMatch(/^one neuron in \d+ is shown$/);
    expect(scene.description).toContain("one neuron in");
  });
  test("shows the same share of each population: the strokes of each are its spikes over n", async () => {
    const { scene, table } = await draw("raster", large);
    const every = Number(headings(scene)[0]!.match(/\d+/)![0]);
    const names = table().columns[0]!.values as readonly string[];
    for (const [name] of microcircuit) {
      const all = large.populations[name]!.spikes!.times.length;
      const drawn = names.filter((one) => one === name).length;
      expect(Math.abs(drawn - all / every)).toBeLessThan(z * Math.sqrt(all / every));
    }
    // The table names neurons, not rows.
    expect(column(table(), "neuron").every((neuron) => neuron % every === 0)).toBe(true);
  });
  test("hides no neuron of small populations", async () => {
    const small = network(pair, 1000);
    const { scene, table } = await draw("raster", small);
    expect(headings(scene)).toEqual([""]);
    expect(table().columns[0]!.values).toHaveLength(small.populations.E!.spikes!.times.length + small.populations.I!.spikes!.times.length);
  });
  test("keeps sixty rows however often they fire, each of at most 400 strokes", async () => {
    const busy = network([["n", 100, 1000]], 20_000);
    const { scene } = await draw("raster", busy);
    const [mark] = scene.panels[0]!.marks.filter((one) => one.kind === "strokes");
    expect(mark!.kind === "strokes" && mark!.x.length).toBeLessThanOrEqual(100 * 400);
    expect(svg(scene).length).toBeLessThan(1e6);
  });
  test("bands stand in the order of the document from the top", async () => {
    const { scene } = await draw("raster", large);
    const labels = scene.panels[0]!.marks.flatMap((mark) => (mark.kind === "label" ? [[mark.text[0]!.text, mark.y] as const] : []));
    expect(labels.map(([text]) => text.split(" ")[0])).toEqual(microcircuit.map(([name]) => name));
    expect(labels.every(([, y], k) => k === 0 || y > labels[k - 1]![1])).toBe(true);
  });
});

describe("a run that goes on", () => {
  const whole = network(microcircuit, 1000, 0.5);
  /** As it was when half of it was over. */
  const half = {
    ...whole,
    outcome: { ...whole.outcome, kind: "cancelled" as const, time: 500 },
    populations: Object.fromEntries(
      Object.entries(whole.populations).map(([name, one]) => {
        const { times, neurons } = one.spikes!;
        const end = times.findIndex((time) => time > 500);
        return [name, { ...one, spikes: { times: times.slice(0, end), neurons: neurons.slice(0, end) } }];
      }),
    ),
  };
  const stretch = { from: "0 ms", to: "1000 ms" };
  const strokes = async (from: typeof whole) =>
    (await draw("raster", from, stretch)).scene.panels[0]!.marks.flatMap((mark) => (mark.kind === "strokes" ? [mark] : []));

  test("has the strokes that its picture will have in the end (kills: a raster that thins out while it grows)", async () => {
    const [before, after] = [await strokes(half), await strokes(whole)];
    for (const [k, { x, low, width }] of before.entries()) {
      expect([...x]).toEqual([...after[k]!.x.slice(0, x.length)]);
      expect([...low]).toEqual([...after[k]!.low.slice(0, x.length)]);
      expect(width).toBeCloseTo(after[k]!.width, 1);
    }
  });
  test("has an activity as far as it is known, on the axis of the whole", async () => {
    const { scene, table } = await draw("activity", half, stretch);
    expect(scene.panels[0]!.x.scale).toMatchObject({ low: 0, high: 1000 });
    expect(column(table(), "time").at(-1)).toBeLessThan(500);
    const first = microcircuit[0]![0];
    const all = column((await draw("activity", whole, stretch)).table(), first);
    const known = column(table(), first);
    expect([...known]).toEqual([...all.slice(0, known.length)]);
    const begun = await draw("activity", { ...half, outcome: { ...half.outcome, time: 0 } }, stretch);
    expect(begun.scene.panels.every(({ marks }) => marks.length === 0)).toBe(true);
  });
});

describe("activity", () => {
  test("is spikes per neuron and second in each bin", async () => {
    const { table } = await draw("activity", trainsResult([[1, 2.5], [2.6]], 4), { bin: "2 ms", window: "0 ms" });
    expect([...column(table(), "time")]).toEqual([1, 3]);
    expect([...column(table(), "n")]).toEqual([250, 500]);
    expect([...column(table(), "n smooth")]).toEqual([250, 500]);
  });
  test("comes from recorded activity where no spikes are, averaged in the bins", async () => {
    const centres = grid(40, 0.1).map((time) => time + 0.05);
    const recorded = signal("field", "activity", "Hz", centres, grid(40, 1));
    const { table, scene } = await draw("activity", result("mesoscopic", 4, [recorded], { field: { size: 800 } }), { bin: "2 ms" });
    expect([...column(table(), "field")]).toEqual([9.5, 29.5]);
    expect(headings(scene)[0]).toContain("mean 19.5");
  });
  test("of groups has their names", async () => {
    const recorded = signal("E", "activity of A", "Hz", grid(40, 0.1), grid(40, 1));
    const { scene } = await draw("activity", result("groups", 4, [recorded], { E: { size: 800 } }), { bin: "2 ms" });
    expect(headings(scene)[0]).toMatch(/^E\.A \(Hz\)/);
  });
  test("on a grid a spike belongs to the step that ends with it: none at the beginning, the last one counts", async () => {
    const given = trainsResult([[0, 1, 2, 3, 4]], 4, { step: 1 });
    expect([...column((await draw("activity", given, { bin: "2 ms", window: "0 ms" })).table(), "n")]).toEqual([1000, 1000]);
    expect(column((await draw("rates", given)).table(), "mean")[0]).toBe(1000);
  });
  test("has a window that holds about fifty spikes, and none where a bin does", async () => {
    // 100 neurons of 12 Hz: 1.2 spikes in a bin of 1 ms, 50 in 3.54 s of Gaussian: s = 11.8 ms, rounded down. Kills: neurons forgotten.
    expect(headings((await draw("activity", network([["n", 100, 12]], 1000))).scene)[0]).toContain("Gaussian, \u03c3 = 10 ms");
    expect(headings((await draw("activity", network([["n", 10_000, 12]], 1000))).scene)[0]).toContain("bins of 1 ms");
  });
  test("bins are whole steps", async () => {
    // A thousandth of 1 s would be 1 ms; the step allows 0.9 or 1.2.
    const { table } = await draw("activity", network(pair, 1000, 0, { step: 0.3 }));
    expect(column(table(), "time")[0]).toBeCloseTo(0.45, 12);
  });
  test("eight populations stand in two columns", async () => {
    const { scene } = await draw(
      "activity",
      network(
        microcircuit.map(([name]) => [name, 20, 10]),
        200,
      ),
    );
    expect(new Set(scene.panels.map(({ frame }) => frame.x)).size).toBe(2);
    expect(headings(scene).map((text) => text.split(" ")[0])).toEqual(microcircuit.map(([name]) => name));
  });
});

describe("rates", () => {
  test("mean, deviation and quartiles of 0, 10, 20 and 30 Hz", async () => {
    const trains = [0, 1, 2, 3].map((count) => Array.from({ length: count }, (_, k) => 10 + k));
    const { table } = await draw("rates", trainsResult(trains, 100));
    expect(column(table(), "mean")[0]).toBeCloseTo(15, 12);
    expect(column(table(), "deviation")[0]).toBeCloseTo(Math.sqrt(125), 12);
    expect(column(table(), "quantile_0.25")[0]).toBeCloseTo(7.5, 12);
    expect(column(table(), "quantile_0.75")[0]).toBeCloseTo(22.5, 12);
  });
  test("count from `from` to `to` alone", async () => {
    const { table } = await draw("rates", trainsResult([[1, 2, 3, 50]], 100), { from: "0 ms", to: "10 ms" });
    expect(column(table(), "mean")[0]).toBeCloseTo(300, 10);
  });
});

describe("intervals", () => {
  test("densities of intervals and of coefficients of variation integrate to what is shown of them", async () => {
    const { table } = await draw("isi", network([["n", 200, 20]], 3000));
    const what = table().columns[0]!.values as readonly string[];
    const [low, high, density] = ["low", "high", "n density"].map((name) => column(table(), name)) as [
      Float64Array,
      Float64Array,
      Float64Array,
    ];
    const area = (quantity: string) => density.reduce((sum, d, k) => sum + (what[k] === quantity ? d * (high[k]! - low[k]!) : 0), 0);
    // Three hundredths lie beyond the axis.
    for (const quantity of ["interval_ms", "cv"]) expect(area(quantity)).toBeGreaterThan(0.97);
    for (const quantity of ["interval_ms", "cv"]) expect(area(quantity)).toBeLessThan(1 + 1e-12);
  });
  test("exponential intervals fall from r by exp(-r t)", async () => {
    const { table } = await draw("isi", network([["n", 400, 40]], 5000));
    const [low, high, density] = ["low", "high", "n density"].map((name) => column(table(), name)) as [
      Float64Array,
      Float64Array,
      Float64Array,
    ];
    const width = high[0]! - low[0]!;
    // 80,000 intervals; long ones are cut off by the end: less than 25/5000 of them.
    const expected = (1 - Math.exp(-0.04 * width)) / width;
    expect(Math.abs(density[0]! / expected - 1)).toBeLessThan(0.005 + z / Math.sqrt(80_000 * width * expected));
  });
  test("the axis of the density may be logarithmic", async () => {
    const { scene } = await draw("isi", network(pair, 3000), { density: "log" });
    expect(scene.panels.map(({ y }) => y.scale.kind)).toEqual(["log", "linear"]);
    expect(await refusal("isi", network(pair, 1000), { density: "cubic" })).toBe("figure-option-value");
  });
  test("few neurons have lines instead of a histogram of their variation", async () => {
    const { scene } = await draw("isi", trainsResult([[1, 3, 7, 9, 15, 20, 22, 30, 31, 33, 40]], 50));
    expect(scene.panels[1]!.marks.filter((mark) => mark.kind === "rule")).toHaveLength(2);
  });
  test("a network that is silent has none", async () => {
    expect(await refusal("isi", trainsResult([[1], []], 50))).toBe("figure-nothing");
  });
});

describe("spectrum", () => {
  test("of Poisson neurons lies on r/N, with the rhythm above it where it is", async () => {
    const { table } = await draw("spectrum", network([["n", 50, 20]], 20_000, 0.6));
    const [f, s, poisson] = ["frequency", "n", "n poisson"].map((name) => column(table(), name)) as [
      Float64Array,
      Float64Array,
      Float64Array,
    ];
    expect(f[s.indexOf(Math.max(...s))]).toBeCloseTo(20, 0);
    // Above 50 Hz: nearly 1200 frequencies of 31 segments. Kills: one-sided density, bins in ms.
    const high = s.filter((_, k) => f[k]! > 500);
    expect(Math.abs(mean(high) / poisson[0]! - 1)).toBeLessThan(z * Math.sqrt(3 / (31 * 600)));
    expect(poisson[0]).toBeCloseTo(0.4, 1);
  });
  test("has no level of Poisson neurons where the number of neurons is not known", async () => {
    const recorded = signal(
      "E.A",
      "activity",
      "Hz",
      grid(4000, 0.5),
      grid(4000, 1).map((_, k) => (k * k) % 7),
    );
    const { table, scene } = await draw("spectrum", result("groups", 2000, [recorded], {}));
    expect(table().columns.map(({ name }) => name)).toEqual(["frequency", "E.A"]);
    expect(headings(scene)[0]).not.toContain("Poisson");
  });
  test("a segment must fit into the stretch, and something must vary", async () => {
    expect(await refusal("spectrum", network(pair, 1000), { segment: "2 s" })).toBe("figure-nothing");
    expect(await refusal("spectrum", trainsResult([[], []], 1000))).toBe("figure-nothing");
  });
});

describe("correlation", () => {
  const lags = { reach: "20 ms", bin: "2 ms" };
  test("independent Poisson neurons have relative rates of 1 at every lag, a spike with itself left out", async () => {
    const { table } = await draw("correlation", network(pair, 20_000), lags);
    // 16,000 spikes of E meet 2 ms * 800/s * 16,000 = 25,600 others in a bin; at lag 0 the spike itself would add 0.6.
    const around = column(table(), "E around E");
    expect(around).toHaveLength(21);
    for (const value of around) expect(Math.abs(value - 1)).toBeLessThan(z / Math.sqrt(25_600 / 2));
  });
  test("a common rhythm of depth d gives 1 + d^2/2 cos(2 pi f t)", async () => {
    const { table } = await draw(
      "correlation",
      network(
        [
          ["E", 400, 20],
          ["I", 100, 20],
        ],
        20_000,
        0.8,
      ),
      lags,
    );
    const [lag, around] = [column(table(), "lag"), column(table(), "I around E")];
    // 160,000 spikes of E, 40,000 of I; bins of 2 ms smooth the cosine by sinc^2(0.04) = 0.995.
    for (const [k, time] of lag.entries()) expect(around[k]).toBeCloseTo(1 + 0.32 * Math.cos(2 * Math.PI * 0.02 * time), 1);
  });
  test("the second population comes after a spike of the first at positive lags", async () => {
    const leader = Array.from({ length: 50 }, (_, k) => 10 + 20 * k + ((k * 7) % 5));
    const first = trainsResult([leader], 1100);
    const both = {
      ...first,
      populations: {
        lead: first.populations.n!,
        lag: { size: 1, spikes: { times: Float64Array.from(leader, (t) => t + 3), neurons: new Uint32Array(50) } },
      },
    };
    const { table } = await draw("correlation", both, { reach: "8 ms", bin: "1 ms" });
    const around = column(table(), "lag around lead");
    expect(column(table(), "lag")[around.indexOf(Math.max(...around))]).toBe(3);
  });
  test("one neuron has no pairs: a single panel", async () => {
    expect((await draw("correlation", network([["n", 1, 50]], 2000), lags)).scene.panels).toHaveLength(1);
    expect((await draw("correlation", network(pair, 2000), lags)).scene.panels).toHaveLength(2);
  });
  test("names that are not there and silence are refused", async () => {
    expect(await refusal("correlation", network(pair, 1000), { of: "X" })).toBe("figure-no-such");
    expect(await refusal("correlation", trainsResult([[], []], 1000))).toBe("figure-nothing");
  });
});

describe("peristimulus histogram", () => {
  const trains = trainsResult([[105, 115, 205, 305, 306], [305]], 400);
  test("averages over the trials that lie within the recording", async () => {
    const { table, scene } = await draw("psth", trains, { every: "100 ms", first: "100 ms", after: "20 ms", bin: "10 ms" });
    expect(headings(scene)[0]).toContain("3 trials");
    // 2 neurons, 3 trials, 10 ms: counts 1, 1, 3 and 1, 0, 0.
    expect(column(table(), "n")[0]).toBeCloseTo((5 / 60) * 1000, 10);
    expect(column(table(), "n")[1]).toBeCloseTo((1 / 60) * 1000, 10);
    expect(column(table(), "n error")[0]).toBeCloseTo((Math.sqrt(4 / 3 / 3) / 20) * 1000, 10);
  });
  test("a trial that ends with the run counts, one that does not fit does not", async () => {
    const words = async (options: object) => headings((await draw("psth", trains, { every: "100 ms", ...options })).scene)[0];
    expect(await words({})).toContain("4 trials");
    expect(await words({ first: "1 ms" })).toContain("3 trials");
    expect(await words({ before: "10 ms" })).toContain("3 trials");
  });
  test("trials must be said, and must fit", async () => {
    expect(await refusal("psth", trains)).toBe("figure-nothing");
    expect(await refusal("psth", trains, { every: "1 s" })).toBe("figure-nothing");
    expect(await refusal("psth", trains, { every: "0 ms" })).toBe("figure-nothing");
  });
});

describe("figures over populations", () => {
  const ids = ["raster", "activity", "rates", "isi", "spectrum", "correlation", "psth"];
  const plain = { every: 100 };
  test.each(ids)("%s works under `units: none`, and on a small page", async (id) => {
    const unitless = network(pair, 1000, 0.5, { units: "none" });
    const { scene, table } = await draw(id, unitless, id === "psth" ? plain : {}, { width: 360, height: 300 });
    expect(svg(scene)).not.toMatch(/\bms\b|Hz|NaN|Infinity/);
    expect(table().columns.every(({ unit }) => unit === "")).toBe(true);
  });
  test.each(ids)("%s says what is missing where nothing was recorded", async (id) => {
    const options = id === "psth" ? { every: "100 ms" } : {};
    expect(await refusal(id, result("t", 1000, [], { E: { size: 4 } }), options)).toBe("figure-nothing");
  });
  test.each(ids)("%s knows the populations that it draws", async (id) => {
    const options = id === "psth" ? { every: "100 ms" } : {};
    expect(await refusal(id, network(pair, 1000), { ...options, populations: ["E", "X"] })).toBe("figure-no-such");
  });
  test.each(ids)("%s of one population keeps the colour it has beside the others", async (id) => {
    const options = { populations: "I", ...(id === "psth" ? { every: "100 ms" } : {}) };
    const { scene } = await draw(id, network(pair, 1000), options);
    const inks = scene.panels.flatMap(({ marks }) =>
      marks.flatMap((mark) => ("ink" in mark && typeof mark.ink === "number" ? [mark.ink] : [])),
    );
    expect(new Set(inks)).toEqual(new Set([1]));
  });
});

test("round numbers are at most the value", () => {
  expect([0.999, 1, 1.9, 2, 4.99, 5, 9.99, 0.00071].map(roundDown)).toEqual([0.5, 1, 1, 2, 2, 5, 5, 0.0005]);
});
