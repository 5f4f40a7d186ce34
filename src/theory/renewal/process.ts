/** What all renewal processes answer, closed form or not. */
import type { Complex } from "../../numerics/index.ts";

/**
 * Intervals between spikes that are independent and have one density P; S is their survivor function. Times are in one unit, rates in
 * one over it. The transforms are P_L(lambda) = integral_0^inf P(t) e^(-lambda t) dt and S_L = (1 - P_L)/lambda, continued analytically to the
 * left of the half plane where the integrals converge as far as the process can.
 */
export interface RenewalProcess {
  /** Mean interval. */
  readonly mean: number;
  /** 1/mean: the stationary rate F_0. */
  readonly rate: number;
  /** Standard deviation of the interval over its mean. */
  readonly cv: number;
  /** P_L. NaN where it is not known: to the left of `abscissa`. */
  laplace(lambda: Complex): Complex;
  /** dP_L/dlambda; -mean at 0. */
  laplaceDerivative(lambda: Complex): Complex;
  /** S_L, without the cancellation of 1 - P_L for small lambda; the mean at 0. */
  survivorLaplace(lambda: Complex): Complex;
  /** The transforms are known to the right of this real part; -Infinity where everywhere. */
  readonly abscissa: number;
  /**
   * Where known in closed form: the n-th root of P_L(lambda) = 1 with positive imaginary part, n = 1, 2, ...; undefined where there is none.
   * These are all roots but 0 and the complex conjugates.
   */
  eigenvalue?(n: number): Complex | undefined;
  /**
   * Where P_L has poles to the right of `abscissa`: a multiple of 1 - P_L without poles for |lambda| < `reach`, with the same zeros, up to a
   * positive factor that may vary.
   */
  characteristic?(reach: number): (lambda: Complex) => Complex;
}

/** How intervals are distributed, as functions of age. */
export interface IntervalLaw {
  /** Density of the interval. */
  density(age: number): number;
  /** Probability that the interval is longer. */
  survivor(age: number): number;
}
