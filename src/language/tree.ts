/** The expression tree: what the parser makes and every later stage reads. Plain data; structured-clonable but for the sources in its spans. */
import type { Span } from "../base/index.ts";
import type { Unit } from "../units/index.ts";

/** Operators that compare two numbers. */
export type Comparison = "<" | "<=" | ">" | ">=" | "==" | "!=";
/** Operators that make a number of two. */
export type Arithmetic = "+" | "-" | "*" | "/" | "^";

/** A literal. `value` is in internal units (ms, mV, pA, ...), finite and not negative when parsed; `unit` is what was written. */
export interface NumberTree {
  readonly kind: "number";
  readonly value: number;
  readonly unit?: Unit;
  readonly span?: Span;
}

/** An expression. */
export type Tree =
  | NumberTree
  /** A name; dotted for `pre.size`. `t`, `age`, `xi`, `pi`, `infinity`, ... are names too. */
  | { readonly kind: "name"; readonly name: string; readonly span?: Span }
  /** A call. `min` and `max` of more than two arguments are nested by the parser: here they have two. */
  | { readonly kind: "call"; readonly name: string; readonly args: readonly Tree[]; readonly span?: Span }
  | { readonly kind: "unary"; readonly op: "-" | "not"; readonly arg: Tree; readonly span?: Span }
  | {
      readonly kind: "binary";
      readonly op: Arithmetic | Comparison | "and" | "or";
      readonly left: Tree;
      readonly right: Tree;
      readonly span?: Span;
    };

/** `coefficient * d name/dt = value`; the coefficient is absent for `dV/dt = ...` and `V' = ...`. */
export interface DerivativeStatement {
  readonly kind: "derivative";
  readonly name: string;
  readonly coefficient?: Tree;
  readonly value: Tree;
  readonly span: Span;
  readonly nameSpan: Span;
}
/** `name = value`, in every instant. In a `reset` or `at-...` text: an assignment. */
export interface DefinitionStatement {
  readonly kind: "definition";
  readonly name: string;
  readonly value: Tree;
  readonly span: Span;
  readonly nameSpan: Span;
}
/** `name(parameters) = value`. */
export interface FunctionStatement {
  readonly kind: "function";
  readonly name: string;
  readonly parameters: readonly string[];
  readonly value: Tree;
  readonly span: Span;
  readonly nameSpan: Span;
}
/** One line of an `equations` block. */
export type Statement = DerivativeStatement | DefinitionStatement | FunctionStatement;

/** A plain number as a tree. Negative numbers become `-` of a literal, so that what is printed parses to the same tree. */
export function number(value: number): Tree {
  const literal: Tree = Math.abs(value) === Number.POSITIVE_INFINITY ? name("infinity") : { kind: "number", value: Math.abs(value) };
  return value < 0 || Object.is(value, -0) ? negate(literal) : literal;
}
/** A name as a tree. */
export function name(of: string): Tree {
  return { kind: "name", name: of };
}
/** A call as a tree. */
export function call(of: string, ...args: readonly Tree[]): Tree {
  return { kind: "call", name: of, args };
}
/** `-arg`. */
export function negate(arg: Tree): Tree {
  return { kind: "unary", op: "-", arg };
}
/** `left op right`. */
export function binary(op: Arithmetic | Comparison | "and" | "or", left: Tree, right: Tree): Tree {
  return { kind: "binary", op, left, right };
}
/** The comparison operators, in one place for those who must know them. */
export const comparisons: readonly string[] = ["<", "<=", ">", ">=", "==", "!="];
