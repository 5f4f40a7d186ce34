import { expect, it } from "vitest";
import { compileOrthogonal } from "../../src/compiler/index.ts";
import { instantiate } from "./support.ts";

const wave = (n: number, pace: number) => Float64Array.from({ length: n }, (_, i) => Math.cos(pace * (i + 1) * (i + 1)));

it.each([2, 6, 46])("four parts are taken from a vector as the module says, to the bit, over %i numbers", (n) => {
  const { memory, exports } = instantiate(compileOrthogonal());
  const vectors = [0.1, 0.2, 0.3, 0.4].map((pace) => wave(n, pace));
  const x = wave(n, 0.7);
  for (const [j, vector] of vectors.entries()) memory.set(vector, j * n);
  memory.set(x, 4 * n);
  exports.takeParts!(0, 8 * n, 32 * n, 40 * n);
  const parts = vectors.map((vector) => {
    const sumFrom = (first: number) => vector.reduce((sum, each, i) => (i % 2 === first ? sum + each * x[i]! : sum), 0);
    return sumFrom(0) + sumFrom(1);
  });
  const left = x.map((each, i) => {
    const [a, b, c, d] = vectors.map((vector, j) => vector[i]! * parts[j]!);
    return each - (a! + b! + (c! + d!));
  });
  expect([...memory.subarray(5 * n, 5 * n + 4)]).toEqual(parts);
  expect([...memory.subarray(4 * n, 5 * n)]).toEqual([...left]);
  expect([...memory.subarray(0, n)]).toEqual([...vectors[0]!]);
});
