/** Units and quantities as text. */
import { fileSource } from "../../base/index.ts";
import { parseUnit } from "../../language/index.ts";
import { fromInternal, noUnit, type Unit } from "../../units/index.ts";

/** The unit with this text. */
export function parseUnitText(text: string): Unit {
  return parseUnit(fileSource("unit", text));
}

/** An internal value in a unit, as a person writes it: `4 nS`. */
export function showValue(value: number, unit: Unit): string {
  const shown = Number(fromInternal(value, unit).toPrecision(6));
  return unit.text === noUnit.text ? `${shown}` : `${shown} ${unit.text}`;
}
