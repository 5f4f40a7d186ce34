/** Expands calls of mathematical functions into arithmetic, two at a time where two are independent. */
import { definitions, InternalError, type Operations } from "../../base/index.ts";
import { Graph } from "./graph.ts";
import type { Format, Node, Value } from "./node.ts";

/** A graph without calls, and where the asked values are in it. */
export interface Expanded {
  readonly graph: Graph;
  readonly roots: readonly Value[];
}

/**
 * Copies what `roots` need into a new graph, with every call replaced by the operations of its definition in `base/math`.
 *
 * In f64 two calls of one function that do not depend on each other become one evaluation in f64x2: each lane performs the
 * same rounded operations, so the results are the same to the bit in half the time.
 *
 * `level` of a value is the greatest number of calls one inside the other in it. Calls of one level cannot depend on each
 * other, so evaluating level by level is an order in which a pair's arguments are always there.
 */
export function expandCalls(source: Graph, roots: readonly Value[]): Expanded {
  const levels = liveByLevel(source, roots);
  const graph = new Graph();
  const copies = new Map<Value, Value>();
  const copyOf = (value: Value) => copies.get(value)!;
  for (const live of levels) {
    for (const calls of callsByFunction(source, live).values()) {
      for (let i = 0; i < calls.length; i += 2) expand(source, graph, calls.slice(i, i + 2), copies);
    }
    for (const value of live) if (source.nodes[value]!.op !== "call") copies.set(value, copy(graph, source.nodes[value]!, copyOf));
  }
  return { graph, roots: roots.map(copyOf) };
}

/** Values that `roots` need, by level, each level in index order. */
function liveByLevel(graph: Graph, roots: readonly Value[]): readonly (readonly Value[])[] {
  const { nodes } = graph;
  const live = new Uint8Array(nodes.length);
  for (const root of roots) live[root] = 1;
  for (let value = nodes.length - 1; value >= 0; value--) {
    if (live[value] === 1) for (const arg of nodes[value]!.args) live[arg] = 1;
  }
  const level = new Uint32Array(nodes.length);
  const levels: Value[][] = [[]];
  for (let value = 0; value < nodes.length; value++) {
    if (live[value] === 0) continue;
    const { op, args } = nodes[value]!;
    let highest = 0;
    for (const arg of args) highest = Math.max(highest, level[arg]!);
    level[value] = op === "call" ? highest + 1 : highest;
    (levels[level[value]!] ??= []).push(value);
  }
  return levels;
}

/** Calls of one level; those that may be paired share a key. */
function callsByFunction(graph: Graph, values: readonly Value[]): Map<string, Value[]> {
  const groups = new Map<string, Value[]>();
  for (const value of values) {
    const { op, name, format } = graph.nodes[value]!;
    if (op !== "call") continue;
    const key = format === "f64" ? name : `${name} ${format} ${value}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [value]);
    else group.push(value);
  }
  return groups;
}

/** Expands one call, or two of a pair. */
function expand(source: Graph, graph: Graph, calls: readonly Value[], copies: Map<Value, Value>): void {
  const [first, second] = calls as [Value, Value | undefined];
  const { name, format, args } = source.nodes[first]!;
  const own = args.map((arg) => copies.get(arg)!);
  if (second === undefined) {
    copies.set(first, define(graph, name, format, own));
    return;
  }
  const others = source.nodes[second]!.args.map((arg) => copies.get(arg)!);
  const both = define(
    graph,
    name,
    "f64x2",
    own.map((arg, i) => graph.make("pack", "f64x2", [arg, others[i]!])),
  );
  copies.set(first, graph.make("lane", "f64", [both], 0));
  copies.set(second, graph.make("lane", "f64", [both], 1));
}

function define(graph: Graph, name: string, format: Format, args: readonly Value[]): Value {
  const definition = definitions[name as keyof typeof definitions] as { define(o: Operations<Value, Value>, ...args: Value[]): Value };
  return definition.define(graph.operations(format), ...args);
}

function copy(graph: Graph, node: Node, copyOf: (value: Value) => Value): Value {
  switch (node.op) {
    case "constant":
      return graph.constant(node.data, node.format);
    case "truth":
      return graph.truth(node.data === 1, node.format);
    case "time":
    case "state":
    case "slot":
      return graph.leaf(node.op, node.format, node.data);
    case "call":
      throw new InternalError("a call was copied instead of expanded");
    default:
      return graph.make(node.op, node.format, node.args.map(copyOf), node.data);
  }
}
