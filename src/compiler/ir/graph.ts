/** Builds the intermediate representation: equal values are one node, and what is known at compile time is folded. */
import { InternalError, type Operations } from "../../base/index.ts";
import { type Folded, fold } from "./fold.ts";
import { graphOperations } from "./graph-operations.ts";
import { type Format, type GraphBuilder, type Node, type Op, operators, type Value } from "./node.ts";

/** Two arguments share one exactly representable key with the operation: 2^8 kinds, 2^22 values. */
const maxValues = 4_194_304;
const kindOf = new Map(Object.keys(operators).map((op, index) => [op, index]));
const formatOffset = { f64: 0, f64x2: 64, f32x4: 128 } as const;
const none: readonly Value[] = [];

export class Graph implements GraphBuilder {
  readonly nodes: Node[] = [];
  readonly #known = new Map<number, Value>();
  readonly #pairs = new Map<number, number>();
  readonly #constants: Record<Format, Map<number, Value>> = { f64: new Map(), f64x2: new Map(), f32x4: new Map() };
  readonly #negativeZeros = new Map<Format, Value>();
  readonly #calls = new Map<string, Map<number, Value>>();
  readonly #operations = new Map<Format, Operations<Value, Value>>();

  make(op: Op, format: Format, args: readonly Value[], data = 0): Value {
    const folded = fold(this, op, format, args, data);
    return folded === undefined ? this.#intern(this.#known, op, format, args, data, "") : this.#folded(folded, format);
  }

  /** A leaf that is read when the function runs. */
  leaf(op: "time" | "state" | "slot", format: Format, index = 0): Value {
    return this.#intern(this.#known, op, format, none, index, "");
  }

  constant(value: number, format: Format): Value {
    const rounded = format === "f32x4" ? Math.fround(value) : value;
    if (Object.is(rounded, -0)) {
      const known = this.#negativeZeros.get(format) ?? this.#push("constant", format, none, -0, "");
      this.#negativeZeros.set(format, known);
      return known;
    }
    const constants = this.#constants[format];
    const known = constants.get(rounded);
    if (known !== undefined) return known;
    const made = this.#push("constant", format, none, rounded, "");
    constants.set(rounded, made);
    return made;
  }

  truth(value: boolean, format: Format): Value {
    return this.#intern(this.#known, "truth", format, none, value ? 1 : 0, "");
  }

  /** A mathematical function that is expanded later, when it is known how many are evaluated side by side. */
  call(name: string, format: Format, args: readonly Value[]): Value {
    const known = this.#calls.get(name) ?? new Map<number, Value>();
    this.#calls.set(name, known);
    return this.#intern(known, "call", format, args, 0, name);
  }

  constantOf(value: Value): number | undefined {
    const node = this.nodes[value]!;
    return node.op === "constant" ? node.data : undefined;
  }

  /** The arithmetic of `base/math` over values of this graph. */
  operations(format: Format): Operations<Value, Value> {
    const known = this.#operations.get(format);
    if (known !== undefined) return known;
    const made = graphOperations(this, format);
    this.#operations.set(format, made);
    return made;
  }

  #folded(folded: Folded, format: Format): Value {
    if (typeof folded === "object") return folded.value;
    return typeof folded === "number" ? this.constant(folded, format) : this.truth(folded, format);
  }

  #intern(known: Map<number, Value>, op: Op, format: Format, args: readonly Value[], data: number, name: string): Value {
    const kind = kindOf.get(op)! + formatOffset[format];
    let first = args.length === 0 ? data : args[0]!;
    let second = args.length === 1 ? data : (args[1] ?? 0);
    if (args.length === 3) {
      first = this.#pair(first, second);
      second = args[2]!;
    }
    const key = (kind * maxValues + first) * maxValues + second;
    const earlier = known.get(key);
    if (earlier !== undefined) return earlier;
    const made = this.#push(op, format, args, data, name);
    known.set(key, made);
    return made;
  }

  /** A number for an ordered pair of values. */
  #pair(first: Value, second: Value): number {
    const key = first * maxValues + second;
    const known = this.#pairs.get(key);
    if (known !== undefined) return known;
    this.#pairs.set(key, this.#pairs.size);
    return this.#pairs.size - 1;
  }

  #push(op: Op, format: Format, args: readonly Value[], data: number, name: string): Value {
    if (this.nodes.length >= maxValues) throw new InternalError("A function with more than four million operations was compiled");
    this.nodes.push({ op, format, args, data, name });
    return this.nodes.length - 1;
  }
}

/**
 * How often each value is an argument of a value that is computed, or a root. Values that are `known` already are not computed
 * again, so their arguments do not count.
 */
export function countUses(graph: Graph, roots: readonly Value[], known: ReadonlyMap<Value, unknown> = new Map()): Uint32Array {
  const uses = new Uint32Array(graph.nodes.length);
  for (const root of roots) uses[root]!++;
  for (let value = graph.nodes.length - 1; value >= 0; value--) {
    if (uses[value]! > 0 && !known.has(value)) for (const arg of graph.nodes[value]!.args) uses[arg]!++;
  }
  return uses;
}
