/** What takes long before the first step is done in pieces: the same bits, and somebody who asks to stop is heard. */
import { describe, expect, test } from "vitest";
import type { Plan, Simulation } from "../../src/contract/index.ts";
import { network } from "../../src/scales/network/index.ts";
import { drive } from "../../src/session/drive.ts";
import { type Host, portableHost, type Stage, type Thread, type Threads } from "../../src/session/index.ts";
import { begin } from "../../src/session/threads/begin.ts";
import { bindText } from "../model/open.ts";

/** 2,000 neurons with 500 connections onto each. */
const text = `
neurons: { n: { equations: "dV/dt = (22 mV - V + I)/(20 ms)", inputs: { I: mV }, initial: { V: "uniform(0 mV, 20 mV)" }, spike: V > 20 mV, reset: { V: 10 mV } } }
populations: { n: { neuron: n, size: 2000 } }
projections: [{ from: n, to: n, synapse: { kind: exponential, tau: 3 ms, into: I }, connect: { indegree: 500 }, weight: "normal(0 mV, 0.01 mV)", delay: "uniform(1 ms, 3 ms)" }]
run: { duration: 10 ms, step: 0.1 ms, scale: network }`;

function planOf(document: string): Plan {
  const { experiment, errors } = bindText(document);
  expect(errors).toEqual([]);
  return network.plan(experiment!, { seed: 3 });
}
const plan = planOf(text);
const whole = { from: 0, to: plan.atoms };

function spikesOf(simulation: Simulation): readonly number[] {
  expect(simulation.advance(10)).toEqual({ kind: "reached" });
  const spikes: number[] = [];
  simulation.drain(({ times, data }) => spikes.push(...times, ...data));
  simulation.close();
  return spikes;
}

/** A host whose clock goes on by a second whenever it is looked at: every piece gets its turn of the event loop. */
function slowHost(more: Partial<Host> = {}): Host {
  let now = 0;
  return { ...portableHost, now: () => (now += 1000), pause: async () => {}, ...more };
}

describe("building a network", () => {
  test("in pieces of some 131,072 connections, which grow from 0 to 1; then the bits are those of one that was made in one go", () => {
    const simulation = network.create(plan, whole);
    const parts: number[] = [];
    do parts.push(simulation.build!());
    while (parts.at(-1)! < 1);
    // A million connections, and a piece for each block of 1,024 neurons: a single call would keep a Ctrl-C waiting.
    expect(parts.length).toBeGreaterThan(1e6 / 131_072 + 1);
    expect(parts).toEqual(parts.toSorted((a, b) => a - b));
    const spikes = spikesOf(simulation);
    expect(spikes.length).toBeGreaterThan(200);
    expect(spikes).toEqual(spikesOf(network.create(plan, whole)));
  });

  test("tells how far it is, and ends at a request to stop before the first step", async () => {
    const signal = { aborted: false };
    const stages: Stage[] = [];
    const progress = (stage: Stage) => {
      stages.push(stage);
      signal.aborted = stage.fraction > 0.5;
    };
    const host = slowHost();
    const { simulation } = await begin(host, network, plan, { signal, progress });
    expect(stages.length).toBeGreaterThan(3);
    // Nothing more is made once it is asked.
    expect(stages.filter(({ fraction }) => fraction > 0.5).length).toBe(1);
    expect(stages.every(({ what }) => what === "connections")).toBe(true);
    expect(await drive(host, simulation, 10, () => {}, { signal })).toMatchObject({ kind: "cancelled", time: 0 });
    simulation.close();
  });

  test("threads that are still building are ended at a request to stop", async () => {
    let ended = 0;
    const stop = new AbortController();
    const thread: Thread = { post: () => setTimeout(() => stop.abort(), 0), listen: () => {}, end: () => void ended++ };
    const threads: Threads = { count: 2, begin: async () => thread };
    const host = slowHost({ threads });
    const { simulation } = await begin(host, network, plan, { threads: 2, signal: stop.signal });
    expect(ended).toBe(2);
    expect(await drive(host, simulation, 10, () => {}, { signal: stop.signal })).toMatchObject({ kind: "cancelled", time: 0 });
  });

  test("a document may ask for doubles, and is told what it may ask for", () => {
    const asking = (options: string) => text.replace("scale: network }", `scale: network, options: { network: ${options} } }`);
    expect(planOf(asking("{ arithmetic: reference }")).chosen.arithmetic).toBe("reference");
    expect(planOf(text).chosen.arithmetic).toBe("fast");
    const reasons = (options: string) => network.accepts(bindText(asking(options)).experiment!).map(({ code, data }) => [code, data]);
    expect(reasons("{ arithmetic: reference }")).toEqual([]);
    expect(reasons("{ arithmetic: exact }")).toEqual([["network-arithmetic", { given: "exact" }]]);
    expect(reasons("{ precision: 64 }")).toEqual([
      ["scale-option", { scale: "network", name: "precision", known: ["arithmetic", "bins", "V"] }],
    ]);
  });

  test("weights of which a sample tells too little are refused by name", () => {
    // One target of 50,000 receives a billion times what the others do.
    const weight = '"where(post.index == 37777, 1e9 mV, 1 mV)"';
    const heavy = planOf(text.replace("size: 2000", "size: 50000").replace("500 }", "4 }").replace('"normal(0 mV, 0.01 mV)"', weight));
    const simulation = network.create(heavy, { from: 0, to: heavy.atoms });
    expect(simulation.advance(10)).toMatchObject({ kind: "does-not-fit", reason: { code: "weights-overflow", data: { population: "n" } } });
    simulation.close();
    // Doubles hold them.
    const exact = network.create({ ...heavy, options: { seed: 3, arithmetic: "reference" } }, { from: 0, to: heavy.atoms });
    expect(exact.advance(10)).toEqual({ kind: "reached" });
    exact.close();
  });
});
