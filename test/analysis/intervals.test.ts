import { describe, expect, test } from "vitest";
import {
  interspikeIntervals,
  intervalVariation,
  localVariation,
  meanOver,
  neighbourVariation,
  trainsOf,
} from "../../src/analysis/index.ts";
import { gammaTrain, regularTrain, z } from "./renewal.ts";

const train = (...times: number[]) => Float64Array.from(times);
const n = 40_000;

describe("closed forms of renewal processes", () => {
  test.each([1, 2, 4])("gamma intervals of shape %i: CV = 1/sqrt(k)", (k) => {
    // Asymptotic variance of the estimate: 1/n for exponential intervals, less for larger shapes. Kills: variance instead of deviation.
    expect(Math.abs(intervalVariation(gammaTrain(k, 1, n, k))! - 1 / Math.sqrt(k))).toBeLessThan(z / Math.sqrt(n));
  });
  test.each([1, 2, 4])("gamma intervals of shape %i: LV = 3/(2k + 1)", (k) => {
    // The contrast is 2B - 1 with B of the law Beta(k, k): moments 1/(2k+1) and 3/((2k+1)(2k+3)); neighbouring contrasts share an interval,
    // which at most triples the variance. Kills: the factor 3, divisor n, intervals that do not overlap.
    const variance = 9 * (3 / ((2 * k + 1) * (2 * k + 3)) - 1 / (2 * k + 1) ** 2);
    expect(Math.abs(localVariation(gammaTrain(k, 1, n, k))! - 3 / (2 * k + 1))).toBeLessThan(z * Math.sqrt((3 * variance) / n));
  });
  test.each([
    [1, 1],
    [2, 3 / 4],
  ])("gamma intervals of shape %i: CV2 = %d", (k, expected) => {
    // E|2B - 1| = 1/2 for Beta(1, 1) and 3/8 for Beta(2, 2).
    const variance = 4 / (2 * k + 1) - expected ** 2;
    expect(Math.abs(neighbourVariation(gammaTrain(k, 1, n, k))! - expected)).toBeLessThan(z * Math.sqrt((3 * variance) / n));
  });
});

describe("local measures", () => {
  test("intervals 2 and 4: CV2 = 2 * 2/6, LV = 3 (2/6)^2", () => {
    expect(neighbourVariation(train(1, 3, 7))).toBeCloseTo(2 / 3, 15);
    expect(localVariation(train(1, 3, 7))).toBeCloseTo(1 / 3, 15);
  });
  test("a regular train has none", () => {
    expect(neighbourVariation(regularTrain(8, 3, 800))).toBe(0);
    expect(localVariation(regularTrain(8, 3, 800))).toBe(0);
  });
  test("a drifting rate raises CV, not LV: intervals growing from 1 to 2 by 1 % each", () => {
    const times = [0];
    for (let interval = 1; interval < 2; interval *= 1.01) times.push(times.at(-1)! + interval);
    expect(intervalVariation(train(...times))).toBeGreaterThan(0.18);
    // Every contrast is 0.01 / 2.01.
    expect(localVariation(train(...times))).toBeCloseTo(3 * (0.01 / 2.01) ** 2, 15);
  });
  test("fewer than two intervals, and spikes all at one moment, say nothing", () => {
    for (const times of [train(), train(1), train(1, 2)])
      for (const measure of [intervalVariation, neighbourVariation, localVariation]) expect(measure(times)).toBeUndefined();
    expect(intervalVariation(train(4, 4, 4))).toBeUndefined();
    expect(localVariation(train(4, 4, 4))).toBe(0);
  });
  test("a train without spikes has no intervals", () => expect(interspikeIntervals(train())).toHaveLength(0));
});

test("events of silent first and last neurons are dealt to the others", () => {
  expect(trainsOf(train(1, 2, 3), [2, 1, 2], 4).map((one) => [...one])).toEqual([[], [2], [1, 3], []]);
  expect(trainsOf(train(), [], 2).map((one) => [...one])).toEqual([[], []]);
  expect(meanOver(trainsOf(train(), [], 2), intervalVariation)).toBeUndefined();
});
