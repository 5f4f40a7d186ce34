import { expect, test } from "vitest";
import { exp, expm1 } from "../../src/base/index.ts";
import { integralOfExponential } from "../../src/numerics/index.ts";

/** A leaky membrane (10 ms) driven by a current (0.5 ms), per 0.1 ms: the closed form of Rotter & Diesmann 1999, eq. 13. */
test("the propagator of a membrane with an exponential current is the closed form to rounding", () => {
  const [m, s, c] = [10, 0.5, 250];
  for (const h of [0.01, 0.1, 1, 20]) {
    const q = integralOfExponential(2, Float64Array.of(-1 / m, 1 / c, 0, -1 / s), h);
    const p21 = (exp(-h / m) - exp(-h / s)) / (1 / s - 1 / m) / c;
    const [vv, vi, iv, ii] = q;
    const relative = (value: number, exact: number) => Math.abs(value / exact - 1);
    // Each doubling may add a rounding; 20 ms are 8 of them at most.
    expect(relative(vv!, -m * expm1(-h / m))).toBeLessThan(1e-14);
    expect(relative(ii!, -s * expm1(-h / s))).toBeLessThan(1e-14);
    expect(iv).toBe(0);
    // P21 of the state is row V of A Q, column I.
    expect(relative((-1 / m) * vi! + ii! / c, p21)).toBeLessThan(1e-13);
  }
});

test("a singular matrix has its polynomial", () => {
  // x' = v, v' = 1: Q = [[h, h^2/2], [0, h]].
  expect([...integralOfExponential(2, Float64Array.of(0, 1, 0, 0), 2)]).toEqual([2, 2, 0, 2]);
});

test("equal time constants need no special case", () => {
  // alpha function: V' = -V/t + I, I' = -I/t. Row V, column I of the state's propagator: h e^(-h/t).
  const [t, h] = [2, 0.7];
  const q = integralOfExponential(2, Float64Array.of(-1 / t, 1, 0, -1 / t), h);
  expect(Math.abs((-1 / t) * q[1]! + q[3]! - h * exp(-h / t))).toBeLessThan(1e-15);
});
