import { describe, expect, test } from "vitest";
import { eigenvalues } from "../../src/analysis/eigenvalues.ts";

describe("eigenvalues", () => {
  test("of two rows are the roots of x^2 - tr x + det, the small one without cancellation", () => {
    // Roots -1e8 and -1e-8 of x^2 + (1e8 + 1e-8) x + 1; half minus root alone would leave the small one no digit.
    const [small, large] = eigenvalues(2, [0, 1, -1, -(1e8 + 1e-8)]);
    expect(small![0]).toBeCloseTo(-1e-8, 22);
    expect(large![0] / -1e8 - 1).toBeCloseTo(0, 14);
  });

  test("a pair has its positive frequency first", () => {
    expect(eigenvalues(2, [-1, -2, 2, -1])).toEqual([
      [-1, 2],
      [-1, -2],
    ]);
  });

  test("of a badly scaled matrix keep their digits: similar to diag(-1, -2, -3)", () => {
    // S diag S^-1 with S = D L, D = diag(1, 2^20, 2^-20), L unit lower triangular of ones: known spectrum, norms 1e12 apart.
    const d = [1, 2 ** 20, 2 ** -20];
    const lower = [
      [-1, 0, 0],
      [1, -2, 0],
      [0, 1, -3],
    ];
    const matrix = lower.flatMap((row, i) => row.map((x, j) => (x * d[i]!) / d[j]!));
    const found = eigenvalues(3, matrix);
    expect(found.map(([re]) => re + 0)).toEqual([expect.closeTo(-1, 13), expect.closeTo(-2, 13), expect.closeTo(-3, 13)]);
  });

  test("of a matrix with an entry that is not finite are NaN, at once", () => {
    expect(eigenvalues(3, [1, 0, 0, 0, Number.NaN, 0, 0, 0, 1])[0]).toEqual([Number.NaN, Number.NaN]);
  });
});
