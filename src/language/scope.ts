/** What a name can measure, and what is visible where an expression stands. */
import { noUnit, powerOfUnit, rational, type Unit, unitNamed } from "../units/index.ts";
import { isNoise } from "./names.ts";
import type { FunctionStatement } from "./tree.ts";

/** What a tree is: a quantity in a unit; a literal 0 or infinity, which fits any; or a condition. */
export type Measure = { readonly kind: "quantity"; readonly unit: Unit } | { readonly kind: "any" } | { readonly kind: "condition" };

/** What is visible where an expression stands. */
export interface Scope {
  /** What a name measures; undefined if there is no such name. Builtin names are asked for too: see `builtinMeasure`. */
  measure(name: string): Measure | undefined;
  /** All visible names, for suggestions. */
  names(): Iterable<string>;
  /** The document's own functions. */
  readonly functions?: ReadonlyMap<string, FunctionStatement>;
  /** Whether random values (`normal(0, 1)`) may stand here. */
  readonly random?: boolean;
  /** Coordinates of the field that the expression belongs to, in order; `conv` and `laplacian` exist only there. */
  readonly axes?: ReadonlyMap<string, Unit>;
}

/** A quantity in a unit. */
export function quantity(unit: Unit): Measure {
  return { kind: "quantity", unit };
}
/** What a plain number measures. */
export const plain = quantity(noUnit);
/** What a comparison is. */
export const condition: Measure = { kind: "condition" };
/** What a literal 0 or infinity measures. */
export const any: Measure = { kind: "any" };

/**
 * What the builtin names measure: `t`, `age`, `dt` [ms], `xi` [1/sqrt(ms)], `index`, `size`, `pi` [1], `infinity` (fits any);
 * all plain under `units: none`. undefined for every other name.
 */
export function builtinMeasure(name: string, units: "physical" | "none" = "physical"): Measure | undefined {
  if (name === "infinity") return any;
  if (name === "pi" || name === "index" || name === "size") return plain;
  const isTime = name === "t" || name === "age" || name === "dt";
  if (!isTime && !isNoise(name)) return undefined;
  if (units === "none") return plain;
  return quantity(isTime ? unitNamed("ms") : powerOfUnit(unitNamed("ms"), rational(-1, 2)));
}

/** A scope from a map of units, with the builtin names beside them. */
export function makeScope(
  names: ReadonlyMap<string, Measure>,
  options: Omit<Scope, "measure" | "names"> & { readonly units?: "physical" | "none" } = {},
): Scope {
  const { units = "physical", ...rest } = options;
  return { ...rest, measure: (name) => names.get(name) ?? builtinMeasure(name, units), names: () => names.keys() };
}
