/** Units as the user wrote them: a product of powers of symbols, with its size in internal units and its dimension. */
import { InternalError, pow } from "../base/index.ts";
import {
  type BaseDimension,
  type Dimension,
  dimension,
  dimensionless,
  equalDimensions,
  isDimensionless,
  multiplyDimensions,
  powerOfDimension,
} from "./dimension.ts";
import { addRationals, equalRationals, multiplyRationals, one, printRational, type Rational, rational, zero } from "./rational.ts";
import { type BaseUnit, baseUnits, otherWords, prefixes } from "./table.ts";

/** One symbol to a power, as in `cm^2`. */
export interface UnitPart {
  readonly symbol: string;
  readonly exponent: Rational;
}

/** A unit. `1` (no parts) is the unit of plain numbers. Plain data. */
export interface Unit {
  /** `uA/cm^2`, `1/ms`, `1`: the user's symbols in the user's order. */
  readonly text: string;
  readonly parts: readonly UnitPart[];
  readonly dimension: Dimension;
  /** Internal value = number * factor (for `degC`: number + 273.15). */
  readonly factor: number;
  /** log10 of the power of ten in `factor`: the only factor, except for degrees of angle. */
  readonly tens: Rational;
}

/** What a symbol or word means. */
interface Entry {
  readonly symbol: string;
  readonly dimension: Dimension;
  readonly tens: number;
  readonly degrees: Rational;
  readonly angle: boolean;
}

const symbols: ReadonlyMap<string, Entry> = makeSymbols();

function makeSymbols(): Map<string, Entry> {
  const table = new Map<string, Entry>();
  for (const base of baseUnits) {
    addSymbol(table, base, "", 0);
    for (const prefix of base.prefixes) addSymbol(table, base, prefix, prefixes.get(prefix) ?? 0);
    const made = table.get(base.symbol);
    if (made) table.set(base.word, { ...made, symbol: base.word });
  }
  for (const [word, symbol] of otherWords) {
    const made = table.get(symbol);
    if (made) table.set(word, { ...made, symbol: word });
  }
  table.set("degC", { symbol: "degC", dimension: dimension({ temperature: one }), tens: 0, degrees: zero, angle: false });
  return table;
}

function addSymbol(table: Map<string, Entry>, base: BaseUnit, prefix: string, tens: number): void {
  const exponents: Partial<Record<BaseDimension, Rational>> = {};
  // Object.keys of a literal table with BaseDimension keys.
  for (const key of Object.keys(base.dimension) as BaseDimension[]) exponents[key] = rational(base.dimension[key] ?? 0);
  table.set(prefix + base.symbol, {
    symbol: prefix + base.symbol,
    dimension: dimension(exponents),
    tens: base.tens + tens,
    degrees: base.degrees ? one : zero,
    angle: base.angle ?? false,
  });
}

/**
 * The canonical symbol of a unit name, or undefined if there is no such unit. Greek mu and Omega (already spelled out by the
 * normalisation of names) count as micro and Ohm: `muA` is `uA`, `MOmega` is `MOhm`.
 */
export function unitSymbol(name: string): string | undefined {
  const spelled = name.replace(/^mu(?=.)/, "u").replace(/Omega$/, "Ohm");
  return symbols.get(name)?.symbol ?? symbols.get(spelled)?.symbol;
}

/** Every unit symbol and word, for suggestions. */
export function unitSymbols(): Iterable<string> {
  return symbols.keys();
}

/** The unit of plain numbers. */
export const noUnit: Unit = { text: "1", parts: [], dimension: dimensionless, factor: 1, tens: zero };

/** Units that were made, by how their parts are written: a document has a handful, and each is asked for again and again. */
const known = new Map<string, Unit>();
const mostKnown = 1000;

/** The unit that a product of powers makes; equal symbols are merged and those that cancel are dropped. */
export function makeUnit(parts: readonly UnitPart[]): Unit {
  const written = parts.map(({ symbol, exponent }) => `${symbol}^${exponent.n}/${exponent.d}`).join("*");
  const before = known.get(written);
  if (before) return before;
  if (known.size >= mostKnown) known.clear();
  const made = multiplied(parts);
  known.set(written, made);
  return made;
}

function multiplied(parts: readonly UnitPart[]): Unit {
  const merged = new Map<string, Rational>();
  for (const { symbol, exponent } of parts) merged.set(symbol, addRationals(merged.get(symbol) ?? zero, exponent));
  const kept = [...merged].filter(([, exponent]) => exponent.n !== 0).map(([symbol, exponent]) => ({ symbol, exponent }));
  if (kept.length === 0) return noUnit;
  let of = dimensionless;
  let tens = zero;
  let degrees = zero;
  for (const { symbol, exponent } of kept) {
    const found = symbols.get(symbol);
    if (!found) throw new InternalError(`no unit ${symbol}`);
    of = multiplyDimensions(of, powerOfDimension(found.dimension, exponent));
    tens = addRationals(tens, multiplyRationals(rational(found.tens), exponent));
    degrees = addRationals(degrees, multiplyRationals(found.degrees, exponent));
  }
  return { text: printParts(kept), parts: kept, dimension: of, factor: powerOfTen(tens) * pow(Math.PI / 180, degrees.n / degrees.d), tens };
}

/** 10^tens: exact where it can be, else the root of an exact power (sqrt is rounded exactly) or `pow`. */
function powerOfTen(tens: Rational): number {
  const exact = Number(`1e${tens.n}`);
  if (tens.d === 1) return exact;
  return tens.d === 2 ? Math.sqrt(exact) : pow(10, tens.n / tens.d);
}

/** A unit from a single symbol. Throws InternalError if there is none of that name. */
export function unitNamed(name: string): Unit {
  const symbol = unitSymbol(name);
  if (symbol === undefined) throw new InternalError(`no unit ${name}`);
  return makeUnit([{ symbol, exponent: one }]);
}

/** The symbol of one word that means exactly this product: `pA` for `nS*mV`; undefined if there is none. */
export function symbolFor(unit: Unit): Unit | undefined {
  for (const [symbol, { dimension, tens }] of symbols)
    if (equalDimensions(dimension, unit.dimension) && equalRationals(rational(tens), unit.tens)) return unitNamed(symbol);
  return undefined;
}

/** Unit of a product of quantities. A temperature in degC enters products in K. */
export function multiplyUnits(a: Unit, b: Unit): Unit {
  if (a.parts.length === 0) return inKelvin(b);
  if (b.parts.length === 0) return inKelvin(a);
  return makeUnit([...inKelvin(a).parts, ...inKelvin(b).parts]);
}

/** Unit of a quotient of quantities. */
export function divideUnits(a: Unit, b: Unit): Unit {
  return multiplyUnits(a, powerOfUnit(b, rational(-1)));
}

/** Unit of a power of a quantity. */
export function powerOfUnit(a: Unit, exponent: Rational): Unit {
  return makeUnit(inKelvin(a).parts.map((part) => ({ symbol: part.symbol, exponent: multiplyRationals(part.exponent, exponent) })));
}

function inKelvin(unit: Unit): Unit {
  return isCelsius(unit) ? unitNamed("K") : unit;
}

/** Whether it is the degree Celsius, the only unit with an offset. */
export function isCelsius(unit: Unit): boolean {
  return unit.parts.length === 1 && unit.parts[0]?.symbol === "degC";
}

/** Whether a numerator or denominator holds an angle that does not cancel: `rad/s` is no frequency. */
export function hasAngle(unit: Unit): boolean {
  let angle = zero;
  for (const { symbol, exponent } of unit.parts) if (symbols.get(symbol)?.angle) angle = addRationals(angle, exponent);
  return angle.n !== 0;
}

/** Whether it has more than one symbol or begins with `1/`: after `/` or `^` such a unit has two readings. */
export function isCompound(unit: Unit): boolean {
  return unit.parts.length > 1 || (unit.parts[0] !== undefined && unit.parts[0].exponent.n < 0);
}

function printParts(parts: readonly UnitPart[]): string {
  // A unit needs something to stand before the first `/`: a part with a positive exponent, or the number 1.
  const positive = parts.filter((part) => part.exponent.n > 0);
  const negative = parts.filter((part) => part.exponent.n < 0);
  const head = positive.length === 0 ? "1" : positive.map((part) => printPart(part.symbol, part.exponent)).join("*");
  return head + negative.map((part) => `/${printPart(part.symbol, multiplyRationals(part.exponent, rational(-1)))}`).join("");
}

function printPart(symbol: string, exponent: Rational): string {
  if (exponent.n === 1 && exponent.d === 1) return symbol;
  if (exponent.n === 1 && exponent.d === 2) return `sqrt(${symbol})`;
  return exponent.d === 1 ? `${symbol}^${exponent.n}` : `${symbol}^(${printRational(exponent)})`;
}

/** How a unit is named in a sentence: `in mV`, or `a plain number`. */
export function describeUnit(unit: Unit): string {
  return isDimensionless(unit.dimension)
    ? unit.parts.length === 0
      ? "a plain number"
      : `a plain number (${unit.text})`
    : `in ${unit.text}`;
}
