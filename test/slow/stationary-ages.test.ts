/**
 * Stationary states of populations whose neurons are told apart by their last spike, against other ways to compute them.
 * @module-tag slow
 */
import { describe, expect, test } from "vitest";
import { run } from "../cli/virtual-shell.ts";

const near = (value: number, reference: number, tolerance: number) => expect(Math.abs(value - reference)).toBeLessThan(tolerance);

/** Neurons with a dead time whose hazard is the input alone: rate 1/(D + 1/h) in closed form. */
const deadTime = `
units: none
neurons:
  n:
    equations: tau*dx/dt = -x + N
    inputs: { N: 1 }
    initial: { x: 0 }
    hazard: a + b*x
    refractory: 1
    parameters: { tau: 2, a: 0.5, b: 1.5 }
populations: { n: { neuron: n, size: 1000 } }
projections: [{ from: n, to: n, synapse: { kind: activity, into: N } }]
run: { duration: 1, step: 0.01, scale: refractory-density }
record: { n: [activity] }
`;

describe("stationary states of populations with a hazard", () => {
  // A (1 + sigma(JA)) = 1, and 1 + (1 - e^(-z sigma))/z + A J sigma'(JA)/(1 + lambda z) = 0 at z = i omega, both solved with mpmath.
  // Kills a derivative of the hazard's jump that is left out or has the other sign.
  test("the Hopf points of the elapsed-time model to 1e-6", async () => {
    const ran = await run(["steady", "example:elapsed-time", "--scale", "refractory-density", "--over", "J=2:2.95", "--json"]);
    expect(ran.status, ran.stderr).toBe(0);
    const { hopf_points, folds, complete, steady_states } = ran.json();
    expect([hopf_points.length, folds.length, complete, steady_states[0].stable]).toEqual([2, 0, true, false]);
    near(hopf_points[0].parameter, 2.0872759, 1e-7);
    near(hopf_points[0].omega, 2.931279, 1e-6);
    near(hopf_points[1].parameter, 2.8623923, 1e-7);
    near(hopf_points[1].omega, 3.6672023, 1e-6);
  }, 240_000);

  test("steady rates of the elapsed-time model to 1e-9", async () => {
    const weak = await run(["steady", "example:elapsed-time", "--scale", "refractory-density", "--set", "J=1", "--json"]);
    near(weak.json().steady_states[0].activity, 0.3347164108, 1e-10);
    const strong = await run(["steady", "example:elapsed-time", "--scale", "refractory-density", "--set", "J=2.5", "--json"]);
    near(strong.json().steady_states[0].activity, 0.4, 1e-12);
  });

  // Rate: root of A (D + 1/(a + b A)) = 1. Its eigenvalues are the zeros of S_L(z) (1 + tau z) - A^2 b/h^2 (1 - e^(-z D) ...): with rho_1 = b x after the dead
  // time, dA S_L = A b x e^(-z D... ) so that S_L = (1 - e^(-z D))/z + e^(-z D)/(z + h) and the answer is A b/(h (z + h)) = Q. Solved with Newton's method here.
  test("a population with a dead time, against its characteristic equation in closed form", async () => {
    const ran = await run(["steady", "dead.yaml", "--json"], { "dead.yaml": deadTime });
    expect(ran.status, ran.stderr).toBe(0);
    const { steady_states, complete } = ran.json();
    // A (1 + 1/h) = 1, h = 0.5 + 1.5 A: 1.5 A^2 + 0 A - 0.5 = 0.
    const rate = Math.sqrt(1 / 3);
    expect([steady_states.length, complete]).toEqual([1, true]);
    near(steady_states[0].activity, rate, 1e-12);
    const [re, im] = steady_states[0].leading_eigenvalue;
    const h = 0.5 + 1.5 * rate;
    // S_L(z) (1 + 2 z) = Q(z): times z (z + h), in real and imaginary parts.
    const [size, turn] = [Math.exp(-re), -im];
    const e = [size * Math.cos(turn), size * Math.sin(turn)];
    const times = ([a, b]: number[], [c, d]: number[]) => [a! * c! - b! * d!, a! * d! + b! * c!];
    const lost = times([1 - e[0]!, -e[1]!], [re + h, im]);
    const kept = times(e, [re, im]);
    const left = times([lost[0]! + kept[0]!, lost[1]! + kept[1]!], [1 + 2 * re, 2 * im]);
    const right = times([re, im], [(rate * 1.5) / h, 0]);
    expect(Math.hypot(left[0]! - right[0]!, left[1]! - right[1]!)).toBeLessThan(1e-9);
    expect(steady_states[0].stable).toBe(true);
  });

  // 16.9132843 Hz by fixed-point iteration of the renewal law, another code path than Newton's; the time course rings at 20 Hz.
  test("both populations of finite-size.yaml, whose rates agree", async () => {
    const ran = await run(["steady", "example:finite-size", "--scale", "refractory-density", "--json"]);
    const { steady_states, complete } = ran.json();
    expect([steady_states.length, complete]).toEqual([1, true]);
    near(steady_states[0].activities.E, 16.9132843, 1e-6);
    near(steady_states[0].activities.I, 16.9132843, 1e-6);
    expect(steady_states[0].stable).toBe(true);
    near(steady_states[0].leading_eigenvalue[1] / (2 * Math.PI), 0.0203, 5e-4);
  }, 240_000);

  test("adaptation is refused with the state that remembers", async () => {
    const ran = await run(["steady", "example:adapting-population", "--scale", "refractory-density"]);
    expect(ran.status).not.toBe(0);
    expect(ran.stderr).toContain("`theta` of `n` also remembers the spikes before it");
  });
});
