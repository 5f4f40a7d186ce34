import { expect, test } from "vitest";
import { poissonTable } from "../../src/kernels/population/poisson-table.ts";

test.each([1e-5, 0.01, 1.28, 2.32, 9.5, 16])("the table of mean %d has that mean and variance", (mean) => {
  const table = [...poissonTable(mean)].map((threshold) => threshold + 2 ** 31);
  // P(count > k) = 1 - (T_k + 1)/2^32; mean = sum of these, E n(n-1) = 2 sum k P(count > k). Each is rounded to 2^-33.
  const above = table.map((threshold) => 1 - (threshold + 1) / 2 ** 32);
  const first = above.reduce((sum, p) => sum + p, 0);
  const second = above.reduce((sum, p, k) => sum + 2 * k * p, 0);
  const rounding = table.length * table.length * 2 ** -32;
  expect(Math.abs(first - mean)).toBeLessThan(rounding);
  expect(Math.abs(second - mean * mean)).toBeLessThan(rounding);
  expect(table.at(-1)).toBe(2 ** 32 - 1);
  expect(table.every((threshold, k) => k === 0 || threshold >= table[k - 1]!)).toBe(true);
});

test("a mean of 0 counts nothing", () => expect(poissonTable(0).every((threshold) => threshold === 2 ** 31 - 1)).toBe(true));
