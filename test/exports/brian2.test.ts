/** Brian2 scripts as texts. */
import { describe, expect, test } from "vitest";
import { catalogueNames, examples, exportNamed } from "./open.ts";

const document = (change: (text: string) => string = (text) => text) =>
  change(`neurons:
  n:
    equations: |
      tau*dV/dt = E_L - V + R*(I + g*(E_e - V))
    inputs: { I: pA, g: nS }
    initial: { V: "uniform(-70 mV, -60 mV)" }
    spike: V > -50 mV
    reset: { V: -70 mV }
    refractory: 2 ms
    parameters: { tau: 10 ms, R: 100 MOhm, E_L: -65 mV, E_e: 0 mV }
populations: { A: { neuron: n, size: 8 }, B: { neuron: n, size: 4 } }
projections:
  - { name: p, from: A, to: B, synapse: { kind: exponential, tau: 5 ms, into: g }, weight: 2 nS, delay: 1 ms, connect: { indegree: 3, self: false } }
run: { duration: 100 ms, step: 0.1 ms, seed: 3 }
record: { B: [spikes] }
`);

async function script(text: string): Promise<string> {
  const exported = await exportNamed(text, "brian2");
  if (exported.kind === "refused") throw new Error(exported.errors.map(({ message }) => message).join("\n"));
  return exported.text;
}

describe("a script for Brian2", () => {
  test("a synaptic variable that alone drives an input is the input; its time constant has its unit again", async () => {
    const text = await script(document());
    expect(text).toContain("dg/dt = -g/(5*ms) : siemens");
    expect(text).toContain("p = Synapses(A, B, on_pre='g_post += 2*nS', delay=1*ms)");
    expect(text).toContain("pre = rng.integers(0, 8, 12)");
  });
  test("two synapses into one input are two variables that are added", async () => {
    const text = await script(
      document((base) =>
        base.replace(
          "run:",
          "  - { name: q, from: A, to: B, synapse: { kind: exponential, tau: 9 ms, into: g }, weight: 1 nS, delay: 1 ms, connect: all }\nrun:",
        ),
      ),
    );
    expect(text).toMatch(/ {2}g = (\w+) \+ (\w+) : siemens/);
    expect(text).toContain("dg_exponential_2/dt = -g_exponential_2/(9*ms) : siemens");
  });
  test("equal equations and parameters are written once", async () => {
    const text = await script(document());
    expect(text.match(/_equations = '''/g)).toHaveLength(1);
    expect(text).toContain("B = NeuronGroup(4, A_equations");
    expect(text).toContain("namespace=A_parameters");
  });
  test("a weight or delay that is drawn belongs to each connection, and a spike takes one step at least", async () => {
    const text = await script(
      document((base) =>
        base.replace("weight: 2 nS, delay: 1 ms", 'weight: "normal(2 nS, 1 nS)", delay: "truncated(normal(1 ms, 1 ms), 0 ms, 3 ms)"'),
      ),
    );
    expect(text).toContain("p.w = rng.normal(2, 1, len(p))*nS");
    expect(text).toContain("p.delay = truncated(lambda n: rng.normal(1, 1, n), 0, 3, len(p))*ms");
    expect(text).toContain("p.delay = np.maximum(p.delay[:]/ms, 0.1)*ms");
    expect(text).toContain("def truncated(");
  });
  test("assignments at once see the values before", async () => {
    const text = await script(
      document((base) =>
        base
          .replace("tau*dV/dt", "du/dt = -u/tau\n      tau*dV/dt")
          .replace("initial: {", "initial: { u: -70 mV,")
          .replace("reset: { V: -70 mV }", "reset: { V: u, u: V }"),
      ),
    );
    expect(text).toContain("reset='V_before = V; V = u; u = V_before'");
  });
  test("names of Brian2 are given others", async () => {
    const text = await script(document((base) => base.replaceAll("E_L", "lambda").replaceAll("R", "xi_leak")));
    expect(text).toContain("lambda_var - V + xi_leak_var*");
  });
  test("without units a unit of time is a millisecond", async () => {
    const text = await script(
      "units: none\nneurons:\n  n:\n    equations: dx/dt = -x + 0.5*xi\n    initial: { x: 1 }\npopulations: { n: { neuron: n } }\nrun: { duration: 10, step: 0.1 }\nrecord: { n: [x] }\n",
    );
    expect(text).toContain("dx/dt = (-x + 0.5*(xi*ms**0.5))/ms : 1");
    expect(text).toContain("method='euler'");
  });
  test("a carried value that another spike could overtake is refused", async () => {
    const exported = await exportNamed(
      document((base) =>
        base
          .replace("kind: exponential, tau: 5 ms", "kind: tsodyks-markram, U: 0.5, tau_f: 1 s, tau_d: 200 ms, tau: 3 ms")
          .replace("delay: 1 ms", "delay: 3 ms"),
      ),
      "brian2",
    );
    expect(exported.kind === "refused" && exported.errors[0]!.message).toContain("a spike carries `release`");
  });
});

describe("what Brian2 computes", () => {
  test("every model of the catalogue", async () => {
    for (const name of await catalogueNames()) expect((await exportNamed(name, "brian2")).kind, name).toBe("written");
  });
  test("the examples but for fields, activities as one number, cascades, delayed sending, initial ages", async () => {
    const refused: string[] = [];
    for (const name of examples) if ((await exportNamed(name, "brian2")).kind === "refused") refused.push(name);
    expect(refused).toEqual([
      "bump",
      "elapsed-time",
      "front",
      "hallucinations",
      "hopping",
      "nnlif-blow-up",
      "nnlif-inhibitory",
      "renewal-eigenvalues",
      "voltage-conductance",
      "wang-2002",
    ]);
  });
});
