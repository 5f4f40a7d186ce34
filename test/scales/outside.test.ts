/** Spikes from outside, document by document: rates and weights of each neuron, values drawn for all or for each, drawn anew. */
import { describe, expect, test } from "vitest";
import { network } from "../../src/scales/network/index.ts";
import { bound } from "../model/open.ts";

/** V counts what arrives at each of 500 neurons in 2 s. */
function countsOf(stimulus: string, arithmetic: "fast" | "reference", duration = 2): readonly number[] {
  const experiment = bound(`
neurons: { n: { equations: "dV/dt = 0/ms", initial: { V: 0 }, parameters: { nu: "uniform(0 Hz, 200 Hz)", j: "1 + mod(index, 3)" } } }
populations: { P: { neuron: n, size: 500 } }
stimuli: [{ to: P.V, ${stimulus} }]
run: { duration: ${duration} s, step: 0.5 ms, every: 2 s, seed: 9, scale: network }
record: { "P[0:100]": [V], "P[100:200]": [V], "P[200:300]": [V], "P[300:400]": [V], "P[400:500]": [V] }
`);
  expect(network.accepts(experiment)).toEqual([]);
  const plan = network.plan(experiment, { seed: 9, arithmetic });
  const simulation = network.create(plan, { from: 0, to: plan.atoms });
  expect(simulation.advance(experiment.run.duration)).toEqual({ kind: "reached" });
  const last = new Map<string, number>();
  simulation.drain(({ channel, data }) => last.set(channel, data.at(-1)!));
  simulation.close();
  return Array.from({ length: 500 }, (_, i) => last.get(`P[${i}].V`)!);
}

const z = 4.89;
const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;

describe.each(["reference", "fast"] as const)("Poisson spikes, %s", (arithmetic) => {
  // Kills: the rate of the first neuron for all, an index counted within the block.
  test("a rate by index: each neuron has its own, of any size, with the variance of its mean", () => {
    const counts = countsOf('poisson: { rate: "100 Hz*index", weight: 1 }', arithmetic);
    expect(counts[0]).toBe(0);
    // Up to 25 spikes in a step. The sum of (n - m)^2/m is chi-square with 499 degrees of freedom, sd sqrt(2*499), somewhat more where m is small.
    const score = counts.slice(1).reduce((sum, n, k) => sum + (n - 200 * (k + 1)) ** 2 / (200 * (k + 1)), 0);
    expect(Math.abs(score - 499)).toBeLessThan(z * Math.sqrt(2 * 499));
  });

  test("a weight of each neuron multiplies its counts", () => {
    const counts = countsOf("poisson: { rate: 100 Hz, weight: j }", arithmetic);
    for (const [i, value] of counts.entries()) expect(value % (1 + (i % 3))).toBe(0);
    expect(Math.abs(mean(counts.map((value, i) => value / (1 + (i % 3)))) - 200)).toBeLessThan(z * Math.sqrt(200 / 500));
  });

  test("a rate that is drawn once for all targets, for each neuron, and anew every 50 ms", () => {
    const rate = 'poisson: { rate: "uniform(0 Hz, 200 Hz)", weight: 1 }';
    const variance = (counts: readonly number[]) => mean(counts.map((n) => (n - mean(counts)) ** 2));
    const [all, each, anew] = [rate, `${rate}, each: neuron`, `${rate}, each: neuron, redraw: 50 ms`].map((one) =>
      countsOf(one, arithmetic),
    );
    // Of n independent values the variance is known to about sqrt(2/n) of itself: 31 % at z = 4.89.
    const isNear = (found: number, expected: number) => expect(Math.abs(found / expected - 1)).toBeLessThan(z * Math.sqrt(2 / 500));
    isNear(variance(all!), mean(all!));
    // Rates have the variance (200 Hz)^2/12: over 2 s that of the counts is 200 + (400^2)/12; over 40 draws of 50 ms, 200 + 40 (10^2)/12.
    isNear(variance(each!), 200 + 400 ** 2 / 12);
    isNear(variance(anew!), 200 + (40 * 10 ** 2) / 12);
  });

  test("a parameter that is drawn for each neuron is its rate", () => {
    const counts = countsOf("poisson: { rate: nu, weight: 1 }", arithmetic);
    expect(Math.abs(mean(counts) - 200)).toBeLessThan(z * Math.sqrt((200 + 400 ** 2 / 12) / 500));
    expect(Math.max(...counts)).toBeGreaterThan(350);
    expect(Math.min(...counts)).toBeLessThan(50);
  });
});

test("spike trains of an array of two columns: times in ms, and the neuron of each", () => {
  const experiment = bound(
    `
neurons: { n: { equations: "dV/dt = 0/ms", initial: { V: 0 }, parameters: { j: 1 + index } } }
populations: { Q: { neuron: n, size: 3 } }
stimuli: [{ to: Q.V, spikes: { file: trains.npy, weight: j }, start: 1 ms }]
run: { duration: 10 ms, step: 0.1 ms, every: 1 ms, scale: network }
record: { Q: [V] }
`,
    { "trains.npy": { columns: { "trains[0]": Float64Array.of(2, 1, 5), "trains[1]": Float64Array.of(2, 0, 2) }, shape: [3, 2] } },
  );
  const plan = network.plan(experiment, { seed: 1 });
  const simulation = network.create(plan, { from: 0, to: plan.atoms });
  simulation.advance(10);
  const rows = new Map<string, number[]>();
  simulation.drain(({ channel, data }) => rows.set(channel, [...data]));
  simulation.close();
  expect(rows.get("Q[0].V")).toEqual([0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1]);
  expect(rows.get("Q[1].V")).toEqual(Array.from({ length: 11 }, () => 0));
  expect(rows.get("Q[2].V")).toEqual([0, 0, 0, 3, 3, 3, 6, 6, 6, 6, 6]);
});

test("an array of two axes is a current for each neuron: rows are times", () => {
  const columns = { "c[0]": Float64Array.of(0, 10, 20), "c[1]": Float64Array.of(1, 11, 21), "c[2]": Float64Array.of(2, 12, 22) };
  const experiment = bound(
    `
neurons: { n: { equations: "dV/dt = I/(1 pF)", inputs: { I: pA }, initial: { V: 0 mV } } }
populations: { Q: { neuron: n, size: 3 } }
stimuli: [{ to: Q.I, recording: { file: c.npy, unit: pA, step: 1 ms } }]
run: { duration: 3 ms, step: 0.1 ms, every: 1 ms, scale: network }
record: { Q: [V] }
`,
    { "c.npy": { columns, shape: [3, 3] } },
  );
  const plan = network.plan(experiment, { seed: 1, arithmetic: "reference" });
  const simulation = network.create(plan, { from: 0, to: plan.atoms });
  simulation.advance(3);
  const last = new Map<string, number>();
  simulation.drain(({ channel, data }) => last.set(channel, data.at(-1)!));
  simulation.close();
  // A current of i + 10 k pA for 1 ms each into 1 pF.
  for (const i of [0, 1, 2]) expect(last.get(`Q[${i}].V`)).toBeCloseTo(3 * i + 30, 10);
});

test("the activity with a weight that differs between neurons is refused, with the place", () => {
  const experiment = bound(`
neurons: { n: { equations: "dV/dt = A", inputs: { A: Hz }, initial: { V: 0 }, hazard: 10 Hz, parameters: { q: "uniform(0, 1)" } } }
populations: { Q: { neuron: n, size: 3 } }
projections: [{ from: Q, to: Q, synapse: { kind: activity, into: A }, weight: post.q }]
run: { duration: 3 ms, step: 0.1 ms, scale: network }
`);
  expect(network.accepts(experiment)).toEqual([{ code: "activity-differs", data: { where: "projections.projection_1" } }]);
});
