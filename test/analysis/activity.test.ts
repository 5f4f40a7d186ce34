import { describe, expect, test } from "vitest";
import {
  activitySpectrum,
  autoCorrelogram,
  binsBetween,
  binWidth,
  crossCorrelogram,
  histogram,
  orderParameter,
  peristimulus,
  populationActivity,
  quantile,
  type SmoothingKernel,
  smooth,
} from "../../src/analysis/index.ts";
import { exp } from "../../src/base/index.ts";
import { gammaTrain, regularTrain, z } from "./renewal.ts";

const train = (...times: number[]) => Float64Array.from(times);
const sum = (values: Float64Array) => values.reduce((all, value) => all + value, 0);

describe("activity", () => {
  test("two of four neurons in a bin of 0.5 fire with 1 per time", () => {
    const { times, values } = populationActivity(train(1.1, 1.2, 2.9), 4, binsBetween(1, 3, 0.5));
    expect([...times]).toEqual([1.25, 1.75, 2.25, 2.75]);
    expect([...values]).toEqual([1, 0, 0, 0.5]);
  });
});

describe("smoothing", () => {
  const kernels: readonly SmoothingKernel[] = ["boxcar", "gaussian", "exponential"];
  test.each(kernels)("a constant stays constant up to the ends: %s", (kernel) => {
    for (const value of smooth(new Float64Array(30).fill(7), kernel, 4.5)) expect(value).toBeCloseTo(7, 13);
  });
  test.each(kernels)("a width of 0 changes nothing, and nothing stays nothing: %s", (kernel) => {
    expect([...smooth(train(3, 1), kernel, 0)]).toEqual([3, 1]);
    expect(smooth(train(), kernel, 2)).toHaveLength(0);
  });
  const pulse = Float64Array.from({ length: 201 }, (_, k) => (k === 100 ? 1 : 0));
  test("a boxcar of 4 samples takes three whole ones and half of two", () => {
    expect([...smooth(pulse, "boxcar", 4).subarray(97, 104)]).toEqual([0, 1 / 8, 1 / 4, 1 / 4, 1 / 4, 1 / 8, 0]);
  });
  test("a Gaussian has its standard deviation and area 1", () => {
    const weights = smooth(pulse, "gaussian", 6);
    // Sums of a Gaussian over integers are exact to exp(-2 pi^2 36); the cut at five sigma costs 6e-7 of the area, 2e-5 of the variance.
    expect(sum(weights)).toBeCloseTo(1, 12);
    expect(sum(weights.map((w, k) => w * (k - 100) ** 2)) / 36).toBeCloseTo(1, 4);
  });
  test("an exponential looks back only, with its time constant", () => {
    const weights = smooth(pulse, "exponential", 10);
    expect(weights[99]).toBe(0);
    // Before the pulse lie 100 samples: the weights sum to 1 but for exp(-10).
    expect(weights[120]! / weights[100]!).toBeCloseTo(exp(-2) / ((1 - exp(-12.1)) / (1 - exp(-10.1))), 12);
  });
});

describe("spectrum of the activity", () => {
  test("of N Poisson neurons is r/N", () => {
    const trains = Array.from({ length: 5 }, (_, k) => gammaTrain(1, 2, 4000, k));
    const all = Float64Array.from(trains.flatMap((one) => [...one])).sort();
    const { values } = populationActivity(all, 5, binsBetween(0, 4000, 0.1));
    const { density, frequencies, segments } = activitySpectrum(values, { step: 0.1, segment: 400 })!;
    // Kills: the one-sided density (twice as much), a lost N. At least one value in three is independent.
    expect(Math.abs(sum(density) / density.length / (2 / 5) - 1)).toBeLessThan(z * Math.sqrt(3 / (segments * density.length)));
    expect([frequencies[0], frequencies.at(-1)]).toEqual([1 / 40, 5]);
  });
  test("of gamma intervals of shape 2 is r/2 at low frequencies: r CV^2", () => {
    const { values } = populationActivity(gammaTrain(2, 5, 20_000, 1), 1, binsBetween(0, 20_000, 0.02));
    const { density, frequencies, segments } = activitySpectrum(values, { step: 0.02, segment: 2000 })!;
    const low = density.filter((_, k) => frequencies[k]! < 0.5);
    // With stages of rate 2r the spectrum is r (1 - 1/2 / (1 + (pi f / (2 r))^2)): at 0.5 it has risen by 1.2 %, on average by 0.4 %.
    const error = z * Math.sqrt(3 / (segments * low.length));
    expect(Math.abs(sum(low) / low.length / 2.51 - 1)).toBeLessThan(error);
    const high = density.filter((_, k) => frequencies[k]! > 20);
    expect(Math.abs(sum(high) / high.length / 5 - 1)).toBeLessThan(0.02 + z * Math.sqrt(3 / (segments * high.length)));
  });
  test("the value at half the sampling frequency is not halved twice", () => {
    const x = Float64Array.from({ length: 64 }, (_, k) => (k % 2 === 0 ? 1 : -1));
    expect(activitySpectrum(x, { step: 1, segment: 64, window: "rectangular" })!.density.at(-1)).toBeCloseTo(64, 10);
  });
});

describe("peristimulus time histogram", () => {
  const options = { onsets: [10, 20, 30], from: -1, to: 2, width: 1 };
  test("counts around three onsets, by hand", () => {
    const { times, rate, error } = peristimulus(train(9.5, 10.2, 10.4, 19, 20.5, 32, 32.1), 2, options)!;
    expect([...times]).toEqual([-0.5, 0.5, 1.5]);
    // Counts (1 2 0), (1 1 0), (0 0 1) of two neurons.
    expect(Array.from(rate, (value) => value * 6)).toEqual([2, 3, 1]);
    // Sample variance of 1, 1, 0 is 1/3; over three trials and two neurons: sqrt(1/9)/2.
    expect(error![0]).toBeCloseTo(1 / 6, 14);
  });
  test("one trial has no error, none has no histogram", () => {
    expect(peristimulus(train(10), 1, { ...options, onsets: [10] })!.error).toBeUndefined();
    expect(peristimulus(train(10), 1, { ...options, onsets: [] })).toBeUndefined();
  });
});

describe("correlograms", () => {
  const options = { reach: 12, width: 1, duration: 1000 };
  test("of regular trains shifted by 3 peaks at 3 and every 10 from there", () => {
    const { lags, pairs } = crossCorrelogram(regularTrain(10, 0, 1000), regularTrain(10, 3, 1000), options);
    // Kills the wrong sign of the lag.
    expect(Array.from(lags).filter((_, k) => pairs[k]! > 0)).toEqual([-7, 3]);
    expect(pairs[12 + 3]).toBe(100);
    expect(pairs[12 - 7]).toBe(99);
  });
  test("mirrored trains give mirrored correlograms, and no pair is lost or counted twice", () => {
    const [a, b] = [gammaTrain(1, 1, 1000, 1), gammaTrain(2, 1, 1000, 2)];
    const found = crossCorrelogram(a, b, options);
    expect([...crossCorrelogram(b, a, options).pairs].reverse()).toEqual([...found.pairs]);
    let pairs = 0;
    for (const s of a) for (const t of b) if (Math.abs(t - s) < 12.5) pairs++;
    expect(sum(found.pairs)).toBe(pairs);
  });
  test("of independent Poisson trains is the rate of the target at every lag, near the ends too", () => {
    // 2000 expected pairs a bin; without the correction the rate at lag 600 of 1000 would be 0.4 of it.
    const wide = { reach: 600, width: 100, duration: 1000 };
    const { rate } = crossCorrelogram(gammaTrain(1, 2, 1000, 3), gammaTrain(1, 1, 1000, 4), wide);
    // Pairs share spikes: the error is that of the 400 target spikes seen at least.
    for (const value of rate) expect(Math.abs(value - 1)).toBeLessThan(z / Math.sqrt(400));
  });
  test("an autocorrelogram leaves out every spike with itself", () => {
    const { pairs } = autoCorrelogram(regularTrain(10, 0, 1000), options);
    expect(pairs[12]).toBe(0);
    expect(pairs[22]).toBe(99);
  });
  test("silence has rate 0", () => expect(sum(autoCorrelogram(train(), options).rate)).toBe(0));
});

describe("order parameter", () => {
  const at = train(20, 25.5);
  test("is 1 in synchrony and 0 in a splay state", () => {
    expect(orderParameter([regularTrain(10, 1, 50), regularTrain(10, 1, 50)], at)[0]).toBeCloseTo(1, 14);
    const splay = [0, 2, 4, 6, 8].map((offset) => regularTrain(10, offset, 50));
    for (const value of orderParameter(splay, at)) expect(value).toBeLessThan(1e-14);
  });
  test("of two neurons a fifth of a turn apart is cos(pi/5)", () => {
    for (const value of orderParameter([regularTrain(10, 0, 50), regularTrain(10, 2, 50)], at))
      expect(value).toBeCloseTo(0.8090169943749475, 13);
  });
  test("neurons before their first and after their last spike have no phase; without any it is NaN", () => {
    expect([...orderParameter([train(10, 20), train(5), train()], train(9, 10, 19, 20))]).toEqual([Number.NaN, 1, 1, Number.NaN]);
  });
});

describe("histograms", () => {
  test("count, and integrate to the part that lies within", () => {
    const { counts, density } = histogram([0.5, 1.5, 1.6, 9], binsBetween(0, 3, 1));
    expect([...counts]).toEqual([1, 2, 0]);
    expect([...density]).toEqual([0.25, 0.5, 0]);
    expect(sum(histogram([], binsBetween(0, 3, 1)).density)).toBe(0);
  });
  test("quartiles of 1, 2, 3, 4, 5 are 2 and 4: bins of 4/cbrt(5)", () => {
    expect(quantile(train(1, 2, 3, 4, 5), 0.25)).toBe(2);
    expect(binWidth(train(1, 2, 3, 4, 5))).toBeCloseTo(4 / Math.cbrt(5), 14);
    expect(quantile(train(), 0.5)).toBeUndefined();
    expect(quantile(train(3), 0.5)).toBe(3);
    expect(binWidth(train(3, 3))).toBeUndefined();
  });
});
