import fc from "fast-check";
import { expect, test } from "vitest";
import { fileSource } from "../../../src/base/index.ts";
import { withCommonFactors } from "../../../src/kernels/population/common-factors.ts";
import { evaluate, parseExpression, printText } from "../../../src/language/index.ts";

const tree = (text: string) => parseExpression(fileSource("test", text));
const values: Readonly<Record<string, number>> = { a: 1.3, b: 0.7, c: 2.9, u: 0.91, x: 0.6, y: 1.9, tiny: 1e-20, huge: 1e20 };
const lookup = (name: string) => values[name]!;
const gathered = (text: string) =>
  printText(withCommonFactors({ definitions: [], step: new Map([["x", tree(text)]]) }, ["x", "y"], lookup).step.get("x")!);

test.each([
  ["a*x*b", "a*b*x"],
  ["a*(x*b)/c", "a*b*(1/c)*x"],
  ["x/a*y/b", "1/a*(1/b)*(x*y)"],
  ["-x*a", "-1*a*x"],
  ["-(x*y)", "-(x*y)"],
  ["a/x", "a/x"],
  ["a*b", "a*b"],
  // In floats x*x overflows where x is 1e20, and tiny*tiny is 0: as they stand they are all right.
  ["tiny*x*x", "tiny*x*x"],
  ["tiny*x*(tiny*huge*x*huge)", "tiny*x*(tiny*huge*x*huge)"],
  ["exp(a*x*b)", "exp(a*b*x)"],
])("%s is computed as %s", (given, wanted) => {
  expect(gathered(given)).toBe(printText(tree(wanted)));
});

test("what a definition depends on decides whether its name is common", () => {
  const definitions = [
    { name: "u", tree: tree("a*b") },
    { name: "v", tree: tree("x + a") },
  ];
  const { step } = withCommonFactors({ definitions, step: new Map([["x", tree("x*u*v*b")]]) }, ["x"], lookup);
  expect(printText(step.get("x")!)).toBe(printText(tree("u*b*(x*v)")));
});

test("values stay, to rounding", () => {
  const leaf = fc.constantFrom("a", "b", "c", "x", "y", "2", "0.3");
  const { text } = fc.letrec<{ text: string }>((tie) => ({
    text: fc.oneof(
      { maxDepth: 6 },
      leaf,
      fc.tuple(fc.constantFrom("*", "/", "+"), tie("text"), tie("text")).map(([op, left, right]) => `(${left}${op}${right})`),
      tie("text").map((inner) => `(-${inner})`),
    ),
  }));
  fc.assert(
    fc.property(text, (given) => {
      const before = evaluate(tree(given), lookup);
      const after = evaluate(tree(gathered(given)), lookup);
      // Sums of terms of either sign may cancel; 200 operations of relative error 1e-16 on terms of at most 1e6.
      if (Number.isFinite(before) && Math.abs(before) < 1e6) expect(Math.abs(after - before)).toBeLessThan(1e-8 * (1 + Math.abs(before)));
    }),
    { numRuns: 500, seed: 7 },
  );
});
