/** Neurons that fire at random: their intervals obey the hazard that was written. */
import { expect, test } from "vitest";
import { exp, intervals, play, signal, spikes, spikesIn, within } from "./bench.ts";

test("GIF: the hazard integrated from spike to spike is exponential with mean 1 (time rescaling)", { tags: "slow" }, async () => {
  const result = await play("gif.toolbox", { duration: "60 s", set: ["run.every=0.1 ms", "run.step=0.05 ms"] });
  const times = spikesIn(result);
  const [V, threshold] = [signal(result, "V"), signal(result, "threshold")];
  const hazard = (k: number) => 0.001 * exp((V.values[k]! - threshold.values[k]!) / 0.5);
  const integrals: number[] = [];
  let [sum, next] = [0, 0];
  for (let k = 1; k < V.times.length && next < times.length; k++) {
    const t = V.times[k]!;
    const from = times[next - 1] === undefined ? 0 : times[next - 1]! + 4;
    if (t - 0.1 >= from) sum += (0.1 * (hazard(k - 1) + hazard(k))) / 2;
    if (t < times[next]!) continue;
    if (next > 0) integrals.push(sum);
    [sum, next] = [0, next + 1];
  }
  const sorted = integrals.map((one) => 1 - exp(-one)).sort((a, b) => a - b);
  const distance = Math.max(...sorted.map((u, k) => Math.max(Math.abs(u - k / sorted.length), Math.abs(u - (k + 1) / sorted.length))));
  // Kolmogorov-Smirnov at 1e-6. A threshold that does not jump would give intervals four times too short: distance above 0.3.
  expect(sorted.length).toBeGreaterThan(300);
  expect(distance).toBeLessThan(2.693 / Math.sqrt(sorted.length));
});

test("GIF: the kernels slow the neuron down; without them its rate stays", async () => {
  const count = async (name: string, from: number, to: number) => within(await spikes(name, { duration: "10 s" }), from, to).length;
  expect(await count("gif", 0, 200)).toBeGreaterThanOrEqual(3);
  expect((await count("gif", 0, 100)) / 100).toBeGreaterThan((1.2 * (await count("gif", 500, 10_000))) / 9500);
});

test("escape noise: the smaller Delta_u, the more regular", async () => {
  const variation = async (name: string) => {
    const all = await intervals(name, { duration: "20 s" });
    const mean = all.reduce((a, b) => a + b, 0) / all.length;
    return Math.sqrt(all.reduce((a, b) => a + (b - mean) * (b - mean), 0) / all.length) / mean;
  };
  const [soft, sharp] = [await variation("escape-lif"), await variation("escape-lif.sharp")];
  expect(sharp).toBeLessThan(0.2);
  expect(soft).toBeGreaterThan(0.5);
});

test("escape noise: modulated spikes prefer the crests of the input", async () => {
  const times = await spikes("escape-lif.modulated", { duration: "40 s" });
  const rising = times.filter((t) => t % 200 < 100).length;
  // Without modulation the two halves differ by less than 4.89 sqrt(n).
  expect(rising - (times.length - rising)).toBeGreaterThan(4.89 * Math.sqrt(times.length));
});
