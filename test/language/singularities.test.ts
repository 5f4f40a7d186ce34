import { describe, expect, test } from "vitest";
import { differentiate, evaluate, inlineFunctions, parseEquations, printText, withoutSingularities } from "../../src/language/index.ts";
import { parse, source } from "./support.ts";

const rewrite = (text: string) => withoutSingularities(parse(text));
const value = (text: string, values: Record<string, number>) => evaluate(rewrite(text), (name) => values[name] ?? Number.NaN);

describe("printed quotients become exprel", () => {
  test.each([
    ["x/(1 - exp(-x/k))", "k/exprel(-x/k)"],
    ["x/(exp(x/k) - 1)", "k/exprel(x/k)"],
    ["0.1*(V + 40)/(1 - exp(-(V + 40)/10))", "1/exprel(-(V + 40)/10)"],
    ["a*(V - V_h)/(1 - exp((V_h - V)/k))*b", "a*k/exprel((V_h - V)/k)*b"],
    ["(V - V_h)/(2*(exp((V - V_h)/k) - 1))", "k/(2*exprel((V - V_h)/k))"],
    ["x/(c - c*exp(-x))", "1/(c*exprel(-x))"],
    ["x/expm1(x)", "1/exprel(x)"],
    ["-x/(-1 + exp(x))", "-(1/exprel(x))"],
    ["x/(1 - 1/exp(x))", "1/exprel(-x)"],
    ["(exp(x) - 1)/x", "exprel(x)"],
    ["(1 - exp(-t/tau))/t", "exprel(-t/tau)/tau"],
    ["x*exp(-x)/(1 - exp(-x))", "exp(-x)/exprel(-x)"],
    ["V*(a - b*exp(-V/k))/(1 - exp(-V/k))", "k*(a - b*exp(-V/k))/exprel(-V/k)"],
    ["(V + 40 mV)/(1 - exp(-(V + 40 mV)/(10 mV)))", "10 mV/exprel(-(V + 40 mV)/10 mV)"],
  ])("%s", (text, printed) => {
    expect(printText(rewrite(text))).toBe(printed);
  });

  test.each([
    "x/(1 + exp(-x))",
    "x/(2 - exp(-x))",
    "y/(1 - exp(-x))",
    "(x + 1)/(1 - exp(-x))",
    "(V + 40)/(1 - exp(-0.1*V - 4.001))",
    "x^2/(1 - exp(-x))",
    "2/(1 - exp(-2))",
    "x*(1 - exp(-x))",
    "x/(a - b*exp(-x))",
  ])("%s is left alone", (text) => {
    expect(printText(rewrite(text))).toBe(text);
  });
});

describe("values and derivatives through the singularity, in every usual spelling", () => {
  // B(u) = u/(e^u - 1) = 1 - u/2 + u^2/12 - u^4/720 + u^6/30240 - ...; the next term is below 1e-14, and that of the derivative below 1e-16, for |u| < 0.1.
  const bernoulli = (u: number) => 1 - u / 2 + (u * u) / 12 - u ** 4 / 720 + u ** 6 / 30240;
  const slope = (u: number) => -1 / 2 + u / 6 - u ** 3 / 180 + u ** 5 / 5040 - u ** 7 / 151200;
  const sinhc = (u: number) => 1 / (1 + u ** 2 / 6 + u ** 4 / 120 + u ** 6 / 5040);
  const functions = new Map(
    parseEquations(source("vtrap(x, y) = x/(exp(x/y) - 1)")).statements.flatMap((s) =>
      s.kind === "function" ? [[s.name, s] as const] : [],
    ),
  );

  // Each is scale*B(rate*(V - zero)).
  test.each([
    ["V/(1 - exp(-V/k))", 7, -1 / 7, 0],
    ["(a*(V + 40))/(exp((V + 40)/10) - 1)", 3.2, 0.1, -40],
    ["V/(exp(V) - 1)", 1, 1, 0],
    ["(25 - V)/(10*(exp((25 - V)/10) - 1))", 1, -0.1, 25],
    ["-a*(V + 40)/(exp(-0.1*(V + 40)) - 1)", 3.2, -0.1, -40],
    ["a*(-V - 40)/(exp((-V - 40)/10) - 1)", 3.2, -0.1, -40],
    ["a*(V - (-40))/(1 - exp((V - (-40))/(-10)))", 3.2, -0.1, -40],
    ["a*(V + 40)*(1/(1 - exp(-(40 + V)/10)))", 3.2, -0.1, -40],
    ["a/(1 - exp(-(V + 40)/10))*(V + 40)", 3.2, -0.1, -40],
    ["a*(V + 40)*(exp((V + 40)/10) - 1)^-1", 3.2, 0.1, -40],
    ["a/((exp((V + 40)/10) - 1)/(V + 40))", 3.2, 0.1, -40],
    ["a*(V/10 + 4)/(1 - exp(-V/10 - 4))", 0.32, -0.1, -40],
    ["a*vtrap(-(V + 40), 10)", 3.2, -0.1, -40],
    ["V/expm1(V/k)", 7, 1 / 7, 0],
    ["a*1/ms/mV*(V*1 mV)/(1 - exp(-(V*1 mV)/(10 mV)))*1 ms", 3.2, -0.1, 0],
  ])("%s", (text, scale, rate, zero) => {
    const tree = withoutSingularities(inlineFunctions(parse(text), functions), (name) => name === "V");
    const derivative = differentiate(tree, "V");
    for (const distance of [0, 1e-15, -1e-12, 1e-9, -1e-6, 1e-4, -1e-2, 0.09]) {
      const V = zero + distance / Math.abs(rate);
      const at = (name: string) => ({ V, a: 0.32, k: 7 })[name] ?? Number.NaN;
      const u = rate * (V - zero);
      expect(Math.abs(evaluate(tree, at) / (scale * bernoulli(u)) - 1)).toBeLessThan(1e-13);
      expect(Math.abs(evaluate(derivative, at) / (scale * rate * slope(u)) - 1)).toBeLessThan(1e-13);
    }
  });

  test.each(["V/sinh(V)", "2*V/(exp(V) - exp(-V))", "2*V/(exp(V/2 + V/2) - exp(-V))"])(
    "%s, whose values far away do not overflow",
    (text) => {
      const tree = rewrite(text);
      for (const V of [0, 1e-15, -1e-9, 1e-4, -1e-2, 0.09]) expect(Math.abs(evaluate(tree, () => V) / sinhc(V) - 1)).toBeLessThan(1e-13);
      for (const V of [-1500, -800, 800, 1500]) expect(evaluate(tree, () => V)).toBe(0);
    },
  );
});

describe("Hodgkin and Huxley's rates", () => {
  // Faults 17 and 40: the limits are 1 at V = -40 mV and 0.1 at V = -55 mV.
  test.each([
    ["0.1*(V + 40)/(1 - exp(-(V + 40)/10))", -40, 1],
    ["0.1*(V + 40)/(1 - exp(-0.1*(V + 40)))", -40, 1],
    ["0.1*(V + 40)/(1 - exp(-0.1*V - 4))", -40, 1],
    ["(0.1*V + 4)/(1 - exp(-(V + 40)/10))", -40, 1],
    ["(4 + V/10)/(1 - exp(-4 - V/10))", -40, 1],
    ["0.01*(V + 55)/(1 - exp(-(V + 55)/10))", -55, 0.1],
    ["0.01*(10 - u)/(exp((10 - u)/10) - 1)", 10, 0.1],
    ["0.32*(V + 54)/(1 - exp(-(V + 54)/4))", -54, 1.28],
    ["0.28*(V + 27)/(exp((V + 27)/5) - 1)", -27, 0.28 * 5],
    ["0.1/ms/mV*(V + 40 mV)/(1 - exp(-(V + 40 mV)/(10 mV)))", -40, 1],
  ])("%s at %d is %d, exactly", (text, V, limit) => {
    expect(value(text, { V, u: V })).toBe(limit);
  });

  test("agrees with the printed form to a few ulp where that is accurate, and is smooth where it is not", () => {
    const text = "0.1*(V + 40)/(1 - exp(-(V + 40)/10))";
    for (let V = -100; V <= 60; V += 0.37) {
      const x = V + 40;
      // 1 - e^-x/10 loses about 10/|x| ulp by cancellation, so that the oracle is expm1.
      const expected = (0.1 * x) / -Math.expm1(-x / 10);
      expect(Math.abs(value(text, { V }) - expected)).toBeLessThanOrEqual(6 * 2 ** -53 * Math.abs(expected));
    }
    for (const x of [1e-6, -1e-9, 1e-14, 5e-15]) {
      // The series 1 + x/20 + x^2/1200.
      const V = -40 + x;
      const u = V + 40;
      expect(Math.abs(value(text, { V }) - (1 + u / 20 + (u * u) / 1200))).toBeLessThan(4e-16);
    }
  });

  test("is found through the document's functions and through names", () => {
    const { statements } = parseEquations(source("alpha(V) = vtrap(V + 40, 10)\nvtrap(x, y) = 0.1*x/(1 - exp(-x/y))"));
    const functions = new Map(statements.flatMap((s) => (s.kind === "function" ? [[s.name, s] as const] : [])));
    const tree = withoutSingularities(inlineFunctions(parse("alpha(V)"), functions));
    expect(evaluate(tree, () => -40)).toBe(1);
    expect(printText(rewrite("u/(1 - exp(-u))"))).toBe("1/exprel(-u)");
  });

  test("parameters alone are not rewritten where the caller says what varies", () => {
    const varies = (name: string) => name === "V";
    expect(printText(withoutSingularities(parse("a/(1 - exp(-a))"), varies))).toBe("a/(1 - exp(-a))");
    expect(printText(withoutSingularities(parse("V/(1 - exp(-V))"), varies))).toBe("1/exprel(-V)");
  });

  test("nested: inside an exponent, and in both of two factors", () => {
    expect(printText(rewrite("exp(x/(1 - exp(-x)))"))).toBe("exp(1/exprel(-x))");
    expect(printText(rewrite("x/(1 - exp(-x))*(y/(1 - exp(-y)))"))).toBe("1/exprel(-x)*(1/exprel(-y))");
  });
});
