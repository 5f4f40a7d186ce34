/** Activities that act on their own hazard at once: solved for, and said where they have several values. */
import { expect, test } from "vitest";
import { solutionsOf } from "../../../src/kernels/ages/at-once.ts";
import { bindText } from "../../model/open.ts";
import { mesoscopic, refractoryDensity, refusals, run } from "./support.ts";

/** Neurons that fire at rate 1 once their age is beyond sigma = 2 - x^4/(1 + x^4), x = J N. */
const elapsed = (J: number, more = "", projection = "") => `
units: none
neurons:
  aged:
    equations: sigma = 2 - (J*N)^4/(1 + (J*N)^4)
    inputs: { N: 1 }
    hazard: heaviside(age - sigma)
    parameters: { J: ${J} }
populations: { n: { neuron: aged, size: 1000, initial-age: "uniform(0, 3)" }${more} }
projections: [{ from: n, to: n, synapse: { kind: activity, into: N }${projection} }]
run: { duration: 30, step: 0.02, seed: 1 }
record: { n: [activity] }
`;

test("an equation with one, two and three solutions: a line, a curve that touches, an S", () => {
  const S = (steepness: number) => (x: number) => 0.02 + 0.6 / (1 + Math.exp(-steepness * (x - 0.3)));
  for (const part of [(x: number) => 0.1 + 0.5 * x, S(1)]) {
    const [x, ...others] = solutionsOf(part);
    expect(others).toEqual([]);
    expect(Math.abs(part(x!) - x!)).toBeLessThan(1e-9);
  }
  // Kills a search from one side alone.
  const three = solutionsOf(S(20));
  expect(three).toHaveLength(3);
  for (const x of three) expect(Math.abs(S(20)(x) - x)).toBeLessThan(1e-9);
  expect(solutionsOf(() => 0)).toEqual([0]);
});

test("where the coupling is weak the activity has one value, and comes to A(1 + sigma(J A)) = 1", () => {
  const { outcome, activities } = run(elapsed(0.5), refractoryDensity);
  expect(outcome).toEqual({ kind: "reached" });
  let A = 0.3;
  for (let k = 0; k < 100; k++) A = 1 / (3 - (0.5 * A) ** 4 / (1 + (0.5 * A) ** 4));
  // Of first order in the step.
  expect(Math.abs(activities.n!.final / A - 1)).toBeLessThan(0.01);
});

test("where it is strong and neurons fire in volleys the run ends by name, with the values, and keeps what was before", () => {
  const { outcome, values } = run(elapsed(2.75).replace("uniform(0, 3)", "truncated(normal(0.5, 0.1), 0, infinity)"), refractoryDensity);
  expect(outcome).toMatchObject({ kind: "not-unique", reason: { code: "not-unique", data: { where: "n" } } });
  if (outcome.kind !== "not-unique") throw new Error("it was unique");
  const { values: several } = outcome.reason.data as { readonly values: readonly string[] };
  expect(several.length).toBeGreaterThan(1);
  expect(outcome.t).toBeLessThan(30);
  expect(values.get("n.activity") ?? []).toHaveLength(Math.round(outcome.t / 0.02) - 1);
});

test("with a delay there is nothing to solve, and finite populations act in the next step", () => {
  expect(run(elapsed(2.75, "", ", delay: 0.1"), refractoryDensity).outcome.kind).toBe("reached");
  expect(run(elapsed(2.75), mesoscopic).outcome.kind).toBe("reached");
});

test("activities that act at once on others are refused, with what to do", () => {
  const others = elapsed(1, ", m: { neuron: aged, size: 10 }").replace("from: n, to: n", "from: m, to: n");
  expect(refusals(others, refractoryDensity)).toEqual(["cohorts-at-once"]);
});

test("steady states of activities that act at once: rate and leading eigenvalue by the characteristic equation", () => {
  const { experiment } = bindText(elapsed(2.75));
  const { system, spectrum } = refractoryDensity.stationary!.problem(experiment!);
  const x = Float64Array.of(0.4261830072502172);
  const residual = new Float64Array(1);
  system.rhs(x, new Float64Array(0), residual);
  // A(1 + sigma(J A)) = 1. Kills an activity that is counted twice where the hazard names its input.
  expect(Math.abs(residual[0]!)).toBeLessThan(1e-7);
  // A zero of 1 + (1 - e^(-z sigma))/z + A J sigma'(J A), by Newton's method from a grid of starts in NumPy.
  const { eigenvalues } = spectrum!(x, new Float64Array(0));
  expect(eigenvalues[0]![0]).toBeCloseTo(-0.05512, 5);
  expect(Math.abs(eigenvalues[0]![1])).toBeCloseTo(4.374501, 5);
});

test("a hazard that names an input of synapses sees what a neuron of the network sees", () => {
  const text = elapsed(1).replace("heaviside(age - sigma)", '"where(age > 1.5, 0.1 + N, 0)"');
  const { activities } = run(text, refractoryDensity);
  // 1/A = 1.5 + 1/(0.1 + A); a step of 0.02 is worth 1 %. Kills 0.37, an activity that is counted twice.
  expect(Math.abs(activities.n!.final / 0.21299556396766223 - 1)).toBeLessThan(0.015);
});
