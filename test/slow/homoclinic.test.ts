/**
 * A homoclinic orbit that is known in closed form.
 * @module-tag slow
 */
import { expect, test } from "vitest";
import { continuation } from "../../src/analysis/continuation/index.ts";
import { systemBy, valuesOf } from "../analysis/systems.ts";

// Cycles are the levels H = mu - 3/10 of H = y^2/2 - x^2/2 + x^3/3; the saddle at the origin has H = 0.
test("a homoclinic orbit at mu = 3/10 lies within the uncertainty that is told, and only digits that hold are printed", () => {
  const system = systemBy({
    name: "loop",
    states: { x: 0.6, y: 0 },
    parameters: { mu: 0.25 },
    rhs: ([x, y], [mu]) => [y!, x! - x! * x! - y! * ((y! * y!) / 2 - (x! * x!) / 2 + x! ** 3 / 3 + 0.3 - mu!)],
    jacobian: ([x, y], [mu]) => {
      const level = (y! * y!) / 2 - (x! * x!) / 2 + x! ** 3 / 3 + 0.3 - mu!;
      return [
        [0, 1],
        [1 - 2 * x! - y! * (x! * x! - x!), -level - y! * y!],
      ];
    },
  });
  const found = continuation(system, valuesOf(system), { parameter: 0, low: 0.25, high: 0.31 });
  const end = found.bifurcations.find(({ type }) => type === "homoclinic")!;
  // Mutant: the error of long orbits is taken for a fold.
  expect(found.bifurcations.map(({ type }) => type)).toEqual(["homoclinic"]);
  expect(Math.abs(end.parameter - 0.3)).toBeLessThanOrEqual(end.uncertainty!);
  expect(end.uncertainty).toBeLessThan(1e-7);
  expect(found.words.join()).toContain("beyond all bounds at mu = 0.3: ");
});
