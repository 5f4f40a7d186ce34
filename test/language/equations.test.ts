import { describe, expect, test } from "vitest";
import { parseAssignments, parseEquations, printText, type Statement, sortDefinitions, sortFunctions } from "../../src/language/index.ts";
import { errorOf, source } from "./support.ts";

const block = (text: string, declared = "") => parseEquations(source(text), { declared: new Set(declared.split(" ")) });
const lines = (text: string, declared = "") => {
  const { statements, errors } = block(text, declared);
  expect(errors.map((error) => error.message)).toEqual([]);
  return statements.map((statement) => printText(statement));
};
const only = (text: string, declared = "") => {
  const { errors } = block(text, declared);
  expect(errors.length, text).toBe(1);
  const error = errors[0];
  const at = error?.span ? error.span.source.text.slice(error.span.start, error.span.end) : "";
  return { code: error?.code, text: error?.message, hint: error?.hint, at };
};

describe("forms of an equation", () => {
  test.each([
    ["C*dV/dt = -g_L*(V - E_L)", "C*dV/dt = -g_L*(V - E_L)"],
    ["dV/dt = I", "dV/dt = I"],
    ["V' = I", "dV/dt = I"],
    ["V′ = I", "dV/dt = I"],
    ["C*V' = I", "C*dV/dt = I"],
    ["(a + b)*dV/dt = I", "(a + b)*dV/dt = I"],
    ["tau*C*dV/dt = I", "tau*C*dV/dt = I"],
    ["C/2*dV/dt = I", "C/2*dV/dt = I"],
    ["20 ms*dV/dt = -V", "20 ms*dV/dt = -V"],
    ["τ_m·dV/dt = −V", "tau_m*dV/dt = -V"],
    ["dtheta/dt = 1", "dtheta/dt = 1"],
    ["dτ/dt = 1", "dtau/dt = 1"],
    ["dth_1/dt = 1", "dth_1/dt = 1"],
    ["m_inf = 1/(1 + exp(-V))", "m_inf = 1/(1 + exp(-V))"],
    ["alpha_m(V) = 4/ms*exp(-V/18 mV)", "alpha_m(V) = 4/ms*exp(-V/18 mV)"],
    ["S(x, a, th) = a*(x - th)", "S(x, a, th) = a*(x - th)"],
    ["dV = 3", "dV = 3"],
  ])("%s", (text, printed) => {
    expect(lines(text)).toEqual([printed]);
  });
});

describe("lines", () => {
  test("go on inside parentheses, after an operator and before one", () => {
    expect(lines("a = (1 +\n  2)\nb = 3 +\n  4\nc = 5\n  - 6\nd = f(1,\n 2)")).toEqual([
      "a = 1 + 2",
      "b = 3 + 4",
      "c = 5 - 6",
      "d = f(1, 2)",
    ]);
  });
  test("may end in CR LF, hold blank lines and comments", () => {
    expect(lines("a = 1\r\n\r\n# comment\r\nb = 2 # more\r\n")).toEqual(["a = 1", "b = 2"]);
  });
  test("an equation begins wherever a line has a =, so that one open parenthesis spoils one line", () => {
    const { statements, errors } = block("a = (1 + 2\nb = 3\nc = 4)\nd = 5");
    expect(statements.map((s) => s.name)).toEqual(["b", "d"]);
    expect(errors.map((e) => [e.code, e.span?.start])).toEqual([
      ["unclosed-parenthesis", 4],
      ["extra-parenthesis", 22],
    ]);
  });
  test("every faulty line is told", () => {
    const { statements, errors } = block("a = 1 +\nb = ln(2)\nc = 3\nfoo bar\nd = 2 q");
    expect(errors.map((e) => e.code)).toEqual(["not-an-equation", "expected", "foreign-spelling", "unknown-unit"]);
    expect(statements.map((s) => s.name)).toEqual(["c"]);
  });
  test("names that the block defines end a literal; a function's arguments do so in its line", () => {
    expect(lines("dm/dt = 4/ms*(1 - m)\ng = 120 mS/cm^2*m\nf(s) = 4/s")).toEqual([
      "dm/dt = 4/ms*(1 - m)",
      "g = 120 mS/cm^2*m",
      "f(s) = 4/s",
    ]);
    const f = block("f(s) = 4/s").statements[0];
    expect(f?.value.kind).toBe("binary");
  });
});

describe("faults", () => {
  test.each([
    ["a + b*dV/dt = I", "coefficient-sum", "put the coefficient in parentheses: `(a + b)*dV/dt`"],
    ["C dV/dt = I", "missing-product", "a product is written `C*dV/dt`"],
    ["C/dV/dt = I", "derivative-form", "write `dV/dt`, `V'`, or a coefficient and `*` before them: `C*dV/dt`"],
    ["dV/dt*C = I", "derivative-form", undefined],
    ["V'' = 1", "second-derivative", "name the first derivative: `dx/dt = v` and `dv/dt = ...`"],
    ["d2V/dt2 = 1", "second-derivative", undefined],
    ["d2V/dt = 1", "second-derivative", undefined],
    ["a = b = c", "two-equals", "a comparison is written `==`; write one equation per line"],
    ["a =", "no-right-side", undefined],
    ["= a", "no-left-side", undefined],
    ["a + b = c", "left-side", undefined],
    ["2 = c", "left-side", undefined],
    ["f(1, x) = 2", "function-parameter", "write `f(x, y) = ...`"],
    ["V(0) = -65 mV", "initial-in-equations", "write `initial: { V: ... }`"],
    ["V(t) = 2", "function-of-time", "write `V`: every name has the value of the present time"],
    ["dV(t)/dt = 2", "function-of-time", "write `V`: every name has the value of the present time"],
    ["dV = -V*dt + dW", "differential", "divide by dt: `dV/dt = ...`, with white noise as `xi` in the place of `dW/dt`"],
    ["f(x, x) = 2", "duplicate-parameter", undefined],
    ["f(x,) = 2", "function-parameter", undefined],
    ["f() = 2", "function-parameter", undefined],
    ["par a = 2", "foreign-spelling", "put it into `parameters:`"],
    ["aux b = 2", "foreign-spelling", undefined],
    ["I : amp", "foreign-spelling", undefined],
    ["dV/dt = -V/tau : volt (unless refractory)", "foreign-spelling", undefined],
    ["w += b", "foreign-spelling", "write the name again: `w = w + b`"],
    ["V := 2", "foreign-spelling", "write `name = expression`"],
    ["pre.x = 1", "reserved-name", undefined],
    ["cell.x = 1", "dotted-definition", undefined],
  ])("%s", (text, code, hint) => {
    const error = only(text);
    expect(error.code).toBe(code);
    if (hint !== undefined) expect(error.hint).toBe(hint);
  });

  // Fault 16: t and dt have a meaning of their own.
  test.each(["t", "dt", "age", "xi", "xi_1", "index", "size", "weight", "pi", "infinity", "exp", "where", "normal", "conv"])(
    "`%s` cannot be defined, differentiated or made an argument",
    (name) => {
      expect(only(`${name} = 2`).code).toBe("reserved-name");
      if (name !== "dt") expect(only(`d${name}/dt = 2`).code).toBe("reserved-name");
      expect(only(`f(${name}, y) = 2`).code).toBe("reserved-name");
    },
  );
  test("`weight` may be a state where the block says so", () => {
    expect(parseEquations(source("dweight/dt = 1"), { definable: new Set(["weight"]) }).errors).toEqual([]);
  });

  // Faults 4 and 14.
  test.each(["a = 1\na = 2", "dV/dt = 1\ndV/dt = 2", "dV/dt = 1\nV = 2", "f(x) = 1\nf = 2", "V' = 1\ndV/dt = 1"])(
    "two equations for one name: %j",
    (text) => {
      const error = only(text);
      expect(error.code).toBe("defined-twice");
      expect(error.text).toContain("the first time in line 1");
    },
  );

  test("hostile names are ordinary names", () => {
    // Fault 58. Mutant: a plain object as a table finds a function or prototype under these names.
    const names = ["constructor", "__proto__", "toString", "hasOwnProperty", "valueOf", "prototype"];
    expect(lines(names.map((name) => `${name} = 1`).join("\n"))).toEqual(names.map((name) => `${name} = 1`));
  });
});

describe("cycles", () => {
  const definitions = (text: string) => block(text).statements.filter((s) => s.kind === "definition");
  const functions = (text: string) =>
    new Map(
      block(text)
        .statements.filter((s) => s.kind === "function")
        .map((f) => [f.name, f]),
    );
  const names = (sorted: { order: readonly Statement[] }) => sorted.order.map((s) => s.name);

  test("definitions are sorted so that each uses only those before it", () => {
    expect(names(sortDefinitions(definitions("c = b + a\nb = a\na = 1\nd = 2")))).toEqual(["a", "b", "c", "d"]);
  });
  test("a cycle is an error that shows it", () => {
    const { errors, order } = sortDefinitions(definitions("a = b\nb = c + 1\nc = a\nd = 1"));
    expect(errors.map((e) => e.message)).toEqual(["each needs the next: `a` -> `b` -> `c` -> `a`"]);
    expect(order.map((s) => s.name)).toContain("d");
  });
  test("a definition that needs itself is the smallest cycle", () => {
    expect(sortDefinitions(definitions("a = a + 1")).errors[0]?.message).toBe("each needs the next: `a` -> `a`");
  });
  test("a cycle through a function is seen", () => {
    const text = "a = f(1)\nf(x) = x + a";
    expect(sortDefinitions(definitions(text), functions(text)).errors.length).toBe(1);
  });
  test("an argument hides a definition, so there is no cycle", () => {
    const text = "a = f(1)\nf(a) = a + 1";
    expect(sortDefinitions(definitions(text), functions(text)).errors).toEqual([]);
  });
  test("a function cannot call itself, directly or through others", () => {
    expect(sortFunctions([...functions("f(x) = f(x - 1)").values()]).errors[0]?.message).toBe("a function cannot call itself: `f` -> `f`");
    expect(sortFunctions([...functions("f(x) = g(x)\ng(x) = f(x)").values()]).errors.length).toBe(1);
  });
  test("a chain of 10,000 definitions is sorted without deep recursion", () => {
    const text = Array.from({ length: 10_000 }, (_, i) => `a${i} = a${i + 1} + 1`).join("\n");
    expect(sortDefinitions(definitions(text)).order.length).toBe(10_000);
  });
});

describe("assignments (reset, at-spike)", () => {
  const assignments = (text: string) => parseAssignments(source(text), { declared: new Set(["u", "x", "U"]) });
  test("run in order, so that a name may come twice and locals are allowed", () => {
    const { statements, errors } = assignments("u = u + U*(1 - u)\nrelease = u*x\nx = x - release\nu = 0");
    expect(errors).toEqual([]);
    expect(statements.map((s) => s.name)).toEqual(["u", "release", "x", "u"]);
  });
  test("a derivative or a function is no assignment", () => {
    expect(assignments("dV/dt = 1").errors[0]?.code).toBe("not-an-assignment");
    expect(assignments("f(x) = 1").errors[0]?.code).toBe("not-an-assignment");
    expect(
      errorOf(() => {
        throw assignments("w += b").errors[0];
      }).code,
    ).toBe("foreign-spelling");
  });
});
