/** The arithmetic of `base/math`, recorded in a graph instead of carried out. */
import { numberOperations, type Operations } from "../../base/index.ts";
import type { Format, GraphBuilder, Op, Value } from "./node.ts";

/** Bits of a lane: places of the significand, exponent bias, 2^places, and the number whose bits are the significand's. */
const double = { places: 52, bias: 1023, unit: 4503599627370496, significandBits: 2.225073858507201e-308, low: 27 } as const;
const single = { places: 23, bias: 127, unit: 8388608, significandBits: 1.1754942106924411e-38, low: 12 } as const;

/**
 * Operations that make values of `format` in `graph`.
 *
 * Powers of two and exponents are moved by adding 2^places, which brings an integer to the low bits of the significand.
 */
export function graphOperations(graph: GraphBuilder, format: Format): Operations<Value, Value> {
  const { places, bias, unit, significandBits, low } = format === "f32x4" ? single : double;
  const unary = (op: Op) => (a: Value) => graph.make(op, format, [a]);
  const binary = (op: Op) => (a: Value, b: Value) => graph.make(op, format, [a, b]);
  const constant = (value: number) => graph.constant(value, format);
  const shift = (op: "shiftLeft" | "shiftRight", a: Value, count: number) => graph.make(op, format, [a], count);
  const add = binary("add");
  const sub = binary("sub");
  const mul = binary("mul");
  const floor = unary("floor");
  const bitAnd = binary("bitAnd");
  const bitOr = binary("bitOr");
  const known = (a: Value, f: (value: number) => number, otherwise: () => Value) => {
    const value = graph.constantOf(a);
    return value === undefined ? otherwise() : constant(f(value));
  };
  const powerOfTwo = (n: Value) =>
    known(
      n,
      (value) => numberOperations.scale(1, value),
      () => shift("shiftLeft", add(n, constant(unit + bias)), places),
    );
  return {
    constant,
    add,
    sub,
    mul,
    div: binary("div"),
    neg: unary("neg"),
    abs: unary("abs"),
    sqrt: unary("sqrt"),
    min: binary("min"),
    max: binary("max"),
    floor,
    ceil: unary("ceil"),
    trunc: unary("trunc"),
    nearest: unary("nearest"),
    copysign: (a, b) =>
      format === "f64" ? graph.make("copysign", format, [a, b]) : bitOr(graph.make("abs", format, [a]), bitAnd(b, constant(-0))),
    lt: binary("lt"),
    le: binary("le"),
    eq: binary("eq"),
    and: binary("and"),
    or: binary("or"),
    not: unary("not"),
    select: (condition, a, b) => graph.make("select", format, [condition, a, b]),
    scale: (a, n) => {
      const half = floor(mul(n, constant(0.5)));
      return mul(mul(a, powerOfTwo(half)), powerOfTwo(sub(n, half)));
    },
    exponent: (a) =>
      known(
        a,
        (value) => numberOperations.exponent(value),
        () => sub(bitOr(shift("shiftRight", a, places), constant(unit)), constant(unit + bias)),
      ),
    significand: (a) =>
      known(
        a,
        (value) => numberOperations.significand(value),
        () => bitOr(bitAnd(a, constant(significandBits)), constant(1)),
      ),
    head: (a) => shift("shiftLeft", shift("shiftRight", a, low), low),
  };
}
