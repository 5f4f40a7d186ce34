import { describe, expect, test } from "vitest";
import { compileKernel, type KernelSource } from "../../src/compiler/index.ts";
import { type Tableau, tableaus } from "../../src/numerics/index.ts";
import { disassemble } from "./disassemble.ts";
import { load, outAt, slotsAt, tree } from "./support.ts";

const lif: KernelSource = {
  states: ["V"],
  slots: ["tau", "E"],
  definitions: [],
  functions: { rates: [tree("(E - V)/tau")] },
};

describe("what is emitted", () => {
  test("a leaky membrane is one load each, a subtraction, a division and a store", () => {
    expect(disassemble(compileKernel(lif).bytes)).toEqual([
      [
        "local 1 f64",
        "local.get 2",
        "f64.load 8",
        "local.get 1",
        "f64.load 0",
        "f64.sub",
        "local.get 2",
        "f64.load 0",
        "f64.div",
        "local.set 4",
        "local.get 3",
        "local.get 4",
        "f64.store 0",
        "end",
      ],
    ]);
  });

  test("two outputs of the same form are one computation on pairs", () => {
    const source: KernelSource = { states: ["a", "b"], slots: [], definitions: [], functions: { f: [tree("a*3"), tree("b*5")] } };
    expect(disassemble(compileKernel(source).bytes)[0]).toEqual([
      "local 1 v128",
      "local.get 1",
      "f64.load 0",
      "f64x2.splat",
      "local.get 1",
      "f64.load 8",
      "f64x2.replace_lane 1",
      "v128.const 3 5",
      "f64x2.mul",
      "local.set 4",
      "local.get 3",
      "local.get 4",
      "v128.store 0",
      "end",
    ]);
  });

  const count = (source: KernelSource, instruction: string) =>
    disassemble(compileKernel(source).bytes)
      .flat()
      .filter((line) => line.startsWith(instruction)).length;
  const sqrtOf = (definitions: KernelSource["definitions"], ...outputs: string[]) =>
    count({ states: ["x"], slots: ["p"], definitions, functions: { f: outputs.map(tree) } }, "f64.sqrt");

  test("a definition used twice is computed once", () => {
    expect(sqrtOf([{ name: "d", tree: tree("sqrt(x)") }], "d + 1", "d*d*d")).toBe(1);
  });
  test("equal expressions are computed once, whatever the order of a sum or product", () => {
    expect(sqrtOf([], "sqrt(x + p)*2", "1/sqrt(p + x)")).toBe(1);
  });
  test("a definition that nothing uses is not computed", () => {
    expect(sqrtOf([{ name: "d", tree: tree("sqrt(x)") }], "x + 1", "p")).toBe(0);
  });
  test("constants are folded, and a division by a power of two is a product", () => {
    const source: KernelSource = { states: ["x"], slots: [], definitions: [], functions: { f: [tree("x/4 + sqrt(4)*3")] } };
    const lines = disassemble(compileKernel(source).bytes)[0]!;
    expect(lines.filter((line) => /const|div|sqrt/.test(line))).toEqual(["f64.const 0.25", "f64.const 6"]);
  });
  test("names of the user do not appear in the bytes", () => {
    const source: KernelSource = { ...lif, states: ["VeryLongName"], functions: { f: [tree("-VeryLongName")] } };
    expect(new TextDecoder("latin1").decode(compileKernel(source).bytes)).not.toContain("VeryLongName");
  });
});

test("parameters are not baked in: one kernel, other slots, other values", () => {
  const kernel = load(lif);
  expect(kernel.evaluate("rates", [-60], [20, -70])).toEqual([-0.5]);
  expect(kernel.evaluate("rates", [-60], [10, -50])).toEqual([1]);
});

test("the output may lie where the states are", () => {
  const kernel = load({ states: ["a", "b", "c"], slots: [], definitions: [], functions: { f: ["c", "a", "b"].map(tree) } });
  kernel.memory.set([1, 2, 3], 0);
  kernel.exports.f!(0, 0, 8 * slotsAt, 0);
  expect([...kernel.memory.subarray(0, 3)]).toEqual([3, 1, 2]);
});

test("two chains of ten thousand definitions compile, side by side", () => {
  const chain = (name: string, state: string) =>
    Array.from({ length: 10_000 }, (_, i) => ({ name: `${name}${i}`, tree: tree(i === 0 ? state : `${name}${i - 1} + ${state}`) }));
  const definitions = [...chain("d", "x"), ...chain("e", "y")];
  const kernel = load({ states: ["x", "y"], slots: [], definitions, functions: { f: [tree("d9999"), tree("e9999")] } });
  expect(kernel.evaluate("f", [1, 2], [])).toEqual([10_000, 20_000]);
});

describe("conditions, switches and edges", () => {
  const names = { states: ["x"], slots: ["p"], definitions: [] };
  const value = (text: string, x: number, p = 0) => load({ ...names, functions: { f: [tree(text)] } }).evaluate("f", [x], [p])[0];
  test.each([
    ["heaviside(x)", 0, 0],
    ["heaviside(x)", 1e-300, 1],
    ["heaviside(x)", Number.NaN, 0],
    ["sign(x)", -0, -0],
    ["sign(x)", -3, -1],
    ["sign(x)", Number.NaN, Number.NaN],
    ["round(x)", 2.5, 2],
    ["round(x)", -1.5, -2],
    ["mod(x, 3)", -1, 2],
    ["clip(x, -1, 1)", Number.NaN, Number.NaN],
    ["where(x != x, 1, 2)", Number.NaN, 1],
    ["where(not x < 1, 1, 2)", Number.NaN, 1],
    ["where(x > 1 and x < 3 or x == 7, 1, 2)", 7, 1],
    ["exprel(x)", 0, 1],
    ["x*p", Number.POSITIVE_INFINITY, Number.NaN],
    ["x + p", -0, 0],
    ["1/x", -0, Number.NEGATIVE_INFINITY],
    ["x^0", Number.NaN, 1],
    ["x^3", -2, -8],
    ["x^-2", 4, 0.0625],
    ["x^0.5", 2, Math.SQRT2],
    ["min(x, p)", -0, -0],
    ["2*pi*infinity", 0, Number.POSITIVE_INFINITY],
  ])("%s at x = %s is %s", (text, x, expected) => {
    expect(value(text, x)).toBe(expected);
  });
});

describe.each(Object.values(tableaus) as Tableau[])("a step of $id", (tableau) => {
  const source: KernelSource = {
    states: ["x", "y", "z"],
    slots: ["p"],
    definitions: [{ name: "s", tree: tree("exp(-x*x)") }],
    functions: { f: ["p*(y - x) + cos(t)", "x*(2 - z) - y*s", "x*y - z*s + t"].map(tree) },
    steppers: { step: { tableau, of: "f" } },
  };
  const kernel = load(source);
  const layout = compileKernel(source).steppers.step!;
  const rates = (t: number, y: readonly number[]) => kernel.evaluate("f", y, [10], t);
  const y0 = [0.3, -0.7, 1.1];
  const [t0, h] = [0.4, 0.0625 * 1.1];

  /** The same sums in the same order as the step: coefficients upwards, zeros left out, then h, then y. */
  const combination = (weights: readonly number[], stages: readonly (readonly number[])[], d: number) => {
    const terms = weights.flatMap((weight, j) => (weight === 0 ? [] : [weight * stages[j]![d]!]));
    return h * terms.reduce((sum, term) => sum + term);
  };

  test("has the bits of the same step written by hand", () => {
    const stages: number[][] = [];
    for (const [i, row] of tableau.a.entries()) {
      const argument = y0.map((value, d) => (i === 0 ? value : value + combination(row, stages, d)));
      stages.push(rates(tableau.c[i] === 0 ? t0 : t0 + tableau.c[i]! * h, argument));
    }
    const yNew = y0.map((value, d) => value + combination(tableau.b, stages, d));
    if (!tableau.fsal) stages.push(rates(t0 + h, yNew));
    for (const [i, row] of (tableau.dense?.extra.a ?? []).entries()) {
      const argument = y0.map((value, d) => value + combination(row, stages, d));
      stages.push(rates(t0 + tableau.dense!.extra.c[i]! * h, argument));
    }

    kernel.memory.set(y0, 0);
    kernel.memory.set(stages[0]!, outAt);
    kernel.exports.step!(t0, h, 0, 8 * slotsAt, 8 * outAt);
    if (!layout.leavesEnd) kernel.exports.f!(t0 + h, 8 * (outAt + layout.yNew), 8 * slotsAt, 8 * (outAt + layout.end));
    kernel.exports.stepDense?.(t0, h, 0, 8 * slotsAt, 8 * outAt);
    const work = (from: number, length: number) => [...kernel.memory.subarray(outAt + from, outAt + from + length)];
    expect(work(layout.yNew, 3)).toEqual(yNew);
    if (tableau.bError.length > 0) expect(work(layout.error, 3)).toEqual(y0.map((_, d) => combination(tableau.bError, stages, d)));
    if (tableau.bErrorCoarse.length > 0)
      expect(work(layout.coarse, 3)).toEqual(y0.map((_, d) => combination(tableau.bErrorCoarse, stages, d)));
    expect(work(0, 3 * layout.rows)).toEqual(stages.flat());
  });
});
