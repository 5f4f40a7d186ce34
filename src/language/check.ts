/** What a place in a document wants of an expression, compared with what the expression measures. */
import { noUnit, type Unit } from "../units/index.ts";
import { checkUnit } from "./check-unit.ts";
import { fail, inner } from "./cursor.ts";
import { measure } from "./measure.ts";
import type { Scope } from "./scope.ts";
import type { Tree } from "./tree.ts";

/** The unit of a tree that must be a number: 0 and infinity count as plain numbers. Throws as `measure`, and `number-expected`. */
export function unitOf(tree: Tree, scope: Scope): Unit {
  const found = measure(tree, scope);
  if (found.kind === "condition") fail("number-expected", { part: inner(tree.span) }, tree.span);
  return found.kind === "any" ? noUnit : found.unit;
}

/** The dimension of a tree that must be a number. Throws as `unitOf`. */
export function dimensionOf(tree: Tree, scope: Scope): Unit["dimension"] {
  return unitOf(tree, scope).dimension;
}

/** Throws `condition-expected` unless the tree is a condition (`spike`, the first argument of `where`). Else as `measure`. */
export function checkCondition(tree: Tree, scope: Scope): void {
  if (measure(tree, scope).kind !== "condition") fail("condition-expected", { part: inner(tree.span) }, tree.span);
}

/**
 * Checks that a tree has the dimension of `wanted`; `what` names the place in a sentence (`the right side of dV/dt`, `hazard`).
 * Where a frequency is wanted, an angle per time is refused. Throws `wrong-dimension`, `angular-frequency`; else as `measure`.
 */
export function checkDimension(tree: Tree, scope: Scope, wanted: Unit, what: string): void {
  const found = measure(tree, scope);
  if (found.kind === "condition") fail("number-expected", { part: inner(tree.span) }, tree.span);
  if (found.kind === "any") return;
  checkUnit(found.unit, wanted, what, tree.span, scope.names());
}
