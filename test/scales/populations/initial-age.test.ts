/** Neurons that have fired before the run begins: at all scales they are as that spike and the time since have left them. */
import { describe, expect, test } from "vitest";
import type { Scale } from "../../../src/contract/index.ts";
import { cell } from "../../../src/scales/cell/index.ts";
import { eventDriven } from "../../../src/scales/event-driven/index.ts";
import { network } from "../../../src/scales/network/index.ts";
import { escapeNeuron, mesoscopic, refractoryDensity, refusals, run } from "./support.ts";

const leaky = (age: string, size: number, rest: string) => `
neurons:
  lif:
    equations: tau_m*dV/dt = mu - V
    initial: { V: 3 mV }
    spike: V > 10 mV
    reset: { V: 1 mV }
    refractory: { time: 4 ms, hold: [V] }
    parameters: { tau_m: 10 ms, mu: 18 mV }
populations: { n: { neuron: lif, size: ${size}, initial-age: ${age} } }
run: { duration: 20 ms, step: 0.1 ms, every: 0.1 ms }
${rest}`;

describe("in a network", () => {
  test("a neuron has the potential of its age, and fires when the rest of its interval has passed", () => {
    const size = 12;
    const found = run(leaky("(index + 0.5)*1 ms", size, `record: { "n[0:${size}]": [V, spikes] }`), network);
    for (let k = 0; k < size; k++) {
      // Held for 4 ms, then V = 18 mV - 17 mV exp(-t/10 ms); the initial 3 mV of `initial` are those of neurons that have not fired.
      const flowed = Math.max(0, k + 0.5 - 4);
      expect(found.values.get(`n[${k}].V`)?.[0], `age ${k + 0.5} ms`).toBeCloseTo(18 - 17 * Math.exp(-flowed / 10), 4);
    }
    // Stamped at the end of the step: an interval of 4 ms + 10 ms log(17/8), rounded up.
    const interval = Math.ceil(10 * (4 + 10 * Math.log(17 / 8))) / 10;
    const firsts = new Map<number, number>();
    for (const [i, neuron] of found.values.get("n.spikes")!.entries())
      if (!firsts.has(neuron)) firsts.set(neuron, found.times.get("n.spikes")![i]!);
    // Who is older than an interval is at the threshold, and fires in the first step.
    for (let k = 0; k < size; k++) expect(firsts.get(k)).toBeCloseTo(Math.max(0.1, interval - k - 0.5), 9);
  });

  test("ages beyond all memory are those of a neuron that has settled", () => {
    const text = leaky("1e9 ms", 2, `record: { "n[0:1]": [V] }`).replace("V > 10 mV", "V > 20 mV");
    expect(run(text, network).values.get("n[0].V")![0]).toBeCloseTo(18, 3);
  });

  test("states that no reset changes are as they begin, and what every spike adds has decayed", () => {
    const text = `
neurons:
  adapting:
    equations: |
      tau_h*dh/dt = mu - h
      tau_a*dtheta/dt = -theta
    initial: { h: 2 mV, theta: 0 mV }
    hazard: 1e-9 Hz*exp((h - theta)/(2 mV))
    reset: { theta: theta + 3 mV }
    parameters: { tau_h: 10 ms, tau_a: 40 ms, mu: 18 mV }
populations: { n: { neuron: adapting, size: 2, initial-age: 30 ms } }
run: { duration: 1 ms, step: 0.1 ms, every: 0.1 ms }
record: { "n[0:1]": [h, theta] }
`;
    const { values } = run(text, network);
    expect(values.get("n[0].h")![0]).toBe(2);
    expect(values.get("n[0].theta")![0]).toBeCloseTo(3 * Math.exp(-30 / 40), 5);
  });
});

test.each([
  ["cell", cell],
  ["event-driven", eventDriven],
] as const)("the scale %s, which would pass over the age, refuses it", (_, scale: Scale) => {
  expect(refusals(leaky("7 ms", 2, "record: { n: [spikes] }"), scale)).toContain("scale-lacks");
});

const held = { initial: "V: 5 mV", refractory: "refractory: { time: 4 ms, hold: [V] }" };
const adapting = {
  equations: "tau_m*dV/dt = -V + mu + RI\ntau_a*dtheta/dt = -theta",
  initial: "V: 5 mV, theta: 0 mV",
  hazard: "c*exp((V - V_th - theta)/Delta_u)",
  reset: "V: V_r, theta: theta + 1 mV",
  parameters: ", tau_a: 50 ms",
};

describe("the first 50 ms of 40 000 neurons", () => {
  const size = 40_000;
  const bin = 2;
  const document = (neuron: string, age: string, of = size) =>
    `${neuron}
populations: { n: { neuron: escape, size: ${of}, initial-age: "${age}" } }
run: { duration: 50 ms, step: 0.1 ms, bin: ${bin} ms, seed: 7 }
record: { n: [activity] }
`;

  test.each([
    ["one age", escapeNeuron(held), "25 ms"],
    ["ages within refractoriness and beyond", escapeNeuron(held), "uniform(0 ms, 60 ms)"],
    ["one age of adapting neurons", escapeNeuron(adapting), "25 ms"],
    ["many ages of adapting neurons", escapeNeuron(adapting), "uniform(0 ms, 60 ms)"],
  ])("are the same in a network and with all ages, of %s", (_, neuron, age) => {
    const all = run(document(neuron, age), refractoryDensity).values.get("n.activity")!;
    for (const scale of [network, mesoscopic]) {
      const found = run(document(neuron, age), scale).values.get("n.activity")!;
      // A neuron fires in a bin once at most, nearly: counts are binomial, or vary less.
      const deviations = found.map((value, k) => {
        const part = bin * all[k]!;
        return (bin * (value - all[k]!)) / Math.sqrt((part * (1 - part)) / size);
      });
      expect(Math.max(...deviations.map(Math.abs)), scale.id).toBeLessThan(4.5);
      // 25 bins: 5 standard deviations of a chi-square.
      expect(
        deviations.reduce((sum, one) => sum + one * one, 0),
        scale.id,
      ).toBeLessThan(25 + 5 * Math.sqrt(50));
    }
  });

  test("begin with the hazard of their age", () => {
    // Nobody has fired twice within t_ref: A = rho exp(-integral of rho), V = 18 mV (1 - exp(-(t + 21 ms)/20 ms)) since the end of t_ref.
    const rho = (t: number) => 0.01 * Math.exp((18 * -Math.expm1(-(t + 21) / 20) - 15) / 2);
    const steps = 2000;
    let [hazard, expected] = [0, 0];
    for (let k = 0; k < steps; k++) {
      const mean = (bin / steps) * rho(((k + 0.5) * bin) / steps);
      expected -= Math.exp(-hazard) * Math.expm1(-mean);
      hazard += mean;
    }
    const counted = (scale: Scale) =>
      bin * run(document(escapeNeuron(held), "25 ms").replace("50 ms, step", "2 ms, step"), scale).values.get("n.activity")![0]!;
    // The trapezoid of the hazard and floats: 1e-5; the network and its 4 standard errors.
    expect(counted(refractoryDensity) / expected).toBeCloseTo(1, 4);
    expect(Math.abs(counted(network) - expected)).toBeLessThan(4 * Math.sqrt((expected * (1 - expected)) / size));
  });
});
