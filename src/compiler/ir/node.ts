/**
 * The intermediate representation: values in static single assignment form, as nodes of a graph that only grows.
 * A value is the index of its node; arguments have smaller indices, so index order is an order of evaluation.
 */

/** What a value is made of: one double, two doubles or four floats. Truth values have the format of what was compared. */
export type Format = "f64" | "f64x2" | "f32x4";

/** Index of a node in its graph. */
export type Value = number;

/** Operations on bits and lanes beside those of `Operations`; see `operators` for the meaning of `data`. */
export interface Node {
  readonly op: Op;
  readonly format: Format;
  readonly args: readonly Value[];
  /** The number of a constant, the index of a leaf, the count of a shift, the lane of a lane operation; 0 elsewhere. */
  readonly data: number;
  /** Of a called function; empty elsewhere. */
  readonly name: string;
}

/** Every operation, with the number of its arguments. */
export const operators = {
  /** `data` in every lane. */
  constant: 0,
  /** True (1) or false (0) in every lane. */
  truth: 0,
  /** The time argument of the function. */
  time: 0,
  /** The state, or slot, number `data`. */
  state: 0,
  slot: 0,
  neg: 1,
  abs: 1,
  sqrt: 1,
  floor: 1,
  ceil: 1,
  trunc: 1,
  nearest: 1,
  not: 1,
  /** Bits of each lane moved by `data` places, filled with zeros. */
  shiftLeft: 1,
  shiftRight: 1,
  /** Lane number `data` of an f64x2, as f64. */
  lane: 1,
  /** Lanes 2 data and 2 data + 1 of an f32x4, as f64x2. */
  promote: 1,
  add: 2,
  sub: 2,
  mul: 2,
  div: 2,
  min: 2,
  max: 2,
  copysign: 2,
  /** `args[1]` where it is less, or greater, than `args[0]`, else `args[0]`: one instruction for a limit. Vectors only. */
  lesser: 2,
  greater: 2,
  lt: 2,
  le: 2,
  eq: 2,
  and: 2,
  or: 2,
  bitAnd: 2,
  bitOr: 2,
  /** `args[0]` without the bits of `args[1]`. Vectors only. */
  bitClear: 2,
  /** Two f64 as an f64x2. */
  pack: 2,
  /** Two f64x2 rounded to an f32x4. */
  demote: 2,
  /** `args[1]` where `args[0]` holds, else `args[2]`. */
  select: 3,
  /** A mathematical function by name, not yet expanded; one or two arguments. */
  call: 2,
} as const;

export type Op = keyof typeof operators;

const truthValued: ReadonlySet<Op> = new Set<Op>(["truth", "lt", "le", "eq", "and", "or", "not"]);

export const isTruth = (node: Node): boolean => truthValued.has(node.op);
export const isLeaf = (node: Node): boolean => node.args.length === 0;

/** A graph as its rewrites see it: they look at nodes and ask for new values. */
export interface GraphBuilder {
  readonly nodes: readonly Node[];
  /** The value of an operation: an earlier node if there is an equal one. Folds first. */
  make(op: Op, format: Format, args: readonly Value[], data?: number): Value;
  constant(value: number, format: Format): Value;
  /** The number of a constant, else undefined. */
  constantOf(value: Value): number | undefined;
}
