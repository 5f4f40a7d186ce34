/** Roots inside a bracket, against closed forms. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cos, exp, expm1, log } from "../../src/base/index.ts";
import { findRoot, newtonInBracket } from "../../src/numerics/index.ts";

const ulp = Number.EPSILON;

describe("findRoot", () => {
  test.each([
    ["x^2 - 2", (x: number) => x * x - 2, 0, 2, Math.SQRT2],
    ["e^x - 10", (x: number) => exp(x) - 10, -5, 5, log(10)],
    ["cos x - x", (x: number) => cos(x) - x, 0, 1, 0.7390851332151607],
    ["a pole beside the root", (x: number) => 1 / (x - 3) + 1, 0, 2.999999, 2],
    ["a ninth power, flat at its root", (x: number) => (x - 0.1) ** 9, -1, 1, 0.1],
  ])("%s: within 4 ulp, or where the value is 0", (_, f, a, b, root) => {
    const found = findRoot(f, a, b);
    if (found.value !== 0) expect(Math.abs(found.x - root)).toBeLessThanOrEqual(4 * ulp * Math.abs(root));
    expect(findRoot((x) => -f(x), b, a).x).toBe(found.x);
  });
  test("never leaves the bracket, takes at most 120 evaluations, and ends with opposite signs within 4 ulp and the tolerance", () => {
    fc.assert(
      fc.property(fc.double({ min: -1, max: 1, noNaN: true }), fc.double({ min: 1e-3, max: 50, noNaN: true }), (shift, steepness) => {
        let count = 0;
        const f = (x: number) => {
          count++;
          expect(Math.abs(x)).toBeLessThanOrEqual(2);
          return Math.sign(x - shift) * expm1(steepness * Math.abs(x - shift));
        };
        const { x } = findRoot(f, -2, 2, 1e-10);
        expect(count).toBeLessThanOrEqual(122);
        expect(Math.abs(x - shift)).toBeLessThanOrEqual(1e-10 + 4 * ulp);
      }),
      { seed: 3, numRuns: 500 },
    );
  });
  test("an end that is a root is returned as it is", () => {
    expect(findRoot((x) => x, 0, 1).x).toBe(0);
    expect(findRoot((x) => x - 1, 0, 1).x).toBe(1);
  });
});

describe("newtonInBracket", () => {
  test.each([
    ["x^2 - 2", (x: number) => x * x - 2, (x: number) => 2 * x, 0, 2, Math.SQRT2],
    // Newton's method alone runs away from 3 on this arctangent-like function: 1 - e^(-x) is flat on the right.
    ["1 - e^(-x)", (x: number) => -expm1(-x), (x: number) => exp(-x), -1, 40, 0],
    ["a falling function", (x: number) => 1 - x * x * x, (x: number) => -3 * x * x, 0, 5, 1],
  ])("%s", (_, f, slope, a, b, root) => {
    expect(Math.abs(newtonInBracket(f, slope, a, b) - root)).toBeLessThanOrEqual(2 * ulp);
  });
});
