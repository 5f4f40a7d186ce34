import { expect, test } from "vitest";
import * as math from "../../src/base/math/index.ts";
import { type FunctionName, numberOperations, type Operations, singleDefinitions } from "../../src/base/math/index.ts";
import { stream } from "../../src/base/random/index.ts";

const { NaN: nan, POSITIVE_INFINITY: inf } = Number;
const f = Math.fround;
/** Arithmetic that rounds every result to a 32-bit float; a double holds each exact result but the quotient's, whose double rounding is innocuous (Figueroa 1995). */
const singles: Operations<number, boolean> = {
  ...numberOperations,
  constant: f,
  add: (a, b) => f(a + b),
  sub: (a, b) => f(a - b),
  mul: (a, b) => f(a * b),
  div: (a, b) => f(a / b),
  scale: (a, n) => f(f(a * 2 ** Math.floor(n / 2)) * 2 ** (n - Math.floor(n / 2))),
};
const apply = (name: FunctionName, x: number): number => singleDefinitions[name]!.define(singles, x);

/** |y - x| in units of the last place of a 32-bit float at x. */
function ulps(y: number, x: number): number {
  if (Math.abs(x) >= 2 ** 128 - 2 ** 103) return Math.abs(y) === inf ? 0 : inf;
  return Math.abs(y - x) / 2 ** (Math.max(Math.floor(Math.log2(Math.abs(x))), -126) - 23);
}

// The 64-bit functions are 2^29 times more exact and serve as the truth.
test.each<[FunctionName, number, number, number]>([
  ["exp", -104, 88.7, 1],
  ["expm1", -104, 88.7, 1.3],
  ["exprel", -104, 93, 1.8],
])("%s in 32 bits on [%d, %d] stays within %d ulp", (name, low, high, bound) => {
  const truth = { exp: math.exp, expm1: math.expm1, exprel: math.exprel }[name as "exp" | "expm1" | "exprel"];
  const rng = stream(5, name, 0);
  let greatest = 0;
  for (let i = 0; i < 2 ** 17; i++) {
    const u = rng.uniform();
    const x = f(i % 3 === 0 ? low + (high - low) * u : i % 3 === 1 ? 2 * u - 1 : (2 * u - 1) * 2 ** -(i % 60));
    greatest = Math.max(greatest, ulps(apply(name, x), truth(x)));
  }
  expect(greatest).toBeLessThan(bound);
});

test.each<[FunctionName, number, number]>([
  ["exp", 0, 1],
  ["exp", 89, inf],
  ["exp", inf, inf],
  ["exp", -inf, 0],
  ["exp", -104, 0],
  ["exp", nan, nan],
  ["expm1", -0, -0],
  ["expm1", inf, inf],
  ["expm1", -inf, -1],
  ["expm1", nan, nan],
  ["exprel", 0, 1],
  ["exprel", -inf, 0],
  ["exprel", inf, inf],
  ["exprel", nan, nan],
])("%s(%d) is %d in 32 bits", (name, x, value) => {
  expect(apply(name, x)).toBe(value);
});
