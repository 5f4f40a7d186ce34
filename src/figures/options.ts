/** The options of a figure as the document gives them, checked against what the figure declares. */
import { fileSource, LapicqueError, unreachable } from "../base/index.ts";
import { checkDimension, evaluate, makeScope, parseExpression } from "../language/index.ts";
import { noUnit, unitNamed } from "../units/index.ts";

/**
 * What an option accepts, and its sentence in the reference. `names`: a name or a list of names. `time`: a quantity, internal units when
 * read. `number`: a positive number. `text`: one name or path. `choice`: one of the words.
 */
export type OptionKind =
  | { readonly kind: "names" | "time" | "text" | "number"; readonly meaning: string }
  | { readonly kind: "choice"; readonly words: readonly string[]; readonly meaning: string };
export type OptionKinds = Readonly<Record<string, OptionKind>>;

/** Checked options: `names` are lists, times are numbers in internal units. */
export type Options = Readonly<Record<string, readonly string[] | number | string | undefined>>;

/**
 * Reads the options of figure `id`. Throws `figure-option-unknown`, `figure-option-value`, and what is wrong with a quantity
 * (`200 mV` as a time).
 */
export function readOptions(id: string, kinds: OptionKinds, given: Readonly<Record<string, unknown>>, units: "physical" | "none"): Options {
  const read: Record<string, readonly string[] | number | string> = {};
  for (const [name, value] of Object.entries(given)) {
    const option = Object.hasOwn(kinds, name) ? kinds[name]! : undefined;
    if (!option) throw new LapicqueError("figure-option-unknown", { figure: id, option: name, known: Object.keys(kinds) });
    read[name] = readValue(id, name, option, value, units);
  }
  return read;
}

function readValue(figure: string, option: string, accepted: OptionKind, value: unknown, units: "physical" | "none") {
  const refuse = (wanted: string) =>
    new LapicqueError("figure-option-value", { figure, option, wanted, given: JSON.stringify(value) ?? "nothing" });
  switch (accepted.kind) {
    case "names": {
      const list = Array.isArray(value) ? value : [value];
      if (list.length === 0 || !list.every((item) => typeof item === "string")) throw refuse("a name or a list of names");
      return list;
    }
    case "text":
      if (typeof value !== "string") throw refuse("one name");
      return value;
    case "choice":
      if (typeof value !== "string" || !accepted.words.includes(value)) throw refuse(`one of ${accepted.words.join(", ")}`);
      return value;
    case "number":
      if (typeof value !== "number" || !(value > 0) || !Number.isFinite(value)) throw refuse("a number above 0");
      return value;
    case "time": {
      if (typeof value !== "string" && typeof value !== "number") throw refuse("a time");
      const time = readTime(`${value}`, units, `${figure}: ${option}`);
      if (!Number.isFinite(time)) throw refuse("a time");
      return time;
    }
    default:
      return unreachable(accepted);
  }
}

function readTime(text: string, units: "physical" | "none", where: string): number {
  const tree = parseExpression(fileSource("figures", text));
  checkDimension(tree, makeScope(new Map(), { units }), units === "physical" ? unitNamed("ms") : noUnit, where);
  return evaluate(tree, () => Number.NaN);
}
