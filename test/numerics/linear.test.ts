/** Small dense systems. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decompose, invert, solveDecomposed } from "../../src/numerics/index.ts";

const entry = fc.integer({ min: -1000, max: 1000 }).map((k) => k / 1000);

describe("decompose and solveDecomposed", () => {
  test("the residual of any system of up to 8 unknowns is of the order of rounding (Golub, Van Loan: n^2 eps |L||U||x|)", () => {
    const system = fc
      .integer({ min: 1, max: 8 })
      .chain((n) => fc.tuple(fc.array(entry, { minLength: n * n, maxLength: n * n }), fc.array(entry, { minLength: n, maxLength: n })));
    fc.assert(
      fc.property(system, ([flat, b]) => {
        const n = b.length;
        const matrix = Float64Array.from(flat);
        const pivots = new Int32Array(n);
        if (!decompose(n, matrix, pivots)) return;
        const offset = 3;
        const x = Float64Array.of(7, 7, 7, ...b, 7);
        solveDecomposed(n, matrix, pivots, x, offset);
        let largest = 0;
        for (let i = 0; i < n; i++) largest = Math.max(largest, Math.abs(x[offset + i]!));
        for (let i = 0; i < n; i++) {
          let sum = -b[i]!;
          for (let j = 0; j < n; j++) sum += flat[i * n + j]! * x[offset + j]!;
          expect(Math.abs(sum)).toBeLessThanOrEqual(64 * n * n * Number.EPSILON * (1 + largest));
        }
        expect([x[0], x[1], x[2], x.at(-1)]).toEqual([7, 7, 7, 7]);
      }),
      { seed: 5, numRuns: 1000 },
    );
  });
  test("a zero on the diagonal is exchanged (mutant without pivoting divides by it)", () => {
    const matrix = Float64Array.of(0, 2, 3, 4);
    const pivots = new Int32Array(2);
    expect(decompose(2, matrix, pivots)).toBe(true);
    const b = Float64Array.of(4, 10);
    solveDecomposed(2, matrix, pivots, b);
    expect([...b]).toEqual([2 / 3, 2]);
  });
  test.each([
    ["singular", [1, 2, 2, 4]],
    ["NaN", [Number.NaN, 1, 1, 1]],
    ["infinite", [Number.POSITIVE_INFINITY, 1, 1, 1]],
  ])("a %s matrix is refused", (_, entries) => {
    expect(decompose(2, Float64Array.from(entries), new Int32Array(2))).toBe(false);
  });
});

describe("invert", () => {
  test("a triangular matrix given by rows of unequal length", () => {
    expect(invert([[2], [1, 4]])).toEqual([
      [0.5, 0],
      [-0.125, 0.25],
    ]);
  });
  test("a singular matrix has no inverse", () => {
    expect(
      invert([
        [1, 1],
        [1, 1],
      ]),
    ).toBeUndefined();
  });
});
