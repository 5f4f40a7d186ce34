/**
 * Numbers to and from internal units, without a rounding error where the unit is a power of ten: `0.1 V` is exactly the double
 * nearest to 100 (mV), because the decimal point is moved in the text before the one rounding.
 */
import { celsiusZero } from "./table.ts";
import { isCelsius, type Unit } from "./unit.ts";

/** Value in internal units of a decimal text (`1.5`, `2e-3`, `.5`) in a unit. May overflow to infinity or underflow to 0. */
export function internalFromText(text: string, unit: Unit): number {
  if (isCelsius(unit)) return Number(text) + celsiusZero;
  if (!isDecimal(unit)) return Number(text) * unit.factor;
  const [mantissa = "", exponent = "0"] = text.toLowerCase().split("e");
  return Number(`${mantissa}e${Number(exponent) + unit.tens.n}`);
}

/** Value in internal units of a number in a unit. */
export function toInternal(value: number, unit: Unit): number {
  return Number.isFinite(value) ? internalFromText(`${value}`, unit) : value;
}

/** A number in `unit` from a value in internal units. */
export function fromInternal(value: number, unit: Unit): number {
  return Number.isFinite(value) ? Number(textFromInternal(value, unit)) : value;
}

/**
 * The decimal text of an internal value in a unit, such that `internalFromText` gives the same bits back. For a unit that is no
 * power of ten (deg, sqrt(ms), degC) the shortest text that does so is searched near the quotient.
 */
export function textFromInternal(value: number, unit: Unit): string {
  if (isDecimal(unit) && !isCelsius(unit)) return shiftedText(value, -unit.tens.n);
  const near = isCelsius(unit) ? value - celsiusZero : value / unit.factor;
  for (let digits = 1; digits <= 17; digits++) {
    const text = `${Number(near.toPrecision(digits))}`;
    if (internalFromText(text, unit) === value) return text;
  }
  // The quotient was rounded: a neighbouring double is the one that was written.
  for (let step = 1; step <= 8; step++) {
    for (const sign of [-1, 1]) {
      const text = `${near * (1 + sign * step * Number.EPSILON * 0.5)}`;
      if (internalFromText(text, unit) === value) return text;
    }
  }
  return `${near}`;
}

function isDecimal(unit: Unit): boolean {
  return unit.tens.d === 1 && unit.parts.every((part) => part.symbol !== "deg" && part.symbol !== "degree");
}

/** The shortest decimal text of `value`, times 10^shift, written plainly where it is short and with an exponent elsewhere. */
function shiftedText(value: number, shift: number): string {
  if (value === 0 || shift === 0) return `${value}`;
  const [mantissa = "", exponent = "0"] = Math.abs(value).toExponential().split("e");
  const digits = mantissa.replace(".", "");
  const sign = value < 0 ? "-" : "";
  const point = Number(exponent) + shift + 1;
  if (point > 21 || point < -6) return `${sign}${mantissa}e${point - 1}`;
  if (point <= 0) return `${sign}0.${"0".repeat(-point)}${digits}`;
  if (point >= digits.length) return sign + digits + "0".repeat(point - digits.length);
  return `${sign}${digits.slice(0, point)}.${digits.slice(point)}`;
}
