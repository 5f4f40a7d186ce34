import { expect, test } from "vitest";
import * as oracle from "./oracle.ts";

/** The first `count` decimals of a positive number below 10^9, cut off. */
function decimals(x: oracle.Big, count: number): string {
  const scaled = x.n * 10n ** BigInt(count);
  const digits = (x.e >= 0 ? scaled << BigInt(x.e) : scaled >> BigInt(-x.e)).toString().padStart(count + 1, "0");
  return `${digits.slice(0, -count)}.${digits.slice(-count)}`;
}

// Digits computed with mpmath 1.3 at 50 digits. They catch a wrong constant or series in the oracle, against which all else is measured.
test.each<[string, oracle.Big, string]>([
  ["pi", { n: oracle.pi(128), e: -128 }, "3.141592653589793238462643383279"],
  ["ln 2", { n: oracle.ln2(128), e: -128 }, "0.693147180559945309417232121458"],
  ["e", oracle.exp(1), "2.718281828459045235360287471352"],
  ["log 10", oracle.log(10), "2.302585092994045684017991454684"],
  ["sin 1", oracle.sin(1), "0.841470984807896506652502321630"],
  ["cos 1", oracle.cos(1), "0.540302305868139717400936607442"],
  ["atan 1/2", oracle.atan(0.5), "0.463647609000806116214256231461"],
  ["asin 1/2 = pi/6", oracle.asin(0.5), "0.523598775598298873077107230546"],
  ["erf 1", oracle.erf(1), "0.842700792949714869341220635082"],
  ["erfc 2", oracle.erfc(2), "0.004677734981047265837930743632"],
  ["2^(1/2)", oracle.pow(2, 0.5), "1.414213562373095048801688724209"],
])("the oracle gives %s to 30 decimals", (_, value, digits) => {
  expect(decimals(value, 30)).toBe(digits);
});

test("the oracle's Taylor series and trapezoidal rule agree on erfc at 1/4", () => {
  const below = oracle.erfc(0.25);
  const above = oracle.erfc(0.25 + 2 ** -54);
  const slope = (2 / Math.sqrt(Math.PI)) * Math.exp(-1 / 16) * 2 ** -54;
  const difference = oracle.approximate(oracle.add(below, { n: -above.n, e: above.e }));
  expect(Math.abs(difference / slope - 1)).toBeLessThan(1e-10);
});
