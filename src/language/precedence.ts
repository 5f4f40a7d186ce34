/** How tightly operators bind: one table for the parser and every printer. */
import { comparisons, type Tree } from "./tree.ts";

/** Level of `not`. */
export const levelOfNot = 3;
/** Level of the comparisons, of which one may stand in a row. */
export const levelOfComparison = 4;
/** Level of the unary minus. */
export const levelOfMinus = 7;
/** Literals, names, calls, parentheses. */
export const levelOfAtom = 9;

/** Levels of the operators with two sides; a greater number binds more tightly. */
export const levels: ReadonlyMap<string, number> = new Map<string, number>([
  ["or", 1],
  ["and", 2],
  ...comparisons.map((c): [string, number] => [c, levelOfComparison]),
  ["+", 5],
  ["-", 5],
  ["*", 6],
  ["/", 6],
  ["^", 8],
]);

/** The level of the outermost operator of a tree. */
export function levelOf(tree: Tree): number {
  if (tree.kind === "binary") return levels.get(tree.op) ?? levelOfAtom;
  if (tree.kind === "unary") return tree.op === "-" ? levelOfMinus : levelOfNot;
  return levelOfAtom;
}
