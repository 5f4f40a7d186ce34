/** Spike times against high-precision references that other programs made (113-bit extrapolation; see the science notes). */
import { describe, expect, test } from "vitest";
import type { Wave } from "../../src/model/experiment.ts";
import { adex, hasReference, hodgkinHuxley, type Model, type Ran, run, step, table, tree } from "./support.ts";

const adexSets: Record<string, readonly [Record<string, number>, number]> = {
  tonic: [{ C: 200, g_L: 10, E_L: -70, a: 2, tau_w: 30, b: 0, V_r: -58 }, 500],
  adaptation: [{ C: 200, g_L: 12, E_L: -70, a: 2, tau_w: 300, b: 60, V_r: -58 }, 500],
  initial_burst: [{ C: 130, g_L: 18, E_L: -58, a: 4, tau_w: 150, b: 120, V_r: -50 }, 400],
  regular_bursting: [{ C: 200, g_L: 10, E_L: -58, a: 2, tau_w: 120, b: 100, V_r: -46 }, 210],
  BG2005_I800: [{ C: 281, g_L: 30, E_L: -70.6, V_T: -50.4, a: 4, tau_w: 144, b: 80.5, V_r: -70.6 }, 800],
};

/** Largest difference between the spikes before `end` and the reference; infinite if their number differs. */
function worst(times: readonly number[], reference: readonly number[], end: number): number {
  const [ours, theirs] = [times.filter((t) => t < end), reference.filter((t) => t < end)];
  if (ours.length !== theirs.length || theirs.length === 0) return Number.POSITIVE_INFINITY;
  return Math.max(...ours.map((t, k) => Math.abs(t - theirs[k]!)));
}

describe.skipIf(!hasReference)("AdEx spike times of the first 200 ms", () => {
  const rows = hasReference ? table("dynamics/adex_spike_times.csv") : [];
  for (const [name, [parameters, current]] of Object.entries(adexSets)) {
    for (const peak of [0, 20]) {
      const reference = rows.filter((row) => row.set === name && Number(row.V_peak_mV) === peak).map((row) => Number(row.t_spike_ms));
      const model: Model = { ...adex, parameters: { ...adex.parameters, ...parameters, V_peak: peak } };
      const at = (options: object) => run({ model, run: { duration: 200, ...options }, stimuli: [{ wave: step(current) }] }).spikes[0]!;
      test(`${name}, peak ${peak} mV: within 1e-6 ms at tolerance 1e-10`, () => {
        for (const method of ["dormand-prince8", "tsitouras5"])
          expect(worst(at({ tolerance: 1e-10, method }), reference, 200)).toBeLessThan(1e-6);
      });
      test(`${name}, peak ${peak} mV: within 1e-3 ms at the default tolerance`, () => {
        expect(worst(at({}), reference, 200)).toBeLessThan(1e-3);
      });
    }
  }
});

describe.skipIf(!hasReference)("Hodgkin-Huxley spike times", () => {
  const rows = hasReference ? table("dynamics/spike_times_conductance_models.csv") : [];
  for (const current of [6.2, 7, 10, 20]) {
    const reference = rows.filter((row) => row.case === `HH_I${current}`).map((row) => Number(row.t_cross_ms));
    test(`I = ${current}: within 1e-6 ms at tolerance 1e-10`, () => {
      const end = reference.at(-1)! + 1;
      const { spikes } = run({ model: hodgkinHuxley, run: { duration: end, tolerance: 1e-10 }, stimuli: [{ wave: step(current) }] });
      expect(worst(spikes[0]!, reference, end)).toBeLessThan(1e-6);
    });
  }
});

describe("Hodgkin-Huxley over one second, I = 10 (science note dynamics.md 2.4)", () => {
  const second = (options: object) =>
    run({ model: hodgkinHuxley, run: { duration: 1000, ...options }, stimuli: [{ wave: step(10) }], record: ["V", "n"] });
  test("69 spikes, the last at 997.606863749180 ms within 1e-6 at tolerance 1e-10; V and n at the end", () => {
    const { spikes, signals } = second({ tolerance: 1e-10, every: 1 });
    expect(spikes[0]).toHaveLength(69);
    expect(Math.abs(spikes[0]!.at(-1)! - 997.60686374918)).toBeLessThan(1e-6);
    expect(Math.abs(signals.V!.at(-1)! - -72.385629415756)).toBeLessThan(1e-6);
    expect(Math.abs(signals.n!.at(-1)! - 0.714544938628)).toBeLessThan(1e-9);
  });
  test("the last spike is within 1e-3 ms at the default tolerance and within 1e-5 ms at 1e-8", () => {
    expect(Math.abs(second({}).spikes[0]!.at(-1)! - 997.60686374918)).toBeLessThan(1e-3);
    expect(Math.abs(second({ tolerance: 1e-8 }).spikes[0]!.at(-1)! - 997.60686374918)).toBeLessThan(1e-5);
  });
  test("rodas gives the same spikes: within 1e-4 ms at tolerance 1e-8", () => {
    const { spikes } = run({
      model: hodgkinHuxley,
      run: { duration: 100, tolerance: 1e-8, method: "rodas" },
      stimuli: [{ wave: step(10) }],
    });
    const precise = run({ model: hodgkinHuxley, run: { duration: 100, tolerance: 1e-11 }, stimuli: [{ wave: step(10) }] });
    expect(worst(spikes[0]!, precise.spikes[0]!, 100)).toBeLessThan(1e-4);
  });
});

/** Panels of Izhikevich 2004: a, b, c, d, v0, duration, Euler step, current; G has its own equation. */
const panels: Record<string, readonly [number, number, number, number, number, number, number, string]> = {
  A: [0.02, 0.2, -65, 6, -70, 100, 0.25, "where(t > 10, 14, 0)"],
  B: [0.02, 0.25, -65, 6, -64, 200, 0.25, "where(t > 20, 0.5, 0)"],
  C: [0.02, 0.2, -50, 2, -70, 220, 0.25, "where(t > 22, 15, 0)"],
  D: [0.02, 0.25, -55, 0.05, -64, 200, 0.2, "where(t > 20, 0.6, 0)"],
  E: [0.02, 0.2, -55, 4, -70, 160, 0.25, "where(t > 16, 10, 0)"],
  F: [0.01, 0.2, -65, 8, -70, 85, 0.25, "where(t > 8.5, 30, 0)"],
  G: [0.02, -0.1, -55, 6, -60, 300, 0.25, "where(t > 30, 0.075*(t - 30), 0)"],
  H: [0.2, 0.26, -65, 0, -64, 300, 0.25, "where(t > 30, -0.5 + 0.015*(t - 30), -0.5)"],
};

describe.skipIf(!hasReference)("Izhikevich 2004", () => {
  const rows = hasReference ? table("dynamics/izhikevich20_spike_times.csv") : [];
  const panel = (name: string, options: object): Ran => {
    const [a, b, c, d, v0, duration, , current] = panels[name]!;
    const [linear, offset] = name === "G" ? [4.1, 108] : [5, 140];
    const model: Model = {
      equations: `v' = 0.04*v^2 + ${linear}*v + ${offset} - u + I\nu' = a*(b*v - u)`,
      inputs: ["I"],
      initial: { v: v0, u: b * v0 },
      parameters: { a, b, c, d },
      spike: "v >= 30",
      reset: { v: "c", u: "u + d" },
    };
    const wave: Wave = { kind: "expression", tree: tree(current) };
    return run({ model, run: { duration, ...options }, stimuli: [{ wave }] });
  };
  for (const name of Object.keys(panels)) {
    const times = (scheme: string) =>
      rows.filter((row) => row.panel === name && row.scheme === scheme).map((row) => Number(row.t_spike_ms));
    test(`panel ${name}: exact spike times within 1e-6 ms`, () => {
      const { spikes } = panel(name, { tolerance: 1e-10 });
      expect(worst(spikes[0]!, times("exact"), 1e9)).toBeLessThan(1e-6);
    });
    test(`panel ${name}: spike times of the published scheme`, () => {
      const { spikes } = panel(name, { method: "euler-sequential", step: panels[name]![6] });
      expect(spikes[0]!.map((t) => t.toFixed(4))).toEqual(times("euler_published").map((t) => t.toFixed(4)));
    });
  }
});
