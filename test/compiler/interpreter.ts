/**
 * A tree-walking interpreter with the functions of `base/math`: the oracle for the bits of compiled code. It knows nothing of graphs,
 * pairs or instructions. (Whether the functions are right is tested elsewhere, with `test/interpreter.ts` among others.)
 */
import * as math from "../../src/base/index.ts";
import { namesIn, type Tree } from "../../src/language/index.ts";

type Value = number | boolean;

const plain: Record<string, (...args: number[]) => number> = {
  exp: math.exp,
  expm1: math.expm1,
  exprel: math.exprel,
  dexprel: math.dexprel,
  log: math.log,
  log1p: math.log1p,
  log10: math.log10,
  sin: math.sin,
  cos: math.cos,
  tan: math.tan,
  asin: math.asin,
  acos: math.acos,
  atan: math.atan,
  atan2: math.atan2,
  sinh: math.sinh,
  cosh: math.cosh,
  tanh: math.tanh,
  erf: math.erf,
  mod: math.mod,
  sqrt: Math.sqrt,
  abs: Math.abs,
  floor: Math.floor,
  ceil: Math.ceil,
  min: Math.min,
  max: Math.max,
  sign: Math.sign,
  heaviside: (x) => (x > 0 ? 1 : 0),
  clip: (x, low, high) => Math.min(Math.max(x, low), high),
  round(x) {
    const low = Math.floor(x);
    if (x - low !== 0.5) return x - low < 0.5 ? low : Math.ceil(x);
    return low % 2 === 0 ? low : low + 1;
  },
};

/** The value of `tree`; conditions are 1 and 0. */
export function interpret(tree: Tree, names: ReadonlyMap<string, number>): number {
  return Number(value(tree, names));
}

function value(tree: Tree, names: ReadonlyMap<string, number>): Value {
  const number = (part: Tree) => Number(value(part, names));
  const truth = (part: Tree) => number(part) !== 0;
  switch (tree.kind) {
    case "number":
      return tree.value;
    case "name":
      return tree.name === "pi" ? Math.PI : tree.name === "infinity" ? Number.POSITIVE_INFINITY : names.get(tree.name)!;
    case "unary":
      return tree.op === "-" ? -number(tree.arg) : !truth(tree.arg);
    case "call":
      if (tree.name === "where") return truth(tree.args[0]!) ? number(tree.args[1]!) : number(tree.args[2]!);
      return plain[tree.name]!(...tree.args.map(number));
    case "binary":
      return ofOperator(tree, number, truth);
  }
}

function ofOperator(tree: Extract<Tree, { kind: "binary" }>, number: (part: Tree) => number, truth: (part: Tree) => boolean): Value {
  const { left, right } = tree;
  switch (tree.op) {
    case "+":
      return number(left) + number(right);
    case "-":
      return number(left) - number(right);
    case "*":
      return number(left) * number(right);
    case "/":
      return number(left) / number(right);
    case "^":
      return power(number(left), right, number(right));
    case "<":
      return number(left) < number(right);
    case "<=":
      return number(left) <= number(right);
    case ">":
      return number(left) > number(right);
    case ">=":
      return number(left) >= number(right);
    case "==":
      return number(left) === number(right);
    case "!=":
      return number(left) !== number(right);
    case "and":
      return truth(left) && truth(right);
    case "or":
      return truth(left) || truth(right);
  }
}

/** A constant integer exponent of at most 16 means products, leading bit first; a constant half the square root. */
function power(x: number, exponent: Tree, n: number): number {
  if (!isConstant(exponent)) return math.pow(x, n);
  if (n === 0.5) return Math.sqrt(x);
  if (n === -0.5) return 1 / Math.sqrt(x);
  if (!Number.isInteger(n) || Math.abs(n) > 16) return math.pow(x, n);
  const product = Math.abs(n)
    .toString(2)
    .split("")
    .reduce((value, bit, i) => (i === 0 ? (bit === "1" ? x : 1) : value * value * (bit === "1" ? x : 1)), 1);
  return n < 0 ? 1 / product : product;
}

const isConstant = (tree: Tree) => [...namesIn(tree)].every((name) => name === "pi" || name === "infinity");
