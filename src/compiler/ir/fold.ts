/** Rewrites that keep every bit of the result (the sign of a NaN apart): constants, and what IEEE 754 makes an identity. */
import { numberOperations } from "../../base/index.ts";
import type { Format, GraphBuilder, Node, Op, Value } from "./node.ts";

/** A number or truth known now, or an existing value. */
export type Folded = number | boolean | { readonly value: Value };

const arithmetic = {
  neg: 1,
  abs: 1,
  sqrt: 1,
  floor: 1,
  ceil: 1,
  trunc: 1,
  nearest: 1,
  add: 2,
  sub: 2,
  mul: 2,
  div: 2,
  min: 2,
  max: 2,
  copysign: 2,
  lt: 2,
  le: 2,
  eq: 2,
} as const;
const isArithmetic = (op: Op): op is keyof typeof arithmetic => op in arithmetic;
const commutative: ReadonlySet<Op> = new Set<Op>(["add", "mul", "min", "max", "eq", "and", "or", "bitAnd", "bitOr"]);

/**
 * What an operation comes to without computing it at run time; undefined if a node is needed.
 * x + 0 and x * 0 stay: they are no identities for -0, infinity and NaN.
 */
export function fold(graph: GraphBuilder, op: Op, format: Format, args: readonly Value[], data: number): Folded | undefined {
  if (isArithmetic(op)) {
    const a = graph.constantOf(args[0]!);
    const b = args.length > 1 ? graph.constantOf(args[1]!) : 0;
    // Rounding the double result to single afterwards is exact for + - * / sqrt (53 >= 2 * 24 + 2), so f32x4 folds the same way.
    if (a !== undefined && b !== undefined) return numberOperations[op](a, b);
    const same = identity(graph, op, format, args, [a, b]);
    if (same !== undefined) return same;
  }
  const structural = onStructure(graph, op, format, args, data);
  if (structural !== undefined) return structural;
  if (commutative.has(op) && args[0]! > args[1]!) return { value: graph.make(op, format, [args[1]!, args[0]!], data) };
  return undefined;
}

function identity(
  graph: GraphBuilder,
  op: keyof typeof arithmetic,
  format: Format,
  args: readonly Value[],
  constants: readonly (number | undefined)[],
): Folded | undefined {
  const [a, b] = args as [Value, Value];
  switch (op) {
    case "add":
      if (Object.is(constants[1], -0)) return { value: a };
      return Object.is(constants[0], -0) ? { value: b } : undefined;
    case "sub":
      return Object.is(constants[1], 0) ? { value: a } : undefined;
    case "mul": {
      const factor = constants[0] ?? constants[1];
      const other = constants[0] === undefined ? a : b;
      if (factor === 1) return { value: other };
      return factor === -1 ? { value: graph.make("neg", format, [other]) } : undefined;
    }
    case "div": {
      const divisor = constants[1];
      if (divisor === 1) return { value: a };
      if (divisor === undefined || !isModeratePowerOfTwo(divisor)) return undefined;
      return { value: graph.make("mul", format, [a, graph.constant(1 / divisor, format)]) };
    }
    case "neg":
      return graph.nodes[a]!.op === "neg" ? { value: graph.nodes[a]!.args[0]! } : undefined;
    case "abs": {
      const inner = graph.nodes[a]!;
      if (inner.op === "abs") return { value: a };
      return inner.op === "neg" ? { value: graph.make("abs", format, [inner.args[0]!]) } : undefined;
    }
    default:
      return undefined;
  }
}

/** Its reciprocal is exact, so that a quotient is a product, rounded once either way. */
function isModeratePowerOfTwo(x: number): boolean {
  const magnitude = Math.abs(x);
  return magnitude >= 1e-30 && magnitude <= 1e30 && numberOperations.significand(magnitude) === 1;
}

function onStructure(graph: GraphBuilder, op: Op, format: Format, args: readonly Value[], data: number): Folded | undefined {
  const first = graph.nodes[args[0]!]!;
  switch (op) {
    case "not":
      if (first.op === "truth") return first.data === 0;
      return first.op === "not" ? { value: first.args[0]! } : undefined;
    case "and":
    case "or":
      return onTruths(op, first, graph.nodes[args[1]!]!, args);
    case "select":
      if (first.op === "truth") return { value: first.data === 1 ? args[1]! : args[2]! };
      if (args[1] === args[2]) return { value: args[1]! };
      return format === "f64" ? undefined : (asMask(graph, format, args) ?? asLimit(graph, format, first, args[1]!, args[2]!));
    case "lane":
      return first.op === "pack" ? { value: first.args[data]! } : undefined;
    case "pack":
      return whole(first, graph.nodes[args[1]!]!, graph);
    default:
      return undefined;
  }
}

function onTruths(op: "and" | "or", first: Node, second: Node, args: readonly Value[]): Folded | undefined {
  const absorbing = op === "or" ? 1 : 0;
  for (const node of [first, second]) if (node.op === "truth" && node.data === absorbing) return op === "or";
  if (first.op === "truth" || args[0] === args[1]) return { value: args[1]! };
  return second.op === "truth" ? { value: args[0]! } : undefined;
}

/** Two lanes of one vector put together again, or one constant twice. */
function whole(low: Node, high: Node, graph: GraphBuilder): Folded | undefined {
  if (low.op === "constant" && high.op === "constant" && Object.is(low.data, high.data))
    return { value: graph.constant(low.data, "f64x2") };
  if (low.op !== "lane" || high.op !== "lane" || low.args[0] !== high.args[0]) return undefined;
  return low.data === 0 && high.data === 1 ? { value: low.args[0]! } : undefined;
}

/** A choice between a number and +0, whose bits are none, is a mask. */
function asMask(graph: GraphBuilder, format: Format, [condition, yes, no]: readonly Value[]): Folded | undefined {
  const isZero = (value: Value) => Object.is(graph.constantOf(value), 0);
  if (isZero(no!)) return { value: graph.make("bitAnd", format, [condition!, yes!]) };
  return isZero(yes!) ? { value: graph.make("bitClear", format, [no!, condition!]) } : undefined;
}

/** `a < b ? a : b` and `a < b ? b : a`. */
function asLimit(graph: GraphBuilder, format: Format, condition: Node, yes: Value, no: Value): Folded | undefined {
  const [a, b] = condition.args;
  if (condition.op !== "lt") return undefined;
  if (yes === a && no === b) return { value: graph.make("lesser", format, [b, a]) };
  return yes === b && no === a ? { value: graph.make("greater", format, [a, b]) } : undefined;
}
