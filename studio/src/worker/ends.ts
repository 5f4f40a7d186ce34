/** Where a slider begins and ends, if the document does not say. */
import type { Dial } from "../../../src/session/index.ts";

/** Half the width of a slider around a voltage [mV]: twice the distance from rest to threshold. */
const VOLTAGE = 30;

/** Ends in the dial's unit; undefined where there is no number. A voltage or angle may go either way, most else only grows from 0. */
export function sliderEnds({ value, unit, range, group, part, name }: Dial): readonly [number, number] | undefined {
  if (value === undefined) return undefined;
  if (range) return [Math.min(range[0], value), Math.max(range[1], value)];
  if (group === "run" || /duration|start|period|width|tau/.test(part)) return [0, above(2 * Math.abs(value) || 1)];
  if (group === "connection") return ofSign(value, name === "probability" ? 1 : Number.POSITIVE_INFINITY);
  const millivolts = { V: 1e-3, mV: 1, uV: 1e3 }[unit];
  if (millivolts) return [value - VOLTAGE * millivolts, value + VOLTAGE * millivolts];
  if (group === "input") {
    const most = above(2 * Math.abs(value) || typicalInput(unit));
    return value < 0 ? [-most, most] : [-most / 4, most];
  }
  return ofSign(value, Number.POSITIVE_INFINITY);
}

/** From 0 to some way beyond a value, on its side. */
function ofSign(value: number, most: number): readonly [number, number] {
  if (value === 0) return [0, 1];
  return value > 0 ? [0, Math.min(most, above(2.5 * value))] : [-above(-2.5 * value), 0];
}

/** A current that moves a neuron, where none is given. */
function typicalInput(unit: string): number {
  return { pA: 200, nA: 1, uA: 1, "uA/cm^2": 20, "nA/cm^2": 20_000 }[unit] ?? 1;
}

/** The next number of the form 1, 2, 3, 4, 5, 6 or 8 times a power of ten. */
function above(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  const step = [1, 2, 3, 4, 5, 6, 8, 10].find((each) => each * power >= value * (1 - 1e-9)) ?? 10;
  return Number((step * power).toPrecision(3));
}
