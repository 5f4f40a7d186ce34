/** Integrals with closed forms. */
import { describe, expect, test } from "vitest";
import { cos, erf, exp, log, sin } from "../../src/base/index.ts";
import { integrate, integrateToInfinity } from "../../src/numerics/index.ts";

describe("integrate, within 1e-14 of the integral of |f|", () => {
  test.each([
    ["x^7 over [-1, 2]", (x: number) => x ** 7, -1, 2, 255 / 8, 32],
    ["cos over [0, 3]", cos, 0, 3, sin(3), 2],
    ["1/sqrt(x) over [0, 4], singular at an end", (x: number) => 1 / Math.sqrt(x), 0, 4, 4, 4],
    ["log x over [0, 1]", log, 0, 1, -1, 1],
    ["e^(-x^2) over [0, 1]", (x: number) => exp(-x * x), 0, 1, (Math.sqrt(Math.PI) / 2) * erf(1), 1],
    ["backwards", cos, 3, 0, -sin(3), 2],
    ["over nothing", cos, 1, 1, 0, 1],
  ])("%s", (_, f, a, b, expected, size) => {
    expect(Math.abs(integrate(f, a, b) - expected)).toBeLessThanOrEqual(1e-14 * size);
  });
});

test("integrateToInfinity: e^(-x) from 2 and x^3 e^(-x) from 0", () => {
  expect(Math.abs(integrateToInfinity((x) => exp(-x), 2) / exp(-2) - 1)).toBeLessThan(1e-13);
  expect(Math.abs(integrateToInfinity((x) => x ** 3 * exp(-x), 0) / 6 - 1)).toBeLessThan(1e-13);
});
