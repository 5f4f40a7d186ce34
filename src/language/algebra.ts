/**
 * Building trees with the identities that hold exactly for finite values: 0 + x, 1*x, x - -y, folded constants. Rounding is never
 * changed: nothing is reordered, and a fold is the operation that would have been done later.
 */
import { divideUnits, multiplyUnits, powerOfUnit, rationalFromNumber, type Unit } from "../units/index.ts";
import { applyFunction, applyOperator, constantPower } from "./evaluate.ts";
import { functions } from "./functions.ts";
import { type Arithmetic, binary, call, comparisons, negate, number, type Tree } from "./tree.ts";

/** A literal or minus a literal. */
interface Constant {
  readonly value: number;
  readonly unit: Unit | undefined;
}

/** The constant that a tree is; undefined if it is none. */
export function constantOf(tree: Tree): Constant | undefined {
  if (tree.kind === "number") return { value: tree.value, unit: tree.unit };
  if (tree.kind !== "unary" || tree.op !== "-" || tree.arg.kind !== "number") return undefined;
  return { value: -tree.arg.value, unit: tree.arg.unit };
}

function isNumber(tree: Tree, value: number): boolean {
  return tree.kind === "number" && tree.value === value && (value === 0 || tree.unit === undefined);
}

/** Whether the tree is the literal 0. */
export function isZero(tree: Tree): boolean {
  return isNumber(tree, 0);
}

/** Whether the tree is the literal 1 without a unit. */
export function isOne(tree: Tree): boolean {
  return isNumber(tree, 1);
}

function isMinus(tree: Tree): tree is Extract<Tree, { kind: "unary" }> {
  return tree.kind === "unary" && tree.op === "-";
}

/** The constant as a tree; undefined if it is not finite, so that what overflows is left as it was written. */
function constant(value: number, unit: Unit | undefined): Tree | undefined {
  if (!Number.isFinite(value)) return undefined;
  const tree = number(Math.abs(value));
  const literal: Tree = unit === undefined || unit.parts.length === 0 || tree.kind !== "number" ? tree : { ...tree, unit };
  return value < 0 || Object.is(value, -0) ? negate(literal) : literal;
}

/** a + b. */
export function plus(a: Tree, b: Tree): Tree {
  if (isZero(a)) return b;
  if (isZero(b)) return a;
  return folded("+", a, b) ?? (isMinus(b) ? binary("-", a, b.arg) : binary("+", a, b));
}

/** a - b. */
export function minus(a: Tree, b: Tree): Tree {
  if (isZero(b)) return a;
  if (isZero(a)) return negative(b);
  return folded("-", a, b) ?? (isMinus(b) ? binary("+", a, b.arg) : binary("-", a, b));
}

/** -a. */
export function negative(a: Tree): Tree {
  if (isMinus(a)) return a.arg;
  return isZero(a) ? a : negate(a);
}

/** a*b. */
export function times(a: Tree, b: Tree): Tree {
  if (isZero(a) || isZero(b)) return number(0);
  if (isOne(a)) return b;
  if (isOne(b)) return a;
  const fold = folded("*", a, b);
  if (fold !== undefined) return fold;
  if (isMinus(a)) return negative(times(a.arg, b));
  if (isMinus(b)) return negative(times(a, b.arg));
  return binary("*", a, b);
}

/** a/b. */
export function over(a: Tree, b: Tree): Tree {
  if (isOne(b)) return a;
  // 0/0 stays what it is.
  if (isZero(a) && !isZero(b) && constantOf(b) !== undefined) return number(0);
  const fold = folded("/", a, b);
  if (fold !== undefined) return fold;
  if (isMinus(a)) return negative(over(a.arg, b));
  if (isMinus(b)) return negative(over(a, b.arg));
  return binary("/", a, b);
}

/** a^b. */
export function toThe(a: Tree, b: Tree): Tree {
  if (isZero(b)) return number(1);
  if (isOne(b)) return a;
  return folded("^", a, b) ?? binary("^", a, b);
}

function folded(op: Arithmetic, a: Tree, b: Tree): Tree | undefined {
  const left = constantOf(a);
  const right = constantOf(b);
  if (left === undefined || right === undefined) return undefined;
  const unit = foldedUnit(op, left, right);
  if (unit === "none") return undefined;
  const power = op === "^" ? constantPower(left.value, right.value) : undefined;
  return constant(power ?? applyOperator(op, left.value, right.value), unit);
}

/** The unit of a fold; `none` if the sides do not fit or the unit could not be written. */
function foldedUnit(op: Arithmetic, a: Constant, b: Constant): Unit | undefined | "none" {
  if (op === "+" || op === "-") return (a.unit === undefined) === (b.unit === undefined) ? a.unit : "none";
  if (a.unit === undefined && b.unit === undefined) return undefined;
  if (op === "^") {
    const exponent = rationalFromNumber(b.value);
    if (b.unit !== undefined || a.unit === undefined || exponent === undefined) return "none";
    return writable(powerOfUnit(a.unit, exponent));
  }
  if (a.unit === undefined && b.unit !== undefined) return op === "*" ? b.unit : writable(powerOfUnit(b.unit, { n: -1, d: 1 }));
  if (a.unit === undefined || b.unit === undefined) return a.unit;
  return writable(op === "*" ? multiplyUnits(a.unit, b.unit) : divideUnits(a.unit, b.unit));
}

function writable(unit: Unit): Unit | "none" {
  return unit.parts.every(({ exponent }) => Math.abs(exponent.n) <= 12 && exponent.d <= 12) ? unit : "none";
}

/** A call, folded where all arguments are plain constants; `where` with a constant condition is one of its branches. */
export function callOf(name: string, args: readonly Tree[]): Tree {
  const [first, second, third] = args;
  if (name === "where" && first && second && third) {
    const truth = constantTruth(first);
    return truth === undefined ? call(name, ...args) : truth ? second : third;
  }
  const values = args.map((arg) => constantOf(arg));
  if (!functions.has(name) || !values.every((value) => value !== undefined && value.unit === undefined)) return call(name, ...args);
  return (
    constant(
      applyFunction(
        name,
        values.map((value) => value?.value ?? Number.NaN),
      ),
      undefined,
    ) ?? call(name, ...args)
  );
}

/** The truth of a comparison of constants; undefined for anything else. */
function constantTruth(tree: Tree): boolean | undefined {
  if (tree.kind !== "binary" || !comparisons.includes(tree.op)) return undefined;
  const left = constantOf(tree.left);
  const right = constantOf(tree.right);
  return left === undefined || right === undefined ? undefined : applyOperator(tree.op, left.value, right.value) !== 0;
}

/** a op b, for any operator. */
export function operation(op: Extract<Tree, { kind: "binary" }>["op"], a: Tree, b: Tree): Tree {
  switch (op) {
    case "+":
      return plus(a, b);
    case "-":
      return minus(a, b);
    case "*":
      return times(a, b);
    case "/":
      return over(a, b);
    case "^":
      return toThe(a, b);
    default:
      return binary(op, a, b);
  }
}
