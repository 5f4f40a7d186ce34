/** Densities and survivors from their Laplace transforms. */
import { cos, exp, sin } from "../../base/index.ts";
import {
  type Complex,
  complexExp,
  complexExpm1,
  complexProduct,
  complexQuotient,
  complexScaled,
  complexSize,
} from "../../numerics/index.ts";

/** Points of the contour: the error is about 10^(-0.6 points), rounding is amplified by e^(0.4 points). */
const points = 24;

/** Where e^(s t) is smaller than this a point counts for nothing. */
const vanished = -45;

/**
 * f(t) of a transform F(s) = integral_0^inf f(t) e^(-s t) dt, t > 0, on Talbot's contour around the negative real axis,
 *
 *   s = r theta (cot theta + i),   r = 2 M/(5 t),   f(t) = (1/pi) integral_0^pi Re(e^(s t) F(s) (r + i r sigma)) d theta,   sigma = theta + (theta cot theta - 1) cot theta.
 *
 * All singularities of F must lie on the negative real axis or at 0, or near them. Absolute error about 1e-12 of the largest f, unless F grows to the
 * left faster than e^(s t) falls: what happens after a delay, before it.
 *
 * @see Abate, Valko 2004, Int. J. Numer. Meth. Eng. 60:979, doi:10.1002/nme.995
 */
export function inverseLaplace(transform: (s: Complex) => Complex, t: number): number {
  const r = (2 * points) / (5 * t);
  let sum = 0.5 * exp(r * t) * transform([r, 0])[0];
  for (let k = 1; k < points; k++) {
    const theta = (k * Math.PI) / points;
    const cot = cos(theta) / sin(theta);
    const s: Complex = [r * theta * cot, r * theta];
    if (s[0] * t < vanished) break;
    const sigma = theta + (theta * cot - 1) * cot;
    sum += complexProduct(complexProduct(complexExp(complexScaled(s, t)), transform(s)), [1, sigma])[0];
  }
  return (r / points) * sum;
}

/** A density and its integral from 0. */
export interface DensityOnSpan {
  density(t: number): number;
  integral(t: number): number;
}

/** Aliases of later times are smaller by e^-28, rounding is larger by e^14 at the end of the span. */
const damping = 28;
/** Terms below this part of the first count for nothing; more terms than this are not made. */
const [negligible, mostTerms] = [1e-16, 4000];

/**
 * A density on [0, span] from its transform on a line to the right of the imaginary axis, as a Fourier series of twice the span,
 *
 *   f(t) = e^(c t)/T (F(c) + 2 Re sum_k F(c + i w_k) e^(i w_k t)),   T = 2 span, w_k = 2 pi k/T, c = 28/T,
 *
 * and its integral from 0, term by term. Absolute error about 1e-10 of the largest. Undefined for densities that are not smooth on the scale of the span.
 *
 * @see Abate, Whitt 1992, Queueing Syst. 10:5, doi:10.1007/BF01158520
 */
export function inverseOnSpan(transform: (s: Complex) => Complex, span: number): DensityOnSpan | undefined {
  const period = 2 * span;
  const c = damping / period;
  const values: Complex[] = [];
  for (let k = 0, calm = 0; calm < 3; k++) {
    if (k === mostTerms) return undefined;
    const value = transform([c, (2 * Math.PI * k) / period]);
    values.push(value);
    calm = complexSize(value) < negligible * complexSize(values[0]!) ? calm + 1 : 0;
  }
  const sum = (term: (value: Complex, s: Complex) => Complex) =>
    values.reduce((total, value, k) => total + (k === 0 ? 1 : 2) * term(value, [c, (2 * Math.PI * k) / period])[0], 0) / period;
  return {
    density: (t) => sum((value, s) => complexProduct(value, complexExp(complexScaled(s, t)))),
    integral: (t) => sum((value, s) => complexProduct(value, complexQuotient(complexExpm1(complexScaled(s, t)), s))),
  };
}
