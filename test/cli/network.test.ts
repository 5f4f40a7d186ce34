/** What the command line says of networks: projections, connections, synapses. */
import { describe, expect, test } from "vitest";
import { verbs } from "../../src/cli/verbs/index.ts";
import { run } from "./virtual-shell.ts";

const network = `title: net
neurons:
  lif:
    equations: tau*dV/dt = -V + I
    inputs: { I: mV }
    initial: { V: 0 mV }
    spike: V > 20 mV
    reset: { V: 0 mV }
    parameters: { tau: 20 ms }
populations:
  E: { neuron: lif, size: 8, groups: { first: [0, 2] }, place: { ring: 1 mm } }
  I: { neuron: lif, size: 4 }
projections:
  - { name: fast, from: [E.first, I], to: I, synapse: { kind: exponential, into: I, tau: 5 ms }, weight: 1 mV, delay: 1 ms, connect: { indegree: 3 } }
  - { from: E, to: E, synapse: { kind: delta, into: V }, weight: 0.1 mV, connect: { probability: exp(-distance/(0.1 mm)) } }
run: { duration: 100 ms, step: 0.1 ms, scale: network }
record: { E: [spikes] }
`;
const files = { "net.yaml": network };
const keysUnder = (verb: string, list: string) =>
  Object.keys(verbs.find(({ name }) => name === verb)?.keys ?? {})
    .filter((key) => key.startsWith(`${list}[].`))
    .map((key) => key.slice(list.length + 3))
    .sort();

describe("check", () => {
  test("--json lists every pair of populations with its number of connections", async () => {
    const { projections } = (await run(["check", "net.yaml", "--json"], files)).json();
    const exponential = { name: "fast", to: "I", synapse: "exponential", into: "I", rule: "indegree", connections: 12 };
    expect(projections).toEqual([
      { ...exponential, from: "E[0:2]" },
      { ...exponential, from: "I" },
      { name: "projection_2", from: "E", to: "E", synapse: "delta", into: "V", rule: "probability", connections: null },
    ]);
    for (const one of projections) expect(Object.keys(one).sort()).toEqual(keysUnder("check", "projections"));
  });

  test("says in one line how large the network is", async () => {
    const { stdout } = await run(["check", "net.yaml"], files);
    expect(stdout).toContain(
      "12 neurons, 3 pairs of populations connected, 24 connections, and those of 1 pair of populations that depend on the neurons",
    );
  });
});

describe("show", () => {
  test("--json has the projections as they were written, and the equations of their synapses", async () => {
    const { projections, entries } = (await run(["show", "net.yaml", "--json"], files)).json();
    expect(projections[0]).toEqual({
      name: "fast",
      from: ["E.first", "I"],
      to: ["I"],
      synapse: "exponential",
      into: "I",
      values: "tau: 5 ms",
      connect: "indegree: 3",
      weight: "1 mV",
      delay: "1 ms",
    });
    expect(Object.keys(projections[0]).sort()).toEqual(keysUnder("show", "projections"));
    const synapse = entries.find(({ path }: { path: string }) => path === "synapses.exponential");
    expect(synapse.equations).toEqual(["tau*ds/dt = -s"]);
    expect(synapse.rules).toContainEqual({ key: "at-arrival", text: "s = s + weight" });
    expect(synapse.states).toEqual([{ name: "s", value: "0", unit: "" }]);
  });

  test("prints a table of projections", async () => {
    const { stdout } = await run(["show", "net.yaml"], files);
    expect(stdout).toMatch(/fast +E\.first, I +I +exponential \(tau: 5 ms\) +I +indegree: 3 +1 mV +1 ms/);
  });
});

test("list synapses names every kind with what it is", async () => {
  const { items } = (await run(["list", "synapses", "--json"])).json();
  expect(items.map(({ id }: { id: string }) => id)).toEqual([
    "delta",
    "exponential",
    "alpha",
    "biexponential",
    "pulse",
    "activity",
    "nmda",
    "tsodyks-markram",
    "gap-junction",
  ]);
});

test("cite names the source of a synapse", async () => {
  const text = network.replace("{ kind: exponential, into: I, tau: 5 ms }", "{ kind: alpha, into: I, tau: 5 ms }");
  const { bibtex } = (await run(["cite", "net.yaml", "--json"], { "net.yaml": text })).json();
  expect(bibtex).toContain("@article{rall1967distinguishing,");
});

describe("run --threads", () => {
  test("the report says how many threads have computed a network, and nothing else changes", async () => {
    // Without threads to begin, as here, one does it.
    const runs = await Promise.all([[], ["--threads", "3"]].map((flags) => run(["run", "net.yaml", "--json", ...flags], files)));
    const [one, three] = runs.map((ran) => ran.json());
    expect(one.provenance.options.threads).toBe(1);
    expect(three.populations).toEqual(one.populations);
  });

  test.each(["0", "-1", "1.5", "all", ""])("%j threads are wrong input", async (given) => {
    const { status, stderr } = await run(["run", "net.yaml", `--threads=${given}`], files);
    expect([status, stderr]).toEqual([2, expect.stringContaining(`--threads takes a whole number from 1 on, not \`${given}\``)]);
  });
});
