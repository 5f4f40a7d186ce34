/** Networks compared with densities over the potential: what is told of their differences, and how it is drawn. */
import { describe, expect, test } from "vitest";
import type { Agreement, Cause } from "../../src/contract/index.ts";
import { type Figure, figures } from "../../src/figures/index.ts";
import { compare } from "../../src/index.ts";
import { siegertRate, whiteNoiseLif } from "../../src/theory/index.ts";
import { headings } from "../figures/drawing.ts";

/** Leaky neurons that only Poisson trains reach, of both signs: mean 21 mV, diffusion 1.475 mV^2/ms. */
const uncoupled = (step: number, { size = 2000, duration = 600 } = {}) => `
neurons: { lif: { equations: tau_m*dV/dt = 21 mV - V, initial: { V: "normal(13 mV, 3 mV)" }, spike: V > 20 mV, reset: { V: 10 mV }, refractory: 2 ms, parameters: { tau_m: 20 ms } } }
populations: { n: { neuron: lif, size: ${size} } }
stimuli:
  - { to: n.V, poisson: { rate: 590 /ms, weight: 0.05 mV } }
  - { to: n.V, poisson: { rate: 590 /ms, weight: -0.05 mV } }
run: { transient: 100 ms, duration: ${duration} ms, step: ${step} ms, seed: 3, scale: [network, fokker-planck] }
record: { n: [activity] }
`;

const toldOf = ({ causes }: Agreement, cause: string, moves: string): Cause => {
  return causes.find((one) => one.cause === cause && one.moves.includes(moves))!;
};

/** Siegert's rate with a threshold that is higher [1/ms]. */
const rateAt = (higher: number) =>
  siegertRate({ tau: 20, target: 21, threshold: 20 + higher, reset: 10, refractory: 2, noise: Math.sqrt(2 * 1.475 * 20) });

describe("a network sees its thresholds at steps", () => {
  test("and that is told with the size that it has", async () => {
    const found = await compare(uncoupled(0.1), {});
    const [mean, distribution] = ["mean", "distribution"].map((name) => found.quantities.find((one) => one.name === name)!) as [
      Agreement["quantities"][number],
      Agreement["quantities"][number],
    ];
    const [ofMean, ofDistribution] = ["mean", "distribution"].map((name) => toldOf(found, "threshold at steps", name)) as [Cause, Cause];
    // 0.5826 sqrt(2 D h) by Broadie, Glasserman and Kou, with Siegert's rate: to the digits of the constant.
    const shift = 0.5825971579390107 * Math.sqrt(2 * 1.475 * 0.1);
    expect(Math.abs(ofMean.size - (1 - rateAt(shift) / rateAt(0)))).toBeLessThan(1e-9);
    expect(ofMean.words).toContain("0.32 mV higher");
    expect(mean.knownCauses).toContain(ofMean.words);
    expect(distribution.knownCauses).toContain(ofDistribution.words);
    // The network's rate is lower by that, and by half a step of delay at each spike: the next order, h, is a tenth of the first.
    const late = 0.05 * rateAt(0);
    const [network, density] = mean.values;
    expect(mean.standardErrors[0]! / density).toBeLessThan(0.005);
    expect(Math.abs(1 - network / density - ofMean.size - late)).toBeLessThan(
      4.9 * (mean.standardErrors[0]! / density) + 0.1 * ofMean.size,
    );
    // Of the neurons that are elsewhere.
    expect(Math.abs(distribution.difference! - ofDistribution.size)).toBeLessThan(
      4.9 * distribution.standardErrors[0]! + 0.1 * ofDistribution.size,
    );
  });

  test("which falls as the root of the step", async () => {
    const sizes = await Promise.all(
      [0.1, 0.025].map(async (step) => {
        const found = await compare(uncoupled(step, { size: 50, duration: 20 }), { trials: 1 });
        return ["mean", "distribution"].map((name) => toldOf(found, "threshold at steps", name).size);
      }),
    );
    // A second order in the shift bends it by a twentieth.
    for (const [k, size] of sizes[0]!.entries()) expect(Math.abs(size / sizes[1]![k]! - 2)).toBeLessThan(0.1);
  });
});

test("the picture has the histogram of the network and the density over it, with a verdict", async () => {
  const found = await compare(uncoupled(0.1, { size: 100, duration: 50 }), { trials: 1 });
  const [{ distribution }] = found.populations as [Agreement["populations"][number]];
  expect(distribution!.scales.map(({ scale, isCounted }) => [scale, isCounted])).toEqual([
    ["network", true],
    ["fokker-planck", false],
  ]);
  // Neurons that are not refractory: 1 - 2 ms times 37.86 Hz of them, at every moment.
  const [, { at, density }] = distribution!.scales as unknown as [unknown, { at: Float64Array; density: Float64Array }];
  const mass = density.reduce((sum, one) => sum + one, 0) * (at[1]! - at[0]!);
  expect(Math.abs(mass - (1 - 2 * rateAt(0)))).toBeLessThan(0.01);
  const figure = (await figures.find(({ id }) => id === "compare")!.load()) as Figure<Agreement>;
  const { scene } = await figure.draw(found, {});
  const panel = scene.panels[headings(scene).indexOf("mean density (1/mV)")]!;
  // Bins of the network as an area, the curve of the density within the same axes.
  expect(panel.marks.map(({ kind }) => kind)).toEqual(["area", "line", "line"]);
});

/** Half the network of Brunel 2000, whose neurons make most of their noise themselves. */
const recurrent = `
neurons: { lif: { equations: tau_m*dV/dt = -V, initial: { V: "normal(13 mV, 3 mV)" }, spike: V > 20 mV, reset: { V: 10 mV }, refractory: 2 ms, parameters: { tau_m: 20 ms } } }
populations: { E: { neuron: lif, size: 1000 }, I: { neuron: lif, size: 250 } }
projections:
  - { from: E, to: [E, I], synapse: { kind: delta, into: V }, weight: 0.1 mV, delay: 1.5 ms, connect: { indegree: 1000 } }
  - { from: I, to: [E, I], synapse: { kind: delta, into: V }, weight: -0.5 mV, delay: 1.5 ms, connect: { indegree: 250 } }
stimuli: [{ to: [E.V, I.V], poisson: { rate: 20 /ms, weight: 0.1 mV } }]
run: { duration: 20 ms, step: 0.1 ms, seed: 1, scale: [network, fokker-planck] }
record: { E: [activity], I: [activity] }
`;

test("trains that are more regular than Poisson's make less noise than densities take them to make", async () => {
  const cause = toldOf(await compare(recurrent, { trials: 1 }), "regular trains", "distribution");
  // Siegert's neuron at the rates at which the network rests: drift and noise by 1000 and 250 trains each, and by the one from outside.
  const rate = 0.0379496969;
  const own = 0.5 * rate * (1000 * 0.01 + 250 * 0.25);
  const target = 20 * (20 * 0.1 + rate * (1000 * 0.1 - 250 * 0.5));
  const neuron = { tau: 20, target, threshold: 20, reset: 10, refractory: 2, noise: Math.sqrt(2 * (own + 0.1) * 20) };
  const { cv, rate: again } = whiteNoiseLif(neuron);
  expect(Math.abs(again / rate - 1)).toBeLessThan(1e-7);
  // The cells of the density, of second order: two steps of a thousandth of its range.
  expect(Math.abs(cause.size - ((1 - cv ** 2) * own) / (own + 0.1))).toBeLessThan(1e-3);
});
