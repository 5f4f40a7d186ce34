import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { positioner, scaleFor, valueAt } from "../../src/figures/scene/scales.ts";
import type { Scale } from "../../src/figures/scene/scene.ts";
import { ticksFor } from "../../src/figures/scene/ticks.ts";
import { plainText } from "../../src/figures/text/rich-text.ts";

const linear = (low: number, high: number): Scale => ({ kind: "linear", low, high });
const log = (low: number, high: number): Scale => ({ kind: "log", low, high });
const labels = (scale: Scale, target = 6) => ticksFor(scale, target).map(({ label }) => plainText(label));

describe("linear ticks", () => {
  test.each([
    [linear(0, 500), 6, ["0", "100", "200", "300", "400", "500"]],
    [linear(0, 1), 6, ["0", "0.2", "0.4", "0.6", "0.8", "1.0"]],
    [linear(-74.2, 4.2), 5, ["\u221260", "\u221240", "\u221220", "0"]],
    [linear(0, 12), 6, ["0", "2", "4", "6", "8", "10", "12"]],
    [linear(0.1, 0.31), 5, ["0.10", "0.15", "0.20", "0.25", "0.30"]],
    [linear(0, 50000), 6, ["0", "10\u2009000", "20\u2009000", "30\u2009000", "40\u2009000", "50\u2009000"]],
    [linear(0, 3e6), 4, ["0", "1\u00d7106", "2\u00d7106", "3\u00d7106"]],
    [linear(-2.2e-9, 2.2e-9), 5, ["\u22122\u00d710\u22129", "\u22121\u00d710\u22129", "0", "1\u00d710\u22129", "2\u00d710\u22129"]],
  ])("%j with %i wanted", (scale, target, wanted) => {
    expect(labels(scale, target)).toEqual(wanted);
  });

  test("ticks are inside, ascending, evenly spaced at 1, 2 or 5 times a power of ten, and labelled with their own value", () => {
    const number = fc.double({ min: -1e15, max: 1e15, noNaN: true });
    fc.assert(
      fc.property(number, number, fc.integer({ min: 2, max: 12 }), (a, b, target) => {
        const scale = scaleFor([Math.min(a, b), Math.max(a, b)], 0.05);
        const ticks = ticksFor(scale, target);
        expect(ticks.length).toBeGreaterThanOrEqual(2);
        expect(ticks.length).toBeLessThanOrEqual(2 * target + 2);
        const span = scale.high - scale.low;
        // Values are exact decimals; differences of neighbours carry one rounding of the larger value.
        const slack = 1e-9 * span + 4 * Number.EPSILON * Math.max(Math.abs(scale.low), Math.abs(scale.high));
        const step = ticks[1]!.at - ticks[0]!.at;
        expect(String(step.toExponential(3))).toMatch(/^[125]\.000e|^9\.999e|^4\.999e|^1\.999e|^[125]\.001e/);
        ticks.forEach(({ at, label }, k) => {
          expect(at).toBeGreaterThanOrEqual(scale.low - slack);
          expect(at).toBeLessThanOrEqual(scale.high + slack);
          if (k > 0) expect(Math.abs(at - ticks[k - 1]!.at - step)).toBeLessThanOrEqual(slack);
          const [mantissa = "", exponent = "0"] = plainText(label).replaceAll("\u2212", "-").replaceAll("\u2009", "").split("\u00d710");
          expect(Math.abs(Number(`${mantissa}e${exponent}`) - at)).toBeLessThanOrEqual(slack);
        });
      }),
      { seed: 1, numRuns: 500 },
    );
  });

  test("the range of all doubles has finite ticks", () => {
    for (const { at } of ticksFor(scaleFor([-Number.MAX_VALUE, Number.MAX_VALUE], 0.05), 5)) expect(at).toSatisfy(Number.isFinite);
  });
});

describe("logarithmic ticks", () => {
  test.each([
    [log(1, 1000), ["1", "10", "100", "1000"]],
    [log(0.5, 20), ["0.5", "1", "2", "5", "10", "20"]],
    [log(1e-8, 1e-2), ["10\u22128", "10\u22127", "10\u22126", "10\u22125", "10\u22124", "0.001", "0.01"]],
    [log(1e-30, 1e30), ["10\u221230", "10\u221220", "10\u221210", "1", "1010", "1020", "1030"]],
    [log(3.1, 3.9), ["3.2", "3.4", "3.6", "3.8"]],
  ])("%j", (scale, wanted) => {
    expect(labels(scale)).toEqual(wanted);
  });
});

describe("scales", () => {
  test("a position leads back to its value", () => {
    for (const scale of [linear(-70, 40), log(0.01, 300)]) {
      const place = positioner(scale, 60, 700);
      for (const value of [scale.low, 0.5, 1, 25, scale.high]) {
        // A position has an error of about 700 eps; on the log scale that is a relative error 700 eps / (640 points / 10 ln units).
        expect(Math.abs(valueAt(scale, 60, 700, place(value)) - value)).toBeLessThan(1e-12 * 100);
      }
    }
  });

  test("a constant, an empty and an infinite range are opened to something finite", () => {
    expect(scaleFor([5, 5], 0.05)).toEqual(linear(4.75, 5.25));
    expect(scaleFor([0, 0], 0.05)).toEqual(linear(-1, 1));
    expect(scaleFor(undefined, 0)).toEqual(linear(0, 1));
    expect(scaleFor([10, 10], 0.05, "log").high).toBeCloseTo(10 * Math.sqrt(10), 10);
    const wide = scaleFor([-8e307, 8e307], 0.05);
    expect([wide.low, wide.high].every(Number.isFinite)).toBe(true);
  });

  test("what cannot be placed is not finite: infinities, NaN, and zero on a log scale", () => {
    expect([Number.NaN, Number.POSITIVE_INFINITY].map(positioner(linear(0, 1), 0, 100)).some(Number.isFinite)).toBe(false);
    expect([0, -1].map(positioner(log(1, 10), 0, 100)).some(Number.isFinite)).toBe(false);
  });
});
