/**
 * A tree-walking interpreter of the model language: the oracle that compiled code and `evaluate` are compared with. It shares the
 * tree type with them and nothing else: arithmetic is JavaScript's own, functions are `Math`'s or their textbook formulas, and the
 * document's functions are called, not inlined.
 */
import type { FunctionStatement, Tree } from "../src/language/index.ts";

type Value = number | boolean;
type Environment = (name: string) => number;

/** The value of a tree; a condition is 1 or 0. `functions` are the document's own. */
export function interpret(tree: Tree, environment: Environment, functions: ReadonlyMap<string, FunctionStatement> = new Map()): number {
  return Number(valueOfTree(tree, environment, functions));
}

function valueOfTree(tree: Tree, environment: Environment, functions: ReadonlyMap<string, FunctionStatement>): Value {
  const value = (part: Tree) => valueOfTree(part, environment, functions);
  if (tree.kind === "number") return tree.value;
  if (tree.kind === "name") return nameValue(tree.name, environment);
  if (tree.kind === "unary") return tree.op === "-" ? -value(tree.arg) : !value(tree.arg);
  if (tree.kind === "binary") return operators[tree.op](value(tree.left) as number, value(tree.right) as number);
  const args = tree.args.map(value) as number[];
  const own = functions.get(tree.name);
  if (own)
    return valueOfTree(
      own.value,
      (name) => (own.parameters.includes(name) ? (args[own.parameters.indexOf(name)] as number) : environment(name)),
      functions,
    );
  const builtin = Object.hasOwn(library, tree.name) ? library[tree.name] : undefined;
  if (builtin === undefined) throw new Error(`no function ${tree.name}`);
  return builtin(...args);
}

function nameValue(name: string, environment: Environment): number {
  if (name === "pi") return Math.PI;
  return name === "infinity" ? Number.POSITIVE_INFINITY : environment(name);
}

const operators: Record<Extract<Tree, { kind: "binary" }>["op"], (a: number, b: number) => Value> = {
  "+": (a, b) => a + b,
  "-": (a, b) => a - b,
  "*": (a, b) => a * b,
  "/": (a, b) => a / b,
  // IEEE 754: 1^y = 1 and (-1)^infinity = 1, where JavaScript says NaN.
  "^": (a, b) => (a === 1 || (a === -1 && Math.abs(b) === Number.POSITIVE_INFINITY) ? 1 : a ** b),
  "<": (a, b) => a < b,
  "<=": (a, b) => a <= b,
  ">": (a, b) => a > b,
  ">=": (a, b) => a >= b,
  "==": (a, b) => a === b,
  "!=": (a, b) => a !== b,
  and: (a, b) => Boolean(a) && Boolean(b),
  or: (a, b) => Boolean(a) || Boolean(b),
};

const library: Record<string, (...args: number[]) => Value> = {
  exp: Math.exp,
  expm1: Math.expm1,
  log: Math.log,
  log1p: Math.log1p,
  log10: Math.log10,
  sqrt: Math.sqrt,
  sin: Math.sin,
  cos: Math.cos,
  tan: Math.tan,
  asin: Math.asin,
  acos: Math.acos,
  atan: Math.atan,
  atan2: Math.atan2,
  sinh: Math.sinh,
  cosh: Math.cosh,
  tanh: Math.tanh,
  abs: Math.abs,
  sign: Math.sign,
  floor: Math.floor,
  ceil: Math.ceil,
  min: (a, b) => Math.min(a as number, b as number),
  max: (a, b) => Math.max(a as number, b as number),
  clip: (x, low, high) => Math.min(Math.max(x as number, low as number), high as number),
  round: (x) => roundHalfEven(x as number),
  mod: (a, b) => (a as number) - (b as number) * Math.floor((a as number) / (b as number)),
  heaviside: (x) => ((x as number) > 0 ? 1 : 0),
  where: (c, a, b) => (c ? (a as number) : (b as number)),
  exprel: (x) => exprel(x as number),
  dexprel: (x) => dexprel(x as number),
  erf: (x) => erf(x as number),
};

function roundHalfEven(x: number): number {
  const below = Math.floor(x);
  if (x - below !== 0.5) return Math.round(x);
  return below % 2 === 0 ? below : below + 1;
}

function exprel(x: number): number {
  return x === 0 ? 1 : Math.expm1(x) / x;
}

/** Series near 0, else (x e^x - e^x + 1)/x^2. */
function dexprel(x: number): number {
  if (Math.abs(x) > 1) return (x * Math.exp(x) - Math.expm1(x)) / (x * x);
  let sum = 0;
  let factorial = 2;
  let power = 1;
  for (let n = 0; n < 24; n++) {
    sum += ((n + 1) * power) / factorial;
    power *= x;
    factorial *= n + 3;
  }
  return sum;
}

/** Maclaurin series for |x| < 3, continued fraction of erfc beyond. */
function erf(x: number): number {
  const size = Math.abs(x);
  if (size >= 6) return Math.sign(x);
  if (size < 3) {
    let term = size;
    let sum = size;
    for (let n = 1; n < 80; n++) {
      term *= -(size * size) / n;
      sum += term / (2 * n + 1);
    }
    return (Math.sign(x) * 2 * sum) / Math.sqrt(Math.PI);
  }
  let fraction = 0;
  for (let k = 60; k >= 1; k--) fraction = k / 2 / (size + fraction);
  return Math.sign(x) * (1 - Math.exp(-size * size) / ((size + fraction) * Math.sqrt(Math.PI)));
}
