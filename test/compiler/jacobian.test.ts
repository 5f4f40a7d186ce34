import { describe, expect, test } from "vitest";
import { jacobianTrees, type NamedTree } from "../../src/compiler/index.ts";
import { load, tree } from "./support.ts";

const states = ["V", "m", "h"];
const definitions: readonly NamedTree[] = [
  { name: "u", tree: tree("-(V + 40)/10") },
  { name: "a", tree: tree("1/exprel(u)") },
  { name: "b", tree: tree("4*exp(-(V + 65)/18)*where(V > 0, 2, 1)") },
  { name: "m_inf", tree: tree("a/(a + b)") },
  { name: "drive", tree: tree("I*sin(0.3*t)") },
];
const rates = ["drive - g*m^3*h*(V - 50)", "(m_inf - m)*(a + b)", "tanh(V/20)*(1 - h) - h^2/(1 + m*m)"].map(tree);
const slots = ["g", "I"];
const values = [120, 10];

const jacobian = jacobianTrees(rates, states, definitions);
const kernel = load({
  states,
  slots,
  definitions: jacobian.definitions,
  functions: { rates, jacobian: jacobian.entries, byTime: jacobian.byTime },
});

/** Five-point difference: error of order step^4, so 1e-8 of the values here with a step of 1e-3. */
function difference(f: (shift: number) => number[], step: number): number[] {
  const [a, b, c, d] = [f(-2 * step), f(-step), f(step), f(2 * step)];
  return a!.map((_, i) => (a![i]! - 8 * b![i]! + 8 * c![i]! - d![i]!) / (12 * step));
}

describe.each([[-70], [-40], [-39.999], [-5], [35]])("the Jacobian at V = %s", (V) => {
  const y = [V, 0.3, 0.6];
  const t = 1.7;
  // -40 is the removable singularity of alpha_m: the formula by hand is 0/0 there.
  test("equals differences of the compiled rates", () => {
    const entries = kernel.evaluate("jacobian", y, values, t);
    for (const j of states.keys()) {
      const column = difference(
        (shift) =>
          kernel.evaluate(
            "rates",
            y.map((value, i) => (i === j ? value + shift : value)),
            values,
            t,
          ),
        1e-3,
      );
      for (const [i, expected] of column.entries()) {
        expect(Math.abs(entries[3 * i + j]! - expected)).toBeLessThan(1e-7 * (1 + Math.abs(expected)));
      }
    }
  });
  test("by time equals differences of the compiled rates", () => {
    const column = difference((shift) => kernel.evaluate("rates", y, values, t + shift), 1e-3);
    for (const [i, value] of kernel.evaluate("byTime", y, values, t).entries()) expect(value).toBeCloseTo(column[i]!, 8);
  });
});

test("a derivative of a definition that does not depend on a state is no definition", () => {
  const names = jacobian.definitions.map(({ name }) => name);
  expect(names).toContain("m_inf'V");
  expect(names).not.toContain("m_inf'm");
  expect(names).toContain("drive't");
});
