import { describe, expect, test } from "vitest";
import { cos, stream } from "../../src/base/index.ts";
import { eigenvalues } from "../../src/numerics/eigenvalues.ts";

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

  test.each([3, 4, 5, 7, 9, 12])("of %i rows: a known spectrum behind random reflections", (n) => {
    const draws = stream(7, n, 1);
    for (let round = 0; round < 20; round++) {
      // Blocks on the diagonal: a pair where a draw says so, real numbers elsewhere; all at least 0.1 apart.
      const matrix = new Float64Array(n * n);
      const known: [number, number][] = [];
      for (let i = 0; i < n; ) {
        const re = 0.7 * i - 3 + 0.3 * draws.uniform();
        const isPair = i + 1 < n && draws.uniform() < 0.5;
        const im = isPair ? 0.2 + draws.uniform() : 0;
        matrix[i * n + i] = re;
        known.push([re, im]);
        if (isPair) {
          matrix[(i + 1) * n + i + 1] = re;
          matrix[i * n + i + 1] = -im;
          matrix[(i + 1) * n + i] = im;
          known.push([re, -im]);
        }
        i += isPair ? 2 : 1;
      }
      // Q A Q with Q = I - 2 v v^T / v^T v, three times: orthogonal, so the error stays some roundings of the norm, 10.
      for (let k = 0; k < 3; k++)
        reflectBoth(
          n,
          matrix,
          Float64Array.from({ length: n }, () => draws.uniform() - 0.5),
        );
      const found = eigenvalues(n, matrix);
      known.sort(([a, ai], [b, bi]) => b - a || bi - ai);
      found.forEach(([re, im], i) => {
        expect(re).toBeCloseTo(known[i]![0], 12);
        expect(im).toBeCloseTo(known[i]![1], 12);
      });
    }
  });

  test("of a matrix that the usual shifts turn in a circle: the cyclic exchange of n axes has the n-th roots of 1", () => {
    for (const n of [3, 4, 6, 8]) {
      const cycle = Float64Array.from({ length: n * n }, (_, k) => (Math.floor(k / n) === ((k % n) + 1) % n ? 1 : 0));
      const found = eigenvalues(n, cycle);
      for (const [re, im] of found) expect(re * re + im * im).toBeCloseTo(1, 13);
      expect(found[0]![0]).toBeCloseTo(1, 13);
      expect(found[1]![0]).toBeCloseTo(cos((2 * Math.PI) / n), 13);
    }
  });

  test("of a matrix with an entry that is not finite are NaN, at once", () => {
    expect(eigenvalues(3, [1, 0, 0, 0, Number.NaN, 0, 0, 0, 1])[0]).toEqual([Number.NaN, Number.NaN]);
  });

  // Kills shifts from sums that cancel, and an entry that is compared with neighbours which are rounding errors themselves.
  test("of many rows that are nearly all one eigenvalue: -I and five directions more", () => {
    const n = 150;
    const draws = stream(3, "directions", 1);
    const directions = Array.from({ length: 5 }, () => Float64Array.from({ length: n }, () => (draws.uniform() < 0.5 ? -1 : 1)));
    const matrix = Float64Array.from({ length: n * n }, (_, k) => {
      const [i, j] = [Math.floor(k / n), k % n];
      return directions.reduce((sum, one) => sum + (one[i]! * one[j]!) / n, i === j ? -1 : 0);
    });
    // Those of the five directions are the eigenvalues of their products, less 1.
    const gram = Float64Array.from({ length: 25 }, (_, k) => {
      const [a, b] = [directions[Math.floor(k / 5)]!, directions[k % 5]!];
      return a.reduce((sum, x, i) => sum + (x * b[i]!) / n, 0);
    });
    const known = eigenvalues(5, gram).map(([re]) => re - 1);
    const found = eigenvalues(n, matrix);
    for (const [k, value] of known.entries()) expect(Math.abs(found[k]![0] - value)).toBeLessThan(1e-12);
    for (const [re, im] of found.slice(5)) expect(Math.abs(re + 1) + Math.abs(im)).toBeLessThan(1e-7);
  });
});

/** A becomes (I - 2 v v^T / v^T v) A (I - 2 v v^T / v^T v). */
function reflectBoth(n: number, a: Float64Array, v: Float64Array): void {
  const twice = 2 / v.reduce((sum, x) => sum + x * x, 0);
  for (let j = 0; j < n; j++) {
    let sum = 0;
    for (let i = 0; i < n; i++) sum += v[i]! * a[i * n + j]!;
    for (let i = 0; i < n; i++) a[i * n + j]! -= twice * sum * v[i]!;
  }
  for (let i = 0; i < n; i++) {
    let sum = 0;
    for (let j = 0; j < n; j++) sum += v[j]! * a[i * n + j]!;
    for (let j = 0; j < n; j++) a[i * n + j]! -= twice * sum * v[j]!;
  }
}
