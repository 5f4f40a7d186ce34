/** Where numbers are kept: arenas, series, grids, guards. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { InternalError } from "../../src/base/index.ts";
import { Arena } from "../../src/kernels/arena.ts";
import { gridIndex, gridTime, roundDown125 } from "../../src/kernels/grid.ts";
import { StallGuard, StormGuard } from "../../src/kernels/guards.ts";
import { Series } from "../../src/kernels/series.ts";

describe("an arena", () => {
  test("gives blocks of zeros one after the other, and not more than it has", () => {
    const arena = new Arena(10_000);
    const [a, b] = [arena.take(3), arena.take(5)];
    expect(b - a).toBe(3);
    expect(arena.numbers.length).toBeGreaterThanOrEqual(10_000);
    expect(arena.numbers.subarray(a, b + 5).every((x) => x === 0)).toBe(true);
    expect(() => arena.take(arena.numbers.length)).toThrow(InternalError);
    arena.release();
  });
  test("uses a released memory again, zeroed and grown as far as needed (browsers keep only so many memories)", () => {
    const first = new Arena(100);
    first.numbers.fill(7);
    const { memory } = first;
    first.release();
    first.release();
    const second = new Arena(1_000_000);
    expect(second.memory).toBe(memory);
    expect(second.numbers.length).toBeGreaterThanOrEqual(1_000_000);
    expect(second.numbers.every((x) => x === 0)).toBe(true);
    const third = new Arena(100);
    expect(third.memory).not.toBe(memory);
    second.release();
    third.release();
  });
});

test("a series gives back what was pushed, in order, whatever is shifted between", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.integer({ min: 0, max: 200 }), fc.integer({ min: 0, max: 200 })), { maxLength: 20 }), (turns) => {
      const series = new Series();
      const expected: number[] = [];
      let pushed = 0;
      for (const [more, fewer] of turns) {
        for (let k = 0; k < more; k++) {
          series.push(++pushed);
          expected.push(pushed);
        }
        const count = Math.min(fewer, expected.length);
        expect([...series.shift(count)]).toEqual(expected.splice(0, count));
        expect(series.length).toBe(expected.length);
        if (expected.length > 0) expect(series.at(expected.length - 1)).toBe(expected.at(-1));
      }
    }),
    { seed: 1, numRuns: 200 },
  );
});

describe("a grid", () => {
  test("has the decimals that a person would write (mutant: n * step gives 0.30000000000000004)", () => {
    expect(gridTime(3, 0.1)).toBe(0.3);
    expect(gridTime(7, 0.1)).toBe(0.7);
    for (let n = 0; n < 1000; n++) {
      expect(gridTime(n, 0.025)).toBe(Number((n * 0.025).toFixed(3)));
      expect(gridTime(n, 0.01)).toBe(Number((n / 100).toFixed(2)));
    }
    expect(gridTime(3, 0.3)).toBe(0.8999999999999999);
  });
  test("gridIndex is the first node not before t", () => {
    fc.assert(
      fc.property(fc.constantFrom(0.1, 0.025, 0.3, 1, 7, 1 / 3), fc.double({ min: 0, max: 1e4, noNaN: true }), (step, t) => {
        const n = gridIndex(t, step);
        expect(gridTime(n, step)).toBeGreaterThanOrEqual(t);
        if (n > 0) expect(gridTime(n - 1, step)).toBeLessThan(t);
      }),
      { seed: 2, numRuns: 1000 },
    );
  });
  test.each([
    [0.1, 0.1],
    [0.0999, 0.05],
    [7.3, 5],
    [20, 20],
    [1999, 1000],
    [3e-5, 2e-5],
  ])("roundDown125(%f) is %f", (x, expected) => {
    expect(roundDown125(x)).toBe(expected);
  });
});

describe("guards", () => {
  test("a storm is more than so many events within one unit of time", () => {
    const guard = new StormGuard(10);
    for (let k = 0; k < 1000; k++) expect(guard.count(k * 0.11)).toBe(false);
    for (let k = 0; k < 10; k++) expect(guard.count(200)).toBe(false);
    expect(guard.count(200)).toBe(true);
  });
  test("a stall is a hundred thousand steps of less than a thousand spacings", () => {
    const isStalled = (guard: StallGuard, from: number, length: number) =>
      Array.from({ length: 200_000 }, (_, k) => guard.count(1, from + k * length, 1e-16)).some((stalled) => stalled);
    const guard = new StallGuard();
    expect(isStalled(guard, 0, 2e-13)).toBe(false);
    expect(isStalled(guard, 1, 0.5e-13)).toBe(true);
  });
});
