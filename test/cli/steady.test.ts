/** `steady`: keys, files, numbers against the literature and against mpmath, what is refused. */
import { describe, expect, test } from "vitest";
import { run } from "./virtual-shell.ts";

/** Wilson and Cowan's two populations with the parameters of their hysteresis (1972, figure 4). */
const hysteresis = `
units: none
rates:
  EI:
    equations: |
      dE/dt = -E + (k_e - E)*S(c1*E - c2*I + P, a_e, th_e)
      dI/dt = -I + (k_i - I)*S(c3*E - c4*I + Q, a_i, th_i)
      S(x, a, th) = 1/(1 + exp(-a*(x - th))) - 1/(1 + exp(a*th))
      k_e = 1 - 1/(1 + exp(a_e*th_e))
      k_i = 1 - 1/(1 + exp(a_i*th_i))
    initial: { E: 0.1, I: 0.05 }
    parameters: { c1: 12, c2: 4, c3: 13, c4: 11, a_e: 1.2, th_e: 2.8, a_i: 1, th_i: 4, P: 0, Q: 0 }
run: { duration: 60, scale: rate }
`;
const files = { "hysteresis.yaml": hysteresis };
const near = (value: number, reference: number, tolerance: number) => expect(Math.abs(value - reference)).toBeLessThan(tolerance);

/** Leaky neurons that pass 10 mV 20 ms ln 2 = 13.86 ms after a spike. */
const passing = (hazard: string) => `
neurons:
  n:
    equations: tau*dV/dt = -V + 20 mV
    initial: { V: 0 mV }
    hazard: ${hazard}
    reset: { V: 0 mV }
    parameters: { tau: 20 ms }
populations: { E: { neuron: n, size: 100 } }
run: { duration: 100 ms, step: 0.1 ms, scale: refractory-density }
record: { E: [activity] }
`;

describe("steady", () => {
  // The age in closed form, 20 ms ln 2. Kills a report that takes a law that cannot be followed for the absence of states.
  test.each([
    ["1 Hz*(10 - V/1 mV)", "the hazard of `E` is below 0 from 13.86 ms after a spike on, where its activity is held at 1 Hz"],
    ["where(V > 10 mV, 100 Hz, 0 Hz)", "the hazard of `E` jumps 13.86 ms after a spike, or changes too fast to be followed"],
    ["1 Hz/where(V > 10 mV, 0, 1)", "a state or the hazard of `E` grows beyond all numbers 13.86 ms after a spike"],
  ])("why nothing is known of the stationary states with the hazard %s", async (hazard, reason) => {
    const ran = await run(["steady", "passing.yaml", "--json"], { "passing.yaml": passing(hazard) });
    expect(ran.status, ran.stderr).toBe(0);
    const { steady_states, complete, gaps, words } = ran.json();
    expect([steady_states.length, complete, gaps.length]).toEqual([0, false, 1]);
    expect(gaps[0].slice(0, reason.length)).toBe(reason);
    expect(words).toEqual(["nothing is known of stationary states where the law of the intervals cannot be followed", gaps[0]]);
  });

  // Solved with mpmath to 40 digits.
  test("the fixed point of the Wilson-Cowan oscillator and its eigenvalues to 1e-12", async () => {
    const ran = await run(["steady", "example:wilson-cowan", "--set", "P=1.25", "--json"]);
    expect(ran.status, ran.stderr).toBe(0);
    const { steady_states, scale, complete, quantities } = ran.json();
    expect({ scale, complete, quantities }).toEqual({
      scale: "rate",
      complete: true,
      quantities: [
        { name: "E", unit: "" },
        { name: "I", unit: "" },
      ],
    });
    expect(steady_states.length).toBe(1);
    const [{ activity, activities, state, stable, leading_eigenvalue }] = steady_states;
    near(activity, 0.201748395585551, 1e-14);
    near(activities.I, 0.1068893857472834, 1e-14);
    near(state.I, 0.1068893857472834, 1e-14);
    expect(stable).toBe(false);
    near(leading_eigenvalue[0], 0.115553674602047, 1e-12);
    near(Math.abs(leading_eigenvalue[1]), 1.870030185903025, 1e-12);
  });

  // Kills a fold taken for a Hopf point, a range that is not swept to its ends, and an omega in Hz.
  test("folds and the Hopf point of the oscillator over its input", async () => {
    const ran = await run(["steady", "example:wilson-cowan", "--over", "P=0:2", "--json"]);
    const { over, folds, hopf_points, branches, branch_points } = ran.json();
    expect(over).toEqual({ name: "P", unit: "", low: 0, high: 2 });
    expect([folds.length, hopf_points.length, branch_points.length, branches.length]).toEqual([2, 1, 0, 1]);
    near(folds[0].parameter, 0.9087, 5e-5);
    near(folds[1].parameter, 1.0873, 5e-5);
    near(hopf_points[0].parameter, 1.879313, 5e-7);
    near(hopf_points[0].omega, 2.66431, 5e-6);
    expect(branches[0].parameter.length).toBe(branches[0].stable.length);
    expect([branches[0].stable[0], branches[0].stable.at(-1)]).toEqual([true, true]);
    expect(branches[0].activities.E).toEqual(branches[0].activity);
  });

  test("three states of the bistable pair, and the folds between which they exist", async () => {
    const ran = await run(["steady", "hysteresis.yaml", "--over", "P=-1:1", "--json"], files);
    const { steady_states, folds, hopf_points } = ran.json();
    expect(steady_states.map((one: { stable: boolean }) => one.stable)).toEqual([true, false, true]);
    for (const [k, reference] of [0, 0.1896694743, 0.4397518249].entries()) near(steady_states[k].activity, reference, 6e-11);
    near(folds[0].parameter, -0.39961, 5e-6);
    near(folds[1].parameter, 0.30475, 5e-6);
    expect(hopf_points).toEqual([]);
  });

  // mpmath and scipy, see test/slow/threshold-rates.test.ts.
  test("a spiking network's rates", async () => {
    const one = (await run(["steady", "example:brunel", "--json"])).json();
    expect([one.scale, one.complete, one.steady_states.length]).toEqual(["rate", true, 1]);
    near(one.steady_states[0].activity, 37.94969708576336, 1e-9);
    expect(one.quantities).toEqual([
      { name: "E", unit: "Hz" },
      { name: "I", unit: "Hz" },
    ]);
  });

  // Closed form: r = 100 Hz/(1 + exp(-(h - 5)/2)), h = J tau r = 1.447941, 5 and 8.552058 mV; eigenvalue J r' - 1/tau with r' = r (1 - r/100 Hz)/2.
  test("all three states of a bistable population that knows its input alone, of any size", async () => {
    const text = `
neurons:
  poisson:
    equations: tau*dh/dt = -h
    initial: { h: 1 mV }
    hazard: r_max/(1 + exp(-(h - h_half)/width))
    parameters: { tau: 20 ms, r_max: 100 Hz, h_half: 5 mV, width: 2 mV }
populations: { n: { neuron: poisson, size: 30 } }
projections: [{ from: n, to: n, synapse: { kind: delta, into: h }, weight: 5 mV/pre.size, delay: 0 ms, connect: all }]
run: { duration: 1 s, step: 0.1 ms, scale: refractory-density }
record: { n: [activity] }
`;
    const { steady_states, complete } = (await run(["steady", "n.yaml", "--json"], { "n.yaml": text })).json();
    expect(complete).toBe(true);
    const expected = [
      [14.47941, -0.0190428, true],
      [50, 0.0125, false],
      [85.52059, -0.0190428, true],
    ] as const;
    expect(steady_states.length).toBe(3);
    for (const [k, [rate, eigenvalue, stable]] of expected.entries()) {
      near(steady_states[k].activity, rate, 1e-5);
      near(steady_states[k].leading_eigenvalue[0], eigenvalue, 1e-7);
      expect([steady_states[k].stable, steady_states[k].is_bound]).toEqual([stable, false]);
    }
  });

  test("where no eigenvalue is known it is said that there is a bound", async () => {
    const text = `
neurons: { dead: { hazard: 20 Hz, refractory: 1 ms } }
populations: { n: { neuron: dead, size: 30 } }
run: { duration: 1 s, step: 0.1 ms, scale: refractory-density }
record: { n: [activity] }
`;
    // Poles of Poisson neurons with dead time are at W(nu Delta e^(nu Delta))/Delta - nu on other branches: to the left of -nu.
    const { steady_states, words } = (await run(["steady", "n.yaml", "--json"], { "n.yaml": text })).json();
    expect(steady_states[0].is_bound).toBe(true);
    expect(steady_states[0].leading_eigenvalue[0]).toBeLessThan(0);
    expect(words[1]).toContain("no eigenvalue to the right of");
  });

  test("writes the report, a table, and two pictures with their data", async () => {
    const ran = await run(["steady", "hysteresis.yaml", "--over", "P=-1:1", "--out", "o"], files);
    expect(ran.status, ran.stderr).toBe(0);
    expect(ran.stdout).toContain("3 stationary states");
    expect(ran.stdout).toContain("two states meet and vanish at P = 0.304752");
    const names = [...ran.files.keys()];
    for (const name of ["steady.json", "steady.csv", "document.yaml", "figures/eigenvalues.png", "figures/bifurcation.svg"])
      expect(names).toContain(`o/${name}`);
    expect(ran.text("o/steady.csv").split("\n")[0]).toBe("what,branch,P,E,I,stable,leading_re,leading_im");
    expect(ran.text("o/figures/eigenvalues.csv").split("\n")[0]).toBe("state,E,I,stable,re,im");
  });

  test("what cannot be solved, or followed, is refused", async () => {
    const code = async (words: readonly string[]) => {
      const ran = await run(["steady", ...words, "--json"], files);
      return [ran.status, ran.json().errors?.[0]?.code];
    };
    expect(await code(["example:hodgkin-huxley"])).toEqual([2, "no-stationary-scale"]);
    expect(await code(["hysteresis.yaml", "--scale", "cell"])).toEqual([2, "unknown-stationary-scale"]);
    expect(await code(["hysteresis.yaml", "--over", "P"])).toEqual([2, "bad-over"]);
    expect(await code(["hysteresis.yaml", "--over", "P=1:0"])).toEqual([2, "bad-over"]);
    expect(await code(["hysteresis.yaml", "--over", "Z=0:1"])).toEqual([2, "unknown-parameter-over"]);
    expect(await code(["hysteresis.yaml", "--population", "IE"])).toEqual([2, "unknown-population"]);
  });
});
