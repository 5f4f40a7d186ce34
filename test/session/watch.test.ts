/** A run that is watched: what is seen on the way is, together, what is left at the end. */
import { describe, expect, test } from "vitest";
import type { Result } from "../../src/contract/index.ts";
import { builtNames, foresee, openText, portableHost, run, type Stretch } from "../../src/session/index.ts";

const text = `
neurons:
  lif: { equations: "tau*dV/dt = -V", initial: { V: 0 mV }, spike: V > 20 mV, reset: { V: 10 mV }, parameters: { tau: 20 ms } }
populations: { E: { neuron: lif, size: 300 }, I: { neuron: lif, size: 100 } }
projections:
  - { from: E, to: [E, I], synapse: { kind: delta, into: V }, weight: 0.2 mV, delay: 1.5 ms, connect: { indegree: 20 } }
stimuli: [{ to: [E.V, I.V], poisson: { rate: 15000 Hz, weight: 0.1 mV } }]
run: { transient: 5 ms, duration: 40 ms, step: 0.1 ms, every: 1 ms, seed: 5, scale: network }
record: { E: [spikes, activity, mean(V)], I: [spikes] }`;

/** The density of the same neurons in white noise. */
const density = `
units: none
neurons:
  nlif: { equations: dV/dt = -V + sqrt(2)*xi, initial: { V: "normal(0, 0.5)" }, spike: V > 2, reset: { V: 1 } }
populations: { n: { neuron: nlif, size: 1000 } }
run: { duration: 0.5, step: 0.001, every: 0.01, scale: fokker-planck, options: { fokker-planck: { cells: 60, V: [-4, 2] } } }
record: { n: [activity, density] }`;

const open = (document = text) => openText({ host: portableHost, names: builtNames([]) }, document, "network.yaml");

/** A clock of which 10 ms pass whenever somebody looks at it: a short run has many stretches. */
function host() {
  let time = 0;
  return { ...portableHost, now: () => (time += 10) };
}

async function watched(cancelAt = Number.POSITIVE_INFINITY, document = text) {
  const blanks: Result[] = [];
  const stretches: Stretch[] = [];
  const signal = { aborted: false };
  const watch = {
    begun: (blank: Result) => void blanks.push(blank),
    stretch: (stretch: Stretch) => {
      stretches.push(stretch);
      if (stretch.time >= cancelAt) signal.aborted = true;
    },
  };
  const [ran] = await run(host(), await open(document), { watch, signal });
  return { blank: blanks[0]!, stretches, result: ran!.result };
}

/** All of one population's spikes, and one signal, joined. */
function joined(stretches: readonly Stretch[], population: string) {
  return {
    times: stretches.flatMap(({ spikes }) => [...spikes[population]!.times]),
    neurons: stretches.flatMap(({ spikes }) => [...spikes[population]!.neurons]),
  };
}

describe("a run that is watched", () => {
  test("shows every spike and sample once, in order (kills: a last stretch that is forgotten, a stretch that is shown twice)", async () => {
    const { stretches, result } = await watched();
    expect(stretches.length).toBeGreaterThan(3);
    for (const name of ["E", "I"]) {
      const { times, neurons } = result.populations[name]!.spikes!;
      expect(times.length).toBeGreaterThan(20);
      expect(joined(stretches, name)).toEqual({ times: [...times], neurons: [...neurons] });
    }
    for (const [k, { channel, times, values }] of result.signals.entries()) {
      expect(stretches.every(({ signals }) => signals[k]!.channel.label === channel.label)).toBe(true);
      expect(stretches.flatMap(({ signals }) => [...signals[k]!.times])).toEqual([...times]);
      expect(stretches.flatMap(({ signals }) => [...signals[k]!.values])).toEqual([...values]);
    }
    expect(stretches.map(({ time }) => time)).toEqual(stretches.map(({ time }) => time).sort((a, b) => a - b));
    expect(stretches.at(-1)!.time).toBe(result.outcome.time);
  });

  test("shows every density once, in order (kills: profiles that come only with the result)", async () => {
    const { stretches, result } = await watched(Number.POSITIVE_INFINITY, density);
    const [profile] = result.profiles!;
    const shown = stretches.flatMap(({ profiles }) => profiles!);
    expect(stretches.length).toBeGreaterThan(3);
    expect(shown.every(({ channel }) => channel.label === "density")).toBe(true);
    expect(profile!.times.length).toBeGreaterThan(3);
    expect(shown.flatMap(({ times }) => [...times])).toEqual([...profile!.times]);
    expect(shown.flatMap(({ values }) => [...values])).toEqual([...profile!.values]);
  });

  test("has the numbers of one that is not", async () => {
    const [alone] = await run(portableHost, await open(), {});
    const { populations, signals } = (await watched()).result;
    expect({ populations, signals }).toEqual({ populations: alone!.result.populations, signals: alone!.result.signals });
  });

  test("begins with a result that lacks nothing but recordings", async () => {
    const { blank, result } = await watched();
    const { populations, signals, outcome, wall_s, cpu_s, ...rest } = blank;
    expect(result).toMatchObject(rest);
    expect(outcome).toMatchObject({ kind: "cancelled", time: 0 });
    expect([wall_s, cpu_s]).toEqual([0, 0]);
    expect(Object.entries(populations).map(([name, { size, spikes }]) => [name, size, spikes!.times.length])).toEqual([
      ["E", 300, 0],
      ["I", 100, 0],
    ]);
    expect(signals.map(({ channel, times }) => [channel.label, times.length])).toEqual(
      result.signals.map(({ channel }) => [channel.label, 0]),
    );
  });

  test("that is stopped keeps what was seen", async () => {
    const { stretches, result } = await watched(10);
    expect(result.outcome.kind).toBe("cancelled");
    expect(result.outcome.time).toBeLessThan(40);
    expect(joined(stretches, "E").times).toEqual([...result.populations.E!.spikes!.times]);
  });
});

describe("what a run will take", () => {
  test("is known before, and refused where the memory is not there", async () => {
    const { scale, needs, refusal } = await foresee(portableHost, await open());
    expect({ scale, neurons: needs.neurons, connections: needs.connections, refusal }).toEqual({
      scale: "network",
      neurons: 400,
      connections: 8000,
      refusal: undefined,
    });
    expect((await foresee({ memory: () => needs.bytes }, await open())).refusal).toBeUndefined();
    const refused = await foresee({ memory: () => needs.bytes - 1 }, await open());
    const [ran] = await run({ ...portableHost, memory: () => needs.bytes - 1 }, await open(), {});
    expect(refused.refusal?.code).toBe("does-not-fit");
    // The sentence is the one that the run would end with.
    expect(ran!.result.outcome).toMatchObject({ kind: "does-not-fit", message: refused.refusal!.message });
  });
});
