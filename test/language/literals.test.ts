import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { evaluate, parseExpression, parseUnit, printText } from "../../src/language/index.ts";
import { makeUnit, rational, unitSymbols } from "../../src/units/index.ts";
import { bare, errorOf, parse, source, told } from "./support.ts";

const value = (text: string, declared = "") => {
  const tree = parse(text, declared);
  if (tree.kind !== "number") throw new Error(`${text} is no literal`);
  return [tree.value, tree.unit?.text ?? ""];
};

describe("a literal is a number and the units behind it", () => {
  test.each<[string, number, string]>([
    ["40 mV", 40, "mV"],
    ["20pA", 20, "pA"],
    ["4/ms", 4, "1/ms"],
    ["10 uA/cm^2", 0.1, "uA/cm^2"],
    ["1.5 mV*s", 1500, "mV*s"],
    ["0.1/ms/mV", 0.1, "1/ms/mV"],
    ["2 mV/sqrt(ms)", 2, "mV/sqrt(ms)"],
    ["2 sqrt(ms)", 2, "sqrt(ms)"],
    ["3/sqrt(s)", 3 * Math.sqrt(1e-3), "1/sqrt(s)"],
    ["10 mV^2", 10, "mV^2"],
    ["1 mV^-1", 1, "1/mV"],
    ["1 um^(1/2)", 1, "sqrt(um)"],
    ["1 um^1.5", 1, "um^(3/2)"],
    ["2 volt", 2000, "volt"],
    ["1e3 Hz", 1, "Hz"],
    ["1e-3mV", 0.001, "mV"],
    [".5 s", 500, "s"],
    ["5. ms", 5, "ms"],
    ["6.3 degC", 279.45, "degC"],
    ["-3 degC", 270.15, "degC"],
    ["3 mV/mV", 3, ""],
    ["10 \u03bcA/cm\u00b2", 0.1, "uA/cm^2"],
    ["10 \u00b5A/cm\u00b2", 0.1, "uA/cm^2"],
    ["5 M\u2126", 0.005, "MOhm"],
    ["5 M\u03a9", 0.005, "MOhm"],
    ["6.3 \u00b0C", 279.45, "degC"],
    ["1 mV\u00b7s", 1000, "mV*s"],
    ["4 ms\u207b\u00b9", 4, "1/ms"],
  ])("%s", (text, number, unit) => {
    expect(value(text)).toEqual([number, unit]);
  });
});

describe("a literal binds tighter than any operator", () => {
  test("V/40 mV is V/(40 mV)", () => {
    expect(bare("V/40 mV")).toEqual(bare("V/(40 mV)"));
  });
  test("10 mV^2 is 10*(1 mV)^2", () => {
    expect(value("10 mV^2")).toEqual([10, "mV^2"]);
  });
  test("x*4/ms is x*(4/ms)", () => {
    expect(bare("x*4/ms")).toEqual(bare("x*(4/ms)"));
  });
});

describe("after / or ^ a compound unit has two readings, and the error shows both", () => {
  test.each([
    ["x/4/ms", "`x/(4/ms)` or `x/4/(1 ms)`"],
    ["I/10 uA/cm^2", "`I/(10 uA/cm^2)` or `I/(10 uA)/(1 cm^2)`"],
    ["x^4/ms", "`x^(4/ms)` or `x^4/(1 ms)`"],
    ["x/-4/ms", "`x/(-4/ms)` or `x/-4/(1 ms)`"],
    ["x/2 mV*s", "`x/(2 mV*s)` or `x/(2 mV)*(1 s)`"],
    ["1/2/ms/mV", "`1/(2/ms/mV)` or `1/2/(1 ms)/(1 mV)`"],
  ])("%s", (text, readings) => {
    expect(told(() => parse(text))).toMatchObject({
      code: "ambiguous-literal",
      text: `\`${text}\` has two readings`,
      hint: `write ${readings}`,
    });
  });
  test("both readings parse, and differ", () => {
    expect(bare("x/(4/ms)")).not.toEqual(bare("x/4/(1 ms)"));
  });
  test("a single unit, or one to a power, has one reading", () => {
    expect(printText(bare("x/10 mV^2"))).toBe("x/10 mV^2");
  });
  test("two exponents are an error", () => {
    expect(told(() => parse("10 mV^2^3")).code).toBe("unit-to-a-power");
    expect(told(() => parse("10 mV^n")).code).toBe("unit-exponent");
    expect(told(() => parse("10 mV^99")).code).toBe("unit-exponent");
  });
});

describe("declared names", () => {
  test("end a literal after an operator: 120 mS/cm^2*m^3*h with gates m and h", () => {
    expect(bare("120 mS/cm^2*m^3*h", "m h")).toEqual(bare("(120 mS/cm^2)*(m^3)*h", "m h"));
    expect(bare("4/s", "s")).toEqual({ kind: "binary", op: "/", left: bare("4"), right: { kind: "name", name: "s" } });
    expect(bare("1/sqrt(s)", "s").kind).toBe("binary");
  });
  test("without the declaration the same text has metres in it", () => {
    expect(value("120 mS/cm^2*m^3")[1]).toBe("mS*m^3/cm^2");
  });
  test("directly after a number they are an error with both readings", () => {
    expect(told(() => parse("2 V", "V"))).toMatchObject({ code: "number-then-declared", hint: "write `2*V` or `2 volt`", at: "2 V" });
    expect(told(() => parse("2 x", "x"))).toMatchObject({ code: "missing-product", hint: "a product is written `2*x`" });
  });
  test("2 volt is a quantity although V is declared", () => {
    expect(parse("2 volt", "V")).toMatchObject({ value: 2000 });
  });
});

describe("what is no unit", () => {
  test.each([
    ["5 h", "`h` is no unit", "an hour is written `3600 s`; if it is a name, a product is written `5*h`"],
    ["5 g", "`g` is no unit", "if it is a name, a product is written `5*g`"],
    ["5 mv", "`mv` is no unit", "did you mean `mV` or `MV`?"],
    ["5 msec", "`msec` is no unit", "did you mean `ms`?"],
    ["-65 cmm", "`cmm` is no unit", "did you mean `cm` or `mm`?"],
  ])("%s", (text, sentence, hint) => {
    const error = told(() => parse(text));
    expect(error.text).toBe(sentence);
    expect(error.hint).toContain(hint);
  });
  test("a number before a function or parenthesis lacks its operator", () => {
    expect(told(() => parse("2 exp(x)")).hint).toBe("a product is written `2*exp`");
    expect(told(() => parse("2(x)")).code).toBe("missing-product");
    expect(told(() => parse("2 pi")).code).toBe("missing-product");
  });
  test("degC stands alone", () => {
    for (const text of ["6.3 degC + 1 K", "2*6.3 degC", "exp(6.3 degC)", "1 mV/degC", "- -3 degC", "(6.3 degC)"]) {
      expect(told(() => parse(text)).code, text).toBe("celsius-bare");
    }
  });
  test("NaN, overflow and underflow are no numbers", () => {
    expect(told(() => parse("1e400")).code).toBe("number-too-large");
    expect(told(() => parse("1e308 V")).code).toBe("number-too-large");
    expect(told(() => parse("1e-400")).code).toBe("number-too-small");
    expect(parse("0e-400")).toMatchObject({ value: 0 });
    expect(parse("infinity")).toMatchObject({ kind: "name", name: "infinity" });
  });
});

describe("units: none", () => {
  const plain = (text: string) => parseExpression(source(text), { units: "none", declared: new Set(["a", "s"]) });
  test("a unit is an error that says why", () => {
    expect(told(() => plain("10 mV"))).toMatchObject({ code: "unit-in-plain-document", at: "10 mV" });
    expect(told(() => plain("4/ms")).code).toBe("unit-in-plain-document");
    expect(told(() => plain("2 a"))).toMatchObject({ code: "missing-product" });
  });
  test("plain numbers and declared names are untouched", () => {
    expect(printText(plain("2/s + 3*a"))).toBe("2/s + 3*a");
  });
});

describe("declared units (inputs)", () => {
  test.each([
    ["pA", "pA", 1],
    ["uA/cm^2", "uA/cm^2", 0.01],
    ["1/ms", "1/ms", 1],
    ["1", "1", 1],
    ["Hz", "Hz", 0.001],
    ["sqrt(ms)*mV", "sqrt(ms)*mV", 1],
    ["1/s/mV", "1/s/mV", 0.001],
  ])("%s", (text, printed, factor) => {
    expect(parseUnit(source(text))).toMatchObject({ text: printed, factor });
  });
  test.each(["foo", "2 pA", "pA pA", "", "pA*", "1/", "V^x", "1 1", "degC*mV"])("%s is none", (text) => {
    expect(() => parseUnit(source(text))).toThrowError(/./);
  });
  test("under units: none the only one is 1", () => {
    expect(parseUnit(source("1"), { units: "none" }).text).toBe("1");
    expect(told(() => parseUnit(source("pA"), { units: "none" })).code).toBe("unit-in-plain-document");
  });
});

describe("units as people write them", () => {
  test.each([
    ["\u00b5A/cm\u00b2", "uA/cm^2"],
    ["\u03bcA/cm\u00b2", "uA/cm^2"],
    ["mS*cm\u207b\u00b2", "mS/cm^2"],
    ["M\u03a9", "MOhm"],
    ["M\u2126", "MOhm"],
    ["mV\u00b7ms", "mV*ms"],
    ["1/ms/mV", "1/ms/mV"],
    ["ms^-1", "1/ms"],
    ["mV^(1/2)", "sqrt(mV)"],
    ["mV/sqrt(ms)", "mV/sqrt(ms)"],
    ["pA*sqrt(s)", "pA*sqrt(s)"],
    ["ms*ms", "ms^2"],
    ["mV/mV", "1"],
    ["kHz", "kHz"],
    ["\u00b0C", "degC"],
    ["\u00baC", "degC"],
  ])("%s is %s", (text, printed) => {
    expect(parseUnit(source(text)).text).toBe(printed);
  });

  test.each([
    ["mS/cm2", "unknown-unit", "did you mean `cm^2`?"],
    ["msec", "unknown-unit", "did you mean `ms`?"],
    ["millivolts", "unknown-unit", "did you mean `mV`?"],
    ["Mohm", "unknown-unit", "did you mean `MOhm`?"],
    ["mohm", "unknown-unit", "did you mean `mOhm`?"],
    ["megaohm", "unknown-unit", "did you mean `MOhm`?"],
    ["seconds", "unknown-unit", "did you mean `s`?"],
    ["Mv", "unknown-unit", "did you mean `MV` or `mV`?"],
    ["mS cm^-2", "missing-product", "a product is written `mS*cm^-2`"],
    ["mV^1/2", "root-of-unit", "write `mV^(1/2)`, or put the quantity in parentheses before it is divided"],
    ["1/(ms*mV)", "unit-expected", "write a product of units such as `pA`, `uA/cm^2` or `1/ms/mV`, or `1` for a plain number"],
  ])("%s is %s: %s", (text, code, hint) => {
    const error = errorOf(() => parseUnit(source(text)));
    expect([error.code, error.hint]).toEqual([code, hint]);
  });

  test("a literal with the root forgotten in parentheses is refused, a quantity divided by a number is not", () => {
    expect(errorOf(() => parse("3 mV/ms^1/2")).code).toBe("root-of-unit");
    expect(evaluate(parse("3 mV^2/2"), () => 0)).toBe(1.5);
  });

  test("what is printed is read as the same unit: any product of powers, in any of its spellings", () => {
    // degC stands alone; an inner `u` (coulomb) is no prefix that could be a micro sign.
    const symbols = [...unitSymbols()].filter((symbol) => symbol !== "degC" && !/.u/.test(symbol));
    const part = fc.record({ symbol: fc.constantFrom(...symbols), n: fc.integer({ min: -4, max: 4 }), d: fc.constantFrom(1, 1, 1, 2, 3) });
    const spellings = [
      (text: string) => text,
      (text: string) => text.replaceAll("u", "\u00b5").replaceAll("^2", "\u00b2").replaceAll("*", " \u00b7 "),
      (text: string) => text.replaceAll("u", "\u03bc").replaceAll("Ohm", "\u03a9").replaceAll("/", " / "),
    ];
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 4 }), fc.constantFrom(...spellings), (parts, spell) => {
        const unit = makeUnit(parts.map(({ symbol, n, d }) => ({ symbol, exponent: rational(n, d) })));
        fc.pre(unit.parts.every(({ exponent }) => Math.abs(exponent.n) <= 12));
        const { text, dimension, factor } = unit;
        expect(parseUnit(source(spell(text)))).toMatchObject({ text, dimension, factor });
      }),
      { numRuns: 2000, seed: 7 },
    );
  });
});
