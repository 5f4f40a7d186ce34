/**
 * What the shipped networks of rate units show, against mean-field theory, closed forms and fixed points of 30 digits.
 * @module-tag slow
 */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { type Result, run, steady } from "../../src/index.ts";
import { playExample } from "../catalogue/networks.ts";

const textOf = (name: string) => readFileSync(new URL(`../../examples/${name}.yaml`, import.meta.url), "utf8");
const signal = (result: Result, label: string, neuron?: number) =>
  result.signals.find(({ channel }) => channel.label === label && (neuron === undefined || channel.neuron === neuron))!;
const at = (result: Result, label: string, time: number) => {
  const { times, values } = signal(result, label);
  return values[times.findIndex((one) => one >= time - 1e-9)]!;
};

describe("chaos", () => {
  // Dynamic mean-field theory of Sompolinsky et al., solved with scipy: the variance of x at g = 1.8 is 1.4056, and d/dg of it 2.2; its mean over
  // the run of one network of 500 scatters by 0.07. Kills a weight by 1/N or of variance g/N, and a gain that is wrong by 6 %.
  test("the variance of the units is that of mean-field theory", async () => {
    const means = [];
    for (const seed of ["1", "2", "3"]) {
      const { times, values } = signal(await playExample("chaos", { seed }), "mean(x2)");
      const late = values.filter((_, k) => times[k]! > 300);
      means.push(late.reduce((sum, x) => sum + x, 0) / late.length);
    }
    expect(Math.abs(means.reduce((sum, x) => sum + x, 0) / 3 - 1.4056)).toBeLessThan(0.2);
  });

  // In the limit of many units the largest Lyapunov exponent is 0.0867/tau; of 500 it was 0.085, 0.049 and 0.059 in three networks.
  test("two runs that differ by 1e-7 at first grow apart exponentially", async () => {
    const [one, other] = [await playExample("chaos"), await playExample("chaos", { set: ["neurons.unit.initial.x=normal(1e-7, 1)"] })];
    const distance = (time: number) => {
      const k = signal(one, "x", 0).times.findIndex((t) => t >= time);
      let sum = 0;
      for (let i = 0; i < 6; i++) sum += (signal(one, "x", i).values[k]! - signal(other, "x", i).values[k]!) ** 2;
      return Math.sqrt(sum / 6);
    };
    const exponent = Math.log(distance(1200) / distance(200)) / 100;
    expect(exponent).toBeGreaterThan(0.02);
    expect(exponent).toBeLessThan(0.14);
  });

  test("below gain 1 every activity dies out, as the eigenvalues of rest say", async () => {
    const result = await playExample("chaos", { set: ["g=0.9", "populations.units.size=200"] });
    expect(signal(result, "mean(x2)").values.at(-1)).toBeLessThan(1e-4);
    const states = async (g: number) => (await steady(textOf("chaos"), { set: [`g=${g}`, "populations.units.size=200"] })).states;
    const [rest, ...more] = await states(0.9);
    expect(more).toEqual([]);
    expect(rest!.stable).toBe(true);
    // Girko: the eigenvalues of the weights fill a disc of radius g; at its rim they scatter by some N^(-1/2).
    const radius = Math.max(...rest!.eigenvalues.map(([re, im]) => Math.hypot(10 * re + 1, 10 * im)));
    expect(Math.abs(radius - 0.9)).toBeLessThan(0.12);
    expect((await states(1.8)).find(({ state }) => state.every((x) => Math.abs(x) < 1e-9))!.stable).toBe(false);
  });
});

describe("hopfield", () => {
  // tanh(4 m) = m has m = 0.99933; the other patterns overlap by some 5/sqrt(N).
  test("a pattern of which a quarter is wrong is completed", async () => {
    const result = await playExample("hopfield");
    expect(Math.abs(at(result, "mean(m1)", 0) - 0.5)).toBeLessThan(0.1);
    expect(at(result, "mean(m1)", 150)).toBeGreaterThan(0.99);
    for (const other of ["m2", "m3", "m4", "m5"]) expect(Math.abs(at(result, `mean(${other})`, 150))).toBeLessThan(0.25);
  });

  test("below gain 1 nothing is remembered", async () => {
    expect(Math.abs(at(await playExample("hopfield", { set: ["beta=0.8"] }), "mean(m1)", 150))).toBeLessThan(0.1);
  });

  /** The same with any number of patterns in 100 units. */
  const memory = (patterns: number) => {
    const each = Array.from({ length: patterns }, (_, k) => k + 1);
    return `
units: none
synapses: { rate: { send: tanh(4*pre.x) } }
neurons:
  unit:
    equations: |
      x' = -x + I
      m = p1*tanh(4*x)
    inputs: { I: 1 }
    initial: { x: "p1*where(chance < 0.1, -1, 1)" }
    parameters: { chance: "uniform(0, 1)", ${each.map((k) => `u${k}: "uniform(-1, 1)", p${k}: sign(u${k})`).join(", ")} }
populations: { N: { neuron: unit, size: 100 } }
projections:
  - { from: N, to: N, synapse: { kind: rate, into: I }, connect: { probability: 1, self: false }, weight: (${each.map((k) => `post.p${k}*pre.p${k}`).join(" + ")})/pre.size }
run: { duration: 30, step: 0.1, every: 30, scale: rate, seed: 2 }
record: { N: [mean(m)] }`;
  };

  // The capacity is 0.138 N without noise (Amit, Gutfreund and Sompolinsky 1985).
  test("five patterns in a hundred units are kept, and forty are not", async () => {
    const [few, many] = [(await run(memory(5)))[0]!, (await run(memory(40)))[0]!];
    expect(signal(few, "mean(m)").values.at(-1)).toBeGreaterThan(0.97);
    expect(signal(many, "mean(m)").values.at(-1)).toBeLessThan(0.8);
  });
});

describe("ring-attractor", () => {
  // r = A (cos(theta) - cos(c))_+ with J1 (c - sin(2 c)/2)/(2 pi) = 1 and A = -1/(cos(c) + J0 (sin(c) - c cos(c))/pi): c = 1.30266, peak 1.404425,
  // first Fourier coefficient A/J1 = 0.318434. 120 units instead of a line change it by some 1e-4.
  test("the bump stays where the cue has put it, with the height and the shape of the closed form", async () => {
    const result = await playExample("ring-attractor");
    const place = (time: number) => {
      const [along, across] = [at(result, "mean(along)", time), at(result, "mean(across)", time)];
      return { turn: (Math.atan2(across, along) / (2 * Math.PI) + 1) % 1, size: Math.hypot(along, across) };
    };
    expect(Math.abs(at(result, "r", 499) - 1.404425)).toBeLessThan(4e-4);
    expect(Math.abs(place(499).size - 0.318434)).toBeLessThan(1e-4);
    // Three hundred time constants later.
    for (const time of [200, 300, 499]) expect(Math.abs(place(time).turn - 0.25)).toBeLessThan(1e-9);
    expect(Math.abs(place(600).turn - 0.6)).toBeLessThan(0.01);
    expect(Math.abs(place(999).turn - place(650).turn)).toBeLessThan(0.0015);
    expect(Math.abs(place(999).size - 0.318434)).toBeLessThan(1e-4);
  });

  test("`steady` finds the bump at which the run ends, and the even state, which is unstable", async () => {
    const { states, complete } = await steady(textOf("ring-attractor"));
    expect(complete).toBe(false);
    expect(states.map(({ stable }) => stable)).toEqual([false, true]);
    // 1/(1 - J0), and there the first mode grows at (J1/2 - 1)/tau.
    expect(Math.abs(states[0]!.activities[0]! - 0.2)).toBeLessThan(1e-12);
    expect(Math.abs(states[0]!.eigenvalues[0]![0] - 0.2)).toBeLessThan(1e-10);
    expect(Math.abs(states[1]!.activities[0]! - 0.3765452)).toBeLessThan(1e-5);
    // The states of all places are nearly one line: the slowest eigenvalue is far slower than 1/tau.
    expect(Math.abs(states[1]!.eigenvalues[0]![0])).toBeLessThan(0.01);
  });
});

describe("stabilised-supralinear", () => {
  // Fixed points of the two mean equations with mpmath, and the eigenvalues of theirs.
  test("more input to inhibition makes it fire less, and the states are those of `steady`", async () => {
    const before = await steady(textOf("stabilised-supralinear"), { set: ["more=0"] });
    const after = await steady(textOf("stabilised-supralinear"));
    for (const [{ states }, E, I, leading] of [
      [before, 49.164249336824426, 79.0718465680867, -0.0347585235593643],
      [after, 34.63946786856457, 59.80258912227367, -0.0283598329264646],
    ] as const) {
      expect(states.length).toBe(1);
      expect(Math.abs(states[0]!.activities[0]! / E - 1)).toBeLessThan(1e-12);
      expect(Math.abs(states[0]!.activities[1]! / I - 1)).toBeLessThan(1e-12);
      expect(Math.abs(states[0]!.eigenvalues[0]![0] - leading)).toBeLessThan(1e-10);
      expect(states[0]!.stable).toBe(true);
    }
    const result = await playExample("stabilised-supralinear");
    const last = (population: string) => result.signals.find(({ channel }) => channel.population === population)!.values;
    expect(Math.abs(last("E").at(-1)! / 34.63946786856457 - 1)).toBeLessThan(2e-3);
    expect(Math.abs(last("I").at(-1)! / 59.80258912227367 - 1)).toBeLessThan(2e-3);
    expect(Math.max(...last("I"))).toBeGreaterThan(80);
  });

  test("weak input adds up more than in proportion, strong input less", async () => {
    const rate = async (c: number) =>
      (await steady(textOf("stabilised-supralinear"), { set: ["more=0", `c=${c}`] })).states[0]!.activities[0]!;
    expect((await rate(2)) / (await rate(1))).toBeGreaterThan(2.5);
    expect((await rate(80)) / (await rate(40))).toBeLessThan(2);
  });
});
