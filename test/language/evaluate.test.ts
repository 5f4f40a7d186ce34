import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  childrenOf,
  evaluate,
  type FunctionStatement,
  inlineFunctions,
  parseEquations,
  substitute,
  type Tree,
  withoutSpans,
} from "../../src/language/index.ts";
import { interpret } from "../interpreter.ts";
import { bare, numericTree, parse, point, source, told } from "./support.ts";

const at = (x: number, y: number) => (name: string) => (name === "x" ? x : name === "y" ? y : Number.NaN);

/** The sign of a zero, which decides the sign of infinity, is no claim of the language. */
function dividesByZero(tree: Tree, x: number, y: number): boolean {
  const isZero =
    tree.kind === "binary" && (tree.op === "/" || tree.op === "^") && interpret(tree.op === "/" ? tree.right : tree.left, at(x, y)) === 0;
  return isZero || childrenOf(tree).some((child) => dividesByZero(child, x, y));
}

describe("values", () => {
  test.each<[string, number]>([
    ["2^-3", 0.125],
    ["-2^2", -4],
    ["2^3^2", 512],
    ["heaviside(0)", 0],
    ["sign(-3)", -1],
    ["sign(0)", 0],
    ["mod(-1, 3)", 2],
    ["round(2.5)", 2],
    ["round(3.5)", 4],
    ["clip(5, 0, 1)", 1],
    ["min(3, 1, 2)", 1],
    ["where(1 < 2, 3, 4)", 3],
    ["where(not (1 < 2) or 2 == 2 and 1 != 1, 3, 4)", 4],
    ["exprel(0)", 1],
    ["floor(-0.5)", -1],
    ["infinity", Number.POSITIVE_INFINITY],
    ["0.1 V", 100],
    ["1/(4/ms)", 0.25],
  ])("%s = %d", (text, value) => {
    expect(evaluate(parse(text), at(0, 0))).toBe(value);
  });

  test("evaluate agrees with the interpreter on generated expressions", () => {
    // base/math is accurate to 2 ulp and Math.* to about as much; a difference is amplified by at most a few operations here. Trees
    // in which a switch lies within rounding of its argument may differ and are skipped by requiring agreement of nearby points.
    let compared = 0;
    fc.assert(
      fc.property(numericTree, point, point, (tree, x, y) => {
        const expected = interpret(tree, at(x, y));
        const near = interpret(tree, at(x * (1 + 1e-14), y * (1 - 1e-14)));
        const scale = Math.max(Math.abs(expected), 1e-12);
        // Ill-conditioned here: no oracle.
        if (Number.isFinite(expected) && !(Math.abs(near - expected) <= 1e-10 * scale)) return;
        if (dividesByZero(tree, x, y)) return;
        const found = evaluate(tree, at(x, y));
        if (Number.isNaN(expected) || !Number.isFinite(expected)) {
          if (Number.isNaN(near) === Number.isNaN(expected)) expect(Number.isFinite(found) && Number.isFinite(near)).toBe(false);
          return;
        }
        compared++;
        expect(Math.abs(found - expected)).toBeLessThanOrEqual(1e-9 * scale);
      }),
      { numRuns: 3000, seed: 3 },
    );
    expect(compared).toBeGreaterThan(1000);
  });
});

describe("the document's own functions", () => {
  const functionsOf = (text: string) =>
    new Map(
      parseEquations(source(text))
        .statements.filter((s): s is FunctionStatement => s.kind === "function")
        .map((f) => [f.name, f]),
    );
  test("arguments hide names, and nothing is captured by accident", () => {
    // Mutant: substituting one argument after the other turns f(y, x) into y - y.
    const functions = functionsOf("f(x, y) = x - y\ng(x) = f(y, x) + x");
    expect(withoutSpans(inlineFunctions(parse("f(y, x)"), functions))).toEqual(bare("y - x"));
    expect(withoutSpans(inlineFunctions(parse("g(2)"), functions))).toEqual(bare("(y - 2) + 2"));
  });
  test("inlining computes what calling does", () => {
    const functions = functionsOf("a(V) = 0.1*(V + 40)/(1 - exp(-(V + 40)/10))\nb(V) = 4*exp(-V/18)\nm(V, s) = a(V + s)/(a(V + s) + b(V))");
    const tree = parse("m(x, b(y)) - m(y, 1)");
    expect(evaluate(inlineFunctions(tree, functions), at(3, -2))).toBeCloseTo(interpret(tree, at(3, -2), functions), 13);
  });
  test("substitution is simultaneous", () => {
    expect(
      withoutSpans(
        substitute(
          parse("x + y"),
          new Map([
            ["x", bare("y")],
            ["y", bare("x")],
          ]),
        ),
      ),
    ).toEqual(bare("y + x"));
  });
  test("recursion, wrong arity and explosive growth are errors at the call", () => {
    const code = (text: string, call: string) => told(() => inlineFunctions(parse(call), functionsOf(text))).code;
    expect(code("f(x) = g(x)\ng(x) = f(x)", "f(1)")).toBe("recursive-function");
    expect(code("f(x) = x", "f(1, 2)")).toBe("function-arity");
    const doubling = Array.from({ length: 40 }, (_, i) => `f${i + 1}(x) = f${i}(x) + f${i}(x)`).join("\n");
    expect(code(`f0(x) = x + x\n${doubling}`, "f40(1)")).toBe("expanded-too-large");
    const chain = Array.from({ length: 5000 }, (_, i) => `f${i + 1}(x) = f${i}(x)`).join("\n");
    expect(code(`f0(x) = x\n${chain}`, "f5000(1)")).toBe("expanded-too-large");
    const bodies = Array.from({ length: 30 }, (_, i) => `f${i + 1}(x) = f${i}(f${i}(x))`).join("\n");
    expect(code(`f0(x) = x + 1\n${bodies}`, "f30(1)")).toBe("expanded-too-large");
  });
});
