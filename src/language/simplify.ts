/** Making a tree smaller without changing what it computes. */
import { callOf, negative, operation } from "./algebra.ts";
import type { Tree } from "./tree.ts";

/**
 * Folds constants and drops what does nothing (`0 + x`, `1*x`, `x^1`, `- -x`, `where(1 < 2, a, b)`). For finite values the result is
 * the same double, up to the sign of a zero; only a power whose exponent becomes a constant here may be rounded differently. Spans are lost.
 */
export function simplify(tree: Tree): Tree {
  switch (tree.kind) {
    case "unary": {
      const arg = simplify(tree.arg);
      return tree.op === "-" ? negative(arg) : { kind: "unary", op: "not", arg };
    }
    case "binary":
      return operation(tree.op, simplify(tree.left), simplify(tree.right));
    case "call":
      return callOf(tree.name, tree.args.map(simplify));
    default:
      return tree;
  }
}
