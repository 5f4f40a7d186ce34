/** The value of an expression whose names all have values: parameters, initial values, whatever is computed once. */
import * as base from "../base/index.ts";
import { InternalError, unreachable } from "../base/index.ts";
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
  return base.constantPower(base.numberOperations, x, n);
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
      return base.pow(a, b);
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
  ["exp", base.exp],
  ["expm1", base.expm1],
  ["log", base.log],
  ["log1p", base.log1p],
  ["log10", base.log10],
  ["sqrt", Math.sqrt],
  ["sin", base.sin],
  ["cos", base.cos],
  ["tan", base.tan],
  ["asin", base.asin],
  ["acos", base.acos],
  ["atan", base.atan],
  ["atan2", base.atan2],
  ["sinh", base.sinh],
  ["cosh", base.cosh],
  ["tanh", base.tanh],
  ["erf", base.erf],
  ["exprel", base.exprel],
  ["dexprel", base.dexprel],
  ["mod", base.mod],
  ["abs", Math.abs],
  ["sign", Math.sign],
  ["heaviside", (x) => (x > 0 ? 1 : 0)],
  ["floor", Math.floor],
  ["ceil", Math.ceil],
  ["round", (x) => base.numberOperations.nearest(x)],
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
