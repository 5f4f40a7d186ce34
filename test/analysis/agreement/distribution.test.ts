/** Distances of distributions: closed forms, how often chance is called a difference, and what is found. */
import { describe, expect, test } from "vitest";
import { judgeParts, partsBelow } from "../../../src/analysis/index.ts";
import { erfc, stream } from "../../../src/base/index.ts";

const values = Array.from({ length: 40 }, (_, k) => -2.925 + 0.15 * k);
const margin = 0.02;
const normalProbability = (x: number) => 0.5 * erfc(-x / Math.SQRT2);

/** Parts of so many independent normal neurons below each value, at moments that are independent. */
function counted(seed: number, { neurons = 400, moments = 100, trials = 1, mean = 0, sd = 1 } = {}) {
  const random = stream(seed, 0, 0);
  const below = values.map(() => Array.from({ length: trials }, () => new Float64Array(moments)));
  for (let trial = 0; trial < trials; trial++)
    for (let moment = 0; moment < moments; moment++)
      for (let neuron = 0; neuron < neurons; neuron++) {
        const v = mean + sd * random.normal();
        for (const [k, value] of values.entries()) if (v < value) below[k]![trial]![moment]! += 1 / neurons;
      }
  return partsBelow({ below, isRandom: true, isDriven: false });
}

/** The same of infinitely many. */
const exact = (mean = 0, sd = 1) =>
  partsBelow({
    below: values.map((value) => [Float64Array.of(normalProbability((value - mean) / sd))]),
    isRandom: false,
    isDriven: false,
  });

describe("the distance", () => {
  test("of two normal laws is that at the crossing of their densities", () => {
    // F(x) - F(x - 0.3) is largest at 0.15, which is one of the values up to half a bin: 2 F(0.15) - 1.
    const { difference, verdict, at } = judgeParts(exact(), exact(0.3), margin);
    expect(difference).toBeCloseTo(2 * normalProbability(0.15) - 1, 3);
    expect(Math.abs(values[at]! - 0.15)).toBeLessThan(0.08);
    expect(verdict).toBe("differs");
  });

  test("of a law from itself is 0", () => {
    expect(judgeParts(exact(), exact(), margin)).toMatchObject({ difference: 0, verdict: "agrees", interval: [0, 0] });
  });
});

test("counted neurons agree with their law, whatever the seed, and the standard errors are binomial", () => {
  let squares = 0;
  for (let seed = 1; seed <= 20; seed++) {
    const found = counted(seed);
    const { verdict, interval } = judgeParts(exact(), found, margin);
    expect(verdict).toBe("agrees");
    expect(interval[0]).toBe(0);
    squares += (found[20]!.error * found[20]!.error) / (0.25 / 40_000) / 20;
  }
  // Errors of a half of 40,000 neurons, each from some ten blocks: their mean square is known to 1/sqrt(100).
  expect(squares).toBeGreaterThan(0.5);
  expect(squares).toBeLessThan(1.5);
});

test("a law whose noise is a fifth too small, as half a diffusion would be worse, is called different", () => {
  for (let seed = 1; seed <= 10; seed++) expect(judgeParts(exact(0, 0.8), counted(seed), margin).verdict).toBe("differs");
});

test("too few neurons decide nothing, and it is said how many more would", () => {
  const { verdict, factor } = judgeParts(exact(), counted(3, { neurons: 10, moments: 40 }), margin);
  expect(verdict).toBe("undecided");
  expect(factor).toBeGreaterThan(2);
});
