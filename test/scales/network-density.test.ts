/** Histograms of the potential in a network: counts of its own neurons, and the law of membranes that never fire. */
import { describe, expect, test } from "vitest";
import { network } from "../../src/scales/network/index.ts";
import { refusals, run } from "./populations/support.ts";

const doc = (record: string, options = "") => `
neurons: { lif: { equations: "tau_m*dV/dt = 21 mV - V + 4 mV*sqrt(tau_m)*xi", initial: { V: "uniform(0 mV, 20 mV)" }, spike: V > 20 mV, reset: { V: 10 mV }, refractory: 5 ms, parameters: { tau_m: 20 ms } } }
populations: { E: { neuron: lif, size: 90 } }
run: { transient: 10 ms, duration: 30 ms, step: 0.1 ms, every: 5 ms, seed: 3, scale: network${options} }
record: { E: [${record}] }
`;

describe("a recorded density", () => {
  const { values, times } = run(doc("density, V"), network);
  const density = values.get("E.density")!;
  const moments = times.get("E.density")!;
  const bins = 100;
  // Six times 10 mV below the threshold.
  const [low, width] = [-40, 0.6];

  test("counts the neurons that are not refractory", () => {
    expect(moments).toEqual([10, 15, 20, 25, 30, 35, 40]);
    const sampled = Array.from({ length: 90 }, (_, i) => values.get(`E[${i}].V`)!);
    let waiting = 0;
    for (const k of moments.keys()) {
      const here = density.slice(k * bins, (k + 1) * bins);
      const counts = new Array<number>(bins).fill(0);
      for (const trace of sampled) {
        const bin = Math.floor((trace[k]! - low) / width);
        if (trace[k] !== 10) counts[bin]! += 1;
      }
      // Refractory neurons stand at the reset exactly; there may be one more that has just been released.
      waiting += sampled.filter((trace) => trace[k] === 10).length;
      const reset = Math.floor((10 - low) / width);
      for (const [bin, count] of counts.entries()) {
        const found = here[bin]! * 90 * width;
        if (bin !== reset) expect(found).toBeCloseTo(count, 9);
        else expect(found).toBeLessThan(count + 2.5);
      }
    }
    expect(waiting).toBeGreaterThan(7 * 5);
  });

  test("has bins and ends of its own, or those of a scale of densities", () => {
    const own = run(doc("density", ", options: { network: { V: [0 mV, 20 mV], bins: 40 } }"), network).values.get("E.density")!;
    expect(own.length).toBe(7 * 40);
    // Bins of 0.5 mV from 0: the same neurons above 8 mV, at 15 of the wider and 24 of the narrower ones.
    const above = (all: readonly number[], from: number, count: number, by: number) =>
      all.slice(from, count).reduce((sum, one) => sum + one * by, 0);
    expect(above(own.slice(0, 40), 16, 40, 0.5)).toBeCloseTo(above(density.slice(0, bins), 80, bins, width), 12);
    const theirs = run(doc("density", ", options: { fokker-planck: { V: [-20 mV, 20 mV] } }"), network).values.get("E.density")!;
    expect(above(theirs.slice(0, bins), 70, bins, 0.4)).toBeCloseTo(above(density.slice(0, bins), 80, bins, width), 12);
  });

  test("wrong options are refused", () => {
    expect(refusals(doc("density", ", options: { network: { bins: 1.5 } }"), network)).toEqual(["density-option"]);
    expect(refusals(doc("density", ", options: { network: { V: [20 mV, 0 mV] } }"), network)).toEqual(["density-option"]);
  });
});
