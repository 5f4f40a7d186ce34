/** Expression trees -> values of a graph. */
import { constantPower, definitions, InternalError, piecewise, unreachable } from "../base/index.ts";
import { constants, constantValue, namesIn, type Tree } from "../language/index.ts";
import type { Graph } from "./ir/graph.ts";
import { type Format, isTruth, type Value } from "./ir/node.ts";

/** An intermediate quantity of the equations; uses states, slots, `t` and definitions before it. */
export interface NamedTree {
  readonly name: string;
  readonly tree: Tree;
}

/** What the names of a kernel's trees stand for. States and slots are read by index. */
export interface Names {
  readonly states: readonly string[];
  readonly slots: readonly string[];
  readonly definitions: readonly NamedTree[];
}

/**
 * Translates trees over `names` into values of `format` in `graph`. A definition is translated once.
 * Truth values become 1 and 0 where a number is wanted, and a number is true if it is not 0.
 */
export class Lowering {
  readonly #graph: Graph;
  readonly #format: Format;
  readonly #values = new Map<string, Value>();
  /** Derivatives use parts of what they were made from again and again: each part is translated once. */
  readonly #translated = new Map<Tree, Value>();
  readonly #definitions: readonly NamedTree[];

  constructor(graph: Graph, format: Format, names: Names) {
    this.#graph = graph;
    this.#format = format;
    this.#definitions = names.definitions;
    for (const [name, value] of constants) this.#values.set(name, graph.constant(value, format));
    this.#values.set("t", graph.leaf("time", format));
    for (const [index, name] of names.slots.entries()) this.#values.set(name, graph.leaf("slot", format, index));
    for (const [index, name] of names.states.entries()) this.#values.set(name, graph.leaf("state", format, index));
  }

  /** The values of trees as numbers. */
  numbers(trees: readonly Tree[]): readonly Value[] {
    this.#define(trees);
    return trees.map((tree) => this.#number(tree));
  }

  /** A tree as a truth value. */
  truth(tree: Tree): Value {
    this.#define([tree]);
    return this.#truth(tree);
  }

  /** Translates the definitions that `trees` need, in order, so that a chain of them is no recursion. */
  #define(trees: readonly Tree[]): void {
    const needed = new Set(trees.flatMap((tree) => [...namesIn(tree)]));
    const used = this.#definitions.toReversed().filter(({ name, tree }) => {
      if (!needed.has(name) || this.#values.has(name)) return false;
      for (const inner of namesIn(tree)) needed.add(inner);
      return true;
    });
    for (const { name, tree } of used.reverse()) this.#values.set(name, this.#lower(tree));
  }

  #number(tree: Tree): Value {
    return this.#asNumber(this.#lower(tree));
  }

  #asNumber(value: Value): Value {
    if (!isTruth(this.#graph.nodes[value]!)) return value;
    const o = this.#graph.operations(this.#format);
    return o.select(value, o.constant(1), o.constant(0));
  }

  #truth(tree: Tree): Value {
    const value = this.#lower(tree);
    if (isTruth(this.#graph.nodes[value]!)) return value;
    const o = this.#graph.operations(this.#format);
    return o.not(o.eq(value, o.constant(0)));
  }

  #lower(tree: Tree): Value {
    const known = this.#translated.get(tree);
    if (known !== undefined) return known;
    const value = this.#translate(tree);
    this.#translated.set(tree, value);
    return value;
  }

  #translate(tree: Tree): Value {
    const o = this.#graph.operations(this.#format);
    switch (tree.kind) {
      case "number":
        return o.constant(tree.value);
      case "name":
        return this.#name(tree.name);
      case "unary":
        return tree.op === "-" ? o.neg(this.#number(tree.arg)) : o.not(this.#truth(tree.arg));
      case "binary":
        return this.#binary(tree);
      case "call":
        return this.#call(tree.name, tree.args);
      default:
        return unreachable(tree);
    }
  }

  #name(name: string): Value {
    const value = this.#values.get(name);
    if (value === undefined) throw new InternalError(`the compiler met the unknown name ${name}`);
    return value;
  }

  #binary(tree: Extract<Tree, { kind: "binary" }>): Value {
    const o = this.#graph.operations(this.#format);
    if (tree.op === "and") return o.and(this.#truth(tree.left), this.#truth(tree.right));
    if (tree.op === "or") return o.or(this.#truth(tree.left), this.#truth(tree.right));
    const left = this.#number(tree.left);
    if (tree.op === "^") return this.#power(left, tree.right);
    const right = this.#number(tree.right);
    switch (tree.op) {
      case "+":
        return o.add(left, right);
      case "-":
        return o.sub(left, right);
      case "*":
        return o.mul(left, right);
      case "/":
        return o.div(left, right);
      case "<":
        return o.lt(left, right);
      case "<=":
        return o.le(left, right);
      case ">":
        return o.lt(right, left);
      case ">=":
        return o.le(right, left);
      case "==":
        return o.eq(left, right);
      case "!=":
        return o.not(o.eq(left, right));
      default:
        return unreachable(tree.op);
    }
  }

  #power(base: Value, exponent: Tree): Value {
    const constant = constantValue(exponent);
    const power = constant === undefined ? undefined : constantPower(this.#graph.operations(this.#format), base, constant);
    return power ?? this.#function("pow", [base, this.#number(exponent)]);
  }

  #call(name: string, args: readonly Tree[]): Value {
    const o = this.#graph.operations(this.#format);
    if (name === "where") return o.select(this.#truth(args[0]!), this.#number(args[1]!), this.#number(args[2]!));
    const [a, b, c] = args.map((arg) => this.#number(arg)) as [Value, Value, Value];
    switch (name) {
      case "abs":
      case "sqrt":
      case "floor":
      case "ceil":
        return o[name](a);
      case "min":
      case "max":
        return o[name](a, b);
      case "sign":
      case "heaviside":
      case "round":
        return piecewise[name](o, a);
      case "clip":
        return piecewise.clip(o, a, b, c);
      default:
        return this.#function(name, args.length === 1 ? [a] : [a, b]);
    }
  }

  #function(name: string, args: readonly Value[]): Value {
    if (!Object.hasOwn(definitions, name)) throw new InternalError(`the compiler met the unknown function ${name}`);
    return this.#graph.call(name, this.#format, args);
  }
}
