/** Standard errors of means: over many series of known law their intervals hold the true mean as often as they say. */
import { describe, expect, test } from "vitest";
import { estimateMean } from "../../../src/analysis/agreement/estimate.ts";
import { studentQuantile } from "../../../src/analysis/agreement/laws.ts";
import { type Stream, stream } from "../../../src/base/index.ts";
import { autoregressive, oscillation } from "./synthetic.ts";

const repetitions = 200;

/** Root mean square of the errors over the true deviation of the means, and how often the 99 % interval holds the true mean, which is 0. */
function coverage(make: (rng: Stream) => readonly Float64Array[]) {
  let [held, squares, errors] = [0, 0, 0];
  for (let seed = 0; seed < repetitions; seed++) {
    const { value, error, degrees } = estimateMean(make(stream(seed, 1, 2)));
    if (Math.abs(value) < studentQuantile(0.005, degrees) * error) held++;
    squares += value * value;
    errors += error * error;
  }
  return { ratio: Math.sqrt(errors / squares), held: held / repetitions };
}

// The deviation of 200 means is known to 1/sqrt(400) = 5 %: 4.89 of these are 24 %. At 99 % 200 intervals miss 2, and more than 12 with a chance of
// 1e-6. Killed: blocks of one sample (the error of 0.9 is 4.4 times too small), the integral of rho in place of rho^2 (the oscillation).
describe("the error is the deviation of the mean within 24 %, and 94 % of the intervals at least hold it", () => {
  test.each<[string, (rng: Stream) => readonly Float64Array[]]>([
    ["white", (rng) => [autoregressive(500, 0, rng)]],
    ["correlation 0.9", (rng) => [autoregressive(2000, 0.9, rng)]],
    ["correlation 0.98", (rng) => [autoregressive(4000, 0.98, rng)]],
    ["oscillation of ten samples", (rng) => [oscillation(2000, 0.9, 0.6, rng)]],
    ["oscillation of four samples, which neighbours do not show", (rng) => [oscillation(2000, 0.9, Math.PI / 2, rng)]],
    ["five trials", (rng) => Array.from({ length: 5 }, () => autoregressive(400, 0.8, rng))],
    ["twenty trials shorter than their correlation needs", (rng) => Array.from({ length: 20 }, () => autoregressive(30, 0.9, rng))],
    [
      "six trials that differ as networks do",
      (rng) =>
        Array.from({ length: 6 }, () => {
          const offset = 0.5 * rng.normal();
          return autoregressive(300, 0.5, rng).map((value) => value + offset);
        }),
    ],
  ])("%s", (_, make) => {
    const { ratio, held } = coverage(make);
    expect(Math.abs(ratio - 1)).toBeLessThan(0.24);
    expect(held).toBeGreaterThanOrEqual(0.94);
  });
});

test("a series that is shorter than its correlations need says how much longer it should be", () => {
  expect(estimateMean([autoregressive(2000, 0.5, stream(1, 1, 1))]).lacking).toBeLessThan(1);
  expect(estimateMean([autoregressive(300, 0.98, stream(1, 1, 1))]).lacking).toBeGreaterThan(2);
});

test("a constant has no error, and nothing is known of nothing", () => {
  expect(estimateMean([new Float64Array(10).fill(3)])).toMatchObject({ value: 3, error: 0, lacking: 0 });
  expect(estimateMean([new Float64Array(0)]).lacking).toBeGreaterThan(1);
});
