/** A comparison in words. */
import type { ComparedQuantity, Verdict } from "../../contract/index.ts";

/** `E mean`: a quantity with its population; with the scale that is compared where there are several. */
export function quantityName({ population, name, scales }: ComparedQuantity, isOfMany: boolean): string {
  return `${name} of ${population}${isOfMany ? ` (${scales[1]})` : ""}`;
}

/** `2.1 %`, with a sign for a difference. */
export function percentWords(value: number, isSigned = false): string {
  if (!Number.isFinite(value)) return "-";
  const size = Math.abs(value) * 100;
  const digits = size >= 100 ? size.toFixed(0) : size >= 9.95 ? size.toFixed(1) : size.toFixed(2);
  const sign = value < 0 ? "-" : isSigned ? "+" : "";
  return `${sign}${digits} %`;
}

/** The difference of a quantity: the root mean square of a shape and the distance of distributions have no sign. */
export function differenceWords({ name, difference }: ComparedQuantity): string {
  return difference === null ? "-" : percentWords(difference, !/^(shape|distribution)/.test(name));
}

/** A time in the unit that reads best. */
export function timeWords(time: number, units: "physical" | "none"): string {
  if (units === "none") return `${Number(time.toPrecision(2))}`;
  return time >= 1000 ? `${Number((time / 1000).toPrecision(2))} s` : `${Number(time.toPrecision(2))} ms`;
}

/** Names of quantities in a sentence: this many at most. */
const named = 3;

/** The verdict and its reason. */
export function verdictWords(verdict: Verdict, quantities: readonly ComparedQuantity[], units: "physical" | "none"): string {
  const isOfMany = new Set(quantities.map(({ scales }) => scales[1])).size > 1;
  const those = quantities.filter((one) => one.verdict === verdict);
  const list = (all: readonly ComparedQuantity[], write: (one: ComparedQuantity) => string) => {
    const more = all.length > named ? `, and ${all.length - named} more` : "";
    return `${all.slice(0, named).map(write).join(", ")}${more}`;
  };
  switch (verdict) {
    case "agrees":
      return those.length === 1
        ? "agrees: the one quantity lies within its margin at 99 %"
        : `agrees: all ${those.length} quantities lie within their margins at 99 %`;
    case "differs": {
      const worst = [...those].sort((a, b) => excess(b) - excess(a));
      const cause = worst.find(({ knownCauses }) => knownCauses.length > 0)?.knownCauses[0];
      const reasons = list(worst, (one) => `${quantityName(one, isOfMany)} by ${differenceWords(one)}`);
      return `differs: ${reasons}${cause ? `; known: ${cause}` : ""}`;
    }
    case "undecided": {
      if (those.length === 0) return "undecided: there is nothing to compare";
      const longest = Math.max(...those.map(({ longer }) => longer ?? 0));
      return `undecided: ${list(those, (one) => quantityName(one, isOfMany))}; about ${timeWords(longest, units)} of recorded time would decide`;
    }
  }
}

/** How far outside its margin a difference is, in margins. */
function excess({ difference, margin }: ComparedQuantity): number {
  return difference === null ? Number.POSITIVE_INFINITY : Math.abs(difference) / margin;
}
