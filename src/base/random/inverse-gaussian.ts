/** The inverse Gaussian law. */
import type { Stream } from "./stream.ts";

/**
 * A draw from the inverse Gaussian distribution: the first time a Brownian motion with drift v and variance D per unit time,
 * started a distance a away, reaches a point, with mean = a / v and shape = a^2 / D. Takes two draws of the stream.
 *
 *   density sqrt(shape / (2 pi t^3)) exp(-shape (t - mean)^2 / (2 mean^2 t))
 *
 * With mean = Infinity (no drift) it is the Levy distribution, whose mean is infinite.
 *
 * Source: Michael, Schucany & Haas 1976, The American Statistician 30:88, doi 10.1080/00031305.1976.10479147; the smaller root
 * is written without cancellation.
 */
export function inverseGaussian(rng: Stream, mean: number, shape: number): number {
  const z = rng.normal();
  const u = rng.uniform();
  if (mean === Number.POSITIVE_INFINITY) return shape / (z * z);
  const w = (mean * z * z) / (2 * shape);
  const ratio = 1 + w + Math.sqrt(w * (2 + w));
  // The roots are mean / ratio and mean * ratio; the smaller is taken with probability ratio / (1 + ratio).
  return u * (1 + ratio) <= ratio ? mean / ratio : mean * ratio;
}
