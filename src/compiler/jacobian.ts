/** Jacobians as trees, by the chain rule over definitions. */
import { binary, differentiate, namesIn, type Tree } from "../language/index.ts";
import type { NamedTree } from "./lower.ts";

/** Partial derivatives of n rates. */
export interface JacobianTrees {
  /** The given definitions, followed by their derivatives. Names of derivatives cannot be written in the language. */
  readonly definitions: readonly NamedTree[];
  /** d rate_i / d state_j, row by row {n, n}. */
  readonly entries: readonly Tree[];
  /** d rate_i / dt {n}. */
  readonly byTime: readonly Tree[];
}

/**
 * Differentiates rates with respect to the states and `t`. A definition is differentiated once for each name it depends on, so
 * that what the rates share their derivatives share too.
 */
export function jacobianTrees(rates: readonly Tree[], states: readonly string[], definitions: readonly NamedTree[]): JacobianTrees {
  const derivatives: NamedTree[] = [];
  const columns: (readonly Tree[])[] = [];
  for (const variable of [...states, "t"]) {
    const total = new Map<string, Tree>([[variable, one]]);
    for (const { name, tree } of definitions) {
      const derivative = chainRule(tree, total);
      if (isZero(derivative)) continue;
      const named = `${name}'${variable}`;
      derivatives.push({ name: named, tree: derivative });
      total.set(name, { kind: "name", name: named });
    }
    columns.push(rates.map((rate) => chainRule(rate, total)));
  }
  return {
    definitions: [...definitions, ...derivatives],
    entries: rates.flatMap((_, i) => states.map((_, j) => columns[j]![i]!)),
    byTime: columns[states.length]!,
  };
}

const zero: Tree = { kind: "number", value: 0 };
const one: Tree = { kind: "number", value: 1 };
const isZero = (tree: Tree) => tree.kind === "number" && tree.value === 0;
const isOne = (tree: Tree) => tree.kind === "number" && tree.value === 1;

/** Sum over the names in `tree` of d tree/d name times the total derivative of the name; names without one are constants. */
function chainRule(tree: Tree, total: ReadonlyMap<string, Tree>): Tree {
  let sum: Tree = zero;
  for (const name of namesIn(tree)) {
    const inner = total.get(name);
    if (inner === undefined) continue;
    const outer = differentiate(tree, name);
    if (isZero(outer)) continue;
    const term = isOne(inner) ? outer : isOne(outer) ? inner : binary("*", outer, inner);
    sum = isZero(sum) ? term : binary("+", sum, term);
  }
  return sum;
}
