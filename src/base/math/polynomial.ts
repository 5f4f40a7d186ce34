/** Evaluation of polynomials. */
import type { Operations } from "./operations.ts";

/**
 * sum c[i] x^i, even and odd powers as two interleaved Horner chains in x^2: half the latency of one chain.
 * At least three coefficients.
 */
export function polynomial<V, B>(o: Operations<V, B>, x: V, c: readonly number[]): V {
  const z = o.mul(x, x);
  const last = c.length - 1;
  let high = o.constant(c[last]);
  let low = o.constant(c[last - 1]);
  for (let i = last - 2; i >= 0; i -= 2) {
    high = o.add(o.mul(high, z), o.constant(c[i]));
    if (i > 0) low = o.add(o.mul(low, z), o.constant(c[i - 1]));
  }
  // `high` holds the powers of the parity of the last one, which reach 0 when the degree is even.
  return last % 2 === 0 ? o.add(high, o.mul(low, x)) : o.add(o.mul(high, x), low);
}
