/** Published phenomena of the conductance-based models. */
import { describe, expect, test } from "vitest";
import { catalogueNumbers as numbers } from "../../src/verify/reference/catalogue.ts";
import { intervals, intervalsOf, onsetExponent, play, spikes, spikesIn, within } from "./bench.ts";

describe("Hodgkin-Huxley", () => {
  test("at 8 uA/cm^2 it rests until a pulse, fires until another, and rests again", async () => {
    const times = await spikes("hodgkin-huxley.bistable");
    expect([within(times, 0, 120).length, within(times, 120, 152).length, within(times, 152, 220).length]).toEqual([0, 2, 0]);
    expect(within(await spikes("hodgkin-huxley.bistable", { duration: "152 ms" }), 0, 152)).toHaveLength(2);
  });
  test("a spike follows the end of a hyperpolarisation", async () => {
    const times = await spikes("hodgkin-huxley.anode-break");
    expect(times).toHaveLength(1);
    expect(times[0]).toBeGreaterThan(40);
  });
  test("a current that fires when switched on does not when it rises slowly", async () => {
    const times = await spikes("hodgkin-huxley.accommodation");
    expect(within(times, 20, 70)).toHaveLength(1);
    expect(within(times, 120, 300)).toEqual([]);
  });
  test("type II: no sustained rate below 49 Hz", async () => {
    expect((await spikes("hodgkin-huxley", { set: ["I=6.2uA/cm^2"], duration: "500 ms" })).length).toBeLessThan(5);
    // The longest period is 19.9 ms, at the fold of cycles (AUTO).
    expect(Math.max(...(await intervals("hodgkin-huxley", { set: ["I=6.3uA/cm^2"], duration: "500 ms" })).slice(1))).toBeLessThan(20.5);
  });
});

describe("slow inactivation of sodium", () => {
  test("a second step soon after the first fires far less, a third after a rest recovers", async () => {
    const times = await spikes("hodgkin-huxley-slow.fleidervish");
    const counts = [100, 1300, 5000].map((start) => within(times, start, start + 1000).length);
    expect(counts).toEqual([56, 13, 49]);
  });
  test("without slow inactivation every step fires alike", async () => {
    const times = await spikes("hodgkin-huxley-slow.fleidervish", { set: ["gamma_s=0/ms"] });
    const counts = [100, 1300, 5000].map((start) => within(times, start, start + 1000).length);
    expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
  });
  test("stimulated at 20 Hz it answers later and later for twenty seconds, then not every time", async () => {
    const times = spikesIn(await play("hodgkin-huxley-slow.soudry-meir"));
    const latencies = times.map((t) => t % 50);
    const failure = intervalsOf(times).findIndex((one) => one > 75);
    expect(times[failure]).toBeGreaterThan(15_000);
    expect(latencies[failure]! / latencies[0]!).toBeGreaterThan(2);
    expect(latencies[200]! > latencies[100]! && latencies[100]! > latencies[10]!).toBe(true);
  });
});

describe("Connor-Stevens", () => {
  test("the A current delays the first spike beyond every interval", async () => {
    const times = await spikes("connor-stevens.delay");
    expect(times[0]! - 20).toBeGreaterThan(1.1 * Math.max(...intervalsOf(times)));
    const without = await spikes("connor-stevens.without-A");
    expect(without[0]).toBeLessThan(Math.min(...intervalsOf(without)));
  });
  test("with the A current rates begin at zero (type I), without it far above (type II)", async () => {
    const slow = await intervals("connor-stevens", { set: ["I=8.3uA/cm^2"], duration: "1 s" });
    expect(slow.at(-1)).toBeGreaterThan(150);
    for (const current of [6.5, 7, 7.5, 8]) {
      const times = await spikes("connor-stevens.without-A", { set: [`I=${current}uA/cm^2`], duration: "500 ms" });
      if (times.length > 3) expect(intervalsOf(times).at(-1)).toBeLessThan(20);
    }
  });
});

describe("type I neurons", () => {
  test("Wang-Buzsaki: square-root onset, hardly any adaptation", async () => {
    expect(await onsetExponent("wang-buzsaki", numbers["wang-buzsaki saddle-node I"]!, "uA/cm^2", 0.00005, 0.0002, "12 s")).toBeCloseTo(
      -0.5,
      1,
    );
    const all = await intervals("wang-buzsaki");
    expect(all.at(-1)! / all[0]!).toBeLessThan(1.01);
  });
  test("Traub-Miles: square-root onset", async () => {
    expect(await onsetExponent("traub-miles", numbers["traub-miles saddle-node I"]!, "uA/cm^2", 0.00005, 0.0002, "12 s")).toBeCloseTo(
      -0.5,
      1,
    );
  });
});
