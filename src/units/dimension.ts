/** What kind of quantity a number is: exact exponents over six base dimensions. */
import { addRationals, equalRationals, isModest, multiplyRationals, type Rational, zero } from "./rational.ts";

/** The base dimensions; the coherent internal units are ms, mV, pA, um, amol, K (so nS, pF, GOhm; mM = amol/um^3). */
export const baseDimensions = ["time", "voltage", "current", "length", "amount", "temperature"] as const;
/** The name of a base dimension. */
export type BaseDimension = (typeof baseDimensions)[number];

/** Exponent of each base dimension. */
export type Dimension = Readonly<Record<BaseDimension, Rational>>;

/** The dimension of a plain number. */
export const dimensionless: Dimension = { time: zero, voltage: zero, current: zero, length: zero, amount: zero, temperature: zero };

/** A dimension from the exponents that are not 0. */
export function dimension(exponents: Partial<Record<BaseDimension, Rational>>): Dimension {
  return { ...dimensionless, ...exponents };
}

function each(f: (base: BaseDimension) => Rational): Dimension {
  return {
    time: f("time"),
    voltage: f("voltage"),
    current: f("current"),
    length: f("length"),
    amount: f("amount"),
    temperature: f("temperature"),
  };
}

/** Dimension of a product. */
export function multiplyDimensions(a: Dimension, b: Dimension): Dimension {
  return each((base) => addRationals(a[base], b[base]));
}

/** Dimension of a power. */
export function powerOfDimension(a: Dimension, exponent: Rational): Dimension {
  return each((base) => multiplyRationals(a[base], exponent));
}

/** Whether two quantities may be added. */
export function equalDimensions(a: Dimension, b: Dimension): boolean {
  return baseDimensions.every((base) => equalRationals(a[base], b[base]));
}

/** Whether it is the dimension of a plain number. */
export function isDimensionless(a: Dimension): boolean {
  return equalDimensions(a, dimensionless);
}

/** Whether all exponents are small enough to go on computing with. */
export function isModestDimension(a: Dimension): boolean {
  return baseDimensions.every((base) => isModest(a[base]));
}
