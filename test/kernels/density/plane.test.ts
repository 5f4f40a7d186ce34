/** Transport along the potential and exchange along the conductance, each alone. */
import { describe, expect, test } from "vitest";
import { cos, exp, log, sin } from "../../../src/base/index.ts";
import { Carriage, densityGrid, Exchanges, planeGrid } from "../../../src/kernels/index.ts";

/** dv/dt = 2 - v from the reset 0 to the threshold 1, on a grid from `low` on: flux depends on t - log(2/(2 - v)) alone, and comes again after each passage. */
function carried(cells: number, step: number, low = 0) {
  const [drive, end] = [2, 0.9];
  const passage = log(drive / (drive - 1));
  const grid = planeGrid(low, 0, 1, cells, densityGrid(0, 1, 1));
  const { width, cells: n } = grid.v;
  const speeds = Float64Array.from({ length: n + 1 }, (_, k) => (drive - (grid.v.low + k * width)) / width);
  const carriage = new Carriage(grid);
  carriage.prepare(speeds, step);
  const flux = (v: number, t: number) => 1 + 0.5 * sin((2 * Math.PI * (log(drive / (drive - v)) - t)) / passage);
  const masses = (t: number) =>
    Float64Array.from({ length: n }, (_, i) => {
      const middle = grid.v.low + (i + 0.5) * width;
      // Gauss's rule of three points: far more exact than the cells.
      const density = (v: number) => (v < 0 ? 0 : flux(v, t) / (drive - v));
      const aside = 0.5 * width * Math.sqrt(0.6);
      return (width * (8 * density(middle) + 5 * density(middle - aside) + 5 * density(middle + aside))) / 18;
    });
  const moved = masses(0);
  let fired = 0;
  for (let k = 0; k < Math.round(end / step); k++) fired += carriage.apply(moved);
  const error = masses(end).reduce((sum, mass, i) => sum + Math.abs(mass - moved[i]!), 0);
  const gained = moved.reduce((sum, mass) => sum + mass, 0) - masses(0).reduce((sum, mass) => sum + mass, 0);
  // Integral of the flux at the threshold.
  const exact = end + ((0.5 * passage) / (2 * Math.PI)) * (cos((2 * Math.PI * (passage - end)) / passage) - 1);
  return { error, gained, least: Math.min(...moved), fired: fired - exact };
}

describe("neurons carried from the reset to the threshold and on", () => {
  // Steps within a cell, over many cells, and over most of the way; the reset at the end of the grid and within. Kills slopes that reach across the reset.
  test.each([
    [0.0025, 0],
    [0.02, 0],
    [0.3, 0],
    [0.02, -0.5],
  ])("errors shrink with the square of the width at steps of %d from %d on", (step, low) => {
    const [coarse, fine] = [carried(100, step, low), carried(200, step, low)];
    expect(log(coarse.error / fine.error) / Math.LN2).toBeGreaterThan(1.9);
    expect(fine.error).toBeLessThan(1e-4);
    expect(Math.abs(fine.fired)).toBeLessThan(1e-4);
    expect(Math.abs(fine.gained)).toBeLessThan(1e-14);
    expect(fine.least).toBeGreaterThanOrEqual(0);
  });

  test("towards a rest below the threshold they come as e^-t, and nobody fires", () => {
    const grid = planeGrid(0, 0, 1, 40, densityGrid(0, 1, 1));
    const { width } = grid.v;
    const carriage = new Carriage(grid);
    carriage.prepare(
      Float64Array.from({ length: 41 }, (_, k) => (0.5125 - k * width) / width),
      0.7,
    );
    const masses = new Float64Array(40).fill(1 / 40);
    expect(carriage.apply(masses)).toBe(0);
    // A uniform density stays uniform and shrinks towards the rest: between 0.5125 (1 - e^-0.7) and 1 - 0.4875 (1 - e^-0.7).
    const height = exp(0.7) / 40;
    for (let i = 0; i < 40; i++) {
      const [from, to] = [0.5125 * (1 - exp(-0.7)), 1 - 0.4875 * (1 - exp(-0.7))];
      const part = Math.max(0, Math.min(to, (i + 1) * width) - Math.max(from, i * width)) / width;
      expect(masses[i]).toBeCloseTo(part * height, 12);
    }
  });
});

describe("exchange between conductances", () => {
  // Two states with rates 1 and 3: e^(-4 t) to the stationary 3/4, 1/4.
  const twoStates = (steps: number) => {
    const exchanges = new Exchanges(2, 1);
    exchanges.prepare(Float64Array.of(1, 0), Float64Array.of(0, 3), 1 / steps);
    const masses = Float64Array.of(0, 1);
    for (let k = 0; k < steps; k++) exchanges.apply(masses);
    return masses;
  };

  test("is of second order in time and keeps mass", () => {
    const errors = [8, 16, 32].map((steps) => twoStates(steps)[0]! - 0.75 * (1 - exp(-4)));
    expect(errors[0]! / errors[1]!).toBeGreaterThan(3.7);
    expect(errors[1]! / errors[2]!).toBeGreaterThan(3.8);
    expect(twoStates(32)[0]! + twoStates(32)[1]!).toBeCloseTo(1, 13);
  });

  test("makes no mass negative at any step, and keeps it", () => {
    for (const time of [0.01, 0.3, 1, 10, 1e4]) {
      const exchanges = new Exchanges(30, 2);
      exchanges.prepare(new Float64Array(30).fill(5), new Float64Array(30).fill(7), time);
      const masses = new Float64Array(60);
      masses[2 * 11] = 0.25;
      masses[2 * 29 + 1] = 0.75;
      exchanges.apply(masses);
      expect(Math.min(...masses)).toBeGreaterThanOrEqual(0);
      // At each potential by itself. Kills redistribution over all of them.
      for (const [column, all] of [0.25, 0.75].entries())
        expect(masses.filter((_, k) => k % 2 === column).reduce((sum, mass) => sum + mass, 0)).toBeCloseTo(all, 14);
    }
  });
});
