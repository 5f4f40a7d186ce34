/** Where an expression switches: the functions whose zeros an integrator must not step across. */
import { minus } from "./algebra.ts";
import { binary, call, comparisons, name, type Tree } from "./tree.ts";
import { equalTrees, uses, visitTree } from "./walk.ts";

/**
 * Trees that cross zero where the expression is not smooth: a - b for comparisons, `min` and `max`; the argument of `heaviside`,
 * `sign` and `abs`; sin(pi x) and cos(pi x) for the integers of `floor`, `ceil`, `mod` and the halves of `round`. Each once, in order of appearance.
 * Comparisons with `infinity` never switch. Which of them depend on time or a state is for the caller to see.
 */
export function switches(tree: Tree): Tree[] {
  const found: Tree[] = [];
  visitTree(tree, (node) => {
    for (const candidate of switchesOfNode(node)) {
      const isEndless = uses(candidate, new Set(["infinity"]));
      if (!isEndless && !found.some((other) => equalTrees(other, candidate))) found.push(candidate);
    }
  });
  return found;
}

function switchesOfNode(node: Tree): readonly Tree[] {
  if (node.kind === "binary" && comparisons.includes(node.op)) return [minus(node.left, node.right)];
  if (node.kind !== "call") return [];
  const [a, b, c] = node.args;
  if (a === undefined) return [];
  switch (node.name) {
    case "heaviside":
    case "sign":
    case "abs":
      return [a];
    case "min":
    case "max":
      return b ? [minus(a, b)] : [];
    case "clip":
      return b && c ? [minus(a, b), minus(a, c)] : [];
    case "floor":
    case "ceil":
      return [halfTurns("sin", a)];
    case "round":
      return [halfTurns("cos", a)];
    case "mod":
      return b ? [halfTurns("sin", binary("/", a, b))] : [];
    default:
      return [];
  }
}

function halfTurns(wave: "sin" | "cos", x: Tree): Tree {
  return call(wave, binary("*", name("pi"), x));
}
