/** The linear-nonlinear-Poisson population against its own equations, solved with mpmath, and a sum over the events of a long simulation. */
import { describe, expect, test } from "vitest";
import { steadyStates } from "../../src/analysis/index.ts";
import { exp } from "../../src/base/index.ts";
import { transferRate } from "../../src/scales/low-dimensional/index.ts";
import { network } from "../../src/scales/network/index.ts";
import { rateOver } from "../../src/scales/rate/index.ts";
import { type LnpPopulation, lnpNoise, lnpStates } from "../../src/theory/index.ts";
import { bound } from "../model/open.ts";

const rate = rateOver(network, transferRate);

/** f = 100/(1 + exp(-(h - 5)/2)) Hz, tau = 20 ms. */
function population(rest: number, jump: number, size: number): LnpPopulation {
  const intensity = (h: number) => 0.1 / (1 + exp(-(h - 5) / 2));
  return { tau: 20, rest, jump, size, intensity, slope: (h) => intensity(h) * (1 - intensity(h) / 0.1) * 0.5 };
}

const document = (rest: number, jump: number, extra = "") => `
neurons:
  n:
    equations: tau*dh/dt = mu - h
    initial: { h: 0 mV }
    hazard: 100 Hz/(1 + exp(-(h - 5 mV)/(2 mV)))
    parameters: { tau: 20 ms, mu: ${rest} mV }
populations: { P: { neuron: n, size: 500 } }
projections: [{ from: P, to: P, synapse: { kind: delta, into: h }, weight: ${jump} mV/pre.size, connect: all }]
run: { duration: 1 s, step: 0.1 ms, scale: network }
${extra}`;

describe("the LNP population", () => {
  // mpmath, 30 digits. Kills a slope by 1/N and a variance without the factor 2.
  test("state, decay and linear noise of the reference set", () => {
    const one = population(3, 2.5, 500);
    const [state, ...more] = lnpStates(one, -50, 50);
    expect(more).toEqual([]);
    expect(Math.abs(state!.h - 6.265647072526)).toBeLessThan(5e-12);
    expect(Math.abs(state!.rate - 0.065312941450516)).toBeLessThan(1e-14);
    expect(Math.abs(state!.decay - 0.021681077198)).toBeLessThan(5e-13);
    const noise = lnpNoise(one, state!);
    expect(Math.abs(noise.variance - 0.018827749)).toBeLessThan(5e-10);
    expect(Math.abs(noise.spectrum(0) * 1000 - 0.694716375)).toBeLessThan(5e-10);
    expect(Math.abs(noise.binned(10) * 1e6 - 18.758649003278)).toBeLessThan(1e-9);
  });

  test("the binned variance is the integral of the spectrum over the window's", () => {
    const one = population(3, 2.5, 500);
    const noise = lnpNoise(one, lnpStates(one, -50, 50)[0]!);
    const width = 10;
    // The flat part f/N alone gives f/(N T); the rest falls as omega^-4 with the window.
    const flat = noise.spectrum(1e9);
    let sum = 0;
    const step = 1e-3;
    for (let k = 0; k < 20_000; k++) {
      const omega = (k + 0.5) * step;
      const window = Math.sin((omega * width) / 2) / ((omega * width) / 2);
      sum += ((noise.spectrum(omega) - flat) * window * window * step) / Math.PI;
    }
    expect(Math.abs((flat / width + sum) / noise.binned(width) - 1)).toBeLessThan(1e-6);
  });

  // Kills a search that stops at the first state. mpmath: 1.44794108256, 5, 8.55205891744.
  test("three states at mu = 0, J = 5 mV, the middle one unstable", () => {
    const states = lnpStates(population(0, 5, 10), -20, 40);
    expect(states.map(({ h }) => Number(h.toFixed(6)))).toEqual([1.447941, 5, 8.552059]);
    expect(states.map(({ decay }) => decay > 0)).toEqual([true, false, true]);
  });

  test("`steady` finds the same in a document", () => {
    for (const [rest, jump] of [
      [0, 5],
      [3, 2.5],
      [-40, 100],
    ] as const) {
      const experiment = bound(document(rest, jump));
      expect(rate.stationary!.accepts(experiment)).toEqual([]);
      const problem = rate.stationary!.problem(experiment);
      const values = problem.system.parameters.map(({ value }) => value);
      const found = steadyStates(problem, values);
      const known = lnpStates(population(rest, jump, 500), -100, 300);
      expect(found.length).toBe(known.length);
      for (const [k, { state, activities, eigenvalues, stable }] of found.entries()) {
        expect(Math.abs(state[0]! - known[k]!.h)).toBeLessThan(1e-10);
        expect(Math.abs(activities[0]! - 1000 * known[k]!.rate)).toBeLessThan(1e-9);
        expect(Math.abs(eigenvalues[0]![0] + known[k]!.decay)).toBeLessThan(1e-11);
        expect(stable).toBe(known[k]!.decay > 0);
      }
      problem.system.close();
    }
  });

  // tau_s s' = -s + J A/(...): a synapse of area J moves h as far as jumps do, so that states agree, and eigenvalues do not.
  test("a synapse with a time constant keeps the states and slows them", () => {
    const text = document(0, 5)
      .replace("tau*dh/dt = mu - h", "tau*dh/dt = mu - h + I")
      .replace("initial: {", "inputs: { I: mV }\n    initial: {")
      .replace(
        "{ kind: delta, into: h }, weight: 5 mV/pre.size",
        "{ kind: exponential, tau: 5 ms, norm: area, into: I }, weight: 100 mV*ms/pre.size",
      );
    const problem = rate.stationary!.problem(bound(text));
    const found = steadyStates(problem, [...problem.system.parameters.map(({ value }) => value)]);
    const known = lnpStates(population(0, 5, 10), -20, 40);
    expect(found.map(({ stable }) => stable)).toEqual([true, false, true]);
    for (const [k, { state, eigenvalues }] of found.entries()) {
      expect(Math.abs(state[0]! - known[k]!.h)).toBeLessThan(1e-9);
      // (lambda + 1/tau)(lambda + 1/tau_s) = J f'/tau_s
      const gain = (1 / 20 - known[k]!.decay) / 5;
      const [a, b] = [1 / 20 + 1 / 5, 1 / 100 - gain];
      expect(Math.abs(eigenvalues[0]![0] - (-a / 2 + Math.sqrt((a * a) / 4 - b)))).toBeLessThan(1e-10);
    }
    problem.system.close();
  });

  test("neurons with states of their own are refused with the reason", () => {
    const refused = (text: string) => rate.stationary!.accepts(bound(text))[0]?.code;
    expect(refused(document(0, 5).replace("connect: all", "connect: { probability: 0.2 }"))).toBe("mean-flow-needs");
    expect(refused(document(0, 5, "stimuli: [{ to: P.h, poisson: { rate: 100 Hz, weight: 1 mV } }]"))).toBe("mean-flow-needs");
    expect(refused(document(0, 5).replace("hazard:", "reset: { h: 0 mV }\n    hazard:"))).toBe("mean-flow-needs");
  });
});
