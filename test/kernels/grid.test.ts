/** Intervals that read well. */
import { expect, test } from "vitest";
import { roundDown125 } from "../../src/kernels/grid.ts";

test.each([
  [0.3, 0.2],
  [1, 1],
  [4.99, 2],
  [5, 5],
  [730, 500],
])("%s is rounded down to %s", (x, rounded) => expect(roundDown125(x)).toBe(rounded));

test("of a run without an end, and without a length, it is found too (kills: a search for a power of ten that has none)", () => {
  expect(roundDown125(Number.POSITIVE_INFINITY)).toBe(Number.POSITIVE_INFINITY);
  expect(roundDown125(0)).toBe(0);
});
