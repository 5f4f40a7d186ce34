/**
 * The recorded current of a pyramidal neuron, whole.
 * @module-tag slow
 */
import { existsSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { run } from "../cli/virtual-shell.ts";

const shared = new URL("../../../shared/documents/recorded-current.yaml", import.meta.url).pathname;
describe.skipIf(!existsSync(shared))("the recording of a pyramidal neuron (skipped where the shared folder is absent)", () => {
  test("runs as written, is drawn under the recorded voltage, and agrees with an independent script", async () => {
    const done = await run(["run", shared, "--json"], {}, { disk: true });
    expect(done.status, done.stderr).toBe(0);
    const { comparison, populations } = done.json();
    expect(comparison.windows_ms).toEqual([2, 4]);
    // Exact propagation between crossings sought in steps of 1 us, coincidences counted by a script of their own.
    expect(populations.cell.spike_count).toBe(153);
    expect(comparison.gamma.map((row: number[]) => row.map((value) => Number(value.toFixed(3))))).toEqual([
      [0.506, 0.567, 0.503, 0.532, 0.532, 0.525, 0.54, 0.533, 0.566],
      [0.674, 0.652, 0.65, 0.703, 0.688, 0.664, 0.684, 0.699, 0.718],
    ]);
    expect(comparison.signals.V.rms_difference).toHaveLength(9);
    expect(done.text("out/recorded-current/figures/traces.csv").split("\n")[0]).toBe("time_ms,V_mV,V recorded_mV");
  });
});
