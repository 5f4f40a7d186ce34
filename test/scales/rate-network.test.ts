/** Networks of units without spikes: the order of the step, one engine for both scales, delays, and runs in pieces. */
import { describe, expect, test } from "vitest";
import type { Chunk, Scale } from "../../src/contract/index.ts";
import { transferRate } from "../../src/scales/low-dimensional/index.ts";
import { network } from "../../src/scales/network/index.ts";
import { rateOver } from "../../src/scales/rate/index.ts";
import { bound } from "../model/open.ts";

const rate = rateOver(network, transferRate);

function ends(text: string, scale: Scale = rate, pieces: readonly number[] = []): ReadonlyMap<string, readonly number[]> {
  const experiment = bound(text);
  expect(scale.accepts(experiment)).toEqual([]);
  const plan = scale.plan(experiment, { seed: experiment.run.seed });
  let simulation = scale.create(plan, { from: 0, to: plan.atoms });
  const samples = new Map<string, number[]>();
  const drain = () =>
    simulation.drain(({ channel, data }: Chunk) => {
      samples.set(channel, [...(samples.get(channel) ?? []), ...data]);
    });
  for (const until of pieces) {
    expect(simulation.advance(until)).toEqual({ kind: "reached" });
    drain();
    const saved = structuredClone(simulation.save!());
    simulation.close();
    simulation = scale.create(plan, { from: 0, to: plan.atoms });
    simulation.restore!(saved);
  }
  expect(simulation.advance(experiment.run.duration)).toEqual({ kind: "reached" });
  drain();
  simulation.close();
  return samples;
}

/** Two populations of nonlinear units; inputs over random weights, and a sum that all share. */
const document = (step: number, keys: { delay?: string; all?: string } = {}) => `
units: none
synapses:
  rate: { send: tanh(pre.x) }
  power: { send: "max(pre.y, 0)^2/(1 + pre.y^2)" }
neurons:
  a: { equations: "x' = -x + I + K", inputs: { I: 1, K: 1 }, initial: { x: "normal(0, 1)" } }
  b: { equations: "y' = (-y^3 + I*(1 - 0.2*y))/2", inputs: { I: 1 }, initial: { y: "uniform(-1, 1)" } }
populations: { A: { neuron: a, size: 30 }, B: { neuron: b, size: 20 } }
projections:
  - { from: A, to: A, synapse: { kind: rate, into: I }, connect: all, weight: "normal(0, 2/sqrt(pre.size))"${keys.delay ?? ""} }
  - { from: A, to: B, synapse: { kind: rate, into: I }, connect: { probability: 0.4 }, weight: 0.5${keys.delay ?? ""} }
  - { from: B, to: A, synapse: { kind: power, into: K }, connect: all, weight: -0.05${keys.all ?? ""} }
run: { duration: 4, step: ${step}, every: 4, scale: rate, seed: 3 }
record: { A: [x], B: [y] }
`;

/** Largest difference of the last samples of two runs. */
function distance(a: ReadonlyMap<string, readonly number[]>, b: ReadonlyMap<string, readonly number[]>): number {
  return Math.max(...[...a].map(([channel, values]) => Math.abs(values.at(-1)! - b.get(channel)!.at(-1)!)));
}

describe("a network of rate units", () => {
  // Differences of successive halvings fall by four. Kills an input that is held through the step (ratio 2), an extrapolation by the whole last
  // difference, and one that overshoots where a delayed signal begins.
  test.each([
    ["without delays", {}],
    ["with one delay", { delay: ", delay: 0.4", all: ", delay: 0.8" }],
    ["with drawn delays", { delay: ', delay: "0.4*floor(1 + 3*pre.index/pre.size)"', all: ", delay: 1.2" }],
  ])("is integrated to the second order of the step, %s", (_, keys) => {
    const [a, b, c, d] = [0.1, 0.05, 0.025, 0.0125].map((step) => ends(document(step, keys)));
    const differences = [distance(a!, b!), distance(b!, c!), distance(c!, d!)] as const;
    expect(differences[2]).toBeLessThan(4e-3);
    expect(differences[0] / differences[1]).toBeGreaterThan(3.3);
    expect(differences[1] / differences[2]).toBeGreaterThan(3.6);
    expect(differences[1] / differences[2]).toBeLessThan(4.5);
  });

  test("has the same bits at both scales in doubles, and in pieces", () => {
    const text = document(0.1, { delay: ', delay: "0.4*floor(1 + 3*pre.index/pre.size)"' }).replace("every: 4", "every: 0.1");
    const whole = ends(text);
    expect(ends(text.replace("scale: rate", "scale: network, options: { network: { arithmetic: reference } }"), network)).toEqual(whole);
    expect(ends(text, rate, [0.3, 1.7])).toEqual(whole);
  });

  // What is recorded of an input is what arrives at that time, not what the step was made with.
  test("records its inputs at their time", () => {
    const text = document(0.1).replace("every: 4", "every: 0.1").replace("A: [x]", "A: [x, K]");
    const samples = ends(text);
    for (let k = 0; k <= 40; k++) {
      let sum = 0;
      for (let j = 0; j < 20; j++) {
        const y = samples.get(`B[${j}].y`)![k]!;
        sum += (Math.max(y, 0) ** 2 / (1 + y * y)) * -0.05;
      }
      expect(Math.abs(samples.get("A[7].K")![k]! - sum)).toBeLessThan(1e-13);
    }
  });

  test("neurons that fire are not for `rate`", () => {
    const text = document(0.1).replace('uniform(-1, 1)" }', 'uniform(-1, 1)" }, spike: y > 1');
    expect(rate.accepts(bound(text))[0]!.code).toBe("scale-needs-rates");
  });
});
