/**
 * The arithmetic that mathematical functions are written in.
 *
 * Every function of `base/math` is written once over this interface and never over `number`, so that JavaScript, the
 * compiled scalar code and the compiled SIMD code perform the same rounded operations in the same order: equal bits are a
 * consequence of the construction. Only operations that IEEE 754 rounds exactly (and bit moves) may appear here.
 *
 * V is a float value, B a truth value (a lane mask in SIMD code).
 * Where a result is called unspecified, implementations may differ and no caller may let it reach its own result.
 */
export interface Operations<V, B> {
  constant(value: number): V;
  add(a: V, b: V): V;
  sub(a: V, b: V): V;
  mul(a: V, b: V): V;
  div(a: V, b: V): V;
  neg(a: V): V;
  abs(a: V): V;
  sqrt(a: V): V;
  /** IEEE minimum and maximum as WebAssembly defines them: NaN if either is NaN, -0 < 0. */
  min(a: V, b: V): V;
  max(a: V, b: V): V;
  floor(a: V): V;
  ceil(a: V): V;
  trunc(a: V): V;
  /** Round to nearest, ties to even. */
  nearest(a: V): V;
  /** Magnitude of `a` with the sign of `b`. */
  copysign(a: V, b: V): V;
  lt(a: V, b: V): B;
  le(a: V, b: V): B;
  eq(a: V, b: V): B;
  and(a: B, b: B): B;
  or(a: B, b: B): B;
  not(a: B): B;
  /** `a` where the condition holds, else `b`. Both are evaluated. `select(lt(c, x), c, x)` is `pmin(x, c)` of WebAssembly. */
  select(condition: B, a: V, b: V): V;
  /**
   * (a 2^h) 2^(n - h) with h = floor(n / 2), for an integer-valued n in [-2044, 2046] ([-252, 254] in 32 bits), else unspecified.
   * The first product is exact as long as it is a normal number, so this is a 2^n rounded once, overflow and underflow included.
   */
  scale(a: V, n: V): V;
  /** Unbiased binary exponent of a positive normal number, as a float: floor(log2 a). Unspecified otherwise. */
  exponent(a: V): V;
  /** Significand in [1, 2) of a positive normal number. Unspecified otherwise. */
  significand(a: V): V;
  /** `a` with the low 27 bits of its significand cleared: the 26-bit head of an exact product. For 64 bits only. */
  head(a: V): V;
}
