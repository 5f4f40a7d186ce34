/** The arithmetic of `operations.ts` on JavaScript numbers. */
import type { Operations } from "./operations.ts";

/** 1.5 * 2^52: adding and subtracting it rounds |a| < 2^51 to the nearest integer, ties to even. */
const ROUNDER = 6755399441055744;

// One float seen as bits; every JavaScript engine in use is little-endian, so word 1 holds sign and exponent.
const float = new Float64Array(1);
const word = new Int32Array(float.buffer);

/** 2^n for an integer n in [-1022, 1023]. */
function powerOfTwo(n: number): number {
  word[0] = 0;
  word[1] = (n + 1023) << 20;
  return float[0];
}

/**
 * The arithmetic as methods of one class, because V8 inlines a method it finds through the class even when the same
 * definition has been used with the compiler's arithmetic before; through an object literal it would not.
 */
class NumberOperations implements Operations<number, boolean> {
  constant(value: number): number {
    return value;
  }
  add(a: number, b: number): number {
    return a + b;
  }
  sub(a: number, b: number): number {
    return a - b;
  }
  mul(a: number, b: number): number {
    return a * b;
  }
  div(a: number, b: number): number {
    return a / b;
  }
  neg(a: number): number {
    return -a;
  }
  abs(a: number): number {
    return Math.abs(a);
  }
  sqrt(a: number): number {
    return Math.sqrt(a);
  }
  min(a: number, b: number): number {
    return Math.min(a, b);
  }
  max(a: number, b: number): number {
    return Math.max(a, b);
  }
  floor(a: number): number {
    return Math.floor(a);
  }
  ceil(a: number): number {
    return Math.ceil(a);
  }
  trunc(a: number): number {
    return Math.trunc(a);
  }
  nearest(a: number): number {
    // Beyond 2^51 rounding by addition would be wrong for halves, but below it is exact; from 2^52 on all is integer.
    if (Math.abs(a) < ROUNDER / 3) return this.copysign(a + ROUNDER - ROUNDER, a);
    const low = Math.floor(a);
    const rest = a - low;
    return rest < 0.5 || (rest === 0.5 && low % 2 === 0) ? low : Math.ceil(a);
  }
  copysign(a: number, b: number): number {
    return b < 0 || Object.is(b, -0) ? -Math.abs(a) : Math.abs(a);
  }
  lt(a: number, b: number): boolean {
    return a < b;
  }
  le(a: number, b: number): boolean {
    return a <= b;
  }
  eq(a: number, b: number): boolean {
    return a === b;
  }
  and(a: boolean, b: boolean): boolean {
    return a && b;
  }
  or(a: boolean, b: boolean): boolean {
    return a || b;
  }
  not(a: boolean): boolean {
    return !a;
  }
  select(condition: boolean, a: number, b: number): number {
    return condition ? a : b;
  }
  scale(a: number, n: number): number {
    const h = Math.floor(n * 0.5);
    return a * powerOfTwo(h) * powerOfTwo(n - h);
  }
  exponent(a: number): number {
    float[0] = a;
    return (word[1] >>> 20) - 1023;
  }
  significand(a: number): number {
    float[0] = a;
    word[1] = (word[1] & 0xfffff) | 0x3ff00000;
    return float[0];
  }
  head(a: number): number {
    float[0] = a;
    word[0] = word[0] & -0x8000000;
    return float[0];
  }
}

/** The arithmetic of JavaScript numbers: what `exp(x)` and the other functions of this folder are evaluated with. */
export const numberOperations: Operations<number, boolean> = new NumberOperations();
