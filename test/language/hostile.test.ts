import { describe, expect, test } from "vitest";
import {
  binary,
  call,
  differentiate,
  evaluate,
  inlineFunctions,
  linearIn,
  measure,
  name,
  parseEquations,
  printLatex,
  printMathML,
  printText,
  simplify,
  sortDefinitions,
  sortFunctions,
  withoutSingularities,
} from "../../src/language/index.ts";
import { parse, scopeOf, source, told } from "./support.ts";

describe("nesting of any depth neither crashes nor hangs (fault 17)", () => {
  const n = 60_000;
  test.each([
    ["parentheses", `${"(".repeat(n)}x${")".repeat(n)}`, "expression-too-deep"],
    ["open parentheses", "(".repeat(n), "expression-too-deep"],
    ["closed parentheses", ")".repeat(n), "expected"],
    ["calls", `${"f(".repeat(n)}x${")".repeat(n)}`, "expression-too-deep"],
    ["signs", `${"-".repeat(n)}x`, "expression-too-deep"],
    ["not", `${"not ".repeat(n / 2)}x`, "expression-too-deep"],
    ["powers", `${"x^".repeat(n)}x`, "expression-too-deep"],
    ["a sum", `${"x+".repeat(n)}x`, "expression-too-long"],
    ["a product", `${"x*".repeat(n)}x`, "expression-too-long"],
    ["conditions", `${"x and ".repeat(n / 3)}x`, "expression-too-long"],
    ["arguments", `min(${"x,".repeat(n)}x)`, "expression-too-long"],
    ["units", `1 ${"mV*".repeat(n)}mV`, "unit-exponent"],
    ["roots of units", `1 ${"sqrt(".repeat(n / 2)}mV${")".repeat(n / 2)}`, "missing-product"],
    ["products of roots", `1 ${"sqrt(mV*".repeat(n / 6)}mV${")".repeat(n / 6)}`, "unit-exponent"],
    ["alternately nested", `${"-(".repeat(n)}x`, "expression-too-deep"],
    ["digits", "1".repeat(n), "number-too-large"],
    ["zeros", `0.${"0".repeat(n)}1`, "number-too-small"],
    ["one long name", "a".repeat(n), "unknown-name"],
  ])("%s", (_what, text, code) => {
    expect(told(() => measure(parse(text), scopeOf({ x: "1" }))).code).toBe(code);
  });
  test("in a block of equations, every line is told and the others are kept", () => {
    const { statements, errors } = parseEquations(source(`a = ${"(".repeat(n)}\nb = 2\nc = ${"-".repeat(n)}1`));
    expect(statements.map((s) => s.name)).toEqual(["b"]);
    expect(errors.map((e) => e.code)).toEqual(["expression-too-deep", "expression-too-deep"]);
  });
});

describe("large blocks take time in proportion to their length", () => {
  // Mutants: a copy of all names per function, a search of the text per duplicate, `push(...tokens)`, a set of free names per function.
  const repeat = (n: number, line: (i: number) => string) => Array.from({ length: n }, (_, i) => line(i)).join("\n");
  const texts: [string, string][] = [
    ["the same name in every line", repeat(40_000, () => "a=1")],
    ["faulty lines", repeat(40_000, () => "a=(")],
    ["no equations", repeat(60_000, () => "a")],
    ["functions", repeat(9_000, (i) => `f${i}(x) = f${i + 1}(x) + g${i}`)],
    ["one line of many tokens", `a = ${"x ".repeat(99_000)}`],
    ["a function of many arguments", `f(${Array.from({ length: 25_000 }, (_, i) => `x${i}`).join(",")}) = 1`],
    [
      "a long cycle, closed everywhere",
      `${repeat(8_000, (i) => `a${i} = a${i + 1}`)}\na8000 = ${Array.from({ length: 490 }, (_, i) => `a${i * 16}`).join(" + ")}`,
    ],
    ["open lines", `a = 1 +\n${"1 +\n".repeat(40_000)}`],
  ];
  test.each(texts)("%s", (_what, text) => {
    const { statements, errors } = parseEquations(source(text));
    expect(errors.length).toBeLessThanOrEqual(100);
    const functions = statements.filter((s) => s.kind === "function");
    const sorted = sortDefinitions(
      statements.filter((s) => s.kind === "definition"),
      new Map(functions.map((f) => [f.name, f])),
    );
    expect(sorted.errors.length).toBeLessThanOrEqual(100);
    expect(sortFunctions(functions).errors).toEqual([]);
  });

  test("bodies of functions inside one another are followed only so deep", () => {
    const sum = "x + ".repeat(400);
    const { statements } = parseEquations(source(`f0(x) = x\n${repeat(90, (i) => `f${i + 1}(x) = f${i}(x) + ${sum}x`)}`));
    const functions = new Map(statements.flatMap((s) => (s.kind === "function" ? [[s.name, s] as const] : [])));
    const tree = parse("f90(y)");
    expect(told(() => measure(tree, scopeOf({ y: "1" }, { functions }))).code).toBe("expanded-too-large");
    expect(told(() => inlineFunctions(tree, functions)).code).toBe("expanded-too-large");
  });
});

test("the deepest trees that are accepted pass through every stage", () => {
  const texts = [
    `${"(x+".repeat(198)}x${")".repeat(198)}`,
    `${"x+".repeat(498)}x`,
    `${"exp(-".repeat(99)}x${")".repeat(99)}`,
    `${"x^".repeat(199)}x`,
    `${"x/(1 - exp(-x))*".repeat(40)}1`,
    `${"x*".repeat(498)}x`,
  ];
  for (const text of texts) {
    const tree = parse(text, "x");
    measure(tree, scopeOf({ x: "1" }));
    expect(printText(parse(printText(tree), "x"))).toBe(printText(tree));
    printLatex(tree);
    printMathML(tree);
    linearIn(tree, new Set(["x"]));
    const derivative = differentiate(withoutSingularities(simplify(tree)), "x");
    expect(evaluate(derivative, () => 0.5)).not.toBeUndefined();
    printText(derivative);
  }
});

test("markup in names cannot reach MathML", () => {
  const evil = call('<script src="x">', binary("<", name("<b>&amp;"), name("</math><script>")));
  const printed = printMathML(evil);
  expect(printed).not.toContain("<script");
  expect(printed).not.toContain("<b>");
  expect(printed.match(/<\/math>/g)?.length).toBe(1);
});
