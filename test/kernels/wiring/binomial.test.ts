import { describe, expect, test } from "vitest";
import { Xoshiro } from "../../../src/base/index.ts";
import { binomial } from "../../../src/kernels/wiring/binomial.ts";
import { BinomialTable } from "../../../src/kernels/wiring/binomial-table.ts";
import { chiSquareScore } from "./support.ts";

/** P(k) by logarithms of factorials, added up one by one. */
function lawOf(n: number, p: number): number[] {
  const logFactorial = [0];
  for (let i = 1; i <= n; i++) logFactorial.push(logFactorial[i - 1]! + Math.log(i));
  return Array.from({ length: n + 1 }, (_, k) =>
    Math.exp(logFactorial[n]! - logFactorial[k]! - logFactorial[n - k]! + k * Math.log(p) + (n - k) * Math.log1p(-p)),
  );
}

/** Score of draws against the law; numbers that are expected less than ten times are left to their neighbours. */
function scoreOf(n: number, p: number, draws: number, draw: () => number): number {
  const counts = new Float64Array(n + 1);
  for (let i = 0; i < draws; i++) counts[draw()]!++;
  const [found, wanted] = [[0], [0]];
  for (const [k, probability] of lawOf(n, p).entries()) {
    if (wanted.at(-1)! >= 10) {
      found.push(0);
      wanted.push(0);
    }
    found[found.length - 1]! += counts[k]!;
    wanted[wanted.length - 1]! += draws * probability;
  }
  const [lastFound, lastWanted] = [found.pop()!, wanted.pop()!];
  found[found.length - 1]! += lastFound;
  wanted[wanted.length - 1]! += lastWanted;
  return chiSquareScore(found, wanted);
}

/** |score| of a standard normal exceeds 4 once in 16,000 times; the seeds are fixed. */
const limit = 4;

describe("binomial numbers", () => {
  const rng = () => new Xoshiro(11, "binomial").start(0, 0, 0);

  // Inversion, transformed rejection close to and far from its limit of validity, and both mirrored.
  test.each([
    [50, 0.1],
    [2000, 0.004],
    [100, 0.11],
    [1000, 0.3],
    [5000, 0.5],
    [60, 0.95],
    [1000, 0.8],
  ])("of %d trials of probability %d have the law", (n, p) => {
    const generator = rng();
    expect(Math.abs(scoreOf(n, p, 40_000, () => binomial(n, p, generator)))).toBeLessThan(limit);
  });

  test.each([
    [1024, 0.1],
    [1024, 0.001],
    [7, 0.5],
    [1023, 0.97],
  ])("of %d trials of probability %d by a table", (n, p) => {
    const [generator, table] = [rng(), new BinomialTable(n, p)];
    expect(Math.abs(scoreOf(n, p, 40_000, () => table.draw(generator)))).toBeLessThan(limit);
  });

  test("of 3e8 trials have mean and variance", () => {
    const generator = rng();
    const [n, p, draws] = [3e8, 0.0125, 20_000];
    let [sum, square] = [0, 0];
    for (let i = 0; i < draws; i++) {
      const z = (binomial(n, p, generator) - n * p) / Math.sqrt(n * p * (1 - p));
      sum += z;
      square += z * z;
    }
    expect(Math.abs(sum / draws)).toBeLessThan(limit / Math.sqrt(draws));
    expect(Math.abs(square / draws - 1)).toBeLessThan(limit * Math.sqrt(2 / draws));
  });

  test("certain and impossible ones", () => {
    expect([binomial(0, 0.5, rng()), binomial(9, 0, rng()), binomial(9, 1, rng())]).toEqual([0, 0, 9]);
  });
});
