/** Numbers in words. */
import type { Result } from "../../contract/index.ts";
import { minus, printNumber } from "../text/rich-text.ts";

/** `5 ms`; the number alone under `units: none`. */
export function quantity(time: number, { units }: Pick<Result, "units">): string {
  return `${printNumber(time, 3)}${units === "physical" ? " ms" : ""}`;
}

/** Three significant digits, zeros too, so that numbers below one another compare: 0.934, 1.00, 12.3. */
export function threeDigits(value: number): string {
  return Math.abs(value) >= 1e-3 && Math.abs(value) < 1e3 ? minus(value.toPrecision(3)) : printNumber(value, 3);
}
