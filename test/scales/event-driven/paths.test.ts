/** The crowd, cell by cell, and one neuron by itself: three ways to the same spikes. */
import { expect, test } from "vitest";
import { live, run } from "../../../src/index.ts";
import { pulses, spikesOf } from "./documents.ts";

/** A stimulus of every neuron by itself, so that they are no crowd. */
const apart = "stimuli: [{ to: n.I, each: neuron, step: { amplitude: 0 } }]";

function worst(a: readonly number[], b: readonly number[]): number {
  return a.length === b.length ? a.reduce((most, time, k) => Math.max(most, Math.abs(time - b[k]!)), 0) : Number.POSITIVE_INFINITY;
}

const couplings = [
  ["exciting pulses", pulses({ size: 12, more: "" }), pulses({ size: 12, more: apart })],
  ["inhibiting pulses", pulses({ size: 7, g: -0.4, alpha: 3 }), pulses({ size: 7, g: -0.4, alpha: 3, more: apart })],
  ["pulses as slow as the membrane", pulses({ size: 7, alpha: 1 }), pulses({ size: 7, alpha: 1, more: apart })],
] as const;

test.for(couplings)("%s: the crowd and the cells fire alike", async ([, crowd, cells]) => {
  // Rounding of times up to 30 at each of some 400 events.
  const [a, b] = [await spikesOf(crowd), await spikesOf(cells)];
  expect(a.neurons).toEqual(b.neurons);
  expect(worst(a.times, b.times)).toBeLessThan(1e-12);
  expect(a.times.length).toBeGreaterThan(80);
});

test("refractory neurons: the crowd and the cells fire alike", async () => {
  const text = (more: string) =>
    pulses({ size: 9, g: 0.8, alpha: 5, more })
      .replace("reset: { v: 0 }", "reset: { v: 0 }, refractory: 0.4")
      .replace("weight", "delay: 0.1, weight");
  const [a, b] = [await spikesOf(text("")), await spikesOf(text(apart))];
  expect(a.neurons).toEqual(b.neurons);
  expect(worst(a.times, b.times)).toBeLessThan(1e-12);
  expect(a.times.length).toBeGreaterThan(100);
});

test("neurons that start alike fire together, in their order", async () => {
  const { times, neurons } = await spikesOf(pulses({ size: 4, initial: "0.3", run: "duration: 4" }));
  expect(neurons.slice(0, 8)).toEqual([0, 1, 2, 3, 0, 1, 2, 3]);
  // What is at the threshold to rounding fires a unit in the last place later.
  expect(times[3]! - times[0]!).toBeLessThan(1e-15);
});

const driven = (scale: string) => `
neurons:
  lif: { equations: C*dV/dt = g_L*(E_L - V) + I, inputs: { I: pA }, initial: { V: E_L }, spike: V > -50 mV, reset: { V: -60 mV }, refractory: 2 ms,
         parameters: { C: 200 pF, g_L: 10 nS, E_L: -70 mV } }
populations: { n: { neuron: lif, size: 3, parameters: { C: 150 pF + 50 pF*index } } }
stimuli:
  - { to: n.I, step: { amplitude: 230 pA }, start: 20 ms, duration: 400 ms }
  - { to: n.I, pulses: { amplitude: 100 pA, period: 31 ms, width: 7 ms } }
  - { to: n.I, noise: { sd: 40 pA, tau: 5 ms, step: 1 ms }, each: neuron }
record: { n: [spikes, V] }
run: { duration: 500 ms, every: 0.5 ms, scale: ${scale} }
`;

test("a driven neuron fires as at the scale cell, where its steps are exact too", async () => {
  // Both solve the same exponentials; times near 500 are rounded by 6e-14.
  const [ours, theirs] = [await spikesOf(driven("event-driven")), await spikesOf(driven("cell"))];
  expect(theirs.result.provenance.options).toHaveProperty("method", "exact");
  expect(ours.neurons).toEqual(theirs.neurons);
  expect(ours.times.length).toBeGreaterThan(20);
  expect(worst(ours.times, theirs.times)).toBeLessThan(1e-11);
  for (const [k, { values, times }] of ours.result.signals.entries()) {
    expect([...times]).toEqual([...theirs.result.signals[k]!.times]);
    expect(worst([...values], [...theirs.result.signals[k]!.values])).toBeLessThan(1e-10);
  }
});

test("ramps are straight lines: the closed form of V on a ramp", async () => {
  // tau V' = -V + s t/T: V = s/T (t - tau (1 - e^(-t/tau))).
  const [result] = await run(`
units: none
neurons: { m: { equations: dv/dt = (I - v)/2, inputs: { I: 1 }, initial: { v: 0 }, spike: v > 100, reset: { v: 0 } } }
populations: { n: { neuron: m } }
stimuli: [{ to: n.I, ramp: { from: 0, to: 5 }, duration: 10 }]
record: { n: [v] }
run: { duration: 10, every: 1, scale: event-driven }
`);
  const { times, values } = result!.signals[0]!;
  for (const [k, t] of times.entries()) expect(Math.abs(values[k]! - 0.5 * (t + 2 * Math.expm1(-t / 2)))).toBeLessThan(1e-14);
  expect(times.at(-1)).toBe(10);
});

test("sparse connections with drawn weights and delays: pieces and seeds", async () => {
  // Every neuron by itself, from the queue. The law of the rule is tested with the wiring.
  const text = (seed: number) =>
    pulses({ size: 40, g: 3, connect: "{ probability: 0.2 }", run: `duration: 10, seed: ${seed}` }).replace(
      "weight: 1/pre.size",
      'weight: "normal(1/pre.size, 0.2/pre.size)", delay: "uniform(0.1, 0.3)"',
    );
  const [first, again, other] = [await spikesOf(text(1)), await spikesOf(text(1)), await spikesOf(text(2))];
  expect(again.times).toEqual(first.times);
  expect(other.times).not.toEqual(first.times);
  const going = await live(text(1));
  const times = [0.7, 4.3, 5].flatMap((piece) => [...going.advance(piece).spikes.n!.times]);
  expect(times).toEqual(first.times);
  going.close();
});

test.for(["{ outdegree: 3 }", "{ indegree: 3 }", "{ total: 60 }", "one-to-one", '{ probability: "exp(-distance)" }'])(
  "connect: %s gives each weight its part of the mean drive",
  async (connect) => {
    // 20 neurons on a ring of length 20 that fire alike every T, with jumps to a listener each: after the first volley the listeners hold, in
    // all, as many weights as there are connections.
    const text = `
units: none
neurons:
  source: { equations: dv/dt = 1.5 - v, initial: { v: 0 }, spike: v > 1, reset: { v: 0 } }
  listener: { equations: dv/dt = 0*v, initial: { v: 0 } }
populations: { a: { neuron: source, size: 20, place: { ring: 20 } }, b: { neuron: listener, size: 20, place: { ring: 20 } } }
projections: [{ from: a, to: b, synapse: { kind: delta, into: v }, weight: 1, connect: ${connect} }]
run: { duration: 2, every: 1, scale: event-driven }
record: { b: mean(v) }
`;
    const [result] = await run(text);
    const connections = result!.signals[0]!.values[2]! * 20;
    const known = connect.startsWith("one") ? 20 : connect.includes("distance") ? undefined : 60;
    if (known !== undefined) expect(connections).toBeCloseTo(known, 12);
    // sum over the ring of exp(-d) is 2.164 for each source; five standard deviations of 400 trials.
    else expect(Math.abs(connections - 20 * 2.164)).toBeLessThan(5 * Math.sqrt(20 * 2.164));
  },
);

test("pieces of a run have the bits of the whole", async () => {
  const text = pulses({ size: 11, run: "duration: 12, every: 0.3" }).replace("record: { n: spikes }", "record: { n: [spikes, E, v] }");
  const [whole] = await run(text);
  const going = await live(text);
  const [times, values]: [number[], number[]] = [[], []];
  for (const piece of [0.001, 0.999, 3, 0.25, 7.75]) {
    const { spikes, signals } = going.advance(piece);
    times.push(...spikes.n!.times);
    values.push(...signals[13]!.values);
  }
  expect(times).toEqual([...whole!.populations.n!.spikes!.times]);
  expect(values).toEqual([...whole!.signals[13]!.values.slice(0, values.length)]);
  going.close();
});

test("a parameter, a stimulus and a state are changed while it runs", async () => {
  // v' = a - v from 0: intervals log(a/(a - 1)).
  const going = await live(pulses({ size: 3, g: 0, initial: "0" }));
  going.advance(1);
  going.set("neurons.lif.parameters.a", 2);
  const later = going.advance(2).spikes.n!.times;
  expect(Math.abs(later[3]! - later[0]! - Math.log(2))).toBeLessThan(1e-14);
  going.set("n.I", -1.5);
  expect(going.advance(5).spikes.n!.times.length).toBe(0);
  going.kick("n[1].v", 2);
  expect([...going.advance(0.5).spikes.n!.neurons]).toEqual([1]);
  going.close();
});
