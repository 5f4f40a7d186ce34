/** Mends of what is spelled in another way: names that are nearly right, other languages, brackets, tabs. */
import { type Edit, type Mend, type Mends, replaced, stretchOf, toNear } from "./mend.ts";

/** Operators of other languages that ours has too. */
const operators: ReadonlyMap<string, string> = new Map([
  ["**", "^"],
  ["&&", "and"],
  ["&", "and"],
  ["||", "or"],
  ["|", "or"],
  ["!", "not"],
  ["~", "not"],
  ["<>", "!="],
  ["~=", "!="],
  ["=", "=="],
  ["@", "*"],
  [":=", "="],
  ["->", "="],
  [";", "\n"],
  ["$", ""],
]);

/** What the hint says to write: `log` of "the natural logarithm is `log(x)`". */
const toOurs: Mend = (asked) => {
  const { found, name, ours } = asked.error.data;
  const wrong = `${found ?? name}`;
  const operator = operators.get(wrong);
  if (operator !== undefined) return replaced(asked, wrong, operator);
  const [, word] = /`([A-Za-z]\w*)(?:\(x\)|\(condition|\(y, x\)|\(a, b\)|`)/.exec(`${ours ?? asked.error.hint}`) ?? [];
  return word === undefined ? [] : replaced(asked, wrong, word);
};

/** `5 min` is `300 s`. */
const toOurUnit: Mend = (asked) => {
  const { text, error } = asked;
  const [, factor = "", unit = ""] = /`(\d+) (\w+)`/.exec(`${error.data.ours}`) ?? [];
  const [from] = stretchOf(text, error.span) ?? [0];
  const [number = ""] = /(?:\d+\.?\d*|\.\d+)\s*$/.exec(text.slice(0, from)) ?? [];
  if (factor === "" || number === "") return [];
  const old = `${number}${error.data.unit}`;
  const put = `${Number((Number(number) * Number(factor)).toPrecision(12))} ${unit}`;
  const start = from - number.length;
  return [{ label: `Change \`${old}\` to \`${put}\``, text: text.slice(0, start) + put + text.slice(start + old.length) }];
};

/** Closes a bracket at the end of its line. */
const closed =
  (bracket: string): Mend =>
  (asked) => {
    const [from] = stretchOf(asked.text, asked.error.span) ?? [];
    if (from === undefined) return [];
    const end = asked.text.indexOf("\n", from);
    const at = end < 0 ? asked.text.length : end;
    return [
      { label: `Add \`${bracket}\` at the end of the line`, text: asked.text.slice(0, at).trimEnd() + bracket + asked.text.slice(at) },
    ];
  };

const withoutBracket: Mend = (asked) => replaced(asked, ")", "", "Delete this `)`");

const withSpaces: Mend = ({ text }): readonly Edit[] => {
  const indented = text.replace(/^[ \t]+/gm, (blank) => blank.replaceAll("\t", "  "));
  return [{ label: "Indent with spaces", text: indented }];
};

export const spelling: Mends = {
  "unknown-choice": toNear,
  "unknown-model": toNear,
  "unknown-set": toNear,
  "unknown-unit": toNear,
  "unknown-name": (asked) => [...toNear(asked), ...toOurs(asked)],
  "unknown-function": (asked) => [...toNear(asked), ...toOurs(asked)],
  "unknown-neuron": toNear,
  "unknown-population": toNear,
  "no-such-target": toNear,
  "unknown-synapse": toNear,
  "unknown-synapse-parameter": toNear,
  "foreign-spelling": toOurs,
  "foreign-unit": toOurUnit,
  "unclosed-parenthesis": closed(")"),
  "extra-parenthesis": withoutBracket,
  "tab-indent": withSpaces,
};
