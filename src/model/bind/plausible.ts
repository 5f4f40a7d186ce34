/** Values that are impossible, and values that are probably a slip of unit or sign. */
import { LapicqueError, type Span } from "../../base/index.ts";
import { equalDimensions, isDimensionless, type Unit, unitNamed } from "../../units/index.ts";
import type { Context } from "./context.ts";
import { parseUnitText, showValue } from "./unit-text.ts";

const time = unitNamed("ms");
const capacitances = [unitNamed("pF"), parseUnitText("uF/cm^2")];
const conductances = [unitNamed("nS"), parseUnitText("mS/cm^2")];

function measuresOneOf(unit: Unit, of: readonly Unit[]): boolean {
  return of.some((each) => equalDimensions(each.dimension, unit.dimension));
}

/**
 * Throws `not-positive` for a time constant (`tau...`) or capacitance that is not above 0, and `negative-conductance` for a
 * conductance (`g`, `g_Na`, `gbar`) below 0. A quantity in siemens of another name may be negative: the `a` of AdEx is no conductance of a channel.
 */
export function checkSign(name: string, unit: Unit, value: number, span: Span | undefined): void {
  const isTau = /^tau/.test(name) && (equalDimensions(unit.dimension, time.dimension) || isDimensionless(unit.dimension));
  if ((isTau || measuresOneOf(unit, capacitances)) && value <= 0) {
    throw new LapicqueError(
      "not-positive",
      { name, kind: isTau ? "a time constant" : "a capacitance", value: showValue(value, unit) },
      span,
    );
  }
  if (/^g(_|bar|max|[A-Z]|$)/.test(name) && measuresOneOf(unit, conductances) && value < 0) {
    throw new LapicqueError("negative-conductance", { name, value: showValue(value, unit) }, span);
  }
}

/**
 * Largest magnitude that a parameter of a neuron has in the literature, with room of a factor of about ten, and the unit that
 * was probably meant. Sodium channels reach 0.3 S/cm^2, whole-cell conductances 1 uS, capacitances 1 nF, potentials 0.2 V.
 */
const limits: readonly { readonly unit: Unit; readonly largest: number; readonly meant: string }[] = [
  { unit: parseUnitText("mS/cm^2"), largest: parseUnitText("S/cm^2").factor * 3, meant: "mS/cm^2" },
  { unit: unitNamed("nS"), largest: 1e4, meant: "nS" },
  { unit: parseUnitText("uF/cm^2"), largest: parseUnitText("uF/cm^2").factor * 1e3, meant: "uF/cm^2" },
  { unit: unitNamed("pF"), largest: 1e5, meant: "pF" },
  { unit: unitNamed("mV"), largest: 2e3, meant: "mV" },
  { unit: unitNamed("pA"), largest: 1e7, meant: "pA" },
];

/** Warns of a magnitude that no neuron has (`120 S/cm^2` for `120 mS/cm^2`) and of reversal potentials with the wrong sign. */
export function checkMagnitude(context: Context, name: string, unit: Unit, value: number, span: Span | undefined): void {
  for (const limit of limits) {
    if (equalDimensions(limit.unit.dimension, unit.dimension) && Math.abs(value) > limit.largest) {
      context.warn("magnitude", { name, value: showValue(value, unit), meant: limit.meant }, span);
    }
  }
  if (!equalDimensions(unit.dimension, time.dimension) && measuresOneOf(unit, [unitNamed("mV")]))
    checkReversal(context, name, unit, value, span);
}

/** Sign of each ion's reversal potential in every animal cell. */
const reversals: readonly { readonly names: RegExp; readonly ion: string; readonly sign: 1 | -1 }[] = [
  { names: /^[EV]_?K$/i, ion: "potassium", sign: -1 },
  { names: /^[EV]_?Na$/i, ion: "sodium", sign: 1 },
  { names: /^[EV]_?Ca$/i, ion: "calcium", sign: 1 },
];

function checkReversal(context: Context, name: string, unit: Unit, value: number, span: Span | undefined): void {
  const ion = reversals.find((reversal) => reversal.names.test(name));
  if (ion && value * ion.sign < 0)
    context.warn(
      "reversal-sign",
      { name, ion: ion.ion, value: showValue(value, unit), sign: ion.sign > 0 ? "positive" : "negative" },
      span,
    );
}
