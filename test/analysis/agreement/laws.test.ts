/** Distribution functions against 30 digits of mpmath; non-central chi-square by summing its mixture in 30 digits. */
import { expect, test } from "vitest";
import {
  betaProbability,
  fisherTail,
  gammaProbability,
  logGamma,
  shiftedChiSquare,
  shiftOf,
  studentQuantile,
} from "../../../src/analysis/agreement/laws.ts";

const near = (value: number, reference: number, relative: number) =>
  expect(Math.abs(value - reference)).toBeLessThanOrEqual(relative * Math.abs(reference));

test.each([
  [0.01, 4.599479878042022],
  [0.5, 0.5723649429247001],
  [3.7, 1.4280723266653881],
  [150.25, 601.2615040324997],
  [1e6, 12_815_504.569_147_6],
])("log Gamma(%d) to 1e-14", (x, reference) => near(logGamma(x), reference, 1e-14));

test.each([
  [0.5, 0.3, 0.5614219739190001],
  [8, 3.2, 0.01682984174895755],
  [8, 20, 0.9992214099174926],
  [1000, 1060, 0.969340199825713],
  [1e5, 99500, 0.05674182321279226],
])("P(%d, %d): 1e-9 relative, for x^a e^-x cancels as a grows", (a, x, reference) => near(gammaProbability(a, x), reference, 1e-9));

test.each([
  [0.2, 0.5, 0.5, 0.2951672353008666],
  [0.7, 12, 3, 0.1608357572756199],
  [0.03, 2, 90, 0.7614069394978302],
  [0.5, 400, 410, 0.63741191814646],
])("I_%d(%d, %d) to 1e-11", (x, a, b, reference) => near(betaProbability(x, a, b), reference, 1e-11));

test("tails of Fisher's and quantiles of Student's law are those of scipy 1.17", () => {
  near(fisherTail(2.5, 3, 12), 0.1091547123950062, 1e-11);
  near(fisherTail(1.2, 40, 200.5), 0.20839306980014058, 1e-11);
  near(studentQuantile(0.005, 3), 5.840909309733357, 1e-10);
  near(studentQuantile(0.005, 40.5), 2.7027991422568616, 1e-10);
  near(studentQuantile(1e-5, 9), 8.10205787939482, 1e-10);
  near(studentQuantile(0.005, Number.POSITIVE_INFINITY), 2.5758293035489004, 1e-13);
});

test.each([
  [10, 7, 3.3, 0.541292423531787],
  [40, 19, 56, 0.00675905042519496],
  [600, 9, 700, 0.0170137377673127],
  [52000, 19, 50000, 0.9999942914401809],
  [3, 2.5, 0, 0.6941503705541809],
])("non-central chi-square at %d with %d degrees of freedom and shift %d: 1e-9", (x, degrees, shift, reference) => {
  expect(Math.abs(shiftedChiSquare(x, degrees, shift) - reference)).toBeLessThan(1e-9);
});

test("the shift at which the probability is p gives p back, and is 0 where there is none", () => {
  const shift = shiftOf(60, 19, 0.005);
  expect(Math.abs(shiftedChiSquare(60, 19, shift) - 0.005)).toBeLessThan(1e-11);
  expect(shiftOf(10, 19, 0.995)).toBe(0);
});
