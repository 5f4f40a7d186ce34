/** Every shipped example of single units runs to its end and shows what its title promises. */
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { Result } from "../../src/contract/index.ts";
import { builtNames, obstacles, openText, portableHost, run, toReport } from "../../src/session/index.ts";
import { intervalsOf, signal, within } from "./bench.ts";
import { shortened } from "./shortened.ts";

const folder = new URL("../../examples/", import.meta.url);
const environment = { host: portableHost, names: builtNames(["traces", "raster", "phase-plane"]) };
const texts = new Map(readdirSync(folder).map((file) => [file.replace(".yaml", ""), readFileSync(new URL(file, folder), "utf8")]));

async function play(name: string): Promise<Result | undefined> {
  const opened = await openText(environment, texts.get(name)!, `${name}.yaml`, shortened[name]);
  if (opened.missing.some((one) => one.startsWith("scale "))) return undefined;
  const [error] = obstacles(opened);
  if (error) throw error;
  return (await run(portableHost, opened, {}))[0]!.result;
}
const spikes = (result: Result | undefined, population: string) => Array.from(result!.populations[population]!.spikes!.times);

/** The part of a report that the test of synchrony reads. */
interface Rhythm {
  readonly populations: {
    readonly n: { readonly mean_isi: number; readonly collective_period: number | null; readonly order_parameter: number };
  };
}

describe("examples", () => {
  test.each([...texts.keys()])("%s runs to its end", async (name) => {
    const result = await play(name);
    if (result) expect(result.outcome.kind).toBe("completed");
  });

  test("two-onsets: the first rate after the onset is low for type I and high for type II", async () => {
    const result = await play("two-onsets");
    expect(intervalsOf(spikes(result, "type-I"))[0]).toBeGreaterThan(60);
    expect(intervalsOf(spikes(result, "type-II"))[1]).toBeLessThan(20);
  });
  test("three-onsets: as the current falls the Hopf set keeps its rate, the SNIC set slows down", async () => {
    const result = await play("three-onsets");
    const slowing = (population: string) => {
      const all = intervalsOf(spikes(result, population));
      return all.at(-1)! / all[2]!;
    };
    expect(slowing("hopf")).toBeLessThan(1.6);
    expect(slowing("snic")).toBeGreaterThan(1.8);
  });
  test("reliable-spikes: at its best moments more than three quarters of the twenty neurons fire within 5 ms", async () => {
    const all = spikes(await play("reliable-spikes"), "gif");
    expect(Math.max(...all.map((t) => within(all, t, t + 5).length))).toBeGreaterThan(15);
  });
  test("slow-inactivation: the gate falls for twenty seconds, then stays where every second stimulus fails", async () => {
    const { times, values } = signal((await play("slow-inactivation"))!, "s");
    const at = (t: number) => values[times.findIndex((time) => time >= t)]!;
    expect(at(10_000) - at(20_000)).toBeGreaterThan(0.02);
    expect(Math.abs(at(30_000) - at(39_000))).toBeLessThan(0.002);
  });
  test("pulse-coupled: at alpha 6 the splay state, at 9 partial synchrony, where the neurons fire faster than their network", async () => {
    // van Vreeswijk 1996: quasi-periodic neurons, interval 0.8621 and collective period 0.8847; the splay state has 0.8191 and no rhythm.
    const partial = toReport((await play("pulse-coupled"))!) as unknown as Rhythm;
    expect(Math.abs(partial.populations.n.mean_isi - 0.8621)).toBeLessThan(1e-4);
    expect(Math.abs(partial.populations.n.collective_period! - 0.88467)).toBeLessThan(1e-5);
    expect(partial.populations.n.order_parameter).toBeGreaterThan(0.5);
    const set = ["projections.coupling.synapse.alpha=6", "run.transient=1000", "run.duration=20"];
    const opened = await openText(environment, texts.get("pulse-coupled")!, "pulse-coupled.yaml", { set });
    const splay = toReport((await run(portableHost, opened, {}))[0]!.result) as unknown as Rhythm;
    expect(Math.abs(splay.populations.n.mean_isi - 0.81912255)).toBeLessThan(1e-6);
    expect(splay.populations.n.order_parameter).toBeLessThan(1e-3);
    expect(splay.populations.n.collective_period).toBeNull();
  });
  test("izhikevich-patterns: twenty populations, every one with a spike", async () => {
    const { populations } = (await play("izhikevich-patterns"))!;
    expect(Object.keys(populations)).toHaveLength(20);
    for (const [name, { spikes: found }] of Object.entries(populations)) expect(found!.times.length, name).toBeGreaterThan(0);
  });
});
