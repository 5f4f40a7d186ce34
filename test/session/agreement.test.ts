/** What is known of the differences of two scales: causes with sizes from formulas, and drives that change. */
import { describe, expect, test } from "vitest";
import { compare, open } from "../../src/index.ts";
import { responseOf } from "../../src/session/agreement/causes/response.ts";
import { isDriven } from "../../src/session/agreement/driven.ts";

interface Parts {
  readonly synapse?: string;
  readonly weight?: string;
  readonly connect?: string;
  readonly run?: string;
  readonly stimuli?: string;
  readonly theta?: string;
}

/** The uncoupled population s1 of Schwalger, Deger & Gerstner 2017, with connections that do next to nothing. */
const document = ({
  synapse = "{ kind: exponential, tau: 3 ms, into: RI }",
  weight = "1e-6 mV",
  connect = "all",
  run = "transient: 200 ms, duration: 1 s, step: 0.2 ms",
  stimuli = "[]",
  theta = "",
}: Parts) => `
neurons:
  escape:
    equations: |
      tau_m*dV/dt = -V + mu + RI
      ${theta ? "1000 ms*dtheta/dt = -theta" : ""}
    inputs: { RI: mV }
    initial: { V: 0 mV${theta ? ", theta: 0 mV" : ""} }
    hazard: c*exp((V - V_th${theta ? " - theta" : ""})/Delta_u)
    reset: { V: 0 mV${theta ? `, theta: theta + ${theta}` : ""} }
    refractory: 4 ms
    parameters: { tau_m: 20 ms, mu: 18 mV, c: 10 Hz, V_th: 15 mV, Delta_u: 2 mV }
populations: { E: { neuron: escape, size: 100 } }
projections: [{ from: E, to: E, synapse: ${synapse}, weight: "${weight}", delay: 1 ms, connect: ${connect} }]
stimuli: ${stimuli}
run: { ${run}, seed: 1, scale: [network, mesoscopic] }
record: { E: [activity] }
`;

const causes = async (parts: Parts) => (await compare(document(parts), { trials: 1 })).causes;

describe("known causes", () => {
  // r = 13.7231371998 Hz, CV = 0.391758676, Lambda = 32.3803298 /s of s1, computed apart in 30 digits: (r/CV/Lambda)^2 - 1 = 0.17033. The measured rate,
  // 0.4 % wrong after a second, enters by a coupling of 1e-6 alone.
  test("lambda: survival, by the quotient of the two definitions", async () => {
    const found = (await causes({})).find(({ cause }) => cause === "lambda")!;
    expect(Math.abs(found.size - ((13.7231371998 / 0.391758676 / 32.3803298) ** 2 - 1))).toBeLessThan(1e-6);
    expect(found.words).toContain("17 % too high below 5.2 Hz");
  });

  test("interval-variance is right at low frequencies: nothing is said", async () => {
    const found = await causes({
      run: "transient: 200 ms, duration: 1 s, step: 0.2 ms, options: { mesoscopic: { lambda: interval-variance } }",
    });
    expect(found.map(({ cause }) => cause).sort()).toEqual(["finite size", "step"]);
  });

  test("the step: rate times half of it; the size: one over it", async () => {
    const all = await compare(document({}), { trials: 1 });
    const rate = all.quantities[0]!.values[0];
    expect(all.causes.find(({ cause }) => cause === "step")!.size).toBeCloseTo((rate * 0.2e-3) / 2, 14);
    expect(all.causes.find(({ cause }) => cause === "finite size")!.size).toBe(0.01);
  });

  // Of K = 20 of N = 100 sources with weights w +- s: alone/(alone + shared), quenched beside them by r A^2/Q = 2 r tau.
  test.each([
    ["{ probability: 0.2 }", "1e-6 mV", 0.2, 0, 16],
    ["{ indegree: 20 }", "1e-6 mV", 0.2, 0, 0],
    ["{ outdegree: 20 }", "1e-6 mV", 0.2, 0, 20 * 0.99],
    ["{ total: 2000 }", "1e-6 mV", 0.2, 0, 20 * 0.99],
    ["{ probability: 0.2 }", "normal(1e-6 mV, 5e-7 mV)", 0.2, 0.25, 16],
    ["all", "normal(1e-6 mV, 5e-7 mV)", 1, 0.25, 0],
  ])("in-degrees of %s with weights %s", async (connect, weight, p, spread, variance) => {
    const all = await compare(document({ connect, weight }), { trials: 1 });
    const rate = all.quantities[0]!.values[0] / 1000;
    const k = 100 * p;
    const [shared, alone, quenched] = [(k * k) / 100, (1 - p + spread) * k, (variance + spread * k) * 2 * rate * 3];
    const found = all.causes.find(({ cause }) => cause === "random in-degrees")!;
    expect(Math.abs(found.size - (alone + quenched) / (shared + alone + quenched))).toBeLessThan(1e-12);
    expect(all.quantities[0]!.knownCauses).toContain(found.words);
  });

  test("adaptation: random spikes lower the hazard by the integral of 1 - exp(-x e^(-s)) where spikes in order do by x, x = jump/Delta_u", async () => {
    const found = (await causes({ theta: "1.5 mV" })).find(({ cause }) => cause === "quasi-renewal")!;
    // Ein(x) = sum of (-1)^(k + 1) x^k/(k k!) at x = 0.75
    let [sum, term] = [0, -1];
    for (let k = 1; k < 30; k++) {
      term *= -0.75 / k;
      sum += term / k;
    }
    expect(Math.abs(found.size - (1 - sum / 0.75))).toBeLessThan(1e-9);
    expect(found.words).toContain("up to 16 %");
  });

  test("two networks have the step in common and nothing else", async () => {
    const { causes: found } = await compare(document({ connect: "{ probability: 0.2 }" }), { scales: ["network", "network"], trials: 1 });
    expect(found.map(({ cause }) => cause)).toEqual(["step"]);
  });
});

describe("the response to a spike: area and square by its closed form", () => {
  test.each([
    ["{ kind: exponential, tau: 3 ms, into: RI }", "1 mV", 3, 1.5],
    ["{ kind: alpha, tau: 3 ms, into: RI }", "1 mV", 3 * Math.E, (Math.E ** 2 * 3) / 4],
    ["{ kind: delta, into: V }", "1 mV", 20, 10],
  ])("%s", async (synapse, weight, area, square) => {
    const { experiment } = await open(document({ synapse, weight }));
    const found = responseOf(experiment!.projections[0]!, experiment!.populations[0]!.flow)!;
    expect(Math.abs(found.area / area - 1)).toBeLessThan(1e-12);
    expect(Math.abs(found.square / square - 1)).toBeLessThan(1e-12);
  });
});

describe("a drive changes in the recorded time", () => {
  const driven = async (parts: Parts) => isDriven((await open(document(parts))).experiment!);
  test.each([
    ["nothing", "[]", false],
    ["a step before it", "[{ to: E.RI, step: { amplitude: 1 mV }, start: 50 ms }]", false],
    ["a step within it", "[{ to: E.RI, step: { amplitude: 1 mV }, start: 500 ms }]", true],
    ["a step that ends within it", "[{ to: E.RI, step: { amplitude: 1 mV }, duration: 500 ms }]", true],
    ["a sine", "[{ to: E.RI, sine: { amplitude: 1 mV, frequency: 5 Hz } }]", true],
    ["a sine that is over", "[{ to: E.RI, sine: { amplitude: 1 mV, frequency: 5 Hz }, duration: 100 ms }]", false],
    ["an expression of time", "[{ to: E.RI, expression: 1 mV*t/(1 s) }]", true],
    ["an expression without time", "[{ to: E.RI, expression: 2*1 mV }]", false],
    ["noise", "[{ to: E.RI, noise: { mean: 0 mV, sd: 1 mV, tau: 5 ms } }]", false],
  ])("%s", async (_, stimuli, expected) => expect(await driven({ stimuli })).toBe(expected));

  test("without a transient it does: the recording sees the initial state go", async () => {
    expect(await driven({ run: "duration: 1 s, step: 0.2 ms" })).toBe(true);
  });
});

test("a scale that is not random runs once, and has a mean and a course alone", async () => {
  const run = "duration: 500 ms, step: 0.2 ms";
  const { scales, quantities, leftOut } = await compare(document({ run }), { scales: ["network", "refractory-density"], trials: 4 });
  expect(scales.map(({ isRandom, seeds }) => [isRandom, seeds.length])).toEqual([
    [true, 4],
    [false, 1],
  ]);
  expect(quantities.map(({ name, standardErrors }) => [name, standardErrors[1]])).toEqual([
    ["mean", 0],
    ["time course", 0],
  ]);
  expect(leftOut.map(({ name, reason }) => [name, reason])).toEqual([
    ["variance", "one of the scales is not random"],
    ["spectrum", "one of the scales is not random"],
  ]);
});

test("scales whose solutions end are compared by when they do, and drawn until then", { tags: "slow" }, async () => {
  const text = `
units: none
neurons:
  nlif:
    equations: dV/dt = -V + sqrt(2)*xi
    initial: { V: "truncated(normal(0, 0.5), -infinity, 2)" }
    spike: V > 2
    reset: { V: 1 }
populations: { n: { neuron: nlif, size: 2000 } }
projections: [{ from: n, to: n, synapse: { kind: delta, into: V }, weight: 3/pre.size, delay: 0, connect: all }]
run: { duration: 4, step: 0.001, seed: 1, scale: fokker-planck, options: { fokker-planck: { cells: 600, V: [-6, 2] } } }
record: { n: [activity] }
`;
  const parts: number[] = [];
  const progress = ({ fraction }: { readonly fraction: number }) => parts.push(fraction);
  const { scales, quantities, populations } = await compare(text, { scales: ["network", "fokker-planck"], progress });
  expect(scales.map(({ seeds }) => seeds.length)).toEqual([10, 1]);
  // Nine trials more than were asked for: kills parts of the trials asked for, which go beyond the whole.
  expect(parts.length).toBeGreaterThan(10);
  expect(Math.max(...parts)).toBeLessThanOrEqual(1);
  const [only] = quantities;
  expect(quantities.map(({ name }) => name)).toEqual(["blow-up"]);
  const [[network, density], [error, ownError]] = [only!.values, only!.standardErrors];
  // Each is the oracle of the other. Single networks of 2,000 end 0.15 apart: kills their spread in the place of the error of the mean.
  expect(error).toBeGreaterThan(0.02);
  expect(error).toBeLessThan(0.1);
  expect(Math.abs(network - density)).toBeLessThan(4 * error);
  expect(ownError).toBeGreaterThan(0);
  expect(ownError).toBeLessThan(2e-3);
  const [drawn, solution] = populations[0]!.activities;
  expect(solution!.times.at(-1)).toBeLessThan(density);
  expect(solution!.times.at(-1)).toBeGreaterThan(density - 0.05);
  expect(drawn!.activity.length).toBeGreaterThan(300);
});
