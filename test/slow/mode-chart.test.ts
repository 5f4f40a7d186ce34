/**
 * Coefficients of modes along the input: interpolation against closed forms, and where the chart ends.
 * @module-tag slow
 */
import { describe, expect, test } from "vitest";
import {
  type AgedNeuron,
  type AgedSlopes,
  amplitudeOfAges,
  deadTimePoissonCouplings,
  eigenmodes,
  escapeLif,
  type InputNeuron,
  ModeChart,
  numericalInput,
  renewalLaw,
} from "../../src/theory/index.ts";

const parameters = { tau: 20, reset: 0, refractory: 4, threshold: 15, slope: 2, rate: 0.01 };
/** dV/dt = (h - V)/20 and 0.01 e^((V - 15)/2) after the refractory time. */
const exactSlopes: AgedSlopes = {
  inputs: 1,
  switches: [],
  at: (age, [v], out) => {
    out.fill(0);
    if (age < 4) return;
    out.set([-1 / 20, 1 / 20, 0.005 * Math.exp((v! - 15) / 2)]);
  },
};
const hazard = (h: number) => 0.05 * Math.exp(h / 4);
/** Poisson neurons with a dead time of 10. */
const poisson = (h: number) => ({
  initial: new Float64Array(0),
  flow: () => undefined,
  hazard: (age: number) => (age < 10 ? 0 : hazard(h)),
  breaks: [10],
});

/** Two numbers in a row, to 1e-8 of the larger or of a scale. */
function near(out: Float64Array, at: number, [a, b]: readonly [number, number], scale = 0): void {
  const size = Math.max(scale, Math.abs(a), Math.abs(b));
  expect(Math.abs(out[at]! - a) / size).toBeLessThan(1e-8);
  expect(Math.abs(out[at + 1]! - b) / size).toBeLessThan(1e-8);
}

describe("a chart of Poisson neurons with dead time", () => {
  const chart = new ModeChart(numericalInput(poisson), 2, 1);

  test("has the closed forms between its points, to 1e-8 of the largest of their kind", () => {
    const { row } = chart;
    const out = new Float64Array(row.length);
    for (const h of [1.37, 3.9, 5.123, -1.7]) {
      expect(chart.at(h, out)).toBeUndefined();
      const exact = deadTimePoissonCouplings({ hazard: hazard(h), deadTime: 10, hazardSlope: hazard(h) / 4 }, 2);
      expect(Math.abs(out[row.rate]! / exact.rate - 1)).toBeLessThan(1e-8);
      // Lambda = 1/sigma = nu, whatever the dead time.
      expect(Math.abs(out[row.lambdaInterval]! / hazard(h) - 1)).toBeLessThan(1e-8);
      for (const [n, { eigenvalue, slope }] of exact.modes.entries()) {
        const omega = eigenvalue[1];
        // lambda = mean + i omega, 1/P_L' + its conjugate, and i omega times their difference.
        near(out, row.pairs + 2 * n, [eigenvalue[0], -omega * omega]);
        const square = slope[0] * slope[0] + slope[1] * slope[1];
        near(out, row.weights + 2 * n, [(2 * slope[0]) / square, (2 * omega * slope[1]) / square]);
        near(out, row.drive + 2 * n, [exact.drive[n]![0], exact.drive[n]![1] / omega], 0.1);
        for (const [m, other] of exact.modes.entries()) {
          const [a, b] = [exact.among[n]![m]!, exact.conjugate[n]![m]!];
          const turn = other.eigenvalue[1];
          const moved = n === m ? exact.eigenvalueSlopes[n]![1] / omega : 0;
          const at = row.among + 2 * n * 4 + 2 * m;
          near(out, at, [a[0] + b[0], turn * (b[1] - a[1])], 0.1);
          near(out, at + 4, [(a[1] + b[1]) / omega, (turn * (a[0] - b[0])) / omega - moved], 0.1);
        }
      }
    }
  });

  test("answers the same bits whatever it was asked before", () => {
    const other = new ModeChart(numericalInput(poisson), 2, 1);
    const [a, b] = [new Float64Array(chart.row.length), new Float64Array(chart.row.length)];
    expect(other.at(5.123, b)).toBeUndefined();
    expect(chart.at(5.123, a)).toBeUndefined();
    expect(a).toEqual(b);
  });

  test("tells the amplitudes of ages: e^(lambda a) until the dead time has passed, nu/(nu + lambda) after it", () => {
    const law = renewalLaw(poisson(1));
    if (law.kind !== "law") throw new Error(law.kind);
    const { eigenvalue } = eigenmodes(law, 1).modes[0]!;
    const [re, im] = eigenvalue;
    const at = (age: number) => amplitudeOfAges(law, eigenvalue, [age], [1]);
    expect(at(0)[0]).toBeCloseTo(1, 11);
    expect(at(4)[0]).toBeCloseTo(Math.exp(4 * re) * Math.cos(4 * im), 11);
    expect(at(4)[1]).toBeCloseTo(Math.exp(4 * re) * Math.sin(4 * im), 11);
    const nu = hazard(1);
    expect(at(70)[1]).toBeCloseTo((-nu * im) / ((nu + re) * (nu + re) + im * im), 11);
  });
});

describe("leaky neurons, whose two slowest modes meet on the real axis as the input falls", () => {
  const at = (input: number): AgedNeuron => escapeLif({ ...parameters, drive: input });
  const leaky: InputNeuron = { at, slopes: () => exactSlopes, column: 0 };
  const rowOf = (start: number, input: number) => {
    const chart = new ModeChart(leaky, 1, start);
    const out = new Float64Array(chart.row.length);
    expect(chart.at(input, out)).toBeUndefined();
    return { out, row: chart.row };
  };

  test("a chart from above has the two real eigenvalues below", () => {
    const { out, row } = rowOf(12, 9);
    const law = renewalLaw(at(9));
    if (law.kind !== "law") throw new Error(law.kind);
    // By the argument principle and bisection of rectangles, instead of the path from above.
    const [first, second] = eigenmodes(law, 2).modes.map(({ eigenvalue }) => eigenvalue[0]) as [number, number];
    expect(Math.abs(out[row.pairs]! - 0.5 * (first + second))).toBeLessThan(1e-9);
    expect(Math.abs(out[row.pairs + 1]! - 0.25 * (first - second) * (first - second))).toBeLessThan(1e-10);
    expect(out[row.pairs + 1]).toBeGreaterThan(0);
  });

  test("all coefficients pass smoothly", () => {
    const chart = new ModeChart(leaky, 1, 12);
    const { row } = chart;
    const values = [10.6, 10.65, 10.7, 10.75, 10.8, 10.85, 10.9].map((input) => {
      const out = new Float64Array(row.length);
      expect(chart.at(input, out)).toBeUndefined();
      return out;
    });
    expect(values[0]![row.pairs + 1]).toBeGreaterThan(0);
    expect(values[6]![row.pairs + 1]).toBeLessThan(0);
    for (let k = 0; k < row.length; k++) {
      // Sixth differences of a smooth function of scale 2 are (0.05/2)^6 = 2e-10 of it; a branch cut would show at 1.
      const sixth = [1, -6, 15, -20, 15, -6, 1].reduce((sum, weight, j) => sum + weight * values[j]![k]!, 0);
      expect(Math.abs(sixth)).toBeLessThanOrEqual(1e-6 * Math.max(...values.map((one) => Math.abs(one[k]!))));
    }
  });

  test("where too few digits of a mode are known it says how many modes there are", () => {
    const chart = new ModeChart(leaky, 4, 18);
    expect(chart.at(16, new Float64Array(chart.row.length))).toMatchObject({ kind: "few", found: 3 });
  });
});
