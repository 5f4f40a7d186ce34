/**
 * Removable singularities of rate functions. Hodgkin and Huxley's alpha_m is x/(1 - exp(-x/k)) with x = V + 40 mV: 0/0 at V = -40 mV,
 * and inaccurate beside it. With exprel(u) = (e^u - 1)/u it is k/exprel(-x/k), which is exact everywhere.
 *
 *   D = c (e^u - 1),  f = kappa u:   f/D = kappa/(c exprel(u)),   D/f = c exprel(u)/kappa
 */
import { negative, operation, over, times } from "./algebra.ts";
import { evaluate } from "./evaluate.ts";
import { linearIn } from "./linear.ts";
import { call, number, type Tree } from "./tree.ts";
import { childrenOf, equalTrees, namesIn, withChildren } from "./walk.ts";

/**
 * Rewrites quotients of the forms above wherever they stand: the factors may be anywhere in a product, scaled, negated, or affine in
 * a name with constants written differently (`(V + 40)/(1 - exp(-0.1*V - 4))`). Everything else is left as it is. `varies` says which
 * names are no constants (states, inputs, definitions, time); default: all. The document's own functions must have been inlined.
 */
export function withoutSingularities(tree: Tree, varies: (name: string) => boolean = () => true): Tree {
  if (!isSpine(tree)) {
    return withChildren(
      tree,
      childrenOf(tree).map((child) => withoutSingularities(child, varies)),
    );
  }
  const factors: Factor[] = [];
  collectFactors(tree, false, factors);
  const changed: Tree[] = factors.map((factor) => withoutSingularities(factor.tree, varies));
  const used = new Set<number>();
  for (const [i, factor] of factors.entries()) {
    const difference = expMinusOne(factor.tree);
    if (difference === undefined) continue;
    const j = factors.findIndex((other, k) => {
      if (used.has(k) || other.below === factor.below || k === i) return false;
      const kappa = ratio(other.tree, difference.exponent, varies);
      if (kappa !== undefined) changed[k] = kappa;
      return kappa !== undefined;
    });
    if (j < 0) continue;
    used.add(i).add(j);
    changed[i] = times(difference.scale, call("exprel", withoutSingularities(difference.exponent, varies)));
  }
  return used.size > 0 || changed.some((part, i) => part !== factors[i]?.tree) ? rebuild(tree, changed.values()) : tree;
}

/** A factor of a product, above or below the bar. */
interface Factor {
  readonly tree: Tree;
  readonly below: boolean;
}

function isSpine(tree: Tree): boolean {
  return (tree.kind === "binary" && (tree.op === "*" || tree.op === "/" || isInverse(tree))) || (tree.kind === "unary" && tree.op === "-");
}

/** `x^-1`. */
function isInverse(tree: Tree): boolean {
  if (tree.kind !== "binary" || tree.op !== "^") return false;
  const exponent = tree.right.kind === "unary" && tree.right.op === "-" ? negative(tree.right.arg) : tree.right;
  return equalTrees(exponent, minusOne) || equalTrees(exponent, negative(number(1)));
}

const minusOne = number(-1);

/** The factors of a tree of products, quotients and signs, left to right. */
function collectFactors(tree: Tree, below: boolean, into: Factor[]): void {
  if (tree.kind === "unary" && tree.op === "-") collectFactors(tree.arg, below, into);
  else if (isInverse(tree) && tree.kind === "binary") collectFactors(tree.left, !below, into);
  else if (tree.kind === "binary" && isSpine(tree)) {
    collectFactors(tree.left, below, into);
    collectFactors(tree.right, tree.op === "/" ? !below : below, into);
  } else into.push({ tree, below });
}

/** The same products, quotients and signs over other factors, in the order of `collectFactors`. */
function rebuild(tree: Tree, factors: Iterator<Tree>): Tree {
  if (tree.kind === "unary" && isSpine(tree)) return negative(rebuild(tree.arg, factors));
  if (isInverse(tree) && tree.kind === "binary") return operation("^", rebuild(tree.left, factors), tree.right);
  if (tree.kind === "binary" && isSpine(tree)) {
    const left = rebuild(tree.left, factors);
    return operation(tree.op, left, rebuild(tree.right, factors));
  }
  const next = factors.next();
  return next.done ? tree : next.value;
}

/** scale*(exp(exponent) - 1). */
interface Difference {
  readonly scale: Tree;
  readonly exponent: Tree;
}

/** Reads `exp(u) - 1`, `1 - exp(u)`, `c - c*exp(u)`, `expm1(u)`, `1 - 1/exp(u)`, `exp(u) - exp(-u)`, `sinh(u)`, ... */
function expMinusOne(tree: Tree): Difference | undefined {
  const argument = tree.kind === "call" ? tree.args[0] : undefined;
  if (tree.kind === "call" && argument && tree.name === "expm1") return { scale: number(1), exponent: argument };
  if (tree.kind === "call" && argument && tree.name === "sinh") {
    const { scale, exponent } = symmetric(number(1), argument);
    return { scale: over(scale, number(2)), exponent };
  }
  const terms: Term[] = [];
  collectTerms(tree, 1, terms);
  const [first, second] = terms;
  if (terms.length !== 2 || first === undefined || second === undefined) return undefined;
  return pairUp(first, second) ?? pairUp(second, first) ?? pairOfExponentials(first, second);
}

/** c (e^u - e^-u) = c (1 + e^-u)(e^u - 1), which overflows only where the whole does. */
function symmetric(c: Tree, u: Tree): Difference {
  return { scale: times(c, operation("+", number(1), call("exp", negative(u)))), exponent: u };
}

/** `c*exp(u) - c*exp(-u)`. */
function pairOfExponentials(first: Term, second: Term): Difference | undefined {
  const [a, b] = [scaledExp(first.tree), scaledExp(second.tree)];
  if (a === undefined || b === undefined || first.sign === second.sign || !equalTrees(a.scale, b.scale)) return undefined;
  if (!areEqualEverywhere(a.exponent, negative(b.exponent))) return undefined;
  return symmetric(first.sign === 1 ? a.scale : negative(a.scale), a.exponent);
}

interface Term {
  readonly sign: 1 | -1;
  readonly tree: Tree;
}

function collectTerms(tree: Tree, sign: 1 | -1, into: Term[]): void {
  if (tree.kind === "unary" && tree.op === "-") collectTerms(tree.arg, sign === 1 ? -1 : 1, into);
  else if (tree.kind === "binary" && (tree.op === "+" || tree.op === "-")) {
    collectTerms(tree.left, sign, into);
    collectTerms(tree.right, tree.op === "+" ? sign : sign === 1 ? -1 : 1, into);
  } else into.push({ sign, tree });
}

/** `exponential` is c*exp(u) and `constant` is -c. */
function pairUp(exponential: Term, constant: Term): Difference | undefined {
  const found = scaledExp(exponential.tree);
  if (found === undefined || exponential.sign === constant.sign || !equalTrees(found.scale, constant.tree)) return undefined;
  return { scale: exponential.sign === 1 ? found.scale : negative(found.scale), exponent: found.exponent };
}

/** Reads a product with one factor exp(u) (or 1/exp(-u)) as scale*exp(exponent). */
function scaledExp(tree: Tree): Difference | undefined {
  const factors: Factor[] = [];
  collectFactors(tree, false, factors);
  const i = factors.findIndex((factor) => factor.tree.kind === "call" && factor.tree.name === "exp");
  const factor = factors[i];
  const exponent = factor?.tree.kind === "call" ? factor.tree.args[0] : undefined;
  if (factor === undefined || exponent === undefined) return undefined;
  const scale = rebuild(tree, factors.map((other, k) => (k === i ? number(1) : other.tree)).values());
  return { scale, exponent: factor.below ? negative(exponent) : exponent };
}

/** f/u, if it is free of what makes both vanish; undefined if f is no multiple of u. */
function ratio(f: Tree, u: Tree, varies: (name: string) => boolean): Tree | undefined {
  return cancelled(f, u, varies) ?? affineRatio(f, u, varies);
}

/** f = x*a and u = x*b for the same written x: a/b, so that no constant is rounded anew. */
function cancelled(f: Tree, u: Tree, varies: (name: string) => boolean): Tree | undefined {
  const isVariable = (tree: Tree) => [...namesIn(tree)].some(varies);
  const factors: Factor[] = [];
  collectFactors(u, false, factors);
  for (const [i, { tree, below }] of factors.entries()) {
    const sign = below || !isVariable(tree) ? 0 : sameUpToSign(f, tree);
    if (sign === 0) continue;
    const others = factors.filter((_, k) => k !== i);
    if (others.some((other) => !other.below && isVariable(other.tree))) return undefined;
    const rest = rebuild(u, factors.map((factor, k) => (k === i ? number(1) : factor.tree)).values());
    const inverse = invert(rest);
    return sign === 1 ? inverse : negative(inverse);
  }
  return undefined;
}

/** 1/tree, turning a quotient over instead of dividing by it. */
function invert(tree: Tree): Tree {
  if (tree.kind === "unary" && tree.op === "-") return negative(invert(tree.arg));
  if (tree.kind === "binary" && tree.op === "/") return over(tree.right, tree.left);
  return over(number(1), tree);
}

/** 1 if the trees are equal, -1 if one is minus the other (`a - b` and `b - a`), else 0. */
function sameUpToSign(a: Tree, b: Tree): 1 | -1 | 0 {
  if (equalTrees(a, b)) return 1;
  const swapped = a.kind === "binary" && b.kind === "binary" && a.op === "-" && b.op === "-";
  return swapped && equalTrees(a.left, b.right) && equalTrees(a.right, b.left) ? -1 : 0;
}

/** Constants written in decimals differ by a few roundings; anything farther apart is meant. */
const proportionalWithin = 1e-13;

/** f = a x + b and u = c x + d in one name x, with a d = b c up to the rounding of written constants: a/c. */
function affineRatio(f: Tree, u: Tree, varies: (name: string) => boolean): Tree | undefined {
  for (const x of namesIn(f)) {
    if (!varies(x)) continue;
    const names = new Set([x]);
    const above = linearIn(f, names);
    const inside = linearIn(u, names);
    const a = above?.coefficients.get(x);
    const c = inside?.coefficients.get(x);
    if (above === undefined || inside === undefined || a === undefined || c === undefined) continue;
    if (areEqualEverywhere(times(a, inside.constant), times(above.constant, c)) && !areEqualEverywhere(c, number(0))) return over(a, c);
  }
  return undefined;
}

/** Whether two trees have the same value at a few fixed points where every name has a value of its own. */
function areEqualEverywhere(a: Tree, b: Tree): boolean {
  return [1, 2, 3, 4].every((round) => {
    const left = evaluate(a, (name) => sample(name, round));
    const right = evaluate(b, (name) => sample(name, round));
    return Math.abs(left - right) <= proportionalWithin * Math.max(Math.abs(left), Math.abs(right));
  });
}

/** A number in [0.5, 1.5) that depends on the name and the round. */
function sample(name: string, round: number): number {
  // FNV-1a.
  let hash = 2166136261 ^ round;
  for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), 16777619);
  return 0.5 + ((Math.imul(hash, 2654435761) >>> 8) & 0xffffff) / 0x1000000;
}
