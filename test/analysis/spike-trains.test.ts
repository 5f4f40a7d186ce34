import { existsSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  coincidenceFactor,
  coincidences,
  interspikeIntervals,
  intervalVariation,
  meanAndError,
  meanOver,
  meanRate,
  reliability,
  trainsOf,
} from "../../src/analysis/index.ts";

const train = (...times: number[]) => Float64Array.from(times);

describe("moments", () => {
  test("the rate is spikes per neuron and time", () => expect(meanRate(30, 3, 2)).toBe(5));
  test("an empty window has rate 0, not NaN", () => expect(meanRate(0, 3, 0)).toBe(0));
  test("intervals are differences", () => expect([...interspikeIntervals(train(1, 3, 7))]).toEqual([2, 4]));
  test("intervals 2 and 4 vary by 1/3 (standard deviation 1 over mean 3, divisor n)", () => {
    expect(intervalVariation(train(1, 3, 7))).toBe(1 / 3);
  });
  test("a single interval has no variation", () => expect(intervalVariation(train(1, 3))).toBeUndefined());
  test("silent neurons do not count in a population's variation", () => {
    expect(meanOver([train(1, 3, 7), train(), train(5)], intervalVariation)).toBe(1 / 3);
  });
  test("the standard error of 1, 2, 3 is 1/sqrt(3)", () => {
    expect(meanAndError([1, 2, 3])).toEqual({ mean: 2, error: Math.sqrt(1 / 3) });
  });
  test("events are dealt to their neurons in order", () => {
    expect(trainsOf(train(1, 2, 3), [1, 0, 1], 3).map((one) => [...one])).toEqual([[2], [1, 3], []]);
  });
});

describe("coincidence factor", () => {
  test("a train predicts itself with 1", () => {
    // N (1 - 2 nu D) / N / (1 - 2 nu D): exactly 1 but for the last bit.
    expect(coincidenceFactor(train(10, 20, 30), train(10, 20, 30), 2, 100)).toBeCloseTo(1, 14);
  });
  test("one of two spikes caught, by hand: N_coinc 1, nu 0.02, expected 0.16, Gamma 0.84/2/0.92", () => {
    expect(coincidenceFactor(train(10, 50), train(11, 80), 2, 100)).toBeCloseTo(0.84 / 2 / 0.92, 14);
  });
  test("a difference equal to the window counts, whatever its rounding", () => {
    expect(coincidences(train(0.3), train(0.1), 0.2)).toBe(1);
    expect(coincidences(train(2.1), train(4.1), 2)).toBe(1);
  });
  test("no spike is used twice", () => expect(coincidences(train(10), train(9, 11), 2)).toBe(1));

  test("greedy matching is the largest matching", () => {
    const times = fc.uniqueArray(fc.integer({ min: 0, max: 20 }), { maxLength: 5 }).map((t) => Float64Array.from(t.sort((a, b) => a - b)));
    const largest = (a: readonly number[], b: readonly number[]): number => {
      if (a.length === 0) return 0;
      const [head, ...rest] = a;
      let best = largest(rest, b);
      for (const partner of b)
        if (Math.abs(partner - head!) <= 2)
          best = Math.max(
            best,
            1 +
              largest(
                rest,
                b.filter((other) => other !== partner),
              ),
          );
      return best;
    };
    fc.assert(fc.property(times, times, (a, b) => coincidences(a, b, 2) === largest([...a], [...b])));
  });
});

const recording = new URL("../../../shared/reference/recordings/l5-pyramidal/spikes.csv", import.meta.url);
describe.skipIf(!existsSync(recording))("recorded repetitions (skipped where the recording is absent)", () => {
  // Reference over 20 s: 0.740 at 2 ms, 0.785 at 4 ms. Here are the first 12 s: about 145 spikes in each of 9 repetitions.
  // The whole window instead of half of it as `window` would give 0.67 and 0.74 and fails at 4 ms.
  const repetitions: number[][] = [];
  if (existsSync(recording))
    for (const line of readFileSync(recording, "utf8").trim().split("\n").slice(1)) {
      const [repetition, time] = line.split(",").map(Number);
      repetitions[repetition!] ??= [];
      repetitions[repetition!]!.push(time!);
    }
  const trains = repetitions.map((times) => Float64Array.from(times));
  test("reliability is 0.740 at 2 ms within the 0.015 that 8 s of other data may change", () => {
    expect(Math.abs(reliability(trains, 2, 12000) - 0.74)).toBeLessThan(0.015);
  });
  test("reliability is 0.785 at 4 ms within 0.015", () => {
    expect(Math.abs(reliability(trains, 4, 12000) - 0.785)).toBeLessThan(0.015);
  });
});
