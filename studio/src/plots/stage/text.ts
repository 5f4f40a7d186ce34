/** Numbers, units and findings as text without subscripts: for what is read out, and for tips. */
import { plainText, printNumber, type RichText, typesetUnit } from "../../../../src/figures/index.ts";

const raised: Readonly<Record<string, string>> = { "-": "\u207b", "\u2212": "\u207b", "1": "\u00b9", "2": "\u00b2", "3": "\u00b3" };

/** Exponents as raised digits: `mS/cm\u00b2`. */
function withRaised(text: RichText): string {
  const raise = (part: string) => part.replace(/[-\u22121-9]/g, (digit) => raised[digit] ?? String.fromCodePoint(0x2070 + Number(digit)));
  return text.map((run) => (run.shift === "super" ? raise(run.text) : plainText([run]))).join("");
}

/** A value with its unit, as people write it. */
export function withUnitText(value: number, unit: string): string {
  return unit === "" || unit === "1" ? printNumber(value) : `${printNumber(value)} ${unitText(unit)}`;
}

/** A unit as it is printed: `mS/cm\u00b2`, `1/ms`. */
export function unitText(unit: string): string {
  return withRaised(typesetUnit(unit.replace(/^\//, "1/")));
}

/** Findings as sentences: with a capital, a full stop, true minus signs, and units as they are printed. */
export function sentences(findings: readonly string[]): string {
  return findings
    .map((finding) => {
      const text = finding
        .replace(/(^|[\s(=])-(?=\d)/g, "$1\u2212")
        .replace(
          /(\d )([a-zA-Z]+(?:\/[a-zA-Z]+(?:\^\d)?)?)(?=[\s,.:;)]|$)/g,
          (_, number: string, unit: string) => number + printedUnit(unit),
        );
      return `${text[0]?.toUpperCase() ?? ""}${text.slice(1)}${/[.!?]$/.test(text) ? "" : "."}`;
    })
    .join(" ");
}

/** Words that happen to follow a number stay as they are. */
function printedUnit(word: string): string {
  return /^u[A-Z]|\^|^[kMG]?Ohm/.test(word) ? withRaised(typesetUnit(word)) : word;
}
