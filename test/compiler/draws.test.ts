import { describe, expect, test } from "vitest";
import { compileDraws } from "../../src/compiler/index.ts";
import { instantiate } from "./support.ts";

/** xoshiro128++ as its authors print it, in exact integers. */
class Reference {
  readonly #s: bigint[];
  constructor(words: readonly number[]) {
    this.#s = words.map(BigInt);
  }
  next(): number {
    const mask = 0xffffffffn;
    const rotate = (x: bigint, k: bigint) => ((x << k) | (x >> (32n - k))) & mask;
    const s = this.#s as [bigint, bigint, bigint, bigint];
    const result = (rotate((s[0] + s[3]) & mask, 7n) + s[0]) & mask;
    const t = (s[1] << 9n) & mask;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= t;
    s[3] = rotate(s[3], 11n);
    return Number(result);
  }
}

const count = 64;
const [rng, out, table] = [0, 1024, 512];
const seeds = Array.from({ length: 16 }, (_, i) => (Math.imul(i + 1, 0x9e3779b9) ^ 0x5bd1e995) >>> 0);

/** The generator of each lane, and the memory with the same states. */
function prepare(format: "f32" | "f64") {
  const { memory, exports } = instantiate(compileDraws(format));
  new Uint32Array(memory.buffer, rng, 16).set(seeds);
  const lanes = [0, 1, 2, 3].map((lane) => new Reference([0, 1, 2, 3].map((word) => seeds[4 * word + lane]!)));
  return { memory, exports, lanes };
}

test("xoshiro128++ has the bits of its published definition", () => {
  // The first outputs from the state 1, 2, 3, 4, by hand: rotl(1 + 4, 7) + 1 = 641.
  expect(new Reference([1, 2, 3, 4]).next()).toBe(641);
});

describe("uniform numbers", () => {
  test("doubles are made of two words, as those of the streams are", () => {
    const { memory, exports, lanes } = prepare("f64");
    exports.uniform!(rng, out, count / 2);
    exports.uniform!(rng, out + 4 * count, count / 2);
    const expected: number[] = [];
    for (let group = 0; group < count; group += 4) {
      const high = lanes.map((lane) => lane.next());
      const low = lanes.map((lane) => lane.next());
      for (let l = 0; l < 4; l++) expected.push((high[l]! * 2 ** 20 + (low[l]! >>> 12) + 0.5) * 2 ** -52);
    }
    expect([...new Float64Array(memory.buffer, out, count)]).toEqual(expected);
  });

  test("floats are one word each, rounded", () => {
    const { memory, exports, lanes } = prepare("f32");
    exports.uniform!(rng, out, count);
    const expected: number[] = [];
    for (let group = 0; group < count; group += 4)
      for (const lane of lanes) expected.push(Math.fround(Math.fround(Math.fround(lane.next()) * 2 ** -32) + 2 ** -33));
    expect([...new Float32Array(memory.buffer, out, count)]).toEqual(expected);
  });
});

test.each([
  ["f32", 4],
  ["f32", 12],
  ["f64", 4],
  ["f64", 12],
] as const)("counts are the numbers of thresholds below the word, in %s, of %d thresholds", (format, length) => {
  const { memory, exports, lanes } = prepare(format);
  const thresholds = Array.from({ length }, (_, k) => 0x10000000 * (k + 1));
  new Int32Array(memory.buffer, table, 20).fill(2 ** 31 - 1).set(thresholds.map((threshold) => threshold - 2 ** 31));
  const values = format === "f32" ? new Float32Array(memory.buffer, out, count) : new Float64Array(memory.buffer, out, count);
  values.fill(100);
  exports.poisson!(rng, table, out, count, 0.25);
  const expected: number[] = [];
  for (let group = 0; group < count; group += 4)
    for (const lane of lanes) {
      const word = lane.next();
      expected.push(100 + 0.25 * thresholds.filter((threshold) => word > threshold).length);
    }
  expect([...values]).toEqual(expected);
  expect(new Set(expected).size).toBeGreaterThan(4);
  expect(Math.max(...expected)).toBe(100 + 0.25 * length);
});
