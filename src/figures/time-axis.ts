/** The time axis that figures of a run share. */
import type { Result } from "../contract/index.ts";
import { plain, type RichText, withUnit } from "./text/rich-text.ts";

export interface TimeAxis {
  readonly label: RichText;
  /** Time units per unit of the labels: 1000 where seconds are printed. */
  readonly per: number;
}

/** Seconds are printed from this long on [ms]. */
const LONG = 5000;

/** Milliseconds for short stretches, seconds for long ones, no unit under `units: none`. */
export function timeAxis(result: Pick<Result, "units">, from: number, to: number): TimeAxis {
  if (result.units === "none") return { label: plain("time"), per: 1 };
  return to - from >= LONG ? { label: withUnit(plain("time"), "s"), per: 1000 } : { label: withUnit(plain("time"), "ms"), per: 1 };
}
