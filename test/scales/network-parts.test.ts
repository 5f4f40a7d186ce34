/** A network in parts: the same bits for any number of parts and any cut. */
import { describe, expect, test, vi } from "vitest";
import type { Packet, Part, Plan } from "../../src/contract/index.ts";
import { network } from "../../src/scales/network/index.ts";
import { NetworkSimulation } from "../../src/scales/network/network.ts";
import { bindText } from "../model/open.ts";

const machine = vi.hoisted(() => ({ gives: true }));
vi.mock(import("../../src/kernels/memories.ts"), async (original) => {
  const real = await original();
  return { ...real, openMemory: (bytes) => (machine.gives ? real.openMemory(bytes) : undefined) };
});

/** Everything that crosses a cut: drawn weights and delays, Poisson, a hazard, what travels with spikes, what is sent all the time to all and over single connections, means. */
const text = `
neurons:
  lif:
    equations: |
      tau*dV/dt = -V + RI + G + J + A*tau
    inputs: { RI: mV, G: mV, J: mV, A: mV/ms }
    initial: { V: "uniform(0 mV, 18 mV)" }
    spike: V > 20 mV
    reset: { V: 10 mV }
    refractory: 2 ms
    parameters: { tau: "normal(20 ms, 1 ms)" }
  soft:
    equations: "tau*dV/dt = -V + I + J"
    inputs: { I: mV, J: mV }
    initial: { V: 0 mV }
    hazard: 30 Hz * exp(V/(5 mV))
    parameters: { tau: 10 ms }
populations:
  E: { neuron: lif, size: 3100, groups: { left: [0, 700], odd: [333, 1700] } }
  S: { neuron: soft, size: 300 }
projections:
  - { from: E, to: S, synapse: { kind: exponential, into: I, tau: 5 ms }, weight: "lognormal(0.05 mV, 0.05 mV)", delay: "uniform(0.2 ms, 4 ms)", connect: { probability: 0.05 } }
  - { from: S, to: E, synapse: { kind: delta, into: V }, weight: "normal(-0.3 mV, 0.1 mV)", delay: 1.5 ms, connect: { indegree: 40 } }
  - { from: E.left, to: E, synapse: { kind: tsodyks-markram, into: RI, tau: 3 ms, U: 0.5, tau_d: 100 ms, tau_f: 20 ms }, weight: 1 mV, delay: 1 ms, connect: { probability: 0.03 } }
  - { from: E.odd, to: E, synapse: { kind: nmda, into: G }, weight: 0.002 mV, connect: all }
  - { from: E.odd, to: [E.left, S], synapse: { kind: gap-junction, into: J }, weight: "uniform(0, 0.004)", delay: "uniform(0.1 ms, 2 ms)", connect: { probability: 0.1 } }
  - { from: "E[300:340]", to: E.odd, synapse: { kind: gap-junction, into: J }, weight: "0.0001*(1 + mod(pre.index + post.index, 3))", connect: all, self: false }
  - { from: E, to: E, synapse: { kind: activity, into: A }, weight: 0.5 mV, delay: 0.5 ms }
stimuli:
  - { to: E.V, poisson: { rate: 4000 Hz, weight: 0.5 mV } }
run: { duration: 40 ms, transient: 5 ms, step: 0.1 ms, bin: 1 ms, every: 0.5 ms, seed: 3, scale: network }
record:
  E: [spikes, activity]
  E.odd: [activity, mean(V)]
  E[1023:1025]: [V]
  S: [spikes, mean(V)]
`;

type Recorded = ReadonlyMap<string, readonly (readonly [number, number])[]>;

function planOf(arithmetic: "fast" | "reference"): Plan {
  const { experiment, errors } = bindText(text);
  expect(errors.map(({ message }) => message)).toEqual([]);
  expect(network.accepts(experiment!)).toEqual([]);
  return network.plan(experiment!, { seed: experiment!.run.seed, arithmetic });
}

/** Runs parts in turn in this thread, and lets them hear of one another as threads do. `ends` of the cuts are atoms. */
function runInParts(plan: Plan, ends: readonly number[]): Recorded {
  const parts = ends.map((to, k) => ({ from: k === 0 ? 0 : ends[k - 1]!, to }));
  const simulations = parts.map((part) => new NetworkSimulation(structuredClone(plan), part));
  for (const until of [20, plan.experiment.run.duration]) {
    const courses = simulations.map((one) => one.course(until));
    let turns = courses.map((course) => course.next());
    while (turns.every(({ done }) => !done)) {
      bringTogether(
        plan,
        parts.map(({ from }) => from),
        simulations.map(({ spikes }) => spikes),
      );
      turns = courses.map((course) => course.next(false));
    }
    expect(turns).toEqual(parts.map(() => ({ done: true, value: { kind: "reached" } })));
  }
  const recorded = new Map<string, (readonly [number, number])[]>();
  for (const [k, simulation] of simulations.entries()) {
    simulation.drain(({ channel, times, data }) => {
      // Samples of a channel are all from one part.
      if (!channel.endsWith(".spikes")) expect(recorded.has(channel), `${channel} from part ${k}`).toBe(false);
      recorded.set(channel, [...(recorded.get(channel) ?? []), ...Array.from(times, (time, i) => [time, data[i]!] as const)]);
    });
    simulation.close();
  }
  for (const rows of recorded.values()) rows.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  return recorded;
}

function bringTogether({ sharing, atoms }: Plan, from: readonly number[], packets: readonly Packet[]): void {
  const ids = packets.flatMap(({ ids, count }) => [...ids.slice(0, count)]);
  const columns = packets[0]!.payloads.map((_, c) => packets.flatMap(({ payloads, count }) => [...payloads[c]!.slice(0, count)]));
  const numbers = packets.flatMap((packet, k) => [
    ...packet.numbers.slice(sharing!.firstNumber[from[k]!], sharing!.firstNumber[from[k + 1] ?? atoms]),
  ]);
  for (const packet of packets) {
    packet.count = ids.length;
    packet.ids.set(ids);
    for (const [c, column] of columns.entries()) packet.payloads[c]!.set(column);
    packet.numbers.set(numbers);
  }
}

describe.each(["fast", "reference"] as const)("a network in parts, %s", (arithmetic) => {
  const plan = planOf(arithmetic);
  const whole = runInParts(plan, [plan.atoms]);

  test("the document does what it is there for: all of its channels, spikes of both populations, a mean that moves", () => {
    expect([...whole.keys()].sort()).toEqual([...plan.channels.map(({ id }) => id)].sort());
    expect(whole.get("E.spikes")!.length).toBeGreaterThan(500);
    expect(whole.get("S.spikes")!.length).toBeGreaterThan(500);
    expect(plan.sharing!.columns).toBe(1);
  });

  const expectTheSame = (cuts: readonly number[]) => {
    expect(plan.atoms).toBeGreaterThan(4);
    const parts = runInParts(plan, [...cuts, plan.atoms]);
    expect(new Set(parts.keys())).toEqual(new Set(whole.keys()));
    for (const [channel, rows] of whole) expect(parts.get(channel), channel).toEqual(rows);
  };
  test("3 parts, one of a single block, record bit for bit what one does", () => expectTheSame([1, 2]));
  test.each([
    ["2 parts", [2]],
    ["2 parts, another cut", [4]],
    ["as many parts as blocks", Array.from({ length: plan.atoms - 1 }, (_, k) => k + 1)],
  ])("%s record bit for bit what one does", { tags: "slow" }, (_, cuts) => expectTheSame(cuts));
});

describe("a part of several", () => {
  /** Makes a part while the machine gives memory, or gives none. */
  function make(plan: Plan, part: Part, hasMemory: boolean): NetworkSimulation {
    machine.gives = hasMemory;
    try {
      const made = new NetworkSimulation(plan, part);
      while (made.build() < 1);
      return made;
    } finally {
      machine.gives = true;
    }
  }

  test("does not begin where another has no memory; the other says so, in the words of the whole network", () => {
    const plan = planOf("fast");
    const [here, there] = [make(plan, { from: 0, to: 2 }, true), make(plan, { from: 2, to: plan.atoms }, false)];
    const courses = [here, there].map((one) => one.course(10));
    expect(courses.map((course) => course.next())).toEqual([false, true].map((value) => ({ done: false, value })));
    const gigabytes = Number((plan.needs.bytes / 1e9).toPrecision(2));
    expect(courses.map((course) => course.next(true).value)).toEqual([
      { kind: "paused", t: 0 },
      { kind: "does-not-fit", t: 0, reason: { code: "does-not-fit", data: { gigabytes } } },
    ]);
    here.close();
    there.close();
  });

  test("ends at the tick at which another one ends", () => {
    const plan = planOf("fast");
    const part = make(plan, { from: 0, to: 2 }, true);
    const course = part.course(10);
    // It has memory, then there is the first instant, then tick 1.
    for (const ends of [undefined, false, false]) expect(course.next(ends!)).toEqual({ done: false, value: false });
    expect(course.next(true)).toEqual({ done: true, value: { kind: "paused", t: 0.1 } });
    part.close();
  });
});
