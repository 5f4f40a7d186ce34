/** The values of a sweep's axis as numbers in one unit, for tables and figures, beside the values as they are applied. */

import { LapicqueError } from "../base/index.ts";
import type { SweepAxis as Shown } from "../contract/index.ts";
import { parseExpression, type Tree } from "../language/index.ts";
import type { SweepAxis as Given } from "../model/index.ts";
import { fromInternal, type Unit } from "../units/index.ts";

export interface Axis {
  readonly given: Given;
  readonly shown: Shown;
}

/** What an axis shows: numbers in the unit of its first value; words where one is no plain quantity. */
export function axisOf(given: Given): Axis {
  const read = given.values.map(({ value, source }) => (typeof value === "number" ? { value } : literal(source)));
  const unit = read.find((one) => one?.unit)?.unit;
  const isNumeric = read.every((one) => one !== undefined);
  const values = isNumeric
    ? read.map((one) => (unit && one?.unit ? fromInternal(one.value, unit) : (one?.value ?? Number.NaN)))
    : given.values.map(({ value }) => String(value));
  return { given, shown: { path: given.path, unit: isNumeric ? (unit?.text ?? "") : "", values, scale: scaleOf(values) } };
}

/** Value in internal units and unit of a literal such as `-60 pA`; undefined for anything else. */
function literal(source: Given["values"][number]["source"]): { readonly value: number; readonly unit?: Unit } | undefined {
  let tree: Tree;
  try {
    tree = parseExpression(source);
  } catch (error) {
    // A word such as a method's name; what is wrong with a value is said where it is applied.
    if (error instanceof LapicqueError) return undefined;
    throw error;
  }
  const sign = tree.kind === "unary" && tree.op === "-" ? -1 : 1;
  const number = tree.kind === "unary" ? tree.arg : tree;
  if (number.kind !== "number") return undefined;
  return { value: sign * number.value, ...(number.unit ? { unit: number.unit } : {}) };
}

/** Points with equal ratios, at least three of them, are drawn on a logarithmic axis. */
function scaleOf(values: readonly (number | string)[]): Shown["scale"] {
  const numbers = values.filter((value) => typeof value === "number");
  if (numbers.length < 3 || numbers.length < values.length || !numbers.every((value) => value > 0)) return "linear";
  const ratio = numbers[1]! / numbers[0]!;
  const isGeometric = numbers.slice(1).every((value, k) => Math.abs(value / numbers[k]! / ratio - 1) < 1e-9);
  return isGeometric && Math.abs(ratio - 1) > 1e-9 ? "log" : "linear";
}
