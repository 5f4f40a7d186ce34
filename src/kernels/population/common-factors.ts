/**
 * Products in which as much as possible is the same for all neurons, and therefore computed once for all of them. Results may differ in
 * the last place from those of the products as they stand.
 */
import type { NamedTree } from "../../compiler/index.ts";
import { binary, evaluate, isOne, mapTree, negate, number, type Tree, uses } from "../../language/index.ts";

/** Trees of a step, each of which reads only definitions before it. */
export interface Trees {
  readonly definitions: readonly NamedTree[];
  readonly step: ReadonlyMap<string, Tree>;
}

/** Common factors whose products leave this range [its inverse, itself] stay where they are: they keep others within that of a float. */
const mostOfProduct = 1e12;

/**
 * Puts the factors of each product that do not depend on `own` names before the others, and makes divisions by such factors products
 * with a reciprocal: a division takes as long as ten other operations.
 *
 * @param lookup  values of common names, as near as they are known
 */
export function withCommonFactors({ definitions, step }: Trees, own: Iterable<string>, lookup: (name: string) => number): Trees {
  const varies = new Set(own);
  const convert = (tree: Tree) => mapTree(tree, (node) => gathered(node, varies, lookup));
  const converted = definitions.map(({ name, tree }) => {
    if (uses(tree, varies)) varies.add(name);
    return { name, tree: convert(tree) };
  });
  return { definitions: converted, step: new Map([...step].map(([state, tree]) => [state, convert(tree)])) };
}

function gathered(node: Tree, varies: ReadonlySet<string>, lookup: (name: string) => number): Tree {
  const factors = factorsOf(node, varies);
  const common = factors.filter((factor) => !uses(factor, varies));
  const moving = factors.filter((factor) => uses(factor, varies));
  if (factors.length < 2 || common.length === 0 || moving.length === 0) return node;
  let total = 1;
  for (const factor of common) {
    total *= Math.abs(evaluate(factor, lookup));
    if (!(total >= 1 / mostOfProduct && total <= mostOfProduct)) return node;
  }
  return common.length === 1 && isSign(common[0]!) ? negate(product(moving)) : binary("*", product(common), product(moving));
}

function factorsOf(node: Tree, varies: ReadonlySet<string>): readonly Tree[] {
  if (isSign(node)) return [node];
  if (node.kind === "unary" && node.op === "-") return [negate(number(1)), ...factorsOf(node.arg, varies)];
  if (node.kind !== "binary") return [node];
  if (node.op === "*") return [...factorsOf(node.left, varies), ...factorsOf(node.right, varies)];
  if (node.op !== "/" || uses(node.right, varies)) return [node];
  return isOne(node.left) ? [node] : [...factorsOf(node.left, varies), binary("/", number(1), node.right)];
}

/** -1, as a product holds it. */
function isSign(tree: Tree): boolean {
  return tree.kind === "unary" && tree.op === "-" && isOne(tree.arg);
}

function product(factors: readonly Tree[]): Tree {
  return factors.reduce((all, factor) => binary("*", all, factor));
}
