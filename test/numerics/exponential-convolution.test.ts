/** Convolutions of exponentials, where rates are apart, close and equal. */
import { expect, test } from "vitest";
import { ExponentialConvolutions } from "../../src/numerics/index.ts";

/** Exponentials of bidiagonal matrices with 80 digits (mpmath 1.3). Rates, time, value. */
const known: readonly (readonly [readonly number[], number, number])[] = [
  [[1], 1e-6, 0.9999990000005],
  [[1], 0.5, 0.6065306597126334],
  [[1], 7.3, 0.0006755387751938444],
  [[1, 9], 0.008, 0.007687627378231862],
  [[1, 9], 0.9, 0.050783265075315026],
  [[1, 9], 40, 5.310442819114486e-19],
  [[1, 1], 0.1, 0.09048374180359596],
  [[1, 1], 2, 0.2706705664732254],
  [[1, 9, 9], 1e-6, 4.999968333442499e-13],
  [[1, 9, 9], 0.5, 0.008609151203459717],
  [[1, 9, 9], 7.3, 1.0555293362403819e-5],
  [[1, 1.0001, 1.0001], 0.008, 3.174500434411301e-5],
  [[1, 1.0001, 1.0001], 0.9, 0.1646508328856409],
  [[1, 1.0001, 1.0001], 40, 3.3896338287332936e-15],
  [[1, 1, 1], 0.1, 0.004524187090179798],
  [[1, 1, 1], 2, 0.2706705664732254],
  [[0.1, 0.5, 10], 1e-6, 4.999982333377628e-13],
  [[0.1, 0.5, 10], 0.5, 0.0353335183187004],
  [[0.1, 0.5, 10], 7.3, 0.11485441868546638],
  [[0, 1, 6, 6], 0.008, 8.314735218959634e-8],
  [[0, 1, 6, 6], 0.9, 0.01170569147239746],
  [[0, 1, 6, 6], 40, 0.027777777777777776],
  [[0, 0, 1], 0.1, 0.0048374180359595734],
  [[0, 0, 1], 2, 1.1353352832366126],
  [[1, 6, 6.0000001], 1e-6, 4.999978333383583e-13],
  [[1, 6, 6.0000001], 0.5, 0.017291036595651323],
  [[1, 6, 6.0000001], 7.3, 2.702155046732262e-5],
  [[0, 0.05, 0.05], 0.008, 3.199146794653014e-5],
  [[0, 0.05, 0.05], 0.9, 0.3930525937642389],
  [[0, 0.05, 0.05], 40, 237.59766011606476],
  [[2, 3, 5, 7], 0.1, 0.00010936166791827143],
  [[2, 3, 5, 7], 2, 0.0009149611097612134],
  [[0, 1, 1, 1], 1e-6, 1.6666654166671664e-19],
  [[0, 1, 1, 1], 0.5, 0.014387677966970687],
  [[0, 1, 1, 1], 7.3, 0.9763932975008511],
  [[-0.5, 1, 2], 0.008, 3.178764469812515e-5],
  [[-0.5, 1, 2], 0.9, 0.2132896982589469],
  [[-0.5, 1, 2], 40, 129377385.44261074],
];

test("they agree with 20 digits, to four units in the last place", () => {
  // Mutants: the series without its higher terms (rates 1 and 1.0001), the difference without a limit (rates 6 and 6.0000001).
  for (const [rates, t, value] of known) {
    const chains = new ExponentialConvolutions([rates]);
    expect(Math.abs(chains.at(t)[chains.places[0]!]! / value - 1), `${rates} at ${t}`).toBeLessThan(4 * Number.EPSILON);
  }
});

test("the order of the rates does not matter, and chains share their parts", () => {
  const chains = new ExponentialConvolutions([
    [9, 1, 9],
    [1, 9],
    [9, 9, 1],
  ]);
  const values = chains.at(0.37);
  expect(values[chains.places[0]!]).toBe(values[chains.places[2]!]);
  expect(chains.places[0]).toBe(chains.places[2]);
  expect(values.length).toBe(5);
});
