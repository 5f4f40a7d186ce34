/** Is an expression linear in some names, and with which coefficients? */
import { isZero, minus, negative, over, plus, times } from "./algebra.ts";
import { call, number, type Tree } from "./tree.ts";
import { uses } from "./walk.ts";

/** constant + sum of coefficients.get(name)*name; neither holds any of the names. Names that do not occur have no entry. */
export interface Linear {
  readonly constant: Tree;
  readonly coefficients: ReadonlyMap<string, Tree>;
}

/**
 * Splits a tree that is linear (affine) in `names` into a constant and coefficients; undefined if it is not linear. `where` with a
 * condition free of the names keeps linearity. The document's own functions must have been inlined.
 */
export function linearIn(tree: Tree, names: ReadonlySet<string>): Linear | undefined {
  if (!uses(tree, names)) return { constant: tree, coefficients: new Map() };
  if (tree.kind === "name") return { constant: number(0), coefficients: new Map([[tree.name, number(1)]]) };
  if (tree.kind === "unary" && tree.op === "-") {
    const arg = linearIn(tree.arg, names);
    return arg && mapLinear(arg, negative);
  }
  if (tree.kind === "call") return linearChoice(tree, names);
  if (tree.kind !== "binary") return undefined;
  const left = linearIn(tree.left, names);
  const right = linearIn(tree.right, names);
  if (left === undefined || right === undefined) return undefined;
  switch (tree.op) {
    case "+":
      return combine(left, right, plus);
    case "-":
      return combine(left, right, minus);
    case "*":
      if (left.coefficients.size === 0) return mapLinear(right, (part) => times(left.constant, part));
      return right.coefficients.size === 0 ? mapLinear(left, (part) => times(part, right.constant)) : undefined;
    case "/":
      return right.coefficients.size === 0 ? mapLinear(left, (part) => over(part, right.constant)) : undefined;
    default:
      return undefined;
  }
}

function linearChoice(tree: Extract<Tree, { kind: "call" }>, names: ReadonlySet<string>): Linear | undefined {
  const [condition, first, second] = tree.args;
  if (tree.name !== "where" || !condition || !first || !second || uses(condition, names)) return undefined;
  const a = linearIn(first, names);
  const b = linearIn(second, names);
  return a && b && combine(a, b, (x, y) => (isZero(x) && isZero(y) ? x : call("where", condition, x, y)));
}

function mapLinear(linear: Linear, change: (part: Tree) => Tree): Linear {
  return { constant: change(linear.constant), coefficients: new Map([...linear.coefficients].map(([name, c]) => [name, change(c)])) };
}

function combine(a: Linear, b: Linear, join: (x: Tree, y: Tree) => Tree): Linear {
  const names = new Set([...a.coefficients.keys(), ...b.coefficients.keys()]);
  const coefficient = (name: string) => join(a.coefficients.get(name) ?? number(0), b.coefficients.get(name) ?? number(0));
  return { constant: join(a.constant, b.constant), coefficients: new Map([...names].map((name) => [name, coefficient(name)])) };
}
