/** Calls of the document's own functions are replaced by their bodies before anything is compiled or differentiated. */
import { fail } from "./cursor.ts";
import { deepestTree, largestTree } from "./limits.ts";
import type { FunctionStatement, Tree } from "./tree.ts";
import { childrenOf, withChildren } from "./walk.ts";

/** What inlining needs of a function. */
export type Inlinable = Pick<FunctionStatement, "parameters" | "value">;

/**
 * Replaces every call of a function in `functions` by its body, arguments in the place of parameters. Parameters hide all other
 * names. Throws at the call: `function-arity`, `recursive-function`, `expanded-too-large`.
 */
export function inlineFunctions(tree: Tree, functions: ReadonlyMap<string, Inlinable>): Tree {
  const budget = { left: largestTree };
  return expand(tree, new Map(), [], 0);

  /** `values` are the arguments that stand for parameters here; `active` the functions whose bodies we are in. */
  function expand(node: Tree, values: ReadonlyMap<string, Sized>, active: readonly string[], depth: number): Tree {
    if (--budget.left < 0 || depth > deepestTree) fail("expanded-too-large", { name: active[0] ?? "" }, node.span);
    if (node.kind === "name") {
      const value = values.get(node.name);
      if (value === undefined) return node;
      budget.left -= value.size;
      if (budget.left < 0 || depth + value.depth > deepestTree) fail("expanded-too-large", { name: active[0] ?? "" }, node.span);
      return value.tree;
    }
    const called = node.kind === "call" ? functions.get(node.name) : undefined;
    if (node.kind !== "call" || called === undefined) {
      return withChildren(
        node,
        childrenOf(node).map((child) => expand(child, values, active, depth + 1)),
      );
    }
    const { name } = node;
    if (active.includes(name)) fail("recursive-function", { cycle: [...active.slice(active.indexOf(name)), name] }, node.span);
    checkCallArity(name, called, node.args.length, node.span);
    const args = new Map<string, Sized>();
    for (const [i, parameter] of called.parameters.entries()) {
      const arg = node.args[i];
      if (arg) args.set(parameter, sized(expand(arg, values, active, depth + 1)));
    }
    return expand(called.value, args, [...active, name], depth + 1);
  }
}

interface Sized {
  readonly tree: Tree;
  readonly size: number;
  readonly depth: number;
}

function sized(tree: Tree): Sized {
  let size = 1;
  let depth = 0;
  for (const child of childrenOf(tree)) {
    const part = sized(child);
    size += part.size;
    depth = Math.max(depth, part.depth);
  }
  return { tree, size, depth: depth + 1 };
}

/** Throws `function-arity` if a function of the document is called with the wrong number of arguments. */
export function checkCallArity(name: string, called: Inlinable, found: number, span: Tree["span"]): void {
  const expected = called.parameters.length;
  if (found !== expected) fail("function-arity", { name, expected, found, parameters: called.parameters }, span);
}
