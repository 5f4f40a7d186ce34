/** The rhythm of a population. */
import { expect, test } from "vitest";
import { collectivePeriod, meanInterval } from "../../src/analysis/index.ts";

/** `count` neurons that fire every `interval`, thinned by a wave of period `period`: the fraction `depth` of the spikes follows it. */
function waves(count: number, interval: number, period: number, length: number): Float64Array {
  const times: number[] = [];
  for (let i = 0; i < count; i++)
    for (let t = (i / count) * interval; t < length; t += interval)
      // Each spike is drawn to the crest of the wave, without changing the mean interval.
      times.push(t - 0.1 * period * Math.sin((2 * Math.PI * t) / period));
  return Float64Array.from(times).sort();
}

test("neurons that all fire together have their interval as period", () => {
  const times = Float64Array.from({ length: 400 }, (_, k) => 0.7 * Math.floor(k / 4));
  expect(collectivePeriod(times, 4, 0.7)).toBeCloseTo(0.7, 12);
});

test("the period of a wave through neurons of another interval is found", () => {
  // The straight line through 300 phases whose deviations are bounded by 0.1 turn and turn themselves: 1e-5. Mutant: phases not unwrapped.
  const period = collectivePeriod(waves(200, 1, 1.1, 300), 200, 1)!;
  expect(Math.abs(period - 1.1)).toBeLessThan(1e-4);
});

test("evenly spread neurons, and few cycles, have none", () => {
  const splay = Float64Array.from({ length: 1000 }, (_, k) => k / 50);
  expect(collectivePeriod(splay, 50, 1)).toBeUndefined();
  expect(collectivePeriod(Float64Array.of(0, 1, 2), 1, 1)).toBeUndefined();
});

test("the mean interval weighs every interval the same", () => {
  expect(meanInterval([Float64Array.of(0, 1, 2, 3), Float64Array.of(5, 9), Float64Array.of(7)])).toBe(7 / 4);
  expect(meanInterval([Float64Array.of(7)])).toBeUndefined();
});
