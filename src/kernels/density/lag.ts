/** How long noise that a synapse filters takes to reach the potential. */
import { expm1 } from "../../base/index.ts";

/** Part of the noise that is later than the rest is counted. */
const tail = 1e-6;

/**
 * Shares of the noise by steps of lag, of which the mean is 3/2 tau. A current that decays with tau has a variance that follows the rate of the spikes with tau/2; its
 * covariance with the potential, by which the variance of that grows, follows that with tau. So their diffusion follows the rate with the kernel
 *
 *   k(t) = (2/tau) (e^(-t/tau) - e^(-2 t/tau)),
 *
 * to first order in tau over the time constant of the membrane. A moment between two steps is shared between both, so that the mean is exact.
 *
 * @param tau   time constant of the one exponential [ms]; without one, 0 or NaN, there is no lag
 * @param step  [ms]
 */
export function lagShares(tau: number, step: number): readonly number[] {
  if (!(tau > 0)) return [1];
  // The second integral of k.
  const twice = (t: number) => (t <= 0 ? 0 : 2 * tau * (expm1(-t / tau) + t / tau) - 0.5 * tau * (expm1((-2 * t) / tau) + (2 * t) / tau));
  const shares: number[] = [];
  let rest = 1;
  for (let j = 0; rest > tail; j++) {
    const share = (twice((j + 1) * step) - 2 * twice(j * step) + twice((j - 1) * step)) / step;
    shares.push(share);
    rest -= share;
  }
  shares[shares.length - 1]! += rest;
  return shares;
}
