import { describe, expect, test } from "vitest";
import { philox4x32, Xoshiro } from "../../src/base/index.ts";

describe("xoshiro128++", () => {
  test("the words after the state 1, 2, 3, 4 are the published ones", () => {
    // Test vector of the authors' C code, as the Rust crate rand_xoshiro gives it.
    const words = new Uint32Array(10);
    new Xoshiro(1, "any").resume([1, 2, 3, 4]).fill(words, 0, 10);
    expect([...words]).toEqual([641, 1573767, 3222811527, 3517856514, 836907274, 4247214768, 3867114732, 1355841295, 495546011, 621204420]);
  });

  test("the state of a key is what Philox makes of it, and words do not depend on how they are asked for", () => {
    const one = new Xoshiro(7, "a").start(1, 2, 3);
    const state = new Uint32Array(4);
    // FNV-1a of "a" over 16-bit units.
    philox4x32([7, 0], [1, 2, 3, Math.imul(Math.imul(0x811c9dc5 ^ 0x61, 0x01000193), 0x01000193) >>> 0], state);
    const other = new Xoshiro(0, "").resume(state);
    const [words, others] = [new Uint32Array(6), new Uint32Array(6)];
    one.fill(words, 0, 6);
    other.fill(others, 0, 2);
    other.fill(others, 2, 6);
    expect(words).toEqual(others);
  });

  test("every integer below n is equally likely: a word that favours small ones is rejected", () => {
    const generator = new Xoshiro(1, "below").start(0, 0, 0);
    // For n = 3 x 2^30 the words 0, 4, 8, ... / 3 would give some integers twice: a quarter of all words is rejected.
    const n = 3 * 2 ** 30;
    const counts = new Uint32Array(3);
    for (let i = 0; i < 30_000; i++) counts[Math.floor(generator.below(n) / 2 ** 30)]!++;
    for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(4 * Math.sqrt(30_000 * (2 / 9)));
    const odd = new Uint32Array(2);
    for (let i = 0; i < 30_000; i++) odd[generator.below(n) % 2]!++;
    expect(Math.abs(odd[0]! - 15_000)).toBeLessThan(4 * Math.sqrt(30_000 / 4));
  });
});
