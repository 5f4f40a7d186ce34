/** Trees and statements as text of the language: what is printed parses to the same tree. */
import { unreachable } from "../base/index.ts";
import { isCelsius, isCompound, textFromInternal, unitNamed } from "../units/index.ts";
import { levelOf } from "./precedence.ts";
import { comparisons, type NumberTree, type Statement, type Tree } from "./tree.ts";

/**
 * The text of an expression or a statement, in the style of the documents: `C*dV/dt = -g_L*(V - E_L)`. Parsing it with the tree's own
 * names as `declared` gives an equal tree, if none of them is a unit in one of its literals (in a text they cannot both be) and numbers are finite and not negative (as the parser and `number` make them).
 */
export function printText(what: Tree | Statement): string {
  switch (what.kind) {
    case "derivative":
      return `${what.coefficient ? `${print(what.coefficient, 6)}*` : ""}d${what.name}/dt = ${print(what.value, 0)}`;
    case "definition":
      return `${what.name} = ${print(what.value, 0)}`;
    case "function":
      return `${what.name}(${what.parameters.join(", ")}) = ${print(what.value, 0)}`;
    case "number":
      return printNumber(what, true);
    default:
      return print(what, 0);
  }
}

/** The text, in parentheses if its outermost operator binds less tightly than `least`. `after` is the operator before it. */
function print(tree: Tree, least: number, after = ""): string {
  const level = levelOf(tree);
  const text = printBare(tree, level, after);
  return level < least || hasTwoReadings(tree, after) ? `(${text})` : text;
}

/** A literal with a compound unit after `/`, or with any unit beside `^`. */
function hasTwoReadings(tree: Tree, after: string): boolean {
  if (tree.kind !== "number" || tree.unit === undefined) return false;
  return after === "base" || after === "^" || (after === "/" && isCompound(tree.unit));
}

function printBare(tree: Tree, level: number, after: string): string {
  switch (tree.kind) {
    case "number":
      return printNumber(tree, false);
    case "name":
      return tree.name;
    case "call":
      return `${tree.name}(${tree.args.map((arg) => print(arg, 0)).join(", ")})`;
    case "unary":
      return tree.op === "-" ? `-${print(tree.arg, level, after)}` : `not ${print(tree.arg, level)}`;
    case "binary":
      return printBinary(tree, level);
    default:
      return unreachable(tree);
  }
}

function printBinary(tree: Extract<Tree, { kind: "binary" }>, level: number): string {
  const { op, left, right } = tree;
  // The sign of an exponent needs no parentheses.
  if (op === "^") return `${print(left, level + 1, "base")}^${print(right, level - 1, "^")}`;
  const isTight = op === "*" || op === "/";
  const isChained = !comparisons.includes(op);
  const text = isTight ? op : ` ${op} `;
  return `${print(left, isChained ? level : level + 1)}${text}${print(right, level + 1, op)}`;
}

function printNumber(tree: NumberTree, alone: boolean): string {
  const unit = tree.unit;
  if (unit === undefined || unit.parts.length === 0) return `${tree.value}`;
  // The degree Celsius cannot stand inside an expression.
  if (isCelsius(unit) && !alone) return `${textFromInternal(tree.value, unitNamed("K"))} K`;
  const text = textFromInternal(tree.value, unit);
  return unit.text.startsWith("1/") ? `${text}${unit.text.slice(1)}` : `${text} ${unit.text}`;
}
