/** Every document of docs/coming-from.md has the numbers of the program that it comes from. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { stream } from "../src/base/index.ts";
import { run, steady } from "../src/index.ts";

const page = readFileSync(new URL("../docs/coming-from.md", import.meta.url), "utf8");
const [brian, nest, xppaut, python] = [...page.matchAll(/^```yaml\n([\s\S]*?)^```$/gm)].map(([, text]) => text!) as [
  string,
  string,
  string,
  string,
];

const spikesOf = async (text: string) => {
  const [result] = await run(text);
  expect(result!.outcome.kind).toBe("completed");
  return Object.values(result!.populations)[0]!.spikes!.times;
};

const rateOf = async (text: string) => (await steady(text)).states[0]!.activities[0]!;

test("Brian2 2.5.1 counts 7,613 spikes, with neurons that are held for 1.9 ms", async () => {
  // Kills a delay or a refractory time that is a step longer or shorter: 66 spikes.
  expect((await spikesOf(brian.replace("refractory: 2 ms", "refractory: 1.9 ms"))).length).toBe(7613);
  expect((await spikesOf(brian)).length).toBe(7547);
});

test("NEST's network has the rate of Siegert's equation, 37.9497 Hz", async () => {
  const rate = await rateOf(nest);
  expect(Math.abs(rate - 37.949697)).toBeLessThan(1e-5);
});

test("XPPAUT's membrane fires when scipy's DOP853 at 1e-13 says", async () => {
  const times = await spikesOf(xppaut);
  const expected = [15.851922358434495, 102.50075327068288, 187.79145054982357, 273.08209159575307, 358.372732638665];
  expect(times.length).toBe(expected.length);
  // The tolerance without one in the document, 1e-8, over 400 ms.
  for (const [k, time] of expected.entries()) expect(Math.abs(times[k]! - time)).toBeLessThan(1e-6);
});

test("the script in Python fires too rarely, by 5 to 6 %; the document does not", { tags: "slow" }, async () => {
  const rate = await rateOf(python);
  expect(Math.abs(rate - 16.6927)).toBeLessThan(1e-4);
  const rng = stream(1, "a script", 0);
  const [dt, tau, mu, sigma] = [0.1, 20, 15, 5];
  let [v, spikes] = [0, 0];
  const steps = 1e7;
  for (let k = 0; k < steps; k++) {
    v += (dt / tau) * (mu - v) + sigma * Math.sqrt((2 * dt) / tau) * rng.normal();
    if (v > 20) {
      spikes++;
      v = 10;
    }
  }
  // 16,000 intervals with a CV of 0.86: 0.7 % on the mean, three times over.
  const script = 1 - spikes / (steps * dt) / (rate / 1000);
  expect(Math.abs(script - 0.055)).toBeLessThan(0.02);
  const document = (await spikesOf(python.replace("duration: 2 s", "duration: 10 s"))).length / 1000 / rate;
  // 16,700 intervals, and what is left of the step.
  expect(Math.abs(document - 1)).toBeLessThan(0.03);
});
