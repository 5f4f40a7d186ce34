import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compileKernel } from "../../src/compiler/index.ts";
import { substitute, type Tree } from "../../src/language/index.ts";
import { interpret } from "./interpreter.ts";
import { load, numbers, trees } from "./support.ts";

const states = ["x", "y"];
const slots = ["p", "q"];
const names = [...states, ...slots, "t"];
const points = fc.array(fc.tuple(numbers, numbers, numbers, numbers, numbers), { minLength: 4, maxLength: 4 });

/** Compiles `outputs` and compares them with the interpreter at the points. Equal means the same bits, NaN being one value. */
function agree(outputs: readonly Tree[], at: readonly (readonly number[])[]): void {
  const kernel = load({ states, slots, definitions: [], functions: { f: outputs } });
  for (const [x, y, p, q, t] of at as [number, number, number, number, number][]) {
    const values = new Map(Object.entries({ x, y, p, q, t }));
    expect(kernel.evaluate("f", [x, y], [p, q], t)).toEqual(outputs.map((output) => interpret(output, values)));
  }
}

describe("compiled expressions have the bits of interpreted ones", () => {
  test("one by one", () => {
    fc.assert(
      fc.property(trees(names), points, (output, at) => agree([output], at)),
      { numRuns: 1500, seed: 1 },
    );
  });

  // The second output is the first with other names, so that its calls find partners in the other lane.
  test("in pairs, lanes of one vector", () => {
    const swap = new Map<string, Tree>([
      ["x", { kind: "name", name: "y" }],
      ["p", { kind: "binary", op: "*", left: { kind: "number", value: 3 }, right: { kind: "name", name: "q" } }],
    ]);
    fc.assert(
      fc.property(trees(names), points, (output, at) => agree([output, substitute(output, swap)], at)),
      { numRuns: 1000, seed: 2 },
    );
  });

  test("many outputs that share parts", () => {
    fc.assert(
      fc.property(fc.array(trees(names), { minLength: 3, maxLength: 7 }), points, (outputs, at) => {
        const sums = outputs.map((left, i): Tree => ({ kind: "binary", op: "+", left, right: outputs[(i + 1) % outputs.length]! }));
        agree([...outputs, ...sums], at);
      }),
      { numRuns: 300, seed: 3 },
    );
  });
});

test("what is emitted is valid WebAssembly", () => {
  fc.assert(
    fc.property(fc.array(trees(names), { minLength: 1, maxLength: 5 }), (outputs) => {
      const { bytes } = compileKernel({ states, slots, definitions: [], functions: { f: outputs } });
      expect(WebAssembly.validate(bytes as BufferSource)).toBe(true);
    }),
    { numRuns: 300, seed: 4 },
  );
});
