import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parse as parseYaml } from "yaml";
import {
  parseEquations,
  parseExpression,
  printLatex,
  printMathML,
  printText,
  type Statement,
  withoutSpans,
} from "../../src/language/index.ts";
import { anyTree, bare, parse, source, variables } from "./support.ts";

const declared = new Set<string>([...variables, "t", "f", "alpha_m"]);

describe("text", () => {
  test("parsing what was printed gives the same tree", () => {
    fc.assert(
      fc.property(anyTree, (tree) => {
        const text = printText(tree);
        expect(withoutSpans(parseExpression(source(text), { declared })), text).toEqual(tree);
      }),
      { numRuns: 5000, seed: 1 },
    );
  });
  test.each([
    "-g_L*(V - E_L) + g_L*Delta_T*exp((V - V_T)/Delta_T) - w + I",
    "x/(4/ms)",
    "x^(2 mV)",
    "(10 mV)^2",
    "2^-x^2",
    "a - (b - c)",
    "a/(b*c)",
    "(a^b)^c",
    "not (a < b and c > d) or e == f",
    "120 mS/cm^2*m^3*h",
    "6.3 degC",
    "1e-9",
    "-3 degC",
  ])("%s prints as it is written", (text) => {
    expect(printText(parse(text, "m h"))).toBe(text);
  });
  test("statements", () => {
    const text = "(a + b)*C*dV/dt = -V\nf(x, y) = x^y\nm_inf = f(V, 2)";
    expect(
      parseEquations(source(text))
        .statements.map((s) => printText(s))
        .join("\n"),
    ).toBe(text);
  });
});

describe("every equation of the documents", () => {
  const root = new URL("../../../shared/documents/", import.meta.url);
  let files: string[] = [];
  try {
    files = [...readdirSync(root), ...readdirSync(new URL("sketches/", root)).map((file) => `sketches/${file}`)].filter((file) =>
      file.endsWith(".yaml"),
    );
  } catch {
    files = [];
  }
  test.skipIf(files.length === 0)("parses without an error, and prints to the same statements and to balanced LaTeX and MathML", () => {
    let blocks = 0;
    for (const file of files) {
      const document = parseYaml(readFileSync(new URL(file, root), "utf8")) as unknown;
      for (const { text, names } of equationsIn(document)) {
        const options = { declared: names, definable: new Set(["weight"]) };
        const { statements, errors } = parseEquations(source(text), options);
        expect(errors, `${file}: ${errors[0]?.message}`).toEqual([]);
        const again = parseEquations(source(statements.map((s) => printText(s)).join("\n")), options);
        expect(again.statements.map(plain)).toEqual(statements.map(plain));
        for (const statement of statements) {
          expect(isBalanced(printLatex(statement)), printLatex(statement)).toBe(true);
          expect(printMathML(statement).match(/<mrow>/g)?.length).toBe(printMathML(statement).match(/<\/mrow>/g)?.length);
        }
        blocks++;
      }
    }
    expect(blocks).toBeGreaterThan(20);
  });
});

function plain(statement: Statement) {
  const { span: _span, nameSpan: _nameSpan, ...rest } = statement;
  return {
    ...rest,
    value: withoutSpans(statement.value),
    ...("coefficient" in rest && rest.coefficient ? { coefficient: withoutSpans(rest.coefficient) } : {}),
  };
}

function equationsIn(value: unknown): { text: string; names: Set<string> }[] {
  if (typeof value !== "object" || value === null) return [];
  const entry = value as Record<string, unknown>;
  const keys = (of: unknown) => (typeof of === "object" && of !== null ? Object.keys(of) : []);
  const own =
    typeof entry.equations === "string"
      ? [{ text: entry.equations, names: new Set([...keys(entry.parameters), ...keys(entry.inputs), "E", "R", "weight"]) }]
      : [];
  return [...own, ...Object.values(entry).flatMap(equationsIn)];
}

function isBalanced(latex: string): boolean {
  let depth = 0;
  for (const character of latex) {
    if (character === "{") depth++;
    if (character === "}") depth--;
    if (depth < 0) return false;
  }
  return depth === 0 && latex.split("\\left").length === latex.split("\\right").length;
}

describe("LaTeX", () => {
  const latex = (text: string) => {
    const statement = parseEquations(source(text)).statements[0];
    return printLatex(statement ?? bare(text));
  };
  test.each([
    ["C*dV/dt = -g_L*(V - E_L) + I", "C\\,\\frac{\\mathrm{d}V}{\\mathrm{d}t} = -g_{L}\\,(V - E_{L}) + I"],
    ["tau_m*dV/dt = -V", "\\tau_{m}\\,\\frac{\\mathrm{d}V}{\\mathrm{d}t} = -V"],
    ["m_inf = 1/(1 + exp(-V/Delta_T))", "m_{\\infty} = \\frac{1}{1 + \\exp\\left(-\\frac{V}{\\Delta_{T}}\\right)}"],
    ["y = where(x > 0, x^2, 0)", "y = \\begin{cases} x^{2} & \\mathrm{if}\\,x > 0 \\\\ 0 & \\mathrm{otherwise} \\end{cases}"],
    ["y = 10 uA/cm^2*x", "y = 10\\,\\mathrm{\\mu A}\\,\\mathrm{cm}^{-2}\\,x"],
    ["I_Na = g_Na*m^3*h*(V - E_Na)", "I_{\\mathrm{Na}} = g_{\\mathrm{Na}}\\,m^{3}\\,h\\,(V - E_{\\mathrm{Na}})"],
    ["y = sqrt(abs(x))", "y = \\sqrt{\\left|x\\right|}"],
    ["y = 2*3*x", "y = 2 \\cdot 3\\,x"],
    ["y = a - (b + c)", "y = a - (b + c)"],
    ["y = (a/b)^2", "y = \\left(\\frac{a}{b}\\right)^{2}"],
    ["y = log(x) + 1e-9", "y = \\ln(x) + {10}^{-9}"],
    ["y = a*(-b)", "y = a\\,(-b)"],
    ["y = (x^2)^(1/3)*e^(-f/g)", "y = (x^{2})^{1/3}\\,e^{-f/g}"],
    ["y = 3*alpha^2 + alpha*beta", "y = 3\\,\\alpha^{2} + \\alpha\\,\\beta"],
    ["y = not (a > 1 and b <= 2)", "y = \\lnot(a > 1 \\land b \\le 2)"],
  ])("%s", (text, printed) => {
    expect(latex(text)).toBe(printed);
  });
});

describe("resets and conditions", () => {
  const [statement] = parseEquations(source("w = w + b")).statements;
  test("an assignment has an arrow, and what it belongs to stands before it", () => {
    expect(printLatex(statement!, { label: "reset", sign: "<-" })).toBe("\\text{reset:}\\quad w \\leftarrow w + b");
    expect(printMathML(statement!, { label: "reset", sign: "<-" })).toContain(
      '<mtext>reset:</mtext><mspace width="1em"/><mrow><mi>w</mi><mo>\u2190</mo>',
    );
  });
});

describe("MathML", () => {
  const mathml = (text: string) => {
    const statement = parseEquations(source(text)).statements[0];
    return printMathML(statement ?? bare(text)).replace(/^<math[^>]*>|<\/math>$/g, "");
  };
  test("Greek letters by character, subscripts, fractions, the derivative", () => {
    expect(mathml("tau_m*dV/dt = -V")).toBe(
      '<mrow><msub><mi>τ</mi><mi>m</mi></msub><mo>\u2062</mo><mfrac><mrow><mi mathvariant="normal">d</mi><mi>V</mi></mrow><mrow><mi mathvariant="normal">d</mi><mi>t</mi></mrow></mfrac><mo>=</mo><mrow><mo>−</mo><mi>V</mi></mrow></mrow>',
    );
  });
  test("a space keeps a word from its neighbour, a function from its arguments nothing that is seen", () => {
    expect(mathml("y = a*th*exp(x)")).toContain('<mi>a</mi><mo>\u2062</mo><mspace width="0.17em"/><mi mathvariant="normal">th</mi>');
    expect(mathml("y = f(x)")).toContain("<mi>f</mi><mo>\u2061</mo><mrow><mo>(</mo>");
  });
  test("an exponent has a minus sign, and a simple quotient on one line", () => {
    expect(mathml("y = 3/ms")).toContain("<mn>\u22121</mn>");
    expect(mathml("y = x^(1/3)")).toContain("<mrow><mn>1</mn><mo>/</mo><mn>3</mn></mrow>");
  });
  test("units are upright, comparisons escaped", () => {
    expect(mathml("x < 40 mV")).toBe(
      '<mrow><mi>x</mi><mo>&lt;</mo><mrow><mn>40</mn><mspace width="0.17em"/><mrow><mi mathvariant="normal">mV</mi></mrow></mrow></mrow>',
    );
  });
});
