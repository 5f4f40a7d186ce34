import { expect, test } from "vitest";
import { compileCollect } from "../../src/compiler/index.ts";
import { instantiate } from "./support.ts";

const [row, out, count] = [0, 4096, 12];

test("integers become floats in units of the quantum, and their row is cleared, no further", () => {
  const { memory, exports } = instantiate(compileCollect("f32"));
  const integers = new Int32Array(memory.buffer, row, count + 4);
  integers.set(Array.from({ length: count + 4 }, (_, i) => (i - 5) * 1000));
  exports.collect!(row, out, count, 2 ** -10);
  expect([...new Float32Array(memory.buffer, out, count)]).toEqual(
    Array.from({ length: count }, (_, i) => Math.fround((i - 5) * 1000 * 2 ** -10)),
  );
  expect(new Float32Array(memory.buffer, out, count + 1)[count]).toBe(0);
  expect([...integers]).toEqual([...Array(count).fill(0), 7000, 8000, 9000, 10000]);
});

test("doubles are taken as they are", () => {
  const { memory, exports } = instantiate(compileCollect("f64"));
  memory.set([0.1, -0.2, 0.3, 4], 0);
  exports.collect!(row, out, 4, 1);
  expect([...memory.subarray(out / 8, out / 8 + 4)]).toEqual([0.1, -0.2, 0.3, 4]);
});
