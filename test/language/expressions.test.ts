import { describe, expect, test } from "vitest";
import { parseExpression } from "../../src/language/index.ts";
import { bare, errorOf, parse, source, told } from "./support.ts";

/** Both texts give the same tree. */
const same = (a: string, b: string) => expect(bare(a)).toEqual(bare(b));

describe("operators, tightest first", () => {
  test.each([
    ["a^b^c", "a^(b^c)"],
    ["-x^2", "-(x^2)"],
    ["2^-x", "2^(-x)"],
    ["2^-x^2", "2^(-(x^2))"],
    ["-a*b", "(-a)*b"],
    ["a*-b", "a*(-b)"],
    ["a/b*c", "(a/b)*c"],
    ["a/b/c", "(a/b)/c"],
    ["a - b - c", "(a - b) - c"],
    ["a + b*c^d", "a + (b*(c^d))"],
    ["a + b < c*d", "(a + b) < (c*d)"],
    ["not a < b and c > d or e == f", "((not (a < b)) and (c > d)) or (e == f)"],
    ["not not a < b", "not (not (a < b))"],
    ["a or b and c", "a or (b and c)"],
    ["+x", "x"],
    ["- -x", "-(-x)"],
    ["min(a, b, c)", "min(min(a, b), c)"],
    ["f (x)", "f(x)"],
    ["a\n + b", "a + b"],
    ["a # a comment", "a"],
  ])("%s is %s", same);
});

describe("a missing operator is an error that proposes the product", () => {
  test.each([
    ["a/tau V", "tau*V"],
    ["(a)(b)", "(a)*(..."],
    ["m h", "m*h"],
    ["2(x)", "2*(..."],
    ["x 2", "x*2"],
    ["f(x) y", "f(x)*y"],
  ])("%s", (text, proposal) => {
    expect(told(() => parse(text))).toMatchObject({ code: "missing-product", hint: `a product is written \`${proposal}\`` });
  });
});

describe("spellings of other languages are errors that name ours", () => {
  test.each([
    ["x**2", "x^n"],
    ["ln(x)", "log(x)"],
    ["heav(x)", "heaviside(x)"],
    ["if(x > 1)then(2)else(3)", "where(condition, a, b)"],
    ["if x > 1 then 2 else 3", "where(condition, a, b)"],
    ["1 if x > 2 else 3", "where(condition, a, b)"],
    ["x > 1 ? 2 : 3", "where(condition, a, b)"],
    ["rand()", "xi"],
    ["ran(1)", "xi"],
    ["-V/tau : volt", "initial value"],
    ["-V/tau (unless refractory)", "refractory"],
    ["a && b", "and"],
    ["a || b", "or"],
    ["!a", "not"],
    ["x % 2", "mod(a, b)"],
    ["pow(x, 2)", "x^n"],
    ["arctan(x)", "atan(x)"],
    ["x = 2", "=="],
    ["int(V > 3)", "where(condition, 1, 0)"],
    ["x[0]", "name"],
    ["V_{th}", "`V_th`"],
    ["{x}", "parentheses"],
    ["\\tau", "tau"],
    ["V'", "left of an equation"],
    ["x;", "one equation per line"],
    ["'x'", "left of an equation"],
  ])("%s", (text, ours) => {
    const error = told(() => parse(text));
    expect(error.code).toBe("foreign-spelling");
    expect(error.hint).toContain(ours);
  });
  test("a document's own function may carry such a name", () => {
    expect(bare("ln(x)", "ln")).toMatchObject({ kind: "call", name: "ln" });
  });
});

describe("shape errors point at the place", () => {
  test.each([
    ["(a + b", "unclosed-parenthesis", "("],
    ["f(a, (b)", "unclosed-parenthesis", "("],
    ["a + b)", "extra-parenthesis", ")"],
    ["a, b", "stray-comma", ","],
    ["()", "empty-parentheses", ")"],
    ["a +", "expected", ""],
    ["* a", "expected", "*"],
    ["a < b < c", "chained-comparison", "<"],
    ["1.2.3", "two-points", ".3"],
    ["exp(a, b)", "wrong-arity", "exp(a, b)"],
    ["sin^2(x)", "function-power", "sin^2"],
    ["sqrt x", "argument-without-parentheses", "sqrt x"],
    ["log 3", "argument-without-parentheses", "log 3"],
    ["where(a, b)", "wrong-arity", "where(a, b)"],
    ["min(a)", "wrong-arity", "min(a)"],
    ["f()", "no-arguments", "f()"],
    ["", "empty-expression", ""],
    ["  \n ", "empty-expression", ""],
    ["a and", "expected", ""],
    ["a + not b", "expected", "not"],
    ["or", "expected", "or"],
  ])("%s", (text, code, at) => {
    expect(told(() => parse(text))).toMatchObject({ code, at });
  });
  test("a chain of comparisons proposes `and`", () => {
    expect(told(() => parse("0 < x < 1")).hint).toBe("write `0 < x and x < ...`");
  });
});

describe("spans are in the user's own text", () => {
  test("Greek letters, superscripts and wide characters keep their places", () => {
    const text = "τ_m·(V² − E_L) + ΔT·@";
    const error = told(() => parse(text));
    expect(error.at).toBe("@");
    const tree = parseExpression(source("τ_m·(V² − E_L)"));
    expect(tree.kind === "binary" && tree.right.span && "τ_m·(V² − E_L)".slice(tree.right.span.start, tree.right.span.end)).toBe(
      "(V² − E_L)",
    );
  });
  test("line and column count from 1", () => {
    const span = errorOf(() => parse("a +\n  b c")).span;
    expect(span?.source.locate(span.start)).toMatchObject({ line: 2, column: 3, lineText: "  b c" });
  });
});
