/** Times as they are typed: `--every '500 ms'`. */
import { fileSource } from "../base/index.ts";
import { checkDimension, evaluate, makeScope, parseExpression, parseUnit } from "../language/index.ts";
import type { Experiment } from "../model/index.ts";
import { noUnit } from "../units/index.ts";

/** The time that a flag gives [ms; the document's own unit under `units: none`]. Throws a LapicqueError for what is no time. */
export function timeOf(flag: string, text: string, { units }: Pick<Experiment, "units">): number {
  const tree = parseExpression(fileSource(flag, text));
  const unit = units === "none" ? noUnit : parseUnit(fileSource("unit", "ms"));
  checkDimension(tree, makeScope(new Map(), { units }), unit, `\`${flag}\``);
  return evaluate(tree, () => Number.NaN);
}
