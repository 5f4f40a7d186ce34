/** What is decided after a step. */
import { describe, expect, test } from "vitest";
import { numberOperations as o } from "../../src/base/index.ts";
import { errorNorm, errorScale, staysBelow, stepFactor, trialLength } from "../../src/numerics/index.ts";

describe("the error that counts as 1", () => {
  const scale = (size: number, speed: number, tolerance = 1e-8) =>
    errorScale(o, { relative: tolerance, absolute: tolerance, size, speed }) / tolerance;
  test("is a shift in time where the state moves, a twentieth of its unit where it stands, at most unit + |y|", () => {
    expect(scale(60, 0)).toBeCloseTo(0.05, 12);
    expect(scale(60, 3)).toBeCloseTo(3.05, 12);
    expect(scale(60, 1000)).toBeCloseTo(61, 12);
  });
  test("does not depend on the zero of a potential as long as it moves (mutant: relative to |y|)", () => {
    expect(scale(1e3, 2)).toBe(scale(60, 2));
    expect(scale(1.5, 2)).toBe(scale(60, 2));
  });
  test("never asks for more than rounding allows", () => {
    expect(errorScale(o, { relative: 1e-14, absolute: 1e-14, size: 100, speed: 0 })).toBe(4 * Number.EPSILON * 100);
  });
});

describe("the norm", () => {
  test("is the root mean square in units of the scales", () => {
    expect(
      errorNorm(o, [
        { error: 3e-8, scale: 1e-8 },
        { error: -4e-6, scale: 1e-6 },
      ]),
    ).toBeCloseTo(Math.sqrt(12.5), 12);
  });
  test("is damped by a coarser estimate, as in DOP853: e^2/sqrt(e^2 + c^2/100)", () => {
    const norm = errorNorm(o, [{ error: 2, coarse: 30, scale: 1 }]);
    expect(norm).toBeCloseTo(4 / Math.sqrt(4 + 9), 14);
    expect(errorNorm(o, [{ error: 0, coarse: 0, scale: 1 }])).toBe(0);
  });
  test("of anything that is not a number is not below 1", () => {
    for (const error of [Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(errorNorm(o, [{ error, scale: 1 }]) <= 1).toBe(false);
      expect(errorNorm(o, [{ error, coarse: error, scale: 1 }]) <= 1).toBe(false);
    }
  });
});

describe("the next step", () => {
  test("is 0.9 error^(-1/order) times as long, between 0.2 and 6", () => {
    for (const order of [2, 4, 5, 8]) {
      expect(stepFactor(o, 0.5, order)).toBeCloseTo(0.9 * 2 ** (1 / order), 12);
      expect(stepFactor(o, 0, order)).toBe(6);
      expect(stepFactor(o, 1e300, order)).toBe(0.2);
      expect(stepFactor(o, Number.NaN, order)).toBe(0.2);
      expect(stepFactor(o, Number.POSITIVE_INFINITY, order)).toBe(0.2);
    }
  });
  test("ends at the limit, or halfway where the remainder would be a stump", () => {
    expect(trialLength(o, 1, 10)).toBe(1);
    expect(trialLength(o, 1, 1.9)).toBe(0.95);
    expect(trialLength(o, 1, 1.005)).toBe(1.005);
    expect(trialLength(o, 1, 0.3)).toBe(0.3);
  });
});

describe("a level that cannot become positive in a step", () => {
  const below = (u0: number, v0: number, u1: number, v1: number) => staysBelow(o, u0, v0, u1, v1);
  test("is passed over; one that ends above, turns near zero or is no number is looked at", () => {
    expect(below(-10, 1, -9, 1)).toBe(true);
    expect(below(-1, 1, 0.5, 1)).toBe(false);
    // A parabola with its maximum at zero: from -1 with slope 4 to -1 with slope -4.
    expect(below(-1, 4, -1, -4)).toBe(false);
    expect(below(-1, 2, -1, -2)).toBe(true);
    expect(below(Number.NaN, 1, -1, 1)).toBe(false);
  });
});
