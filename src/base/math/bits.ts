/** The operations of `operations.ts` that JavaScript has no operator for, on numbers. */

/** 1.5 * 2^52: adding and subtracting it rounds |a| < 2^51 to the nearest integer, ties to even. */
const ROUNDER = 6755399441055744;

/** 2^51. */
const LARGEST_HALF = 2251799813685248;

/** Number.MIN_VALUE is 2^-1074. */
const LEAST_EXPONENT = -1074;
/** 2^n from n = -1074 to 1023. Looked up rather than made from bits, which costs a store and a load that must wait for it. */
const powersOfTwo = new Float64Array(1023 - LEAST_EXPONENT + 1);
for (let i = 0, power = Number.MIN_VALUE; i < powersOfTwo.length; i++, power *= 2) powersOfTwo[i] = power;

// One float seen as bits; every JavaScript engine in use is little-endian, so word 1 holds sign and exponent.
const float = new Float64Array(1);
const word = new Int32Array(float.buffer);

/** `nearest` of `Operations`. */
export function nearest(a: number): number {
  // From 2^51 on, adding the rounder would lose halves; from 2^52 on, all doubles are integers.
  if (Math.abs(a) < LARGEST_HALF) return copysign(a + ROUNDER - ROUNDER, a);
  const low = Math.floor(a);
  const rest = a - low;
  return rest < 0.5 || (rest === 0.5 && low % 2 === 0) ? low : Math.ceil(a);
}

/** `copysign` of `Operations`. */
export function copysign(a: number, b: number): number {
  return b < 0 || Object.is(b, -0) ? -Math.abs(a) : Math.abs(a);
}

/** `scale` of `Operations`. */
export function scale(a: number, n: number): number {
  const h = Math.floor(n * 0.5);
  return a * powersOfTwo[(h - LEAST_EXPONENT) | 0] * powersOfTwo[(n - h - LEAST_EXPONENT) | 0];
}

/** `exponent` of `Operations`. */
export function exponent(a: number): number {
  float[0] = a;
  return ((word[1] >>> 20) & 0x7ff) - 1023;
}

/** `significand` of `Operations`. */
export function significand(a: number): number {
  return a * powersOfTwo[(-exponent(a) - LEAST_EXPONENT) | 0];
}

/** `head` of `Operations`. */
export function head(a: number): number {
  float[0] = a;
  word[0] &= -0x8000000;
  return float[0];
}
