/** Reading and rebuilding trees. */
import { unreachable } from "../base/index.ts";
import { equalDimensions } from "../units/index.ts";
import type { Tree } from "./tree.ts";

/** The direct parts of a tree, left to right. */
export function childrenOf(tree: Tree): readonly Tree[] {
  switch (tree.kind) {
    case "number":
    case "name":
      return [];
    case "call":
      return tree.args;
    case "unary":
      return [tree.arg];
    case "binary":
      return [tree.left, tree.right];
    default:
      return unreachable(tree);
  }
}

/** The same node over other parts; the node itself if all parts are the same objects. */
export function withChildren(tree: Tree, children: readonly Tree[]): Tree {
  if (childrenOf(tree).every((child, i) => child === children[i])) return tree;
  const [first, second] = children;
  switch (tree.kind) {
    case "call":
      return { ...tree, args: children };
    case "unary":
      return first ? { ...tree, arg: first } : tree;
    case "binary":
      return first && second ? { ...tree, left: first, right: second } : tree;
    default:
      return tree;
  }
}

/** Rebuilds a tree from the leaves up: `change` sees each node after its parts were changed. Nodes are shared, not copied, where nothing changes. */
export function mapTree(tree: Tree, change: (tree: Tree) => Tree): Tree {
  return change(
    withChildren(
      tree,
      childrenOf(tree).map((child) => mapTree(child, change)),
    ),
  );
}

/** Calls `visit` for every node, a node before its parts. */
export function visitTree(tree: Tree, visit: (tree: Tree) => void): void {
  visit(tree);
  for (const child of childrenOf(tree)) visitTree(child, visit);
}

/** The names that a tree reads, in order of appearance; names of called functions are not among them (see `callsIn`). */
export function namesIn(tree: Tree): Set<string> {
  const names = new Set<string>();
  visitTree(tree, (node) => {
    if (node.kind === "name") names.add(node.name);
  });
  return names;
}

/** The functions that a tree calls, builtin ones included. */
export function callsIn(tree: Tree): Set<string> {
  const names = new Set<string>();
  visitTree(tree, (node) => {
    if (node.kind === "call") names.add(node.name);
  });
  return names;
}

/** Whether one of the names is read in the tree. */
export function uses(tree: Tree, names: { has(name: string): boolean }): boolean {
  if (tree.kind === "name") return names.has(tree.name);
  return childrenOf(tree).some((child) => uses(child, names));
}

/** Puts trees in the place of names, all at once (what is put in is not searched again). */
export function substitute(tree: Tree, values: ReadonlyMap<string, Tree>): Tree {
  if (values.size === 0) return tree;
  return mapTree(tree, (node) => (node.kind === "name" ? (values.get(node.name) ?? node) : node));
}

/** Whether two trees are written the same, spans aside; literals must agree in value and dimension. */
export function equalTrees(a: Tree, b: Tree): boolean {
  if (a === b) return true;
  if (a.kind === "number" && b.kind === "number") {
    const alike = a.unit === undefined || b.unit === undefined ? a.unit === b.unit : equalDimensions(a.unit.dimension, b.unit.dimension);
    return Object.is(a.value, b.value) && alike;
  }
  if (a.kind === "name" && b.kind === "name") return a.name === b.name;
  const parts = childrenOf(a);
  const others = childrenOf(b);
  const sameHead =
    (a.kind === "call" && b.kind === "call" && a.name === b.name) ||
    (a.kind === "unary" && b.kind === "unary" && a.op === b.op) ||
    (a.kind === "binary" && b.kind === "binary" && a.op === b.op);
  return sameHead && parts.length === others.length && parts.every((part, i) => equalTrees(part, others[i] as Tree));
}

/** A copy without spans: structured-clonable, small, and equal data for equal text. */
export function withoutSpans(tree: Tree): Tree {
  switch (tree.kind) {
    case "number":
      return tree.unit === undefined ? { kind: "number", value: tree.value } : { kind: "number", value: tree.value, unit: tree.unit };
    case "name":
      return { kind: "name", name: tree.name };
    case "call":
      return { kind: "call", name: tree.name, args: tree.args.map(withoutSpans) };
    case "unary":
      return { kind: "unary", op: tree.op, arg: withoutSpans(tree.arg) };
    case "binary":
      return { kind: "binary", op: tree.op, left: withoutSpans(tree.left), right: withoutSpans(tree.right) };
    default:
      return unreachable(tree);
  }
}
