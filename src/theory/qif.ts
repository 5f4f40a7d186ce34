/** The quadratic integrate-and-fire neuron with constant input. */
import { atan, log } from "../base/index.ts";

/** v' = a v^2 + b v + c with a > 0, from `reset` to `peak` (which may be infinite); then held. */
export interface Quadratic {
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly reset: number;
  readonly peak: number;
  readonly refractory: number;
}

/**
 * Time in which v' = a v^2 + c runs from -infinity to infinity, that is theta' = a (1 - cos theta) + c (1 + cos theta) once around the circle
 * with v = tan(theta/2): pi/sqrt(a c), infinite where there is a fixed point.
 *
 * @see Ermentrout, Kopell 1986, SIAM J. Appl. Math. 46:233, doi:10.1137/0146017
 */
export function thetaPeriod(a: number, c: number): number {
  return a * c > 0 ? Math.PI / Math.sqrt(a * c) : Number.POSITIVE_INFINITY;
}

/**
 * Interval between spikes, infinite where a fixed point lies between reset and peak. With D = 4 a c - b^2 and x = 2 a v + b,
 *
 *   D > 0:  T = (2/sqrt D) (atan(x_peak/sqrt D) - atan(x_reset/sqrt D))
 *   D = 0:  T = 2/x_reset - 2/x_peak
 *   D < 0:  T = (1/r) log((x_peak - r)(x_reset + r)/((x_peak + r)(x_reset - r))),   r = sqrt(-D)
 *
 * and the refractory time is added. For v' = v^2 + I over all v this is pi/sqrt(I).
 *
 * @see Ermentrout, Kopell 1986, SIAM J. Appl. Math. 46:233, doi:10.1137/0146017 (the equation; its integrals are elementary)
 */
export function qifPeriod({ a, b, c, reset, peak, refractory }: Quadratic): number {
  if (!(reset < peak)) return refractory;
  const discriminant = 4 * a * c - b * b;
  const [from, to] = [2 * a * reset + b, 2 * a * peak + b];
  if (discriminant > 0) {
    const root = Math.sqrt(discriminant);
    return refractory + (2 / root) * (atan(to / root) - atan(from / root));
  }
  const root = Math.sqrt(-discriminant);
  // The upper fixed point is x = root, the lower one -root: V must start above the upper one, or end below the lower one.
  if (!(from > root || to < -root)) return Number.POSITIVE_INFINITY;
  if (root === 0) return refractory + 2 / from - 2 / to;
  const beyond = to === Number.POSITIVE_INFINITY ? 1 : (to - root) / (to + root);
  return refractory + log((beyond * (from + root)) / (from - root)) / root;
}
