/** The scale `network`: one neuron against the scale `cell`, connections and delays to the tick, laws of what is random. */
import { describe, expect, test } from "vitest";
import type { Chunk } from "../../src/contract/index.ts";
import { cell } from "../../src/scales/cell/index.ts";
import { network } from "../../src/scales/network/index.ts";
import { bindText } from "../model/open.ts";

interface Ran {
  readonly spikes: readonly (readonly [number, number])[];
  readonly chunks: ReadonlyMap<string, { readonly times: number[]; readonly values: number[] }>;
}

function run(text: string, scale: typeof cell = network, pieces = 1, arithmetic: "fast" | "reference" = "reference"): Ran {
  const { experiment, errors } = bindText(text);
  expect(errors).toEqual([]);
  expect(scale.accepts(experiment!)).toEqual([]);
  const plan = scale.plan(experiment!, { seed: experiment!.run.seed, arithmetic });
  const simulation = scale.create(plan, { from: 0, to: plan.atoms });
  const chunks = new Map<string, { times: number[]; values: number[] }>();
  const take = ({ channel, times, data }: Chunk) => {
    const into = chunks.get(channel) ?? { times: [], values: [] };
    chunks.set(channel, into);
    into.times.push(...times);
    into.values.push(...data);
  };
  const end = experiment!.run.duration;
  for (let piece = 1; piece <= pieces; piece++) {
    const until = (end * piece) / pieces;
    for (;;) {
      const outcome = simulation.advance(until);
      expect(["reached", "paused"]).toContain(outcome.kind);
      if (outcome.kind === "reached") break;
    }
    simulation.drain(take);
  }
  simulation.close();
  const spikes = [...chunks].flatMap(([id, { times, values }]) =>
    id.endsWith(".spikes") ? times.map((t, k) => [t, values[k]!] as const) : [],
  );
  return { spikes, chunks };
}

const timesOf = ({ chunks }: Ran, population: string) => chunks.get(`${population}.spikes`)?.times ?? [];

const lif = `
neurons:
  lif:
    equations: "tau_m*dV/dt = -V + R*I"
    inputs: { I: pA }
    initial: { V: 0 mV }
    spike: V > 20 mV
    reset: { V: 10 mV }
    refractory: 2 ms
    parameters: { tau_m: 20 ms, R: 100 MOhm }
`;

describe("one neuron", () => {
  test("linear equations are exact at the ticks: spikes are those of the cell, rounded up to the grid", () => {
    const text = (step: string, scale: string) => `${lif}
populations: { n: { neuron: lif } }
stimuli: [{ to: n.I, step: { amplitude: 300 pA }, start: 10 ms }]
run: { duration: 200 ms, ${step} scale: ${scale} }`;
    // First spike 10 + 20 ln 1.5, then 2 + 20 ln 2 each; every spike of the network is at the first tick not before, and starts anew there.
    const spikes = timesOf(run(text("step: 0.1 ms,", "network")), "n");
    const tick = (time: number) => Math.ceil(time / 0.1 - 1e-9) / 10;
    let expected = tick(10 + 20 * Math.log(30 / 10));
    for (const time of spikes) {
      expect(time).toBeCloseTo(expected, 9);
      expected = tick(expected + 2 + 20 * Math.log(20 / 10));
    }
    expect(spikes.length).toBe(11);
  });

  test.each([
    ["hodgkin-huxley", "10 uA/cm^2", ""],
    ["adex", "500 pA", ", set: adaptation"],
    ["izhikevich", "10 mV/ms", ", set: regular-spiking"],
  ])("the spikes of %s come nearer to the cell's in proportion to the step", (model, amplitude, set) => {
    const text = (step: string, scale: string) => `
neurons: { n: { model: ${model}${set} } }
populations: { n: { neuron: n } }
stimuli: [{ to: n.I, step: { amplitude: ${amplitude} } }]
run: { duration: 100 ms, ${step} scale: ${scale} }`;
    const exact = timesOf(run(text("", "cell"), cell), "n");
    const errors = [0.01, 0.005, 0.0025].map((step) => {
      const spikes = timesOf(run(text(`step: ${step} ms,`, "network")), "n");
      expect(spikes.length).toBe(exact.length);
      return Math.max(...spikes.map((time, k) => Math.abs(time - exact[k]!)));
    });
    // Order 1: each halving halves the error, up to the rounding to the grid. A wrong term or a missing substep would leave it.
    expect(errors[2]! / errors[0]!).toBeLessThan(0.4);
    expect(errors[2]!).toBeLessThan(0.15);
  });

  test.each(["fast", "reference"] as const)("a run in pieces has the spikes of the whole one (%s)", (arithmetic) => {
    const text = `${lif}
populations: { n: { neuron: lif, size: 50 } }
stimuli: [{ to: n.V, poisson: { rate: 2000 Hz, weight: 0.6 mV } }]
run: { duration: 200 ms, step: 0.1 ms, scale: network }`;
    const whole = run(text, network, 1, arithmetic);
    expect(whole.spikes.length).toBeGreaterThan(50);
    expect(run(text, network, 37, arithmetic).spikes).toEqual(whole.spikes);
  });
});

describe("connections", () => {
  const pulse = `
populations: { a: { neuron: lif }, b: { neuron: lif, size: 3 } }
stimuli: [{ to: a.I, step: { amplitude: 500 pA } }]
run: { duration: 50 ms, step: 0.1 ms, scale: network }
record: { b: ["V"] }
`;
  // a fires first at 20 ln(50/30) = 10.2165 ms, which is tick 103.
  const fired = 103;

  test.each([
    ["", 1],
    [", delay: 0.1 ms", 1],
    [", delay: 1.5 ms", 15],
    [", delay: 12.8 ms", 128],
  ])("a jump arrives at the tick of its delay (%s)", (delay, ticks) => {
    const text = `${lif}${pulse}projections: [{ from: a, to: b, synapse: { kind: delta, into: V }, weight: 5 mV, connect: all${delay} }]`;
    const { values, times } = run(text).chunks.get("b[2].V")!;
    expect(values.slice(0, fired + ticks).every((value) => value === 0)).toBe(true);
    expect(times[fired + ticks]).toBeCloseTo((fired + ticks) / 10, 9);
    expect(values[fired + ticks]).toBeCloseTo(5, 12);
    expect(values[fired + ticks + 1]).toBeCloseTo(5 * Math.exp(-0.1 / 20), 12);
  });

  test("a current synapse is propagated exactly with the membrane", () => {
    const text = `${lif}${pulse}projections: [{ from: a, to: b, synapse: { kind: exponential, tau: 3 ms, into: I }, weight: 10 pA, connect: all, delay: 1 ms }]`;
    const { values } = run(text).chunks.get("b[0].V")!;
    // tau V' = -V + R w e^(-s/t): V = R w t/(t - tau)(e^(-s/t) - e^(-s/tau)), until the second spike of a arrives.
    for (const ticks of [1, 10, 60]) {
      const s = ticks / 10;
      const exact = ((0.1 * 10 * 3) / (3 - 20)) * (Math.exp(-s / 3) - Math.exp(-s / 20));
      expect(Math.abs(values[fired + 10 + ticks]! / exact - 1)).toBeLessThan(1e-11);
    }
  });

  test.each(["fast", "reference"] as const)(
    "linear neurons that a changing conductance couples relax as they should (%s)",
    (arithmetic) => {
      // The coefficient of V is an input: no propagator is made of it. The difference decays by 5 + 4 nS; g = 15 nS from 10 ms on.
      const leak =
        "neurons: { leak: { equations: C*dV/dt = -g_L*V + I - g*V, inputs: { I: pA, g: nS }, initial: { V: 0 mV }, parameters: { C: 100 pF, g_L: 5 nS } } }";
      const pair = `${leak}
populations: { a: { neuron: leak, initial: { V: 10 mV } }, b: { neuron: leak } }
projections: [{ from: [a, b], to: [a, b], synapse: { kind: gap-junction, into: I }, weight: 2 nS, connect: all }]
run: { duration: 20 ms, step: 0.01 ms, scale: network }
record: { a: [V], b: [V] }`;
      const { chunks } = run(pair, network, 1, arithmetic);
      const [a, b] = ["a[0].V", "b[0].V"].map((id) => chunks.get(id)!.values.at(-1)!) as [number, number];
      // What is sent is a tick old: errors of first order in the step.
      expect(Math.abs(a + b - 10 * Math.exp(-1))).toBeLessThan(0.002);
      expect(Math.abs(a - b - 10 * Math.exp(-9 / 5))).toBeLessThan(0.005);
      const stepped = `${leak}
populations: { a: { neuron: leak, initial: { V: 10 mV } } }
stimuli: [{ to: a.g, step: { amplitude: 15 nS }, start: 10 ms }]
run: { duration: 20 ms, step: 0.1 ms, scale: network }
record: { a: [V] }`;
      const last = run(stepped, network, 1, arithmetic).chunks.get("a[0].V")!.values.at(-1)!;
      expect(Math.abs(last / (10 * Math.exp(-0.5 - 2)) - 1)).toBeLessThan(1e-5);
    },
  );

  test("held states of a refractory neuron ignore what arrives", () => {
    // b fires by itself at tick 103 too, and is held until tick 123; the jump of a arrives within.
    const text = (delay: string) => `${lif}
populations: { a: { neuron: lif }, b: { neuron: lif } }
stimuli: [{ to: [a.I, b.I], step: { amplitude: 500 pA } }]
projections: [{ from: a, to: b, synapse: { kind: delta, into: V }, weight: 5 mV, connect: all, delay: ${delay} }]
run: { duration: 20 ms, step: 0.1 ms, scale: network }
record: { b: ["V"] }`;
    const at = (delay: string, tick: number) => run(text(delay)).chunks.get("b[0].V")!.values[tick]!;
    expect(at("0.5 ms", fired + 20)).toBe(10);
    expect(at("2 ms", fired + 20)).toBe(10);
    // 2.1 ms: the first tick at which it may move.
    expect(at("2.1 ms", fired + 21)).toBeCloseTo(50 + (10 - 50) * Math.exp(-0.1 / 20) + 5, 10);
  });
});

describe("what is random", () => {
  test("Poisson input has its mean and its variance", () => {
    const text = `
neurons: { n: { equations: "dx/dt = 0/ms", initial: { x: 0 } } }
populations: { n: { neuron: n, size: 100 } }
stimuli: [{ to: n.x, poisson: { rate: 3000 Hz, weight: 1 } }]
run: { duration: 200 ms, step: 0.1 ms, every: 200 ms, scale: network }
record: { n: [x] }`;
    const { chunks } = run(text);
    const last = Array.from({ length: 100 }, (_, i) => chunks.get(`n[${i}].x`)!.values.at(-1)!);
    const mean = last.reduce((sum, x) => sum + x, 0) / 100;
    const variance = last.reduce((sum, x) => sum + (x - mean) ** 2, 0) / 99;
    // 600 expected; standard error of the mean 2.4, of the variance 600 sqrt(2/99) = 85: four of each.
    expect(Math.abs(mean - 600)).toBeLessThan(10);
    expect(Math.abs(variance - 600)).toBeLessThan(340);
  });

  test("a constant hazard fires at its rate, with a dead time", () => {
    const text = `
neurons: { n: { hazard: 50 Hz, refractory: 5 ms } }
populations: { n: { neuron: n, size: 1000 } }
run: { duration: 1 s, step: 0.1 ms, scale: network }`;
    // Rate 1/(20 + 5) per ms = 40 Hz (less the free start: + (1 - CV^2)/2..., below one spike in 40); sd of the count sqrt(1000*40*0.64) = 160.
    expect(Math.abs(run(text).spikes.length - 40_000 - 180)).toBeLessThan(640);
  });

  test("an Ornstein-Uhlenbeck state has its stationary variance at any step", () => {
    for (const step of ["0.1 ms", "5 ms"]) {
      const text = `
neurons: { n: { equations: "dx/dt = -x/tau + s*sqrt(2/tau)*xi", initial: { x: 0 }, parameters: { tau: 10 ms, s: 3 } } }
populations: { n: { neuron: n, size: 100 } }
run: { duration: 600 ms, transient: 100 ms, step: ${step}, every: 100 ms, scale: network }
record: { n: [x] }`;
      const { chunks } = run(text);
      const all = [...chunks.values()].flatMap(({ values }) => values);
      const variance = all.reduce((sum, x) => sum + x * x, 0) / all.length;
      // 600 samples nearly independent: standard error 9 sqrt(2/600) = 0.52.
      expect(Math.abs(variance - 9)).toBeLessThan(2);
    }
  });

  test("the activity of sources is received as a number", () => {
    const text = `
neurons:
  p: { hazard: 100 Hz }
  n: { equations: "dx/dt = A", inputs: { A: Hz }, initial: { x: 0 } }
populations: { p: { neuron: p, size: 2000 }, n: { neuron: n } }
projections: [{ from: p, to: n, synapse: { kind: activity, into: A } }]
run: { duration: 200 ms, step: 0.1 ms, scale: network }
record: { n: [x], p: [activity] }`;
    const { chunks, spikes } = run(text);
    // All spikes before the last tick have been received.
    const counted = spikes.filter(([t]) => t < 199.95).length / 2000;
    expect(chunks.get("n[0].x")!.values.at(-1)).toBeCloseTo(counted, 9);
    const activity = chunks.get("p.activity")!.values;
    expect(activity.length).toBe(2000);
    expect((activity.reduce((sum, a) => sum + a, 0) / 2000) * 200 * 2000).toBeCloseTo(spikes.length, 6);
  });
});

describe("a simulation that is changed on the way", () => {
  function open(text: string) {
    const { experiment, errors } = bindText(text);
    expect(errors).toEqual([]);
    const plan = network.plan(experiment!, { seed: 1, arithmetic: "reference", endless: true });
    const simulation = network.create(plan, { from: 0, to: plan.atoms });
    const values = new Map<string, number[]>();
    const advance = (until: number) => {
      expect(simulation.advance(until)).toEqual({ kind: "reached" });
      simulation.drain(({ channel, data }) => values.set(channel, [...(values.get(channel) ?? []), ...data]));
    };
    return { simulation, advance, values };
  }
  const text = `
neurons: { n: { equations: "dx/dt = -x/tau + I/tau", inputs: { I: 1 }, initial: { x: 1 }, parameters: { tau: 10 ms } } }
populations: { n: { neuron: n, size: 2 } }
stimuli: [{ to: n.I, sine: { amplitude: 3, frequency: 100 Hz }, start: 50 ms }]
run: { duration: 20 ms, step: 0.1 ms, scale: network }
record: { n: [x] }`;

  test("a parameter moves the propagator with it, an input loses its stimuli, a state jumps, the other neuron does not", () => {
    const { simulation, advance, values } = open(text);
    advance(10);
    simulation.set("n.tau", 5);
    advance(20);
    simulation.set("n.I", 2);
    advance(100);
    simulation.kick("n[1].x", 0.5);
    advance(110);
    simulation.close();
    const x = values.get("n[0].x")!;
    expect(x[100]).toBeCloseTo(Math.exp(-1), 12);
    expect(x[200]).toBeCloseTo(Math.exp(-3), 12);
    expect(x[1000]).toBeCloseTo(2 + (Math.exp(-3) - 2) * Math.exp(-16), 12);
    const other = values.get("n[1].x")!;
    expect(other[1001]! - x[1001]!).toBeCloseTo(0.5 * Math.exp(-0.1 / 5), 12);
  });
});

test.each(["fast", "reference"] as const)(
  "a run that goes on from a snapshot has the bits of one that never stopped (%s)",
  (arithmetic) => {
    const text = `${lif}
populations: { a: { neuron: lif, size: 40, groups: { first: [0, 15] } }, b: { neuron: lif, size: 30 } }
projections:
  - { from: a, to: b, synapse: { kind: tsodyks-markram, U: 0.5, tau_f: 50 ms, tau_d: 200 ms, tau: 3 ms, into: I }, weight: "normal(900 pA, 90 pA)", delay: "uniform(1 ms, 15 ms)", connect: { probability: 0.5 } }
  - { from: b, to: a, synapse: { kind: delta, into: V }, weight: -0.5 mV, connect: { indegree: 9 }, delay: 2 ms }
  - { from: b, to: a.first, synapse: { kind: activity, into: I }, weight: 0.5 pA*s, delay: 3 ms }
stimuli:
  - { to: [a.V, b.V], poisson: { rate: 2500 Hz, weight: 0.6 mV } }
  - { to: a.I, noise: { mean: 10 pA, sd: 40 pA, tau: 5 ms }, each: neuron, start: 20 ms }
run: { duration: 200 ms, step: 0.1 ms, bin: 7 ms, scale: network }
record: { a: [spikes, activity], a.first: [V], b: ["mean(V)", spikes] }`;
    const { experiment, errors } = bindText(text);
    expect(errors).toEqual([]);
    const plan = network.plan(experiment!, { seed: 3, arithmetic });
    const run = (stops: readonly number[]) => {
      const recorded: Record<string, number[]> = {};
      let simulation = network.create(plan, { from: 0, to: plan.atoms });
      for (const until of [...stops, 200]) {
        expect(simulation.advance(until)).toEqual({ kind: "reached" });
        simulation.drain(({ channel, times, data }) => {
          recorded[channel] = [...(recorded[channel] ?? []), ...times, ...data].sort((x, y) => x - y);
        });
        if (until === 200) break;
        const snapshot = structuredClone(simulation.save!());
        simulation.close();
        simulation = network.create(plan, { from: 0, to: plan.atoms });
        simulation.restore!(snapshot);
      }
      simulation.close();
      return recorded;
    };
    const whole = run([]);
    expect(whole["a.spikes"]!.length).toBeGreaterThan(100);
    expect(whole["b.spikes"]!.length).toBeGreaterThan(100);
    expect(run([33.3, 100, 100.1])).toEqual(whole);
  },
);

test("what travels with a spike and is too large for integers ends the run, with the neuron and the value", () => {
  const text = `
synapses: { big: { pre: { equations: "dr/dt = -r/(1 s)", initial: { r: 1 }, at-spike: "r = 20*r" }, post: { equations: "ds/dt = -s/(3 ms)", at-arrival: "s = s + weight*r" } } }
neurons: { p: { hazard: 500 Hz, refractory: 1 ms }, n: { equations: "dx/dt = -x/(9 ms) + I/(9 ms)", inputs: { I: 1 }, initial: { x: 0 } } }
populations: { p: { neuron: p, size: 4 }, n: { neuron: n } }
projections: [{ from: p, to: n, synapse: { kind: big, into: I }, weight: 1, connect: all }]
run: { duration: 100 ms, step: 0.1 ms, scale: network }`;
  const { experiment, errors } = bindText(text);
  expect(errors).toEqual([]);
  const plan = network.plan(experiment!, { seed: 1, arithmetic: "fast" });
  const simulation = network.create(plan, { from: 0, to: plan.atoms });
  const outcome = simulation.advance(100);
  simulation.close();
  expect(outcome).toMatchObject({ kind: "diverged", reason: { code: "payload-too-large", data: { most: 16 } } });
});
