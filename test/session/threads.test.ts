/** Networks in real threads, which run what `npm test` has just built. */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import { nodeHost } from "../../src/cli/node.ts";
import { nodeThreads } from "../../src/cli/threads.ts";
import type { Chunk, Packet, Plan, Sharing } from "../../src/contract/index.ts";
import { network } from "../../src/scales/network/index.ts";
import type { Host, Threads } from "../../src/session/index.ts";
import { begin } from "../../src/session/threads/begin.ts";
import { BoardExchange, makeBoard } from "../../src/session/threads/board.ts";
import { deal, usefulThreads } from "../../src/session/threads/deal.ts";
import { mergeChunks } from "../../src/session/threads/merge.ts";
import { bindText } from "../model/open.ts";

const worker = fileURLToPath(new URL("../../dist/bin/worker.js", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "lapicque-threads-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const text = (rates = "") => `
neurons:
  lif: { equations: "tau*dV/dt = -V + G", inputs: { G: mV }, initial: { V: 0 mV }, spike: V > 20 mV, reset: { V: 10 mV }, parameters: { tau: 20 ms } }
  n: { equations: "dx/dt = ${rates || "0/ms"}", initial: { x: 1 } }
populations: { E: { neuron: lif, size: 3000 }, I: { neuron: lif, size: 1500 }, n: { neuron: n, size: 10 } }
projections:
  - { from: E, to: [E, I], synapse: { kind: delta, into: V }, weight: "normal(0.2 mV, 0.05 mV)", delay: 1.5 ms, connect: { indegree: 100 } }
  - { from: I, to: [E, I], synapse: { kind: delta, into: V }, weight: -1 mV, delay: 1 ms, connect: { probability: 0.02 } }
  - { from: E, to: E, synapse: { kind: nmda, into: G }, weight: 0.001 mV, connect: all }
stimuli: [{ to: [E.V, I.V], poisson: { rate: 12000 Hz, weight: 0.1 mV } }]
run: { duration: 50 ms, step: 0.1 ms, every: 1 ms, seed: 5, scale: network }
record: { E: [spikes, activity, mean(V)], I: [spikes], n: [mean(x)] }`;

function planOf(document: string): Plan {
  const { experiment, errors } = bindText(document);
  expect(errors).toEqual([]);
  return network.plan(experiment!, { seed: 5 });
}

async function run(plan: Plan, most: number, threads: Threads = nodeThreads(worker)) {
  const { simulation, threads: used } = await begin({ ...nodeHost(), threads } as Host, network, plan, { threads: most });
  const recorded = new Map<string, number[]>();
  const keep = ({ channel, times, data }: Chunk) =>
    recorded.set(channel, [...(recorded.get(channel) ?? []), ...Array.from(times, (time, k) => [time, data[k]!]).flat()]);
  try {
    for (const until of [0.05, 20, 50]) {
      const outcome = await simulation.advance(until);
      simulation.drain(keep);
      if (outcome.kind !== "reached") return { used, recorded, outcome };
    }
    return { used, recorded, outcome: undefined };
  } finally {
    simulation.close();
  }
}

describe.skipIf(!existsSync(worker))("a network in threads (skipped without a build)", () => {
  test("1, 2, 3 and 4 threads record the same bits", async () => {
    const plan = planOf(text());
    const [one, ...others] = await Promise.all([1, 2, 3, 4].map((most) => run(plan, most)));
    expect(one!.recorded.get("E.spikes")!.length).toBeGreaterThan(1000);
    for (const [k, other] of others.entries()) {
      expect(other.used).toEqual({ threads: k + 2 });
      expect(new Set(other.recorded.keys())).toEqual(new Set(one!.recorded.keys()));
      for (const [channel, rows] of one!.recorded) expect(other.recorded.get(channel), `${channel}, ${k + 2} threads`).toEqual(rows);
    }
  });

  test("a part whose numbers are not finite ends all at its step, with the words of one thread", async () => {
    // x = 1/(1 - t/(2 ms)) leaves all bounds; seen at the next look, every 100 steps.
    const plan = planOf(text("x*x/(2 ms)"));
    const [one, two] = [await run(plan, 1), await run(plan, 2)];
    expect(one.outcome).toMatchObject({ kind: "diverged", reason: { code: "not-finite", data: { where: "n[0]" } } });
    expect(two).toEqual({ ...one, used: { threads: 2 } });
  });

  test("56 a thread that dies while others wait for it ends the run with its reason", async () => {
    const deadly = join(folder, "deadly.mjs");
    writeFileSync(
      deadly,
      `import { parentPort } from "node:worker_threads";
       parentPort.on("message", ({ call }) => call === "create" ? parentPort.postMessage({ kind: "answer", output: null }) : process.exit(7));`,
    );
    let begun = 0;
    const threads: Threads = { count: 2, begin: () => nodeThreads(begun++ === 0 ? worker : deadly).begin() };
    await expect(run(planOf(text()), 2, threads)).rejects.toMatchObject({
      code: "thread-died",
      data: { reason: "it left with the code 7" },
    });
  });

  test("56 a thread that cannot be begun is no hang either", async () => {
    await expect(run(planOf(text()), 2, nodeThreads(join(folder, "missing.js")))).rejects.toMatchObject({ code: "thread-died" });
  });
});

describe("dealing", () => {
  test("the largest part has as little work as any cut into runs can give it", () => {
    expect(deal([3, 1, 1, 1, 3], 3).map(({ from, to }) => [from, to])).toEqual([
      [0, 1],
      [1, 4],
      [4, 5],
    ]);
    expect(deal([5, 1, 1, 1], 2)).toEqual([
      { from: 0, to: 1 },
      { from: 1, to: 4 },
    ]);
    expect(deal([1, 1], 4)).toEqual([
      { from: 0, to: 1 },
      { from: 1, to: 2 },
    ]);
  });

  test("short runs, and steps of little work, are for one thread", () => {
    const sharing = (work: readonly number[], steps: number): Sharing => ({ work, steps, firstId: [], firstNumber: [], columns: 0 });
    expect(usefulThreads(sharing([50_000, 50_000], 10_000), 2)).toBe(2);
    expect(usefulThreads(sharing([50_000, 50_000], 100), 2)).toBe(1);
    expect(usefulThreads(sharing([1000, 1000], 1e6), 2)).toBe(1);
    expect(usefulThreads(sharing([1e6], 1e6), 2)).toBe(1);
  });
});

describe("a board", () => {
  const sharing: Sharing = { work: [1, 1], steps: 1, firstId: [0, 3, 5], firstNumber: [0, 1, 2], columns: 1 };
  const packet = (ids: readonly number[], numbers: readonly number[]): Packet => ({
    count: ids.length,
    ids: Uint32Array.of(...ids, ...Array(5 - ids.length).fill(0)),
    payloads: [Float64Array.from({ length: 5 }, (_, k) => (k < ids.length ? ids[k]! / 2 : 0))],
    numbers: Float64Array.from(numbers),
  });

  test("one part hears itself, at both sides in turn", () => {
    const exchange = new BoardExchange(makeBoard([{ from: 0, to: 2 }], sharing), sharing, 0);
    for (const ids of [[0, 1, 2, 3, 4], [], [4]]) {
      const said = packet(ids, [7, 8]);
      expect(exchange.share(said, ids.length === 0)).toBe(ids.length === 0);
      expect([said.count, [...said.ids.slice(0, said.count)], [...said.numbers]]).toEqual([ids.length, ids, [7, 8]]);
      expect([...said.payloads[0]!.slice(0, said.count)]).toEqual(ids.map((id) => id / 2));
    }
  });
});

describe("recordings of several parts", () => {
  test("events are in order of time, and of the parts at one time; samples come from one of them", () => {
    const chunk = (channel: string, times: readonly number[], data: readonly number[]): Chunk => ({
      channel,
      times: Float64Array.from(times),
      data: Float64Array.from(data),
    });
    const channels = ["e", "s"].map((id) => ({ id, population: "p", label: id, unit: "", factor: 1, kind: "events" as const }));
    const merged = mergeChunks(channels, [
      [chunk("e", [1, 2, 4], [0, 1, 0])],
      [chunk("s", [9], [3]), chunk("e", [2, 3], [5, 6])],
      [chunk("e", [1, 4], [8, 9])],
    ]);
    expect(merged).toEqual([chunk("e", [1, 1, 2, 2, 3, 4, 4], [0, 8, 1, 5, 6, 0, 9]), chunk("s", [9], [3])]);
  });
});
