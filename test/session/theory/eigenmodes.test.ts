/** Eigenvalues of five kinds of neurons with one rate and one CV, beside their simulation. */
import { beforeAll, describe, expect, test } from "vitest";
import type { Result } from "../../../src/contract/index.ts";
import { draw, headings, refusal } from "../../figures/drawing.ts";
import { network } from "../../figures/network.ts";
import { example, played } from "./support.ts";

describe("example renewal-eigenvalues", () => {
  let result: Result;
  beforeAll(async () => {
    result = await played(example("renewal-eigenvalues"), ["run.transient=10 ms", "run.duration=1 s"]);
  });
  const first = (population: string) => {
    const { x, y } = result.theory!.curves.find((one) => one.figure === "eigenmodes" && one.population === population)!;
    return [x[0]!, y[0]!] as const;
  };

  test("all have the rate 20 Hz and the CV 0.2", () => {
    expect(Object.keys(result.theory!.populations)).toHaveLength(5);
    for (const { rate, cv } of Object.values(result.theory!.populations)) {
      expect(Math.abs(rate / 0.02 - 1)).toBeLessThan(4e-7);
      expect(Math.abs(cv / 0.2 - 1)).toBeLessThan(5e-6);
    }
  });
  // In units of the rate. Inverse Gaussian and Gaussian: populations.md, section 3.3, mpmath with a residual below 1e-20 (the neuron's Gaussian ends at
  // age 0, 5 standard deviations away). Dead time: W_1(4 e^4)/0.8 - 5 by scipy.special.lambertw.
  test.each([
    ["perfect-if", -0.78956835208715, 6.2831853071796, 1e-12],
    ["gaussian", -0.73436285711952, 6.103886602968, 1e-5],
    ["dead-time", -0.5818090302758, 6.6256334069986, 1e-12],
  ])("%s", (population, re, im, tolerance) => {
    const [x, y] = first(population);
    expect(Math.hypot(x / 0.02 - re, y / 0.02 - im) / Math.hypot(re, im)).toBeLessThan(tolerance);
  });
  test("the first eigenvalue solves P_L = 1, by the trapezoidal rule on the drawn density (kills: a mode of another law)", () => {
    for (const population of Object.keys(result.populations)) {
      const [re, im] = first(population);
      const { x, y } = result.theory!.curves.find((one) => one.quantity === "density" && one.population === population)!;
      let [sumRe, sumIm] = [0, 0];
      for (let k = 1; k < x.length; k++)
        // Finer than the line, straight between its points.
        for (let part = 0; part < 8; part++) {
          const at = x[k - 1]! + ((part + 0.5) / 8) * (x[k]! - x[k - 1]!);
          const weight = ((y[k - 1]! + ((part + 0.5) / 8) * (y[k]! - y[k - 1]!)) * (x[k]! - x[k - 1]!)) / 8;
          sumRe += weight * Math.exp(-re * at) * Math.cos(im * at);
          sumIm -= weight * Math.exp(-re * at) * Math.sin(im * at);
        }
      // The line ends where 1e-4 of the intervals are longer, and is off by 1e-3 of its height between points.
      expect(Math.hypot(sumRe - 1, sumIm), population).toBeLessThan(5e-3);
    }
  });
  test("the figure has a point for each, its table all with their numbers", async () => {
    const { scene, table } = await draw("eigenmodes", result);
    expect(headings(scene)[0]).toContain("dead-time gaussian perfect-if escape-lif noisy-lif");
    expect(scene.panels[0]!.marks.filter(({ kind }) => kind === "points")).toHaveLength(5);
    expect(table().columns.map(({ name }) => name)).toEqual(["population", "n", "re", "im"]);
  });
});

test("without a population that theory covers the figure has nothing to show", async () => {
  expect(await refusal("eigenmodes", network([["E", 10, 20]], 100))).toBe("figure-nothing");
});
