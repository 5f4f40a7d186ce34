/** Sweeps that are stopped, and ensembles of seeds. */
import { expect, test } from "vitest";
import { figures } from "../../src/figures/index.ts";
import {
  builtNames,
  openText,
  portableHost,
  type Ran,
  run,
  sweep,
  sweepArrays,
  sweepReport,
  sweepTable,
  toReport,
} from "../../src/session/index.ts";

const environment = { host: portableHost, names: builtNames(figures.map(({ id }) => id)) };
const document = (over: string, noise = "") => `
neurons:
  cell:
    equations: C*dV/dt = -g*(V - E) + I${noise}
    inputs: { I: pA }
    initial: { V: E }
    spike: V > E + 15 mV
    reset: { V: E }
    parameters: { C: 200 pF, g: 10 nS, E: -70 mV, s: 50 pA }
populations: { cell: { neuron: cell } }
stimuli: [{ to: cell.I, step: { amplitude: 300 pA } }]
run: { duration: 200 ms${noise ? ", step: 0.1 ms" : ""} }
record: { cell: [spikes] }
sweep: { over: ${over}, measure: [cell.rate] }
`;
const open = (text: string) => openText(environment, text, "cell.yaml", { isSweep: true });

test("a sweep that is stopped keeps the points that were computed; the others are empty", async () => {
  const signal = { aborted: false };
  const progress = ({ fraction }: { readonly fraction: number }) => {
    if (fraction >= 0.5) signal.aborted = true;
  };
  const swept = await sweep(portableHost, await open(document("{ cell.I: [0 pA, 200 pA, 300 pA, 400 pA] }")), { signal, progress });
  const values = swept.result.rows.map(({ values: [rate] }) => rate !== null);
  expect([swept.isCancelled, values, swept.failures]).toEqual([true, [true, true, false, false], []]);
  expect(sweepReport(swept).outcome).toEqual({ kind: "cancelled", failures: [] });
});

test("seeds make an ensemble: mean and standard error of the mean, as their runs alone give them", async () => {
  const noisy = (over: string) => document(over, " + s*sqrt(5 ms)*xi");
  const seeds = [1, 2, 3, 4, 5];
  const { result } = await sweep(portableHost, await open(noisy(`{ cell.I: [150 pA, 300 pA], run.seed: [${seeds.join(", ")}] }`)), {});
  const alone = await Promise.all(
    seeds.map(
      async (seed) =>
        (await sweep(portableHost, await open(noisy(`{ cell.I: [300 pA], run.seed: [${seed}] }`)), {})).result.rows[0]!.values[0]!,
    ),
  );
  const mean = alone.reduce((sum, rate) => sum + rate, 0) / seeds.length;
  const variance = alone.reduce((sum, rate) => sum + (rate - mean) ** 2, 0) / (seeds.length - 1);
  expect(new Set(alone).size).toBeGreaterThan(1);
  expect(result.rows[1]!.values[0]).toBeCloseTo(mean, 12);
  expect(result.rows[1]!.standardErrors[0]).toBeCloseTo(Math.sqrt(variance / seeds.length), 12);
  expect(sweepTable(result).columns.map(({ name }) => name)).toEqual(["cell.I", "cell.rate", "cell.rate_standard_error"]);
});

test("arrays have one dimension for each axis, in the order of the axes; words have no array of their own", async () => {
  const over = "{ run.sde: [ito, stratonovich], cell.I: [0 pA, 200 pA, 400 pA] }";
  const { result } = await sweep(portableHost, await open(document(over)), {});
  const arrays = sweepArrays(result);
  expect(Object.keys(arrays)).toEqual(["cell.I", "cell.rate"]);
  expect(arrays["cell.I"]).toEqual({ shape: [3], data: Float64Array.of(0, 200, 400) });
  expect(arrays["cell.rate"]!.shape).toEqual([2, 3]);
  const [first, second] = [arrays["cell.rate"]!.data.slice(0, 3), arrays["cell.rate"]!.data.slice(3)];
  expect(first).toEqual(second);
  expect([first[0], first[1]! > 0, first[2]! > first[1]!]).toEqual([0, true, true]);
});

test("measures of populations are those of the report of the same run", async () => {
  const names = ["cv", "cv2", "lv", "fano", "correlation", "synchrony"];
  const text = document("{ cell.I: [300 pA] }", " + s*sqrt(5 ms)*xi")
    .replace("{ cell: { neuron: cell } }", "{ cell: { neuron: cell, size: 4 } }")
    .replace("[cell.rate]", `[${names.map((name) => `cell.${name}`).join(", ")}]`);
  const [row] = (await sweep(portableHost, await open(text), {})).result.rows;
  const [{ result }] = (await run(portableHost, await openText(environment, text, "cell.yaml", { set: ["cell.I=300 pA"] }), {})) as [Ran];
  const report = (toReport(result).populations as unknown as Record<string, Record<string, number>>).cell!;
  expect(row!.values).toEqual(names.map((name) => report[name === "cv" ? "cv_isi" : name]));
  expect(row!.values.every((value) => typeof value === "number")).toBe(true);
});
