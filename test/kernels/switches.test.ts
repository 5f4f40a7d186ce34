/** Conditions taken out of equations. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Switch, SwitchCollector } from "../../src/kernels/switches.ts";
import { evaluate, printText, type Tree } from "../../src/language/index.ts";
import { tree } from "../scales/support.ts";

const freeze = (text: string, varies = ["x", "y", "t", "V"]): { frozen: Tree; switches: readonly Switch[] } => {
  const collector = new SwitchCollector(new Set(varies));
  return { frozen: collector.freeze(tree(text)), switches: collector.switches };
};

describe("levels", () => {
  test.each([
    ["where(V < V_gate, (1 - h)/a, -h/b)", ["V_gate - V"]],
    ["heaviside(t - sigma)", ["t - sigma"]],
    ["abs(x) + sign(y)", ["x", "y"]],
    ["min(x, a) + max(x, a)", ["a - x", "x - a"]],
    ["clip(x, 0, infinity)", ["x - 0"]],
    ["floor(t/10)", ["t/10"]],
    ["round(x)", ["x + 0.5"]],
    ["where(x > 1 and not y < 2, 1, 2)", ["x - 1", "2 - y"]],
    ["abs(x) + abs(x)", ["x"]],
    ["exp(-x) + x^2", []],
    ["abs(p) + where(p > 2, 1, 0)", []],
  ])("%s", (text, expected) => {
    const { switches } = freeze(text);
    const finite = switches.filter((one) => !printText(one.level).includes("infinity"));
    expect(finite.map((one) => printText(one.level))).toEqual(expected);
  });
});

/** What the slots hold at a point. */
function slotsAt(switches: readonly Switch[], names: Readonly<Record<string, number>>): Record<string, number> {
  const values: Record<string, number> = { ...names };
  for (const { slot, kind, level, atZero } of switches) {
    const value = evaluate(level, (one) => values[one]!);
    values[slot] = kind === "floor" ? Math.floor(value) : value > 0 || (value === 0 && atZero) ? 1 : 0;
  }
  return values;
}

const expressions = [
  "floor(3*x) + ceil(y) - round(2*x - y)",
  "mod(x, 0.7)*abs(y - 0.31)",
  "clip(x, -0.4, 0.9) + min(x, y) - max(2*x, y)",
  "where(x > y or x < -y, x^2, sign(y)*heaviside(x))",
  "abs(abs(x) - 1)",
];

describe("frozen expressions", () => {
  test("have the values of the expression, where the slots hold what is true", () => {
    // Multiples of a fraction that has none of the switching points among them but 0: at such points one rounding decides.
    const coordinate = fc.integer({ min: -3_000_000, max: 3_000_000 }).map((k) => k / 999_983);
    fc.assert(
      fc.property(fc.constantFrom(...expressions), coordinate, coordinate, (text, x, y) => {
        const { frozen, switches } = freeze(text);
        const values = slotsAt(switches, { x, y });
        expect(Math.abs(evaluate(frozen, (one) => values[one]!) - evaluate(tree(text), (one) => ({ x, y })[one]!))).toBeLessThan(1e-12);
      }),
      { seed: 7, numRuns: 2000 },
    );
  });
  test("are smooth as long as no slot changes (mutant: one condition is left in place)", () => {
    // A step of 1/128 in x, in quarters: the slopes of a smooth piece differ by its curvature only, those of a kink or jump by more.
    const h = 1 / 128 + 1e-5;
    for (const text of ["floor(3*x)", "mod(x, 0.7)", "round(2*x)", "ceil(x)", "abs(x - 0.31)", "clip(x, -0.4, 0.9)"]) {
      const { frozen, switches } = freeze(text);
      for (let x = -2.013; x < 2; x += h) {
        const values = slotsAt(switches, { x });
        const at = (part: number) => evaluate(frozen, (one) => (one === "x" ? x + part * h : values[one]!));
        const slopes = [0, 1, 2, 3].map((k) => at((k + 1) / 4) - at(k / 4));
        expect(Math.max(...slopes) - Math.min(...slopes), `${text} at ${x}`).toBeLessThan(1e-9);
      }
    }
  });
});
