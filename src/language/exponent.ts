/** Exponents of quantities, which must be constant fractions. */
import { isModest, type Rational, rational, rationalFromNumber } from "../units/index.ts";
import type { Tree } from "./tree.ts";

/** The fraction that a constant tree stands for: literals with `-`, `+`, `*`, `/`. */
export function constantRational(tree: Tree): Rational | undefined {
  if (tree.kind === "number") return tree.unit === undefined ? rationalFromNumber(tree.value) : undefined;
  if (tree.kind === "unary" && tree.op === "-") {
    const arg = constantRational(tree.arg);
    return arg && rational(-arg.n, arg.d);
  }
  if (tree.kind !== "binary") return undefined;
  const a = constantRational(tree.left);
  const b = constantRational(tree.right);
  if (a === undefined || b === undefined) return undefined;
  switch (tree.op) {
    case "+":
      return fraction(a.n * b.d + b.n * a.d, a.d * b.d);
    case "-":
      return fraction(a.n * b.d - b.n * a.d, a.d * b.d);
    case "*":
      return fraction(a.n * b.n, a.d * b.d);
    case "/":
      return fraction(a.n * b.d, a.d * b.n);
    default:
      return undefined;
  }
}

/** undefined where there is none, or none of a size that a dimension may have. */
function fraction(n: number, d: number): Rational | undefined {
  if (d === 0 || !Number.isSafeInteger(n) || !Number.isSafeInteger(d)) return undefined;
  const result = rational(n, d);
  return isModest(result) ? result : undefined;
}
