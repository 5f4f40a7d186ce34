import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { exp, exprel, tanh } from "../../src/base/index.ts";
import { compileMap, type Format, type MapKernel } from "../../src/compiler/index.ts";
import type { Tree } from "../../src/language/index.ts";
import { interpret } from "./interpreter.ts";
import { instantiate, numbers, tree, trees } from "./support.ts";

const states = ["x", "y"];
const slots = ["p", "q"];
const neurons = 8;

/** Runs one step in place; columns are the states of the neurons. */
function run(kernel: MapKernel, format: Format, columns: readonly (readonly number[])[], values: readonly number[], t: number): number[][] {
  const { memory, exports } = instantiate(kernel.bytes);
  const at = (state: number) =>
    format === "f32x4" ? new Float32Array(memory.buffer, 256 * state, neurons) : new Float64Array(memory.buffer, 256 * state, neurons);
  for (const [i, column] of columns.entries()) at(i).set(column);
  memory.set([...values, ...kernel.constants], 1024);
  exports.step!(t, 0, 0, 8 * 1024, neurons, 0, 0);
  return columns.map((_, i) => [...at(i)]);
}

describe.each(["f64", "f64x2"] as const)("a map in %s", (format) => {
  test("has the bits of the interpreter in every neuron", () => {
    const column = fc.array(numbers, { minLength: neurons, maxLength: neurons });
    fc.assert(
      fc.property(trees([...states, ...slots, "t"]), trees([...states, ...slots]), column, column, numbers, numbers, (f, g, x, y, p, t) => {
        const kernel = compileMap({ states, slots, definitions: [], step: [f, g], format, stride: 256 });
        const names = (j: number) => new Map(Object.entries({ x: x[j]!, y: y[j]!, p, q: 2.5, t }));
        const expected = [f, g].map((one) => x.map((_, j) => interpret(one, names(j))));
        expect(run(kernel, format, [x, y], [p, 2.5], t)).toEqual(expected);
      }),
      { numRuns: 400, seed: 5 },
    );
  });
});

describe("single precision", () => {
  /** Greatest error in units of the last place of the result, over x in [-80, 80] and finely around 0. Oracle: double precision. */
  function worstUlp(text: string, exact: (x: number) => number): number {
    const kernel = compileMap({ states: ["x"], slots: [], definitions: [], step: [tree(text)], format: "f32x4", stride: 0 });
    const { memory, exports } = instantiate(kernel.bytes);
    memory.set(kernel.constants, 2048);
    const values = new Float32Array(memory.buffer, 0, 4000);
    let worst = 0;
    for (const width of [160, 4, 0.01]) {
      for (let i = 0; i < values.length; i++) values[i] = (i / values.length - 0.5) * width;
      const x = values.slice();
      exports.step!(0, 0, 0, 8 * 2048, values.length, 0, 0);
      for (const [i, value] of values.entries()) {
        const reference = exact(x[i]!);
        if (value !== reference)
          worst = Math.max(worst, Math.abs(value - reference) / 2 ** (Math.floor(Math.log2(Math.abs(reference))) - 23));
      }
    }
    return worst;
  }

  // Rounding of r (one half), of the last sum (one half), and of the coefficients.
  test("exp is within 1.1 units in the last place", () => expect(worstUlp("exp(x)", exp)).toBeLessThan(1.1));
  // e^x has one unit, which e^x - 1 magnifies by at most 3.4 for |x| > ln 2 / 2; then a division.
  test("exprel is within 4 units in the last place", () => expect(worstUlp("exprel(x)", exprel)).toBeLessThan(4));
  test("other functions are evaluated in double precision and rounded", () => {
    expect(worstUlp("exp(x) + 0*tanh(x)", exp)).toBeLessThan(1.1);
    expect(worstUlp("tanh(x)", tanh)).toBeLessThan(0.5001);
  });

  test("exp overflows to infinity, underflows to 0 and keeps NaN", () => {
    const kernel = compileMap({ states: ["x"], slots: [], definitions: [], step: [tree("exp(x)")], format: "f32x4", stride: 256 });
    const x = [1000, -1000, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NaN, 0, -0, 88.8];
    expect(run(kernel, "f32x4", [x], [], 0)[0]).toEqual([Infinity, 0, Infinity, 0, NaN, 1, 1, Infinity]);
  });
});

test("a state below its cut-off becomes 0, above it stays", () => {
  const step: readonly Tree[] = [tree("0.5*x")];
  for (const format of ["f64", "f64x2", "f32x4"] as const) {
    const kernel = compileMap({ states: ["x"], slots: [], definitions: [], step, format, stride: 256, cutOff: { x: 1e-30 } });
    const x = [4e-30, -4e-30, 1e-30, -1e-30, 0, 1, -1, 3e-30].map(Math.fround);
    expect(run(kernel, format, [x], [], 0)[0]).toEqual(x.map((value) => (Math.abs(value / 2) < Math.fround(1e-30) ? 0 : value / 2)));
  }
});

test("the new states are computed from the old ones, all of them", () => {
  const kernel = compileMap({ states, slots: [], definitions: [], step: [tree("y"), tree("x")], format: "f64x2", stride: 256 });
  const [x, y] = [Array.from({ length: neurons }, (_, j) => j), Array.from({ length: neurons }, (_, j) => -j - 1)];
  expect(run(kernel, "f64x2", [x, y], [], 0)).toEqual([y, x]);
});

test.each(["f64", "f64x2", "f32x4"] as const)(
  "inputs are read, and the neurons with an event are listed behind those listed before, in %s",
  (format) => {
    const kernel = compileMap({
      states: ["x", "c"],
      inputs: ["a", "b"],
      slots: ["p"],
      definitions: [{ name: "sum", tree: tree("x + b") }],
      step: [tree("where(sum > p, a, sum)"), tree("c")],
      event: tree("sum > p"),
      format,
      stride: 64,
    });
    const { memory, exports } = instantiate(kernel.bytes);
    const at = (byte: number) =>
      format === "f32x4" ? new Float32Array(memory.buffer, byte, neurons) : new Float64Array(memory.buffer, byte, neurons);
    const fill = (byte: number, f: (j: number) => number) => at(byte).set(Array.from({ length: neurons }, (_, j) => f(j)));
    fill(0, (j) => j);
    fill(64, (j) => 100 + j);
    fill(128, (j) => -j);
    fill(192, (j) => (j % 3 === 0 ? 10 : 0.5));
    memory.set([9, ...kernel.constants], 1024);
    const list = new Int32Array(memory.buffer, 4096, 32);
    list.set([2, 70, 71]);
    exports.step!(0, 0, 128, 8 * 1024, neurons, 200, 4096);
    // j = 0, 3, 6 get 10 and are above 9: only these are events, and they get a = -j.
    expect([...list.subarray(0, 6)]).toEqual([5, 70, 71, 200, 203, 206]);
    expect([...at(0)]).toEqual([-0, 1.5, 2.5, -3, 4.5, 5.5, -6, 7.5]);
    expect([...at(64)]).toEqual([100, 101, 102, 103, 104, 105, 106, 107]);
  },
);
