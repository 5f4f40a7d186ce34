/** Expands calls of mathematical functions into arithmetic, two at a time where two are independent. */
import { definitions, type FunctionName, InternalError } from "../../base/index.ts";
import { countUses, Graph } from "./graph.ts";
import type { Format, Node, Op, Value } from "./node.ts";
import { singleDefinitions } from "./single.ts";

/** Operations that act on each lane alone and exist in f64x2. */
const laneWise: ReadonlySet<Op> = new Set<Op>([
  "neg",
  "abs",
  "sqrt",
  "floor",
  "ceil",
  "trunc",
  "nearest",
  "add",
  "sub",
  "mul",
  "div",
  "min",
  "max",
]);

/** Deeper parts of two expressions are put together as they are, so that long chains do not exhaust the stack. */
const maxDepth = 64;

/**
 * A copy of what `roots` need, with every call replaced by the operations of its definition in `base/math`.
 *
 * In f64 two calls of one function that do not depend on each other become one evaluation in f64x2: each lane performs the
 * same rounded operations, so the results are the same to the bit in half the time.
 */
export class Expansion {
  readonly graph = new Graph();
  readonly #source: Graph;
  readonly #uses: Uint32Array;
  readonly #copies = new Map<Value, Value>();

  constructor(source: Graph, roots: readonly Value[]) {
    this.#source = source;
    this.#uses = countUses(source, roots);
    for (const values of this.#levels()) {
      for (const calls of this.#callsByFunction(values)) {
        for (let i = 0; i + 1 < calls.length; i += 2) this.#expandPair(calls[i]!, calls[i + 1]!);
        if (calls.length % 2 === 1) this.#expandOne(calls.at(-1)!);
      }
      for (const value of values) if (source.nodes[value]!.op !== "call") this.#copies.set(value, this.#copy(source.nodes[value]!));
    }
  }

  /** The copy of a value that the roots need. */
  value(value: Value): Value {
    return this.#copies.get(value)!;
  }

  /** Two f64 values side by side. The same operation on both is one operation on pairs, unless other values need them apart. */
  pair(low: Value, high: Value, depth = 0): Value {
    const { nodes } = this.#source;
    const [a, b] = [nodes[low]!, nodes[high]!];
    const apart = low === high || depth === maxDepth || this.#uses[low]! > 1 || this.#uses[high]! > 1;
    if (apart || a.op !== b.op || !laneWise.has(a.op)) return this.graph.make("pack", "f64x2", [this.value(low), this.value(high)]);
    const args = a.args.map((arg, i) => this.pair(arg, b.args[i]!, depth + 1));
    return this.graph.make(a.op, "f64x2", args);
  }

  /**
   * Values that are needed, level by level. The level of a value is the greatest number of calls one inside the other in it: calls
   * of one level cannot depend on each other, so in this order the arguments of a pair are always there.
   */
  #levels(): readonly (readonly Value[])[] {
    const { nodes } = this.#source;
    const level = new Uint32Array(nodes.length);
    const levels: Value[][] = [[]];
    for (const [value, { op, args }] of nodes.entries()) {
      if (this.#uses[value] === 0) continue;
      let highest = 0;
      for (const arg of args) highest = Math.max(highest, level[arg]!);
      if (op === "call") highest++;
      level[value] = highest;
      if (levels.length === highest) levels.push([]);
      levels[highest]!.push(value);
    }
    return levels;
  }

  /** The calls among values of one level; those that may be paired are together. */
  #callsByFunction(values: readonly Value[]): Iterable<readonly Value[]> {
    const groups = new Map<string, Value[]>();
    for (const value of values) {
      const { op, name, format } = this.#source.nodes[value]!;
      if (op !== "call") continue;
      const key = format === "f64" ? name : `${name} ${value}`;
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [value]);
      else group.push(value);
    }
    return groups.values();
  }

  #expandOne(call: Value): void {
    const { name, format, args } = this.#source.nodes[call]!;
    const own = args.map((arg) => this.value(arg));
    this.#copies.set(call, this.#define(name, format, own));
  }

  #expandPair(first: Value, second: Value): void {
    const { name, args } = this.#source.nodes[first]!;
    const others = this.#source.nodes[second]!.args;
    const pairs = args.map((arg, i) => this.pair(arg, others[i]!));
    const both = this.#define(name, "f64x2", pairs);
    this.#copies.set(first, this.graph.make("lane", "f64", [both], 0));
    this.#copies.set(second, this.graph.make("lane", "f64", [both], 1));
  }

  /**
   * The operations of one evaluation. Calls carry names that the translation from trees has looked up in `definitions`.
   * In f32x4 a function without a definition of its own is evaluated twice in f64x2.
   */
  #define(name: string, format: Format, args: readonly Value[]): Value {
    const { graph } = this;
    if (format === "f32x4") {
      const single = singleDefinitions[name];
      if (single !== undefined) return single(graph, args[0]!);
      const halves = [0, 1].map((half) => {
        const doubles = args.map((arg) => graph.make("promote", "f64x2", [arg], half));
        return this.#define(name, "f64x2", doubles);
      });
      return graph.make("demote", format, halves);
    }
    return definitions[name as FunctionName].define(this.graph.operations(format), ...args);
  }

  #copy(node: Node): Value {
    switch (node.op) {
      case "constant":
        return this.graph.constant(node.data, node.format);
      case "truth":
        return this.graph.truth(node.data === 1, node.format);
      case "time":
      case "state":
      case "slot":
        return this.graph.leaf(node.op, node.format, node.data);
      case "call":
        throw new InternalError("a call was copied instead of expanded");
      default:
        return this.graph.make(
          node.op,
          node.format,
          node.args.map((arg) => this.value(arg)),
          node.data,
        );
    }
  }
}
