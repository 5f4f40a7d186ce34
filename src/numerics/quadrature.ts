/** Integrals of smooth functions to rounding, by the double exponential rule. */
import { cosh, exp, sinh } from "../base/index.ts";

/** Halvings of the step; at the last about 1,000 evaluations. */
const levels = 7;
const halfPi = 1.5707963267948966;

/**
 * Integral of a function that is smooth inside (a, b); it may be singular, but integrable, at the ends.
 * Exact to about 1e-14 of the integral of |f|.
 *
 * @see Takahasi, Mori 1974, Publ. RIMS 9:721: x = (a + b)/2 + (b - a)/2 tanh(pi/2 sinh u)
 */
export function integrate(f: (x: number) => number, a: number, b: number): number {
  if (a === b) return 0;
  const half = 0.5 * (b - a);
  return doubleExponential((u) => {
    const s = halfPi * sinh(u);
    // 1 - |tanh s| without cancellation, so that points crowd at the ends and never fall on them.
    const gap = 2 / (exp(2 * Math.abs(s)) + 1);
    const x = s < 0 ? a + half * gap : b - half * gap;
    if (x === a || x === b) return 0;
    const c = cosh(s);
    return (f(x) * half * halfPi * cosh(u)) / (c * c);
  });
}

/**
 * Integral from a to infinity of a smooth function that decays at least like exp(-x).
 *
 * @see Takahasi, Mori 1974: x = a + exp(u - exp(-u))
 */
export function integrateToInfinity(f: (x: number) => number, a: number): number {
  return doubleExponential((u) => {
    const decay = exp(-u);
    const x = exp(u - decay);
    return x === 0 ? 0 : f(a + x) * x * (1 + decay);
  });
}

/** Trapezoidal rule over [-7, 7], halved until two results agree; a term that is not finite counts as the vanishing tail it is. */
function doubleExponential(term: (u: number) => number): number {
  const at = (u: number) => {
    const value = term(u);
    return Number.isFinite(value) ? value : 0;
  };
  const reach = 7;
  let h = 0.5;
  let sum = at(0);
  for (let u = h; u <= reach; u += h) sum += at(u) + at(-u);
  let result = sum * h;
  for (let level = 0; level < levels; level++) {
    for (let u = 0.5 * h; u <= reach; u += h) sum += at(u) + at(-u);
    h *= 0.5;
    const finer = sum * h;
    const settled = Math.abs(finer - result) <= 1e-15 * Math.abs(finer);
    result = finer;
    if (settled && level > 1) break;
  }
  return result;
}
