/** What is sent all the time over single connections: sums of weight times value, electrical coupling, what a run goes on from. */
import { describe, expect, test } from "vitest";
import type { Chunk, Simulation } from "../../src/contract/index.ts";
import { networkOf } from "../../src/kernels/index.ts";
import { gradedOf } from "../../src/kernels/network/projections.ts";
import type { Asset, Experiment } from "../../src/model/index.ts";
import { network } from "../../src/scales/network/index.ts";
import { connectionsOf } from "../kernels/wiring/support.ts";
import { bound } from "../model/open.ts";

type Arithmetic = "fast" | "reference";
/** By channel and neuron, or column: values in the order of time. */
type Samples = ReadonlyMap<string, readonly number[]>;

function experimentOf(text: string, files: Readonly<Record<string, Asset>> = {}): Experiment {
  const experiment = bound(text, files);
  expect(network.accepts(experiment)).toEqual([]);
  return experiment;
}

function open(experiment: Experiment, arithmetic: Arithmetic = "reference"): Simulation {
  const plan = network.plan(experiment, { seed: experiment.run.seed, arithmetic });
  return network.create(plan, { from: 0, to: plan.atoms });
}

/** Advances to the end; samples of each channel one after the other. */
function finish(simulation: Simulation, until: number): Samples {
  expect(simulation.advance(until)).toEqual({ kind: "reached" });
  const samples = new Map<string, number[]>();
  simulation.drain(({ channel, data }: Chunk) => {
    samples.set(channel, [...(samples.get(channel) ?? []), ...data]);
  });
  return samples;
}

function samplesOf(text: string, arithmetic: Arithmetic = "reference", files: Readonly<Record<string, Asset>> = {}): Samples {
  const experiment = experimentOf(text, files);
  const simulation = open(experiment, arithmetic);
  const samples = finish(simulation, experiment.run.duration);
  simulation.close();
  return samples;
}

/** Values V decay, each at its own rate; what B receives moves nothing. */
const listening = (projections: string) => `
units: none
synapses:
  s: { send: pre.V }
  spiky: { pre: { equations: "z' = -z/0.5", initial: { z: 0 }, at-spike: { z: z + 1 } }, send: "z^2" }
neurons:
  a: { equations: "V' = -k*V", initial: { V: "normal(2, 1)" }, spike: V > 2, parameters: { k: "uniform(-3, 3)" } }
  b: { equations: "x' = -x", inputs: { I: 1 }, initial: { x: 0 }, parameters: { q: "uniform(1, 2)" } }
populations: { A: { neuron: a, size: 41, place: { ring: 1 } }, B: { neuron: b, size: 30, place: { ring: 1 } } }
projections: ${projections}
run: { duration: 3, step: 0.1, scale: network, seed: 4 }
record: { A: [V], B: [I] }
`;

const sparse = "connect: { probability: 0.3 }";
const cases: readonly (readonly [string, string])[] = [
  ["one weight, no delay", `${sparse}, weight: 0.7`],
  ["one weight, one delay", `${sparse}, weight: 0.7, delay: 0.4`],
  ["a delay of 0 is none", `${sparse}, weight: 0.7, delay: 0`],
  ["drawn weights", `${sparse}, weight: "normal(1, 1)"`],
  ["drawn weights and delays", `${sparse}, weight: "normal(1, 1)", delay: "uniform(0.1, 1)"`],
  ["weights and delays by expression", `${sparse}, weight: "post.q*exp(-distance)", delay: "0.1 + distance"`],
  ["all with drawn weights", 'connect: all, weight: "lognormal(1, 1)"'],
  ["all with delays by expression", 'connect: all, weight: 1, delay: "0.1*(1 + abs(pre.index - post.index))"'],
  ["in-degree", 'connect: { indegree: 7 }, weight: "normal(1, 1)", delay: "truncated(normal(0.5, 0.3), 0.1, 1)"'],
  ["out-degree", 'connect: { outdegree: 7 }, weight: "normal(1, 1)"'],
  ["total", 'connect: { total: 120 }, weight: "normal(1, 1)"'],
  ["a probability that depends on the pair", 'connect: { probability: "exp(-5*distance)" }, weight: "pre.k"'],
];

describe.each([
  // Sums of about 40 terms of size 1: rounding of doubles, or of values that are floats.
  ["reference", 1e-13],
  ["fast", 3e-6],
] as const)("what is sent over single connections, %s", (arithmetic, tolerance) => {
  // Kills: offsets without the population's size, a delay counted from the next tick, rows of another run, weights of another order.
  test.each(cases)("is the sum of weight times what was sent a delay ago: %s", (_, keys) => {
    const text = listening(`[{ from: "A[3:41]", to: "B[2:29]", synapse: { kind: s, into: I }, ${keys} }]`);
    const experiment = experimentOf(text);
    const samples = samplesOf(text, arithmetic);
    const [input] = gradedOf(networkOf(experiment, { seed: 4, arithmetic }));
    const connections = connectionsOf(input!);
    expect(connections.length).toBeGreaterThan(100);
    const isAtOnce = !keys.includes("delay") || keys.endsWith("delay: 0");
    for (let tick = 0; tick <= 30; tick++) {
      const expected = new Float64Array(30);
      for (const { source, target, weight, delay: ticks } of connections) {
        const then = tick - (isAtOnce ? 0 : ticks);
        if (then >= 0) expected[target]! += weight * samples.get(`A[${source}].V`)![then]!;
      }
      const size = Math.max(...expected.map(Math.abs), 1);
      for (const [target, value] of expected.entries())
        expect(Math.abs(samples.get(`B[${target}].I`)![tick]! - value), `${tick} ${target}`).toBeLessThan(tolerance * size);
    }
  });
});

test("an edge list says who hears whom, with its weights and delays, and repetitions add up", () => {
  const columns = {
    pre: Float64Array.of(0, 0, 2, 2, 40),
    post: Float64Array.of(1, 1, 1, 4, 4),
    weight: Float64Array.of(1, 2, 10, -1, 5),
    delay: Float64Array.of(0.1, 0.3, 0.2, 0.1, 0.5),
  };
  const text = listening("[{ from: A, to: B, synapse: { kind: s, into: I }, connect: { pairs: e.csv } }]");
  const samples = samplesOf(text, "reference", { "e.csv": { columns } });
  const v = (source: number, tick: number) => (tick < 0 ? 0 : samples.get(`A[${source}].V`)![tick]!);
  for (let tick = 0; tick <= 30; tick++) {
    const received = (target: number) => samples.get(`B[${target}].I`)![tick]!;
    expect(received(1)).toBeCloseTo(v(0, tick - 1) + 2 * v(0, tick - 3) + 10 * v(2, tick - 2), 12);
    expect(received(4)).toBeCloseTo(-v(2, tick - 1) + 5 * v(40, tick - 5), 12);
    expect(received(0)).toBe(0);
  }
});

// Kills a column of the first neuron's value for all, where the equations do not read the parameter.
test("a weight reads drawn parameters that nothing else reads", () => {
  const text = listening(
    '[{ from: A, to: B, synapse: { kind: s, into: I }, connect: { probability: 1, self: true }, weight: "post.q + pre.c" }]',
  )
    .replace('k: "uniform(-3, 3)" }', 'k: "uniform(-3, 3)", c: "uniform(0, 1)" }')
    .replace('initial: { V: "normal(2, 1)" }', "initial: { V: 1 }");
  const inputs = [...samplesOf(text)].flatMap(([channel, values]) => (channel.startsWith("B") ? [values[0]!] : []));
  // 41 q_i + sum of c_j: q between 1 and 2, the sum 20 +- 2.
  expect(new Set(inputs).size).toBe(30);
  expect(Math.max(...inputs) - Math.min(...inputs)).toBeGreaterThan(41 * 0.7);
  expect(Math.min(...inputs)).toBeGreaterThan(41 + 11);
  expect(Math.min(...inputs)).toBeLessThan(41 * 1.3 + 30);
});

test("all to all without self-connections: the sum of the others", () => {
  const text = listening("[{ from: A, to: A, synapse: { kind: s, into: J }, connect: all, self: false, weight: 0.5, delay: 0.2 }]")
    .replace("V' = -k*V\"", "V' = -k*V\", inputs: { J: 1 }")
    .replace("A: [V]", "A: [V, J]");
  const samples = samplesOf(text);
  for (let tick = 2; tick <= 30; tick++) {
    const values = Array.from({ length: 41 }, (_, i) => samples.get(`A[${i}].V`)![tick - 2]!);
    const sum = values.reduce((a, b) => a + b, 0);
    for (const [i, value] of values.entries())
      expect(Math.abs(samples.get(`A[${i}].J`)![tick]! - 0.5 * (sum - value))).toBeLessThan(1e-13 * Math.max(1, Math.abs(sum)));
  }
});

describe("electrical coupling", () => {
  const pair = (step: number) => `
neurons: { p: { equations: "C*dV/dt = -g_L*V + I", inputs: { I: pA }, initial: { V: "where(index == 0, 10 mV, 0 mV)" }, parameters: { C: 100 pF, g_L: 5 nS } } }
populations: { n: { neuron: p, size: 2 } }
projections: [{ from: n, to: n, synapse: { kind: gap-junction, into: I }, connect: { pairs: e.csv }, weight: 10 nS }]
run: { duration: 12 ms, step: ${step} ms, scale: network }
record: { n: [V, I] }
`;
  const files = { "e.csv": { columns: { pre: Float64Array.of(0, 1), post: Float64Array.of(1, 0) } } };

  test("two passive cells: the mean relaxes at g_L/C, the difference at (g_L + 2 g)/C, to the second order of the step", () => {
    const error = (step: number) => {
      const samples = samplesOf(pair(step), "reference", files);
      const [a, b] = [samples.get("n[0].V")!.at(-1)!, samples.get("n[1].V")!.at(-1)!];
      // C/g_L = 20 ms, C/(g_L + 2 g) = 4 ms.
      return [(a + b) / 2 - 5 * Math.exp(-12 / 20), (a - b) / 2 - 5 * Math.exp(-12 / 4)] as const;
    };
    const [coarse, fine] = [error(0.1), error(0.05)];
    for (const mode of [0, 1] as const) {
      expect(Math.abs(fine[mode])).toBeLessThan(1e-4);
      expect(coarse[mode] / fine[mode]).toBeGreaterThan(3.9);
      expect(coarse[mode] / fine[mode]).toBeLessThan(4.1);
    }
  });

  // What one cell loses the other gains, when both ends hear of the same moment. Kills a coupling that counts one direction twice.
  test("currents over symmetric junctions add up to 0, for random junctions too", () => {
    const ends = Array.from({ length: 300 }, (_, k) => [(k * 17) % 50, (k * 31 + 7) % 50] as const).filter(([a, b]) => a !== b);
    const columns = {
      pre: Float64Array.from(ends.flat()),
      post: Float64Array.from(ends.flatMap(([a, b]) => [b, a])),
    };
    const text = pair(0.1)
      .replace("size: 2", "size: 50")
      .replace("where(index == 0, 10 mV, 0 mV)", "normal(-60 mV, 10 mV)")
      .replace("weight: 10 nS", 'weight: "(0.1 + mod(pre.index*post.index, 7))*1 nS"');
    const samples = samplesOf(text, "reference", { "e.csv": { columns } });
    for (const tick of [0, 1, 60, 120]) {
      const currents = Array.from({ length: 50 }, (_, i) => samples.get(`n[${i}].I`)![tick]!);
      const sum = currents.reduce((a, b) => a + b, 0);
      // Products of about 40 nS and 100 mV cancel.
      expect(Math.abs(sum)).toBeLessThan(50 * 4000 * 2.3e-16 * 4);
      expect(Math.max(...currents.map(Math.abs))).toBeGreaterThan(tick === 120 ? 1e-3 : 1);
    }
  });
});

test("a run goes on from a snapshot to the same bits, with values on their way", () => {
  const text = listening(`[
    { from: A, to: B, synapse: { kind: s, into: I }, ${sparse}, weight: "normal(1, 1)", delay: "uniform(0.1, 1)" },
    { from: A, to: B, synapse: { kind: spiky, into: I }, ${sparse}, weight: 1, delay: 0.7 }]`);
  const experiment = experimentOf(text);
  for (const arithmetic of ["reference", "fast"] as const) {
    const whole = samplesOf(text, arithmetic);
    const first = open(experiment, arithmetic);
    const before = finish(first, 1.3);
    const second = open(experiment, arithmetic);
    second.restore!(structuredClone(first.save!()));
    const after = finish(second, 3);
    for (const [channel, values] of whole) expect([...(before.get(channel) ?? []), ...(after.get(channel) ?? [])], channel).toEqual(values);
    first.close();
    second.close();
  }
});

// Kills a rule that takes what the synapse does at a spike of its source for a reset: the neuron then fires as long as it is above.
test("a neuron without a reset fires when its condition becomes true, though its synapse counts its spikes", () => {
  const spikes = (synapse: string) => {
    const text = `
neurons:
  a: { model: hodgkin-huxley }
  b: { equations: "dx/dt = -x/(1 ms) + I/(1 nS*ms)", inputs: { I: nS }, initial: { x: 0 } }
populations: { A: { neuron: a, size: 1 }, B: { neuron: b, size: 1 } }
projections: [{ from: A, to: B, synapse: ${synapse}, connect: all, weight: 1 nS }]
stimuli: [{ to: A.I, step: { amplitude: 10 uA/cm^2 } }]
run: { duration: 60 ms, step: 0.02 ms, scale: network }
record: { A: [spikes] }
`;
    return samplesOf(text).get("A.spikes");
  };
  expect(spikes("{ kind: nmda, into: I }")).toEqual(spikes("{ kind: exponential, tau: 2 ms, into: I }"));
});
