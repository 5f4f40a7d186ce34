import { describe, expect, test } from "vitest";
import {
  binsBetween,
  countCorrelation,
  countsIn,
  fanoFactor,
  meanCorrelation,
  meanOver,
  sampledCorrelations,
  synchrony,
} from "../../src/analysis/index.ts";
import { exp, stream } from "../../src/base/index.ts";
import { gammaTrain, regularTrain, sharedTrains, z } from "./renewal.ts";

const train = (...times: number[]) => Float64Array.from(times);
const windows = binsBetween(0, 20_000, 10);
const poisson = Array.from({ length: 20 }, (_, k) => gammaTrain(1, 1, 20_000, k));

describe("bins", () => {
  test("spikes on a grid of 0.1 fall ten into every bin of 1, whatever their rounding", () => {
    // Steps end at 0.1, 0.2, ... 1: kills bins that are open at their end. 0.1 * 30 is above 3: kills the lack of slack.
    const times = Float64Array.from({ length: 10_000 }, (_, k) => 0.1 * (k + 1));
    expect(new Set(countsIn(times, binsBetween(0, 1000, 1)))).toEqual(new Set([10]));
  });
  test("only whole bins count, and times outside do not", () => {
    expect(binsBetween(5, 9.9, 2)).toEqual({ from: 5, width: 2, count: 2 });
    // The beginning belongs to the first bin, the end of each to it.
    expect([...countsIn(train(4.9, 5, 6.9, 7, 9, 9.1), binsBetween(5, 9.9, 2))]).toEqual([3, 1]);
    expect(binsBetween(5, 5, 2).count).toBe(0);
    expect(binsBetween(5, 9, 0).count).toBe(0);
  });
});

describe("Fano factor", () => {
  test("is 1 for Poisson trains", () => {
    // Variance of the estimate of one train: 2/W + 1/(mean W).
    const error = Math.sqrt((2 / windows.count + 1 / (10 * windows.count)) / poisson.length);
    expect(Math.abs(meanOver(poisson, (one) => fanoFactor(one, windows))! - 1)).toBeLessThan(z * error);
  });
  test("of gamma intervals of shape 2 in windows T is 1/2 + (1 - exp(-4 r T)) / (8 r T)", () => {
    // Two stages of rate 2 r each; Cox 1962, Renewal Theory, section 4.5. Kills: windows that begin at spikes, divisor of the mean.
    const trains = Array.from({ length: 20 }, (_, k) => gammaTrain(2, 1, 20_000, 100 + k));
    const short = binsBetween(0, 20_000, 0.5);
    const expected = 0.5 + (1 - exp(-2)) / 4;
    const error = Math.sqrt((2 / short.count + 1 / (0.5 * short.count)) / trains.length);
    expect(Math.abs(meanOver(trains, (one) => fanoFactor(one, short))! - expected)).toBeLessThan(z * error);
  });
  test("counts 1 and 3: variance 2 over mean 2", () => expect(fanoFactor(train(1, 11, 12, 13), binsBetween(0, 20, 10))).toBe(1));
  test("a silent train and a single window have none", () => {
    expect(fanoFactor(train(), windows)).toBeUndefined();
    expect(fanoFactor(train(1), binsBetween(0, 10, 10))).toBeUndefined();
  });
});

describe("correlation of counts", () => {
  const shared = sharedTrains(8, 0.3, 3, 20_000);
  test("trains that keep 0.3 of one Poisson process correlate by 0.3", () => {
    // Mean counts of 9: the error of one coefficient is about 1/sqrt(2000), and that of their mean no larger.
    expect(Math.abs(meanCorrelation(shared, windows)! - 0.3)).toBeLessThan(z * Math.sqrt((1 + 1 / 9) / windows.count));
  });
  test("the mean over all pairs from one pass equals the mean of the pairs, silent trains left out", () => {
    const trains = [...shared.slice(0, 4), ...poisson.slice(0, 3), train(), regularTrain(10, 5, 20_000)];
    const pairs = sampledCorrelations(trains, windows, 1000, stream(1, "pairs", 0));
    expect(pairs).toHaveLength((7 * 6) / 2);
    // n = 7 terms of size 1 cancel against a variance of size 10: 1e-14. Kills: -n forgotten, n^2 instead of n (n - 1).
    expect(meanCorrelation(trains, windows)).toBeCloseTo(pairs.reduce((sum, one) => sum + one, 0) / pairs.length, 13);
  });
  test("equals the textbook formula: counts 0 1 2 and 2 1 0 give -1", () => {
    expect(countCorrelation(train(11, 21, 22), train(1, 2, 11), binsBetween(0, 30, 10))).toBeCloseTo(-1, 15);
  });
  test("pairs drawn at random are of different trains: with two trains there is one pair", () => {
    const drawn = sampledCorrelations(poisson, windows, 100, stream(1, "pairs", 0));
    expect(drawn).toHaveLength(100);
    // A train with itself would give 1; independent ones scatter by 1/sqrt(2000).
    expect(Math.max(...drawn)).toBeLessThan(0.2);
  });
  test("fewer than two varying trains have none", () => {
    expect(meanCorrelation([poisson[0]!, train()], windows)).toBeUndefined();
    expect(sampledCorrelations([poisson[0]!, train()], windows, 5, stream(1, "pairs", 0))).toHaveLength(0);
    expect(countCorrelation(poisson[0]!, train(), windows)).toBeUndefined();
    expect(meanCorrelation(poisson, binsBetween(0, 1, 10))).toBeUndefined();
  });
});

describe("synchrony chi", () => {
  test("is 1 for equal trains", () => expect(synchrony([poisson[0]!, poisson[0]!, poisson[0]!], windows)).toBeCloseTo(1, 13));
  test("is 1/sqrt(N) for independent trains", () => {
    // chi^2 N is a ratio of variances over 2000 windows: relative error sqrt(2/2000), half of it for chi. Kills: chi^2 returned.
    expect(Math.abs(synchrony(poisson, windows)! * Math.sqrt(20) - 1)).toBeLessThan((z * Math.sqrt(2 / windows.count)) / 2);
  });
  test("of two groups in antiphase is 0", () => {
    expect(synchrony([regularTrain(20, 5, 20_000), regularTrain(20, 15, 20_000)], windows)).toBe(0);
  });
  test("one train, silence and no window have none", () => {
    expect(synchrony([poisson[0]!], windows)).toBeUndefined();
    expect(synchrony([train(), train()], windows)).toBeUndefined();
    expect(synchrony(poisson, binsBetween(0, 1, 10))).toBeUndefined();
  });
});
