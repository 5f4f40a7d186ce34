/**
 * What the shipped examples of networks show, with as many spikes as it takes. Tolerances are the spread between simulators, wirings and seeds
 * (NEST 3.9, Brian2 2.5, and Brunel's own simulations, with the same numbers).
 * @module-tag slow
 */
import { freemem } from "node:os";
import { describe, expect, test } from "vitest";
import type { Result } from "../../src/contract/index.ts";
import { chiOf, fanoOf, playExample, rateOf, rhythmOf, trialOf, variationOf } from "../catalogue/networks.ts";

describe("brunel", () => {
  test("asynchronous irregular: 37.8 Hz, CV 0.41 to 0.42", async () => {
    const result = await playExample("brunel");
    // Bernoulli wiring would have 38.5 Hz.
    for (const population of ["E", "I"]) {
      expect(Math.abs(rateOf(result, population) - 37.8)).toBeLessThan(0.45);
      expect(Math.abs(variationOf(result, population) - 0.415)).toBeLessThan(0.012);
    }
  });

  test("synchronous irregular, fast: a rhythm near 180 Hz of neurons near 60 Hz", async () => {
    const result = await playExample("brunel", { set: ["g=6", "eta=4"], duration: "400 ms" });
    expect(Math.abs(rateOf(result, "E") - 60.7)).toBeLessThan(4);
    // Of the 5 ms of delay and rise: with a delay of 3 ms it would be 100 Hz.
    expect(Math.abs(rhythmOf(result, "E", 50, 200) - 180)).toBeLessThan(25);
    expect(variationOf(result, "E")).toBeGreaterThan(0.6);
    expect(chiOf(result, "E", 1)).toBeGreaterThan(0.2);
  });

  test("synchronous irregular, slow: neurons near 6 Hz, a rhythm of 15 to 35 Hz", async () => {
    const result = await playExample("brunel", { set: ["g=4.5", "eta=0.9"] });
    expect(rateOf(result, "E")).toBeGreaterThan(4.5);
    expect(rateOf(result, "E")).toBeLessThan(7.5);
    const rhythm = rhythmOf(result, "E", 5, 1000);
    expect(rhythm).toBeGreaterThan(15);
    expect(rhythm).toBeLessThan(35);
  });

  test("synchronous regular: volleys at the delay, each neuron in every other; with spread delays as regular, and asynchronous", async () => {
    const together = await playExample("brunel", { set: ["g=3"], duration: "60 ms" });
    const delay = "delay=uniform(0.1 ms, 2.9 ms)";
    const spread = await playExample("brunel", {
      set: ["g=3", ...["excitation", "inhibition"].map((name) => `projections.${name}.${delay}`)],
      duration: "60 ms",
    });
    // Volleys follow one another after 1.5 ms, intervals are 3 ms: bins of 0.5 ms tell them apart.
    expect(chiOf(together, "E", 0.5)).toBeGreaterThan(0.5);
    expect(chiOf(spread, "E", 0.5)).toBeLessThan(0.25);
    for (const result of [together, spread]) {
      expect(rateOf(result, "E")).toBeGreaterThan(250);
      expect(variationOf(result, "E")).toBeLessThan(0.1);
    }
  });
});

describe("balanced networks of 4,000 neurons, five seconds", () => {
  test.each([
    ["cuba", 4.9, 6.2, 0.5, 0.75],
    ["coba", 13, 22, 1.4, 2.1],
    ["traub-miles", 29, 42, 1.6, 2.6],
  ])("%s goes on at %f to %f Hz by itself, with a CV of %f to %f", async (name, low, high, least, most) => {
    const result = await playExample(name, { duration: name === "traub-miles" ? "1 s" : "5 s" });
    for (const population of ["E", "I"]) {
      expect(rateOf(result, population), population).toBeGreaterThan(low);
      expect(rateOf(result, population), population).toBeLessThan(high);
      expect(variationOf(result, population), population).toBeGreaterThan(least);
      expect(variationOf(result, population), population).toBeLessThan(most);
    }
  });
});

describe("potjans-diesmann", () => {
  const populations = ["L23E", "L23I", "L4E", "L4I", "L5E", "L5I", "L6E", "L6I"];
  /**
   * At 0.1 means of NEST 3.9 and Brian2 2.5 with the same numbers, 12 % between the two in layer 2/3, 3 % elsewhere, in one second. At 0.2 one
   * run of NEST, given to a whole per cent of the reference's rates. Layer 5E, of few neurons with common input, moves by 4 % between seeds in
   * two seconds: mean of three.
   */
  test.each([
    ["0.1", [0.47, 2.15, 3.92, 5.02, 6.93, 7.7, 0.9, 7.02]],
    ["0.2", [0.605, 2.52, 4.33, 5.52, 7.19, 8.29, 1.006, 7.44]],
  ])("f = %s, 2 s of three seeds: the rates of NEST and Brian2", async (f, rates) => {
    const sums = populations.map(() => 0);
    for (const seed of ["1", "2", "3"]) {
      const result = await playExample("potjans-diesmann", { seed, set: [`f=${f}`], duration: "2 s" });
      for (const [k, population] of populations.entries()) sums[k]! += rateOf(result, population) / 3;
    }
    for (const [k, population] of populations.entries()) {
      const isRough = population.startsWith("L23") || population === "L6E" || population === "L5E";
      expect(Math.abs(sums[k]! / rates[k]! - 1), population).toBeLessThan(isRough ? 0.1 : 0.05);
    }
  });

  /**
   * `full_mean_rates` of the reference implementation, one run, which Poisson trains reproduce within 2 %; and one second of NEST 3.9 with constant
   * currents, which is 7 % off these rates in layer 5E and 5 % in 4E, as ten seconds of ours are. A seed moves layer 2/3E by 3 % in two seconds.
   */
  test.skipIf(freemem() < 4e9).each([
    ["1", [0.903, 2.965, 4.414, 5.876, 7.569, 8.633, 1.105, 7.829]],
    ["0", [0.95, 3.0, 4.18, 5.7, 8.1, 8.47, 1.08, 7.66]],
  ])("full scale, background=%s, 2 s: published rates (skipped without 4 GB of memory)", async (background, rates) => {
    const result = await playExample("potjans-diesmann", { set: [`background=${background}`], duration: "2 s" });
    for (const [k, population] of populations.entries())
      expect(Math.abs(rateOf(result, population) / rates[k]! - 1), population).toBeLessThan(0.04);
  });

  test("constant currents in the place of the background silence a network of a tenth but for L6I", async () => {
    const result = await playExample("potjans-diesmann", { set: ["f=0.1", "background=0"], duration: "500 ms" });
    // NEST: 3.4 Hz. Every other population is driven below threshold at f = 0.1.
    expect(Math.abs(rateOf(result, "L6I") - 3.4)).toBeLessThan(0.7);
    for (const population of populations.slice(0, -1)) expect(rateOf(result, population), population).toBeLessThan(0.3);
  });

  test("a thalamic volley reaches layer 4 first: its rate doubles for 10 ms", async () => {
    const result = await playExample("potjans-diesmann", { set: ["f=0.1", "pulse=1"], duration: "300 ms" });
    // 902 neurons at 120 Hz for 10 ms: 1082 spikes, known to 5 standard deviations.
    expect(Math.abs(rateOf(result, "TC", { from: 700, to: 710.2 }) * 902 * 0.0102 - 1082.4)).toBeLessThan(165);
    for (const population of ["L4E", "L4I"]) {
      const before = rateOf(result, population, { from: 500, to: 700 });
      expect(rateOf(result, population, { from: 702, to: 714 }), population).toBeGreaterThan(1.7 * before);
    }
  });
});

describe("wang-2002", () => {
  const pools = { A: [0, 240], B: [240, 480] } as const;
  test("in eight trials one pool wins and stays, mostly the one that the dots favour", async () => {
    let right = 0;
    for (let seed = 1; seed <= 8; seed++) {
      const result = await playExample("wang-2002", { seed: `${seed}`, set: ["coherence=0.256"] });
      const rate = (pool: keyof typeof pools, from: number, to: number) => rateOf(result, "E", { neurons: pools[pool], from, to });
      const [a, b] = [rate("A", 2000, 2500), rate("B", 2000, 2500)];
      expect(Math.max(a, b), `seed ${seed}`).toBeGreaterThan(15);
      expect(Math.min(a, b), `seed ${seed}`).toBeLessThan(5);
      const [winner, loser] = a > b ? (["A", "B"] as const) : (["B", "A"] as const);
      expect(rate(winner, 3000, 3500), `seed ${seed}`).toBeGreaterThan(3 * rate(loser, 3000, 3500));
      if (a > b) right++;
    }
    // Published: 25.6 % of coherence is seen by nearly all; a coin has 7 of 8 once in 28.
    expect(right).toBeGreaterThanOrEqual(7);
  });
});

describe("clusters", () => {
  /** Highest rate of a cluster in 200 ms. */
  const highest = (result: Result) => {
    const rates = Array.from({ length: 500 }, (_, k) => {
      const [cluster, window] = [80 * (k % 50), 500 + 200 * Math.floor(k / 50)];
      return rateOf(result, "E", { neurons: [cluster, cluster + 80], from: window, to: window + 200 });
    });
    return Math.max(...rates);
  };

  test("clusters switch on and off: Fano factors are above 1 on average, and higher than without clusters in every network", async () => {
    const uniform = await playExample("clusters", { set: ["R=1"] });
    expect(fanoOf(uniform, "E")).toBeLessThan(0.9);
    expect(highest(uniform)).toBeLessThan(8);
    const fanos: number[] = [];
    for (const seed of ["1", "2", "3", "5"]) {
      const result = await playExample("clusters", { seed });
      fanos.push(fanoOf(result, "E"));
      // One that is on fires near 40 Hz, the others near 2.
      expect(highest(result), `seed ${seed}`).toBeGreaterThan(25);
    }
    expect(Math.min(...fanos)).toBeGreaterThan(fanoOf(uniform, "E") + 0.04);
    expect(fanos.reduce((sum, fano) => sum + fano / fanos.length, 0)).toBeGreaterThan(1.05);
  });
});

describe("match-to-sample", () => {
  test("in all of 20 trials the bump stays near the cue, and the answer is right", async () => {
    const result = await playExample("match-to-sample");
    for (let trial = 0; trial < 20; trial++) {
      const { error, sharpness, answer } = trialOf(result, trial);
      // A bump diffuses by some 5 degrees in a second; without one the angle is anywhere.
      expect(Math.abs(error), `trial ${trial}`).toBeLessThan(25);
      expect(sharpness, `trial ${trial}`).toBeGreaterThan(0.6);
      if (trial % 2 === 0) expect(answer, `trial ${trial}`).toBeGreaterThan(50);
      else expect(answer, `trial ${trial}`).toBe(0);
    }
  });
  test("mutant: with equal weights nothing is kept, and nothing matches", async () => {
    const result = await playExample("match-to-sample", { set: ["J_plus=1"], duration: "4 s" });
    for (const trial of [0, 1]) {
      const { sharpness, answer } = trialOf(result, trial);
      expect(sharpness).toBeLessThan(0.3);
      expect(answer).toBe(0);
    }
  });
});
