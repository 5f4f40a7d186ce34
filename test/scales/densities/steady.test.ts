/** Stationary states of densities and their eigenvalues: numbers of other codes, closed forms, and Hopf points by the exact linear response. */
import { describe, expect, test } from "vitest";
import type { SteadyResult } from "../../../src/contract/index.ts";
import { builtNames, openText, portableHost, type SteadyOptions, steady } from "../../../src/session/index.ts";
import { eigenmodes, nnlifStates, whiteNoiseLif, whiteNoiseResponse } from "../../../src/theory/index.ts";
import { nnlif } from "./support.ts";

const environment = { host: portableHost, names: builtNames(["activity"]) };

async function statesOf(text: string, options: SteadyOptions = {}): Promise<SteadyResult> {
  const opened = await openText(environment, text, "density.yaml");
  expect(opened.errors).toEqual([]);
  return steady(opened, { scale: "fokker-planck", ...options });
}

const near = (value: number | undefined, reference: number, tolerance: number) =>
  expect(Math.abs(value! - reference), `${value} for ${reference}`).toBeLessThanOrEqual(tolerance);

/** Leading eigenvalue of each state. */
const leading = ({ states }: SteadyResult) => states.map(({ eigenvalues: [first] }) => first!);

describe("NNLIF", () => {
  // A finite-volume Jacobian of 900 cells of another code, four digits; rates by 40-digit quadrature.
  test.each([
    [-10, [[0.0473353372, -1.6725]]],
    [
      1.5,
      [
        [0.192364012568, -0.8304],
        [2.289125707747, 3.88],
      ],
    ],
    [
      2,
      [
        [0.292582851472, -0.4314],
        [0.689433839238, 0.7135],
      ],
    ],
    [3, []],
  ])("b = %s: states and leading eigenvalues", async (b, references) => {
    const found = await statesOf(nnlif({ b, cells: 600 }));
    expect(found.complete).toBe(true);
    expect(found.states).toHaveLength(references.length);
    for (const [k, [rate, eigenvalue]] of references.entries()) {
      near(found.states[k]!.activities[0], rate!, 1e-10);
      near(leading(found)[k]![0], eigenvalue!, eigenvalue === 3.88 ? 0.005 : 3e-4);
      expect(leading(found)[k]![1]).toBe(0);
      expect(found.states[k]!.stable).toBe(eigenvalue! < 0);
    }
  });
  test("uncoupled, the first five are the zeros of 1 - P_L to 1e-3 at 1200 cells, and converge to second order", async () => {
    const exact = [-1.1909670923906, -2.6026799782535, -4.1405595366733, -5.7504554432853, -7.4065486232094];
    const [fine, rough] = await Promise.all(
      [1200, 300].map(async (cells) => (await statesOf(nnlif({ b: 0, cells }))).states[0]!.eigenvalues),
    );
    for (const [k, reference] of exact.entries()) {
      near(fine![k]![0] / reference, 1, 1e-4);
      const ratio = (rough![k]![0] - reference) / (fine![k]![0] - reference);
      near(ratio, 16, 1);
    }
  });
  test("two populations that know nothing of one another have all pairs of states; each pair is as stable as both", {
    tags: "slow",
  }, async () => {
    const text = nnlif({ b: 1.5, cells: 200 }).replace("populations: { n:", "populations: { m: { neuron: nlif, size: 100 }, n:");
    const { states } = await statesOf(
      text.replace(
        "  - { from: n",
        "  - { from: m, to: m, synapse: { kind: delta, into: V }, weight: 1.5/pre.size, connect: all }\n  - { from: n",
      ),
    );
    expect(states.map(({ activities, stable }) => [...activities.map((rate) => (rate > 1 ? "high" : "low")), stable])).toEqual([
      ["low", "low", true],
      ["low", "high", false],
      ["high", "low", false],
      ["high", "high", false],
    ]);
  });
  test("the best Poincare constant: of finite elements over the density by quadrature; that of a normal law far from the threshold is its variance", async () => {
    const [state] = (await statesOf(nnlif({ b: 0, cells: 600 }))).states;
    near(state!.poincare, 0.843506, 2e-4);
    const far = nnlif({ b: 0, cells: 600 }).replace("V_F: 2, V_R: 1", "V_F: 7, V_R: 0").replace("[-6, 2]", "[-7, 7]");
    near((await statesOf(far)).states[0]!.poincare, 1, 2e-4);
  });
  test("the upper branch is found where it comes from infinity, and is unstable", async () => {
    const found = await statesOf(nnlif({ b: 1.005, cells: 600 }));
    expect(found.states).toHaveLength(2);
    near(found.states[1]!.activities[0]! / nnlifStates({ ...deck, coupling: 1.005 })[1]!, 1, 1e-9);
    expect(found.states[1]!.stable).toBe(false);
  });
});

const deck = { drift: 0, diffusion: 1, threshold: 2, reset: 1, refractory: 0, diffusionByRate: 0 };

describe("refractoriness", () => {
  const neuron = { tau: 1, target: 0, threshold: 2, reset: 1, refractory: 0, noise: Math.SQRT2 };
  test("of constant length: eigenvalues of the renewal process with that dead time", async () => {
    const { modes } = eigenmodes(whiteNoiseLif({ ...neuron, target: 3, refractory: 0.3 }), 3);
    const [state] = (
      await statesOf(nnlif({ b: 0, cells: 600, neuron: "refractory: 0.3", more: "stimuli: [{ to: n.I, step: { amplitude: 3 } }]" }))
    ).states;
    for (const { eigenvalue } of modes) {
      const found = state!.eigenvalues.find(
        ([re, im]) => Math.abs(re - eigenvalue[0]) + Math.abs(im - eigenvalue[1]) < 2e-3 * Math.abs(eigenvalue[1] - eigenvalue[0]),
      );
      expect(found, `${eigenvalue} among ${state!.eigenvalues.slice(0, 8).join(" ")}`).toBeDefined();
    }
  });
  test("of exponential length: 1 = P_L/(1 + lambda tau)", async () => {
    const [state] = (await statesOf(nnlif({ b: 0, cells: 600, neuron: "refractory: exponential(0.5)" }))).states;
    near(state!.activities[0], 1 / (1 / 0.119975965239105 + 0.5), 1e-12);
    const { laplace } = whiteNoiseLif(neuron);
    for (const [re, im] of state!.eigenvalues.slice(0, 4)) {
      const [value, part] = laplace([re, im]);
      near(value, 1 + 0.5 * re, 5e-3);
      near(part, 0.5 * im, 5e-3);
    }
  });
  test("three states between the folds: stable, unstable, stable", async () => {
    const found = await statesOf(nnlif({ b: 1.5, neuron: "refractory: 0.025", step: 0.005 }));
    const references = [0.1907361294, 2.9169876555, 10.7133751877];
    expect(found.states).toHaveLength(3);
    for (const [k, reference] of references.entries()) near(found.states[k]!.activities[0], reference, 1e-9);
    expect(found.states[0]!.stable).toBe(true);
    expect(found.states[1]!.stable).toBe(false);
  });
});

describe("Hopf points of inhibited populations", () => {
  /** 1 = b chi(omega) e^(-i omega delay)/(1 + i omega filter), with the response by parabolic cylinder functions. */
  const loop = (b: number, omega: number, refractory: number, filter: number) => {
    const own = { drift: 4, diffusion: 0.5, threshold: 2, reset: 1, refractory };
    const [rate] = nnlifStates({ ...own, coupling: b, diffusionByRate: 0 });
    const [re, im] = whiteNoiseResponse({ tau: 1, target: 4 + b * rate!, threshold: 2, reset: 1, refractory, noise: 1 }, omega);
    const [c, s] = [Math.cos(0.1 * omega), -Math.sin(0.1 * omega)];
    const [x, y] = [b * (re * c - im * s), b * (re * s + im * c)];
    const size = 1 + omega * omega * filter * filter;
    return [(x + y * omega * filter) / size, (y - x * omega * filter) / size] as const;
  };
  test.each([
    ["a delay", -13.296494289186173, 23.025299038079588, 0, 0],
    ["a delay and a dead time", -13.299468363797525, 22.94870869939346, 0.1, 0],
    ["a delay and a synaptic filter", -39.84077874738118, 13.255159271370575, 0, 0.1],
  ])("%s: a pair of eigenvalues on the imaginary axis", async (_, b, omega, refractory, filter) => {
    const [re, im] = loop(b, omega, refractory, filter);
    near(re, 1, 1e-9);
    near(im, 0, 1e-9);
    const own = { options: "", cells: 600, low: -6, delay: ", delay: 0.1", more: "stimuli: [{ to: n.I, step: { amplitude: 4 } }]" };
    const text = nnlif({ b, ...own, ...(refractory > 0 ? { neuron: `refractory: ${refractory}` } : {}) }).replace("a: 1,", "a: 0.5,");
    const found = await statesOf(
      filter > 0
        ? text
            .replace("{ kind: delta, into: V }", `{ kind: exponential, tau: ${filter}, into: I }`)
            .replace("/pre.size", `/${filter}/pre.size`)
        : text,
    );
    const [[real, imaginary]] = leading(found) as [[number, number]];
    near(imaginary, omega, 2e-3 * omega);
    near(real, 0, 2e-3 * omega);
  });
});

describe("neurons whose rate is no closed form", () => {
  const document = (neuron: string, b = 0, cells = 400, ends = "") => `
units: none
neurons: { cell: { ${neuron} } }
populations: { n: { neuron: cell, size: 100 } }
projections:
  - { from: n, to: n, synapse: { kind: delta, into: V }, weight: ${b}/pre.size, connect: all }
run: { duration: 1, step: 0.01, scale: fokker-planck, options: { fokker-planck: { cells: ${cells}${ends} } } }
record: { n: [activity] }
`;
  test("quadratic: the double integral to 1e-10", async () => {
    const found = await statesOf(
      document('equations: "dV/dt = V^2 + 0.5 + sqrt(2)*xi", initial: { V: 0 }, spike: V > 3, reset: { V: -1 }'),
    );
    near(found.states[0]!.activities[0], 0.388044069303087, 1e-10);
    expect(found.states[0]!.stable).toBe(true);
  });
  const random = (tau: number) =>
    'equations: "dV/dt = -V + sqrt(2)*xi", initial: { V: 0 }, hazard: "where(V > 2, 1/0.1, 0)", reset: { V: 1 }, ' +
    `refractory: exponential(${tau})`;
  test("a random threshold: parabolic cylinder functions; where the published scheme oscillates, the state is unstable", {
    tags: "slow",
  }, async () => {
    const resting = await statesOf(document(random(0.1), 5, 200, ", V: [-4, 6]"));
    near(resting.states[0]!.activities[0], 3.85624496992725, 1e-9);
    expect(resting.states[0]!.stable).toBe(true);
    const rhythmic = await statesOf(document(random(0.5), 5, 200, ", V: [-4, 6]"));
    expect(rhythmic.states).toHaveLength(1);
    expect(rhythmic.states[0]!.stable).toBe(false);
    expect(leading(rhythmic)[0]![1]).toBeGreaterThan(2 * Math.PI * 0.7);
  });
});
