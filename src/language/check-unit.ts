/** One unit against the one that is wanted, and the two mismatches that have a remedy of their own: per area, and angle per time. */
import type { Span } from "../base/index.ts";
import { describeUnit, equalDimensions, hasAngle, multiplyUnits, powerOfUnit, rational, type Unit, unitNamed } from "../units/index.ts";
import { fail, inner } from "./cursor.ts";

/** As `checkDimension`, for a unit that is already known. `names` may hold an `area` to propose. */
export function checkUnit(found: Unit, wanted: Unit, what: string, span: Span | undefined, names: Iterable<string> = []): void {
  if (!equalDimensions(found.dimension, wanted.dimension)) {
    const data = { what, wanted: describeUnit(wanted), found: describeUnit(found), part: inner(span) };
    if (isPerArea(wanted, found)) fail("per-area", { ...data, area: areaIn(names) }, span);
    fail("wrong-dimension", data, span);
  }
  const isFrequency = equalDimensions(wanted.dimension, unitNamed("Hz").dimension);
  if (isFrequency && hasAngle(found) && !hasAngle(wanted)) fail("angular-frequency", { what, found: found.text }, span);
}

/** Whether `a` is `b` per area, as uA/cm^2 is pA per area. */
export function isDenser(a: Unit, b: Unit): boolean {
  return equalDimensions(multiplyUnits(a, powerOfUnit(unitNamed("cm"), rational(2))).dimension, b.dimension);
}

/** Whether one is the other per area. */
export function isPerArea(a: Unit, b: Unit): boolean {
  return isDenser(a, b) || isDenser(b, a);
}

/** The name of the area that the document has already, or the one to propose. */
export function areaIn(names: Iterable<string>): string {
  return [...names].find((name) => /^area/.test(name)) ?? "area";
}
