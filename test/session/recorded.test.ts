/** A model driven by a recorded current, its spikes compared with recorded ones, its voltage drawn under the recorded voltage. */
import { describe, expect, test } from "vitest";
import { writeNpy } from "../../src/io/formats/npy.ts";
import { type Report, run } from "../cli/virtual-shell.ts";

/** C V' = -g (V - E) + I with tau = 10 ms, threshold 10 mV above rest; driven by samples of 1 ms. */
const document = (compare: string, record = "[V, spikes]") => `
neurons:
  cell:
    equations: C*dV/dt = -g*(V - E) + I
    inputs: { I: pA }
    initial: { V: E }
    spike: V > E + 10 mV
    reset: { V: E }
    parameters: { C: 100 pF, g: 10 nS, E: -60 mV }
populations: { cell: { neuron: cell } }
stimuli: [{ to: cell.I, recording: { file: data/current.csv } }]
run: { duration: 100 ms, every: 1 ms }
record: { cell: ${record} }
compare: ${compare}
figures: [traces, raster]
`;

/** 200 pA throughout: spikes every tau ln 2 = 6.93 ms. */
const samples = 100;
const current = `time_ms,I_pA\n${Array.from({ length: samples }, (_, k) => `${k},200`).join("\n")}\n`;
const period = 10 * Math.log(2);
/** Two repetitions: the model's own spikes, and all of them 2.5 ms late. */
const model = Array.from({ length: 14 }, (_, k) => (k + 1) * period);
const spikes = `repetition,time_ms\n${[0, 2.5].flatMap((late, repetition) => model.map((time) => `${repetition},${time + late}`)).join("\n")}\n`;
/** The recorded voltage: E, and E + 5 mV. */
const voltage = writeNpy({ shape: [2, samples], data: Float64Array.from({ length: 2 * samples }, (_, k) => (k < samples ? -60 : -55)) });

const files = { "data/current.csv": current, "data/spikes.csv": spikes, "data/voltage_mV.npy": voltage };
const compareSpikes = "spikes: data/spikes.csv, window: [2 ms, 4 ms]";

const ran = (compare: string, more: Record<string, string | Uint8Array> = {}, args: readonly string[] = []) =>
  run(["run", "cell.yaml", "--json", ...args], { "cell.yaml": document(compare), ...files, ...more });

describe("spikes", () => {
  test("Gamma is 1 for the model's own train, at most expected for one that is late by more than the window", async () => {
    const { gamma } = ((await ran(`{ ${compareSpikes}, signals: {} }`)).json() as Report).comparison;
    expect(gamma[0][0]).toBeCloseTo(1, 12);
    expect(gamma[1]).toEqual([expect.closeTo(1, 12), expect.closeTo(1, 12)]);
    // 2 ms: no coincidence of 14, 14*2*0.14*2 = 7.84 expected, N = 1 - 2*0.14*2. Kills: a window that is half or twice as wide.
    expect(gamma[0][1]).toBeCloseTo((0 - 7.84) / 14 / (1 - 0.56), 12);
  });
});

describe("signals", () => {
  const named = `{ ${compareSpikes}, signals: { V: data/voltage_mV.npy } }`;

  test("a voltage without times has those of the current that was recorded with it", async () => {
    const report = (await ran(named)).json();
    const { signals } = report.comparison;
    expect(Object.keys(signals)).toEqual(["V"]);
    expect(signals.V.unit).toBe("mV");
    // The model's V - E is 20 (1 - e^(-s/10)) at s ms after each spike, sampled at 0, 1, ..., 99 ms. Kills: NPY rows taken for columns.
    const v = Array.from({ length: samples }, (_, t) => 20 * (1 - Math.exp(-(t - period * Math.floor(t / period)) / 10)));
    const rms = (offset: number) => Math.sqrt(v.reduce((sum, x) => sum + (x - offset) ** 2, 0) / samples);
    expect(signals.V.rms_difference).toEqual([expect.closeTo(rms(0), 6), expect.closeTo(rms(5), 6)]);
  });

  test("a voltage beside the spikes is taken, a note says so, document.yaml names it", async () => {
    const here = await ran(`{ ${compareSpikes} }`);
    expect(here.json().notes).toContainEqual(expect.stringContaining("data/voltage_mV.npy, which lies beside the recorded spikes"));
    expect(here.text("out/cell/document.yaml")).toMatch(/signals: \{ V: .*data\/voltage_mV\.npy \}/);
    const there = (await ran(named)).json();
    expect(here.json().comparison).toEqual(there.comparison);
    expect(there.notes).toEqual([]);
  });

  test("none with `signals: {}`, without such a file, without a recorded potential, or where the samples do not fit", async () => {
    const wrong = writeNpy({ shape: [samples + 1], data: new Float64Array(samples + 1) });
    for (const one of [
      await ran(`{ ${compareSpikes}, signals: {} }`),
      await ran(`{ ${compareSpikes} }`, { "data/voltage_mV.npy": wrong }),
      await run(["run", "cell.yaml", "--json"], { "cell.yaml": document(`{ ${compareSpikes} }`, "[spikes]"), ...files }),
    ]) {
      expect(one.status, one.stderr).toBe(0);
      expect(one.json().comparison.signals).toBeUndefined();
    }
  });

  test("the table of the traces has the recorded voltage beside the model's", async () => {
    const [header, first] = (await ran(named)).text("out/cell/figures/traces.csv").split("\n");
    expect(header).toBe("time_ms,V_mV,V recorded_mV");
    expect(first).toBe("0,-60,-60");
  });

  test("a column, a unit and a step may be given", async () => {
    const csv = `a,b\n${Array.from({ length: 50 }, () => "-0.06,-0.055").join("\n")}\n`;
    const signals = "{ V: { file: data/v.csv, column: b, unit: V, step: 2 ms } }";
    const report = (await ran(`{ ${compareSpikes}, signals: ${signals} }`, { "data/v.csv": csv })).json();
    expect(report.comparison.signals.V.rms_difference).toHaveLength(1);
    expect((await ran(`{ ${compareSpikes}, signals: ${signals} }`, { "data/v.csv": csv })).status).toBe(0);
  });

  test("mistakes point at their line", async () => {
    const codes = async (compare: string, more = {}) =>
      (await ran(compare, more)).json().errors.map(({ code, line }: Report) => [code, line]);
    expect(await codes(`{ ${compareSpikes}, signals: { w: data/voltage_mV.npy } }`)).toEqual([["not-compared", 14]]);
    expect(await codes(`{ ${compareSpikes}, signals: { V: data/none.npy } }`)).toEqual([["cannot-read", 14]]);
    expect(
      await codes(`{ ${compareSpikes}, signals: { V: data/v.npy } }`, {
        "data/v.npy": writeNpy({ shape: [7], data: new Float64Array(7) }),
      }),
    ).toEqual([["recording-unit", 14]]);
    const short = { "data/v_mV.npy": writeNpy({ shape: [7], data: new Float64Array(7) }) };
    expect(await codes(`{ ${compareSpikes}, signals: { V: data/v_mV.npy } }`, short)).toEqual([["recording-step", 14]]);
    const amperes = { "data/v_pA.npy": writeNpy({ shape: [samples], data: new Float64Array(samples) }) };
    expect(await codes(`{ ${compareSpikes}, signals: { V: data/v_pA.npy } }`, amperes)).toEqual([["wrong-dimension", 14]]);
  });
});

test("an array with a column for each neuron drives each with its own: 20 neurons, 5 samples", async () => {
  // A constant current of 4 pA times the number of the neuron: V - E approaches it over g, here within exp(-10).
  const [times, neurons] = [5, 20];
  const data = Float64Array.from({ length: times * neurons }, (_, k) => 4 * (k % neurons));
  const text = document("{ spikes: data/spikes.csv }")
    .replace("{ neuron: cell }", `{ neuron: cell, size: ${neurons} }`)
    .replace("file: data/current.csv", "file: data/I_pA.npy, step: 25 ms")
    .replace(/compare: .*\n/, "");
  const {
    status,
    stderr,
    files: written,
  } = await run(["run", "cell.yaml"], {
    "cell.yaml": text,
    "data/I_pA.npy": writeNpy({ shape: [times, neurons], data }),
  });
  expect([status, stderr.match(/error/)]).toEqual([0, null]);
  const rows = new TextDecoder().decode(written.get("out/cell/signals.csv")).trim().split("\n");
  const last = rows
    .at(-1)!
    .split(",")
    .slice(1, 1 + neurons)
    .map(Number);
  for (const [neuron, V] of last.entries()) expect(V).toBeCloseTo(-60 + 0.4 * neuron * (1 - Math.exp(-10)), 6);
});
