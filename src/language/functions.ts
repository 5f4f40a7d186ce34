/** The functions of the language: how many arguments they take and what their dimensions must be. Values are in `base/math`, derivatives in `differentiate.ts`. */

/**
 * plain: plain numbers to a plain number. root: half the exponents. same: all of one dimension, which is the result's.
 * ratio: all of one dimension, to a plain number. any: anything to a plain number. where: a condition, then as `same`.
 */
export type DimensionRule = "plain" | "root" | "same" | "ratio" | "any" | "where";

/** A builtin function. */
export interface BuiltinFunction {
  readonly arity: number;
  /** `min` and `max` take any number of arguments from `arity` on; the parser nests them. */
  readonly variadic?: true;
  readonly rule: DimensionRule;
}

function entries(rule: DimensionRule, arity: number, names: string): [string, BuiltinFunction][] {
  return names.split(" ").map((name) => [name, { arity, rule }]);
}

/** Every builtin function by name. `dexprel` is the derivative of `exprel`, which differentiation needs. */
export const functions: ReadonlyMap<string, BuiltinFunction> = new Map<string, BuiltinFunction>([
  ...entries("plain", 1, "exp expm1 log log1p log10 sin cos tan asin acos atan sinh cosh tanh erf floor ceil round exprel dexprel"),
  ...entries("root", 1, "sqrt"),
  ...entries("same", 1, "abs"),
  ...entries("any", 1, "sign heaviside"),
  ...entries("ratio", 2, "atan2"),
  ...entries("same", 2, "mod"),
  ["min", { arity: 2, variadic: true, rule: "same" }],
  ["max", { arity: 2, variadic: true, rule: "same" }],
  ...entries("same", 3, "clip"),
  ...entries("where", 3, "where"),
]);

/** Random values, by name, with the number of arguments. They stand in parameters, initial values and the like, never in equations. */
export const distributions: ReadonlyMap<string, number> = new Map([
  ["normal", 2],
  ["lognormal", 2],
  ["uniform", 2],
  ["exponential", 1],
  ["truncated", 3],
  ["clipped", 3],
]);

/** Operators on fields and on the past, with the least and the greatest number of arguments. */
export const operators: ReadonlyMap<string, readonly [number, number]> = new Map([
  ["conv", [2, 4]],
  ["laplacian", [1, 1]],
  ["delayed", [2, 2]],
]);
