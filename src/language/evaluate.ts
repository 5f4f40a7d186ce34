/** The value of an expression whose names all have values: parameters, initial values, whatever is computed once. */
import { InternalError, unreachable } from "../base/errors.ts";
import * as math from "../base/math/index.ts";
import { functions } from "./functions.ts";
import { constants } from "./names.ts";
import type { Tree } from "./tree.ts";
import { namesIn } from "./walk.ts";

/**
 * Evaluates a tree in double precision with the functions of `base/math`, so that the result has the same bits everywhere. `lookUp`
 * gives the value of a name in internal units; `pi` and `infinity` are known. Conditions are 1 or 0. The document's own functions
 * must have been inlined. Never throws for a numerical reason: 0/0 is NaN.
 */
export function evaluate(tree: Tree, lookUp: (name: string) => number): number {
  switch (tree.kind) {
    case "number":
      return tree.value;
    case "name":
      return constants.get(tree.name) ?? lookUp(tree.name);
    case "call":
      return applyFunction(
        tree.name,
        tree.args.map((arg) => evaluate(arg, lookUp)),
      );
    case "unary": {
      const value = evaluate(tree.arg, lookUp);
      return tree.op === "-" ? -value : value === 0 ? 1 : 0;
    }
    case "binary":
      return binaryValue(tree, lookUp);
    default:
      return unreachable(tree);
  }
}

function binaryValue(tree: Extract<Tree, { kind: "binary" }>, lookUp: (name: string) => number): number {
  const left = evaluate(tree.left, lookUp);
  const exponent = tree.op === "^" ? constantValue(tree.right) : undefined;
  const power = exponent === undefined ? undefined : constantPower(left, exponent);
  return power ?? applyOperator(tree.op, left, evaluate(tree.right, lookUp));
}

/** x^n where n is a literal for which the power is a product or a root; undefined otherwise. The compiler does the same operations. */
export function constantPower(x: number, n: number): number | undefined {
  return math.constantPower(math.numberOperations, x, n);
}

/** The value of a tree without names; undefined if it has any. Where such an exponent stands, small powers are products (`constantPower`). */
export function constantValue(tree: Tree): number | undefined {
  if (tree.kind === "number") return tree.value;
  return [...namesIn(tree)].every((name) => constants.has(name)) ? evaluate(tree, () => Number.NaN) : undefined;
}

/** a op b; comparisons, `and` and `or` give 1 or 0. */
export function applyOperator(op: Extract<Tree, { kind: "binary" }>["op"], a: number, b: number): number {
  switch (op) {
    case "+":
      return a + b;
    case "-":
      return a - b;
    case "*":
      return a * b;
    case "/":
      return a / b;
    case "^":
      return math.pow(a, b);
    case "<":
      return a < b ? 1 : 0;
    case "<=":
      return a <= b ? 1 : 0;
    case ">":
      return a > b ? 1 : 0;
    case ">=":
      return a >= b ? 1 : 0;
    case "==":
      return a === b ? 1 : 0;
    case "!=":
      return a !== b ? 1 : 0;
    case "and":
      return a !== 0 && b !== 0 ? 1 : 0;
    case "or":
      return a !== 0 || b !== 0 ? 1 : 0;
    default:
      return unreachable(op);
  }
}

type Implementation = (a: number, b: number, c: number) => number;

/** `sign(0)` is 0 and `heaviside(0)` is 0; `round` takes halves to the even neighbour; `mod` has the sign of its second argument. */
const implementations: ReadonlyMap<string, Implementation> = new Map<string, Implementation>([
  ["exp", math.exp],
  ["expm1", math.expm1],
  ["log", math.log],
  ["log1p", math.log1p],
  ["log10", math.log10],
  ["sqrt", Math.sqrt],
  ["sin", math.sin],
  ["cos", math.cos],
  ["tan", math.tan],
  ["asin", math.asin],
  ["acos", math.acos],
  ["atan", math.atan],
  ["atan2", math.atan2],
  ["sinh", math.sinh],
  ["cosh", math.cosh],
  ["tanh", math.tanh],
  ["erf", math.erf],
  ["exprel", math.exprel],
  ["dexprel", math.dexprel],
  ["mod", math.mod],
  ["abs", Math.abs],
  ["sign", Math.sign],
  ["heaviside", (x) => (x > 0 ? 1 : 0)],
  ["floor", Math.floor],
  ["ceil", Math.ceil],
  ["round", (x) => math.numberOperations.nearest(x)],
  ["min", (a, b) => Math.min(a, b)],
  ["max", (a, b) => Math.max(a, b)],
  ["clip", (x, low, high) => Math.min(Math.max(x, low), high)],
  ["where", (c, a, b) => (c !== 0 ? a : b)],
]);

/** The value of a builtin function. Throws InternalError for a name that is none. */
export function applyFunction(name: string, args: readonly number[]): number {
  const implementation = implementations.get(name);
  if (implementation === undefined || functions.get(name)?.arity !== args.length) throw new InternalError(`${name} was not inlined`);
  const [a = Number.NaN, b = Number.NaN, c = Number.NaN] = args;
  return implementation(a, b, c);
}
