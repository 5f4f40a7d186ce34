/** `Operations` on numbers. */
import { copysign, exponent, head, nearest, scale, significand } from "./bits.ts";
import type { Operations } from "./operations.ts";

/**
 * The arithmetic on JavaScript numbers: the meaning of `Operations`, for folding constants and for tests. The functions that one
 * calls, `exp(x)` and so on, are the same operations written out (`straight-line.ts`), which is several times faster.
 */
export const numberOperations: Operations<number, boolean> = {
  constant: (value) => value,
  add: (a, b) => a + b,
  sub: (a, b) => a - b,
  mul: (a, b) => a * b,
  div: (a, b) => a / b,
  neg: (a) => -a,
  abs: (a) => Math.abs(a),
  sqrt: (a) => Math.sqrt(a),
  min: (a, b) => Math.min(a, b),
  max: (a, b) => Math.max(a, b),
  floor: (a) => Math.floor(a),
  ceil: (a) => Math.ceil(a),
  trunc: (a) => Math.trunc(a),
  nearest,
  copysign,
  lt: (a, b) => a < b,
  le: (a, b) => a <= b,
  eq: (a, b) => a === b,
  and: (a, b) => a && b,
  or: (a, b) => a || b,
  not: (a) => !a,
  select: (condition, a, b) => (condition ? a : b),
  scale,
  exponent,
  significand,
  head,
};
