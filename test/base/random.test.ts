import { expect, test } from "vitest";
import { erfc, exp } from "../../src/base/math/index.ts";
import { inverseGaussian, philox4x32, type Stream, stream } from "../../src/base/random/index.ts";

/** Two-sided significance 1e-6 per assertion: normal z and Kolmogorov-Smirnov D sqrt(n). */
const Z = 4.89;
const KS = 2.693;
const N = 100_000;

// Known answers of Random123 (Salmon et al. 2011), file kat_vectors, philox4x32 10.
test.each<[string, [number, number], number[], string]>([
  ["zeros", [0, 0], [0, 0, 0, 0], "6627e8d5 e169c58d bc57ac4c 9b00dbd8"],
  ["ones", [0xffffffff, 0xffffffff], [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff], "408f276d 41c83b0e a20bc7c6 6d5451fd"],
  ["pi", [0xa4093822, 0x299f31d0], [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344], "d16cfe09 94fdcceb 5001e420 24126ea1"],
])("philox4x32 gives the known answer for %s", (_, key, counter, answer) => {
  const out = new Uint32Array(4);
  philox4x32(key, counter, out);
  expect([...out].map((w) => w.toString(16).padStart(8, "0")).join(" ")).toBe(answer);
});

test("a stream reads Philox words in the documented order: index, entity, stream under the seed", () => {
  const out = new Uint32Array(4);
  const seed = 5 * 2 ** 32 + 6;
  philox4x32([6, 5], [3, 0, 11, 9], out);
  const s = stream(seed, 9, 11);
  expect([s.at(6).uint32(), s.at(7).uint32()]).toEqual([out[0], out[2]]);
  expect(s.at(6).uniform()).toBe((out[0] * 2 ** 20 + (out[1] >>> 12) + 0.5) / 2 ** 52);
});

const kinds = ["uint32", "uniform", "normal", "exponential"] as const;

test("draw number i does not depend on what was drawn before or in which order", () => {
  const inOrder = stream(1, "order", 2);
  const values = Array.from({ length: 400 }, (_, i) => inOrder[kinds[i % 4]]());
  const backwards = stream(1, "order", 2);
  for (let i = 399; i >= 0; i--) expect(backwards.at(i)[kinds[i % 4]]()).toBe(values[i]);
  expect(inOrder.index).toBe(400);
});

test("draws far out are reached at once and differ from those 2^32 blocks before", () => {
  const s = stream(1, "far", 0);
  const far = s.at(2 ** 33 + 5).uniform();
  expect(s.index).toBe(2 ** 33 + 6);
  expect(far).not.toBe(s.at(5).uniform());
});

test("seed, name and entity each select another stream", () => {
  const first = [stream(1, "a", 0), stream(2, "a", 0), stream(1 + 2 ** 32, "a", 0), stream(1, "b", 0), stream(1, "a", 1), stream(1, 0, 0)];
  expect(new Set(first.map((s) => s.uint32())).size).toBe(first.length);
});

function sample(draw: (rng: Stream) => number, n = N): Float64Array {
  const rng = stream(20_241, "sample", 0);
  return Float64Array.from({ length: n }, () => draw(rng));
}

/** sqrt(n) times the greatest distance between the empirical distribution function and F. */
function kolmogorovSmirnov(values: Float64Array, F: (x: number) => number): number {
  const sorted = values.toSorted();
  const n = sorted.length;
  let distance = 0;
  for (let i = 0; i < n; i++) {
    const p = F(sorted[i]);
    distance = Math.max(distance, (i + 1) / n - p, p - i / n);
  }
  return distance * Math.sqrt(n);
}

const normalBelow = (z: number): number => erfc(-z * Math.SQRT1_2) / 2;

// Detects a shift of the distribution function of 0.85 %.
test.each<[string, (rng: Stream) => number, (x: number) => number]>([
  ["uniform", (rng) => rng.uniform(), (x) => x],
  ["uint32", (rng) => rng.uint32(), (x) => (x + 0.5) / 2 ** 32],
  ["normal", (rng) => rng.normal(), normalBelow],
  ["exponential", (rng) => rng.exponential(), (x) => 1 - exp(-x)],
  ["inverse Gaussian, mean 2, shape 3", (rng) => inverseGaussian(rng, 2, 3), (t) => inverseGaussianBelow(t, 2, 3)],
  ["inverse Gaussian, mean 0.1, shape 5", (rng) => inverseGaussian(rng, 0.1, 5), (t) => inverseGaussianBelow(t, 0.1, 5)],
  ["inverse Gaussian, mean 10, shape 0.1", (rng) => inverseGaussian(rng, 10, 0.1), (t) => inverseGaussianBelow(t, 10, 0.1)],
  ["Levy, shape 3", (rng) => inverseGaussian(rng, Number.POSITIVE_INFINITY, 3), (t) => erfc(Math.sqrt(3 / (2 * t)))],
])("draws of the %s distribution pass Kolmogorov-Smirnov", (_, draw, F) => {
  expect(kolmogorovSmirnov(sample(draw), F)).toBeLessThan(KS);
});

/** Shuster 1968, J. Am. Stat. Assoc. 63:1514. */
function inverseGaussianBelow(t: number, mean: number, shape: number): number {
  const root = Math.sqrt(shape / t);
  return normalBelow(root * (t / mean - 1)) + exp((2 * shape) / mean) * normalBelow(-root * (t / mean + 1));
}

test("uniform draws are odd multiples of 2^-53 in (0, 1)", () => {
  for (const u of sample((rng) => rng.uniform(), 10_000)) {
    expect(u > 0 && u < 1).toBe(true);
    expect((u * 2 ** 53) % 2).toBe(1);
  }
});

test("mean, variance and fourth moment of normal draws are 0, 1 and 3", () => {
  const z = sample((rng) => rng.normal());
  const moment = (k: number): number => z.reduce((sum, x) => sum + x ** k, 0) / N;
  // Variances of x, x^2 and x^4 are 1, 2 and 96.
  expect(Math.abs(moment(1))).toBeLessThan(Z / Math.sqrt(N));
  expect(Math.abs(moment(2) - 1)).toBeLessThan(Z * Math.sqrt(2 / N));
  expect(Math.abs(moment(4) - 3)).toBeLessThan(Z * Math.sqrt(96 / N));
});

test("draws of neighbouring indices, entities and seeds are uncorrelated", () => {
  const other = [stream(1, "c", 1), stream(2, "c", 0), stream(1, "d", 0)];
  for (const b of other) expect(Math.abs(correlation(stream(1, "c", 0), b))).toBeLessThan(Z / Math.sqrt(N));
  for (const lag of [1, 2]) expect(Math.abs(correlation(stream(1, "c", 0), stream(1, "c", 0).at(lag)))).toBeLessThan(Z / Math.sqrt(N));
});

function correlation(a: Stream, b: Stream): number {
  let sum = 0;
  for (let i = 0; i < N; i++) sum += (a.uniform() - 0.5) * (b.uniform() - 0.5);
  return (12 * sum) / N;
}

test("each bit of uint32 is set in half of the draws", () => {
  const counts = new Array<number>(32).fill(0);
  for (const w of sample((rng) => rng.uint32())) for (let bit = 0; bit < 32; bit++) counts[bit] += (w >>> bit) & 1;
  for (const count of counts) expect(Math.abs(count - N / 2)).toBeLessThan((Z * Math.sqrt(N)) / 2);
});
