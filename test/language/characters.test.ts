import { describe, expect, test } from "vitest";
import { parseEquations } from "../../src/language/index.ts";
import { bare, parse, source, told } from "./support.ts";

describe("the fixed table, applied before NFKC", () => {
  test.each([
    ["τ_m", "tau_m"],
    ["Δ_T", "Delta_T"],
    ["ϑ + ϕ + ϵ", "theta + phi + epsilon"],
    ["ς", "sigma"],
    ["x²", "x^2"],
    ["x⁻¹²", "x^-12"],
    ["a − b", "a - b"],
    ["a – b", "a - b"],
    ["a·b⋅c×d", "a*b*c*d"],
    ["a÷b", "a/b"],
    ["a ≤ b", "a <= b"],
    ["a ≠ b", "a != b"],
    ["∞", "infinity"],
    ["g₁", "g1"],
    ["Ｖ＋１", "V+1"],
    ["𝑉 + 𝜏", "V + tau"],
    ["a\u00a0+\u2009b", "a + b"],
    ["\ufeffa + b", "a + b"],
    ["a +\r\nb", "a + b"],
    ["a +\rb", "a + b"],
    // The micro sign and Greek mu look the same, so they are the same name; so do the ohm sign and Omega.
    ["µ_x", "mu_x"],
    ["\u2126_1", "Omega_1"],
    ["∂x", "dx"],
    ["√(2)", "sqrt(2)"],
    ["μ_x", "mu_x"],
  ])("%s is %s", (typed, ours) => {
    expect(bare(typed)).toEqual(bare(ours));
  });
  test("a digit behind a superscript is not part of the exponent", () => {
    // Mutant: without the blank `V²3` would be V^23.
    expect(told(() => parse("V²3")).code).toBe("missing-product");
  });
});

describe("what has no meaning is an error at the character", () => {
  test.each([
    ["а + 1", "look-alike", "`а` (U+0430) looks like `a` but is a letter of another alphabet", "а"],
    ["g_Са", "look-alike", "`С` (U+0421) looks like `C` but is a letter of another alphabet", "С"],
    ["a\u200bb", "invisible-character", "an invisible character (U+200B) stands here", "\u200b"],
    ["a \u0000 b", "control-character", "a control character (U+0000) stands here", "\u0000"],
    ["a \ufffd", "bad-utf8", "this is no character (U+FFFD)", "\ufffd"],
    ["a \ud800 b", "bad-utf8", "this is no character (U+D800)", "\ud800"],
    ["été", "strange-character", "`é` (U+00E9) has no meaning here", "é"],
    ["中", "strange-character", "`中` (U+4E2D) has no meaning here", "中"],
    ["😀", "strange-character", "`😀` (U+1F600) has no meaning here", "😀"],
    ["xⁿ", "raised-character", "`ⁿ` (U+207F) has no meaning here", "ⁿ"],
    ["½*x", "raised-character", "`½` (U+00BD) has no meaning here", "½"],
  ])("%j", (text, code, sentence, at) => {
    expect(told(() => parse(text))).toMatchObject({ code, text: sentence, at });
  });
  test("every assigned letter of the other alphabets gives a clear error or a meaning, never another exception", () => {
    for (let codePoint = 0x80; codePoint < 0x3000; codePoint++) {
      try {
        parse(`a + ${String.fromCodePoint(codePoint)}`);
      } catch (error) {
        expect((error as Error).name, codePoint.toString(16)).toBe("LapicqueError");
      }
    }
  });
});

test("a text that is too long is refused before it is read", () => {
  expect(told(() => parse("a".repeat(200_001))).code).toBe("text-too-long");
  expect(parseEquations(source("x = 1\n".repeat(100_000))).errors[0]?.code).toBe("text-too-long");
});
