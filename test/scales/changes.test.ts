/** Simulations that go on, in pieces, and are changed on the way. */
import { expect, test } from "vitest";
import { exp, log } from "../../src/base/index.ts";
import type { Chunk, Simulation } from "../../src/contract/index.ts";
import { cell } from "../../src/scales/cell/index.ts";
import { adex, constant, hodgkinHuxley, makeExperiment, run, type Setup, step, tree } from "./support.ts";

interface Going {
  readonly simulation: Simulation;
  readonly spikes: number[];
  readonly times: number[];
  readonly signals: Record<string, number[]>;
  to(until: number): void;
}

/** Starts a simulation without an end. */
function start(setup: Setup): Going {
  const experiment = makeExperiment(setup);
  const plan = cell.plan(experiment, { seed: 1, endless: true });
  const simulation = cell.create(plan, { from: 0, to: plan.atoms });
  const going: Going = {
    simulation,
    spikes: [],
    times: [],
    signals: {},
    to(until) {
      while (simulation.advance(until).kind === "paused");
      simulation.drain(sink);
    },
  };
  const labels = new Map(plan.channels.map(({ id, label }) => [id, label]));
  const sink = ({ channel, times, data }: Chunk) => {
    const label = labels.get(channel)!;
    if (label === "spikes") going.spikes.push(...times);
    else going.signals[label] = [...(going.signals[label] ?? []), ...data];
    if (label === setup.record?.[0]) going.times.push(...times);
  };
  return going;
}

const lif: Setup["model"] = {
  equations: "dV/dt = (I - V)/tau",
  inputs: ["I"],
  initial: { V: 0 },
  parameters: { tau: 10, theta: 1 },
  spike: "V > theta",
  reset: { V: "0" },
};
/** tau V' = I - V from a to b. */
const charging = (I: number, a: number, b: number, tau = 10) => tau * log((I - a) / (I - b));
const close = (found: number, wanted: number) => expect(Math.abs(found / wanted - 1)).toBeLessThan(1e-12);

const setups: Record<string, Setup> = {
  "Hodgkin-Huxley": { model: hodgkinHuxley, run: { duration: 300 }, stimuli: [{ wave: step(10) }], record: ["V", "m"] },
  AdEx: { model: adex, run: { duration: 300 }, stimuli: [{ wave: step(500), start: 20 }], record: ["V", "w"] },
  "LIF in closed form": { model: lif, run: { duration: 300 }, stimuli: [{ wave: step(1.7) }], record: ["V"] },
  "rk4 of a fixed step": { model: adex, run: { duration: 300, step: 0.1 }, stimuli: [{ wave: step(500) }], record: ["V"] },
  "noise of a fixed step": {
    model: { ...lif, equations: "dV/dt = (I - V)/tau + 0.2*xi", noises: ["xi"] },
    run: { duration: 300, step: 0.1 },
    stimuli: [{ wave: step(0.9) }],
    record: ["V"],
  },
};

test.each(Object.entries(setups))("%s: pieces have the bits of the run in one piece, and of the run that ends", (_, setup) => {
  const [whole, pieces] = [start(setup), start(setup)];
  whole.to(280);
  for (let k = 1; k <= 4000; k++) pieces.to(0.07 * k);
  expect(pieces.spikes.length).toBeGreaterThan(4);
  expect(pieces.spikes).toEqual(whole.spikes);
  expect(pieces.times).toEqual(whole.times);
  expect(pieces.signals).toEqual(whole.signals);
  const ended = run(setup);
  // The closed form goes as far as it may in one step, so where a run ends shows in the last bits.
  const tolerance = setup.model === lif && setup.run.step === undefined ? 1e-14 : 0;
  const isSame = (a: readonly number[], b: readonly number[]) =>
    a.every((value, k) => Math.abs(value - b[k]!) <= tolerance * Math.abs(value));
  expect(isSame(whole.spikes, ended.spikes[0]!)).toBe(true);
  for (const label of setup.record!) expect(isSame(whole.signals[label]!, ended.signals[label]!), label).toBe(true);
});

test("a simulation goes on after the duration of its document", () => {
  const going = start({ ...setups.AdEx!, run: { duration: 50, every: 0.5 } });
  for (let k = 1; k <= 100; k++) going.to(20 * k);
  expect(going.times).toHaveLength(4001);
  expect(going.spikes.at(-1)!).toBeGreaterThan(1900);
});

test("another input charges the membrane from where it is: closed form", () => {
  const going = start({ model: lif, run: { duration: 100 }, stimuli: [{ wave: step(0.8) }] });
  going.to(13);
  going.simulation.set("cell.I", 2);
  going.to(40);
  const first = 13 + charging(2, 0.8 * (1 - exp(-1.3)), 1);
  close(going.spikes[0]!, first);
  close(going.spikes[1]!, first + charging(2, 0, 1));
});

test("another parameter acts at once, in the equations and in the threshold: closed form", () => {
  const going = start({ model: lif, run: { duration: 100 }, stimuli: [{ wave: step(2) }] });
  going.to(4);
  going.simulation.set("cell.tau", 20);
  going.simulation.set("cell.theta", 1.5);
  going.to(60);
  const first = 4 + charging(2, 2 * (1 - exp(-0.4)), 1.5, 20);
  close(going.spikes[0]!, first);
  close(going.spikes[1]!, first + charging(2, 0, 1.5, 20));
});

test("parameters and stimuli that are given by a changed parameter follow it", () => {
  const named = (text: string) => ({ kind: "expression", tree: tree(text) }) as const;
  const scaled: Setup["model"] = { ...lif, parameters: { T: 10, tau: named("T"), theta: 1 } };
  const going = start({ model: scaled, run: { duration: 100 }, stimuli: [{ wave: { kind: "step", amplitude: named("T/5") } }] });
  going.to(4);
  going.simulation.set("cell.T", 20);
  going.to(60);
  close(going.spikes[0]!, 4 + charging(4, 2 * (1 - exp(-0.4)), 1, 20));
});

test.each([
  ["a parameter", "cell.g_L", 9],
  ["an input", "cell.I", 800],
  ["a state", "cell.w", -50],
])("%s that is set gives the run from that state with the new value", (_, path, value) => {
  const stimulated: Setup = { model: adex, run: { duration: 400, every: 1 }, stimuli: [{ wave: step(500) }], record: ["V", "w"] };
  const going = start(stimulated);
  going.to(171);
  const [V, w] = [going.signals.V!.at(-1)!, going.signals.w!.at(-1)!];
  going.simulation.set(path, value);
  going.to(371);
  const name = path.slice(5);
  const parameters = { ...adex.parameters, ...(name === "g_L" ? { g_L: value } : {}) };
  const initial = { V, w: name === "w" ? value : w };
  const fresh = run({ ...stimulated, model: { ...adex, parameters, initial }, stimuli: [{ wave: step(name === "I" ? value : 500) }] });
  const expected = fresh.spikes[0]!.filter((time) => time < 199.5).map((time) => time + 171);
  const after = going.spikes.filter((time) => time > 171 && time < 370.5);
  expect(after.length).toBe(expected.length);
  expect(after.length).toBeGreaterThan(2);
  // The state at 171 ms is read from the interpolant, which is as good as the tolerance of 1e-8.
  for (const [k, time] of after.entries()) expect(Math.abs(time - expected[k]!)).toBeLessThan(1e-5);
});

test("samples go on at equal distances through changes, none twice, none missing", () => {
  const going = start({ model: adex, run: { duration: 100, every: 0.1 }, stimuli: [{ wave: step(500) }], record: ["V"] });
  for (let k = 1; k <= 300; k++) {
    going.to(0.37 * k);
    going.simulation.set("cell.I", 500 + k);
    if (k % 7 === 0) going.simulation.kick("cell.V", -1);
  }
  going.to(150);
  expect(going.times).toEqual(Array.from({ length: 1501 }, (_, k) => k / 10));
  expect(going.signals.V).toHaveLength(1501);
});

test("a kick adds to the state: closed form", () => {
  const going = start({ model: lif, run: { duration: 100 }, stimuli: [{ wave: step(0.8) }] });
  going.to(5);
  going.simulation.kick("cell.V", -3);
  going.simulation.set("cell.I", 2);
  going.to(60);
  close(going.spikes[0]!, 5 + charging(2, 0.8 * (1 - exp(-0.5)) - 3, 1));
});

test.each([
  ["with a reset", lif],
  ["without one", { ...lif, reset: undefined } as unknown as Setup["model"]],
])("a kick beyond the threshold fires at that moment, once: %s", (_, model) => {
  const { reset, ...rest } = model;
  const going = start({ model: reset ? model : rest, run: { duration: 100 }, stimuli: [{ wave: step(0.5) }] });
  going.to(7);
  going.simulation.kick("cell.V", 1);
  going.to(50);
  expect(going.spikes).toEqual([7]);
  // Back below, and a second time.
  going.simulation.kick("cell.V", 5);
  going.to(80);
  expect(going.spikes).toEqual([7, 50]);
});

test("a spike that lay in a step beyond the moment of the change is taken back", () => {
  // The upstroke of Hodgkin-Huxley at 10 uA/cm2 crosses 0 mV at 1.90142 ms; the closed form of LIF reaches its threshold in one step.
  const axon = start({ model: hodgkinHuxley, run: { duration: 100 }, stimuli: [{ wave: step(10) }] });
  axon.to(1.9);
  axon.simulation.set("cell.V", -80);
  axon.to(2.5);
  // Sodium is still active and makes a spike of its own.
  expect(axon.spikes.filter((time) => time < 2)).toEqual([]);
  const leaky = start({ model: lif, run: { duration: 100 }, stimuli: [{ wave: step(2) }] });
  leaky.to(6.9);
  leaky.simulation.set("cell.I", 0);
  leaky.to(50);
  expect(leaky.spikes).toEqual([]);
});

test("a constant takes the place of a moving stimulus, of recorded steps and of noise", () => {
  const sine = { kind: "sine", amplitude: constant(3), frequency: constant(0.05), phase: constant(0), offset: constant(1) } as const;
  const noise = { kind: "noise", mean: constant(1), sd: constant(0.5), tau: constant(5), step: 0.1 } as const;
  const pulses = { kind: "pulses", amplitude: constant(1), period: constant(3), width: constant(1), count: 100 } as const;
  const going = start({ model: lif, run: { duration: 100 }, stimuli: [{ wave: sine }, { wave: noise }, { wave: pulses }] });
  going.to(31.3);
  going.simulation.set("cell.I", 2);
  going.to(90);
  const intervals = going.spikes.filter((time) => time > 31.3).map((time, k, all) => time - (all[k - 1] ?? 0));
  for (const interval of intervals.slice(1)) expect(Math.abs(interval / charging(2, 0, 1) - 1)).toBeLessThan(1e-7);
  expect(intervals.length).toBeGreaterThan(6);
});

test("with a fixed step a change acts from the next node of the grid", () => {
  const setup: Setup = { model: lif, run: { duration: 100, step: 0.1, method: "euler" }, stimuli: [{ wave: step(0.5) }], record: ["V"] };
  const going = start(setup);
  going.to(1.05);
  going.simulation.set("cell.V", 0.9);
  going.to(1.35);
  // Euler's method: V + h (I - V)/tau.
  expect(going.times.at(-1)).toBe(1.3);
  close(going.signals.V![12]!, 0.9 + 0.01 * (0.5 - 0.9));
});

test("one neuron of several is changed, and all are where the simulation is", () => {
  const going = start({ model: lif, size: 3, run: { duration: 100 }, stimuli: [{ wave: step(0.9) }] });
  going.to(10);
  going.simulation.kick("cell[1].V", 5);
  going.simulation.set("cell[2].I", 3);
  going.to(12);
  const spikes = going.spikes.toSorted((a, b) => a - b);
  expect(spikes[0]).toBe(10);
  close(spikes[1]!, 10 + charging(3, 0.9 * (1 - exp(-1)), 1));
  expect(spikes).toHaveLength(2);
});

test("a change that makes the neuron fire without end is an outcome", () => {
  const going = start({ model: lif, run: { duration: 100 }, stimuli: [{ wave: step(0.9) }] });
  going.to(10);
  going.simulation.set("cell.theta", -1);
  expect(going.simulation.advance(20)).toMatchObject({ kind: "event-storm", reason: { code: "reset-does-not-clear" } });
});
