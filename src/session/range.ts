/** Ranges as they are typed: `-80:-20`, `0pA:200pA`. */
import { fileSource } from "../base/index.ts";
import type { System, SystemQuantity } from "../contract/index.ts";
import { checkDimension, evaluate, makeScope, parseExpression, parseUnit } from "../language/index.ts";
import { noUnit } from "../units/index.ts";

/** The two ends of `a:b` in the unit of a quantity, in which a number without unit is. Undefined where there are not two. */
export function readRange(text: string, quantity: SystemQuantity, { units }: Pick<System, "units">): readonly [number, number] | undefined {
  const ends = text.split(":");
  if (ends.length !== 2) return undefined;
  const [low, high] = ends.map((end) => {
    const plain = Number(end);
    if (end.trim() !== "" && !Number.isNaN(plain)) return plain;
    const tree = parseExpression(fileSource("range", end));
    const unit = units === "none" || quantity.unit === "" ? noUnit : parseUnit(fileSource("unit", quantity.unit));
    checkDimension(tree, makeScope(new Map(), { units }), unit, `the range of \`${quantity.name}\``);
    return evaluate(tree, () => Number.NaN) / quantity.factor;
  }) as [number, number];
  return [low, high];
}
