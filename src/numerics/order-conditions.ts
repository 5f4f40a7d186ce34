/** The order conditions of Runge-Kutta methods, from rooted trees. */

/** Rows of coefficients of unequal length. */
export type Rows = readonly (readonly number[])[];

/** A rooted tree: the multiset of the subtrees at its root. */
interface RootedTree {
  readonly size: number;
  readonly children: readonly RootedTree[];
  /** Product of the sizes of all its subtrees (gamma in Butcher's notation). */
  readonly density: number;
}

/**
 * Largest violation of the order conditions
 *
 *   sum_i b_i Phi_i(tree) = theta^size / gamma(tree)      for every rooted tree with at most `order` nodes,
 *
 * where Phi_i of a leaf is 1 and of a tree the product over its children of sum_j a_ij Phi_j(child). theta = 1 checks a step,
 * another theta the dense output there. The number of trees is 17 to order 5, 200 to order 8. A Rosenbrock method with the exact
 * Jacobian has the same conditions with alpha + gamma in place of a wherever a node has a single child: `single`.
 *
 * @param a  rows of the tableau; absent entries are 0
 * @param b  weights; absent entries are 0
 * @see Hairer, Norsett, Wanner, Solving Ordinary Differential Equations I, theorem II.2.13; Hairer, Wanner II, theorem IV.7.4
 */
export function orderDefect(a: Rows, b: readonly number[], order: number, theta: number, single: Rows = a): number {
  const weights = new Map<RootedTree, readonly number[]>();
  const weightsOf = (tree: RootedTree): readonly number[] => {
    const known = weights.get(tree);
    if (known !== undefined) return known;
    const rows = tree.children.length === 1 ? single : a;
    const inner = tree.children.map((child) => {
      const phi = weightsOf(child);
      return rows.map((row) => row.reduce((sum, value, j) => sum + value * phi[j]!, 0));
    });
    const made = a.map((_, i) => inner.reduce((product, phi) => product * phi[i]!, 1));
    weights.set(tree, made);
    return made;
  };
  let worst = 0;
  let power = 1;
  for (const trees of rootedTrees(order)) {
    power *= theta;
    for (const tree of trees) {
      const phi = weightsOf(tree);
      const sum = b.reduce((total, weight, i) => total + weight * phi[i]!, 0);
      worst = Math.max(worst, Math.abs(sum - power / tree.density));
    }
  }
  return worst;
}

/** All rooted trees with 1, 2, ..., `order` nodes. */
function rootedTrees(order: number): readonly (readonly RootedTree[])[] {
  const bySize: RootedTree[][] = [];
  for (let size = 1; size <= order; size++) {
    const all = bySize.flat();
    bySize.push(forests(all, size - 1).map((children) => plant(size, children)));
  }
  return bySize;
}

function plant(size: number, children: readonly RootedTree[]): RootedTree {
  return { size, children, density: children.reduce((product, child) => product * child.density, size) };
}

/** Multisets of `trees` with `nodes` nodes in all. */
function forests(trees: readonly RootedTree[], nodes: number, from = 0): (readonly RootedTree[])[] {
  if (nodes === 0) return [[]];
  const found: (readonly RootedTree[])[] = [];
  for (let i = from; i < trees.length; i++) {
    const tree = trees[i]!;
    if (tree.size > nodes) continue;
    for (const rest of forests(trees, nodes - tree.size, i)) found.push([tree, ...rest]);
  }
  return found;
}
