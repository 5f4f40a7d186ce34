/** Complex numbers as pairs, and their elementary functions. */
import { atan2, cos, exp, expm1, log, log1p, sin } from "../base/index.ts";

/** Real and imaginary part. */
export type Complex = readonly [number, number];

/** a + b. */
export function complexSum(a: Complex, b: Complex): Complex {
  return [a[0] + b[0], a[1] + b[1]];
}

/** a - b. */
export function complexDifference(a: Complex, b: Complex): Complex {
  return [a[0] - b[0], a[1] - b[1]];
}

/** a b. */
export function complexProduct(a: Complex, b: Complex): Complex {
  return [a[0] * b[0] - a[1] * b[1], a[0] * b[1] + a[1] * b[0]];
}

/** a / b without overflow of |b|^2. NaN for b = 0. */
export function complexQuotient(a: Complex, b: Complex): Complex {
  if (Math.abs(b[0]) >= Math.abs(b[1])) {
    const ratio = b[1] / b[0];
    const divisor = b[0] + b[1] * ratio;
    return [(a[0] + a[1] * ratio) / divisor, (a[1] - a[0] * ratio) / divisor];
  }
  const ratio = b[0] / b[1];
  const divisor = b[0] * ratio + b[1];
  return [(a[0] * ratio + a[1]) / divisor, (a[1] * ratio - a[0]) / divisor];
}

/** A real multiple. */
export function complexScaled(a: Complex, factor: number): Complex {
  return [a[0] * factor, a[1] * factor];
}

/** The complex conjugate. */
export function conjugate(a: Complex): Complex {
  return [a[0], -a[1]];
}

/** |a| without overflow of its square. */
export function complexSize(a: Complex): number {
  const [x, y] = [Math.abs(a[0]), Math.abs(a[1])];
  const large = Math.max(x, y);
  if (!(large > 0 && large < Number.POSITIVE_INFINITY)) return large;
  const small = Math.min(x, y) / large;
  return large * Math.sqrt(1 + small * small);
}

/** e^a. A factor that vanishes leaves no NaN where the other is infinite. */
export function complexExp(a: Complex): Complex {
  const size = exp(a[0]);
  return a[1] === 0 || size === 0 ? [size, 0] : [size * cos(a[1]), size * sin(a[1])];
}

/** Principal logarithm, imaginary part in [-pi, pi]. */
export function complexLog(a: Complex): Complex {
  return [log(complexSize(a)), atan2(a[1], a[0])];
}

/** Principal square root, real part not negative. */
export function complexSqrt(a: Complex): Complex {
  const size = complexSize(a);
  if (size === 0) return [0, 0];
  const root = Math.sqrt(0.5 * (size + Math.abs(a[0])));
  const other = a[1] / (2 * root);
  if (a[0] >= 0) return [root, other];
  return a[1] >= 0 ? [other, root] : [-other, -root];
}

/** e^a - 1 without cancellation near 0. */
export function complexExpm1(a: Complex): Complex {
  const half = sin(0.5 * a[1]);
  return [expm1(a[0]) * cos(a[1]) - 2 * half * half, exp(a[0]) * sin(a[1])];
}

/** log(1 + a) without cancellation near 0. */
export function complexLog1p(a: Complex): Complex {
  const growth = a[0] * (2 + a[0]) + a[1] * a[1];
  const size = Math.abs(growth) < 0.5 ? 0.5 * log1p(growth) : log(complexSize([1 + a[0], a[1]]));
  return [size, atan2(a[1], 1 + a[0])];
}
