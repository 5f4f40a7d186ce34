/**
 * Patterns of fields that take longer: the hallucinations of the example, and how a bump diffuses.
 * @module-tag slow
 */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { run } from "../../src/index.ts";
import { profilesOf } from "../scales/field/support.ts";

test("the four hallucinations are stripes along one axis, along the other, and oblique, and hexagons", async () => {
  const text = readFileSync(new URL("../../examples/hallucinations.yaml", import.meta.url), "utf8");
  const [result] = await run(text);
  /** The last frame of a field, and its cells along x (first index) and y. */
  const frame = (name: string) => {
    const { values, channel } = result!.profiles!.find((one) => one.channel.population === name)!;
    const n = channel.axes![1]!.values.length;
    const last = values.subarray(values.length - n * channel.axes![0]!.values.length);
    return (i: number, j: number) => last[(((i % 96) + 96) % 96) * n + (((j % n) + n) % n)]!;
  };
  const [rings, rays, spirals, honeycombs] = ["rings", "rays", "spirals", "honeycombs"].map(frame);
  const indices = Array.from({ length: 96 }, (_, k) => k);
  const contrast = (at: (i: number, j: number) => number) => {
    const all = indices.flatMap((i) => indices.map((j) => at(i, j)));
    return Math.max(...all) - Math.min(...all);
  };
  for (const at of [rings!, rays!, spirals!, honeycombs!]) expect(contrast(at)).toBeGreaterThan(0.8);
  // Eight cells are one wave length: rings do not depend on y, rays not on x.
  for (const i of indices) {
    expect(rings!(i, 7)).toBeCloseTo(rings!(i, 40), 6);
    expect(rings!(i + 8, 7)).toBeCloseTo(rings!(i, 7), 6);
    expect(rays!(7, i)).toBeCloseTo(rays!(40, i), 6);
    expect(rays!(7, i + 8)).toBeCloseTo(rays!(7, i), 6);
  }
  // The spirals move by one period along both axes: 6 waves in 96 cells along x, 10 along y.
  for (const i of indices) expect(spirals!(i + 16, 5)).toBeCloseTo(spirals!(i, 5), 6);
  // Three waves at 60 degrees to one another make the honeycombs, each as strong as the others but for the grid, which is no hexagon.
  const amplitude = (m: number, n: number) => {
    let [re, im] = [0, 0];
    for (const i of indices)
      for (const j of indices) {
        const angle = (2 * Math.PI * (m * i + n * j)) / 96;
        re += honeycombs!(i, j) * Math.cos(angle);
        im += honeycombs!(i, j) * Math.sin(angle);
      }
    return Math.hypot(re, im) / 96 ** 2;
  };
  const [first, ...others] = [amplitude(12, 0), amplitude(6, 10), amplitude(6, -10)];
  expect(first!).toBeGreaterThan(0.05);
  for (const other of others) expect(Math.abs(other / first! - 1)).toBeLessThan(0.01);
});

test("a bump in white noise diffuses with the constant of its linear response", async () => {
  // Along the bump's slope, with the adjoint f'(U) U': Var(t) = sigma^2 t int (f'(U) U')^2/(int f'(U) U'^2)^2. 400 bumps that do not
  // act on one another stand along a second axis, whose cells are of width 1.
  const [sigma, g, theta, copies, dx] = [0.02, 20, 0.25, 400, 0.2];
  const equations = (noise: string) => `
      du/dt = -u + conv(w, 1/(1 + exp(-g*(u - theta))), x)${noise}
      w(d) = 2*exp(-d^2/2)/sqrt(2*pi) - 1.5*exp(-d^2/8)/sqrt(8*pi)`;
  const text = (axes: string, noise: string, duration: number) => `units: none
fields:
  f:
    axes: { x: [-10, 10, 100]${axes} }
    equations: |${equations(noise)}
    initial: { u: 1.2*exp(-x^2) - 0.2 }
    parameters: { g: ${g}, theta: ${theta}, sigma: ${sigma} }
run: { duration: ${duration}, step: 0.1, every: 20, scale: field, seed: 5 }
record: { f: [u] }
`;
  const { last: U, x } = await profilesOf(text("", "", 60));
  const slope = (k: number) => (U[(k + 1) % 100]! - U[(k + 99) % 100]!) / (2 * dx);
  const gain = (k: number) => {
    const f = 1 / (1 + Math.exp(-g * (U[k]! - theta)));
    return g * f * (1 - f);
  };
  const cells = Array.from({ length: 100 }, (_, k) => k);
  const square = cells.reduce((sum, k) => sum + (gain(k) * slope(k)) ** 2 * dx, 0);
  const norm = cells.reduce((sum, k) => sum + gain(k) * slope(k) ** 2 * dx, 0);
  const constant = (sigma * sigma * square) / (norm * norm);
  const { times, at } = await profilesOf(text(`, copy: [0, ${copies}, ${copies}]`, " + sigma*xi", 100));
  /** Centre of what is above a level, of each copy. */
  const centres = (k: number) =>
    Array.from({ length: copies }, (_, copy) => {
      const weights = cells.map((i) => Math.max(0, at(k)[i * copies + copy]! - theta));
      const total = weights.reduce((sum, one) => sum + one, 0);
      return weights.reduce((sum, one, i) => sum + one * x[i]!, 0) / total;
    });
  const [from, to] = [times.findIndex((t) => t >= 20), times.length - 1];
  const [before, after] = [centres(from), centres(to)];
  const moved = after.map((one, k) => one - before[k]!);
  const variance = moved.reduce((sum, one) => sum + one * one, 0) / copies;
  // z = 4.89 of the variance of 400 values, and the fast fluctuations of the centre itself, which do not grow.
  expect(Math.abs(variance / (constant * (times[to]! - times[from]!)) - 1)).toBeLessThan(4.89 * Math.sqrt(2 / copies));
}, 120_000);
