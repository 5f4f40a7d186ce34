/** The library's running simulation. */
import { readFileSync } from "node:fs";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import { LapicqueError, live, run } from "../../src/index.ts";

const adapting = readFileSync(new URL("../../examples/adex-adapting.yaml", import.meta.url), "utf8");
const leaky = `
neurons:
  lif:
    inputs: { I: pA }
    parameters: { C: 200 pF, g_L: 10 nS, E_L: -70 mV, V_th: -50 mV, tau: C/g_L }
    equations: tau*dV/dt = E_L - V + I/g_L
    spike: V > V_th
    reset: { V: E_L }
    initial: { V: E_L }
populations: { cell: { neuron: lif } }
stimuli: [{ to: cell.I, step: { amplitude: 100 pA } }]
record: { cell: [V, spikes] }
run: { duration: 100 ms }
`;

test("pieces give the spikes and samples of the run, bit for bit", async () => {
  const [result] = await run(adapting);
  const going = await live(adapting);
  const spikes: number[] = [];
  const values: number[] = [];
  for (let k = 0; k < 28; k++) {
    const piece = going.advance(10);
    spikes.push(...piece.spikes.cell!.times);
    values.push(...piece.signals[0]!.values);
  }
  expect(going.time).toBe(280);
  expect(spikes.length).toBeGreaterThan(5);
  expect(spikes).toEqual([...result!.populations.cell!.spikes!.times].filter((time) => time <= 280));
  expect(values).toEqual([...result!.signals[0]!.values.slice(0, values.length)]);
  going.close();
});

test("numbers are in the user's unit, texts have their own: the closed form follows", async () => {
  const going = await live(leaky);
  going.advance(10);
  going.set("I", 300);
  const after = going.advance(40).spikes.cell!.times;
  const V = -70 + 10 * (1 - Math.exp(-0.5));
  const first = 10 + 20 * Math.log((-40 - V) / (-40 + 50));
  expect(Math.abs(after[0]! - first)).toBeLessThan(1e-12);
  going.set("cell.I", "0.3 nA");
  going.set("neurons.lif.parameters.C", "100 pF");
  // tau is given by the changed capacitance; the second interval lies wholly behind the change.
  const later = going.advance(60).spikes.cell!.times;
  expect(Math.abs(later[2]! - later[1]! - 10 * Math.log(3))).toBeLessThan(1e-12);
});

test("a kick of 30 mV beyond the threshold fires at that moment", async () => {
  const going = await live(leaky);
  going.advance(10);
  going.kick("V", "0.03 V");
  expect([...going.advance(1).spikes.cell!.times]).toEqual([10]);
  going.kick("cell[0].V", 30);
  expect([...going.advance(1).spikes.cell!.times]).toEqual([11]);
});

test("a state that is set is recorded from the next sample on", async () => {
  const going = await live(leaky);
  going.advance(10);
  going.set("V", "-80 mV");
  const [signal] = going.advance(1).signals;
  const sample = 10 + Number(going.chosen.every);
  expect(signal!.times[0]).toBeCloseTo(sample, 12);
  expect(signal!.values[0]).toBeCloseTo(-60 - 20 * Math.exp(-(sample - 10) / 20), 9);
});

const going = live(leaky);
const thrown = async (change: (simulation: Awaited<typeof going>) => void) => {
  try {
    change(await going);
  } catch (error) {
    if (error instanceof LapicqueError) return error.code;
    throw error;
  }
  return "nothing";
};

test.each<[string, (simulation: Awaited<typeof going>) => void, string]>([
  ["an unknown name", (s) => s.set("Q", 3), "unknown-path"],
  ["a wrong unit", (s) => s.set("I", "3 mV"), "wrong-dimension"],
  ["a wrong unit of a state", (s) => s.set("V", "3 ms"), "wrong-dimension"],
  ["a wrong unit of a kick", (s) => s.kick("V", "3 pA"), "wrong-dimension"],
  ["a number that is none", (s) => s.kick("V", Number.NaN), "not-a-number"],
  ["a kick of an input", (s) => s.kick("I", 3), "live-no-state"],
  ["another duration", (s) => s.set("run.duration", "3 s"), "live-unchangeable"],
  ["another equation", (s) => s.set("neurons.lif.equations", "tau*dV/dt = -V"), "live-unchangeable"],
  ["a random value", (s) => s.set("I", "normal(100 pA, 1 pA)"), "live-unchangeable"],
  ["a negative time", (s) => s.advance(-1), "live-time"],
  ["no end", (s) => s.advance(Number.POSITIVE_INFINITY), "live-time"],
])("%s is refused and changes nothing", async (_, change, code) => {
  expect(await thrown(change)).toBe(code);
  const untouched = await live(leaky);
  const simulation = await going;
  expect(simulation.time).toBe(0);
  untouched.close();
});

test("what was refused has left no trace", async () => {
  const [touched, untouched] = [await going, await live(leaky)];
  expect(touched.advance(20).signals).toEqual(untouched.advance(20).signals);
});

test("a simulation that cannot go on says why, and so does one that was closed", async () => {
  const failing = await live(
    "units: none\nrates: { x: { equations: dx/dt = x^2 + I, inputs: { I: 1 }, initial: { x: -1 } } }\nrecord: { x: [x] }\nrun: { duration: 10 }",
  );
  expect(failing.advance(5).ending).toBeUndefined();
  failing.set("I", 1);
  // x = tan(t + c) with x(0) = -1/6 reaches infinity after pi/2 + atan(1/6).
  const { ending, time } = failing.advance(5);
  expect(ending).toMatchObject({ kind: "diverged", code: "grows-without-bound" });
  expect(time).toBeCloseTo(5 + Math.PI / 2 + Math.atan(1 / 6), 6);
  expect(failing.advance(5).ending).toEqual(ending);
  expect(() => failing.set("I", 3)).toThrow("grows without bound");
  failing.close();
  expect(() => failing.advance(1)).toThrow("it was closed");
});

/** Collects garbage now. */
const collect = (): void => {
  setFlagsFromString("--expose-gc");
  runInNewContext("gc")();
};

test("two thousand pieces keep nothing: no array of the simulation is longer than a piece", async () => {
  const simulation = await live(leaky);
  simulation.set("I", 300);
  simulation.advance(100);
  collect();
  const before = process.memoryUsage().arrayBuffers;
  let samples = 0;
  for (let k = 0; k < 2000; k++) samples += simulation.advance(10).signals[0]!.times.length;
  expect(samples).toBeGreaterThan(1.9e6);
  // The samples and their times would be 32 MB. An engine gives memory back beside other work, a moment after it has found it to be free.
  for (let k = 0; k < 20; k++) {
    collect();
    if (process.memoryUsage().arrayBuffers - before < 4e6) break;
    await new Promise((done) => setTimeout(done, 50));
  }
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(4e6);
});

test("entries of `rates` run too", async () => {
  const simulation = await live(
    "units: none\nrates: { x: { equations: dx/dt = -x/tau, parameters: { tau: 2 }, initial: { x: 1 } } }\nrecord: { x: [x] }\nrun: { duration: 10 }",
  );
  simulation.advance(2);
  simulation.set("rates.x.parameters.tau", 4);
  const { signals } = simulation.advance(4);
  expect(signals[0]!.values.at(-1)).toBeCloseTo(Math.exp(-2), 12);
});
