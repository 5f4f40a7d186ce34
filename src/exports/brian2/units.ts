/** Units as Brian2 spells them. */
import { baseDimensions, type Dimension, isDimensionless, type Rational, type Unit } from "../../units/index.ts";

/** Names that Brian2 has under one letter or two; all others are a prefix before the whole word. */
const short = new Set("mV mA uA nA pA pF uF nF nS uS mS ms us Hz kHz MHz cm mm um mM uM nM".split(" "));

const words: ReadonlyMap<string, string> = new Map([
  ["s", "second"],
  ["Hz", "hertz"],
  ["V", "volt"],
  ["A", "amp"],
  ["S", "siemens"],
  ["F", "farad"],
  ["Ohm", "ohm"],
  ["C", "coulomb"],
  ["m", "metre"],
  ["M", "molar"],
  ["mol", "mole"],
  ["K", "kelvin"],
]);

/** Base units by the base dimensions, and the internal units that numbers without a unit are in. */
const bases: Readonly<Record<(typeof baseDimensions)[number], readonly [base: string, internal: string]>> = {
  time: ["second", "ms"],
  voltage: ["volt", "mV"],
  current: ["amp", "pA"],
  length: ["metre", "um"],
  amount: ["mole", "(1e-18*mole)"],
  temperature: ["kelvin", "kelvin"],
};

/** Products that have a name: exponents of time, voltage and current, base and internal unit. */
const named: readonly (readonly [time: number, voltage: number, current: number, base: string, internal: string])[] = [
  [-1, 0, 0, "hertz", "kHz"],
  [0, -1, 1, "siemens", "nS"],
  [1, -1, 1, "farad", "pF"],
  [0, 1, -1, "ohm", "Gohm"],
];

const power = (name: string, { n, d }: Rational) => (n === d ? name : `${name}**${d === 1 ? n : n / d}`);

/** A product of powers; its first factor stands before any division. */
function product(of: Dimension, which: 0 | 1): string {
  const { time, voltage, current } = of;
  const name = named.find(([t, v, c]) => time.d * voltage.d * current.d === 1 && time.n === t && voltage.n === v && current.n === c);
  const rest = name ? (["length", "amount", "temperature"] as const) : baseDimensions;
  const factors = rest.flatMap((base) => (of[base].n === 0 ? [] : [[bases[base][which], of[base]] as const]));
  const above = [
    ...(name ? [name[3 + which] as string] : []),
    ...factors.filter(([, { n }]) => n > 0).map(([unit, size]) => power(unit, size)),
  ];
  const below = factors.filter(([, { n }]) => n < 0);
  // Without a factor above, the first below keeps its sign: `metre**-1`.
  if (above.length === 0 && below[0]) above.push(power(...below.shift()!));
  return above.join("*") + below.map(([unit, { n, d }]) => `/${power(unit, { n: -n, d })}`).join("");
}

/** The unit behind the colon of an equation: `volt`, `amp/metre**2`, `1`. */
export function baseUnit(of: Dimension): string {
  return isDimensionless(of) ? "1" : product(of, 0);
}

/** The unit that a plain number of internal size must be multiplied with; empty for a plain number. */
export function internalUnit(of: Dimension): string {
  return isDimensionless(of) ? "" : product(of, 1);
}

/**
 * A unit of the user's as a factor: `nS`, `uA/cm**2`, `1/ms` of `1/ms`. undefined where Brian2 has no such name (fF), the scale has another
 * zero (degC) or the unit is an angle; then numbers are written in internal units.
 */
export function unitFactor(unit: Unit): string | undefined {
  let text = "";
  // Parts with a positive exponent first: a product does not begin with a division.
  for (const { symbol, exponent } of [...unit.parts].sort((a, b) => Number(a.exponent.n < 0) - Number(b.exponent.n < 0))) {
    const name = nameOf(symbol);
    if (name === undefined) return undefined;
    const size = power(name, exponent.n < 0 ? { n: -exponent.n, d: exponent.d } : exponent);
    text += exponent.n < 0 ? `/${size}` : text === "" ? size : `*${size}`;
  }
  return text;
}

function nameOf(symbol: string): string | undefined {
  if (short.has(symbol)) return symbol;
  const whole = words.get(symbol);
  if (whole !== undefined) return whole;
  const [prefix, base] = [symbol.slice(0, 1), words.get(symbol.slice(1))];
  return base !== undefined && "pnumkMG".includes(prefix) ? prefix + base : undefined;
}

/** Names of units that a script writes, which no variable may have. */
export function isUnitName(name: string): boolean {
  return short.has(name) || [...words.values()].some((word) => name.endsWith(word) && name.length <= word.length + 1) || name === "cm2";
}
