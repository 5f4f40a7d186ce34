/** Random values of documents: laws cut to an interval, deep in their tails too. */
import { describe, expect, test } from "vitest";
import { exp, stream } from "../../src/base/index.ts";
import { evaluateValue } from "../../src/kernels/values.ts";
import { number } from "../../src/language/index.ts";
import type { Draw } from "../../src/model/index.ts";

const count = 20_000;
const draws = (draw: Draw) => {
  const rng = stream(5, "values", 0);
  return Float64Array.from({ length: count }, () => evaluateValue({ kind: "draw", draw }, () => Number.NaN, rng)).sort();
};
const cut = (of: Draw, low: number, high: number): Draw => ({ kind: "truncated", of, low: number(low), high: number(high) });
const normal = (a: number, b: number): Draw => ({ kind: "normal", a: number(a), b: number(b) });

/** Kolmogorov's distance of sorted values from a distribution function, times sqrt(count): above 1.95 in one of a thousand samples of the right law. */
function distance(values: Float64Array, below: (x: number) => number): number {
  let worst = 0;
  for (const [k, x] of values.entries()) worst = Math.max(worst, Math.abs(below(x) - (k + 0.5) / count));
  return worst * Math.sqrt(count);
}

/** P(Z < x | Z > a) by its integral: Simpson's rule in 4000 steps, independent of erfc and of the quantile. */
function tailBelow(a: number): (x: number) => number {
  const mass = (to: number) => {
    const h = (to - a) / 4000;
    let sum = 0;
    for (let i = 0; i <= 4000; i++) sum += (i === 0 || i === 4000 ? 1 : i % 2 === 0 ? 2 : 4) * exp(-0.5 * ((a + i * h) ** 2 - a * a));
    return (sum * h) / 3;
  };
  const all = mass(a + 12);
  const table = Array.from({ length: 2001 }, (_, i) => mass(a + (12 * i) / 2000) / all);
  return (x) => {
    const place = Math.min(Math.max(((x - a) / 12) * 2000, 0), 1999.999);
    const i = Math.floor(place);
    return table[i]! + (place - i) * (table[i + 1]! - table[i]!);
  };
}

describe("a law cut to an interval", () => {
  // Kills redrawing: at 5 standard deviations one of 3.5 million draws lies there.
  for (const a of [0.5, 4, 8])
    test(`normal beyond ${a} standard deviations, on either side`, () => {
      const below = tailBelow(a);
      expect(distance(draws(cut(normal(0, 1), a, Number.POSITIVE_INFINITY)), below)).toBeLessThan(1.95);
      const mirrored = draws(cut(normal(0, 1), Number.NEGATIVE_INFINITY, -a))
        .map((x) => -x)
        .sort();
      expect(distance(mirrored, below)).toBeLessThan(1.95);
    });

  test("exponential beyond 50 means is exponential again; cut above it is not", () => {
    const of: Draw = { kind: "exponential", mean: number(2) };
    expect(distance(draws(cut(of, 100, Number.POSITIVE_INFINITY)), (x) => 1 - exp(-(x - 100) / 2))).toBeLessThan(1.95);
    expect(distance(draws(cut(of, 0, 1)), (x) => (1 - exp(-x / 2)) / (1 - exp(-0.5)))).toBeLessThan(1.95);
  });

  test("uniform and nested cuts are uniform on what is left", () => {
    const of: Draw = { kind: "uniform", a: number(0), b: number(1) };
    expect(distance(draws(cut(cut(of, 0.2, 5), -3, 0.6)), (x) => (x - 0.2) / 0.4)).toBeLessThan(1.95);
  });

  test("a lognormal value stays within, and its logarithm is a cut normal one", () => {
    const values = draws(cut({ kind: "lognormal", a: number(1), b: number(1) }, 0.5, 2));
    expect(values[0]).toBeGreaterThanOrEqual(0.5);
    expect(values.at(-1)).toBeLessThanOrEqual(2);
    // ln X is normal with variance ln 2 and mean -ln(2)/2, so that ln 0.5 and ln 2 lie at -0.41628 and 1.24883 standard deviations:
    // P(X < 1 | cut) = (Phi(0.416277) - Phi(-0.416277))/(Phi(1.248832) - Phi(-0.416277)) = 0.322793/0.555533.
    const share = values.filter((x) => x < 1).length / count;
    expect(Math.abs(share - 0.3227929 / 0.5555332)).toBeLessThan(4 * Math.sqrt(0.25 / count));
  });

  test("an interval without values gives no number", () => {
    expect(draws(cut({ kind: "uniform", a: number(0), b: number(1) }, 2, 3))[0]).toBeNaN();
    expect(draws(cut(normal(0, 1), 3, 2))[0]).toBeNaN();
  });
});
