import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import * as math from "../../src/base/math/index.ts";
import { definitions, type FunctionName, numberOperations } from "../../src/base/math/index.ts";
import { stream } from "../../src/base/random/index.ts";
import { draws, greatestError, step } from "./accuracy.ts";
import { statedBounds } from "./bounds.ts";
import * as oracle from "./oracle.ts";

const names = Object.keys(definitions) as FunctionName[];
const measured = Object.keys(draws) as (keyof typeof draws)[];
const functions: Readonly<Record<string, unknown>> = { ...math };
const call = (name: FunctionName, args: readonly number[]): number => (functions[name] as (...args: readonly number[]) => number)(...args);
const { NaN: nan, POSITIVE_INFINITY: inf, MIN_VALUE: least, MAX_VALUE: greatest } = Number;

test("the coefficients are those that their tool computes", () => {
  const path = (name: string) => fileURLToPath(new URL(`../../${name}`, import.meta.url));
  const { stdout } = spawnSync(process.execPath, [path("tools/math-coefficients.mjs"), "--print"], { encoding: "utf8" });
  const numbers = (text: string) => (text.match(/-?\d[\d.e+-]*/g) ?? []).map(Number);
  expect(numbers(stdout).length).toBeGreaterThan(100);
  expect(numbers(readFileSync(path("src/base/math/coefficients.ts"), "utf8"))).toEqual(numbers(stdout));
});

test("every function states a bound", () => {
  expect([...statedBounds().keys()].sort()).toEqual([...names].sort());
});

// Mutants this kills: a coefficient or a part of ln 2 or pi changed in its last digits, a lost low part, a wrong quadrant.
// Thirty-two times as many points are tried among the slow proofs.
test.each(measured)("%s stays within its bound on 2^14 points", (name) => {
  const { error, at } = greatestError(name, 2 ** 14);
  expect(error, `at ${at.join(", ")}`).toBeLessThan(statedBounds().get(name)!);
});

test("normalQuantile stays within its bound against erfc", () => {
  const bits = 128;
  const root = { n: 2n * oracle.expOf(-oracle.ln2(bits) / 2n, bits).n, e: oracle.expOf(-oracle.ln2(bits) / 2n, bits).e };
  const rng = stream(1907, "normalQuantile", 0);
  let greatestSeen = 0;
  for (let i = 0; i < 4096; i++) {
    const x = i % 2 === 0 ? 26 * rng.uniform() : 3 * rng.uniform();
    // p = erfc(x) / 2 belongs to z = -x sqrt 2; the rounding of p moves z by that much over the density.
    const exact = oracle.erfc(x);
    const p = oracle.approximate(exact) / 2;
    const moved = oracle.divide(oracle.add(oracle.big(p), { n: -exact.n, e: exact.e - 1 }), oracle.exp(-x * x));
    const z = oracle.add(oracle.times(oracle.big(-x), root), oracle.times(moved, oracle.big(Math.sqrt(2 * Math.PI))));
    greatestSeen = Math.max(greatestSeen, oracle.ulps(math.normalQuantile(p), z));
  }
  expect(greatestSeen).toBeLessThan(statedBounds().get("normalQuantile")!);
});

// The written-out functions must be remade (tools/math-functions.mjs) when a definition or a coefficient changes.
test.each(names)("%s on numbers equals its definition to the bit", (name) => {
  const rng = stream(7, name, 0);
  const special = [0, -0, 1, -1, 0.5, least, -least, greatest, -greatest, inf, -inf, nan, 710, -746, 2 ** 31, 2 ** 60, 1e-300];
  const args = special.flatMap((x) => special.map((y) => [x, y]));
  for (let i = 0; i < 3000; i++) args.push([rng.normal() * 10 ** (8 * rng.normal()), rng.normal() * 10 ** (2 * rng.normal())]);
  for (let i = 0; i < 3000; i++) args.push([rng.uniform() * 2, rng.normal() * 20]);
  const { arity, define } = definitions[name];
  const different = args.filter((both) => {
    const own = both.slice(0, arity);
    return !Object.is(call(name, own), define(numberOperations, ...own));
  });
  expect(different).toEqual([]);
});

test.each<[FunctionName, readonly number[], number]>([
  ["exp", [0], 1],
  ["exp", [-0], 1],
  ["exp", [inf], inf],
  ["exp", [-inf], 0],
  ["exp", [nan], nan],
  ["exp", [710], inf],
  ["exp", [709.782712893384], 1.7976931348622732e308],
  ["exp", [709.7827128933841], inf],
  ["exp", [-745.1332191019411], least],
  ["exp", [-745.1332191019412], 0],
  ["exp", [-746], 0],
  ["exp", [1e300], inf],
  ["exp", [-1e300], 0],
  ["expm1", [-0], -0],
  ["expm1", [0], 0],
  ["expm1", [least], least],
  ["expm1", [-least], -least],
  ["expm1", [inf], inf],
  ["expm1", [-inf], -1],
  ["expm1", [-1000], -1],
  ["expm1", [nan], nan],
  ["exprel", [0], 1],
  ["exprel", [-0], 1],
  ["exprel", [least], 1],
  ["exprel", [1e-17], 1],
  ["exprel", [inf], inf],
  ["exprel", [-inf], 0],
  ["exprel", [-1e300], 1e-300],
  ["exprel", [717], inf],
  ["exprel", [nan], nan],
  ["dexprel", [0], 0.5],
  ["dexprel", [-0], 0.5],
  ["dexprel", [inf], inf],
  ["dexprel", [-inf], 0],
  ["dexprel", [-1e150], 1e-300],
  ["dexprel", [nan], nan],
  ["log", [1], 0],
  ["log", [0], -inf],
  ["log", [-0], -inf],
  ["log", [-1], nan],
  ["log", [-inf], nan],
  ["log", [inf], inf],
  ["log", [nan], nan],
  ["log", [least], -744.4400719213812],
  ["log1p", [-0], -0],
  ["log1p", [0], 0],
  ["log1p", [least], least],
  ["log1p", [-1], -inf],
  ["log1p", [-1.5], nan],
  ["log1p", [inf], inf],
  ["log1p", [nan], nan],
  ["log1p", [greatest], 709.782712893384],
  ["log2", [least], -1074],
  ["log2", [0], -inf],
  ["log2", [inf], inf],
  ["log10", [0], -inf],
  ["log10", [-3], nan],
  ["log10", [inf], inf],
  ["sin", [-0], -0],
  ["sin", [least], least],
  ["sin", [inf], nan],
  ["sin", [nan], nan],
  ["cos", [0], 1],
  ["cos", [-inf], nan],
  ["tan", [-0], -0],
  ["tan", [inf], nan],
  ["asin", [-0], -0],
  ["asin", [1], Math.PI / 2],
  ["asin", [-1], -Math.PI / 2],
  ["asin", [step(1, 1)], nan],
  ["acos", [1], 0],
  ["acos", [-1], Math.PI],
  ["acos", [0], Math.PI / 2],
  ["acos", [-1.5], nan],
  ["atan", [-0], -0],
  ["atan", [inf], Math.PI / 2],
  ["atan", [-inf], -Math.PI / 2],
  ["atan", [least], least],
  ["atan", [1], Math.PI / 4],
  ["atan", [nan], nan],
  ["atan2", [0, 0], 0],
  ["atan2", [-0, 0], -0],
  ["atan2", [0, -0], Math.PI],
  ["atan2", [-0, -0], -Math.PI],
  ["atan2", [0, -1], Math.PI],
  ["atan2", [-0, -1], -Math.PI],
  ["atan2", [1, 0], Math.PI / 2],
  ["atan2", [-1, -0], -Math.PI / 2],
  ["atan2", [inf, inf], Math.PI / 4],
  ["atan2", [inf, -inf], (3 * Math.PI) / 4],
  ["atan2", [1, -inf], Math.PI],
  ["atan2", [-inf, 3], -Math.PI / 2],
  ["atan2", [least, least], Math.PI / 4],
  ["atan2", [greatest, greatest], Math.PI / 4],
  ["atan2", [nan, 1], nan],
  ["atan2", [1, nan], nan],
  ["sinh", [-0], -0],
  ["sinh", [-inf], -inf],
  ["sinh", [711], inf],
  ["cosh", [0], 1],
  ["cosh", [-inf], inf],
  ["cosh", [711], inf],
  ["tanh", [-0], -0],
  ["tanh", [inf], 1],
  ["tanh", [-1000], -1],
  ["tanh", [least], least],
  ["tanh", [nan], nan],
  ["erf", [-0], -0],
  ["erf", [inf], 1],
  ["erf", [-inf], -1],
  ["erf", [6], 1],
  ["erf", [nan], nan],
  ["erfc", [0], 1],
  ["erfc", [inf], 0],
  ["erfc", [-inf], 2],
  ["erfc", [28], 0],
  ["erfc", [nan], nan],
  ["normalQuantile", [0.5], 0],
  ["normalQuantile", [0], -inf],
  ["normalQuantile", [1], inf],
  ["normalQuantile", [-0.1], nan],
  ["normalQuantile", [1.1], nan],
  ["mod", [7, 3], 1],
  ["mod", [-7, 3], 2],
  ["mod", [7, -3], -2],
  ["mod", [-7, -3], -1],
  ["mod", [6, 3], 0],
  ["mod", [-1e-20, 1], 0],
  ["mod", [1, 0], nan],
  ["mod", [inf, 1], nan],
])("%s(%j) is %j", (name, args, value) => {
  expect(call(name, args)).toBe(value);
});

// IEEE 754-2019, 9.2.1.
test.each<[number, number, number]>([
  [nan, 0, 1],
  [inf, -0, 1],
  [1, nan, 1],
  [1, inf, 1],
  [-1, inf, 1],
  [-1, -inf, 1],
  [0, 3, 0],
  [-0, 3, -0],
  [-0, 2, 0],
  [0, -1, inf],
  [-0, -3, -inf],
  [-0, -2, inf],
  [-0, 0.5, 0],
  [0.5, inf, 0],
  [2, inf, inf],
  [-2, inf, inf],
  [0.5, -inf, inf],
  [2, -inf, 0],
  [inf, 0.5, inf],
  [inf, -0.5, 0],
  [-inf, 3, -inf],
  [-inf, 2, inf],
  [-inf, 0.5, inf],
  [-inf, -3, -0],
  [-8, 1 / 3, nan],
  [-2, 3, -8],
  [-2, -3, -0.125],
  [-2, 2 ** 53, inf],
  [nan, 1, nan],
  [2, nan, nan],
  [2, 1024, inf],
  [2, -1074, least],
  [2, -1075, 0],
  [10, 308, 1e308],
  [least, 1, least],
  [greatest, 1, greatest],
  [least, 0.5, 2 ** -537],
])("pow(%j, %j) is %j", (x, y, value) => {
  expect(math.pow(x, y)).toBe(value);
});

test("an integer power that a double holds is exact", () => {
  for (let x = 2; x < 100; x++) {
    for (let n = 1; BigInt(x) ** BigInt(n) < 2n ** 53n; n++) expect(math.pow(x, n)).toBe(Number(BigInt(x) ** BigInt(n)));
  }
});

test("logarithms of exact powers are exact", () => {
  for (let n = -1074; n <= 1023; n++) expect(math.log2(2 ** n)).toBe(n);
  for (let n = -307; n <= 308; n++) expect(math.log10(Number(`1e${n}`))).toBe(n);
});

test("exp is monotonic across the joints of its reduction", () => {
  // From 4 on neighbouring arguments differ by at least 4 ulps of the result, more than twice the bound.
  for (let n = -1060; n <= 1020; n++) {
    const joint = (n + 0.5) * Math.LN2;
    if (Math.abs(joint) < 4) continue;
    const values = Array.from({ length: 9 }, (_, i) => math.exp(step(joint, i - 4)));
    expect(values.toSorted((a, b) => a - b)).toEqual(values);
  }
});

test("beyond 2^31 quarter turns sin and cos have an error below 2^-52 |x|, and no value beyond 2^50", () => {
  const rng = stream(3, "far", 0);
  for (let i = 0; i < 4096; i++) {
    const x = 2 ** (32 + 18 * rng.uniform());
    expect(Math.abs(math.sin(x) - oracle.approximate(oracle.sin(x)))).toBeLessThan(x * 2 ** -52);
    expect(Math.abs(math.cos(x) - oracle.approximate(oracle.cos(x)))).toBeLessThan(x * 2 ** -52);
  }
  expect(math.sin(2 ** 50 + 1)).toBeNaN();
});

test("mod stays in [0, b) where the quotient is rounded up to an integer", () => {
  for (const b of [0.1, 1 / 3, 0.7, 2 * Math.PI]) {
    for (let n = 1; n < 3000; n++) {
      for (const steps of [-2, -1, 0, 1, 2]) {
        const r = math.mod(step(n * b, steps), b);
        expect(r >= 0 && r < b).toBe(true);
      }
    }
  }
});

test("the values of all functions on fixed points have the bits that they have on every engine", () => {
  // FNV-1a over the bits. The same points in another engine must give the same number; it changes when a function is improved.
  const rng = stream(42, "hash", 0);
  const view = new DataView(new ArrayBuffer(8));
  let hash = 0x811c9dc5;
  for (let i = 0; i < 2000; i++) {
    const x = 10 ** Math.round(2 * rng.uniform()) * (rng.uniform() - 0.3);
    const y = 6 * rng.uniform() - 3;
    for (const name of names) {
      const value = call(name, [x, y]);
      if (Number.isNaN(value)) continue;
      view.setFloat64(0, value);
      for (let k = 0; k < 8; k++) hash = Math.imul(hash ^ view.getUint8(k), 0x01000193);
    }
  }
  expect((hash >>> 0).toString(16)).toBe("7c8f486f");
});
