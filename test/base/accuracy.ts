/** Points at which functions are measured, and the measurement. */
import * as math from "../../src/base/math/index.ts";
import type { Stream } from "../../src/base/random/index.ts";
import { stream } from "../../src/base/random/index.ts";
import * as oracle from "./oracle.ts";

type Name = Exclude<math.FunctionName, "normalQuantile">;
const values: Readonly<Record<string, unknown>> = { ...math };
const truths: Readonly<Record<string, unknown>> = { ...oracle };
type Draw = (rng: Stream) => readonly number[];

/** The double `steps` above x; x is not 0. */
export function step(x: number, steps: number): number {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, x);
  view.setBigInt64(0, view.getBigInt64(0) + BigInt(x < 0 ? -steps : steps));
  return view.getFloat64(0);
}

const between =
  (low: number, high: number): Draw =>
  (rng) => [low + (high - low) * rng.uniform()];
/** Either sign, magnitude log-uniform between 2^low and 2^high. */
const scaled =
  (low: number, high: number): Draw =>
  (rng) => {
    const e = low + Math.floor((high - low) * rng.uniform());
    return [(rng.uniform() < 0.5 ? -1 : 1) * (1 + rng.uniform()) * 2 ** e];
  };
const positive =
  (draw: Draw): Draw =>
  (rng) =>
    draw(rng).map(Math.abs);
/** Within four doubles of a value from the list, of either sign where `both`. */
const near =
  (values: readonly number[], both = true): Draw =>
  (rng) => {
    const value = step(values[Math.floor(values.length * rng.uniform())], Math.floor(9 * rng.uniform()) - 4);
    return [both && rng.uniform() < 0.5 ? -value : value];
  };
const pair =
  (first: Draw, second: Draw): Draw =>
  (rng) => [first(rng)[0], second(rng)[0]];

const halves = Array.from({ length: 2000 }, (_, n) => (n + 0.5) * Math.LN2);
const quarterTurns = Array.from({ length: 4000 }, (_, n) => (n + 1) * (Math.PI / 4));
const farQuarterTurns = Array.from({ length: 4000 }, (_, n) => (n * 536_870 + 1) * (Math.PI / 2));
const powersOfTwo = Array.from({ length: 2040 }, (_, n) => 2 ** (n - 1020));
// Found by continued fractions of pi: doubles below 2^31 that come closest to multiples of pi/2 for their size.
const closeCalls = [355 / 2, 355, 710, 103_993 / 2, 208_341, 312_689, 833_719, 1_146_408, 411_557_987 / 2, 411_557_987, 1_068_966_896];

const circular = [
  between(-7, 7),
  between(-1e3, 1e3),
  between(-3.3e9, 3.3e9),
  scaled(-1070, 31),
  near(quarterTurns),
  near(farQuarterTurns),
  near(closeCalls),
];
const unit = [between(-1, 1), scaled(-1070, 0), near([0.5, 1 - 2 ** -20, 1 - 2 ** -50, 0.25, Math.SQRT1_2]), between(0.999, 1)];

/** How the points of each function are drawn: each kind in turn. */
export const draws: Readonly<Record<Name, readonly Draw[]>> = {
  exp: [
    between(-745.1, 709.7),
    between(-1, 1),
    between(-40, 40),
    scaled(-1070, 9),
    near(halves.filter((x) => x < 709)),
    between(-745.1, -708),
  ],
  expm1: [between(-745, 709.7), between(-1, 1), between(-5, 5), scaled(-1070, 9), near(halves.filter((x) => x < 60))],
  exprel: [between(-745, 716), between(-1, 1), between(-30, 30), scaled(-1070, 9), near(halves.filter((x) => x < 60))],
  dexprel: [between(-745, 716), between(-1, 1), between(-5, 5), scaled(-1070, 9), near([1, 1.5, 2])],
  log: [
    between(0, 1e3),
    between(0.5, 2),
    positive(scaled(-1074, 1023)),
    near(powersOfTwo, false),
    near([1, Math.SQRT2, Math.SQRT1_2], false),
  ],
  log1p: [
    between(-1, 1),
    between(-1, 100),
    positive(scaled(-1070, 1000)),
    scaled(-1070, -1),
    near([Math.SQRT2 - 1, Math.SQRT1_2 - 1, 1, -0.5], false),
  ],
  log2: [between(0, 1e3), between(0.5, 2), positive(scaled(-1074, 1023)), near([1, Math.SQRT2, Math.SQRT1_2], false)],
  log10: [between(0, 1e3), between(0.5, 2), positive(scaled(-1074, 1023)), near([1, 10, 1000, 0.1], false)],
  pow: [
    (rng) => {
      const x = positive(scaled(-1000, 1000))(rng)[0];
      return [x, ((2 * rng.uniform() - 1) * 744) / Math.abs(Math.log(x))];
    },
    (rng) => {
      const x = 0.5 + 1.5 * rng.uniform();
      return [x, ((2 * rng.uniform() - 1) * 709) / Math.abs(Math.log(x))];
    },
    pair(between(0, 20), between(-5, 5)),
    (rng) => [-20 * rng.uniform(), Math.floor(60 * rng.uniform()) - 30],
    pair(near([1], false), scaled(20, 58)),
  ],
  sin: circular,
  cos: circular,
  tan: circular,
  asin: unit,
  acos: unit,
  atan: [between(-1, 1), between(-10, 10), scaled(-1070, 1020), near([Math.SQRT2 - 1, 1, Math.SQRT2 + 1])],
  atan2: [pair(scaled(-30, 30), scaled(-30, 30)), pair(scaled(-2, 2), scaled(-2, 2)), pair(scaled(-1070, 1023), scaled(-1070, 1023))],
  sinh: [between(-2, 2), between(-710, 710), between(-20, 20), scaled(-1070, 9), near([1, 710.47])],
  cosh: [between(-2, 2), between(-710, 710), between(-20, 20), scaled(-1070, 9), near([710.47])],
  tanh: [between(-1, 1), between(-22, 22), scaled(-1070, 8), near([Math.log(3) / 2])],
  erf: [between(-1, 1), between(-6, 6), scaled(-1070, 2), near([1, 0.5])],
  erfc: [between(-1, 1), between(-6, 27.2), scaled(-60, 2), near([7 / 16, 1]), between(26, 27.2)],
  mod: [
    pair(between(-1e6, 1e6), between(-3, 3)),
    pair(scaled(-40, 40), scaled(-5, 5)),
    pair(
      (rng) => [Math.floor(2e4 * rng.uniform()) * 0.1],
      () => [0.1],
    ),
  ],
};

/** The greatest error in ulps over `count` points, and where it is. */
export function greatestError(name: Name, count: number): { error: number; at: readonly number[] } {
  const kinds = draws[name];
  const rng = stream(1907, name, 0);
  const value = values[name] as (...args: number[]) => number;
  const truth = truths[name] as (...args: number[]) => oracle.Big;
  let error = 0;
  let at: readonly number[] = [];
  for (let i = 0; i < count; i++) {
    const args = kinds[i % kinds.length](rng);
    const e = oracle.ulps(value(...args), truth(...args));
    // Written so that NaN counts as an error.
    if (!(e <= error)) {
      error = e;
      at = args;
    }
  }
  return { error, at };
}
