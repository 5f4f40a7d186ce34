/** The units that exist. Data only. Powers of ten are relative to the internal units ms, mV, pA, um, amol, K. */
import type { BaseDimension } from "./dimension.ts";

/** A base unit: its dimension, and log10 of its size in internal units. */
export interface BaseUnit {
  readonly symbol: string;
  readonly word: string;
  readonly dimension: Partial<Readonly<Record<BaseDimension, number>>>;
  /** log10(unit / internal unit), without prefix. */
  readonly tens: number;
  /** 1 for the degree of angle, whose size is pi/180. */
  readonly degrees?: 1;
  /** An angle is a plain number, but an angle per time is no frequency. */
  readonly angle?: true;
  readonly prefixes: string;
}

const si = "fpnumkMG";

/** s = 1e3 ms, V = 1e3 mV, A = 1e12 pA, S = A/V = 1e9 nS, F = A s/V = 1e12 pF, Ohm = 1e-9 GOhm, C = A s, m = 1e6 um, mol = 1e18 amol. */
export const baseUnits: readonly BaseUnit[] = [
  { symbol: "s", word: "second", dimension: { time: 1 }, tens: 3, prefixes: si },
  { symbol: "Hz", word: "hertz", dimension: { time: -1 }, tens: -3, prefixes: si },
  { symbol: "V", word: "volt", dimension: { voltage: 1 }, tens: 3, prefixes: si },
  { symbol: "A", word: "ampere", dimension: { current: 1 }, tens: 12, prefixes: si },
  { symbol: "S", word: "siemens", dimension: { current: 1, voltage: -1 }, tens: 9, prefixes: si },
  { symbol: "F", word: "farad", dimension: { current: 1, time: 1, voltage: -1 }, tens: 12, prefixes: si },
  { symbol: "Ohm", word: "ohm", dimension: { voltage: 1, current: -1 }, tens: -9, prefixes: si },
  { symbol: "C", word: "coulomb", dimension: { current: 1, time: 1 }, tens: 15, prefixes: si },
  { symbol: "m", word: "metre", dimension: { length: 1 }, tens: 6, prefixes: `${si}c` },
  // 1 M = 1 mol/dm^3 = 1e18 amol / 1e15 um^3.
  { symbol: "M", word: "molar", dimension: { amount: 1, length: -3 }, tens: 3, prefixes: si },
  { symbol: "mol", word: "mole", dimension: { amount: 1 }, tens: 18, prefixes: si },
  { symbol: "K", word: "kelvin", dimension: { temperature: 1 }, tens: 0, prefixes: si },
  { symbol: "rad", word: "radian", dimension: {}, tens: 0, angle: true, prefixes: si },
  { symbol: "deg", word: "degree", dimension: {}, tens: 0, degrees: 1, angle: true, prefixes: "" },
];

/** log10 of each prefix. */
export const prefixes: ReadonlyMap<string, number> = new Map([
  ["f", -15],
  ["p", -12],
  ["n", -9],
  ["u", -6],
  ["m", -3],
  ["c", -2],
  ["k", 3],
  ["M", 6],
  ["G", 9],
]);

/** Names of the prefixes: `milli` of `m`. */
export const prefixNames: ReadonlyMap<string, string> = new Map([
  ["f", "femto"],
  ["p", "pico"],
  ["n", "nano"],
  ["u", "micro"],
  ["m", "milli"],
  ["c", "centi"],
  ["k", "kilo"],
  ["M", "mega"],
  ["G", "giga"],
]);

/** Other spellings of a word. */
export const otherWords: ReadonlyMap<string, string> = new Map([["meter", "m"]]);

/** Zero of the Celsius scale [K]. The degree Celsius is allowed as a bare value only. */
export const celsiusZero = 273.15;
