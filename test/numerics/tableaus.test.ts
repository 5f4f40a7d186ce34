/** Coefficients: every claim is checked when a tableau is made, and a wrong digit is found. */
import { describe, expect, test } from "vitest";
import { InternalError } from "../../src/base/index.ts";
import {
  denseWeights,
  dormandPrince8,
  type RosenbrockTableau,
  rodas5p,
  rosenbrockTableau,
  type Tableau,
  tableau,
  tableaus,
  tsitouras5,
} from "../../src/numerics/index.ts";
import { orderDefect } from "../../src/numerics/order-conditions.ts";

describe("order conditions", () => {
  test("there are 1, 1, 2, 4, 9, 20, 48, 115 trees with 1 to 8 nodes: a method of one stage fails from order 2 on", () => {
    // Euler: every condition of order 2 or more has the left side 0, so that the defect is the greatest 1/gamma, that of the bushy tree.
    expect(orderDefect([[]], [1], 1, 1)).toBe(0);
    for (let order = 2; order <= 8; order++) expect(orderDefect([[]], [1], order, 1)).toBeCloseTo(1 / 2, 15);
  });
  test.each(tableaus.map((one): [string, Tableau] => [one.id, one]))("%s has its order and not one more", (_, method) => {
    expect(orderDefect(method.a, method.b, method.order, 1)).toBeLessThan(1e-11);
    expect(orderDefect(method.a, method.b, method.order + 1, 1)).toBeGreaterThan(1e-6);
  });
  test("the interpolants are the step at 1 and the state at 0, and continuous with their slope across steps", () => {
    for (const { dense, b } of [dormandPrince8, tsitouras5]) {
      const at = (theta: number) => denseWeights(dense!, theta);
      for (const [i, weight] of at(1).entries()) expect(Math.abs(weight - (b[i] ?? 0))).toBeLessThan(1e-13);
      for (const weight of at(0)) expect(weight).toBe(0);
      // d/dtheta at 0 is k_0: the sum of the weights of every other stage vanishes there.
      dense!.weights.forEach((row, i) => {
        expect(Math.abs(row[0]! - (i === 0 ? 1 : 0))).toBeLessThan(1e-13);
      });
    }
  });
});

describe("a wrong coefficient is a bug that is found at once", () => {
  const nudged = <T extends { readonly a: Tableau["a"] }>(method: T, row: number, column: number): T => ({
    ...method,
    a: method.a.map((values, i) => values.map((value, j) => (i === row && j === column ? value * (1 + 1e-9) : value))),
  });
  test.each([
    ["a", (): unknown => tableau(nudged(tsitouras5, 3, 1) as Tableau & { dense: NonNullable<Tableau["dense"]> })],
    ["a of order 8", () => tableau(nudged(dormandPrince8, 9, 6) as Tableau & { dense: NonNullable<Tableau["dense"]> })],
    ["b", () => tableau({ id: "x", order: 2, c: [0, 1], a: [[], [1]], b: [0.5, 0.500001], source: "" })],
    ["c", () => tableau({ id: "x", order: 1, c: [0, 0.9], a: [[], [1]], b: [0.5, 0.5], source: "" })],
    ["the order", () => tableau({ id: "x", order: 3, c: [0, 1], a: [[], [1]], b: [0.5, 0.5], source: "" })],
    [
      "the error estimate",
      () => tableau({ id: "x", order: 2, embeddedOrder: 1, c: [0, 1], a: [[], [1]], b: [0.5, 0.5], bError: [0.5, -0.4], source: "" }),
    ],
    ["a of Rodas", () => rosenbrockTableau(nudged<RosenbrockTableau>(rodas5p, 3, 1))],
    [
      "the interpolant of Rodas",
      () => rosenbrockTableau({ ...rodas5p, dense: rodas5p.dense.map((row, i) => (i === 1 ? row.map((x) => x * (1 + 1e-6)) : row)) }),
    ],
  ])("%s", (_, make) => {
    expect(make).toThrow(InternalError);
  });
});
