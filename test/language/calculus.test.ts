import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  binary,
  call,
  differentiate,
  evaluate,
  functions,
  linearIn,
  name,
  namesIn,
  number,
  printText,
  simplify,
  type Tree,
} from "../../src/language/index.ts";
import { interpret } from "../interpreter.ts";
import { bare, numericTree, parse, point, smoothTree } from "./support.ts";

const at = (x: number, y: number) => (of: string) => (of === "x" ? x : of === "y" ? y : Number.NaN);

describe("differentiate", () => {
  test.each([
    ["3", "0"],
    ["y", "0"],
    ["x", "1"],
    ["x^2", "2*x"],
    ["x^3*y", "3*x^2*y"],
    ["-g*(x - E)", "-g"],
    ["y/x", "-(y/x/x)"],
    ["x/y", "1/y"],
    ["exp(-x/k)", "-(exp(-x/k)*(1/k))"],
    ["where(x > 0, x^2, y)", "where(x > 0, 2*x, 0)"],
    ["abs(x)", "sign(x)"],
    ["heaviside(x) + floor(x) + sign(x) + round(x) + ceil(x)", "0"],
    ["min(x, y)", "where(x <= y, 1, 0)"],
    ["clip(x, 0, 1)", "where(x < 0, 0, where(x > 1, 0, 1))"],
    ["x > 0", "0"],
    ["exprel(x)", "dexprel(x)"],
  ])("d/dx %s = %s", (text, derivative) => {
    expect(printText(differentiate(parse(text), "x"))).toBe(derivative);
  });

  /** Central difference with Richardson extrapolation: error O(h^4), and its own estimate of it. */
  const difference = (tree: Tree, x: number, y: number) => {
    const h = 1e-3;
    const slope = (step: number) => (interpret(tree, at(x + step, y)) - interpret(tree, at(x - step, y))) / (2 * step);
    const value = (4 * slope(h / 2) - slope(h)) / 3;
    const finer = (4 * slope(h / 4) - slope(h / 2)) / 3;
    return { value: finer, error: Math.abs(finer - value) };
  };

  test("agrees with finite differences on generated smooth expressions", () => {
    let compared = 0;
    fc.assert(
      fc.property(smoothTree, point, point, (tree, x, y) => {
        const { value, error } = difference(tree, x, y);
        // Near a pole, or where the values are so large that differences drown in rounding, there is no oracle.
        const size = Math.abs(interpret(tree, at(x, y)));
        if (!Number.isFinite(value) || error > 1e-6 * (1 + Math.abs(value)) || size > 1e6) return;
        compared++;
        const found = evaluate(differentiate(tree, "x"), at(x, y));
        expect(Math.abs(found - value)).toBeLessThanOrEqual(1e-5 * (1 + Math.abs(value) + size * 1e-4));
      }),
      { numRuns: 3000, seed: 11 },
    );
    expect(compared).toBeGreaterThan(1500);
  });

  test("every builtin function has a derivative that agrees with finite differences", () => {
    for (const [of, { arity }] of functions) {
      const args = [parse("0.3 + 0.1*x"), parse("0.5 + 0.2*x*x"), parse("0.9 + x")].slice(0, arity);
      if (of === "where") args[0] = parse("x > 0");
      const tree = call(of, ...args);
      for (const x of [0.4, 1.3]) {
        const { value } = difference(tree, x, 0);
        expect(evaluate(differentiate(tree, "x"), at(x, 0)), `${of} at ${x}`).toBeCloseTo(value, 7);
      }
    }
  });

  test("the second derivative of exprel is continuous: exprel''(u) = (e^u - 2 exprel'(u))/u, 1/3 at 0", () => {
    const second = differentiate(differentiate(parse("exprel(x)"), "x"), "x");
    expect(evaluate(second, at(0, 0))).toBeCloseTo(1 / 3, 15);
    for (const u of [-0.999999, 0.999999]) {
      const outside = Math.sign(u) * 1.000001;
      expect(Math.abs(evaluate(second, at(u, 0)) - evaluate(second, at(outside, 0)))).toBeLessThan(1e-5);
    }
    expect(evaluate(second, at(0.5, 0))).toBeCloseTo(difference(parse("dexprel(x)"), 0.5, 0).value, 9);
  });
});

describe("simplify", () => {
  test.each([
    ["0 + x", "x"],
    ["x - 0", "x"],
    ["0 - x", "-x"],
    ["1*x/1", "x"],
    ["x^1 + x^0", "x + 1"],
    ["0*x", "0"],
    ["- -x", "x"],
    ["x - -y", "x + y"],
    ["-x*-y", "x*y"],
    ["2*3 + x", "6 + x"],
    ["2 - 5", "-3"],
    ["2 mV*3 nS", "6 mV*nS"],
    ["40 mV + 10 mV", "50 mV"],
    ["where(1 < 2, x, y)", "x"],
    ["sqrt(4)*x", "2*x"],
    ["1 mV*x", "1 mV*x"],
    ["1/0", "1/0"],
    ["0/0", "0/0"],
    ["exp(1000)", "exp(1000)"],
    ["log(0 - 1)", "log(-1)"],
    ["0 mV + x", "x"],
    ["1 mV + 1", "1 mV + 1"],
  ])("%s becomes %s", (text, simple) => {
    expect(printText(simplify(parse(text)))).toBe(simple);
  });

  test("never changes a finite value, to the bit (up to the sign of zero)", () => {
    // Mutants: x - x -> 0 with infinite x, reordering a sum, 0*x -> x.
    let compared = 0;
    fc.assert(
      fc.property(numericTree, point, point, (tree, x, y) => {
        const before = evaluate(tree, at(x, y));
        if (!isFiniteThroughout(tree, x, y)) return;
        compared++;
        expect(evaluate(simplify(tree), at(x, y)) + 0).toBe(before + 0);
      }),
      { numRuns: 5000, seed: 5 },
    );
    expect(compared).toBeGreaterThan(2000);
  });
});

/** Whether no part of the tree is NaN or infinite, or a zero whose sign could tell. */
function isFiniteThroughout(tree: Tree, x: number, y: number): boolean {
  const parts =
    tree.kind === "call" ? tree.args : tree.kind === "binary" ? [tree.left, tree.right] : tree.kind === "unary" ? [tree.arg] : [];
  const value = evaluate(tree, at(x, y));
  const isSignedDivisor = tree.kind === "binary" && tree.op === "/" && evaluate(tree.right, at(x, y)) === 0;
  const isLateConstant = tree.kind === "binary" && tree.op === "^" && namesIn(tree.right).size > 0;
  const isZeroAngle = tree.kind === "call" && tree.name === "atan2" && tree.args.some((arg) => evaluate(arg, at(x, y)) === 0);
  return (
    Number.isFinite(value) && !isSignedDivisor && !isZeroAngle && !isLateConstant && parts.every((part) => isFiniteThroughout(part, x, y))
  );
}

describe("linearIn", () => {
  const names = new Set(["x", "y"]);
  test.each([
    ["-g*(x - E) + I", "-(g*E)"],
    ["x/tau + 3*y - (x - y)/2", ""],
    ["where(c > 0, x, y)", ""],
    ["a", ""],
  ])("%s is linear, and constant + sum of coefficient*name has its value", (text) => {
    const tree = parse(text);
    const linear = linearIn(tree, names);
    if (linear === undefined) throw new Error("not linear");
    const values = new Map([
      ["x", 1.3],
      ["y", -0.7],
      ["g", 2.1],
      ["E", 0.4],
      ["I", 3.3],
      ["tau", 5],
      ["c", 1],
      ["a", 9],
    ]);
    const look = (of: string) => values.get(of) ?? Number.NaN;
    let sum = evaluate(linear.constant, look);
    for (const [of, coefficient] of linear.coefficients) sum += evaluate(coefficient, look) * look(of);
    expect(sum).toBeCloseTo(evaluate(tree, look), 13);
  });
  test.each(["x*y", "x^2", "1/x", "exp(x)", "where(x > 0, 1, 2)", "abs(x)", "x > 0", "a^x"])("%s is not", (text) => {
    expect(linearIn(parse(text), names)).toBeUndefined();
  });
  test("names that do not occur have no coefficient", () => {
    expect([...(linearIn(parse("2*x + a"), names)?.coefficients.keys() ?? [])]).toEqual(["x"]);
  });
  test("the coefficient is the derivative", () => {
    const tree = parse("(E - x)*g/C + (b*x)/tau");
    const coefficient = linearIn(tree, new Set(["x"]))?.coefficients.get("x");
    const look = (of: string) => ({ E: 1, g: 2, C: 3, b: 4, tau: 5, x: 6 })[of] ?? Number.NaN;
    expect(coefficient && evaluate(coefficient, look)).toBeCloseTo(evaluate(differentiate(tree, "x"), look), 15);
  });
});

test("numbers made by the program print as they parse", () => {
  expect(printText(number(-2))).toBe("-2");
  expect(printText(number(Number.POSITIVE_INFINITY))).toBe("infinity");
  expect(printText(binary("^", number(-2), name("x")))).toBe("(-2)^x");
  expect(bare("-2")).toEqual(number(-2));
});
