/** Where a hazard switches at an age. */
import { binary, linearIn, namesIn, simplify, substitute, type Tree } from "../../language/index.ts";

/** Conditions that switch at an age: linear in it, with a slope, and without states of the cohort. */
export function ageLevels(
  hazard: Tree,
  definitions: ReadonlyMap<string, Tree>,
  set: ReadonlySet<string>,
): readonly { readonly constant: Tree; readonly slope: Tree }[] {
  const inlined = new Map<string, Tree>();
  for (const [of, tree] of definitions) if (of !== "age") inlined.set(of, substitute(tree, inlined));
  const found: { constant: Tree; slope: Tree }[] = [];
  const look = (tree: Tree): void => {
    if (tree.kind === "call") {
      const levels = tree.name === "heaviside" || tree.name === "abs" || tree.name === "sign" ? [tree.args[0]!] : [];
      const pair = tree.name === "min" || tree.name === "max" ? [binary("-", tree.args[0]!, tree.args[1]!)] : [];
      for (const level of [...levels, ...pair]) note(level);
      for (const arg of tree.args) look(arg);
    } else if (tree.kind === "unary") look(tree.arg);
    else if (tree.kind === "binary") {
      if (comparisons.has(tree.op)) note(binary("-", tree.left, tree.right));
      look(tree.left);
      look(tree.right);
    }
  };
  const note = (level: Tree): void => {
    const linear = linearIn(level, new Set(["age"]));
    const slope = linear?.coefficients.get("age");
    if (linear === undefined || slope === undefined || [...namesIn(level)].some((one) => set.has(one))) return;
    found.push({ constant: simplify(linear.constant), slope: simplify(slope) });
  };
  look(substitute(hazard, inlined));
  return found;
}

const comparisons: ReadonlySet<string> = new Set(["<", "<=", ">", ">=", "==", "!="]);
