/** Elementary functions against their decimals, and the generator of random numbers against its published vectors. */
import {
  acos,
  asin,
  atan,
  cos,
  cosh,
  erf,
  exp,
  expm1,
  log,
  log1p,
  log10,
  philox4x32,
  pow,
  sin,
  sinh,
  tan,
  tanh,
} from "../../base/index.ts";
import { type Row, row } from "../row.ts";

/** Spacing of doubles in [1, 2). */
const ULP = 2.220446049250313e-16;
const decimals = "decimal expansion, 40-digit arithmetic";

/** Name, value, decimals. The tolerance is two units in the last place of the reference. */
const functions: readonly (readonly [string, () => number, string])[] = [
  ["exp(1)", () => exp(1), "2.71828182845904523536"],
  ["exp(-20)", () => exp(-20), "2.06115362243855782797e-9"],
  ["expm1(1e-10)", () => expm1(1e-10), "1.00000000005e-10"],
  ["log(2)", () => log(2), "0.693147180559945309417"],
  ["log1p(1e-10)", () => log1p(1e-10), "9.99999999950000000003e-11"],
  ["log10(2)", () => log10(2), "0.301029995663981195214"],
  ["pow(2, 0.5)", () => pow(2, 0.5), "1.4142135623730950488"],
  ["sin(1)", () => sin(1), "0.841470984807896506653"],
  ["cos(1)", () => cos(1), "0.540302305868139717401"],
  ["tan(1)", () => tan(1), "1.55740772465490223051"],
  ["sin(1e5)", () => sin(1e5), "0.0357487979720165093164"],
  ["asin(0.5)", () => asin(0.5), "0.523598775598298873077"],
  ["acos(0.5)", () => acos(0.5), "1.04719755119659774615"],
  ["atan(1)", () => atan(1), "0.785398163397448309616"],
  ["sinh(1)", () => sinh(1), "1.17520119364380145688"],
  ["cosh(1)", () => cosh(1), "1.54308063481524377848"],
  ["tanh(0.5)", () => tanh(0.5), "0.462117157260009758502"],
  ["erf(1)", () => erf(1), "0.842700792949714869341"],
];

/** Counter, key, output: known-answer vectors of Philox4x32-10. */
const vectors: readonly (readonly [string, readonly number[], readonly [number, number], readonly number[]])[] = [
  ["zeros", [0, 0, 0, 0], [0, 0], [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8]],
  ["ones", Array(4).fill(0xffffffff), [0xffffffff, 0xffffffff], [0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd]],
  [
    "digits of pi",
    [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
    [0xa4093822, 0x299f31d0],
    [0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1],
  ],
];

export async function mathematics(): Promise<readonly Row[]> {
  const values = functions.map(([name, compute, text]) => row(name, compute(), Number(text), 2 * ULP * Math.abs(Number(text)), decimals));
  const random = vectors.map(([name, counter, key, reference]) => {
    const words = new Uint32Array(4);
    philox4x32(key, counter, words);
    const wrong = reference.filter((word, k) => words[k] !== word).length;
    return row(
      `philox4x32-10, ${name}: words that differ`,
      wrong,
      0,
      0,
      "Random123, kat_vectors (Salmon et al. 2011, doi:10.1145/2063384.2063405)",
    );
  });
  return [...values, ...random];
}
