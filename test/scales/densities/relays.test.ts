/** Populations that fire at a rate from outside, as sources of densities. */
import { describe, expect, test } from "vitest";
import { builtNames, openText, portableHost, steady } from "../../../src/session/index.ts";
import { refusals, run } from "./support.ts";

/** Membranes that never fire, reached by the spikes of relays that fire for a while, each neuron by 25 of them. */
const membrane = (step: number, cells: number) => `
units: none
neurons:
  leaky: { equations: dV/dt = -V, initial: { V: "normal(0, 0.3)" }, hazard: 0*V, reset: { V: 0 } }
  relay: { inputs: { rate: 1 }, hazard: rate }
populations: { n: { neuron: leaky, size: 10 }, source: { neuron: relay, size: 100 } }
projections: [{ from: source, to: n, synapse: { kind: delta, into: V }, weight: "uniform(0, 0.1)", connect: { indegree: 25 }, delay: 0.3 }]
stimuli:
  - { to: n.V, poisson: { rate: 20, weight: -0.2 } }
  - { to: source.rate, step: { amplitude: 0.5 } }
  - { to: source.rate, step: { amplitude: 1.5 }, start: 0.4, duration: 1 }
run: { duration: 2, every: 2, step: ${step}, scale: fokker-planck, bin: 0.5, options: { fokker-planck: { cells: ${cells}, V: [-9, 5] } } }
record: { n: [density], source: [activity] }
`;

function moments(cells: number): readonly [number, number] {
  const width = 14 / cells;
  const density = run(membrane(0.005, cells)).values.get("n.density")!.slice(-cells);
  const moment = (power: (v: number) => number) => density.reduce((sum, p, i) => sum + width * p * power(-9 + (i + 0.5) * width), 0);
  const mean = moment((v) => v);
  return [mean, moment((v) => (v - mean) ** 2)];
}

describe("relays", () => {
  test("move mean and variance of others as Campbell's theorem says, after the delay of the connections", () => {
    // 12.5 spikes per time from 0.3 on, and 37.5 more from 0.7 to 1.7.
    const course = (rate: number) => 12.5 * (1 - Math.exp(-1.7 * rate)) + 37.5 * (Math.exp(-0.3 * rate) - Math.exp(-1.3 * rate));
    const exact = [
      0.05 * course(1) - 4 * (1 - Math.exp(-2)),
      0.09 * Math.exp(-4) + (0.01 / 3) * 0.5 * course(2) + 0.4 * (1 - Math.exp(-4)),
    ] as const;
    const [coarse, fine] = [moments(400), moments(800)];
    // As for Poisson trains from outside: the step of 0.005 leaves 1e-5, and the next order of the cells as much.
    for (const [k, value] of exact.entries()) expect(Math.abs((4 * fine[k]! - coarse[k]!) / 3 - value)).toBeLessThan(1e-4);
  });

  test("are recorded themselves: all their spikes, at the time at which they fire", () => {
    const { values, activities } = run(membrane(0.01, 100));
    // Rates of 0.5, 2 from 0.4 to 1.4, and 0.5 again, in bins of 0.5.
    for (const [k, rate] of [0.8, 2, 1.7, 0.5].entries()) expect(values.get("source.activity")![k]).toBeCloseTo(rate, 12);
    expect(activities.source!.spikes).toBeCloseTo(250, 10);
    expect(activities.source!.final).toBe(0.5);
    expect(activities.source!.massError).toBe(0);
  });

  test("that others reach, or that pass on their activity as a whole, are none", () => {
    const text = membrane(0.01, 100);
    expect(refusals(text)).toEqual([]);
    const reached = "- { to: source, synapse: { kind: exponential, tau: 1, into: rate }, poisson: { rate: 1, weight: 1 } }";
    expect(refusals(text.replace("stimuli:", `stimuli:\n  ${reached}`))).not.toEqual([]);
    expect(refusals(text.replace("step: { amplitude: 1.5 }", "sine: { amplitude: 1.5, frequency: 1 }"))).not.toEqual([]);
  });
});

/** Leaky neurons that inhibit one another, driven by relays through synapses that decay. */
const driven = (cells: number) => `
neurons:
  lif: { equations: "tau_m*dV/dt = -65 mV - V + tau_m/C*I", inputs: { I: pA }, initial: { V: -60 mV }, spike: V > -50 mV, reset: { V: -65 mV }, refractory: 2 ms, parameters: { tau_m: 10 ms, C: 250 pF } }
  relay: { inputs: { rate: Hz }, hazard: rate }
populations: { TC: { neuron: relay, size: 1000 }, n: { neuron: lif, size: 1000 } }
projections:
  - { from: TC, to: n, synapse: { kind: exponential, tau: 0.5 ms, into: I }, weight: 87.8 pA, delay: "uniform(1 ms, 2 ms)", connect: { total: 600000 } }
  - { from: n, to: n, synapse: { kind: exponential, tau: 0.5 ms, into: I }, weight: -50 pA, delay: 1 ms, connect: { indegree: 50 } }
stimuli: [{ to: TC.rate, step: { amplitude: 30 Hz } }]
run: { duration: 300 ms, step: 0.1 ms, scale: fokker-planck, options: { fokker-planck: { cells: ${cells} } } }
record: { n: [activity] }
`;

test("the rate under relays is that of the scale rate, by the scalar equation and, to second order in the potential, by a run", async () => {
  const statesAt = async (scale: string) => {
    const opened = await openText({ host: portableHost, names: builtNames(["activity"]) }, driven(400), "relays.yaml");
    return (await steady(opened, { scale })).states.map(({ activities }) => activities);
  };
  const [[exact, ...others], densities] = await Promise.all([statesAt("rate"), statesAt("fokker-planck")]);
  expect(others).toHaveLength(0);
  expect(exact).toHaveLength(1);
  expect(densities).toHaveLength(1);
  // One equation, solved by two programs: to their tolerances.
  expect(densities[0]![0]! / exact![0]! - 1).toBeCloseTo(0, 8);
  const misses = [400, 800].map((cells) => 1000 * run(driven(cells)).activities.n!.final - exact![0]!) as [number, number];
  expect(Math.abs(misses[1])).toBeLessThan(5e-3 * exact![0]!);
  expect(Math.log2(misses[0] / misses[1])).toBeGreaterThan(1.7);
  expect(Math.log2(misses[0] / misses[1])).toBeLessThan(2.3);
});
