/** Single events, in closed form; and what the scale refuses. */
import { expect, test } from "vitest";
import { run } from "../../../src/index.ts";
import { builtNames, openText, portableHost, run as runOpened } from "../../../src/session/index.ts";
import { spikesOf } from "./documents.ts";

/** A pacemaker a with v' = 1.5 - v, which fires every log 3, and a follower b with v' = -v. */
const chain = (projection: string, b = "") => `
units: none
neurons:
  pacemaker: { equations: dv/dt = 1.5 - v, initial: { v: 0 }, spike: v > 1, reset: { v: 0 } }
  follower: { equations: "dv/dt = -v + I", inputs: { I: 1 }, initial: { v: 0 }, spike: v > 1, reset: { v: 0 } ${b} }
populations: { a: { neuron: pacemaker }, b: { neuron: follower } }
projections: [{ from: a, to: b, ${projection}, connect: all }]
record: { b: [spikes, v] }
run: { duration: 10, every: 0.01, scale: event-driven }
`;
const beat = Math.log(3);

test("three jumps of 0.7 take the follower beyond 1: it fires with the third, with the seventh", async () => {
  // 0.7, 0.7/3 + 0.7 = 0.933, 0.933/3 + 0.7 = 1.01: then again from 0.
  const { times } = await spikesOf(chain("synapse: { kind: delta, into: v }, weight: 0.7"), "b");
  const known = [3, 6, 9].map((k) => k * beat);
  expect(times.length).toBe(3);
  for (const [k, time] of known.entries()) expect(Math.abs(times[k]! - time)).toBeLessThan(1e-14);
});

test("a delay moves arrivals", async () => {
  const { times } = await spikesOf(chain("synapse: { kind: delta, into: v }, weight: 0.7, delay: 0.25"), "b");
  expect(Math.abs(times[0]! - 3 * beat - 0.25)).toBeLessThan(1e-14);
});

test("held states ignore what arrives while they are refractory", async () => {
  // Refractory from the third beat on for two more: the next one counts as the first.
  const { times } = await spikesOf(chain("synapse: { kind: delta, into: v }, weight: 0.7", ", refractory: 2.5"), "b");
  expect(Math.abs(times[1]! - times[0]! - 5 * beat)).toBeLessThan(1e-13);
});

test("an exponential synapse of the membrane's own rate makes w t exp(-t)", async () => {
  const { result } = await spikesOf(chain("synapse: { kind: exponential, tau: 1, into: I }, weight: 0.5"), "b");
  const { times, values } = result.signals[0]!;
  const potential = (t: number) => {
    let sum = 0;
    for (let k = 1; k * beat < t; k++) sum += 0.5 * (t - k * beat) * Math.exp(-(t - k * beat));
    return sum;
  };
  for (const [k, t] of times.entries()) expect(Math.abs(values[k]! - potential(t))).toBeLessThan(1e-14);
});

test("a hump that rises just beyond the threshold and falls is not missed", async () => {
  // v = w t exp(-t) has its peak w/e at t = 1 after the first beat.
  const weight = (by: number) => `synapse: { kind: exponential, tau: 1, into: I }, weight: ${Math.E * (1 + by)}`;
  const before = (times: readonly number[]) => times.filter((time) => time < 2 * beat);
  const above = before((await spikesOf(chain(weight(1e-12)), "b")).times);
  expect(above.length).toBe(1);
  // Near the peak the time is known to sqrt(2e-12).
  expect(Math.abs(above[0]! - beat - 1)).toBeLessThan(2e-6);
  expect(before((await spikesOf(chain(weight(-1e-12)), "b")).times)).toEqual([]);
});

test("pairs of a file are connected, with their weights and delays", async () => {
  // The first follower gets jumps of 1.2 after 0.5, the second two at once that are too small, the third none.
  const text = chain("synapse: { kind: delta, into: v }")
    .replace("connect: all", "connect: { pairs: pairs.csv }")
    .replace("neuron: follower", "neuron: follower, size: 3");
  const files = new TextEncoder().encode("pre,post,weight,delay\n0,0,1.2,0.5\n0,1,0.2,0\n0,1,0.3,0\n");
  const environment = { host: { ...portableHost, read: async () => files }, names: builtNames([]) };
  const opened = await openText(environment, text, "chain.yaml");
  const [ran] = await runOpened(environment.host, opened, {});
  const { times, neurons } = ran!.result.populations.b!.spikes!;
  expect([...neurons]).toEqual(Array.from(times, () => 0));
  expect(Math.abs(times[0]! - beat - 0.5)).toBeLessThan(1e-15);
  const second = ran!.result.signals.find(({ channel }) => channel.neuron === 1)!;
  expect(Math.abs(second.values[110]! - 0.5 * Math.exp(-(1.1 - beat)))).toBeLessThan(1e-15);
});

test("jumps that make all fire for ever end the run with a reason", async () => {
  const [result] = await run(`
units: none
neurons: { lif: { equations: dv/dt = 1.5 - v, initial: { v: 0.1*index }, spike: v > 1, reset: { v: 0 } } }
populations: { n: { neuron: lif, size: 5 } }
projections: [{ from: n, to: n, synapse: { kind: delta, into: v }, weight: 1.2, connect: all }]
run: { duration: 10, scale: event-driven }
record: { n: spikes }
`);
  expect(result!.outcome.kind).toBe("event-storm");
  expect(result!.outcome.message).toMatch(/^n: more than \d+ spikes at t = 0\.788457360364, each of which makes others fire at once$/);
  // The first spike is that of the neuron at 0.4: log(1.1/0.5).
  expect(Math.abs(result!.outcome.time - Math.log(1.1 / 0.5))).toBeLessThan(1e-14);
});

const neuron = (text: string, more = "") => `
units: none
neurons: { lif: { ${text} } }
populations: { n: { neuron: lif, size: 2 } }
run: { duration: 10, step: 0.1, scale: event-driven }
${more}
`;
const linear = "equations: dv/dt = 1.5 - v + I, inputs: { I: 1 }, initial: { v: 0 }, spike: v > 1, reset: { v: 0 }";

const refused: readonly (readonly [string, string, string])[] = [
  ["a quadratic neuron", neuron("equations: dv/dt = v^2 + 1, initial: { v: 0 }, spike: v > 1, reset: { v: 0 }"), "not-linear"],
  [
    "a conductance",
    neuron(
      "equations: dv/dt = g*(2 - v), inputs: { g: 1 }, initial: { v: 0 }, spike: v > 1, reset: { v: 0 }",
      "stimuli: [{ to: n.g, step: { amplitude: 1 } }]",
    ),
    "not-linear",
  ],
  ["coefficients that move", neuron("equations: dv/dt = sin(t) - v, initial: { v: 0 }, spike: v > 1, reset: { v: 0 }"), "not-linear"],
  [
    "adaptation by the potential",
    neuron('equations: "dv/dt = 2 - v - w\\ndw/dt = v - w", initial: { v: 0, w: 0 }, spike: v > 1, reset: { v: 0 }'),
    "equations-in-loop",
  ],
  [
    "a random reset",
    neuron('equations: dv/dt = 1.5 - v, initial: { v: 0 }, spike: v > 1, reset: { v: "uniform(0, 0.5)" }'),
    "reset-not-linear",
  ],
  ["no reset", neuron("equations: dv/dt = 1.5 - v, initial: { v: 0 }, spike: v > 1"), "spike-without-reset"],
  ["white noise", neuron("equations: dv/dt = 1.5 - v + xi, initial: { v: 0 }, spike: v > 1, reset: { v: 0 }"), "noise-between-events"],
  ["bounds", neuron(`${linear}, bounds: { v: [0, 2] }`), "bounds-between-events"],
  ["a hazard", neuron("equations: dv/dt = 1.5 - v, initial: { v: 0 }, hazard: exp(v), reset: { v: 0 }"), "scale-lacks"],
  ["a sine", neuron(linear, "stimuli: [{ to: n.I, sine: { amplitude: 1, frequency: 1 } }]"), "stimulus-not-linear"],
  [
    "synapses that saturate",
    neuron(
      linear,
      `
synapses: { s: { parameters: { tau: 1 }, post: { equations: dg/dt = -g/tau, initial: { g: 0 }, at-arrival: g = g + weight*(1 - g) } } }
projections: [{ from: n, to: n, synapse: { kind: s, into: I }, weight: 1, connect: all }]`,
    ),
    "synapse-not-linear",
  ],
  ["an option that is none", neuron(linear).replace("step: 0.1", "options: { event-driven: { exponent: 1 } }"), "scale-option"],
  ["more exponents than variables", neuron(linear).replace("step: 0.1", "options: { event-driven: { exponents: 2 } }"), "exponent-count"],
  [
    "connections that no memory holds",
    neuron(linear, "projections: [{ from: n, to: n, synapse: { kind: delta, into: v }, weight: 0.1, connect: { indegree: 100000000 } }]"),
    "does-not-fit",
  ],
  [
    "samples that no memory holds",
    neuron(linear, "record: { n: v }").replace("duration: 10, step: 0.1", "duration: 1e9, every: 1"),
    "too-many-samples",
  ],
  ["a method", neuron(linear).replace("step: 0.1", "method: rk4, step: 0.1"), "method-with-events"],
];

test.for(refused)("%s is refused", async ([, text, code]) => {
  await expect(run(text)).rejects.toMatchObject({ code });
});
