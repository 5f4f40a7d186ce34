/** Closed-form propagation: LIF and its relatives. */
import { describe, expect, test } from "vitest";
import { log } from "../../src/base/index.ts";
import { hasReference, type Model, run, step, table } from "./support.ts";

const lif: Model = {
  equations: "tau*dV/dt = -(V - E_L) + R*I",
  inputs: ["I"],
  initial: { V: "V_r" },
  spike: "V > V_th",
  reset: { V: "V_r" },
  parameters: { tau: 20, R: 1, E_L: -65, V_th: -50, V_r: -70 },
};

/** T = t_ref + tau ln((R I + E_L - V_r)/(R I + E_L - V_th)). */
const period = (current: number, rest = 0) => rest + 20 * log((current - 65 + 70) / (current - 65 + 50));

describe("LIF", () => {
  for (const current of [15.001, 16, 20, 50, 1000]) {
    test(`I = ${current}: the period is exact to 1e-12`, () => {
      const T = period(current);
      const { spikes } = run({ model: lif, run: { duration: 10.5 * T }, stimuli: [{ wave: step(current) }] });
      expect(spikes[0]).toHaveLength(10);
      for (const [k, t] of spikes[0]!.entries()) expect(Math.abs(t / ((k + 1) * T) - 1)).toBeLessThan(1e-12);
    });
    test(`I = ${current}, refractory 2: the period is exact to 1e-12`, () => {
      const T = period(current, 2);
      const { spikes } = run({ model: { ...lif, refractory: 2 }, run: { duration: 10 * T }, stimuli: [{ wave: step(current) }] });
      expect(spikes[0]).toHaveLength(10);
      for (const [k, t] of spikes[0]!.entries()) expect(Math.abs((t + 2) / ((k + 1) * T) - 1)).toBeLessThan(1e-12);
    });
  }
  test("exactly at rheobase it never fires, and the threshold is reached only in the limit", () => {
    const { spikes, signals } = run({ model: lif, run: { duration: 5000, every: 1 }, stimuli: [{ wave: step(15) }], record: ["V"] });
    expect(spikes[0]).toEqual([]);
    expect(signals.V!.at(-1)).toBe(-50);
  });
  test("the adaptive methods agree within 1e-7", () => {
    const exact = run({ model: lif, run: { duration: 200 }, stimuli: [{ wave: step(20) }] });
    for (const method of ["dormand-prince8", "tsitouras5", "rodas"]) {
      const other = run({ model: lif, run: { duration: 200, method, tolerance: 1e-10 }, stimuli: [{ wave: step(20) }] });
      expect(other.spikes[0]).toHaveLength(exact.spikes[0]!.length);
      for (const [k, t] of other.spikes[0]!.entries()) expect(Math.abs(t - exact.spikes[0]![k]!)).toBeLessThan(1e-7);
    }
  });
  test("fixed-step methods locate spikes between the nodes: rk4 at step 0.5 within 1e-4", () => {
    const { spikes } = run({ model: lif, run: { duration: 200, method: "rk4", step: 0.5 }, stimuli: [{ wave: step(20) }] });
    for (const [k, t] of spikes[0]!.entries()) expect(Math.abs(t - (k + 1) * period(20))).toBeLessThan(1e-4);
  });
});

describe("two exponentials", () => {
  const pulse: Model = {
    equations: "dV/dt = -V/10\ndtheta/dt = -theta/2",
    initial: { V: 20, theta: 12 },
    spike: "V > 10 + theta",
    reset: { V: "0", theta: "theta" },
  };
  test("a level that rises above threshold and falls again within one segment fires where it rises", () => {
    // V - theta - 10 = 20 e^(-t/10) - 12 e^(-t/2) - 10 is -2 at 0, positive around 2, negative from 7 on: one long segment.
    const { spikes } = run({ model: pulse, run: { duration: 100 } });
    expect(spikes[0]).toHaveLength(1);
    const t = spikes[0]![0]!;
    expect(Math.abs(20 * Math.exp(-t / 10) - 12 * Math.exp(-t / 2) - 10)).toBeLessThan(1e-13);
    expect(t).toBeLessThan(1);
  });
});

describe("a perfect integrator", () => {
  test("dV/dt = I fires every V_th/I, to 1e-14", () => {
    const model: Model = { equations: "dV/dt = I", inputs: ["I"], initial: { V: 0 }, spike: "V > 1", reset: { V: "0" } };
    const { spikes } = run({ model, run: { duration: 11 }, stimuli: [{ wave: step(0.3) }] });
    expect(spikes[0]).toHaveLength(3);
    for (const [k, t] of spikes[0]!.entries()) expect(Math.abs((t * 0.3) / (k + 1) - 1)).toBeLessThan(1e-14);
  });
});

describe.skipIf(!hasReference)("12 s of recorded current", () => {
  test("120,000 held samples: exact and adaptive integration give the same spikes within 1e-6 ms", () => {
    const rows = hasReference ? table("recordings/l5-pyramidal/current.csv") : [];
    const columns = {
      time: Float64Array.from(rows, (row) => Number(row.time_ms)),
      value: Float64Array.from(rows, (row) => Number(row.I_pA)),
    };
    const model: Model = {
      equations: "tau_m*dV/dt = -(V - E_L) + R*I\ntau_a*dtheta/dt = -theta",
      inputs: ["I"],
      initial: { V: "E_L", theta: 0 },
      spike: "V > E_L + V_th + theta",
      reset: { V: "E_L + V_r", theta: "theta + jump" },
      refractory: 4.9,
      parameters: { tau_m: 17.2, R: 0.0676, E_L: -65, V_th: 11.4, V_r: 11.6, tau_a: 92.7, jump: 2.97 },
    };
    const setup = (options: object) => ({
      model,
      run: { duration: 12000, ...options },
      stimuli: [{ wave: { kind: "recording", asset: "current", interpolate: "hold" } as const }],
      assets: { current: { columns } },
      record: ["V"],
    });
    const exact = run(setup({ every: 0.1 }));
    const first = run({ ...setup({ duration: 2000, method: "dormand-prince8", tolerance: 1e-10 }) });
    const expected = exact.spikes[0]!.filter((t) => t < 2000);
    expect(first.spikes[0]).toHaveLength(expected.length);
    for (const [k, t] of first.spikes[0]!.entries()) expect(Math.abs(t - expected[k]!)).toBeLessThan(1e-6);
  });
});
