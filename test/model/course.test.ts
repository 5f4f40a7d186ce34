/** The course's sets through a whole run: what the issue of the course prints about them. */
import { expect, test } from "vitest";
import { run } from "../cli/virtual-shell.ts";

/** Spike times [ms] of a set of the catalogue. */
async function spikes(model: string, set: string, stimulus: string, duration: number): Promise<readonly number[]> {
  const text = `neurons: { c: { model: ${model}, set: ${set} } }\npopulations: { c: { neuron: c } }\nstimuli: [{ to: c.I, ${stimulus} }]\nrun: { duration: ${duration} ms }\n`;
  const ran = await run(["run", "course.yaml", "--json"], { "course.yaml": text });
  expect(ran.status).toBe(0);
  return ran.json().populations.c.spike_times_ms[0];
}
const step = (current: number) => `step: { amplitude: ${current} pA }`;
const intervals = (times: readonly number[]) => times.slice(1).map((time, i) => time - times[i]!);

test("course-regular at 20 pA: eight spikes in 500 ms, intervals from 47.7 to 65.8 ms, each longer than the one before", async () => {
  const found = intervals(await spikes("adex", "course-regular", step(20), 500));
  expect(found).toHaveLength(7);
  // The course prints 0.1 ms.
  expect(Math.abs(found[0]! - 47.7)).toBeLessThan(0.1);
  expect(Math.abs(found.at(-1)! - 65.8)).toBeLessThan(0.1);
  expect(found.toSorted((a, b) => a - b)).toEqual(found);
});

test.each(["course-regular", "course-bursting", "course-rebound"])("%s is silent at 0 and 10 pA", async (set) => {
  for (const current of [0, 10]) expect(await spikes("adex", set, step(current), 500)).toEqual([]);
});

test("course-bursting at 20 pA: groups of spikes less than 20 ms apart, with more than 100 ms between the groups", async () => {
  const found = intervals(await spikes("adex", "course-bursting", step(20), 500));
  const pauses = found.filter((interval) => interval > 100);
  expect(pauses).toHaveLength(2);
  expect(found.filter((interval) => interval < 20)).toHaveLength(found.length - pauses.length);
});

test("course-bursting at 50 pA fires fast without a pause, faster than 100 Hz", async () => {
  const found = intervals(await spikes("adex", "course-bursting", step(50), 500));
  expect(Math.max(...found)).toBeLessThan(10);
  expect(found.length).toBeGreaterThan(50);
});

test("course-rebound: five spikes 41 to 58 ms after 250 ms of -60 pA, and none before", async () => {
  const after = (await spikes("adex", "course-rebound", "step: { amplitude: -60 pA }, duration: 250 ms", 500)).map((time) => time - 250);
  expect(after).toHaveLength(5);
  expect([Math.round(after[0]!), Math.round(after[4]!)]).toEqual([41, 58]);
});

test("LIF course: period C/g_L ln((E_L + I/g_L - V_r)/(E_L + I/g_L - V_th)) at 20 pA, silent at 13 pA, spikes from 16 pA on", async () => {
  const found = intervals(await spikes("lif", "course", step(20), 500));
  // tau = 20 ms, E_L + I/g_L = -45 mV, V_r = -70 mV, V_th = -50 mV: T = 20 ln(25/5).
  for (const interval of found) expect(Math.abs(interval / (20 * Math.log(5)) - 1)).toBeLessThan(1e-12);
  expect(await spikes("lif", "course", step(13), 500)).toEqual([]);
  expect((await spikes("lif", "course", step(16), 500)).length).toBeGreaterThan(0);
});
