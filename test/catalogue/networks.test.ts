/**
 * What the shipped examples of networks show, where a second of computing is enough; the rest is in `test/slow/networks.test.ts`. Tolerances
 * are the spread between simulators, wirings and seeds (NEST 3.9 and Brian2 2.5 with the same numbers), and more where the run is shorter.
 */
import { describe, expect, test } from "vitest";
import { chiOf, playExample, rateOf, rhythmOf, trialOf, variationOf } from "./networks.ts";

describe("examples of networks", () => {
  test("brunel: asynchronous irregular near 37.8 Hz", async () => {
    const result = await playExample("brunel", { duration: "200 ms" });
    // Without its inhibition it fires at the shortest intervals, 2 ms; with g = 4 at 90 Hz.
    for (const population of ["E", "I"]) expect(Math.abs(rateOf(result, population) - 37.8)).toBeLessThan(1.5);
    // All together would be 1. A rhythm of this strength is there in finite networks.
    expect(chiOf(result, "E", 1)).toBeLessThan(0.3);
  });

  test("cuba: goes on at 5 to 6.5 Hz by itself, irregularly", async () => {
    const result = await playExample("cuba", { duration: "500 ms" });
    for (const population of ["E", "I"]) {
      expect(rateOf(result, population)).toBeGreaterThan(4.7);
      expect(rateOf(result, population)).toBeLessThan(6.5);
    }
  });

  test("coba: goes on at 13 to 22 Hz by itself, in bursts: CV above 1", async () => {
    const result = await playExample("coba", { duration: "500 ms" });
    for (const population of ["E", "I"]) {
      expect(rateOf(result, population)).toBeGreaterThan(13);
      expect(rateOf(result, population)).toBeLessThan(22);
      expect(variationOf(result, population)).toBeGreaterThan(1.1);
    }
  });

  test("potjans-diesmann at a tenth: the order of the rates, and L4E, L4I, L5I, L6I within a sixth of NEST's and Brian2's", async () => {
    const result = await playExample("potjans-diesmann", { set: ["f=0.1"], duration: "300 ms" });
    // 0.3 s hold 250 spikes of L5I, whose count scatters by 6 %.
    for (const [population, rate] of Object.entries({ L4E: 3.92, L4I: 5.02, L5I: 7.7, L6I: 7.02 })) {
      expect(Math.abs(rateOf(result, population) / rate - 1), population).toBeLessThan(1 / 6);
    }
    for (const quiet of ["L23E", "L6E"]) expect(rateOf(result, quiet)).toBeLessThan(1.3);
    expect(rateOf(result, "TC")).toBe(0);
  });

  describe("gamma", () => {
    // Bins of 3 ms: a ninth of a period.
    test("interneurons with a spread of 3 % fire together at 30 to 45 Hz", async () => {
      const result = await playExample("gamma");
      expect(Math.abs(rateOf(result, "I") - 37.5)).toBeLessThan(3);
      expect(Math.abs(rhythmOf(result, "I", 20, 400) - rateOf(result, "I"))).toBeLessThan(5);
      expect(chiOf(result, "I", 3)).toBeGreaterThan(0.5);
    });
    test("each alone fires at the rate of its f-I curve, 59.7 Hz, and they do not keep together", async () => {
      const result = await playExample("gamma", { set: ["coupling=0 mS/cm^2"] });
      // A count of 30 spikes in the window is 1 too few for some; the flow by `rk4` with 0.05 ms costs another 0.3 %.
      expect(Math.abs(rateOf(result, "I") - 59.7)).toBeLessThan(1.5);
      expect(chiOf(result, "I", 3)).toBeLessThan(0.2);
    });
    test.each([
      ["a spread of 10 %", "spread=0.1 uA/cm^2"],
      ["inhibition that decays within 1 ms", "beta=1/ms"],
      ["a reversal potential above the afterhyperpolarisation", "E_s=-55 mV"],
    ])("%s undoes the synchrony", async (_, set) => {
      expect(chiOf(await playExample("gamma", { set: [set] }), "I", 3)).toBeLessThan(0.25);
    });
  });

  test("wang-2002: one pool wins, holds the other down, and stays when the dots are gone", { tags: "slow" }, async () => {
    const result = await playExample("wang-2002");
    const rate = (pool: "A" | "B", from: number, to: number) =>
      rateOf(result, "E", { neurons: pool === "A" ? [0, 240] : [240, 480], from, to });
    // At rest before, both alike; 25 to 35 Hz against 1 to 3 Hz while the dots move. With w_plus = 1 neither wins.
    for (const pool of ["A", "B"] as const) expect(rate(pool, 100, 500)).toBeLessThan(4);
    expect(rate("A", 1500, 2500)).toBeGreaterThan(20);
    expect(rate("B", 1500, 2500)).toBeLessThan(4);
    expect(rate("A", 3500, 4000)).toBeGreaterThan(10);
    expect(rate("B", 3500, 4000)).toBeLessThan(3);
    expect(result.notes).toEqual([]);
  });

  test("match-to-sample: a bump keeps the cue over the delay; the test matches in the first trial, not in the second", {
    tags: "slow",
  }, async () => {
    const result = await playExample("match-to-sample", { duration: "4 s" });
    const [first, second] = [trialOf(result, 0), trialOf(result, 1)];
    for (const { error, sharpness } of [first, second]) {
      expect(Math.abs(error)).toBeLessThan(25);
      expect(sharpness).toBeGreaterThan(0.6);
    }
    expect(first.answer).toBeGreaterThan(50);
    expect(second.answer).toBe(0);
  });
});
