/** Margins as they are typed: `mean=0.01`, `variance=10%`. */
import { defaultMargins, type Margins } from "../../analysis/index.ts";
import { LapicqueError } from "../../base/index.ts";

/** Margins by name; parts of the reference, or per cent. Throws `compare-margin`. */
export function marginsOf(given: readonly string[]): Partial<Margins> {
  const margins: { -readonly [name in keyof Margins]?: number } = {};
  for (const text of given) {
    const [, name = "", number = "", sign = ""] = /^\s*(\w+)\s*=\s*([\d.eE+-]+)\s*(%?)\s*$/.exec(text) ?? [];
    const value = Number(number) / (sign ? 100 : 1);
    const isKnown = (one: string): one is keyof Margins => Object.hasOwn(defaultMargins, one);
    if (!isKnown(name) || number === "" || !(value > 0 && value < 1))
      throw new LapicqueError("compare-margin", { given: text, known: Object.keys(defaultMargins) });
    margins[name] = value;
  }
  return margins;
}
