/**
 * Self-consistent rates of threshold neurons, against solutions with scipy (erfcx, adaptive quadrature, scan and bracketing) and mpmath.
 * @module-tag slow
 */
import { describe, expect, test } from "vitest";
import { steadyStates } from "../../src/analysis/index.ts";
import { complain } from "../../src/base/index.ts";
import { transferRate } from "../../src/scales/low-dimensional/index.ts";
import { network } from "../../src/scales/network/index.ts";
import { rateOver } from "../../src/scales/rate/index.ts";
import { brunel } from "../../src/verify/documents.ts";
import { bound } from "../model/open.ts";

const rate = rateOver(network, transferRate);

/** Solved by scipy.optimize.fsolve with the formula of Fourcaud and Brunel (2002), weighted over the variance [Hz]. */
const CURRENTS = [1.974602256268086, 4.549787777208194];

function statesOf(text: string) {
  const experiment = bound(text);
  expect(rate.stationary!.accepts(experiment)).toEqual([]);
  const problem = rate.stationary!.problem(experiment);
  return { complete: problem.complete, states: steadyStates(problem, []) };
}

describe("self-consistent rates", () => {
  // Kills a variance without the factor tau, g instead of g^2 in it, and a search that begins at one rate.
  test.each([
    [5, 2, [37.94969708576336]],
    [6, 4, [55.841262376204384]],
    [4.5, 0.9, [6.516702268415077]],
    [3, 0.8, [0.0039111985849071725, 2.195256201987718, 302.08552453089965]],
    [3, 0.7, [9.528151612079612e-10, 6.625730050910415, 299.461963789813]],
  ])("of Brunel's network, g = %f, eta = %f: all of them to 1e-11", (g, eta, references) => {
    const { complete, states } = statesOf(brunel(g, eta));
    expect(complete).toBe(true);
    expect(states.length).toBe(references.length);
    for (const [k, { activities, stable }] of states.entries()) {
      for (const value of activities) expect(Math.abs(value / references[k]! - 1)).toBeLessThan(1e-11);
      expect(stable).toBe(k !== 1);
    }
  });

  interface Choice {
    readonly equations?: string;
    readonly initial?: string;
    readonly fast?: string;
    readonly excitation?: string;
    readonly inhibition?: string;
    readonly background?: string;
    readonly groups?: string;
    readonly drive?: string;
    readonly constant?: string;
  }

  const fromE = (synapse: string, weight: string) => `synapse: { ${synapse} }, weight: ${weight}, connect: { probability: 0.1 }`;

  /** Two kinds of neurons with synaptic currents, drawn weights, Poisson and constant input. */
  const currents = (choice: Choice = {}) => `
neurons:
  cell:
    equations: |
      ${choice.equations ?? "tau_m*dV/dt = -V + I"}
    inputs: { I: mV }
    initial: { V: 0 mV${choice.initial ?? ""} }
    spike: V > 20 mV
    reset: { V: 10 mV }
    refractory: 2 ms
    parameters: { tau_m: 20 ms }
populations:
  E: { neuron: cell, size: 4000${choice.groups ?? ""} }
  I: { neuron: cell, size: 1000, parameters: { tau_m: ${choice.fast ?? "10 ms"} } }
projections:
  - { from: E, to: [E, I], ${choice.excitation ?? fromE("kind: exponential, tau: 1 ms, into: I", '"normal(3 mV, 0.6 mV)"')} }
  - { from: I, to: [E, I], ${choice.inhibition ?? fromE("kind: exponential, tau: 2 ms, into: I", "-18 mV")} }
stimuli:
  - { to: ${choice.drive ?? "E.I"}, step: { amplitude: 14 mV } }
  - { to: I.I, ${choice.constant ?? "step: { amplitude: 12 mV }"} }
  - { ${choice.background ?? "to: [E, I], synapse: { kind: exponential, tau: 1 ms, into: I }, poisson: { rate: 4 kHz, weight: 3 mV }"} }
run: { duration: 1 s, step: 0.1 ms }
`;

  const expectAlike = (values: readonly number[], references: readonly number[], tolerance: number) => {
    expect(values.length).toBe(references.length);
    for (const [k, value] of values.entries()) expect(Math.abs(value / references[k]! - 1)).toBeLessThan(tolerance);
  };

  // Kills areas without the time constant, the mean weight squared in the place of the mean square, and tau_s of one synapse for both.
  test("with exponential currents, drawn weights and two kinds of neurons, to 1e-9", () => {
    const { complete, states } = statesOf(currents());
    expect(complete).toBe(true);
    expect(states.length).toBe(1);
    expectAlike(states[0]!.activities, CURRENTS, 1e-9);
  });

  test("filters within the neuron act as synapses with them do", () => {
    const inside = currents({
      equations: "tau_m*dV/dt = -V + I + s + r\n      ds/dt = -s/(1 ms)\n      dr/dt = -r/(2 ms)",
      initial: ", s: 0 mV, r: 0 mV",
      excitation: fromE("kind: delta, into: s", '"normal(3 mV, 0.6 mV)"'),
      inhibition: fromE("kind: delta, into: r", "-18 mV"),
      background: "to: [E.s, I.s], poisson: { rate: 4 kHz, weight: 3 mV }",
    });
    expectAlike(statesOf(inside).states[0]!.activities, CURRENTS, 1e-9);
  });

  test("alpha and biexponential synapses of equal area count alike; groups have rates of their own", () => {
    const of = (kind: string) =>
      currents({
        groups: ", groups: { a: [0, 1000], b: [1000, 4000] }",
        drive: "E.a.I",
        excitation: fromE(`kind: ${kind}, norm: area, into: I`, "3 mV*ms"),
        inhibition: fromE(`kind: ${kind}, norm: area, into: I`, "-36 mV*ms"),
        background: `to: [E, I], synapse: { kind: ${kind}, norm: area, into: I }, poisson: { rate: 4 kHz, weight: 3 mV*ms }`,
      });
    const alpha = statesOf(of("alpha, tau: 1 ms"));
    const double = statesOf(of("biexponential, rise: 0.5 ms, decay: 2 ms"));
    const [{ state, activities }] = alpha.states as [(typeof alpha.states)[number]];
    expect(state.length).toBe(3);
    expect(state[0]!).toBeGreaterThan(2 * state[1]!);
    expect(Math.abs(activities[0]! - (0.25 * state[0]! + 0.75 * state[1]!))).toBeLessThan(1e-12);
    expectAlike(double.states[0]!.state, state, 1e-9);
  });

  test.each([
    ["adaptation", { equations: "tau_m*dV/dt = -V + I - w\n      dw/dt = (V - w)/(100 ms)", initial: ", w: 0 mV" }, "reads V"],
    ["a quadratic membrane", { equations: "tau_m*dV/dt = V*(V/(20 mV) - 1) + I" }, "linear"],
    ["drawn parameters", { fast: '"normal(10 ms, 1 ms)"' }, "the same for all"],
    [
      "a memory of spikes",
      { inhibition: fromE("kind: tsodyks-markram, U: 0.5, tau_f: 1 s, tau_d: 200 ms, tau: 3 ms, into: I", "-18 mV") },
      "add up",
    ],
    ["a moving input", { constant: "sine: { amplitude: 1 mV, frequency: 5 Hz }" }, "constant input"],
  ] as readonly (readonly [string, Choice, string])[])("%s is refused with its place", (_, choice, words) => {
    const [reason] = rate.stationary!.accepts(bound(currents(choice)));
    expect(reason).toMatchObject({ code: "siegert-needs" });
    expect(complain(reason!).message).toContain(words);
  });
});
